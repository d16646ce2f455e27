"""How a table is dressed, and what runs down and across it."""

from dataclasses import dataclass, field
from typing import Any

from tests.tables.known import Indicator, Known


@dataclass(frozen=True)
class Options:
    """How a table is dressed.

    Attributes:
        units: Where the unit stands: column, indicator, heading, line, value, row (a heading row of units), none.
        numbers: plain, text, thousands, full, tail (a float that shows fewer digits than it holds).
        percent: plain 8.4, sign 8.4% as text, format 0.084 shown as 8.4%.
        merge: A heading over several columns: merged, written once (blank), or repeated (repeat).
        missing: Mark of a missing number; empty for none missing.
        total: Label of a row of totals.
        flat: One heading row instead of several: ``joined`` (投资同比) or ``left`` (同比, of the indicator to its left).
        indent: How lower levels are set in: spaces, format, none.
    """

    format: str = "xlsx"
    encoding: str = "utf-8"
    units: str = "column"
    numbers: str = "plain"
    percent: str = "plain"
    merge: str = "merge"
    missing: str = ""
    total: str = ""
    flat: str = ""
    indent: str = "spaces"
    titled: bool = True
    sequence: bool = False
    sections: bool = False
    blank_rows: bool = False
    blank_column: bool = False
    notes: bool = False
    hide: str = ""
    protect: bool = False
    aliases: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Axis:
    """A row or a column of figures: its labels (a column: one per heading row) and the coordinates it gives."""

    labels: tuple[str, ...]
    given: dict[str, str]
    level: int = 0
    section: str = ""


def columns_of(spec: dict[str, Any], about: Known, options: Options) -> list[Axis]:
    """The columns of a layout: those listed, each under every indicator, area or period it runs across."""
    listed = [Axis(tuple(item["heading"]), {key: value for key, value in item.items() if key != "heading"}) for item in spec["columns"]]
    across = spec.get("across")
    if not across:
        return listed
    heads = {
        "indicator": [(_indicator_label(one, options), one.name) for one in about.indicators.values()],
        "scope": [(area, area) for area in about.areas],
        "period": list(spec.get("periods", {}).items()),
    }[across]
    return [
        Axis((head, *column.labels), {across: value} | column.given)
        for head, value in heads
        for column in listed
        if across != "indicator" or about.indicators[value].value is not None or column.given["measure"] in ("yoy", "yoy_rank", "rank")
    ]


def _indicator_label(one: Indicator, options: Options) -> str:
    label = options.aliases.get(one.name, one.label or one.name)
    return f"{label}（{one.unit or '%'}）" if options.units == "indicator" else label


def rows_of(spec: dict[str, Any], about: Known, options: Options) -> list[Axis]:
    """The rows of figures of a layout."""
    if spec["by"] == "scope":
        whole = [Axis((about.whole,), {"scope": about.whole})] if about.whole and spec.get("whole", True) else []
        only = {"indicator": spec["indicator"]} if "indicator" in spec else {}
        return [Axis(row.labels, row.given | only) for row in (*whole, *(Axis((area,), {"scope": area}) for area in about.areas))]
    return [
        Axis(
            (_indicator_label(one, options),),
            {"indicator": one.name},
            one.level,
            about.sections.get(one.name, "") if options.sections else "",
        )
        for one in about.indicators.values()
    ]
