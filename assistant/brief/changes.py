"""What another month's table changed in a brief, as plain data."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from assistant.brief.model import Figure

ChangeKind = Literal["changed", "renamed", "new", "gone", "ambiguous"]
Value = Decimal | int | str | None

_NUMBERS = ("value", "yoy", "yoy_pp", "prev", "prev_yoy", "mom_pp", "last_year", "target", "progress", "share", "rank", "prev_rank")
_WORDS = ("unit", "period", "qualifier", "prev_period", "share_of", "rank_scope", "note")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of a row before and after; ``None`` or empty where the row has none.

    Attributes:
        key: Key of the row: ``value``, ``yoy``, ``reference:全市平均``, ``period``.
    """

    key: str
    old: Value
    new: Value

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain data; decimals as text."""
        return {"key": self.key, "old": _plain(self.old), "new": _plain(self.new)}


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of a row.

    Attributes:
        kind: ``changed``; ``renamed`` (the same row in other words, its cells may have changed too); ``new``; ``gone``;
            ``ambiguous`` (it may be one of ``candidates``, and is none of them until a person says so).
        row: Id of the row: in the new brief, or, of a row that is gone or ambiguous, in the old one.
        indicator: The indicator as the new table writes it; of a row that is gone or ambiguous, as the old one did.
        was: The indicator as the old table wrote it, for a renamed row.
        cells: The cells that differ.
        candidates: Ids, in the new brief, of the rows it may be.
    """

    kind: ChangeKind
    row: str
    indicator: str
    was: str = ""
    cells: tuple[CellChange, ...] = ()
    candidates: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain data."""
        return {
            "kind": self.kind,
            "row": self.row,
            "indicator": self.indicator,
            "was": self.was,
            "cells": [cell.to_dict() for cell in self.cells],
            "candidates": list(self.candidates),
        }


def _plain(value: Value) -> int | str | None:
    return format(value, "f") if isinstance(value, Decimal) else value


def cells_of(figure: Figure) -> dict[str, Value]:
    """Return what a row holds by key; what it does not hold is left out."""
    return {key: value for key, value in _cells(figure) if value is not None and value != ""}


def _cells(figure: Figure) -> Iterator[tuple[str, Value]]:
    for key in (*_NUMBERS, *_WORDS):
        yield key, getattr(figure, key)
    for area in figure.references:
        yield f"reference:{area.name}", area.value
    for also in figure.also:
        yield f"also:{also.name}", also.value
    for target in figure.targets:
        yield f"targets:{target.by}", target.value
        yield f"targets:{target.by}:yoy", target.yoy


def changed_cells(old: Figure, new: Figure) -> tuple[CellChange, ...]:
    """Return the cells in which two rows differ: those of the old row in its order, then those only the new one has."""
    before, after = cells_of(old), cells_of(new)
    keys = dict.fromkeys((*before, *after))
    return tuple(CellChange(key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key))
