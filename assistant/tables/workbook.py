"""XLSX workbooks, read by openpyxl in its read-only mode."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assistant.errors import TableError, Trouble
from assistant.tables.cells import is_missing, read_number
from assistant.tables.sheet import Sheet

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MAX_UNPACKED = 100 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = "工作簿已损坏或没有下载完整，打不开；请重新导出，或在表格软件里打开后另存为 XLSX。"


def read_workbook(data: bytes, name: str) -> list[Sheet]:
    """Return the visible sheets of a workbook.

    Raises:
        TableError: Not a workbook, damaged, locked by a password, in the old format, or over a limit.
    """
    _check_package(data, name)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns in English of styles and validations it leaves out
            return _sheets(load_workbook(BytesIO(data), read_only=True, data_only=True), name)
    except TableError:
        raise
    except Exception as error:  # a damaged part fails inside openpyxl, its XML parser or zlib in ways none of them documents
        raise TableError(Trouble(name, _DAMAGED)) from error


def _check_package(data: bytes, name: str) -> None:
    """Look at the directory of the package only; nothing is unpacked."""
    if data.startswith(_OLD_OFFICE):
        locked = _ENCRYPTED in data
        raise TableError(Trouble(name, "工作簿设了打开密码；请去掉密码后再用。" if locked else "这是旧版 Excel 文件；请另存为 XLSX 再用。"))
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        message = _DAMAGED if data.startswith(b"PK") else "不是 XLSX 工作簿（内容与扩展名不符）；请在表格软件里另存为 XLSX。"
        raise TableError(Trouble(name, message)) from error
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise TableError(Trouble(name, f"解压后超过{MAX_UNPACKED // 1024 // 1024} MB，不予读取；请只保留需要的工作表和行。"))
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise TableError(Trouble(name, _DAMAGED if members else "压缩包里没有工作簿；请重新导出 XLSX。"))


def _sheets(book: "Workbook", name: str) -> list[Sheet]:
    try:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        return [Sheet(name, str(sheet.title), list(_rows(sheet, name))) for sheet in visible]
    finally:
        book.close()


def _rows(sheet: Any, name: str) -> Iterator[list[Any]]:
    sheet.reset_dimensions()
    for count, cells in enumerate(sheet.iter_rows(), start=1):
        if count > MAX_ROWS:
            raise TableError(Trouble(f"{name} 工作表“{sheet.title}”", f"超过{MAX_ROWS:,}行；请删去多余的行（包括带格式的空行）后再用。"))
        row = [_value(cell) for cell in cells]
        while row and is_missing(row[-1]) and row[-1] != "-":
            row.pop()
        if len(row) > MAX_COLUMNS:
            place = f"{name} 工作表“{sheet.title}” 第{count}行"
            raise TableError(Trouble(place, f"超过{MAX_COLUMNS}列；请只保留需要的列。"))
        yield row


def _value(cell: Any) -> Any:
    """Return a cell as it is shown: a percentage as its number before %, 6 in the format 0.0 as 6.0."""
    raw = cell.value
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return raw
    number = read_number(raw)
    if number is None:
        return raw
    shown = str(cell.number_format or "").split(";")[0]
    value = number.value * 100 if "%" in shown else number.value
    return _with_decimals(value, shown)


def _with_decimals(value: Decimal, shown: str) -> Decimal:
    places = re.fullmatch(r"[#,0 _]*0\.(0+)%?[_ )]*", shown)
    exponent = value.as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if places and len(places[1]) >= own:
        return value.quantize(Decimal(1).scaleb(-len(places[1])))
    return value.normalize() if own else value
