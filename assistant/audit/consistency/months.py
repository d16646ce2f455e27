"""Months of a year against each other: what has been done is not undone, and a month adds what it says."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assistant.audit.consistency.doubts import doubt
from assistant.audit.consistency.impossible import may_swing
from assistant.audit.consistency.tolerance import half_step
from assistant.audit.facts import FactTable
from assistant.audit.printing import decimals, plain, rounded
from assistant.audit.rows import PERCENT
from assistant.brief.identity import dimension_of, identity_of
from assistant.brief.model import Figure
from assistant.findings import BriefFinding
from assistant.lexicon.indicators import indicator_like
from assistant.numbers import Period, base_unit, read_period


@dataclass(frozen=True, slots=True)
class _Amount:
    """What was done from one month to another, in the base unit, with what its printing leaves open."""

    when: Period
    value: Decimal
    slack: Decimal
    figure: Figure
    key: str

    @property
    def told(self) -> str:
        """Return the amount as its row prints it."""
        scale = base_unit(self.figure.unit)[1]
        return plain(self.value / scale) + self.figure.unit


def check_months(table: FactTable, earlier: FactTable | None = None) -> Iterator[BriefFinding]:
    """Yield cumulative amounts that shrank, and months that do not add up.

    Args:
        table: The facts of the brief.
        earlier: Those of an earlier month's brief, where there is one.
    """
    for amounts in _by_subject(table, earlier).values():
        whole = {amount.when.last: amount for amount in amounts if amount.when.first == 1}
        yield from _check_fall(table, [whole[month] for month in sorted(whole)])
        yield from _check_pieces(table, amounts, whole)


def _by_subject(table: FactTable, earlier: FactTable | None) -> dict[object, list[_Amount]]:
    """Amounts of one subject and year; those of the brief itself come last and stand over the earlier ones."""
    found: defaultdict[object, list[_Amount]] = defaultdict(list)
    rows = [(figure, False) for figure in (earlier.brief.figures if earlier else ())] + [(figure, True) for figure in table.brief.figures]
    for figure, own in rows:
        if not _adds_up(figure):
            continue
        identity = identity_of(figure)
        for amount in _amounts(figure, own):
            key = (identity.name, identity.remark, identity.scopes, dimension_of(figure), amount.when.year)
            found[key].append(amount)
    return found


def _adds_up(figure: Figure) -> bool:
    """Only flows add up over months, and only those that cannot be negative never shrink."""
    flow = indicator_like(figure.name, figure.unit).kind == "flow"
    return flow and figure.kind == "actual" and not figure.qualifier and "/" not in figure.unit and not may_swing(figure.name)


def _amounts(figure: Figure, own: bool) -> Iterator[_Amount]:
    when = figure.when
    if when is None or when.point or when.year is None or figure.unit == PERCENT or not figure.unit:
        return
    scale = base_unit(figure.unit)[1]
    if figure.prev is not None and (before := _earlier_period(figure, when)) is not None:
        yield _Amount(before, figure.prev * scale, half_step(figure.prev) * scale, figure, f"{figure.id}.prev" if own else "")
    if figure.value is not None:
        yield _Amount(when, figure.value * scale, half_step(figure.value) * scale, figure, figure.id if own else "")


def _earlier_period(figure: Figure, when: Period) -> Period | None:
    """Return the earlier period of a row where it lies in the same year and is of the same make."""
    before = read_period(figure.prev_period) if figure.prev_period else None
    if before is None or before.point or before.year not in (None, when.year):
        return None
    return Period(when.year, before.first, before.last) if (before.first == 1) == (when.first == 1) else None


def _check_fall(table: FactTable, amounts: list[_Amount]) -> Iterator[BriefFinding]:
    for before, now in pairwise(amounts):
        if now.value + now.slack >= before.value - before.slack or not now.key:
            continue
        facts = tuple(filter(None, (now.key, before.key)))
        words = {"when": now.when.label(), "now": now.told, "before_when": before.when.label(), "before": before.told}
        yield doubt(table, now.figure, "brief-cumulative-fell", facts, **words)


def _check_pieces(table: FactTable, amounts: list[_Amount], whole: dict[int, _Amount]) -> Iterator[BriefFinding]:
    """A month or a quarter, and what was done before it, make up what has been done since."""
    pieces = {(amount.when.first, amount.when.last): amount for amount in amounts if amount.when.first > 1}
    for (first, last), piece in sorted(pieces.items()):
        before, now = whole.get(first - 1), whole.get(last)
        if before is None or now is None or not now.key:
            continue
        true = before.value + piece.value
        if abs(true - now.value) <= before.slack + piece.slack + now.slack:
            continue
        scale = base_unit(now.figure.unit)[1]
        places = max(decimals(amount.figure.value or Decimal(0)) for amount in (before, piece, now))
        words = {"true": plain(rounded(true / scale, places)) + now.figure.unit, "now": now.told, "when": now.when.label()}
        words |= {"piece_when": piece.when.label(), "piece": piece.told, "before_when": before.when.label(), "before": before.told}
        yield doubt(table, now.figure, "brief-month-sum", tuple(filter(None, (now.key, piece.key, before.key))), **words)
