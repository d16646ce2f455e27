"""The public functions, over all rooms: what a notebook, the page and the command line call."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.audit.check import check_numbers
from assistant.brief import Brief
from assistant.draft import Draft, Event, OnEvent, Section
from assistant.errors import BriefError, ModelError, Trouble
from assistant.findings import Finding
from assistant.making import Workshop
from assistant.models.chat import chat_of
from assistant.resources import bundled
from assistant.settings import Settings, quiet_libraries
from assistant.slots import render
from assistant.wording import check

if TYPE_CHECKING:
    from assistant.exemplars import CorpusIndex, Exemplars


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
    workshop = Workshop(brief, index or open_index(), seed, settings, tell)
    exemplars = workshop.exemplars()
    state = workshop.composed(exemplars)
    if chat is not None:
        return workshop.told(workshop.by_model(state, chat, exemplars), strict=strict)
    for section in state.sections:
        tell(Event("compose", section.key, f"已写好：{section.key}"))
    return workshop.told(workshop.proven(state, exemplars), strict=strict)


def resumed(draft: Draft, *, model: Any = None, on_event: OnEvent | None = None, settings: Settings | None = None) -> Draft:
    """Return a draft with the sections that were broken off written by the model; see :meth:`Draft.resume`."""
    if draft.writing is None or not draft.unfinished:
        return draft
    settings = _settings(settings)
    chat = chat_of(model, settings)
    if chat is None:
        raise ModelError("没有设置模型，续写不了；请设置 ASSISTANT_MODEL，或用 model= 传入模型")
    workshop = Workshop(draft.brief, open_index(), draft.seed, settings, on_event or _silent)
    finished = workshop.by_model(workshop.composed(draft.exemplars), chat, draft.exemplars, done=draft.writing.bodies)
    return replace(workshop.told(finished), shelf=draft.shelf)  # in a library it is the next version


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
    workshop = Workshop(brief, open_index(), seed, settings, tell)
    state = workshop.composed(replace(workshop, tell=_silent).exemplars())
    keys = [section.key for section in state.sections if section.role == role]
    if not keys:
        roles = "、".join(dict.fromkeys(section.role for section in state.sections))
        raise BriefError(Trouble("role", f"这份要点写不出“{role}”；能写的有：{roles}。"))
    if chat is not None:
        state = workshop.written(state, chat, only=keys).state
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
