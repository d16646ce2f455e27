"""What a column of figures leaves out and its neighbours say: 本月 同比 累计 同比, one 增长 beside two years, 位次 beside an indicator."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from assistant.lexicon.indicators import COUNTED_UNITS, kind_of
from assistant.numbers import read_period
from assistant.tables.beside import amounts_of, progress_of_done
from assistant.tables.columns import Column
from assistant.tables.context import Context, with_year
from assistant.tables.doubts import Doubts, options, question_id
from assistant.tables.outcome import Question
from assistant.tables.shape import timeless
from assistant.tables.sheet import Sheet
from assistant.tables.words import SAME_MONTHS, Meaning

_OF_THE_YEAR = frozenset(("target", "target_yoy", "progress", "share", "rank", "prev_rank", "reference", "also", "mom_pp"))
"""Measures that belong to 累计 where 本月 and 累计 stand side by side."""

_COMPARES = re.compile(r"[较比差高低快慢]|变化|变动|增减|升降|位次|排名|[幅速]$")
"""Words of a heading that holds no levels, whatever else it holds."""

_NAMES = {"indicator": "指标", "period": "时期", "span": "累计还是当月"}


@dataclass
class Neighbours:
    """Completes the columns of one block."""

    sheet: Sheet
    head_row: int
    context: Context
    doubts: Doubts

    def completed(self, columns: list[Column], indicators: bool) -> list[Column]:
        """Return the columns with what their neighbours say; what stays open is asked."""
        columns = self._level(columns) if indicators else progress_of_done([_named(column) for column in columns])
        columns = amounts_of(self._years(columns))
        for key in ("period", "span") if indicators else ("indicator", "period", "span"):
            columns = [self._column(column, key, columns) for column in columns]
        return self._bare_title(columns)

    def _level(self, columns: list[Column]) -> list[Column]:
        """A single column of figures with an unknown heading (完成投资) holds the levels, where no other does."""
        figures = [column for column in columns if column.role == "figures"]
        unknown = [column for column in figures if not column.meaning.key and (column.meaning.text or column.meaning.indicator)]
        if (
            not _one_measure(unknown)
            or _COMPARES.search(unknown[0].heading)
            or any(_is_level(column.meaning) for column in figures if column not in unknown)
        ):
            return columns
        heads = [self.sheet.address(self.head_row, column.at) for column in unknown]
        text = f"{self.sheet.title} “{'、'.join(column.heading for column in unknown)}”标题不认识，表里没有别的数值列，按数值读取。"
        self.doubts.tell(self.sheet, heads, "heading", text, 0.8)
        return [
            replace(column, meaning=replace(column.meaning, key="value", text="", indicator="")) if column in unknown else column
            for column in columns
        ]

    def _years(self, columns: list[Column]) -> list[Column]:
        """2026年1—9月 in one heading gives 1—9月 in the next its year, where nothing above the table does."""
        periods = [column.meaning.period for column in columns if column.role == "figures" and column.meaning.period]
        plain = [period for period in periods if not period.endswith(SAME_MONTHS)]
        around = self.context.period or max(plain, key=_reach, default="")
        latest = max((with_year(period, around) for period in plain), key=_reach, default=around)
        return [
            replace(column, meaning=replace(column.meaning, period=_in_year(column.meaning.period, around, latest)))
            if column.meaning.period
            else column
            for column in columns
        ]

    def _said(self, columns: list[Column], key: str) -> Iterator[str]:
        """What columns of levels say; for periods and spans a level that says nothing belongs to the table's own."""
        for meaning in (column.meaning for column in columns if column.role == "figures"):
            level = meaning.key in ("", "value")
            if getattr(meaning, key) and (level or key != "period"):
                yield getattr(meaning, key)
            elif level and key == "period" and not meaning.text:
                yield ""

    def _column(self, column: Column, key: str, columns: list[Column]) -> Column:
        meaning = column.meaning
        if column.role != "figures" or getattr(meaning, key) or not self._lacks(meaning, key):
            return column
        figures = [other for other in columns if other.role == "figures"]
        own = [other for other in figures if meaning.indicator and other.meaning.indicator == meaning.indicator]
        figures = own if any(getattr(other.meaning, key) for other in own) else figures
        said = list(dict.fromkeys(self._said(figures, key)))
        if not said or (key == "span" and said == ["当月"]):
            return column
        if key == "indicator" and meaning.key == "yoy":  # a growth is not told of a growth
            levels = {other.meaning.indicator for other in figures if other.meaning.indicator and not other.meaning.level}
            said = [value for value in said if value in levels] or said
        left = _left_open(column, figures, said, key)
        if len(left) == 1:
            value = left[0]
        elif _repeated(column, figures, key):
            value = next((getattr(other.meaning, key) for other in reversed(figures) if other.at < column.at and _gives(other, key)), "")
        else:
            value = self._chosen(column, key, said, figures)
        source = next((other.meaning for other in figures if getattr(other.meaning, key) == value), Meaning())
        level = source.level if key == "indicator" else meaning.level
        found: dict[str, Any] = {key: value, "level": level}
        return replace(column, meaning=replace(meaning, **found))

    def _lacks(self, meaning: Meaning, key: str) -> bool:
        if key == "indicator":
            return not meaning.text
        if key == "period":
            return not _is_level(meaning)
        return not meaning.period

    def _chosen(self, column: Column, key: str, said: list[str], figures: list[Column]) -> str:
        meaning = column.meaning
        if key == "period":
            said = sorted(said, key=self._reach, reverse=True)
            likely = said[0]
            latest = [period for period in said if self._reach(period)[0] == self._reach(likely)[0]]
            if len(latest) == 1 or meaning.key in _OF_THE_YEAR:
                return likely
        elif key == "span":
            likely = "累计" if "累计" in said else said[0]
            if meaning.key in _OF_THE_YEAR:
                return likely
        else:
            left = [other for other in figures if other.at < column.at and other.meaning.indicator]
            likely = left[-1].meaning.indicator if left else said[0]
            done = [other.meaning.indicator for other in figures if other.meaning.indicator in said and "完成" in other.heading]
            if meaning.key == "progress" and len(set(done)) == 1:
                return done[0]
            summed = {other.meaning.indicator for other in figures if other.meaning.indicator in said and not _counts(other.meaning)}
            if summed == {likely}:  # 企业数 总产值 比重 增速: growth and share are those of the amount, not of the heads
                return likely
        return self._ask(column, key, [likely, *(other for other in said if other != likely)])

    def _reach(self, period: str) -> tuple[int, int]:
        return _reach(with_year(period or self.context.period, self.context.period))

    def _ask(self, column: Column, key: str, said: list[str]) -> str:
        values = {timeless(value) if key == "indicator" else f"{number}": value for number, value in enumerate(said, start=1)}
        if key == "span":
            values = {value: value for value in said}
        answer = self.doubts.ask(
            Question(
                question_id(key, timeless(column.heading)),
                self.sheet.name,
                (self.sheet.address(self.head_row, column.at),),
                key,
                f"{self.sheet.title} “{column.heading}”这一列属于哪个{_NAMES[key]}：{'、'.join(value or '表题的时期' for value in said)}？",
                options(*((name, value or "表题的时期") for name, value in values.items())),
                next(iter(values)),
                0.8,
                "旁边有不止一列可以归属；没有回答之前按第一项读。",
            )
        )
        return values.get(answer, said[0])

    def _bare_title(self, columns: list[Column]) -> list[Column]:
        """A title that names one month leaves open whether its figures are those of the month or since January."""
        open_ones = [column for column in columns if column.role == "figures" and not column.meaning.span and not column.meaning.period]
        told = any(column.role == "attribute" and column.meaning.key in ("period", "span") for column in columns)
        if not self.context.bare or not open_ones or told or any(column.meaning.span for column in columns):
            return columns
        answer = self.doubts.ask(
            Question(
                question_id("bare title"),
                self.sheet.name,
                (self.context.cell,) if self.context.cell else (),
                "span",
                f"{self.sheet.title}：表题或文件名只写了“{self.context.period}”，表里的数是年初以来累计，还是当期的？",
                options(("累计", "年初以来累计"), ("当期", f"{self.context.period}当期")),
                "累计",
                0.7,
                "月度表多为累计数；没有回答之前按累计读。",
            )
        )
        period = read_period(self.context.period)
        span = "累计" if answer == "累计" else period.span if period else ""
        return [replace(column, meaning=replace(column.meaning, span=span)) if column in open_ones else column for column in columns]


