"""A speech under revision: its tree and brief, how each piece reads, how long it is and which cells it states."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.audit.check import check_numbers
from assistant.audit.report import NumberReport
from assistant.brief import Brief
from assistant.drafting.revision.document import Address, Change, Document
from assistant.drafting.state import DraftState
from assistant.errors import AssistantError
from assistant.slots import SlotSpan, render, slots_in

Compose = Callable[[Brief, int], DraftState]
"""Composes a speech of a brief: 0 in the manner of the present one (same seed, same exemplars), another number in another wording."""
Scope = frozenset[Address]


class NotDone(AssistantError):
    """An operation cannot be carried out as it was said; the text is a reply to the user.

    Attributes:
        refused: It would make a figure untrue.
    """

    def __init__(self, reply: str, *, refused: bool = False) -> None:
        super().__init__(reply)
        self.refused = refused


class Already(NotDone):
    """The speech is as it was asked for: nothing is to be done."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as the audit reads it in the finished text.

    Attributes:
        address: The sentence it stands in.
        start: Where it stands in that sentence as it reads.
        text: As it reads.
        cells: Cells it is; those it is derived from where it is none.
        derived: It is no cell itself.
        slot: Body of the slot that writes it; empty where it is typed.
    """

    address: Address
    start: int
    text: str
    cells: tuple[str, ...]
    derived: bool
    slot: str


@dataclass(frozen=True)
class Speech:
    """A speech under revision.

    Args:
        document: The speech.
        brief: Its brief.
        compose: Gives other words on the same material.
        notes: What the reply has to tell besides what was done.
    """

    document: Document
    brief: Brief
    compose: Compose
    notes: tuple[str, ...] = field(default=())

    def with_document(self, document: Document) -> "Speech":
        """Return the speech with another tree."""
        return replace(self, document=document)

    def changed(self, change: Change) -> "Speech":
        """Return the speech with every piece put through a function; see :meth:`Document.changed`."""
        return self.with_document(self.document.changed(change))

    def noted(self, note: str) -> "Speech":
        """Return the speech with something to tell the user."""
        return replace(self, notes=(*self.notes, note)) if note not in self.notes else self

    @cached_property
    def _rendered(self) -> tuple[str, dict[Address, tuple[int, int]], tuple[SlotSpan, ...]]:
        slots = self.document.text
        told = render(slots, self.brief, dict(self.document.announced()))
        # A slot begins and ends in both texts at known places; between slots both run alike.
        ends = [(end, span.end) for (_, end, _), span in zip(slots_in(slots), told.spans, strict=True)]
        places, passed = {}, 0
        for piece in self.document.pieces():
            bounds = []
            for offset in (piece.start, piece.end):
                while passed < len(ends) and ends[passed][0] <= offset:
                    passed += 1
                slot, read = ends[passed - 1] if passed else (0, 0)
                bounds.append(read + offset - slot)
            places[piece.address] = (bounds[0], bounds[1])
        return told.text, places, told.spans

    @property
    def text(self) -> str:
        """The speech as it reads."""
        return self._rendered[0]

    def reading(self, at: Address) -> str:
        """Return a piece as it reads."""
        start, end = self._rendered[1][at]
        return self.text[start:end]

    def readings(self, at: Address) -> tuple[str, ...]:
        """Return how each slot of a piece reads, in order."""
        start, end = self._rendered[1][at]
        return tuple(self.text[span.start : span.end] for span in self._rendered[2] if start <= span.start and span.end <= end)

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Every heading and sentence, in order."""
        return tuple(self._rendered[1])

    def length(self, scope: Iterable[Address]) -> int:
        """Return the number of characters without white space of a scope; numerals of headings counted with them."""
        inside = set(scope)
        return sum(len("".join(self.text[start:end].split())) for start, end in self._stretches(inside))

    def _stretches(self, scope: set[Address]) -> Iterable[tuple[int, int]]:
        """Yield what each piece takes up, its line's numeral and end mark included."""
        for at, (start, end) in self._rendered[1].items():
            if at not in scope:
                continue
            if at.sentence < 0:
                start = self.text.rfind("\n", 0, start) + 1
                end += self.text.startswith("。", end)
            yield start, end

    @cached_property
    def report(self) -> NumberReport:
        """The audit of the speech."""
        return check_numbers(self.text, self.brief)

    @cached_property
    def stated(self) -> tuple[Stated, ...]:
        """Every figure the speech states, as the audit reads it."""
        places = [(start, end, at) for at, (start, end) in self._rendered[1].items()]
        found = []
        for finding in self.report.findings:
            at = next(((start, at) for start, end, at in places if start <= finding.start < end), None)
            if at and finding.facts:
                derived = finding.verdict == "derived"
                slot = next((span.slot for span in self._rendered[2] if span.start <= finding.start < span.end), "")
                found.append(Stated(at[1], finding.start - at[0], finding.text, finding.facts, derived, slot))
        return tuple(found)

    def states(self, cells: Iterable[str], scope: Iterable[Address] | None = None) -> tuple[Stated, ...]:
        """Return where rows or cells are stated, as themselves.

        Args:
            cells: ``f14`` is any cell of the row.
            scope: Only there.
        """
        wanted, inside = tuple(cells), None if scope is None else set(scope)
        return tuple(
            one for one in self.stated if not one.derived and (inside is None or one.address in inside) and among(one.cells, wanted)
        )


def among(facts: Iterable[str], wanted: Iterable[str]) -> bool:
    """Tell whether one of some cells is a wanted one."""
    return any(cell_is(fact, one) for fact in facts for one in wanted)


def cell_is(fact: str, wanted: str) -> bool:
    """Tell whether a cell is a wanted one, or a cell of a wanted row: ``f18.value`` and the key ``f18`` are the same cell."""
    if "." not in wanted:
        return fact.partition(".")[0] == wanted
    return fact == wanted.removesuffix(".value")
