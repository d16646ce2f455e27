"""Columns that another column of the same figures explains: 增减 beside 增幅%, 投资完成率 beside 完成投资."""

import re
from dataclasses import replace

from assistant.tables.columns import Column
from assistant.tables.units import take_units
from assistant.tables.words import Meaning

_CHANGE = re.compile(r"(比|较)?(上年|去年)?(同期)?(增减|变化|变动|升降|增降|增加)")


def amounts_of(columns: list[Column]) -> list[Column]:
    """增减 beside 增幅% of the same figures is the amount of the change, not a second rate."""
    rates = {_told_of(column.meaning) for column in columns if column.role == "figures" and not is_bare_change(column)}
    return [
        replace(column, meaning=replace(column.meaning, key="also", text=column.words[-1]))
        if column.role == "figures" and is_bare_change(column) and _told_of(column.meaning) in rates
        else column
        for column in columns
    ]


def is_bare_change(column: Column) -> bool:
    """Tell whether a heading says 增减 and not whether an amount or a rate is meant."""
    return column.meaning.key == "yoy" and not column.meaning.units and bool(_CHANGE.fullmatch(take_units(column.words[-1])[0]))


def _told_of(meaning: Meaning) -> tuple[str, ...]:
    return meaning.key, meaning.indicator, meaning.scope, meaning.span, meaning.period, meaning.basis


def progress_of_done(columns: list[Column]) -> list[Column]:
    """投资完成率 beside 年度计划投资 and 1—9月完成投资 is the progress of the latter."""
    levels = [column for column in columns if column.role == "figures" and column.meaning.key in ("", "value")]
    names = {column.meaning.indicator for column in levels}
    found = []
    for column in columns:
        name = column.meaning.indicator
        if column.role == "figures" and column.meaning.key == "progress" and name and name not in names:
            done = [other for other in levels if name in other.heading and "完成" in other.heading and other.at < column.at]
            done = [other for other in done if other.at == column.at - 1] or done
            if len(done) == 1:
                column = replace(
                    column, meaning=replace(column.meaning, indicator=done[0].meaning.indicator, period=done[0].meaning.period)
                )
        found.append(column)
    return found
