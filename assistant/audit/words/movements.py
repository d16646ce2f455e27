"""Movements: which way a row of the brief went, by everything the brief says of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.audit.facts import Fact, FactTable
from assistant.audit.printing import with_unit
from assistant.audit.rows import PERCENT, POINTS, value_measure
from assistant.numbers import Period, read_period


@dataclass(frozen=True, slots=True)
class Movement:
    """A change a row has gone through.

    Attributes:
        change: How far, signed; only its sign and whether it is nothing matter.
        told: How the brief would say it (同比下降4.2%).
        key: The cell it rests on.
        basis: 同比, 比年初, or ``since`` for a change since an earlier period.
        since: That period.
    """

    change: Decimal
    told: str
    key: str
    basis: str = "同比"
    since: Period | None = None

    @property
    def sign(self) -> int:
        """1 up, -1 down, 0 unchanged."""
        return (self.change > 0) - (self.change < 0)


def _said(value: Decimal, unit: str, *, up: str = "增长", down: str = "下降") -> str:
    return f"{up if value > 0 else down}{with_unit(value, unit)}" if value else "持平"


def _read(text: str) -> Period | None:
    return read_period(text) if text else None


def growth(table: FactTable, row: str) -> Iterator[Movement]:
    """Yield the growth of a row: its rate, or the value of a row that is a rate of growth itself."""
    figure = table.row(row)
    if value_measure(figure) == "growth" and figure.value is not None:
        yield Movement(figure.value, f"同比{_said(figure.value, PERCENT)}", row)
    if figure.yoy is not None and value_measure(figure) not in {"growth", "rank"}:
        basis = figure.basis or "同比"
        yield Movement(figure.yoy, f"{basis}{_said(figure.yoy, PERCENT)}", f"{row}.yoy", basis)


def level(table: FactTable, row: str) -> Iterator[Movement]:
    """Yield how the value of a row moved: its growth, its change in points, and what it was before."""
    figure = table.row(row)
    measure = value_measure(figure)
    yield from growth(table, row)
    if measure in {"ratio", "share", "pp"}:
        yield from _points(table, row)
        yield from _since(table, row)
    yield from net(table, row)
    if measure == "level" and figure.value is not None:
        if figure.last_year is not None and figure.yoy is None:
            change = figure.value - figure.last_year
            yield Movement(change, f"上年同期为{with_unit(figure.last_year, figure.unit)}", f"{row}.last_year")
        if figure.prev is not None:
            told = f"{figure.prev_period}为{with_unit(figure.prev, figure.unit)}"
            yield Movement(figure.value - figure.prev, told, f"{row}.prev", "since", _read(figure.prev_period))


def net(table: FactTable, row: str) -> Iterator[Movement]:
    """Yield the net change of a number of enterprises, where the row has it beside its value (净增企业 13 户)."""
    for also in table.row(row).also:
        if also.name.startswith(("净增", "净减")):
            change = -also.value if also.name.startswith("净减") else also.value
            told = f"{also.name[:2]}{with_unit(also.value, also.unit)}"
            yield Movement(change, told, f"{row}.also:{also.name}", "比年初")


def rate(table: FactTable, row: str) -> Iterator[Movement]:
    """Yield how the growth of a row moved: faster or slower."""
    if value_measure(table.row(row)) in {"ratio", "share", "pp"}:
        return
    figure = table.row(row)
    if value_measure(figure) == "growth":
        yield from _points(table, row)
    yield from _since(table, row)
    if figure.yoy is not None and figure.prev_yoy is not None and figure.mom_pp is None:
        change = figure.yoy - figure.prev_yoy
        told = f"增速由{with_unit(figure.prev_yoy, PERCENT)}到{with_unit(figure.yoy, PERCENT)}"
        if figure.yoy < 0 or figure.prev_yoy < 0:
            told = f"{figure.prev_period}为{_said(figure.prev_yoy, PERCENT)}，现为{_said(figure.yoy, PERCENT)}"
        yield Movement(change, told, f"{row}.prev_yoy", "since", _read(figure.prev_period))


def share(table: FactTable, row: str) -> Iterator[Movement]:
    """Yield how the share of a row in its whole moved."""
    if table.row(row).share is not None:
        yield from _points(table, row)
    elif value_measure(table.row(row)) in {"ratio", "share"}:
        yield from level(table, row)


def place(table: FactTable, row: str) -> Iterator[Movement]:
    """Yield how a row moved in its ranking: up is towards the first."""
    figure = table.row(row)
    now = place_of(table, row)
    if now is not None and figure.prev_rank is not None:
        told = f"由第{figure.prev_rank}位到第{now.value}位"
        yield Movement(figure.prev_rank - now.value, told, now.key, "since")
    for also in figure.also:
        if also.unit == "位" and "移" in also.name:
            change = -also.value if "后" in also.name else also.value
            yield Movement(change, f"{also.name}{with_unit(also.value, '位')}", f"{row}.also:{also.name}", "since")


def place_of(table: FactTable, row: str) -> Fact | None:
    """Return the cell with the place of a row in its ranking."""
    fact = table.get(row)
    return table.get(f"{row}.rank") or (fact if fact is not None and fact.measure == "rank" else None)


def _points(table: FactTable, row: str) -> Iterator[Movement]:
    figure = table.row(row)
    if figure.yoy_pp is not None:
        told = f"同比{_said(figure.yoy_pp, POINTS, up='提高')}"
        yield Movement(figure.yoy_pp, told, f"{row}.yoy_pp")


def _since(table: FactTable, row: str) -> Iterator[Movement]:
    """Yield the change of a rate since an earlier period: as given, or by its values."""
    figure = table.row(row)
    when = _read(figure.prev_period)
    if figure.mom_pp is not None:
        told = f"比{figure.prev_period or '上期'}{_said(figure.mom_pp, POINTS, up='提高', down='回落')}"
        yield Movement(figure.mom_pp, told, f"{row}.mom_pp", "since", when)
    elif figure.prev is not None and figure.value is not None and figure.unit == PERCENT:
        told = f"{figure.prev_period}为{with_unit(figure.prev, PERCENT)}"
        yield Movement(figure.value - figure.prev, told, f"{row}.prev", "since", when)
