"""Tables from files, pasted text and data frames."""

from pathlib import Path
from typing import Any

from assistant.errors import TableError, Trouble
from assistant.tables.answers import load_answers
from assistant.tables.cells import read_number
from assistant.tables.headings import ROW_KEYS
from assistant.tables.interpreting import interpret
from assistant.tables.markup import has_html_table, read_html, read_pipes
from assistant.tables.outcome import TableReading
from assistant.tables.sheet import Sheet
from assistant.tables.text import decode, read_separated, separated
from assistant.tables.workbook import MAX_ROWS, read_workbook

MAX_BYTES = 20 * 1024 * 1024
_NO_TABLE = "网页里没有表格；请检查是否保存完整，或把表格复制到 XLSX 再用。"
PASTED = "粘贴的表格"

_SEPARATED = frozenset((".csv", ".tsv", ".txt"))
_WORKBOOKS = frozenset((".xlsx", ".xlsm"))
_OLD = frozenset((".xls", ".xlsb", ".ods"))
_DOCUMENTS = frozenset((".docx",))
_PAGES = frozenset((".html", ".htm"))
_FOREIGN = frozenset((".et", ".ett", ".numbers", ".dbf", ".wps", ".doc"))
TABLE_SUFFIXES = _SEPARATED | _WORKBOOKS | _OLD | _DOCUMENTS | _PAGES | _FOREIGN


def read_table(path: str | Path, *, answers: Path | None = None) -> TableReading:
    """Read a table file into rows of figures.

    Args:
        path: XLSX, XLSM, XLS, ODS, CSV, TSV, DOCX or HTML.
        answers: File of answers given before (:mod:`assistant.tables.answers`).

    Raises:
        TableError: With file, sheet, row and column of every trouble, in Chinese.
    """
    path = Path(path).expanduser()
    suffix, name = path.suffix.lower(), path.name
    check_readable(name)
    if suffix not in TABLE_SUFFIXES:
        raise TableError(Trouble(name, f"不认识的表格类型“{suffix}”；请用 XLSX、XLS、CSV、TSV 或 DOCX。"))
    return interpret(sheets_of(read_bytes(path), name, suffix), load_answers(answers))


def check_readable(name: str) -> None:
    """Refuse kinds of files that other programs must save anew first.

    Raises:
        TableError: With the format to save in.
    """
    suffix = Path(name).suffix.lower()
    if suffix in _FOREIGN:
        better = "DOCX" if suffix in (".wps", ".doc") else "XLSX"
        raise TableError(Trouble(name, f"不能直接读取 {suffix} 文件；请用 Excel 或 WPS 另存为 {better} 再用。"))


def sheets_of(data: bytes, name: str, suffix: str) -> list[Sheet]:
    """Return the sheets of a file of a known kind.

    Raises:
        TableError: The content is not what the suffix says, or cannot be read.
    """
    if suffix in _WORKBOOKS:
        return read_workbook(data, name)
    if suffix in _DOCUMENTS:
        from assistant.tables.document import read_document

        return read_document(data, name)
    page = decode(data) if suffix in _PAGES or (suffix == ".xls" and data.lstrip()[:1] == b"<") else None
    if page and has_html_table(page):  # many systems of offices save a web page under the name .xls
        return _of_page(page, name)
    if suffix in _PAGES:
        raise TableError(Trouble(name, _NO_TABLE))
    if suffix in _OLD:
        from assistant.tables.old_workbook import read_old_workbook

        return read_old_workbook(data, name, suffix)
    _check_lines(data.count(b"\n"), name)
    return [read_separated(data, name)]


def _of_page(page: str, name: str) -> list[Sheet]:
    sheets = read_html(page, name)
    if not sheets:
        raise TableError(Trouble(name, _NO_TABLE))
    return sheets


def _check_lines(lines: int, name: str) -> None:
    if lines > MAX_ROWS:
        raise TableError(Trouble(name, f"超过{MAX_ROWS:,}行；请只保留需要的行。"))


def read_pasted(text: str, *, name: str = PASTED, answers: Path | None = None) -> TableReading:
    """Read a table pasted as text: cells of a spreadsheet (tabs), HTML of a web page, pipes as in Markdown, or CSV.

    Args:
        text: What was pasted.
        name: What messages call it.
        answers: File of answers given before.

    Raises:
        TableError: There is no table in it, it is too long, or cells cannot be read.
    """
    if len(text) > MAX_BYTES:
        raise TableError(Trouble(name, f"超过{MAX_BYTES // 1024 // 1024} MB 的上限；请只粘贴需要的部分。"))
    if not text.strip():
        raise TableError(Trouble(name, "没有内容；请复制整张表格再粘贴。"))
    _check_lines(text.count("\n"), name)
    if has_html_table(text):
        return interpret(_of_page(text, name), load_answers(answers))
    pipes = read_pipes(text, name)
    return interpret([pipes or separated(text, name)], load_answers(answers))


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Return the content of a file that is there, is a file, is not empty and is within the limit.

    Raises:
        TableError: With one Chinese sentence.
    """
    name = path.name or str(path)
    if path.is_dir():
        raise TableError(Trouble(name, "这是一个文件夹，不是文件；请指定里面的文件。"))
    try:
        size = path.stat().st_size
        if size > limit:
            raise TableError(
                Trouble(name, f"文件有{size / 1024 / 1024:.1f} MB，超过{limit // 1024 // 1024} MB的上限；请只保留需要的表和行。")
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise TableError(Trouble(str(path), "找不到这个文件；请检查路径和文件名。")) from error
    except (OSError, ValueError) as error:
        raise TableError(Trouble(str(path), "打不开这个文件；请检查路径、权限，以及是否正被别的程序占用。")) from error
    if not data.strip():
        raise TableError(Trouble(name, "文件是空的；请检查是否保存成功。"))
    return data


def read_frame(frame: Any, *, name: str = "DataFrame", answers: Path | None = None) -> TableReading:
    """Read a pandas DataFrame: its column names are the heading row, its first data row counts as row 1.

    Where every column is a key of a figure row (:meth:`assistant.Brief.to_frame`), there is nothing to interpret.

    Raises:
        TableError: Headings or cells cannot be read.
    """
    values = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    if not values:
        raise TableError(Trouble(name, "表里没有数据行；请检查取数的条件。"))
    heading = [str(column) for column in frame.columns]
    rows = [[_exact(value) for value in row] for row in values]
    sheet = Sheet(name, "", [heading, *rows], first_row=0)
    if "indicator" in heading and {*heading} <= {*ROW_KEYS} - {"source"}:
        return TableReading(tuple(_keyed(sheet, place) for place, row in enumerate(rows, 1) if any(cell is not None for cell in row)))
    return interpret([sheet], load_answers(answers))


def _keyed(sheet: Sheet, place: int) -> dict[str, Any]:
    """Return a row under its own keys, each with its address."""
    given = {key: (at, value) for at, (key, value) in enumerate(zip(sheet.rows[0], sheet.rows[place], strict=True)) if value is not None}
    cells = {key: sheet.address(place, at) for key, (at, _) in given.items() if key != "indicator"}
    return {key: value for key, (_, value) in given.items()} | {"source": {"file": sheet.file, "sheet": sheet.name, "cells": cells}}


def _exact(value: Any) -> Any:
    """Return a number as ``Decimal``; other values as they are."""
    number = None if isinstance(value, str | bool | list | dict) else read_number(value)
    return number.value if number else value
