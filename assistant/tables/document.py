"""Tables inside Word documents, read by python-docx."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from assistant.errors import TableError, Trouble
from assistant.tables.package import check_package, damaged
from assistant.tables.sheet import Area, Sheet
from assistant.tables.workbook import MAX_CELLS

if TYPE_CHECKING:
    from docx.table import Table

_LINES_ABOVE = 3
_LONGEST_LINE = 60
"""A longer paragraph over a table is prose, not its title."""


def read_document(data: bytes, name: str) -> list[Sheet]:
    """Return the tables of a document, each with the lines that stand over it.

    Raises:
        TableError: Not a document, damaged, locked by a password, without any table, or over a limit.
    """
    check_package(data, name, "word/document.xml", "DOCX 文档")
    from docx import Document

    try:
        sheets = _sheets(Document(BytesIO(data)), name)
    except TableError:
        raise
    except Exception as error:  # a damaged part fails inside python-docx or its XML parser in ways neither documents
        raise TableError(Trouble(name, damaged("DOCX 文档"))) from error
    if not sheets:
        raise TableError(Trouble(name, "文档里没有表格；请把数据放进表格，或另存为 XLSX 再用。"))
    return sheets


def _sheets(document: Any, name: str) -> list[Sheet]:
    from docx.table import Table

    above: list[str] = []
    found: list[tuple[Table, tuple[str, ...]]] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            found.append((block, tuple(line for line in above[-_LINES_ABOVE:] if len(line) <= _LONGEST_LINE)))
            above = []
        elif block.text.strip():
            above.append(block.text.strip())
    many = len(found) > 1
    return [_sheet(table, name, f"第{number}张表" if many else "", lines) for number, (table, lines) in enumerate(found, start=1)]


def _sheet(table: "Table", file: str, name: str, above: tuple[str, ...]) -> Sheet:
    """One cell object stands for all places of a merged area."""
    places: dict[Any, list[tuple[int, int]]] = {}
    width = 0
    for row, line in enumerate(table.rows):
        start = line.grid_cols_before
        for column, cell in enumerate(line.cells, start=start):
            places.setdefault(cell._tc, []).append((row, column))
            width = max(width, column + 1)
        if (row + 1) * width > MAX_CELLS:
            raise TableError(Trouble(f"{file} {name}", f"单元格超过{MAX_CELLS:,}个；请只保留需要的行和列。"))
    rows: list[list[Any]] = [[None] * width for _ in table.rows]
    merged: list[Area] = []
    for cell, where in places.items():
        (top, left), (bottom, right) = where[0], where[-1]
        rows[top][left] = "\n".join(paragraph.text for paragraph in cell.p_lst) or None
        if len(where) > 1:
            merged.append((top, left, bottom, right))
    return Sheet(file, name, rows, merged=tuple(merged), above=above, formatted=False)
