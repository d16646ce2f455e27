"""Bind: the inverse of render, by way of the audit. Any text in, its slot form out.

Every figure the audit proves becomes the slot of the cell or derivation it was proven by, in the longest form that reads
exactly like the text around it: the clause (同比增长8.4%, 占工业投资的37.9%), so that verb and number move together when the
next table comes, else the bare number. What cannot be bound stays as it is and is listed.

Laws: ``render(bind(t).slots).text == t`` for every text; ``bind(render(s).text).slots == canonical(s)``.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.audit.check import check_numbers
from assistant.audit.facts import Fact, FactTable, table_of
from assistant.audit.report import GOOD
from assistant.brief import Brief
from assistant.errors import SlotError
from assistant.findings import NumberFinding
from assistant.slots.grammar import parse_slot
from assistant.slots.render import Rendered, SlotSpan, read_slot, render
from assistant.slots.sources import Source, forms_of, preferred, source_of_finding, source_of_slot
from assistant.slots.times import time_spans

_YEAR_ON_YEAR = "同比"
_SHARED = "分别"
_NUMERALS = frozenset("0123456789０１２３４５６７８９.．零〇○一二两三四五六七八九十百千万亿半几")

Told = tuple[NumberFinding, Source | None]


@dataclass(frozen=True, slots=True)
class Bound:
    """A text in slot form.

    Attributes:
        slots: The text with slots; it renders to the text again.
        bound: Where each slot stands in the text, and the cells behind it.
        unbound: The judged figures that stay as they are: those the audit does not prove, and those no slot writes that way.
    """

    slots: str
    bound: tuple[SlotSpan, ...]
    unbound: tuple[NumberFinding, ...]


def bind(text: str, brief: Any) -> Bound:
    """Turn every proven figure, period and date of a text into its slot.

    Args:
        text: Any Chinese text: a draft edited by hand, a model's digits, last month's speech.
        brief: Anything :meth:`assistant.Brief.of` takes.

    Returns:
        The slot form, what was bound and what was not. A text that holds braces already is left alone.

    Raises:
        BriefError: The brief cannot be read.

    Example:
        >>> rows = [{"indicator": "工业投资", "value": "68.5", "unit": "亿元", "yoy": "12.1"}]
        >>> bind("工业投资68.5亿元，同比增长12.1%。", rows).slots
        '工业投资{{f01}}，{{f01.yoy}}。'
    """
    brief = Brief.of(brief)
    table = table_of(brief)
    findings = check_numbers(text, brief).findings
    return _bound(text, table, [(finding, _proven(finding, table)) for finding in findings])


def canonical(slots: str, brief: Any, counts: Mapping[str, int] | None = None) -> str:
    """Return the slot text that stands for all slot texts that read alike.

    Names and announced counts are spelled out, and so is a clause without a number (同比持平). A figure is written as the
    longest form that reads like the text around it; a cell comes before a derivation of its row that says the same, and a
    number inside a priority, problem or project gives way to the cell that its own text or the place where it stands tells.
    Operands of a sum or a bare difference are sorted. Periods are slots where :mod:`assistant.slots.times` says so. What is
    no slot in ``slots`` is bound as :func:`bind` binds it.

    Args:
        slots: The slot text.
        brief: The brief it refers to.
        counts: Announced counts for ``{{n:…}}`` slots.

    Raises:
        SlotError: A slot is malformed or names something the brief does not have.
    """
    brief = Brief.of(brief)
    table = table_of(brief)
    rendered = render(slots, brief, counts)
    findings = check_numbers(rendered.text, brief).findings
    return _bound(rendered.text, table, [(finding, _written(finding, rendered, table)) for finding in findings]).slots


def _proven(finding: NumberFinding, table: FactTable) -> Source | None:
    source = source_of_finding(finding, table) if finding.verdict in GOOD else None
    return _first(source, table) if source else None


def _first(source: Source, table: FactTable) -> Source:
    """Return what comes first of all that says the same: for a number in the user's words, the cell these tell."""
    if isinstance(source, Fact) and source.field == "text":
        return _told_by(table.brief, source.row)[_phrase(source)]
    return preferred(source, table)


def _written(finding: NumberFinding, rendered: Rendered, table: FactTable) -> Source | None:
    """Return what the slot a figure was rendered from stands for; what was typed, and a number in the user's words, is audited."""
    index = bisect_right(rendered.spans, finding.end - 1, key=lambda span: span.start) - 1
    if index < 0 or rendered.spans[index].end <= finding.start:
        return _proven(finding, table)
    source = source_of_slot(parse_slot(rendered.spans[index].slot), table)
    first = _first(source, table) if source else None
    return _proven(finding, table) or first if isinstance(first, Fact) and first.field == "text" else first


