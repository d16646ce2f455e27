"""Periods and dates in Chinese text."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of months, or a point in time.

    Attributes:
        year: Calendar year; ``None`` where the text does not say it (1—9月).
        first: First month, 1 to 12.
        last: Last month, 1 to 12.
        point: True for 2025年末, 9月末, 2026年1月摸排: a state, not a flow.
        offset: Year relative to the reference year where only that is said (去年 → -1, 今年 → 0, 明年 → 1).
        day: Day of the month of a full date, else 0.
    """

    year: int | None
    first: int
    last: int
    point: bool = False
    offset: int | None = None
    day: int = 0

    @property
    def span(self) -> Literal["累计", "当月", "单季", "时点"]:
        """How the figures of this period add up."""
        if self.point:
            return "时点"
        if self.first == 1 and self.last > 1:
            return "累计"
        return "当月" if self.first == self.last else "单季"

    @property
    def months(self) -> int:
        """Number of months."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period where it stands in a text."""

    start: int
    end: int
    text: str
    period: Period
