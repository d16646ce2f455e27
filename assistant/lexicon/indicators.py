"""Indicator names as users write them, taken apart; with the catalogue they are looked up in."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from assistant.lexicon.catalogue import (
    COUNTED_UNITS,
    DERIVATIONS,
    Indicator,
    all_indicators,
    find_indicator,
    find_loosely,
    indicator_like,
    kind_of,
    normal_name,
)

__all__ = [
    "COUNTED_UNITS",
    "DERIVATIONS",
    "Indicator",
    "NameParts",
    "all_indicators",
    "find_indicator",
    "find_loosely",
    "indicator_like",
    "kind_of",
    "normal_name",
    "split_name",
]


NameKind = Literal["", "target", "plan", "rank"]
NameSpan = Literal["", "累计", "当月", "单季", "时点"]


@dataclass(frozen=True, slots=True)
class NameParts:
    """An indicator as written, taken apart; what is not said is empty.

    Attributes:
        base: The name it is looked up by.
        scope: 全县, 园区, 栖云经济开发区, 城关镇.
        kind: ``target``, ``plan`` or ``rank``.
        span: 累计, 当月, 单季 or 时点.
        unit: The unit that stood in brackets.
        period: The period that stood before the name (四季度, 2026年一季度).
        remark: A bracket that is no unit and no span (可比口径).
    """

    base: str
    scope: str = ""
    kind: NameKind = ""
    span: NameSpan = ""
    unit: str = ""
    period: str = ""
    remark: str = ""


_SPANS: dict[str, NameSpan] = {
    "当月": "当月",
    "本月": "当月",
    "单月": "当月",
    "累计": "累计",
    "本年累计": "累计",
    "自年初累计": "累计",
    "1—本月": "累计",
    "单季": "单季",
    "当季": "单季",
    "本季": "单季",
    "期末": "时点",
    "年末": "时点",
    "季末": "时点",
    "月末": "时点",
    "时点": "时点",
}
_SPAN_ENDS = re.compile(rf"^({'|'.join(_SPANS)})|({'|'.join(_SPANS)})$")
_BRACKET = re.compile(r"[（(]([^（()）]*)[)）]$")
_UNIT = re.compile(
    r"(单位[:：])?([十百千万亿]{0,2}(元|美元|千瓦时|度|立方米|平方米|平方公里|吨|吨标准煤|吨标煤|户|家|个|人|件|项|亩|公顷|天|位|名|条|台|套|人次|户次|次|处|份)"
    r"|台套|[%％‰]|个?百分点|个工作日|倍)(/[一-鿿]+)?"
)
_MONTHS = r"\d{1,2}(月份?)?[—–\-~～至到]\d{1,2}月份?|\d{1,2}月份?末?|[一二三四]季度|前[一二三]季度|[上下]半年|全年|年末"
_PERIOD = re.compile(rf"^(截至)?((\d{{4}}年|今年|去年|明年|上年)({_MONTHS})?|{_MONTHS}|年内)(底|末|当月|累计)?")
_PLAN = re.compile(r"^(?:年度|当年|全年|本年)?(计划|拟|预计|预期)(?=..)")
_TARGET = re.compile(r"(目标|任务)(值|数|量)?$|^(目标|力争|确保)(?=..)")
_RANK = re.compile(r"(全省|全市|全国)?(位次|排名|名次)$")
_PARK = (
    r"[一-鿿]{0,8}?(经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|高新区|经开区|开发区|工业园区|产业园区|"
    r"工业集中区|产业集聚区|示范区|保税区|产业园|工业园|园区)"
)
_ALWAYS = re.compile(rf"^(全[县市区省国州]|[省市县区]本级|各?乡镇[（(]街道[)）]|{_PARK})(?=..)")
_PLACE = re.compile(r"^([一-鿿]{1,6}?(街道|[镇乡县市区旗]))(?=..)")
_NO_PLACE = (
    "上市",
    "城市",
    "超市",
    "城乡",
    "下乡",
    "城镇",
    "集镇",
    "小镇",
    "地区",
    "辖区",
    "社区",
    "景区",
    "小区",
    "厂区",
    "矿区",
    "灾区",
    "山区",
)
_TAIL = re.compile(r"(产值|投资|增加值|收入|利润|税收|用电量|贷款|[企户项业人件]数|企业|项目|面积|增速|增幅|占比|率|总额|资金|缺口)$")


def _known(parts: NameParts) -> bool:
    return find_indicator(parts.base) is not None


def _without(parts: NameParts, match: re.Match[str]) -> NameParts:
    base = parts.base[: match.start()] + parts.base[match.end() :]
    return replace(parts, base=base.strip(" 的：:"))


def _brackets(parts: NameParts) -> NameParts:
    """Take closing brackets off, and keep what each of them says."""
    while not _known(parts) and (match := _BRACKET.search(parts.base)):
        inner, parts = match[1].strip(), _without(parts, match)
        if inner in _SPANS:
            parts = replace(parts, span=_SPANS[inner])
        elif _UNIT.fullmatch(inner):
            parts = replace(parts, unit=re.sub(r"^单位[:：]", "", inner))
        elif inner in ("目标", "计划目标"):
            parts = replace(parts, kind="target")
        else:
            parts = replace(parts, remark=inner)
    return parts


def _period(parts: NameParts) -> NameParts:
    match = _PERIOD.match(parts.base)
    if not match or _known(parts) or match.end() == len(parts.base):
        return parts
    return replace(_without(parts, match), period=match[0])


def _scope(parts: NameParts, regions: tuple[str, ...]) -> NameParts:
    """Take off a place: one of the regions given, 全县 or a park always, another place where an indicator follows it."""
    if _known(parts):
        return parts
    for region in sorted(filter(None, regions), key=len, reverse=True):
        if parts.base.startswith(region) and len(parts.base) > len(region) + 1:
            return replace(parts, base=parts.base[len(region) :], scope=region)
    match = _ALWAYS.match(parts.base)
    if not match and (match := _PLACE.match(parts.base)):
        rest = parts.base[match.end() :]
        place = not match[0].endswith(_NO_PLACE) and (find_indicator(rest) or _TAIL.search(rest))
        match = match if place else None
    return replace(_without(parts, match), scope=match[0]) if match else parts


def _intent(parts: NameParts, regions: tuple[str, ...]) -> NameParts:
    """Take off what makes a target or a plan of it."""
    if _known(parts):
        return parts
    if match := _TARGET.search(parts.base):
        parts = _brackets(replace(_without(parts, match), kind="target"))
        base = parts.base if _known(parts) else re.sub(r"年度|全年", "", parts.base)
        return replace(parts, base=base or parts.base)
    if match := _PLAN.match(parts.base):
        return _scope(replace(_without(parts, match), kind="plan"), regions)
    return parts


def _span(parts: NameParts) -> NameParts:
    match = None if _known(parts) else _SPAN_ENDS.search(parts.base)
    return replace(_without(parts, match), span=_SPANS[match[0]]) if match and match[0] != parts.base else parts


def _rank(parts: NameParts) -> NameParts | None:
    """A place of a known indicator is looked up by that indicator; any other keeps its whole name."""
    match = _RANK.search(parts.base)
    if not match or _known(parts):
        return None
    rest = re.sub(r"^全[省市国](?=..)", "", parts.base[: match.start()])
    return replace(parts, base=rest if find_indicator(rest) else parts.base, kind="rank")


def split_name(indicator_text: str, regions: tuple[str, ...] = ()) -> NameParts:
    """Take an indicator apart into the name it is looked up by and what else the words say.

    Args:
        indicator_text: The indicator as the user wrote it.
        regions: Names of places (counties, parks, townships) that may stand before the name.

    Example:
        >>> split_name("园区规上工业总产值（当月）")
        NameParts(base='规上工业总产值', scope='园区', kind='', span='当月', unit='', period='', remark='')
    """
    parts = _brackets(NameParts(base=indicator_text.strip()))
    if ranked := _rank(parts):
        return ranked
    parts = _scope(_scope(_period(parts), regions), regions)
    parts = parts if parts.period else _period(parts)
    return _span(_intent(parts, regions))
