"""A sheet of cells as it stands in a file, before anything is made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; all count from 0, all inclusive."""


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
    """A sheet as read: cells row by row, and what a file says of them beside their values.

    Attributes:
        rows: Text, ``Decimal``, ``date``, list, dict or ``None``; a percentage is the number before %.
        first_row: The number its first row has for the user.
        merged: Merged areas; the value stands in the first cell.
        percent: Cells (row, column) that are shown as percentages.
        uncached: Formulas (row, column) whose result is not stored in the file.
        hidden: Whether the whole sheet is hidden.
        above: Lines of text that stand over a table outside its cells (a paragraph of a document, a caption).
        formatted: Whether the file tells formats, hidden rows and hidden columns at all.
    """

    file: str
    name: str
    rows: Sequence[Sequence[Any]]
    first_row: int = 1
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    percent: frozenset[tuple[int, int]] = frozenset()
    uncached: tuple[tuple[int, int], ...] = ()
    hidden: bool = False
    above: tuple[str, ...] = ()
    formatted: bool = True

    @property
    def title(self) -> str:
        """File and sheet, as the user would look for them."""
        return self.file + (f" 工作表“{self.name}”" if self.name else "")

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell; ``row`` and ``column`` count from 0."""
        return f"{letter(column)}{row + self.first_row}"

    def area(self, row: int, column: int, last_row: int, last_column: int) -> str:
        """Return the address of an area: B4:F9, or B4 for a single cell."""
        first, last = self.address(row, column), self.address(last_row, last_column)
        return first if first == last else f"{first}:{last}"

    def place(self, row: int, column: int | None = None, heading: str = "") -> str:
        """Return where a cell stands, as the user would look for it; ``row`` and ``column`` count from 0."""
        where = f"{self.title} 第{row + self.first_row}行"
        if column is not None:
            where += f"{letter(column)}列" + (f"（{heading}）" if heading else "")
        return where
