"""Names of rows that are parts of an indicator: places, industries, kinds of enterprises."""

import re

from assistant.lexicon.indicators import find_indicator, split_name
from assistant.tables.words import is_place, is_sector

_SCOPE = re.compile(r"(业|企业|经济|园|区|型|类|控股|集团|公司|单位|部门|系统|板块|链|领域|其他|机构)$")
_MADE_BY_SECTORS = re.compile("产值|增加值|营业收入|主营业务|投资|利润|用电|税收|出口|企业数")
"""Indicators that are split by industry; under 支出 the same words (节能环保) name a purpose."""


def names_scope(name: str) -> bool:
    """Tell whether a name below an indicator is a part of its scope (轻工业, 国有企业) and no indicator of its own (增值税)."""
    return is_place(name) or _SCOPE.search(name) is not None


def is_part_of(whole: str, name: str) -> bool:
    """装备制造 under 其中 of 规上工业总产值 is that indicator of an industry."""
    base = split_name(name).base
    return names_scope(base) or (is_sector(base) and _MADE_BY_SECTORS.search(whole) is not None)


def adds_up(name: str) -> bool:
    """Tell whether the numbers of an indicator are parts of a sum; rates and shares are not."""
    indicator = find_indicator(split_name(name).base)
    return indicator is None or indicator.kind not in ("rate", "share", "rank")