def _in_year(period: str, around: str, latest: str) -> str:
    """Give a period its year; 2025年同期 beside 2026年1—9月 is 2025年1—9月, whatever the title says."""
    return with_year(period, latest if period.endswith(SAME_MONTHS) else around)


def _one_measure(unknown: list[Column]) -> bool:
    """Tell whether unknown headings (当月电量, 累计电量) name one measure of different times."""
    names = {column.meaning.text or column.meaning.indicator for column in unknown}
    times = {(column.meaning.span, column.meaning.period) for column in unknown}
    return len(names) == 1 and len(times) == len(unknown)


def _left_open(column: Column, figures: list[Column], said: list[str], key: str) -> list[str]:
    """Leave out the times that another column of the same measure has claimed: 同比 beside 累计同比 is that of the month."""
    if key == "indicator":
        return said
    if column.meaning.basis == "环比" and (months := [value for value in said if _is_month(value, key)]):
        return [max(months, key=_reach)]
    mine = _measure(column.meaning)
    claimed = {getattr(other.meaning, key) for other in figures if other is not column and _measure(other.meaning) == mine} - {""}
    return [value for value in said if value not in claimed] or said


def _is_month(value: str, key: str) -> bool:
    read = read_period(value) if key == "period" and value else None
    return value == "当月" or (read is not None and read.span == "当月")


def _named(column: Column) -> Column:
    """Where rows are scopes, an unknown heading (产值) is the name of an indicator."""
    meaning = column.meaning
    if column.role != "figures" or meaning.indicator or meaning.key not in ("", "value", "also") or not meaning.text:
        return column
    return replace(column, meaning=replace(meaning, indicator=meaning.text, text="", key=""))


def _counts(meaning: Meaning) -> bool:
    return bool(set(meaning.units) & COUNTED_UNITS) or kind_of(meaning.indicator) == "count"


def _is_level(meaning: Meaning) -> bool:
    return meaning.key in ("", "value") and not meaning.text


def _gives(column: Column, key: str) -> bool:
    level = column.meaning.key in ("", "value")
    return bool(getattr(column.meaning, key)) or (key == "period" and level)


def _repeated(column: Column, figures: list[Column], key: str) -> bool:
    mine = _measure(column.meaning)
    return sum(_measure(other.meaning) == mine and not getattr(other.meaning, key) for other in figures) > 1


def _measure(meaning: Meaning) -> tuple[str, str, str, str]:
    return meaning.key, meaning.name, meaning.basis, meaning.text


def _reach(period: str) -> tuple[int, int]:
    read = read_period(period) if period else None
    return (read.year or 0, read.months) if read else (0, 0)
