"""What rounding excuses: a value printed with *k* decimals may be off by half a unit of its last place."""

from collections.abc import Iterable
from decimal import Decimal

from assistant.audit.printing import decimals
from assistant.lexicon.indicators import COUNTED_UNITS

HUNDRED = Decimal(100)


def half_step(value: Decimal) -> Decimal:
    """Return half a unit of the last printed place."""
    return Decimal(5).scaleb(-decimals(value) - 1)


def slack_of(values: Iterable[Decimal], unit: str = "") -> Decimal:
    """Return how far a sum of printed numbers may be off; what is counted one by one is not rounded."""
    return Decimal(0) if unit in COUNTED_UNITS else sum(map(half_step, values), Decimal(0))


def quotient_range(part: Decimal, whole: Decimal) -> tuple[Decimal, Decimal]:
    """Return the least and greatest percentage that two printed amounts allow."""
    low = (part - half_step(part)) / (whole + half_step(whole)) * HUNDRED
    high = (part + half_step(part)) / (whole - half_step(whole)) * HUNDRED
    return low, high


def outside(given: Decimal, low: Decimal, high: Decimal) -> bool:
    """Tell whether a printed number lies outside a range by more than its own rounding."""
    slack = half_step(given)
    return given + slack < low or given - slack > high
