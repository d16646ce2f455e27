"""Formulas of pace: target, progress, what is still missing, and what the months that remain must bring."""

from dataclasses import replace
from decimal import Decimal

from assistant.audit.facts import Fact, FactTable
from assistant.audit.formulas import HUNDRED, Derived, difference, make, need
from assistant.audit.printing import decimals, printed, signed, with_unit
from assistant.audit.rows import PERCENT, POINTS
from assistant.errors import DerivationError
from assistant.numbers import base_unit

YEAR = 12


def target_of(table: FactTable, row: str) -> Fact | None:
    """Return the target of a row: its own, or that of a target row of the same indicator, scope and year."""
    own = table.get(f"{row}.target")
    if own is not None:
        return own
    return _target_elsewhere(table, row)


def _target_elsewhere(table: FactTable, row: str) -> Fact | None:
    figure = table.row(row)
    for target in figure.targets:
        if target.value is not None:
            return table.get(f"{row}.targets:{target.by}")
    if figure.kind != "actual" or figure.when is None:
        return None
    other = table.year_targets.get((figure.canonical, figure.scope, figure.when.year))
    return _in_unit(table.get(other.id), figure.unit) if other is not None else None


def _in_unit(target: Fact | None, unit: str) -> Fact | None:
    """Return a target in the unit of what it is a target for (2.4亿元 beside 3100万元); ``None`` where they measure other things."""
    if target is None or target.unit == unit:
        return target
    (base, scale), (own, own_scale) = base_unit(target.unit), base_unit(unit)
    return replace(target, value=target.value * scale / own_scale, unit=unit) if base == own else None


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


def _reached(actual: Fact, target: Fact) -> bool:
    """Tell whether a target is met; where less is better (days, arrears) from above."""
    down = actual.indicator is not None and actual.indicator.good == "down"
    return actual.value <= target.value if down else actual.value >= target.value


def gap(table: FactTable, row: str) -> Derived:
    """Return what is still missing to the target: target minus value, in the row's unit (个百分点 for a rate)."""
    actual, target = _actual_and_target(table, row)
    if _reached(actual, target):
        raise DerivationError(f"{row} 已达到目标，没有差额。")
    if target.value < actual.value:
        return difference(actual, target, f"实际{printed(actual)} − 目标{printed(target)}")
    return difference(target, actual, f"目标{printed(target)} − 已完成{printed(actual)}")


def target_gap(table: FactTable, row: str, by: str) -> Derived:
    """Return the distance to one of several targets of a row, of its level or of its growth (市下达7.0%、人代会7.5%)."""
    level, growth = table.get(f"{row}.targets:{by}"), table.get(f"{row}.targets:{by}:yoy")
    target = level or growth
    if target is None:
        raise DerivationError(f"{row} 没有{by}的目标。")
    own = need(table, row) if level is not None else need(table, f"{row}.yoy")
    return difference(target, own, f"{by}目标{signed(target)} − {own.name}{signed(own)}")


def over(table: FactTable, row: str) -> Derived:
    """Return how far the target is exceeded: value minus target, only where it is reached."""
    actual, target = _actual_and_target(table, row)
    if not _reached(actual, target) or actual.value < target.value:
        raise DerivationError(f"{row} 还没有达到目标，没有超出额。")
    return difference(actual, target, f"完成{printed(actual)} − 目标{printed(target)}")


def progress(table: FactTable, row: str) -> Derived:
    """Return progress to the target in percent: value divided by target (progress = 累计 ÷ 年度目标)."""
    actual, target = _actual_and_target(table, row)
    if actual.unit == PERCENT or not target.value:
        raise DerivationError(f"{row} 是比率，没有完成进度。")
    formula = f"完成{printed(actual)} ÷ 目标{printed(target)}"
    return make((actual, target), actual.value / target.value * HUNDRED, PERCENT, "progress", formula, 1)


def _months_done(table: FactTable, row: str) -> int:
    when = table.row(row).when
    if when is None or when.first != 1 or when.last >= YEAR or when.point:
        raise DerivationError(f"{row} 的时期不是年初以来的累计，没有时间进度。")
    return when.last


def time_progress(table: FactTable, row: str) -> Derived:
    """Return share of the year gone in percent: months divided by twelve (序时进度)."""
    months = _months_done(table, row)
    return make((need(table, row),), Decimal(months) / YEAR * HUNDRED, PERCENT, "progress", f"{months}个月 ÷ 12个月", 1)


def progress_gap(table: FactTable, row: str) -> Derived:
    """Return progress minus time progress, in percentage points."""
    done = table.get(f"{row}.progress")
    value = done.value if done else progress(table, row).value
    time = time_progress(table, row)
    operands = (done,) if done else (need(table, row), _actual_and_target(table, row)[1])
    return make(
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
    return make(operands, missing.exact / months, missing.unit, "level", formula, max(1, decimals(missing.value)))


def month_average(table: FactTable, row: str) -> Derived:
    """Return average of the months so far: cumulative value divided by its months."""
    fact = need(table, row)
    if fact.indicator is not None and fact.indicator.kind in {"count", "stock"}:
        raise DerivationError(f"{row} 是户数或余额，没有月均。")
    if fact.measure != "level" or fact.when is None or fact.when.point or fact.when.months < 2 or "/" in fact.unit:
        raise DerivationError(f"{row} 不是累计总量，没有月均。")
    months = fact.when.months
    return make((fact,), fact.value / months, fact.unit, "level", f"{printed(fact)} ÷ {months}个月", max(1, decimals(fact.value)))


def need_more(table: FactTable, row: str) -> Derived:
    """Return needed monthly average minus the monthly average so far."""
    needed, so_far = need_per_month(table, row), month_average(table, row)
    if needed.value <= so_far.value:
        raise DerivationError(f"{row} 今后月均不高于前期。")
    operands = tuple(need(table, key) for key in needed.operands)
    formula = f"今后月均{with_unit(needed.value, needed.unit)} − 前期月均{with_unit(so_far.value, so_far.unit)}"
    return make(operands, needed.value - so_far.value, needed.unit, "level", formula, decimals(needed.value))
