"""The formulas behind the derivations, each with its conditions and its computation in words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.audit.facts import Fact, FactTable
from assistant.audit.printing import decimals, printed, rounded, signed, with_unit
from assistant.audit.rows import PERCENT, POINTS, Measure, covers_whole
from assistant.errors import DerivationError
from assistant.numbers import base_unit

HUNDRED = Decimal(100)
# Classifications that cut across the industries: adding one to another counts the same output twice.
_NO_SUMMAND = re.compile(r"净|应|总|合计|率|比|差|上年|年初|上期")
CROSS_CUTTING = (
    "战略性新兴",
    "战新",
    "高技术",
    "高新",
    "装备制造业",
    "园区",
    "开发区",
    "超亿元",
    "亿元以上",
    "重点企业",
    "技改",
    "民间",
    "规上",
)
# Enterprises that are 规上 by definition of the statistic they come from.
ENTERPRISE_PARTS = frozenset({"产值超亿元企业数", "负增长企业数", "停产半停产企业数", "亏损企业数"})


@dataclass(frozen=True, slots=True)
class Derived:
    """A value computed from the brief.

    Attributes:
        key: The slot, ``d:gap(f01)``.
        value: Signed, in ``unit``.
        unit: 亿元, %, 个百分点 …
        measure: What kind of number it is.
        formula: The computation in words, with its values.
        operands: Keys of the facts it rests on.
        exact: The value before rounding to the printed places.
    """

    key: str
    value: Decimal
    unit: str
    measure: Measure
    formula: str
    operands: tuple[str, ...]
    exact: Decimal


def need(table: FactTable, key: str) -> Fact:
    """Return a fact or raise in Chinese."""
    fact = table.get(key)
    if fact is None:
        raise DerivationError(f"输入中没有 {key}，无法推算。")
    return fact


def _percent_like(fact: Fact) -> bool:
    return fact.unit == PERCENT


def make(operands: tuple[Fact, ...], exact: Decimal, unit: str, measure: Measure, formula: str, places: int | None = None) -> Derived:
    """Return a derivation rounded to the places its operands are printed with, or to those given."""
    if places is None:
        places = max(decimals(fact.value) for fact in operands)
    value = rounded(exact, places)
    keys = tuple(fact.key for fact in operands)
    return Derived("", value, unit, measure, f"{formula} = {with_unit(value, unit)}", keys, exact)


def difference(left: Fact, right: Fact, words: str = "") -> Derived:
    """Left minus right, in the unit of both; in percentage points where they are percentages."""
    unit = POINTS if _percent_like(left) else left.unit
    measure: Measure = "pp" if _percent_like(left) else left.measure
    formula = words or f"{left.name}{signed(left)} − {right.name}{signed(right)}"
    return make((left, right), left.value - right.value, unit, measure, formula)


def _comparable(left: Fact, right: Fact) -> bool:
    alike = left.measure == right.measure and left.measure in {"growth", "share", "ratio", "progress"}
    same_time = left.when is None or right.when is None or (left.when.year, left.when.last) == (right.when.year, right.when.last)
    return _percent_like(left) and _percent_like(right) and alike and same_time


def diff(table: FactTable, first: str, second: str) -> Derived:
    """Return difference of two growth rates or of two shares of the brief, in percentage points."""
    left, right = need(table, first), need(table, second)
    if not _comparable(left, right) or (left.basis or "同比") != (right.basis or "同比"):
        raise DerivationError(f"{first} 与 {second} 不是同类比率，不能相减。")
    if left.row == right.row and left.when != right.when and left.measure == "growth" and left.field != "value":
        raise DerivationError("同一指标不同时期的累计增速不能由此相减，请在输入中给出变动数。")
    return difference(left, right, f"{left.name}{signed(left)} − {right.name}{signed(right)}")


def vs(table: FactTable, row: str, name: str = "") -> Derived:
    """Return own value minus that of a comparison area; percentage points between percentages."""
    figure = table.row(row)
    areas = [area.name for area in figure.references if not name or area.name == name]
    if not areas:
        raise DerivationError(f"{row} 没有对比对象{name}。")
    reference = need(table, f"{row}.reference:{areas[0]}")
    own = need(table, f"{row}.yoy") if reference.measure == "growth" and table.get(f"{row}.yoy") else need(table, row)
    return difference(own, reference, f"{own.name}{signed(own)} − {areas[0]}{signed(reference)}")


def cross_cutting(name: str) -> bool:
    """Tell whether a classification cuts across the industries, so that its output is counted in them too."""
    return any(word in name for word in CROSS_CUTTING) or re.search(r"前\d", name) is not None


def sum_of(table: FactTable, *keys: str) -> Derived:
    """Return sum of parts that stand side by side in one whole; overlapping classifications are refused."""
    parts = tuple(need(table, key) for key in keys)
    first = parts[0]
    alike = all(
        part.measure == first.measure and part.unit == first.unit and part.when == first.when and part.kind == first.kind for part in parts
    )
    if len(set(keys)) < 2 or len(set(keys)) != len(keys) or not alike or first.measure not in {"level", "share"}:
        raise DerivationError("只有同一单位、同一时期的总量或同一整体的占比可以相加。")
    if first.measure == "share" and len({part.anchor for part in parts}) != 1:
        raise DerivationError("占比的整体不同，不能相加。")
    siblings = all(part.row == first.row and part.field == "also" and not _NO_SUMMAND.search(part.anchor) for part in parts)
    wholes = {table.row(part.row).share_of for part in parts} if not siblings else set()
    if not siblings and (
        len({part.row for part in parts}) != len(parts)
        or len(wholes) != 1
        or wholes == {""}
        or any(cross_cutting(part.name) for part in parts)
    ):
        raise DerivationError("这些数不是同一整体的并列部分，相加会重复计算。")
    total = sum((part.value for part in parts), Decimal(0))
    if first.measure == "share" and total > HUNDRED:
        raise DerivationError("占比之和超过100%，这些部分有重叠。")
    formula = " + ".join(f"{part.anchor if siblings else part.name}{printed(part)}" for part in parts)
    return make(parts, total, first.unit, first.measure, formula)


def _part_of(table: FactTable, part: Fact, whole: Fact) -> bool:
    if part.field == "also" and _NO_SUMMAND.search(part.anchor):
        return False
    if part.field == "also":
        return part.row == whole.row and whole.field in {"value", "also"}
    if part.field != "value" or whole.field != "value":
        return False
    if part.canonical in ENTERPRISE_PARTS and whole.canonical == "规上工业企业数" and part.scope == whole.scope:
        return True
    return table.row(part.row).share_of == whole.row or (
        part.canonical == whole.canonical and part.scope != whole.scope and covers_whole(table.row(whole.row))
    )


def minus(table: FactTable, whole_key: str, part_key: str) -> Derived:
    """Return a whole minus one of its parts."""
    whole, part = need(table, whole_key), need(table, part_key)
    if whole.unit != part.unit or whole.measure != "level" or part.measure != "level" or not _part_of(table, part, whole):
        raise DerivationError(f"{part_key} 不是 {whole_key} 的组成部分，不能相减。")
    if part.value > whole.value:
        raise DerivationError(f"{part_key} 大于 {whole_key}，不能相减。")
    name = part.anchor if part.field == "also" else part.name
    return difference(whole, part, f"{whole.name}{printed(whole)} − {name}{printed(part)}")


def increase(table: FactTable, row: str) -> Derived:
    """Return value minus that of the same period last year, where the catalogue permits it or the row is a target."""
    now, before = need(table, row), table.get(f"{row}.last_year")
    permitted = now.indicator is None or now.kind == "target" or bool(now.indicator.permitted & {"abs_increment", "count_add_sub"})
    if before is None or now.measure != "level" or not permitted:
        raise DerivationError(f"{row} 没有可比的上年同期数，或口径不允许相减。")
    return difference(now, before, f"{printed(now)} − 上年同期{printed(before)}")


def share(table: FactTable, part_key: str, whole_key: str) -> Derived:
    """Return part divided by whole in percent, same population and unit."""
    part, whole = need(table, part_key), need(table, whole_key)
    (unit, scale), (whole_unit, whole_scale) = base_unit(part.unit), base_unit(whole.unit)
    alike = unit == whole_unit and part.measure == whole.measure == "level"
    if not alike or not _part_of(table, part, whole) or part.value > whole.value * whole_scale / scale:
        raise DerivationError(f"{part_key} 不是 {whole_key} 的组成部分，没有占比。")
    exact = part.value * scale / (whole.value * whole_scale) * HUNDRED
    name = part.anchor if part.field == "also" else part.name
    return make((part, whole), exact, PERCENT, "share", f"{name}{printed(part)} ÷ {whole.name}{printed(whole)}", 1)


def per_unit(table: FactTable, amount_key: str, count_key: str) -> Derived:
    """Return an amount of money for each of the units counted in the same row (户均 = 总量 ÷ 户数)."""
    amount, count = need(table, amount_key), need(table, count_key)
    money = base_unit(amount.unit.partition("/")[0])[0] == "元" and "/" not in amount.unit
    if not money or amount.row != count.row or count.unit not in {"户", "家", "人", "个"} or not count.value:
        raise DerivationError(f"{amount_key} 与 {count_key} 不能相除为户均、人均。")
    name = amount.anchor if amount.field == "also" else amount.name
    return make((amount, count), amount.value / count.value, amount.unit, "level", f"{name}{printed(amount)} ÷ {printed(count)}", 2)


def to_text(table: FactTable, text_key: str, row: str) -> Derived:
    """Return the distance between a number in the user's own words and the row it sets a target for, same unit."""
    target, actual = need(table, text_key), need(table, row)
    (unit, scale), (own, own_scale) = base_unit(actual.unit), base_unit(target.unit)
    if target.measure != "text" or actual.measure != "level" or unit != own or not unit:
        raise DerivationError(f"{text_key} 与 {row} 单位不同，不能相减。")
    exact = abs(target.value * own_scale - actual.value * scale) / scale
    words = f"“{target.text}”中的{printed(target)} 与 {actual.name}{printed(actual)}之差"
    return make((actual, target), exact, actual.unit, "level", words, max(decimals(actual.value), 2))


