"""The formulas behind the derivations, each with its conditions and its computation in words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.audit.facts import Fact, FactTable
from assistant.audit.printing import decimals, printed, rounded, with_unit
from assistant.audit.rows import PERCENT, POINTS, Measure, covers_whole
from assistant.errors import DerivationError
from assistant.numbers import base_unit

HUNDRED = Decimal(100)
YEAR = 12
# Classifications that cut across the industries: adding one to another counts the same output twice.
CROSS_CUTTING = (
    "战略性新兴",
    "战新",
    "高技术",
    "高新",
    "装备制造",
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


def target_of(table: FactTable, row: str) -> Fact | None:
    """Return the target of a row: its own, or that of a target row of the same indicator, scope and year."""
    own = table.get(f"{row}.target")
    if own is not None:
        return own
    figure = table.row(row)
    for target in figure.targets:
        if target.value is not None:
            return table.get(f"{row}.targets:{target.by}")
    for other in table.brief.figures:
        same = other.kind == "target" and other.canonical == figure.canonical and other.scope == figure.scope and other.unit == figure.unit
        if (
            same
            and figure.kind == "actual"
            and other.when
            and figure.when
            and other.when.year == figure.when.year
            and other.when.months == YEAR
        ):
            return table.get(other.id)
    return None


def _percent_like(fact: Fact) -> bool:
    return fact.unit == PERCENT


def _make(operands: tuple[Fact, ...], exact: Decimal, unit: str, measure: Measure, formula: str, places: int | None = None) -> Derived:
    if places is None:
        places = max(decimals(fact.value) for fact in operands)
    value = rounded(exact, places)
    keys = tuple(fact.key for fact in operands)
    return Derived("", value, unit, measure, f"{formula} = {with_unit(value, unit)}", keys, exact)


def _difference(left: Fact, right: Fact, words: str = "") -> Derived:
    """Left minus right, in the unit of both; in percentage points where they are percentages."""
    unit = POINTS if _percent_like(left) else left.unit
    measure: Measure = "pp" if _percent_like(left) else left.measure
    formula = words or f"{left.name}{printed(left)} − {right.name}{printed(right)}"
    return _make((left, right), left.value - right.value, unit, measure, formula)


def _actual_and_target(table: FactTable, row: str) -> tuple[Fact, Fact]:
    actual = need(table, row)
    target = target_of(table, row)
    if target is None or actual.kind != "actual":
        raise DerivationError(f"{row} 没有可比的目标，无法推算差额或进度。")
    if target.unit != actual.unit:
        raise DerivationError(f"{row} 的目标与完成数单位不同，无法推算。")
    if actual.measure == "level" and actual.when and actual.when.span in {"当月", "单季"}:
        raise DerivationError(f"{row} 是{actual.when.span}数，不能与年度目标相比。")
    return actual, target


def gap(table: FactTable, row: str) -> Derived:
    """Return what is still missing to the target: target minus value, in the row's unit (个百分点 for a rate)."""
    actual, target = _actual_and_target(table, row)
    if target.value < actual.value:
        raise DerivationError(f"{row} 已超过目标，没有差额。")
    return _difference(target, actual, f"目标{printed(target)} − 已完成{printed(actual)}")


def over(table: FactTable, row: str) -> Derived:
    """Return how far the target is exceeded: value minus target, only where it is reached."""
    actual, target = _actual_and_target(table, row)
    if actual.value < target.value:
        raise DerivationError(f"{row} 还没有达到目标，没有超出额。")
    return _difference(actual, target, f"完成{printed(actual)} − 目标{printed(target)}")


def progress(table: FactTable, row: str) -> Derived:
    """Return progress to the target in percent: value divided by target (progress = 累计 ÷ 年度目标)."""
    actual, target = _actual_and_target(table, row)
    if actual.unit == PERCENT or not target.value:
        raise DerivationError(f"{row} 是比率，没有完成进度。")
    formula = f"完成{printed(actual)} ÷ 目标{printed(target)}"
    return _make((actual, target), actual.value / target.value * HUNDRED, PERCENT, "progress", formula, 1)


