"""Which periods and dates of a text are slots, so that next month's table moves them.

A period becomes a slot only as a whole mention, letter for letter as the slot reads (前三季度 does, 2025年前三季度 and 三季度末
do not; 当月 may follow). ``{{date}}``, ``{{period}}`` and ``{{plan_period}}`` come first, then the period of a row whose
figure the same sentence tells, the nearest after it first; ``{{year}}`` and ``{{next_year}}`` last. A deadline (6月前) stays,
and so does what stands in words of the user (8月投产), unless the next figure is that of a row of this very period.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.audit.facts import FactTable
from assistant.errors import SlotError
from assistant.numbers import PeriodMention, find_periods
from assistant.slots.grammar import parse_slot
from assistant.slots.render import SlotSpan, read_slot

_FIRST = ("date", "period", "plan_period")
_LAST = ("year", "next_year")
_DEADLINES = ("前", "之前", "以前", "底", "末")
_MONTH_ALONE = "当月"
_ENDS = "。！？\n"
_BESIDE = 2


@dataclass(frozen=True, slots=True)
class _Places:
    """The text with the figures bound in it."""

    text: str
    table: FactTable
    spans: Sequence[SlotSpan]
    own_words: str


def time_spans(text: str, table: FactTable, spans: Sequence[SlotSpan]) -> Iterator[SlotSpan]:
    """Yield the periods and dates of a text that are slots.

    Args:
        text: The text.
        table: Facts of the brief.
        spans: The figures already bound, in text order; what they cover is theirs.
    """
    own_words = "\n".join(dict.fromkeys(fact.text for fact in table.facts if fact.text))
    places = _Places(text, table, spans, "\n".join([own_words, *_words(table)]))
    index = 0
    for mention in find_periods(text):
        while index < len(spans) and spans[index].end <= mention.start:
            index += 1
        if index < len(spans) and spans[index].start < mention.end:
            continue
        if text.startswith(_DEADLINES, mention.end):
            continue
        if not _of_the_user(mention, places) or _next_figure(mention, index, places):
            yield from _slot_of(mention, index, places)


def _words(table: FactTable) -> Iterator[str]:
    """Yield the words of the user that hold deadlines and dates of projects."""
    for priority in table.brief.priorities:
        yield from (priority.title, *priority.points, priority.due)
    for project in table.brief.projects:
        yield from (project.name, project.status)


def _of_the_user(mention: PeriodMention, places: _Places) -> bool:
    """Tell whether a mention with what stands beside it was copied from the user's words."""
    after = places.text[mention.start : mention.end + _BESIDE]
    before = places.text[max(0, mention.start - _BESIDE) : mention.end]
    return any(len(words) > len(mention.text) and words in places.own_words for words in (after, before))


def _next_figure(mention: PeriodMention, index: int, places: _Places) -> bool:
    """Tell whether the figure right after a mention is that of a row, and of this very period."""
    row = next(_told(mention, index, places), "")
    following = index < len(places.spans) and row == f"{places.spans[index].facts[0].partition('.')[0]}.period"
    return following and _reads(row, mention, places)


def _reads(body: str, mention: PeriodMention, places: _Places) -> bool:
    try:
        reading, _ = read_slot(places.table.brief, parse_slot(body))
    except SlotError:
        return False
    return reading == mention.text.removesuffix(_MONTH_ALONE)


def _slot_of(mention: PeriodMention, index: int, places: _Places) -> Iterator[SlotSpan]:
    bodies = (*_FIRST, *_told(mention, index, places), *_LAST)
    body = next((body for body in bodies if _reads(body, mention, places)), None)
    if body is not None:
        yield SlotSpan(mention.start, mention.start + len(mention.text.removesuffix(_MONTH_ALONE)), body, ())


def _told(mention: PeriodMention, index: int, places: _Places) -> Iterator[str]:
    """Yield the period slots of the rows told in the sentence: those after the mention, then those before it."""
    stops = [places.text.find(end, mention.end) for end in _ENDS]
    stop = min((at for at in stops if at >= 0), default=len(places.text))
    start = max(places.text.rfind(end, 0, mention.start) for end in _ENDS)
    after = [span for span in places.spans[index : index + 20] if span.start < stop]
    before = [span for span in reversed(places.spans[max(0, index - 20) : index]) if span.start > start]
    for span in (*after, *before):
        row = span.facts[0].partition(".")[0] if span.facts else ""
        if row in places.table.rows:
            yield f"{row}.period"
