"""Rows about the same thing: told twice, or in two units."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.audit.consistency.doubts import doubt
from assistant.audit.fact import FIELD_LABELS
from assistant.audit.facts import FactTable
from assistant.audit.printing import plain
from assistant.audit.rows import PERCENT, POINTS
from assistant.brief.identity import dimension_of
from assistant.brief.model import Figure
from assistant.findings import BriefFinding
from assistant.lexicon.indicators import COUNTED_UNITS, find_indicator
from assistant.numbers import base_unit

_FIELDS = ("value", "yoy", "yoy_pp", "prev", "prev_yoy", "mom_pp", "last_year", "target", "progress", "share", "rank")
_LEVELS = frozenset(("value", "prev", "last_year", "target"))


def check_twins(table: FactTable) -> Iterator[BriefFinding]:
    """Yield rows told twice, indicators with two units, and units that an indicator does not have."""
    for same in table.at_time.values():
        for first, second in pairwise(same):
            yield from _check_twice(table, first, second)
    groups: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in table.brief.figures:
        if figure.value is not None and figure.unit and figure.kind != "rank":
            groups[figure.canonical].append(figure)
    for rows in groups.values():
        yield from _check_units(table, rows)
        for row in {row.unit: row for row in reversed(rows)}.values():
            yield from _check_known_unit(table, row)


def _check_twice(table: FactTable, first: Figure, second: Figure) -> Iterator[BriefFinding]:
    """One fact may be told over two rows that complete each other; what both tell must agree."""
    told_apart = first.kind in {"target", "plan"} and (first.indicator, first.note) != (second.indicator, second.note)
    if dimension_of(first) != dimension_of(second) or told_apart:
        return  # a level and its rate; targets set by two authorities
    shared = [field for field in _FIELDS if getattr(first, field) is not None and getattr(second, field) is not None]
    differing = [field for field in shared if _in_base(first, field) != _in_base(second, field)]
    other = f"{first.id} {first.indicator}"
    if differing:
        field = differing[0]
        words = {"own": plain(Decimal(getattr(second, field))), "theirs": plain(Decimal(getattr(first, field)))}
        facts = (_key(second, field), _key(first, field))
        yield doubt(table, second, "brief-twice-differs", facts, other=other, what=FIELD_LABELS[field] or "数值", **words)
    elif shared:
        yield doubt(table, second, "brief-twice", (_key(second, shared[0]), _key(first, shared[0])), other=other)


def _in_base(figure: Figure, field: str) -> Decimal:
    value = Decimal(getattr(figure, field))
    return value * base_unit(figure.unit)[1] if field in _LEVELS else value


def _key(figure: Figure, field: str) -> str:
    return figure.id if field == "value" else f"{figure.id}.{field}"


def _check_units(table: FactTable, rows: list[Figure]) -> Iterator[BriefFinding]:
    """The rows of one indicator against the first of them; a level beside its rate is no clash."""
    first = next((row for row in rows if row.unit not in {PERCENT, POINTS}), None)
    if first is None:
        return
    told: set[str] = {first.unit}
    for row in rows:
        if row.unit in told or row.unit in {PERCENT, POINTS} or _both_count(row.unit, first.unit):
            continue
        told.add(row.unit)
        rule = "brief-mixed-units" if dimension_of(row) == dimension_of(first) else "brief-two-units"
        yield doubt(table, row, rule, (row.id, first.id), own=row.unit, theirs=first.unit, other=f"{first.id} {first.indicator}")


def _both_count(unit: str, other: str) -> bool:
    return unit in COUNTED_UNITS and other in COUNTED_UNITS


def _check_known_unit(table: FactTable, figure: Figure) -> Iterator[BriefFinding]:
    """A unit that converts to none of those the catalogue gives for the indicator."""
    entry = find_indicator(figure.name)
    if entry is None or not entry.units or figure.unit in {PERCENT, POINTS}:
        return
    known = {base_unit(unit)[0] for unit in entry.units}
    if dimension_of(figure) not in known and not any(_both_count(figure.unit, unit) for unit in entry.units):
        yield doubt(table, figure, "brief-unit", (figure.id,), own=figure.unit, known="、".join(entry.units))
