"""Values that cannot be, whatever stands beside them."""

import re
from collections.abc import Iterator

from assistant.audit.consistency.doubts import doubt
from assistant.audit.consistency.tolerance import HUNDRED
from assistant.audit.fact import Fact
from assistant.audit.facts import FactTable
from assistant.audit.printing import with_unit
from assistant.audit.rows import PERCENT
from assistant.brief.model import Figure
from assistant.findings import BriefFinding
from assistant.lexicon.indicators import COUNTED_UNITS, indicator_like
from assistant.numbers import base_unit, extract_quantities

# A part of a whole; 完成率, 产销率, 负债率, 利用率 are percentages too and may pass 100.
_BOUNDED = re.compile(
    r"占.*(比重|比例|份额)$|占比$|比重$|覆盖[率面]$|满意[率度]$|知晓率$|(增长|亏损|负增长|开工|停产)面$"
    r"|(开工|投产|竣工|办结|兑现|合格|优良|达标|入库|入园|就业|清偿|整改|普及|开机|闲置|空置|到位|满足)率$"
)
# Balances of gains and losses: they may be negative, fall during a year, and fall by more than all of it.
_SWINGS = re.compile(r"利润|利税|盈|亏损额|净|差额?$|顺差|逆差|增减|变动|增量|新增.*贷款|收益|结余|节余|温|指数")


def may_swing(name: str) -> bool:
    """Tell whether an amount may change its sign: profits, net amounts, balances of two flows."""
    return _SWINGS.search(name) is not None


def check_possible(table: FactTable, figure: Figure) -> Iterator[BriefFinding]:
    """Yield every number of a row that cannot be."""
    for fact in table.of_row(figure.id):
        rule = _rule(fact, figure)
        if rule:
            sign = "-" if fact.value < 0 else ""
            yield doubt(table, figure, rule, (fact.key,), what=_what(fact), value=sign + with_unit(fact.value, fact.unit))
    for field, place in (("rank", figure.rank), ("prev_rank", figure.prev_rank)):
        number = areas_in(figure.rank_scope)
        if place is not None and number is not None and place > number:
            words = {"rank": place, "scope": figure.rank_scope, "number": number}
            yield doubt(table, figure, "brief-rank-range", (f"{figure.id}.{field}",), **words)


def areas_in(rank_scope: str) -> int | None:
    """Return how many areas a ranking has, where its name tells: 9 for 全市9个县（市、区）."""
    counted = [found for found in extract_quantities(rank_scope) if found.unit.startswith(("个", "家", "户")) and not found.qualifier]
    return int(counted[0].value) if len(counted) == 1 and counted[0].value == int(counted[0].value) else None


def _rule(fact: Fact, figure: Figure) -> str:
    """Return the rule a number breaks; empty where it can be."""
    name = fact.anchor if fact.field == "also" else fact.name
    if fact.unit == PERCENT:
        return _percentage_rule(fact, name)
    if fact.measure != "level" or fact.field in {"reference", "prev", "target", "targets"}:
        return ""
    counted = fact.unit in COUNTED_UNITS
    if fact.value < 0 and not may_swing(name):
        amount = base_unit(fact.unit)[0] in {"元", "千瓦时", "吨", "平方米"} and indicator_like(figure.name, figure.unit).kind == "flow"
        return "brief-negative" if counted else "brief-negative-amount" if amount and fact.field != "also" else ""
    fraction = counted and fact.value != int(fact.value) and not re.search(r"平均|人均|户均|每|均", name)
    return "brief-fraction" if fraction else ""


def _percentage_rule(fact: Fact, name: str) -> str:
    if fact.measure == "share" or (fact.measure == "ratio" and _BOUNDED.search(name)):
        return "brief-share-range" if not 0 <= fact.value <= HUNDRED else ""
    if fact.measure == "progress":
        return "brief-progress-range" if fact.value < 0 and not may_swing(fact.name) else ""
    if fact.measure == "growth":
        return "brief-growth-range" if fact.value < -HUNDRED and not may_swing(fact.name) else ""
    return ""


def _what(fact: Fact) -> str:
    """Return how the message names the number: 占比, 同比, the name of a further number, the indicator itself."""
    words = fact.label.removeprefix(f"{fact.row} {fact.name}").strip()
    return words or fact.name