def rank_change(table: FactTable, row: str) -> Derived:
    """Return places gained: earlier rank minus present rank."""
    now = table.get(f"{row}.rank") or need(table, row)
    if now.measure != "rank":
        raise DerivationError(f"{row} 没有位次。")
    before = need(table, f"{row}.prev_rank")
    formula = f"上次第{before.value}位 − 本次第{now.value}位"
    return make((now, before), before.value - now.value, "位", "rank", formula, 0)


def point_change(table: FactTable, row: str) -> Derived:
    """Return change of a rate row since an earlier period, where the table gives both values (7.9 % → 8.3 %)."""
    now, before = need(table, row), need(table, f"{row}.prev")
    if now.unit != PERCENT:
        raise DerivationError(f"{row} 不是比率。")
    return difference(now, before, f"本期{signed(now)} − 上期{signed(before)}")


def since_prev(table: FactTable, row: str) -> Derived:
    """Return value minus that of an earlier period: of months and of states, never of cumulative sums."""
    now, before = need(table, row), need(table, f"{row}.prev")
    figure = table.row(row)
    counted = now.indicator is not None and now.indicator.kind in {"count", "stock"}
    if now.measure != "level" or not (counted or figure.span in {"当月", "时点"}):
        raise DerivationError(f"{row} 是累计数，不能与前期累计数相减。")
    return difference(now, before, f"本期{printed(now)} − {figure.prev_period}{printed(before)}")


def growth_change(table: FactTable, row: str) -> Derived:
    """Return change of the growth of a level row since an earlier period, both growths given."""
    now, before = need(table, f"{row}.yoy"), need(table, f"{row}.prev_yoy")
    return difference(now, before, f"本期增速{signed(now)} − 上期增速{signed(before)}")


def own_growth(table: FactTable, row: str) -> Derived:
    """Return growth from two levels: only where the catalogue names it (balances and counts of one and the same population)."""
    now, before = need(table, row), need(table, f"{row}.last_year")
    if now.indicator is None or "yoy" not in now.indicator.permitted or not before.value:
        raise DerivationError(f"{row} 的增速不能由两期总量推算。")
    exact = (now.value / before.value - 1) * HUNDRED
    return make((now, before), exact, PERCENT, "growth", f"{printed(now)} ÷ 上年同期{printed(before)} − 1", 1)
