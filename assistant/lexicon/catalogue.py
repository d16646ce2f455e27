"""The indicator catalogue: names, units, what may be derived from what, and how the house writes a name.

Kinds: ``rate`` is a growth rate in percent or an intensity (万元/亩, 天); ``flow`` adds up over months; ``share`` is a
percentage of a whole; ``stock`` is a state at the end of a period; ``count`` counts things; ``rank`` is a place.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.lexicon import read_records

IndicatorKind = Literal["rate", "flow", "share", "stock", "count", "rank"]
Good = Literal["up", "down", "neutral"]

DERIVATIONS = frozenset(
    (
        "pp_diff",
        "narrowing",
        "rank_change",
        "share_of_total",
        "sum_of_parts",
        "ratio",
        "progress",
        "gap",
        "remaining_avg",
        "unit_conversion",
        "abs_increment",
        "count_add_sub",
        "yoy",
    )
)
"""The closed vocabulary of ``Indicator.permitted``."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """An economic indicator as the catalogue knows it.

    Attributes:
        permitted: Derivations that may be computed, out of :data:`DERIVATIONS`.
        forbidden: What must not be done with it, one Chinese sentence each.
        words_up: Verbs of a rise or an achievement.
        words_down: Verbs of a fall.
        good: Which direction is good news.
        says: The noun that prose puts before the number (规上工业增加值 for 规上工业增加值增速: 规上工业增加值增长7.8%).
        short: How the house writes it after first mention.
        loose: Words that mean it in running prose where nothing nearer claims them (产值); never used for looking up a row.
    """

    name: str
    aliases: tuple[str, ...]
    units: tuple[str, ...]
    kind: IndicatorKind
    decimals: int
    permitted: frozenset[str]
    forbidden: tuple[str, ...]
    words_up: tuple[str, ...]
    words_down: tuple[str, ...]
    good: Good
    says: str
    short: str
    loose: tuple[str, ...]
    note: str


_SAME = {"规模以上": "规上", "规模工业": "规上工业", "（": "(", "）": ")", "％": "%"}
_QUOTES = re.compile(r"[“”‘’「」『』《》\"'\s]")


def normal_name(name: str) -> str:
    """Return a name as it is compared: 规模以上 as 规上, half-width brackets, no quotes, no white space."""
    for written, same in _SAME.items():
        name = name.replace(written, same)
    return _QUOTES.sub("", name)


@cache
def all_indicators() -> tuple[Indicator, ...]:
    """Return every indicator of the catalogue, in file order."""
    lists = ("aliases", "units", "forbidden", "words_up", "words_down", "loose")
    return tuple(
        Indicator(**record | {key: tuple(record[key]) for key in lists} | {"permitted": frozenset(record["permitted"])})
        for record in read_records("indicators")
    )


@cache
def _by_name() -> dict[str, Indicator]:
    """Names and aliases first, then short forms and nouns that nothing else has claimed."""
    known: dict[str, Indicator] = {}
    for indicator in all_indicators():
        known.update((normal_name(name), indicator) for name in (indicator.name, *indicator.aliases))
    for indicator in all_indicators():
        for name in (indicator.short, indicator.says):
            known.setdefault(normal_name(name), indicator)
    return known


def find_indicator(name: str) -> Indicator | None:
    """Return the indicator of a name, an alias or a short form, or ``None``.

    Example:
        >>> find_indicator("规模以上工业企业数").name
        '规上工业企业数'
    """
    return _by_name().get(normal_name(name))


@cache
def _by_loose_word() -> dict[str, Indicator]:
    return {word: indicator for indicator in reversed(all_indicators()) for word in indicator.loose}


def find_loosely(word: str) -> Indicator | None:
    """Return the indicator that a bare word (产值, 用电) stands for where the setting says that one is meant."""
    return find_indicator(word) or _by_loose_word().get(word)


_KIND_RULES: tuple[tuple[IndicatorKind, str], ...] = (
    ("rank", r"(位次|排名|名次)$"),
    ("rate", r"(增速|增幅|涨幅|降幅|涨跌幅|同比增长)$"),
    ("share", r"(率|占比|比重|比例|覆盖面|增长面|亏损面|满意度)$"),
    ("stock", r"(余额|面积|缺口|存量|结余|库存|保有量|账款|能力|存款)$"),
    ("count", r"([户次件台项条处人批]数|数量|(企业|项目|车间|工厂|平台|机构|事项|诉求|政策|园区|产品|协议|专利)数?)$"),
)
COUNTED_UNITS = frozenset(
    ("户", "家", "个", "件", "项", "条", "处", "户次", "人次", "次", "台", "套", "台套", "份", "批", "场", "名", "人", "项次")
)
"""Units of things that are counted one by one: their numbers have no decimals."""
_PERMITTED: dict[IndicatorKind, str] = {
    "rate": "pp_diff narrowing",
    "share": "pp_diff ratio",
    "flow": "share_of_total sum_of_parts progress gap remaining_avg unit_conversion abs_increment",
    "stock": "share_of_total sum_of_parts unit_conversion abs_increment",
    "count": "share_of_total sum_of_parts count_add_sub progress gap remaining_avg abs_increment",
    "rank": "rank_change",
}


def kind_of(name: str, unit: str = "") -> IndicatorKind:
    """Return the kind that the wording of a name and its unit point to, for one the catalogue does not know."""
    for kind, pattern in _KIND_RULES:
        if re.search(pattern, name):
            return kind
    if unit in ("%", "％"):
        return "share"
    if unit == "位":
        return "rank"
    return "count" if unit in COUNTED_UNITS else "flow"


def indicator_like(name: str, unit: str = "") -> Indicator:
    """Return the catalogue's indicator, or one made from the name with the permissions of its kind.

    Args:
        name: The name without scope, period and 目标 (``NameParts.base``).
        unit: Unit of the row; decides the kind where the name does not.
    """
    return find_indicator(name) or _made_from(name, unit)


@cache
def _made_from(name: str, unit: str) -> Indicator:
    kind = kind_of(name, unit)
    says = re.sub(r"(增速|增幅|(?<=[业目求机构厂间策项患台品议])数)$", "", name) or name
    return Indicator(
        name=name,
        aliases=(),
        units=(unit,) if unit else (),
        kind=kind,
        decimals=0 if kind in ("count", "rank") else 1,
        permitted=frozenset(_PERMITTED[kind].split()),
        forbidden=(),
        words_up=("完成",) if kind == "flow" else ("达到",),
        words_down=("下降",),
        good="down" if re.search(r"缺口|亏损|拖欠|停产|负增长|未办结|低效|闲置|隐患|能耗|成本", name) else "up",
        says=says,
        short=says,
        loose=(),
        note="",
    )
