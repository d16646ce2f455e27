"""Rows of a table that turn out to be one figure once the brief's own period and region are known."""

from collections.abc import Sequence
from dataclasses import fields, replace

from assistant.brief.model import Figure, Source
from assistant.tables import Notice, cell_place

_IDENTITY = ("name", "canonical", "when", "scope", "kind", "basis", "span")
_WORDS = frozenset(("unit", "period", "scope", "kind", "basis", "span", "id", "note", "qualifier"))
_SETTLED = frozenset((*_IDENTITY, "id", "indicator", "scopes", "period", "source", "unit"))


def join_rows(figures: Sequence[Figure], places: Sequence[str]) -> tuple[list[Figure], list[str], list[Notice]]:
    """Join rows of one file that say different things of the same figure: 数值 without a period, and 1—9月同比 in a brief of 1—9月.

    Rows that say different numbers under one key are left apart; naming them tells of the doubt.

    Returns:
        The rows, their places, and a notice for every number that stands twice.
    """
    joined: dict[tuple[object, ...], int] = {}
    kept: list[Figure] = []
    where: list[str] = []
    twice: list[Notice] = []
    for figure, place in zip(figures, places, strict=True):
        key = tuple(getattr(figure, name) for name in _IDENTITY) if figure.source and not figure.id else (len(kept),)
        at = joined.setdefault(key, len(kept))
        if at < len(kept) and (together := _together(kept[at], figure)):
            twice += _told_twice(kept[at], figure, place, where[at])
            kept[at] = together
        else:
            kept.append(figure)
            where.append(place)
    return kept, where, twice


def _told_twice(one: Figure, other: Figure, place: str, first: str) -> list[Notice]:
    """Tell the cells of a row whose numbers another row has said already."""
    if one.source is None or other.source is None:
        return []
    said = {key for key, _ in one.source.cells} - _WORDS
    cells = tuple(cell for key, cell in other.source.cells if key in said)
    text = f"{place}：{'、'.join(map(cell_place, cells))}与{first}的数相同，只取一次。"
    return [Notice(text, other.source.file, other.source.sheet, cells, "duplicate")] if cells else []


def _together(one: Figure, other: Figure) -> Figure | None:
    said = {item.name: getattr(other, item.name) for item in fields(Figure) if item.name not in _SETTLED}
    given = {name: value for name, value in said.items() if value not in (None, "", ())}
    if any(getattr(one, name) not in (None, "", (), word) for name, word in given.items()) or not (one.source and other.source):
        return None
    if one.source.file != other.source.file or (one.unit and other.unit and one.unit != other.unit):
        return None
    return replace(one, **given, unit=one.unit or other.unit, source=_sources(one.source, other.source))


def _sources(one: Source, other: Source) -> Source:
    moved = [(key, cell if one.sheet == other.sheet else f"{other.sheet}!{cell}") for key, cell in other.cells]
    return replace(one, cells=(*one.cells, *(pair for pair in moved if pair[0] not in dict(one.cells))))
