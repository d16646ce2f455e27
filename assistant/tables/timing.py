"""The period of a number whose row has a period of its own; where its column says another, it is asked."""

from dataclasses import replace

from assistant.tables.columns import Column
from assistant.tables.context import fitted, with_year
from assistant.tables.doubts import Doubts, options, question_id
from assistant.tables.lines import Line
from assistant.tables.outcome import Question
from assistant.tables.own_periods import settled_period
from assistant.tables.shape import timeless
from assistant.tables.sheet import Sheet
from assistant.tables.words import Meaning


def timed(meaning: Meaning, sheet: Sheet, line: Line, column: Column, doubts: Doubts) -> Meaning | None:
    """Return what is said of a number with the period its row names; ``None`` while it is asked which period holds."""
    if not line.own:
        return meaning
    span = str(line.attributes["span"][1]).strip() if "span" in line.attributes else meaning.span
    title = line.context.period
    period = settled_period(line.own, meaning.key, meaning.period, span, title)
    if period is not None:
        return replace(meaning, period=period)
    row, said = with_year(line.own, title), meaning.period
    said = fitted(said, span) if span in ("累计", "当月", "单季", "时点") else said
    answer = doubts.ask(_question(sheet, line, column, row, said))
    if answer == "row":
        return replace(meaning, period=row, span="")
    return meaning if answer == "column" else None


def _question(sheet: Sheet, line: Line, column: Column, row: str, said: str) -> Question:
    place = sheet.place(line.row, column.at, column.heading)
    return Question(
        question_id("row period", timeless(line.label), timeless(column.heading)),
        sheet.name,
        (sheet.address(line.row, column.at),),
        "period",
        f"{place}：“{line.label.strip()}”这一行自己写了时期，与这一列的不一致，这个数是哪个时期的？",
        options(("row", f"{row}（按这一行的名称）"), ("column", f"{said}（按这一列的标题）")),
        "",
        0.0,
        "行名和列标题说的不是同一时期；没有回答之前这个数不用。",
        held=True,
    )