@lru_cache(maxsize=256)
def _told_by(brief: Brief, owner: str) -> Mapping[str, Source]:
    """Return what the numbers in a priority, problem or project stand for: a cell its own text tells, else the first said alike."""
    table = table_of(brief)
    told: dict[str, Source] = {}
    for fact in table.of_row(owner):
        proven = (finding for finding in check_numbers(fact.text, brief).findings if finding.verdict in GOOD)
        sources = (source_of_finding(finding, table) for finding in proven if finding.start <= fact.start < finding.end)
        cell = next((source for source in sources if source and not (isinstance(source, Fact) and source.field == "text")), None)
        if cell is not None:
            told.setdefault(_phrase(fact), preferred(cell, table))
    return {_phrase(fact): fact for fact in reversed(table.of_row(owner))} | told


def _phrase(fact: Fact) -> str:
    """Return a number in the user's words with the beginning of its noun (12个项目): what one owner says alike is one thing."""
    return fact.text[fact.start : fact.end + 2]


def _bound(text: str, table: FactTable, told: Sequence[Told]) -> Bound:
    if "{{" in text or "}}" in text:
        return Bound(text, (), tuple(finding for finding, _ in told))
    figures = list(_Binder(text, table, told).spans())
    times = time_spans(text, table, figures)
    spans = [span for span in (*figures, *times) if text[span.start - 1 : span.start] != "{" and text[span.end : span.end + 1] != "}"]
    spans = _verified(text, sorted(spans, key=lambda span: span.start), table.brief)
    covered = {place for span in spans for place in range(span.start, span.end)}
    unbound = tuple(finding for finding, _ in told if covered.isdisjoint(range(finding.start, finding.end)))
    return Bound(_slot_text(text, spans), tuple(spans), unbound)


def _slot_text(text: str, spans: Iterable[SlotSpan]) -> str:
    out, at = [], 0
    for span in spans:
        out += [text[at : span.start], f"{{{{{span.slot}}}}}"]
        at = span.end
    return "".join([*out, text[at:]])


def _verified(text: str, spans: list[SlotSpan], brief: Brief) -> list[SlotSpan]:
    """Drop what does not read in its place as the text does, so that the whole renders to the text again."""
    while True:
        rendered = render(_slot_text(text, spans), brief)
        pairs = zip(rendered.spans, spans, strict=True)
        wrong = next((ours for theirs, ours in pairs if rendered.text[theirs.start : theirs.end] != text[ours.start : ours.end]), None)
        if wrong is None:
            return spans
        spans = [span for span in spans if span is not wrong]


class _Binder:
    """Places slots over the figures of one text."""

    def __init__(self, text: str, table: FactTable, told: Sequence[Told]) -> None:
        self.text, self.table, self.told = text, table, told
        self._paragraphs = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
        self._said = {start: text.find(_YEAR_ON_YEAR, start, self._end(index)) for index, start in enumerate(self._paragraphs)}

    def _end(self, index: int) -> int:
        return self._paragraphs[index + 1] if index + 1 < len(self._paragraphs) else len(self.text)

    def yoy_said(self, at: int) -> bool:
        """Tell whether the paragraph says 同比 before an offset."""
        said = self._said[self._paragraphs[bisect_right(self._paragraphs, at) - 1]]
        return 0 <= said <= at - len(_YEAR_ON_YEAR)

    def spans(self) -> Iterator[SlotSpan]:
        """Yield the figures that are slots, in text order."""
        at = 0
        for index, (finding, source) in enumerate(self.told):
            if source is None or finding.start < at:
                continue
            span = self._placed(index, source, at)
            if span is not None:
                yield span
                at = span.end

    def _placed(self, index: int, source: Source, at: int) -> SlotSpan | None:
        forms = forms_of(source, self.table)
        for group in (forms.clauses, forms.bare):
            found = [span for body in group for span in self._readings(body, index, at)]
            # A verb that 分别 shares out among several figures moves with none of them.
            if found and (group is forms.bare or not self.text.endswith(_SHARED, 0, found[0].start)):
                return max(found, key=lambda span: span.end - span.start)
        return None

    def _readings(self, body: str, index: int, at: int) -> Iterator[SlotSpan]:
        """Yield where a slot reads exactly like the text around a figure."""
        finding, _ = self.told[index]
        for said in (False, True):
            try:
                reading, facts = read_slot(self.table.brief, parse_slot(body), yoy_said=said)
            except SlotError:
                return
            start = self._find(reading, finding, at)
            if start is not None and self.yoy_said(start) == said and self._proves(start, start + len(reading), index):
                yield SlotSpan(start, start + len(reading), body, facts)

    def _find(self, reading: str, finding: NumberFinding, at: int) -> int | None:
        """Return where a reading covers a figure, or is all of it but its qualifier."""
        start = self.text.find(reading, max(at, finding.end - len(reading)), finding.start + len(reading))
        if start >= 0:
            return start
        start = self.text.find(reading, finding.start, finding.end)
        rest = self.text[finding.start : start] + self.text[start + len(reading) : finding.end]
        return start if start >= 0 and _NUMERALS.isdisjoint(rest) else None

    def _proves(self, start: int, end: int, index: int) -> bool:
        """Tell whether every other figure a clause covers is proven too."""
        beside = self.told[max(0, index - 2) : index + 3]
        return all(finding.verdict in GOOD for finding, _ in beside if finding.start < end and start < finding.end)
