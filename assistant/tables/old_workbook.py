"""XLS, XLSB and ODS workbooks, read by python-calamine; it tells values and merged areas, no formats and nothing of hidden rows."""

from datetime import date
from io import BytesIO
from typing import Any

from assistant.errors import TableError, Trouble
from assistant.tables.cells import read_number
from assistant.tables.package import LOCKED, OLD_OFFICE, check_package, damaged
from assistant.tables.sheet import Sheet
from assistant.tables.workbook import MAX_CELLS, MAX_COLUMNS

_PARTS = {".ods": "content.xml", ".xlsb": "xl/workbook.bin"}


def read_old_workbook(data: bytes, name: str, suffix: str) -> list[Sheet]:
    """Return the sheets of a workbook, hidden ones too.

    Raises:
        TableError: Not a workbook of this kind, damaged, locked by a password, or over a limit.
    """
    if suffix in _PARTS:
        check_package(data, name, _PARTS[suffix], f"{suffix[1:].upper()} 工作簿")
    elif not data.startswith(OLD_OFFICE):
        raise TableError(Trouble(name, "不是 XLS 工作簿（内容与扩展名不符）；请用 Excel 或 WPS 打开后另存为 XLSX。"))
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        shown = {sheet.name: sheet.visible == SheetVisibleEnum.Visible for sheet in book.sheets_metadata}
        return [_sheet(book.get_sheet_by_name(title), name, shown[title]) for title in book.sheet_names]
    except TableError:
        raise
    except PasswordError as error:
        raise TableError(Trouble(name, LOCKED)) from error
    except BaseException as error:  # a Rust panic on a damaged file is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise TableError(Trouble(name, damaged("XLSX 工作簿"))) from error


def _sheet(sheet: Any, name: str, visible: bool) -> Sheet:
    place = f"{name} 工作表“{sheet.name}”"
    if sheet.width > MAX_COLUMNS:
        raise TableError(Trouble(place, f"超过{MAX_COLUMNS}列；请只保留需要的列。"))
    if sheet.height * sheet.width > MAX_CELLS:
        raise TableError(Trouble(place, f"单元格超过{MAX_CELLS:,}个；请删去多余的行和列（包括带格式的空行）后再用。"))
    rows = [[_value(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    return Sheet(name, sheet.name, rows, merged=merged, hidden=not visible, formatted=False)


def _value(cell: Any) -> Any:
    if isinstance(cell, bool | str | date):
        return cell or None
    number = read_number(cell)
    return number.value if number else cell
