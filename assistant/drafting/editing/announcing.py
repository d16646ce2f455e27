"""Announced counts typed by hand: 讲三点意见 becomes a slot where three points follow; another number stays, and is remarked on."""

from collections.abc import Iterator, Mapping, Sequence

from assistant.audit.remarks.series import announcements
from assistant.drafting.editing.layout import PART
from assistant.drafting.editing.sections import ITEM
from assistant.drafting.state import Section
from assistant.numbers import spell
from assistant.slots import SlotSpan

POINTS, TASKS = "points", "tasks"
DELIVERED = (POINTS, TASKS)
"""Names of the counts a draft can announce: top-level parts, and measures."""

_MEASURES = "措施"
_INLINE = "inline"


def delivered(sections: Sequence[Section]) -> tuple[tuple[str, int], ...]:
    """Return how many parts and measures a speech delivers; one without headings makes one point."""
    parts = sum(bool(PART.fullmatch(section.heading)) for section in sections)
    measures = sum(section.role == _MEASURES and _is_one(section) for section in sections)
    return (POINTS, max(1, parts)), (TASKS, measures)


def _is_one(section: Section) -> bool:
    """Tell whether a section is a measure, and no word on measures in general."""
    return bool(section.owner) or any(ITEM.match(paragraph) for paragraph in section.paragraphs[:1])


def count_spans(text: str, counts: Mapping[str, int]) -> Iterator[SlotSpan]:
    """Yield the announced counts of a text that equal what is delivered and are written as the house writes them.

    Args:
        text: The speech, rendered.
        counts: What is delivered, from :func:`delivered`.
    """
    for told in announcements(text):
        name = POINTS if told.kind == "一、" else "" if told.kind.endswith(_INLINE) else TASKS
        if name and told.number == told.delivered == counts[name] and text[told.start : told.end] == spell(told.number, counting=True):
            yield SlotSpan(told.start, told.end, f"n:{name}", ())