def _months_done(table: FactTable, row: str) -> int:
    when = table.row(row).when
    if when is None or when.first != 1 or when.last >= YEAR or when.point:
        raise DerivationError(f"{row} 的时期不是年初以来的累计，没有时间进度。")
    return when.last


def time_progress(table: FactTable, row: str) -> Derived:
    """Return share of the year gone in percent: months divided by twelve (序时进度)."""
    months = _months_done(table, row)
    return _make((need(table, row),), Decimal(months) / YEAR * HUNDRED, PERCENT, "progress", f"{months}个月 ÷ 12个月", 1)


def progress_gap(table: FactTable, row: str) -> Derived:
    """Return progress minus time progress, in percentage points."""
    done = table.get(f"{row}.progress")
    value = done.value if done else progress(table, row).value
    time = time_progress(table, row)
    operands = (done,) if done else (need(table, row), _actual_and_target(table, row)[1])
    return _make(
        operands, value - time.value, POINTS, "pp", f"进度{with_unit(value, PERCENT)} − 时间进度{with_unit(time.value, PERCENT)}", 1
    )


def need_per_month(table: FactTable, row: str) -> Derived:
    """Return what each remaining month of the year must bring: gap divided by the months left."""
    missing = gap(table, row)
    months = YEAR - _months_done(table, row)
    if missing.unit == POINTS:
        raise DerivationError(f"{row} 是比率，不能按月均分。")
    operands = tuple(need(table, key) for key in missing.operands)
    formula = f"（{missing.formula.rsplit(' = ', 1)[0]}）÷ {months}个月"
    return _make(operands, missing.exact / months, missing.unit, "level", formula, max(1, decimals(missing.value)))


def month_average(table: FactTable, row: str) -> Derived:
    """Return average of the months so far: cumulative value divided by its months."""
    fact = need(table, row)
    if fact.measure != "level" or fact.when is None or fact.when.point or fact.when.months < 2 or "/" in fact.unit:
        raise DerivationError(f"{row} 不是累计总量，没有月均。")
    months = fact.when.months
    return _make((fact,), fact.value / months, fact.unit, "level", f"{printed(fact)} ÷ {months}个月", max(1, decimals(fact.value)))


def need_more(table: FactTable, row: str) -> Derived:
    """Return needed monthly average minus the monthly average so far."""
    needed, so_far = need_per_month(table, row), month_average(table, row)
    operands = tuple(need(table, key) for key in needed.operands)
    formula = f"今后月均{with_unit(needed.value, needed.unit)} − 前期月均{with_unit(so_far.value, so_far.unit)}"
    return _make(operands, needed.value - so_far.value, needed.unit, "level", formula, decimals(needed.value))


def _comparable(left: Fact, right: Fact) -> bool:
    families = ({"growth"}, {"share", "ratio"}, {"progress"})
    return _percent_like(left) and _percent_like(right) and any({left.measure, right.measure} <= family for family in families)


def diff(table: FactTable, first: str, second: str) -> Derived:
    """Return difference of two growth rates or of two shares of the brief, in percentage points."""
    left, right = need(table, first), need(table, second)
    if not _comparable(left, right) or (left.basis or "同比") != (right.basis or "同比"):
        raise DerivationError(f"{first} 与 {second} 不是同类比率，不能相减。")
    if left.row == right.row and left.when != right.when and left.measure == "growth" and left.field != "value":
        raise DerivationError("同一指标不同时期的累计增速不能由此相减，请在输入中给出变动数。")
    return _difference(left, right, f"{left.name}{printed(left)} − {right.name}{printed(right)}")


