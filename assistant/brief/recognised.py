"""What every row of a form was recognised as, beside what its owner wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.brief.form import BriefForm, cells_of_row
from assistant.brief.model import Figure
from assistant.lexicon.indicators import find_indicator

if TYPE_CHECKING:
    from assistant.brief import Brief


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
