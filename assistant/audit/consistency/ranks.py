"""Places of a ranking against the values they are said to follow.

A ranking may go by the value, by its growth or by its progress, and the table rarely says by which. Only a ranking that
follows none of them is doubted, and it is told against the one it follows best. Areas equal as printed may stand in either order.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assistant.audit.consistency.doubts import doubt
from assistant.audit.facts import FactTable
from assistant.audit.printing import with_unit
from assistant.audit.rows import PERCENT
from assistant.brief.model import Figure
from assistant.findings import BriefFinding
from assistant.lexicon.indicators import indicator_like

LEAST = 3
"""Fewer areas than this follow some order by chance: two do half of the time."""

MOST_TOLD = 5
"""A ranking that is wrong throughout is told by its worst areas; a list of all of them would help nobody."""

_FIELDS = {"yoy": "增速", "value": "数值", "progress": "进度"}


@dataclass(frozen=True, slots=True)
class _Place:
    """An area with its place in the ranking, and the row that says so."""

    figure: Figure
    rank: int
    fact: str


@dataclass(frozen=True)
class _Order:
    """A ranking read as the order of one field; ``down`` where the least comes first."""

    places: Sequence[_Place]
    field: str
    down: bool

    @cached_property
    def clashes(self) -> tuple[tuple[_Place, _Place], ...]:
        """Pairs that stand the other way round, the better-placed first."""
        listed = [(place.rank, -self.value(place) if self.down else self.value(place), place) for place in self.places]
        return tuple(
            (better, worse)
            for rank, value, better in listed
            for other_rank, other_value, worse in listed
            if rank <= other_rank and value < other_value
        )

    def value(self, place: _Place) -> Decimal:
        """Return what the area is ranked by."""
        value = getattr(place.figure, self.field)
        return Decimal(value)


def check_ranks(table: FactTable) -> Iterator[BriefFinding]:
    """Yield the areas whose place does not follow from the values."""
    for places in _rankings(table).values():
        if len(places) < LEAST:
            continue
        good = indicator_like(places[0].figure.name, places[0].figure.unit).good
        known = {field: told for field in _FIELDS if (told := _telling(places, field))}
        fit = [_Order(told, field, down) for field, told in known.items() for down in _directions(field, good)]
        best = min(fit, key=lambda order: len(order.clashes), default=None)
        if best is None or not best.clashes:
            continue
        turned = next((order for order in (_Order(told, field, False) for field, told in known.items()) if not order.clashes), None)
        yield from _told_turned(table, turned) if turned else _told(table, best)


def _telling(places: Sequence[_Place], field: str) -> list[_Place]:
    """Return the areas that have the field; none where they are too few or all the same: any order follows equal values."""
    having = [place for place in places if getattr(place.figure, field) is not None]
    values = {getattr(place.figure, field) for place in having}
    return having if len(having) >= LEAST and len(values) > 1 else []


def _directions(field: str, good: str) -> tuple[bool, ...]:
    """The best comes first; of what is best low, the least. Progress is always best high."""
    if good == "neutral":
        return (False, True)
    return (good == "down" and field != "progress",)


def _rankings(table: FactTable) -> dict[object, list[_Place]]:
    """Areas of one indicator and time that carry a place; each area once. The place of a part (第一产业) is one among other parts."""
    found: defaultdict[object, dict[tuple[str, ...], _Place]] = defaultdict(dict)
    separate = {(row.canonical, row.scopes, row.when): row for row in table.brief.figures if row.kind == "rank" and row.value is not None}
    for row in table.brief.figures:
        if row.kind == "rank" or row.share_of:
            continue
        key = (row.canonical, row.unit, row.kind, row.span, row.basis, row.when, row.rank_scope)
        rank_row = separate.get((row.canonical, row.scopes, row.when))
        if row.rank is not None:
            found[key].setdefault(row.scopes, _Place(row, row.rank, f"{row.id}.rank"))
        elif rank_row is not None and rank_row.value is not None:
            found[key].setdefault(row.scopes, _Place(row, int(rank_row.value), rank_row.id))
    return {key: list(places.values()) for key, places in found.items()}


def _told(table: FactTable, order: _Order) -> Iterator[BriefFinding]:
    """Name the fewest areas that explain the clashes, the worst first."""
    left = list(order.clashes)
    for _ in range(MOST_TOLD):
        if not left:
            return
        counts: defaultdict[str, int] = defaultdict(int)
        for pair in left:
            for place in pair:
                counts[place.figure.id] += 1
        worst = max(order.places, key=lambda place: (counts[place.figure.id], -place.rank))
        mine = [pair for pair in left if worst in pair]
        others = [better if worst is worse else worse for better, worse in mine]
        left = [pair for pair in left if worst not in pair]
        yield _misplaced(table, order, worst, others)


def _misplaced(table: FactTable, order: _Order, place: _Place, others: Sequence[_Place]) -> BriefFinding:
    facts = tuple(fact for one in (place, *others[:3]) for fact in (one.fact, _key(one, order.field)))
    told = "、".join(f"{_area(other)}（{_shown(other, order)}，第{other.rank}位）" for other in others[:3])
    words = {"by": _FIELDS[order.field], "place": _area(place), "own": _shown(place, order), "rank": place.rank}
    return doubt(table, place.figure, "brief-rank-order", facts, others=told, **words)


def _told_turned(table: FactTable, order: _Order) -> Iterator[BriefFinding]:
    first = min(order.places, key=lambda place: place.rank)
    yield doubt(table, first.figure, "brief-rank-direction", (first.fact, _key(first, order.field)), by=_FIELDS[order.field])


def _key(place: _Place, field: str) -> str:
    return place.figure.id if field == "value" else f"{place.figure.id}.{field}"


def _area(place: _Place) -> str:
    return place.figure.scope or place.figure.indicator


def _shown(place: _Place, order: _Order) -> str:
    value = order.value(place)
    sign = "-" if value < 0 else ""
    return sign + with_unit(value, place.figure.unit if order.field == "value" else PERCENT)
