"""What a column, a line and their surroundings together say of a number."""

from dataclasses import replace
from functools import lru_cache

from assistant.tables.context import Context, with_year
from assistant.tables.lines import Line
from assistant.tables.words import LEVELS, Meaning, level_of, over

_ROWS_SCOPE = "〈行〉"
"""Stands for the scope of a row, so that the rows of a matrix share what its columns say."""


def bind_words(meaning: Meaning, line: Line, indicators: bool) -> Meaning:
    """Return what is said of a number; ``key`` and ``indicator`` are settled, the indicator is empty where nothing names it.

    Args:
        meaning: What the column says.
        line: The row, with its labels, its cells of words and what holds for its section.
        indicators: Whether the rows of the table are indicators (else scopes).
    """
    label = line.meaning
    period = str(line.attributes["period"][1]).strip() if "period" in line.attributes else ""
    if period.isdigit() and len(period) == 4:
        period += "年"
    bound = _bound(meaning, replace(label, scope=_ROWS_SCOPE) if label.scope else label, line.context, indicators, period)
    if bound.scope == _ROWS_SCOPE or bound.name == _ROWS_SCOPE:
        bound = replace(bound, **{"scope" if bound.scope == _ROWS_SCOPE else "name": label.scope})  # type: ignore[arg-type]
    return bound


@lru_cache(maxsize=4096)
def _bound(meaning: Meaning, label: Meaning, context: Context, indicators: bool, period: str) -> Meaning:
    label = replace(label, text="", units=() if label.key in ("", "value") else label.units)
    bound = _under_label(meaning, label) if indicators and label.indicator else _across(meaning, label, context)
    if bound.key == "reference" and bound.scope and not bound.name:
        bound = replace(bound, name=bound.scope, scope="")
    said = with_year(period or bound.period, context.period)
    return replace(bound, key=bound.key or "value", scope=bound.scope or context.scope, period=said or context.period)


def _under_label(meaning: Meaning, label: Meaning) -> Meaning:
    """The row names the indicator; a column with a name of its own (净增企业) tells something else known about it."""
    also = meaning.text or (meaning.indicator if meaning.key in ("", "value") else "")
    if also and not label.key:
        meaning = replace(meaning, key="also", text=also, indicator="")
    return replace(over(replace(meaning, text=""), label), indicator=label.indicator, text=meaning.text)


def _across(meaning: Meaning, label: Meaning, context: Context) -> Meaning:
    """The column names the indicator, or the title does."""
    both = over(label, meaning) if label.key in ("", "value") else over(meaning, label)
    unknown = both.text if both.key in ("", "value") else ""
    both = replace(both, indicator=both.indicator or unknown or context.indicator, text="" if unknown else both.text)
    if both.key == "yoy" and not both.basis and level_of(both.indicator):  # 增速 under 规上工业增加值增速 is that rate itself
        return replace(both, key="value", units=("%",))
    if context.rates and both.key in LEVELS and both.key != "also" and not both.units and not level_of(both.indicator):
        return replace(both, key="yoy", units=("%",))
    return both
