"""The period that the name of a row says of itself: 地区生产总值（前三季度） in a table of 1—10月 is no figure of ten months."""

import re
from dataclasses import replace

from assistant.lexicon.indicators import find_indicator, kind_of, split_name
from assistant.numbers import find_periods, read_period
from assistant.numbers.periods import Period, PeriodMention
from assistant.tables.context import fitted, with_year
from assistant.tables.units import take_units
from assistant.tables.words import read_words

_BRACKET = re.compile(r"[（(]([^（()）]+)[)）]")
_COMMA = re.compile("[，,、；;]")
_BEFORE = re.compile(r"(为|系|仅|截至|截止到?|至|到)?")
_AFTER = re.compile(r"(末|底|份|止|累计|当月|单月|数|数据|数值|值|快报|完成|口径)*")
_UNTIL = re.compile(r"(截至|截止到?|至|到)$")
_SINCE_THEN = re.compile(r"^(以来|至今|以后|之后|起)")
_OTHER_PERIOD = frozenset(("prev", "prev_yoy", "prev_rank", "mom_pp"))
"""Keys of numbers of the period before: which one that is, a row with a period of its own leaves open."""


def take_period(name: str, title: str) -> tuple[str, str]:
    """Return a name without the period it says of itself, and that period.

    Args:
        name: 地区生产总值（前三季度）, 规上工业利润总额（截至8月末）, 一季度地区生产总值.
        title: Period of the table; its own year (2026年) in a name says nothing new.

    Returns:
        Name and period, without a year where the name says none; the period is empty where there is none.
    """
    for match in _BRACKET.finditer(name):
        parts = _COMMA.split(match[1])
        for part in parts:
            kept = "，".join(other for other in parts if other is not part)
            rest = name[: match.start()] + (f"（{kept}）" if kept else "") + name[match.end() :]
            mention = next(iter(find_periods(part)), None)
            if mention and match.start() and _is_all(part, mention) and _says_more(mention.period, title):
                return rest, _label(rest, part, mention)
    mention = next(iter(find_periods(name)), None)
    rest = name[mention.end :].lstrip("的份：:，,") if mention else ""
    if mention is None or not rest or find_indicator(name) or not _BEFORE.fullmatch(name[: mention.start]) or _SINCE_THEN.match(rest):
        return name, ""
    own = _names_one(rest, mention.period) and _says_more(mention.period, title)
    return (rest, _label(rest, name[: mention.end], mention)) if own else (name, "")


def _is_all(text: str, mention: PeriodMention) -> bool:
    return bool(_BEFORE.fullmatch(text[: mention.start].strip()) and _AFTER.fullmatch(text[mention.end :].strip()))


def _names_one(rest: str, period: Period) -> bool:
    """Tell whether what follows a period names an indicator; 增速 and 累计 do not, and a year may be a part of an unknown name."""
    meaning = read_words(rest)
    unknown = len(meaning.text) > 2 and (period.months < 12 or period.point)
    return bool(meaning.indicator and (period.months < 12 or period.point or period.year)) or unknown


def _says_more(period: Period, title: str) -> bool:
    """Tell whether it is a period of months: （2026年） and （今年） in a table of 2026年1—10月 mean the table's."""
    table = read_period(title) if title else None
    if period.day or (period.point and period.last == 12 and period.year is None and period.offset is None):
        return False  # 年末 is last year's as often as this year's
    whole = period.months == 12 and not period.point
    return not (whole and (period.offset == 0 or (period.year is not None and (table is None or table.year in (None, period.year)))))


def _label(name: str, text: str, mention: PeriodMention) -> str:
    """Return the period as rows carry it; what is paid or made 截至9月末 is that of 1—9月, a stock is that of 9月末."""
    period, after = mention.period, text[mention.end :]
    until = _UNTIL.search(text[: mention.start].strip()) is not None or mention.text.startswith("截")
    base = split_name(take_units(name)[0]).base
    kind = kind_of(base) if until or find_indicator(base) else ""
    point = period.point or after[:1] in ("末", "底") or (until and kind == "stock")
    if (point or until) and (kind == "flow" or (until and kind in ("rate", "count"))):
        return replace(period, first=1, point=False).label()
    span = "累计" if "累计" in after else "当月" if "当月" in after or "单月" in after else ""
    return fitted(replace(period, point=point).label(), span)


def settled_period(own: str, key: str, period: str, span: str, title: str) -> str | None:
    """Return the period of a number in a row with a period of its own, or ``None`` where its column says another.

    Args:
        own: What the name of the row says.
        key: Key of the number.
        period: What column and table say.
        span: 累计, 当月, 单季 or 时点 where the column says so.
        title: Period of the table.
    """
    row, column, table = (read_period(text) if text else None for text in (with_year(own, title), period, title))
    if row is None or key in _OTHER_PERIOD:
        return None
    if column and table and not _same_months(column, table) and not _same_months(column, row):
        return None
    if not _fits(row, span):
        return None
    named = read_period(own)
    if column and column.year and named and named.year is None and named.offset is None:  # 2025年1—10月 over the column: its year
        row = replace(row, year=column.year)
    return row.label()


def _same_months(one: Period, other: Period) -> bool:
    return (one.first, one.last) == (other.first, other.last) or (one.point and one.last == other.last)


def _fits(row: Period, span: str) -> bool:
    """A month is no cumulative total, and nine months are no single one; one quarter from January on is both."""
    if row.point or not span:
        return True
    return {"累计": row.first == 1, "当月": row.months == 1, "单季": row.months == 3, "时点": True}.get(span, True)
