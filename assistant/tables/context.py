"""What stands around a table and holds for all of it: period, units, scope and indicator of a title, a sheet name or a section."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from assistant.lexicon.indicators import all_indicators, normal_name
from assistant.numbers import find_periods, read_period
from assistant.numbers.periods import Period
from assistant.tables.units import read_units, take_units
from assistant.tables.words import SAME_MONTHS, tidy

_LONGEST_TITLE = 200
_UNITS = re.compile(r"(?:计量)?单位\s*[:：]\s*([^（）()]+)")
_BARE_UNITS = re.compile(r"^[（(]?([亿万元%％美、，,/户个家吨千瓦时平方米]+)[）)]?$")
_SCOPE = re.compile(
    r"^(?P<scope>全[省市县区]|[一-鿿]{2,8}?(?:经济(?:技术)?开发区|高新(?:技术产业开发)?区|开发区|园区|县|市|区|旗|镇|乡|街道))(?=\d|[主规工经各重分一二三四上前全]|20|固|社|财|外|招|项|本)"
)
_LARGE = re.compile(r"(规模以上|规上)工业(企业)?(?!增加值|总产值|产值|营业|利润)")
_RATES = re.compile(
    r"(增速|增幅|增长率|增长速度|同比增长)(位次|排名|排位|对比|情况|比较|表|一览|及|和|与)*(表|一览表)?([（(]?单位[:：])?[（(]?[%％]?[）)]?$"
)
_BODIES = re.compile(r"统计局|工信局|工业和信息化局|发改|财政局|税务|商务局|政府|办公室|委员会|管委会|中心|调查队")


@dataclass(frozen=True, slots=True)
class Context:
    """What holds where a row or a column says nothing else.

    Attributes:
        period: As rows carry it.
        bare: True where a title names one month or quarter and leaves open whether 累计 or 当月 is meant.
        units: Units listed above the table.
        large: True where a title says that all of it is of 规模以上 enterprises.
        rates: True where a title says that its figures are growth rates: 主要指标增速（%）.
        cell: Address of the line the period stands in; empty for a sheet name.
    """

    period: str = ""
    bare: bool = False
    units: tuple[str, ...] = ()
    scope: str = ""
    indicator: str = ""
    cell: str = ""
    large: bool = False
    rates: bool = False


def read_context(lines: Iterable[tuple[str, str]], sheet: str, before: Context) -> Context:
    """Return what the lines above a table say; what they leave out is taken from the table above it, then from the sheet's name.

    Args:
        lines: Address and text of each line.
        sheet: Name of the sheet.
        before: Context of the table above in the same sheet.
    """
    said = Context()
    for cell, text in lines:
        said = _with_line(said, tidy(text[:_LONGEST_TITLE]), cell)
    for item in (before, _with_line(Context(), tidy(sheet), "")):
        said = replace(
            said,
            period=said.period or item.period,
            bare=said.bare if said.period else item.bare,
            cell=said.cell if said.period else item.cell,
            units=said.units or item.units,
            scope=said.scope or item.scope,
            large=said.large or item.large,
            rates=said.rates or item.rates,
        )
    return said


def _with_line(context: Context, text: str, cell: str) -> Context:
    units = _UNITS.search(text)
    listed = read_units(units[1]) if units else read_units(text) if _BARE_UNITS.match(text) else take_units(text)[1]
    period = _period_in(text)
    scope = "" if _BODIES.search(text) else (match["scope"] if (match := _SCOPE.match(text)) else "")
    if period and not context.period:
        context = replace(context, period=period.label(), bare=is_bare(period, text), cell=cell)
    return replace(
        context,
        units=context.units or listed,
        scope=context.scope or scope,
        indicator=context.indicator or indicator_in(text),
        rates=context.rates or _RATES.search(text) is not None,
        large=context.large or _LARGE.search(text) is not None,
    )


def _period_in(text: str) -> Period | None:
    """Return the first period of a title; 2026年…（截至9月底） is 2026年1—9月."""
    periods = [mention.period for mention in find_periods(text)]
    if len(periods) > 1 and periods[0].months == 12 and periods[0].year and periods[1].point and periods[1].year is None:
        return replace(periods[1], year=periods[0].year, first=1, point=False)
    return periods[0] if periods else None


def is_bare(period: Period, text: str) -> bool:
    """Tell whether a title with one month or quarter (9月) leaves open what is summed: not in 当月, 9月末 or 1月."""
    said = re.search(r"累计|当月|单月|本月|单季|当季|截至|末", text)
    return not said and not period.point and period.span in ("当月", "单季") and period.first > 1


def indicator_in(text: str) -> str:
    """Return the longest name of the catalogue that a title contains; empty where there is none."""
    title = normal_name(text)
    names = (name for indicator in all_indicators() for name in (indicator.name, *indicator.aliases))
    return max((name for name in names if len(name) > 2 and normal_name(name) in title), key=len, default="")


@cache
def fitted(period: str, span: str) -> str:
    """Return the period as a column means it: 2026年1—9月 and 当月 give 2026年9月, 2026年9月 and 累计 give 2026年1—9月."""
    read = read_period(period) if period and span else None
    if read is None or read.point:
        return period
    first = {"累计": 1, "当月": read.last, "单季": max(read.last - 2, 1), "时点": read.last}[span]
    return replace(read, first=first, point=span == "时点").label()


@cache
def with_year(period: str, around: str) -> str:
    """Give a period without year (1—9月) the year of the title, and 去年 and 今年 their numbers."""
    if period.endswith(SAME_MONTHS):
        months, year = with_year(around, around) if around else "", period.removesuffix(SAME_MONTHS)
        title = read_period(months) if months else None
        return replace(title, year=int(year[:4])).label() if title and title.year else year
    read, title = read_period(period) if period else None, read_period(around) if around else None
    if read is None or read.year is not None or title is None or title.year is None:
        return period
    return replace(read, year=title.year + (read.offset or 0), offset=None).label()
