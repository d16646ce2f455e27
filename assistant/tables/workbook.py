"""XLSX and XLSM workbooks: values by openpyxl in its read-only mode, layout from the parts themselves.

The read-only mode streams, so that a sheet of a million rows costs no memory before it is refused; what it leaves out (merged
areas, hidden rows and columns, formulas without a stored result) is read in a second pass. Macros are never run.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import iterparse

from assistant.errors import TableError, Trouble
from assistant.tables.cells import read_number
from assistant.tables.package import check_package, damaged
from assistant.tables.sheet import Area, Sheet

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELLS = 400_000

_RESIDUE = Decimal("1e-9")
"""What binary arithmetic leaves over: 0.1+0.2-0.3 shown as 0.0 is 0.0."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


@dataclass
class _Layout:
    """What a worksheet part says beside values."""

    merged: list[Area] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    uncached: list[tuple[int, int]] = field(default_factory=list)


def read_workbook(data: bytes, name: str) -> list[Sheet]:
    """Return the sheets of a workbook, hidden ones too.

    Raises:
        TableError: Not a workbook, damaged, locked by a password, in the old format, or over a limit.
    """
    check_package(data, name, "xl/workbook.xml", "XLSX 工作簿")
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns in English of styles and validations it leaves out
            return _sheets(load_workbook(BytesIO(data), read_only=True, data_only=True), data, name)
    except TableError:
        raise
    except Exception as error:  # a damaged part fails inside openpyxl, its XML parser or zlib in ways none of them documents
        raise TableError(Trouble(name, damaged())) from error


def _sheets(book: "Workbook", data: bytes, name: str) -> list[Sheet]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = _parts(package)
            return [_sheet(sheet, name, package, parts[sheet.title]) for sheet in book.worksheets]
    finally:
        book.close()


def _sheet(sheet: Any, name: str, package: zipfile.ZipFile, part: str) -> Sheet:
    percent: set[tuple[int, int]] = set()
    rows = list(_rows(sheet, name, percent))
    layout = _layout(package, part)
    return Sheet(
        name,
        str(sheet.title),
        rows,
        merged=tuple(layout.merged),
        hidden_rows=frozenset(layout.rows),
        hidden_columns=frozenset(layout.columns),
        percent=frozenset(percent),
        uncached=tuple(layout.uncached),
        hidden=sheet.sheet_state != "visible",
    )


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the worksheet part of each sheet by its name."""
    targets = {}
    for _, node in iterparse(BytesIO(package.read("xl/_rels/workbook.xml.rels"))):
        target = node.get("Target", "")
        targets[node.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets = (node for _, node in iterparse(BytesIO(package.read("xl/workbook.xml"))) if _tag(node) == "sheet")
    return {node.get("name", ""): targets[node.get(_RELATION)] for node in sheets}


def _tag(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _layout(package: zipfile.ZipFile, part: str) -> _Layout:
    layout, row = _Layout(), -1
    with package.open(part) as stream:
        for _, node in iterparse(stream):
            tag = _tag(node)
            if tag == "row":
                row = int(node.get("r", row + 2)) - 1
                _note_row(node, row, layout)
                node.clear()
            elif tag == "col" and _hidden(node):
                first, last = int(node.get("min", "1")), int(node.get("max", "1"))
                layout.columns.update(range(first - 1, min(last, MAX_COLUMNS + 1)))
            elif tag == "mergeCell":
                first_cell, _, last_cell = node.get("ref", "A1").partition(":")
                layout.merged.append((*_cell(first_cell), *_cell(last_cell or first_cell)))
    return layout


def _note_row(node: Any, row: int, layout: _Layout) -> None:
    if _hidden(node):
        layout.rows.add(row)
    for position, cell in enumerate(node):
        kinds = {_tag(child): child.text for child in cell}
        if "f" in kinds and not kinds.get("v") and "is" not in kinds:
            layout.uncached.append((row, _cell(cell.get("r", ""))[1] if cell.get("r") else position))


def _hidden(node: Any) -> bool:
    return node.get("hidden", "0") in ("1", "true")


def _cell(address: str) -> tuple[int, int]:
    match = _ADDRESS.fullmatch(address)
    if not match:
        raise ValueError(address)
    column = 0
    for char in match[1]:
        column = column * 26 + ord(char) - 64
    return int(match[2]) - 1, column - 1


def _rows(sheet: Any, name: str, percent: set[tuple[int, int]]) -> Iterator[list[Any]]:
    sheet.reset_dimensions()
    place, filled = f"{name} 工作表“{sheet.title}”", 0
    for count, cells in enumerate(sheet.iter_rows()):
        if count >= MAX_ROWS:
            raise TableError(Trouble(place, f"超过{MAX_ROWS:,}行；请删去多余的行（包括带格式的空行）后再用。"))
        row = [_value(cell, percent) for cell in cells]
        while row and row[-1] is None:
            row.pop()
        if len(row) > MAX_COLUMNS:
            raise TableError(Trouble(f"{place} 第{count + 1}行", f"超过{MAX_COLUMNS}列；请只保留需要的列。"))
        filled += sum(cell is not None for cell in row)
        if filled > MAX_CELLS:
            raise TableError(Trouble(place, f"有内容的单元格超过{MAX_CELLS:,}个；请只保留需要的行和列。"))
        yield row


def _value(cell: Any, percent: set[tuple[int, int]]) -> Any:
    """Return a cell as it is shown: a percentage as its number before %, 6 in the format 0.0 as 6.0."""
    raw = cell.value
    if isinstance(raw, str):
        return _indented(cell, raw) if raw.strip() else None
    if raw is None or isinstance(raw, bool) or not isinstance(raw, int | float):
        return raw
    number = read_number(raw)
    if number is None:
        return raw
    shown = str(cell.number_format or "").split(";")[0]
    if "%" not in shown:
        return _with_decimals(number.value, shown)
    percent.add((cell.row - 1, cell.column - 1))
    return _with_decimals(number.value * 100, shown)


def _indented(cell: Any, text: str) -> str:
    """An indent by format says the same as one by spaces: the row is a part of the one above."""
    alignment = cell.alignment
    return "　" * int(alignment.indent) + text if alignment is not None and alignment.indent else text


def _with_decimals(value: Decimal, shown: str) -> Decimal:
    places = re.fullmatch(r"[#,0 _]*0\.(0+)%?[_ )]*", shown)
    exponent = value.as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if places:
        rounded = value.quantize(Decimal(1).scaleb(-len(places[1])))
        if len(places[1]) >= own or abs(rounded - value) < _RESIDUE:
            return rounded
    return value.normalize() if own else value
