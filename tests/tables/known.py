"""Known figures: what the generated tables are about; consistent with each other, and worked out without any reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

DATA = Path(__file__).resolve().parents[1] / "data" / "tables"
_ALL = yaml.safe_load((DATA / "known.yaml").read_text("utf-8"))
PERCENT = ("yoy", "progress", "share", "target_yoy", "reference", "mom_pp")
RANKS = {"rank": "value", "yoy_rank": "yoy"}
# What had been done by then, as a share of the period the content is about; later is more.
_PARTS = {
    "2026年7月": "0.98",
    "2026年8月": "0.99",
    "2026年9月": "1",
    "2026年1—8月": "0.88",
    "2026年1—6月": "0.66",
    "2026年1—3月": "0.31",
    "2026年1—2月": "0.19",
    "2025年1—9月": "0.95",
    "2024年1—9月": "0.9",
}


@dataclass(frozen=True)
class Indicator:
    """An indicator of a table, and the words it is labelled with there."""

    name: str
    unit: str = ""
    value: Decimal | None = None
    yoy: Decimal | None = None
    decimals: int = 1
    label: str = ""
    level: int = 0


def _noise(*words: str) -> Decimal:
    """A number from 0 to 1 that depends on nothing but the words."""
    return Decimal(crc32("|".join(words).encode()) % 10007) / 10006


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


class Known:
    """The figures of one content.

    Attributes:
        sections: Heading of the section that begins before an indicator.
    """

    def __init__(self, name: str) -> None:
        raw: Mapping[str, Any] = _ALL[name]
        self.title: str = raw["title"]
        self.period: str = raw["period"]
        self.money: str = raw.get("money", "")
        self.whole: str = raw.get("whole", "")
        self.areas: list[str] = raw.get("areas", [])
        self.indicators: dict[str, Indicator] = {}
        self.sections: dict[str, str] = {}
        section = ""
        for item in raw["indicators"]:
            if "section" in item:
                section = item["section"]
                continue
            numbers = {key: Decimal(item[key]) for key in ("value", "yoy") if key in item}
            self.indicators[item["name"]] = Indicator(**item | numbers)
            if section:
                self.sections[item["name"]], section = section, ""

    @cache  # noqa: B019  (contents live as long as the tests)
    def figure(self, indicator: str, scope: str, period: str, span: str, measure: str) -> Decimal | None:
        """The published number of a cell, or ``None`` where nothing is published.

        Args:
            indicator: Its name.
            scope: An area, or empty for the whole.
            period: As the table names it.
            span: 当月, or empty for the figure from the beginning of the year.
            measure: A key of a figure row, or ``yoy_rank``.
        """
        about = self.indicators[indicator]
        where = (indicator, scope, period, span)
        if measure == "yoy":
            return None if about.yoy is None else about.yoy + _rounded((_noise(*where, "yoy") - Decimal("0.5")) * 7, 1)
        if measure in RANKS:
            return self._rank(*where, RANKS[measure] if about.value is not None else "yoy")
        if measure == "mom_pp":
            now, before = self.figure(*where, "yoy"), self.figure(indicator, scope, "2026年1—8月", span, "yoy")
            return None if now is None or before is None else now - before
        if measure == "prev_rank":
            return Decimal(1 + crc32(f"{indicator}{scope}前".encode()) % 9)
        if measure == "reference":
            return 4 + _rounded(_noise(*where, "reference") * 6, 1)
        if measure == "target_yoy":
            return Decimal(5) + _rounded(_noise(indicator, "target") * 4, 1)
        value = None if about.value is None else self._level(*where)
        return None if value is None else self._derived(measure, value, where)

    def _derived(self, measure: str, value: Decimal, where: tuple[str, str, str, str]) -> Decimal | None:
        about = self.indicators[where[0]]
        if measure == "last_year":
            growth = self.figure(*where, "yoy")
            return None if growth is None else _rounded(value / (1 + growth / 100), about.decimals)
        if measure in ("target", "progress"):
            target = _rounded(value * (Decimal("1.15") + _noise(*where, "target") / 3), about.decimals)
            return target if measure == "target" else _rounded(100 * value / target, 1)
        if measure == "share":
            return _rounded(100 * value / self._level(where[0], "", *where[2:]), 1)
        return value

    def _level(self, indicator: str, scope: str, period: str, span: str) -> Decimal:
        if self.areas and not scope:
            return sum((self._level(indicator, area, period, span) for area in self.areas), Decimal())
        about = self.indicators[indicator]
        assert about.value is not None
        weights = {area: 1 + 3 * _noise(area, indicator) for area in self.areas}
        part = weights[scope] / sum(weights.values()) if scope else Decimal(1)
        if period != self.period:
            part *= Decimal(_PARTS[period])
        if span:
            part *= Decimal("0.09") + _noise(indicator, period) / 25
        return _rounded(about.value * part, about.decimals)

    def _rank(self, indicator: str, scope: str, period: str, span: str, measure: str) -> Decimal | None:
        if not self.areas:
            return Decimal(1 + crc32(indicator.encode()) % 9)
        if not scope:
            return None
        own = self.figure(indicator, scope, period, span, measure)
        others = [self.figure(indicator, area, period, span, measure) for area in self.areas]
        return Decimal(1 + sum(other > own for other in others if other is not None and own is not None))


@cache
def known(name: str) -> Known:
    """The content of this name in known.yaml."""
    return Known(name)
