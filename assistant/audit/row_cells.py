"""Every number of a row as a fact: the value, its growth, targets, shares, ranks, areas compared with, and what else is known."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.audit.fact import Fact
from assistant.audit.rows import PERCENT, POINTS, Measure, reference_measure, spoken_name, value_measure
from assistant.brief.model import Figure
from assistant.lexicon.indicators import find_indicator
from assistant.numbers import Period, read_period


def _annual(when: Period | None) -> Period | None:
    return Period(when.year, 1, 12) if when else None


def _year_before(when: Period | None) -> Period | None:
    return replace(when, year=when.year - 1) if when and when.year else when


def _also_measure(name: str, unit: str) -> Measure:
    if unit in {POINTS, "百分点"}:
        return "pp"
    if unit == PERCENT:
        if "占" in name and ("比重" in name or "比" in name):
            return "share"
        return "growth" if name.endswith(("增速", "增长", "增幅")) else "ratio"
    return "rank" if unit == "位" and "移" not in name else "level"


def _also_when(name: str, when: Period | None) -> Period | None:
    """Return the period a further number of a row names itself (上年末规上工业企业数, 年初余额), else that of the row."""
    if when is None or when.year is None:
        return when
    if name.startswith(("年初", "上年末", "去年末")):
        return Period(when.year - 1, 12, 12, point=True)
    return _year_before(when) if name.startswith(("上年", "去年")) else when


def cells_of_row(figure: Figure) -> Iterator[Fact]:
    """Yield every number of a row as a fact."""
    row = _value(figure)
    if figure.value is not None:
        yield row
    yield from _changes(figure, row)
    yield from _targets(figure, row)
    yield from _places(figure, row)
    yield from _further(figure, row)


def _value(figure: Figure) -> Fact:
    own = value_measure(figure)
    return Fact(
        key=figure.id,
        row=figure.id,
        field="value",
        value=figure.value if figure.value is not None else Decimal(0),
        unit="位" if own == "rank" else figure.unit,
        measure=own,
        name=spoken_name(figure),
        canonical=figure.canonical,
        scope=figure.scope,
        scopes=figure.scopes,
        when=figure.when,
        kind=figure.kind,
        basis=figure.basis if own == "growth" else "",
        qualifier=figure.qualifier,
        indicator=find_indicator(figure.name),
    )


def _cell(row: Fact, field: str, value: Decimal | int | None, **change: Any) -> Iterator[Fact]:
    """Yield one more number of a row, where the row has it; what is not named is as in the row's value."""
    if value is not None:
        yield replace(row, **{"key": f"{row.row}.{field}", "field": field, "value": Decimal(value), "qualifier": "", "basis": "", **change})


def _rate(figure: Figure) -> dict[str, Any]:
    return {"measure": "growth", "unit": PERCENT, "basis": figure.basis}


def _changes(figure: Figure, row: Fact) -> Iterator[Fact]:
    before = read_period(figure.prev_period) if figure.prev_period else None
    yield from _cell(row, "yoy", figure.yoy, **_rate(figure))
    yield from _cell(row, "yoy_pp", figure.yoy_pp, measure="pp", unit=POINTS, basis="同比")
    yield from _cell(row, "prev", figure.prev, when=before)
    yield from _cell(row, "prev_yoy", figure.prev_yoy, **_rate(figure), when=before)
    yield from _cell(row, "mom_pp", figure.mom_pp, measure="pp", unit=POINTS, anchor=figure.prev_period)
    yield from _cell(row, "last_year", figure.last_year, kind="actual", when=_year_before(figure.when))


def _targets(figure: Figure, row: Fact) -> Iterator[Fact]:
    aim: dict[str, Any] = {"kind": "target", "when": _annual(figure.when)}
    yield from _cell(row, "target", figure.target, **aim)
    for target in figure.targets:
        key = f"{figure.id}.targets:{target.by}"
        yield from _cell(row, "targets", target.value, key=key, anchor=target.by, **aim)
        yield from _cell(row, "targets", target.yoy, **{**_rate(figure), "key": f"{key}:yoy", "anchor": target.by, **aim})
    yield from _cell(row, "progress", figure.progress, measure="progress", unit=PERCENT)


def _places(figure: Figure, row: Fact) -> Iterator[Fact]:
    place: dict[str, Any] = {"measure": "rank", "unit": "位", "anchor": figure.rank_scope, "kind": "actual"}
    yield from _cell(row, "share", figure.share, measure="share", unit=PERCENT, anchor=figure.share_of)
    yield from _cell(row, "rank", figure.rank, **place)
    yield from _cell(row, "prev_rank", figure.prev_rank, **place)
    measure = reference_measure(figure)
    unit = PERCENT if measure == "growth" else row.unit
    for area in figure.references:
        key = f"{figure.id}.reference:{area.name}"
        yield from _cell(row, "reference", area.value, key=key, measure=measure, unit=unit, anchor=area.name, kind="actual")


def _further(figure: Figure, row: Fact) -> Iterator[Fact]:
    for also in figure.also:
        yield from _cell(
            row,
            "also",
            also.value,
            key=f"{figure.id}.also:{also.name}",
            measure=_also_measure(also.name, also.unit),
            unit=also.unit,
            anchor=also.name,
            basis="比年初" if "年初" in also.name else "",
            kind="actual" if also.name.startswith("已") else figure.kind,  # 已盘活 beside a target is done, not aimed at
            when=_also_when(also.name, figure.when),
        )
