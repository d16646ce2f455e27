"""Rows as they leave the reader: mappings with the keys of a figure row, and the cell of every value."""

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.tables.columns import LISTS
from assistant.tables.facts import AMOUNT, Draft, Identity, Said


def finished(drafts: Mapping[Identity, Draft]) -> Iterator[dict[str, Any]]:
    """Yield the rows as mappings with the keys of a figure row."""
    for draft in drafts.values():
        if draft.said or any(key in LISTS for key in draft.words):
            yield _row(draft)


def _row(draft: Draft) -> dict[str, Any]:
    row: dict[str, Any] = {"indicator": draft.indicator, **draft.words}
    cells: dict[str, str] = {}
    targets: dict[str, dict[str, Any]] = {}
    for key, said in draft.said.items():
        kind, _, name = key.partition(":")
        cells[key] = said.address
        if kind == "also":
            row.setdefault("also", []).append(
                {"name": name, "value": said.value, "unit": _own_unit(said, name, str(draft.words.get("unit", "")))}
            )
        elif kind == "reference":
            row.setdefault("references", []).append({"name": name, "value": said.value})
        elif kind == "target_yoy" or name:
            targets.setdefault(name, {"by": name})["yoy" if kind == "target_yoy" else "value"] = said.value
        else:
            row[key] = said.value
    if targets:
        row["targets"] = list(targets.values())
    row["source"] = {"file": draft.view.sheet.file, "sheet": draft.view.sheet.name, "cells": cells | draft.cells}
    return row


def _own_unit(said: Said, name: str, unit: str) -> str:
    """Return the unit of a number beside the levels of a row: its own, or for 增减额 that of the row (points for a rate)."""
    units = said.units.get("cell") or said.units.get("heading") or ()
    if len(units) == 1:
        return units[0]
    return ("个百分点" if unit == "%" else unit) if AMOUNT.search(name) else ""