def vs(table: FactTable, row: str, name: str = "") -> Derived:
    """Return own value minus that of a comparison area; percentage points between percentages."""
    figure = table.row(row)
    areas = [area.name for area in figure.references if not name or area.name == name]
    if not areas:
        raise DerivationError(f"{row} 没有对比对象{name}。")
    reference = need(table, f"{row}.reference:{areas[0]}")
    own = need(table, f"{row}.yoy") if reference.measure == "growth" and table.get(f"{row}.yoy") else need(table, row)
    return _difference(own, reference, f"{own.name}{printed(own)} − {areas[0]}{printed(reference)}")


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
    siblings = all(part.row == first.row and part.field == "also" for part in parts)
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
    return _make(parts, total, first.unit, first.measure, formula)


def _part_of(table: FactTable, part: Fact, whole: Fact) -> bool:
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
    return _difference(whole, part, f"{whole.name}{printed(whole)} − {name}{printed(part)}")


def increase(table: FactTable, row: str) -> Derived:
    """Return value minus that of the same period last year, where the catalogue permits it or the row is a target."""
    now, before = need(table, row), table.get(f"{row}.last_year")
    permitted = now.indicator is None or now.kind == "target" or bool(now.indicator.permitted & {"abs_increment", "count_add_sub"})
    if before is None or now.measure != "level" or not permitted:
        raise DerivationError(f"{row} 没有可比的上年同期数，或口径不允许相减。")
    return _difference(now, before, f"{printed(now)} − 上年同期{printed(before)}")


def share(table: FactTable, part_key: str, whole_key: str) -> Derived:
    """Return part divided by whole in percent, same population and unit."""
    part, whole = need(table, part_key), need(table, whole_key)
    (unit, scale), (whole_unit, whole_scale) = base_unit(part.unit), base_unit(whole.unit)
    alike = unit == whole_unit and part.measure == whole.measure == "level"
    if not alike or not _part_of(table, part, whole) or part.value > whole.value * whole_scale / scale:
        raise DerivationError(f"{part_key} 不是 {whole_key} 的组成部分，没有占比。")
    exact = part.value * scale / (whole.value * whole_scale) * HUNDRED
    name = part.anchor if part.field == "also" else part.name
    return _make((part, whole), exact, PERCENT, "share", f"{name}{printed(part)} ÷ {whole.name}{printed(whole)}", 1)


def rank_change(table: FactTable, row: str) -> Derived:
    """Return places gained: earlier rank minus present rank."""
    now = table.get(f"{row}.rank") or need(table, row)
    before = need(table, f"{row}.prev_rank")
    formula = f"上次第{before.value}位 − 本次第{now.value}位"
    return _make((now, before), before.value - now.value, "位", "rank", formula, 0)


def point_change(table: FactTable, row: str) -> Derived:
    """Return change of a rate row since an earlier period, where the table gives both values (7.9 % → 8.3 %)."""
    now, before = need(table, row), need(table, f"{row}.prev")
    if now.unit != PERCENT:
        raise DerivationError(f"{row} 不是比率。")
    return _difference(now, before, f"本期{printed(now)} − 上期{printed(before)}")


def growth_change(table: FactTable, row: str) -> Derived:
    """Return change of the growth of a level row since an earlier period, both growths given."""
    now, before = need(table, f"{row}.yoy"), need(table, f"{row}.prev_yoy")
    return _difference(now, before, f"本期增速{printed(now)} − 上期增速{printed(before)}")


def own_growth(table: FactTable, row: str) -> Derived:
    """Return growth from two levels: only where the catalogue names it (balances and counts of one and the same population)."""
    now, before = need(table, row), need(table, f"{row}.last_year")
    if now.indicator is None or "yoy" not in now.indicator.permitted or not before.value:
        raise DerivationError(f"{row} 的增速不能由两期总量推算。")
    exact = (now.value / before.value - 1) * HUNDRED
    return _make((now, before), exact, PERCENT, "growth", f"{printed(now)} ÷ 上年同期{printed(before)} − 1", 1)
