"""A sheet as it will stand in a file: cells, merges, what is hidden, and what a reader must make of every cell."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from openpyxl.utils import coordinate_to_tuple, get_column_letter


@dataclass(frozen=True)
class Cell:
    """A cell.

    Attributes:
        shown: What the user sees.
        number: The number behind it where the cell holds one; ``None`` for text.
        form: Number format of a workbook.
    """

    shown: str
    number: Decimal | None = None
    form: str = "General"
    indent: int = 0


@dataclass(frozen=True, order=True)
class Fact:
    """One number with everything it is bound to, and the cell it stands in."""

    cell: str
    measure: str
    value: str
    indicator: str
    unit: str = ""
    scope: str = ""
    period: str = ""
    span: str = ""
    name: str = ""
    sheet: str = ""


@dataclass
class Sheet:
    """Cells by (row, column) from 1, and the expectation.

    Attributes:
        above: Lines above the table where the format keeps them outside of it (a document, a page).
        expected: Facts that must be read.
        optional: Facts that may be read instead of being told (totals, hidden rows).
        told: Cells that must be named in a notice or a question where they are not read, with what may name them.
    """

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    above: list[str] = field(default_factory=list)
    expected: list[Fact] = field(default_factory=list)
    optional: list[Fact] = field(default_factory=list)
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: bool = False
    doubt: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return max((row for row, _ in self.cells), default=0), max((column for _, column in self.cells), default=0)

    def matrix(self) -> list[list[str]]:
        """What is shown, row by row."""
        rows, columns = self.size
        return [
            [cell.shown if (cell := self.cells.get((row, column))) else "" for column in range(1, columns + 1)]
            for row in range(1, rows + 1)
        ]


def address(row: int, column: int) -> str:
    """The address of a cell: D5."""
    return f"{get_column_letter(column)}{row}"


def spaced(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> Sheet:
    """The sheet with a blank row before each of these rows and a blank column before each of these columns."""
    down, across = sorted(rows), sorted(columns)

    def moved(row: int, column: int) -> tuple[int, int]:
        return row + bisect_right(down, row), column + bisect_right(across, column)

    def fact(old: Fact) -> Fact:
        return replace(old, cell=address(*moved(*coordinate_to_tuple(old.cell))))

    return replace(
        sheet,
        cells={moved(*place): cell for place, cell in sheet.cells.items()},
        merges=[(*moved(top, left), *moved(bottom, right)) for top, left, bottom, right in sheet.merges],
        expected=[fact(old) for old in sheet.expected],
        optional=[fact(old) for old in sheet.optional],
        told={address(*moved(*coordinate_to_tuple(cell))): words for cell, words in sheet.told.items()},
    )
