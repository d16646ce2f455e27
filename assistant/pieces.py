"""What a draft comes with: the steps on the way, its sections, where it stands in a library, who wrote what."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.audit.check import check_numbers
from assistant.audit.report import NumberReport
from assistant.brief import Brief
from assistant.drafting.plan import Plan
from assistant.drafting.state import DraftState

if TYPE_CHECKING:
    from assistant.drafting.chain.writer import Written
    from assistant.library import SavedAs

BUILT_IN = "内置写作器"


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a draft under way.

    Attributes:
        step: ``brief``, ``exemplars``, ``compose``, ``model`` (what a model is doing), ``text`` (a section a model is writing),
            ``wait`` (no word from a model for a second: a chance to stop), ``audit``, ``done`` or ``batch`` (one more of many).
        section: Key of the section the step is about (成绩, 措施/p02); empty for the whole speech.
        text: One Chinese sentence; for ``text`` the section so far, its slots filled.
        unchecked: For ``text``: where digits stand that the model typed and nobody has checked yet.
    """

    step: str
    section: str
    text: str
    unchecked: tuple[tuple[int, int], ...] = ()


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


@dataclass(eq=False)
class Shelf:
    """Where a draft stands in a library; a draft shares it with everything that is revised from it.

    Attributes:
        place: Identifier and version it was last loaded from or saved as; ``None`` before.
        saved: Where each version of its history stands, by the index of the version.
    """

    place: "SavedAs | None" = None
    saved: "dict[int, SavedAs]" = field(default_factory=dict)


def sections_of(text: str, slots: str, state: DraftState, brief: Brief) -> tuple[Section, ...]:
    """Return the sections of a speech in order, each with an audit of its own.

    Args:
        text: The speech as it reads.
        slots: The same in slot form: as many lines.
        state: Its sections.
        brief: What it is audited against.
    """
    lines, slot_lines = text.split("\n"), slots.split("\n")
    found, at = [], 0
    for section in state.sections:
        wanted = [line for line in (section.heading, *section.paragraphs) if line]
        at = slot_lines.index(wanted[0], at) if wanted else at
        told = "\n".join(lines[at : at + len(wanted)])
        heading = lines[at] if section.heading else ""
        found.append(Section(told, "\n".join(wanted), check_numbers(told, brief), section.role, heading))
        at += len(wanted)
    return tuple(found)


def record_of(text: str, slots: str, writer: str, seed: int, plan: Plan, work: "Written | None") -> dict[str, Any]:
    """Return who wrote what, and every request and answer, as plain data for JSON."""
    told = {"writer": writer, "seed": seed, "text": text, "slots": slots, "plan": plan.to_dict()}
    if work is None:
        return told
    kept = {"by_model": list(work.by_model), "broken_off": dict(work.broken_off), "given_up": dict(work.given_up)}
    counts = {"repaired": work.repaired, "replaced": work.replaced}
    return {**told, **kept, **counts, "exchanges": [asdict(exchange) for exchange in work.exchanges]}
