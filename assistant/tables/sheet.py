"""A sheet of cells, and the rows of figures that come out of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


def letter(column: int) -> str:
    """Return the letters of a column that counts from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_place(cell: str) -> str:
    """Return an address as a user reads it: B4 as 第4行B列, 表二!B4 as 工作表“表二” 第4行B列."""
    sheet, _, address = cell.rpartition("!")
    column = address.rstrip("0123456789")
    where = f"第{address[len(column) :]}行{column}列"
    return f"工作表“{sheet}” {where}" if sheet else where


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as read: cells row by row; ``first_row`` is the number its first row has for the user."""

    file: str
    name: str
    rows: Sequence[Sequence[Any]]
    first_row: int = 1

    def place(self, row: int, column: int | None = None, heading: str = "") -> str:
        """Return where a cell stands, as the user would look for it; ``row`` and ``column`` count from 0."""
        where = f"{self.file}" + (f" 工作表“{self.name}”" if self.name else "") + f" 第{row + self.first_row}行"
        if column is not None:
            where += f"{letter(column)}列" + (f"（{heading}）" if heading else "")
        return where


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of figures: values under the keys of a figure row, with the place of each."""

    place: str
    values: dict[str, Any]
    cells: tuple[tuple[str, str], ...] = ()
    file: str = ""
    sheet: str = ""
    places: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, and what was left out and why (one Chinese sentence each)."""

    rows: tuple[TableRow, ...]
    notices: tuple[str, ...] = ()
