"""The judge: every number of a brief against every number of the sheets it was read from."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from openpyxl.utils import range_boundaries

from assistant.numbers.period_reader import read_period
from assistant.numbers.periods import Period
from tests.tables.sheet import Fact, Sheet, address

_REGION = ("", "全县", "云岭县")
_NUMBERS = ("yoy", "yoy_pp", "mom_pp", "last_year", "prev", "prev_yoy", "target", "progress", "share", "rank", "prev_rank")
_RATE = re.compile(r"(?:同比)?(?:增速|增长速度|增长|增幅)$")
_WITH_UNIT = ("value", "last_year", "target", "prev")


def facts_of(figures: Iterable[Any]) -> Iterator[Fact]:
    """Every number of every row with what it is bound to, in one way of telling where the design permits two."""
    for figure in figures:
        cells = dict(figure.source.cells)
        for measure, value, place, name in _numbers(figure):
            sheet, _, cell = f"{figure.source.sheet}!{cells.get(place, '?')}".rpartition("!")
            bound = {"indicator": figure.canonical, "scope": figure.scope, "name": name, "sheet": sheet.rpartition("!")[2]}
            unit = figure.unit if measure in _WITH_UNIT else ""
            when, measure = _earlier(figure, measure)
            yield plain(Fact(cell, measure, str(value), unit=unit, period=when, span=figure.span, **bound))


def _earlier(figure: Any, measure: str) -> tuple[str, str]:
    """Last month's value in the row of this month is a value of last month."""
    if measure in ("prev", "prev_yoy") and figure.prev_period:
        return figure.prev_period, "value" if measure == "prev" else "yoy"
    kind = {"value": "target", "yoy": "target_yoy"} if figure.kind in ("target", "plan") else {}
    return period_text(figure.when), kind.get(measure, measure)


def _numbers(figure: Any) -> Iterator[tuple[str, Decimal, str, str]]:
    if figure.value is not None:
        yield "value", figure.value, "value", ""
    for measure in _NUMBERS:
        if (value := getattr(figure, measure)) is not None:
            basis = figure.basis if measure == "yoy" and figure.basis != "同比" else ""
            yield measure, Decimal(value), measure, basis
    for reference in figure.references:
        yield "reference", reference.value, f"reference:{reference.name}", reference.name
    for also in figure.also:
        yield "also", also.value, f"also:{also.name}", also.name
    for target in figure.targets:
        for measure, value in (("target", target.value), ("target_yoy", target.yoy)):
            if value is not None:
                yield measure, value, f"{measure}:{target.by}", ""


def period_text(period: Period | None) -> str:
    """A period in one way of writing."""
    return "" if period is None else f"{period.year or ''}:{period.first}-{period.last}{'.' * period.point}"


def plain(fact: Fact) -> Fact:
    """The fact with all that may be told in several ways told in one; last year's value is a value of last year."""
    indicator, measure, unit, value = fact.indicator, fact.measure, fact.unit, fact.value
    if measure == "value" and unit == "%" and _RATE.search(indicator):
        measure, unit = "yoy", ""
    elif unit in ("家", "户"):
        unit = "户"
    number = Decimal(value).normalize()
    period = _flat(fact.period, fact.span)
    if measure == "last_year" and (year := period.partition(":")[0]):
        measure, period = "value", f"{int(year) - 1}:{period.partition(':')[2]}"
    return Fact(
        cell=fact.cell,
        measure=measure,
        value=f"{number:f}",
        indicator=_RATE.sub("", re.sub(r"[\s（(].*", "", indicator.strip())) if measure == "yoy" else indicator,
        unit=unit,
        scope="" if fact.scope in _REGION else fact.scope,
        period=period,
        span="当月" if fact.span == "当月" else "",
        name=fact.name,
        sheet=fact.sheet,
    )


def _flat(period: str, span: str) -> str:
    """当月 of 1—9月 is September."""
    read = re.fullmatch(r"(\d*):(\d+)-(\d+)(\.?)", period)
    if read is None and period and (found := read_period(period)):
        return _flat(period_text(found), span)
    if read and span == "当月" and not read[4]:
        return f"{read[1]}:{read[3]}-{read[3]}"
    return period


def named(notices: Iterable[Any], cell: str, words: tuple[str, ...]) -> bool:
    """Tell whether a notice or a question speaks of a cell: by its address, a range, its row, or its words."""
    for notice in notices:
        if any(_covers(where, cell) for where in notice.cells) or any(word in str(getattr(notice, "text", "")) for word in words):
            return True
    return False


def _covers(where: str, cell: str) -> bool:
    row, column = _position(cell)
    left, top, right, bottom = range_boundaries(where.split("!")[-1])
    return (left or 1) <= column <= (right or 10**6) and (top or 1) <= row <= (bottom or 10**7)


def _position(cell: str) -> tuple[int, int]:
    column, row, _, _ = range_boundaries(cell)
    return int(row or 0), int(column or 0)


def differences(sheets: list[Sheet], brief: Any, *, sheeted: bool = True) -> list[str]:
    """What is wrong with a reading: facts that are missing, that are too many, and cells that went nowhere.

    A number that stands in two places may be read from one of them when the other is told.

    Args:
        sheets: What stands in the file.
        brief: What was read.
        sheeted: Whether the format has names of sheets.
    """
    found = {_key(fact, sheeted): fact for fact in facts_of(brief.figures)}
    expected = {_key(fact, sheeted): fact for sheet in sheets for fact in map(plain, sheet.expected)}
    optional = {_key(fact, sheeted) for sheet in sheets for fact in map(plain, sheet.optional)}
    said = [*brief.notices, *brief.questions]
    twins = {key[1:-1] for key in found}
    lost = [fact for key, fact in sorted(expected.items()) if key not in found]
    wrong = [f"missing {fact}" for fact in lost if _key(fact, sheeted)[1:-1] not in twins or not named(said, fact.cell, ())]
    wrong += [f"not in the table: {fact}" for key, fact in sorted(found.items()) if key not in expected and key not in optional]
    if len(found) != sum(1 for _ in facts_of(brief.figures)):
        wrong.append("one number stands in two rows")
    for sheet in sheets:
        read = {key[0] for key in found if not sheeted or key[-1] == sheet.name}
        wrong += [
            f"neither read nor told: {cell}" for cell, words in sheet.told.items() if cell not in read and not named(said, cell, words)
        ]
        wrong += [
            f"went nowhere: {cell}" for cell in figures_in(sheet) if cell not in read and not named(said, cell, (f"工作表“{sheet.name}”",))
        ]
    return wrong


def figures_in(sheet: Sheet) -> Iterator[str]:
    """Addresses of the cells that hold a number, running numbers aside."""
    for (row, column), cell in sheet.cells.items():
        running = sheet.cells.get((row, column)) and cell.form == "0" and cell.shown == str(cell.number) and _heads_running(sheet, column)
        if not running and (cell.number is not None or re.fullmatch(r"[-－]?[\d０-９][\d０-９.,．%]*", cell.shown)):
            yield address(row, column)


def _heads_running(sheet: Sheet, column: int) -> bool:
    return any(cell.shown == "序号" for (_, place), cell in sheet.cells.items() if place == column)


def _key(fact: Fact, sheeted: bool) -> tuple[str, ...]:
    return (
        fact.cell,
        fact.measure,
        fact.value,
        fact.indicator,
        fact.unit,
        fact.scope,
        fact.period,
        fact.span,
        fact.name,
        fact.sheet * sheeted,
    )
