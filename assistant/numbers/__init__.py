"""The number ring: figures, their units, periods, and the numerals that are no figures. Standard library only."""

from assistant.numbers.numerals import spell
from assistant.numbers.period_reader import find_periods, read_period
from assistant.numbers.periods import Period, PeriodMention
from assistant.numbers.quantity import Mention, Quantity
from assistant.numbers.reading import extract_quantities, read_mentions
from assistant.numbers.units import base_unit, same_unit

__all__ = [
    "Mention",
    "Period",
    "PeriodMention",
    "Quantity",
    "base_unit",
    "extract_quantities",
    "find_periods",
    "read_mentions",
    "read_period",
    "same_unit",
    "spell",
]
