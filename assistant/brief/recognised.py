"""What every row of a form was recognised as, beside what its owner wrote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.brief.form import BriefForm, cells_of_row
from assistant.brief.model import Figure
from assistant.brief.moving import reporting_of
from assistant.lexicon.indicators import find_indicator

if TYPE_CHECKING:
    from assistant.brief import Brief

_REGION = re.compile("(?!全)[一-鿿]{2,8}[县市区旗州]")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a row was recognised as.

    Attributes:
        figure: The row of the brief it became; of several rows that say different things of one figure, the same.
        indicator: The name in the indicator catalogue, or the row's own where the catalogue does not have it.
        known: Whether the catalogue has it.
        circumstances: Period, scope and the like, as they were settled.
        place: Where the row stands in its owner's file; empty for what was typed.
    """

    figure: str
    indicator: str
    known: bool
    circumstances: str
    place: str


def recognised_rows(form: BriefForm, brief: "Brief") -> tuple[Recognised | None, ...]:
    """Return what each row of a form was recognised as in the brief made of it.

    Args:
        form: The form.
        brief: The brief made of it, or of its last state that could be read.

    Returns:
        One entry a row, in their order; ``None`` for a row that the brief does not have (yet).
    """
    ids = {figure.id: figure for figure in brief.figures}
    cells = {cell: figure for figure in brief.figures for cell in _cells(figure)}
    whole = brief.figures if len(brief.figures) == len(form.rows) else ()
    found = []
    for index, row in enumerate(form.rows):
        figure = ids.get(str(row.get("id"))) or next((cells[cell] for cell in cells_of_row(row) if cell in cells), None)
        figure = figure or (whole[index] if whole else None)
        found.append(_recognised(figure) if figure else None)
    return tuple(found)


def _recognised(figure: Figure) -> Recognised:
    known = find_indicator(figure.canonical) is not None
    told = (figure.period, figure.scope, figure.span, figure.basis if figure.yoy is not None else "")
    place = next((figure.source.place(key) for key, _ in figure.source.cells), "") if figure.source else ""
    return Recognised(figure.id, figure.canonical, known, " · ".join(filter(None, told)), place)


def _cells(figure: Figure) -> Iterator[str]:
    if figure.source:
        row = {"source": {"file": figure.source.file, "sheet": figure.source.sheet, "cells": dict(figure.source.cells)}}
        yield from cells_of_row(row)


def suggested_fields(brief: "Brief") -> dict[str, str]:
    """Return what the rows say of region and period where the brief itself says nothing: to be offered, never to be taken unasked.

    Example:
        >>> from assistant import Brief
        >>> suggested_fields(Brief.of([{"indicator": "工业投资", "value": "3", "scope": "云岭县", "period": "2026年1—9月"}]))
        {'region': '云岭县', 'period': '2026年1—9月'}
    """
    places = {figure.scope for figure in brief.figures if _REGION.fullmatch(figure.scope)}
    when = reporting_of(brief)
    said = {"region": "" if brief.region or len(places) != 1 else next(iter(places))}
    said["period"] = "" if brief.period or when is None or when.year is None else when.label()
    return {key: value for key, value in said.items() if value}
