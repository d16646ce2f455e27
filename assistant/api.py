"""The public functions, over all rooms: what a notebook, the page and the command line call."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from assistant.audit.check import check_numbers
from assistant.brief import Brief
from assistant.draft import BUILT_IN, Draft, Event, OnEvent, Section
from assistant.drafting.profile import meeting_kind
from assistant.drafting.state import DraftState
from assistant.drafting.style import Style, style_of
from assistant.errors import BriefError, DraftError, ModelError, Trouble
from assistant.findings import Finding
from assistant.models.chat import Chat, chat_of
from assistant.resources import bundled
from assistant.settings import Settings, quiet_libraries
from assistant.slots import render
from assistant.wording import check

if TYPE_CHECKING:
    from assistant.drafting.chain.writer import Written
    from assistant.exemplars import CorpusIndex, Exemplar, Exemplars


def sample_brief() -> Brief:
    """Return the bundled sample: a fictional county, complete and consistent."""
    return Brief.of(bundled("examples") / "brief.yaml")


def open_index(home: Path | None = None) -> "CorpusIndex":
    """Open the index of the bundled speeches and the user's own, building it when it is missing, old or damaged.

    It follows the user's corpus: what is added or removed later counts at the next question.

    Args:
        home: The folder that holds state; default: the one of the settings.

    Raises:
        CorpusError: The exemplar speeches cannot be read, the Chroma server is away, or the index can be built nowhere.
    """
    from assistant.exemplars import open_index as open_at
    from assistant.exemplars.opening import CORPUS, server_of
    from assistant.models.embeddings import embedding_of

    settings = Settings.from_env()
    quiet_libraries(settings)
    home = home or settings.home
    own = settings.corpus or home / CORPUS
    return open_at(home, own=own, embedding=embedding_of(settings), server=server_of(settings.chroma_url, settings.chroma_token, own))


def check_wording(text: str, brief: Any, index: "Exemplars | None" = None) -> tuple[Finding, ...]:
    """Check what a text must not say: leaks from the exemplars, copied passages, expired wording, red lines, machine traces …

    Args:
        text: Any Chinese text.
        brief: Anything :meth:`assistant.Brief.of` takes.
        index: An open exemplar index; default: the one of the settings.

    Returns:
        The findings in text order; the text is clean where none is an error and at most three are warnings.

    Raises:
        BriefError: The brief cannot be read.
    """
    return check(text, Brief.of(brief), (index or open_index()).leaks)


def draft_speech(
    brief: Any = None,
    *,
    model: Any = None,
    seed: int = 0,
    on_event: OnEvent | None = None,
    strict: bool = False,
    index: "Exemplars | None" = None,
    settings: Settings | None = None,
    **fields: Any,
) -> Draft:
    """Draft a speech and audit every number in it.

    Args:
        brief: Anything :meth:`assistant.Brief.of` takes; or leave it out and give its keys as ``fields``
            (``figures=frame, priorities=[…], meeting={…}``).
        model: A LangChain chat model that writes; default: the configured one, and without one the built-in composer;
            ``False``: the built-in composer in any case.
        seed: The same seed gives the same speech; another one another wording. A model has moods of its own.
        on_event: Called with an :class:`Event` at each step. Where it raises :class:`assistant.StopDrafting`, what is finished is kept.
        strict: Raise when the draft is not ok.
        index: An open exemplar index; default: the one of the settings.
        settings: Model, limits and whether figures leave the house; default: those of the environment.

    Returns:
        The draft; ``draft.ok`` tells whether every figure is traced, ``draft.report`` where each comes from. Where a model endpoint
        failed in mid-speech, ``draft.unfinished`` says in which sections and why, and :meth:`Draft.resume` finishes them.

    Raises:
        BriefError: The brief cannot be read, or has neither figures nor priorities.
        DraftError: ``strict`` is set and the draft is not ok.
        ModelError: The model endpoint failed before it had written anything.

    Example:
        >>> draft = draft_speech(sample_brief(), seed=7)
        >>> draft.ok
        True
    """
    brief = _brief(brief, fields)
    settings = _settings(settings)
    chat = chat_of(model, settings)
    tell = on_event or _silent
    tell(Event("brief", "", _brief_told(brief)))
    index = index or open_index()
    exemplars = _exemplars(brief, index, tell)
    state = _composed(brief, seed, index, exemplars)
    if chat is None:
        for section in state.sections:
            tell(Event("compose", section.key, f"已写好：{section.key}"))
        draft = _drafted(brief, state, seed, exemplars, index)
    else:
        draft = _by_model(brief, state, chat, index, settings, tell, seed=seed, exemplars=exemplars)
    return _told(draft, tell, strict=strict)


def resumed(draft: Draft, *, model: Any = None, on_event: OnEvent | None = None, settings: Settings | None = None) -> Draft:
    """Return a draft with the sections that were broken off written by the model; see :meth:`Draft.resume`."""
    if draft.writing is None or not draft.unfinished:
        return draft
    settings = _settings(settings)
    chat = chat_of(model, settings)
    if chat is None:
        raise ModelError("没有设置模型，续写不了；请设置 ASSISTANT_MODEL，或用 model= 传入模型")
    index = open_index()
    tell = on_event or _silent
    done = draft.writing.bodies
    kept = _composed(draft.brief, draft.seed, index, draft.exemplars)
    finished = _by_model(draft.brief, kept, chat, index, settings, tell, seed=draft.seed, exemplars=draft.exemplars, done=done)
    return replace(_told(finished, tell), shelf=draft.shelf)  # in a library it is the next version


def draft_section(
    brief: Any = None,
    *,
    role: str,
    model: Any = None,
    seed: int = 0,
    on_event: OnEvent | None = None,
    settings: Settings | None = None,
    **fields: Any,
) -> Section:
    """Draft one section for a speech one already has.

    Args:
        brief: As for :func:`draft_speech`.
        role: 导语, 成绩, 问题, 目标, 措施, 保障 or 结尾.
        model: As for :func:`draft_speech`.
        seed: The same seed gives the same section.
        on_event: Called with an :class:`Event` at each step.
        settings: As for :func:`draft_speech`.

    Raises:
        BriefError: The brief cannot be read, or holds nothing for this role.
        ModelError: The model endpoint failed before it had written anything.
    """
    brief = _brief(brief, fields)
    settings = _settings(settings)
    chat = chat_of(model, settings)
    tell = on_event or _silent
    index = open_index()
    state = _composed(brief, seed, index, _exemplars(brief, index, _silent))
    keys = [section.key for section in state.sections if section.role == role]
    if not keys:
        roles = "、".join(dict.fromkeys(section.role for section in state.sections))
        raise BriefError(Trouble("role", f"这份要点写不出“{role}”；能写的有：{roles}。"))
    if chat is not None:
        state = _written(brief, state, chat, index, settings, tell, only=keys).state
    parts = [section for section in state.sections if section.role == role]
    slots = "\n".join(line for part in parts for line in part.paragraphs if line)
    text = render(slots, brief, dict(state.counts)).text
    report = check_numbers(text, brief)
    tell(Event("audit", role, report.summary()))
    return Section(text, slots, report, role)


def _silent(event: Event) -> None:
    """Take no notice."""


def _settings(given: Settings | None = None) -> Settings:
    settings = given or Settings.from_env()
    quiet_libraries(settings)
    return settings


def _brief(brief: Any, fields: dict[str, Any]) -> Brief:
    if brief is None:
        loaded = Brief.of(fields)
    elif fields:
        names = "、".join(fields)
        raise BriefError(Trouble("参数", f"既给了要点又给了 {names}；请把它们写进要点，或只用参数。"))
    else:
        loaded = Brief.of(brief)
    return loaded


MOST_TOLD = 5  # an event is one line: the rest stands in brief.questions and in report.brief


def _brief_told(brief: Brief) -> str:
    from assistant.audit.consistency import check_brief

    told = [f"读入{len(brief.figures)}行数据、{len(brief.priorities)}项重点工作、{len(brief.problems)}个问题"]
    if brief.questions:
        told.append(f"读表有{len(brief.questions)}处要问：" + "".join(question.text for question in brief.questions[:MOST_TOLD]))
    if brief.notices:
        told.append(f"读表说明{len(brief.notices)}条")
    if doubts := check_brief(brief):
        told.append(f"输入自身存疑{len(doubts)}处：" + "".join(doubt.message for doubt in doubts[:MOST_TOLD]))
    return "；".join(told).removesuffix("。") + "。"


def _exemplars(brief: Brief, index: "Exemplars", tell: OnEvent) -> "tuple[Exemplar, ...]":
    from assistant.model_writing import topic_of

    meeting = brief.meeting.type
    found = [exemplar for role in ("成绩", "问题", "结尾") for exemplar in index.retrieve(meeting, role=role, meeting_type=meeting, k=1)]
    for priority in brief.priorities:
        found += index.retrieve(topic_of(priority), role="措施", k=1)
    chosen = tuple(dict.fromkeys(found))
    tell(Event("exemplars", "", f"参考了{len(chosen)}段范文（已隐去其中的数字和名称）"))
    return chosen


def _style(brief: Brief, index: "Exemplars", exemplars: "tuple[Exemplar, ...]") -> Style:
    """Return the traits of the exemplars of this meeting type, of those retrieved first."""
    return style_of(index.passages, meeting_kind(brief), (exemplar.speech for exemplar in exemplars))


def _composed(brief: Brief, seed: int, index: "Exemplars", exemplars: "tuple[Exemplar, ...]") -> DraftState:
    from assistant.drafting.composer import compose

    return compose(brief, rng=Random(seed), style=_style(brief, index, exemplars))


def _written(
    brief: Brief,
    composed: DraftState,
    chat: Chat,
    index: "Exemplars",
    settings: Settings,
    tell: OnEvent,
    *,
    only: list[str] | None = None,
    done: Mapping[str, tuple[str, ...]] | None = None,
) -> "Written":
    from assistant.model_writing import Step, write_with_model

    def told(step: Step) -> None:
        unchecked = step.shown.unchecked if step.shown else ()
        tell(Event("text" if step.shown else "model", step.section, step.text, unchecked))

    return write_with_model(brief, composed, chat, index, settings, told, only=only, done=done)


def _by_model(
    brief: Brief,
    composed: DraftState,
    chat: Chat,
    index: "Exemplars",
    settings: Settings,
    tell: OnEvent,
    *,
    seed: int,
    exemplars: "tuple[Exemplar, ...]",
    done: Mapping[str, tuple[str, ...]] | None = None,
) -> Draft:
    written = _written(brief, composed, chat, index, settings, tell, done=done)
    name = f"模型 {chat.name}"
    count = len(written.state.sections) - len(written.by_model)
    writer = name if not count else f"{name}（{len(written.by_model)}节）、{BUILT_IN}（{count}节）"
    return _drafted(brief, written.state, seed, exemplars, index, writer=writer, writing=written)


def _drafted(
    brief: Brief,
    state: DraftState,
    seed: int,
    exemplars: "tuple[Exemplar, ...]",
    index: "Exemplars",
    *,
    writer: str = BUILT_IN,
    writing: "Written | None" = None,
) -> Draft:
    slots = state.text.rstrip("\n")
    rendered = render(slots, brief, dict(state.counts))
    report = check_numbers(rendered.text, brief)
    wording = check(rendered.text, brief, index.leaks)
    return Draft(brief, rendered.text, slots, rendered.spans, report, wording, writer, seed, state, exemplars, writing)


def _told(draft: Draft, tell: OnEvent, *, strict: bool = False) -> Draft:
    """Tell how a draft came out; raise where it must be ok and is not."""
    tell(Event("audit", "", draft.report.summary()))
    if strict and not draft.ok:
        wrong = "".join(finding.message for finding in draft.wording if finding.severity == "error")
        raise DraftError(f"讲话稿没有通过核对：{draft.report.summary()}{wrong}")
    tell(Event("done", "", f"成稿{_length(draft.text)}字，撰稿：{draft.writer}"))
    return draft


def _length(text: str) -> int:
    return len("".join(text.split()))
