"""The public functions, over all rooms: what a notebook, the page and the command line call."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from assistant.audit.check import check_numbers
from assistant.audit.report import NumberReport
from assistant.brief import Brief
from assistant.drafting.plan import Plan
from assistant.drafting.profile import meeting_kind
from assistant.drafting.state import DraftState
from assistant.drafting.style import Style, style_of
from assistant.errors import BriefError, DraftError, Trouble
from assistant.resources import bundled
from assistant.settings import Settings, quiet_libraries
from assistant.slots import Rendered, SlotSpan, render

if TYPE_CHECKING:
    from assistant.exemplars import Exemplar, ExemplarIndex

BUILT_IN = "内置写作器"


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a draft under way.

    Attributes:
        step: ``brief``, ``exemplars``, ``compose``, ``audit`` or ``done``.
        section: Role of the section the step is about; empty for the whole speech.
        text: One Chinese sentence.
    """

    step: str
    section: str
    text: str


OnEvent = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a speech.

    Attributes:
        text: The section as it reads.
        slots: The same in slot form.
        report: The audit of this section alone, its offsets into ``text``.
        role: 导语, 成绩, 问题, 目标, 措施, 保障, 结尾.
        heading: Its heading line; empty where it has none of its own.
    """

    text: str
    slots: str
    report: NumberReport
    role: str
    heading: str = ""


@dataclass(frozen=True)
class Draft:
    """A drafted speech with its proof.

    Attributes:
        brief: What it was drafted from.
        text: The speech.
        slots: The speech in slot form.
        spans: Where each slot stands in ``text``, and the cells behind it.
        report: The number audit.
        writer: Who wrote: the built-in composer or a model.
        seed: The seed it was composed with.
        state: Sections, counts and plan as plain data.
        exemplars: The exemplar passages that were looked at, with the reason for each.
    """

    brief: Brief
    text: str
    slots: str
    spans: tuple[SlotSpan, ...]
    report: NumberReport
    writer: str
    seed: int
    state: DraftState
    exemplars: "tuple[Exemplar, ...]" = ()

    @property
    def ok(self) -> bool:
        """True when the audit is clean."""
        return self.report.ok

    @property
    def plan(self) -> Plan:
        """What each section has to say, with which cells; what was left out, and why."""
        return self.state.plan

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections in order, each with an audit of its own."""
        lines = self.text.split("\n")
        slot_lines = self.slots.split("\n")
        found, at = [], 0
        for section in self.state.sections:
            wanted = [line for line in (section.heading, *section.paragraphs) if line]
            at = slot_lines.index(wanted[0], at) if wanted else at
            text = "\n".join(lines[at : at + len(wanted)])
            heading = lines[at] if section.heading else ""
            found.append(Section(text, "\n".join(wanted), check_numbers(text, self.brief), section.role, heading))
            at += len(wanted)
        return tuple(found)

    def _repr_html_(self) -> str:
        from assistant.export.html import speech_html

        return speech_html(self.text, self.report.findings)

    def __str__(self) -> str:
        return self.text


def sample_brief() -> Brief:
    """Return the bundled sample: a fictional county, complete and consistent."""
    return Brief.of(bundled("examples") / "brief.yaml")


def open_index(home: Path | None = None) -> "ExemplarIndex":
    """Open the index of exemplar speeches, building it when it is missing, old or damaged.

    Args:
        home: The folder that holds state; default: the one of the settings.

    Raises:
        CorpusError: The exemplar speeches cannot be read.
    """
    from assistant.exemplars import open_index as open_at

    settings = Settings.from_env()
    quiet_libraries(settings)
    return open_at(home or settings.home)


