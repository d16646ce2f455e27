"""A sheet as a reader sees it: without what is hidden or blank, merged areas showing their value everywhere."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from assistant.tables.cells import read_figure
from assistant.tables.sheet import Sheet


class View:
    """The cells of a sheet that are neither hidden nor blank."""

    def __init__(self, sheet: Sheet, only: Sequence[int] | None = None) -> None:
        self.sheet = sheet
        self.width = max((len(row) for row in sheet.rows), default=0)
        columns = [column for column in only or range(self.width) if column not in sheet.hidden_columns]
        self.rows = [row for row in range(len(sheet.rows)) if row not in sheet.hidden_rows and any(self._filled(row, columns))]
        self.columns = [column for column in columns if any(self.cell(row, column) is not None for row in self.rows)]
        self.spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
        self._inside = self._covered()

    def _filled(self, row: int, columns: Sequence[int]) -> Iterator[bool]:
        return (self.cell(row, column) is not None for column in columns)

    def _covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Place inside a merged area → its first cell; cut at the used area, as whole columns may be merged."""
        last = len(self.sheet.rows) - 1
        return {
            (row, column): (top, left)
            for (top, left), (bottom, right) in self.spans.items()
            for row in range(top, min(bottom, last) + 1)
            for column in range(left, min(right, self.width - 1) + 1)
        }

    def cell(self, row: int, column: int) -> Any:
        """Return what a cell holds; blank text is ``None``."""
        cells = self.sheet.rows[row]
        value = cells[column] if column < len(cells) else None
        return None if value is None or value == "" or (isinstance(value, str) and not value.strip()) or value != value else value

    def merged(self, row: int, column: int) -> Any:
        """Return what a cell shows: inside a merged area, the value of the area."""
        return self.cell(*self._inside.get((row, column), (row, column)))

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """Return the first cell of the merged area a cell lies in, or the cell itself."""
        return self._inside.get((row, column), (row, column))

    def filled(self, row: int) -> list[tuple[int, Any]]:
        """Return column and value of the cells of a row that hold something."""
        return [(column, value) for column in self.columns if (value := self.cell(row, column)) is not None]


def is_figure(value: Any) -> bool:
    """Tell whether a cell holds a number."""
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int | float | str) and read_figure(value) is not None
