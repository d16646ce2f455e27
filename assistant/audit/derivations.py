"""Permitted derivations: the only arithmetic a speech may do with the brief.

What is not in ``DERIVATIONS`` does not exist. There is no growth of a 增加值 or of any 规上 aggregate from two levels
(comparable prices; the base is this year's enterprise set), no annualising, and no subtraction of cumulative rates.
Sources: NBS notes on 规模以上工业 statistics; the indicator catalogue (``permitted``).
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.audit import formulas, pace
from assistant.audit.facts import FactTable
from assistant.audit.formulas import Derived
from assistant.errors import DerivationError

DERIVATIONS: dict[str, Callable[..., Derived]] = {
    "gap": pace.gap,
    "over": pace.over,
    "target_gap": pace.target_gap,
    "progress": pace.progress,
    "time_progress": pace.time_progress,
    "progress_gap": pace.progress_gap,
    "need_per_month": pace.need_per_month,
    "month_average": pace.month_average,
    "need_more": pace.need_more,
    "diff": formulas.diff,
    "vs": formulas.vs,
    "sum": formulas.sum_of,
    "minus": formulas.minus,
    "increase": formulas.increase,
    "share": formulas.share,
    "per_unit": formulas.per_unit,
    "to_text": formulas.to_text,
    "rank_change": formulas.rank_change,
    "point_change": formulas.point_change,
    "growth_change": formulas.growth_change,
    "growth": formulas.own_growth,
    "since_prev": formulas.since_prev,
}
OF_ONE_ROW = (
    "gap", "over", "progress", "time_progress", "progress_gap", "need_per_month", "month_average", "need_more",
    "vs", "increase", "rank_change", "point_change", "growth_change", "growth", "since_prev",
)  # fmt: skip


def derive(table: FactTable, name: str, operands: tuple[str, ...]) -> Derived:
    """Compute a permitted derivation.

    Args:
        table: Facts of the brief.
        name: A key of ``DERIVATIONS``.
        operands: Row ids or fact keys, as the derivation takes them.

    Raises:
        DerivationError: The derivation does not exist, is not permitted for these operands, or one of them is missing.
    """
    function = DERIVATIONS.get(name)
    if function is None:
        raise DerivationError(f"没有名为“{name}”的推算；可用的有：{'、'.join(DERIVATIONS)}。")
    rows = operands if name in OF_ONE_ROW else ()
    for row in rows[:1]:
        if row not in table.rows:
            raise DerivationError(f"输入中没有 {row} 这一行，无法推算。")
    try:
        derived = function(table, *operands)
    except TypeError:
        raise DerivationError(f"推算“{name}”的参数个数不对：{'、'.join(operands)}。") from None
    return replace(derived, key=f"d:{name}({','.join(operands)})")


def try_derive(table: FactTable, name: str, *operands: str) -> Derived | None:
    """Return a derivation, or ``None`` where it is not permitted or an operand is missing."""
    try:
        return derive(table, name, operands)
    except DerivationError:
        return None


def of_row(table: FactTable, row: str) -> Iterator[tuple[str, Derived]]:
    """Yield every derivation that needs nothing but one row, with its name."""
    for name in OF_ONE_ROW:
        derived = try_derive(table, name, row)
        if derived is not None:
            yield name, derived
    for target in table.row(row).targets:
        derived = try_derive(table, "target_gap", row, target.by)
        if derived is not None:
            yield "target_gap", derived
    for area in table.row(row).references[1:]:
        derived = try_derive(table, "vs", row, area.name)
        if derived is not None:
            yield "vs", derived