def draft_speech(
    brief: Any = None,
    *,
    seed: int = 0,
    on_event: OnEvent | None = None,
    strict: bool = False,
    index: "ExemplarIndex | None" = None,
    **fields: Any,
) -> Draft:
    """Draft a speech and audit every number in it.

    Args:
        brief: Anything :meth:`assistant.Brief.of` takes; or leave it out and give its keys as ``fields``
            (``figures=frame, priorities=[…], meeting={…}``).
        seed: The same seed gives the same speech; another one another wording.
        on_event: Called with an :class:`Event` at each step.
        strict: Raise when the audit is not clean.
        index: An open exemplar index; default: the one of the settings.

    Returns:
        The draft; ``draft.ok`` tells whether every figure is traced, ``draft.report`` where each comes from.

    Raises:
        BriefError: The brief cannot be read, or has neither figures nor priorities.
        DraftError: ``strict`` is set and the audit is not clean.

    Example:
        >>> draft = draft_speech(sample_brief(), seed=7)
        >>> draft.ok
        True
    """
    from assistant.drafting.composer import compose

    brief = _brief(brief, fields)
    tell = on_event or _silent
    tell(Event("brief", "", _brief_told(brief)))
    index = index or open_index()
    exemplars = _exemplars(brief, index, tell)
    state = compose(brief, rng=Random(seed), style=_style(brief, index, exemplars))
    for section in state.sections:
        tell(Event("compose", section.role, f"已写好：{section.role}"))
    draft = _drafted(brief, state, seed, exemplars)
    tell(Event("audit", "", draft.report.summary()))
    if strict and not draft.ok:
        raise DraftError(f"讲话稿没有通过数字核对：{draft.report.summary()}")
    tell(Event("done", "", f"成稿{_length(draft.text)}字，撰稿：{draft.writer}"))
    return draft


def draft_section(brief: Any = None, *, role: str, seed: int = 0, on_event: OnEvent | None = None, **fields: Any) -> Section:
    """Draft one section for a speech one already has.

    Args:
        brief: As for :func:`draft_speech`.
        role: 导语, 成绩, 问题, 目标, 措施, 保障 or 结尾.
        seed: The same seed gives the same section.
        on_event: Called with an :class:`Event` at each step.

    Raises:
        BriefError: The brief cannot be read, or holds nothing for this role.
    """
    from assistant.drafting.composer import compose, compose_section

    brief = _brief(brief, fields)
    index = open_index()
    exemplars = _exemplars(brief, index, _silent)
    style = _style(brief, index, exemplars)
    state = compose_section(brief, role, Random(seed), style)
    parts = state.sections
    if not parts:
        roles = "、".join(dict.fromkeys(section.role for section in compose(brief, rng=Random(seed), style=style).sections))
        raise BriefError(Trouble("role", f"这份要点写不出“{role}”；能写的有：{roles}。"))
    slots = "\n".join(line for part in parts for line in (part.heading, *part.paragraphs) if line)
    text = render(slots, brief, dict(state.counts)).text
    report = check_numbers(text, brief)
    (on_event or _silent)(Event("audit", role, report.summary()))
    return Section(text, slots, report, role, parts[0].heading)


def _silent(event: Event) -> None:
    """Take no notice."""


def _brief(brief: Any, fields: dict[str, Any]) -> Brief:
    if brief is None:
        loaded = Brief.of(fields)
    elif fields:
        names = "、".join(fields)
        raise BriefError(Trouble("参数", f"既给了要点又给了 {names}；请把它们写进要点，或只用参数。"))
    else:
        loaded = Brief.of(brief)
    return loaded


def _brief_told(brief: Brief) -> str:
    from assistant.audit.consistency import check_brief

    doubts = check_brief(brief)
    told = f"读入{len(brief.figures)}行数据、{len(brief.priorities)}项重点工作、{len(brief.problems)}个问题"
    return told + ("；输入自身存疑：" + "；".join(doubt.message for doubt in doubts) if doubts else "") + "。"


def _exemplars(brief: Brief, index: "ExemplarIndex", tell: OnEvent) -> "tuple[Exemplar, ...]":
    meeting = brief.meeting.type
    found = [exemplar for role in ("成绩", "问题", "结尾") for exemplar in index.retrieve(meeting, role=role, meeting_type=meeting, k=1)]
    for priority in brief.priorities:
        found += index.retrieve(f"{priority.title}：{'；'.join(priority.points)}", role="措施", k=1)
    chosen = tuple(dict.fromkeys(found))
    tell(Event("exemplars", "", f"参考了{len(chosen)}段范文（已隐去其中的数字和名称）"))
    return chosen


def _style(brief: Brief, index: "ExemplarIndex", exemplars: "tuple[Exemplar, ...]") -> Style:
    """Return the traits of the exemplars of this meeting type, of those retrieved first."""
    return style_of(index.passages, meeting_kind(brief), (exemplar.speech for exemplar in exemplars))


def _drafted(brief: Brief, state: DraftState, seed: int, exemplars: "tuple[Exemplar, ...]") -> Draft:
    slots = state.text.rstrip("\n")
    rendered: Rendered = render(slots, brief, dict(state.counts))
    report = check_numbers(rendered.text, brief)
    return Draft(brief, rendered.text, slots, rendered.spans, report, BUILT_IN, seed, state, exemplars)


def _length(text: str) -> int:
    return len("".join(text.split()))
