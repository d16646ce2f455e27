"""Periods and dates as values; :mod:`assistant.numbers.period_reader` finds them in a text."""

from dataclasses import dataclass, replace
from typing import Literal

_YEAR_WORDS = {-2: "前年", -1: "去年", 0: "今年", 1: "明年"}
_STRETCHES = {
    (1, 12): "全年",
    (1, 9): "前三季度",
    (1, 6): "上半年",
    (7, 12): "下半年",
    (1, 3): "一季度",
    (4, 6): "二季度",
    (7, 9): "三季度",
    (10, 12): "四季度",
}


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

    def same_stretch(self, other: "Period") -> bool:
        """Tell whether both cover the same months in the same way; an unknown year agrees with any."""
        if (self.first, self.last, self.point, self.day) != (other.first, other.last, other.point, other.day):
            return False
        if self.year is not None and other.year is not None:
            return self.year == other.year
        return self.year != other.year or self.offset is None or other.offset is None or self.offset == other.offset

    def resolved(self, year: int) -> "Period":
        """Return the period with its year filled in from ``offset``.

        Args:
            year: The reference year, that of the meeting.
        """
        if self.year is not None or self.offset is None:
            return self
        return replace(self, year=year + self.offset, offset=None)

    def label(self, *, with_year: bool = True) -> str:
        """Write the period in house style.

        Args:
            with_year: True for 2025年, 2026年1—9月, 2025年末; False for 全年, 前三季度, 9月末.
        """
        year = self._year_label() if with_year else ""
        if self.point:
            return year + self._point_label(bool(year))
        stretch = (self.first, self.last)
        if year and stretch == (1, 12):
            return year
        if stretch in _STRETCHES and not (self.year is not None and year and stretch == (1, 9)):
            return year + _STRETCHES[stretch]
        return f"{year}{self.first}月" if self.first == self.last else f"{year}{self.first}—{self.last}月"

    def _year_label(self) -> str:
        if self.year is not None:
            return f"{self.year}年"
        return _YEAR_WORDS.get(self.offset, "") if self.offset is not None else ""

    def _point_label(self, with_year: bool) -> str:
        if self.day:
            return f"{self.last}月{self.day}日"
        if self.last == 12:
            return "末" if with_year else "年末"
        return f"{self.last}月末"


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period where it stands in a text."""

    start: int
    end: int
    text: str
    period: Period
