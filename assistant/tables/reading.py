"""Tables from files and data frames."""

from pathlib import Path
from typing import Any

from assistant.errors import TableError, Trouble
from assistant.tables.grid import table_of_sheets
from assistant.tables.outcome import Notice, TableReading
from assistant.tables.sheet import Sheet, Table
from assistant.tables.text import read_separated
from assistant.tables.workbook import MAX_ROWS, read_workbook

MAX_BYTES = 20 * 1024 * 1024

ROW_KEYS = frozenset(
    (
        *("id", "indicator", "value", "unit", "period", "scope", "kind", "basis", "span", "qualifier", "yoy", "yoy_pp", "prev_period", "prev"),
        *("prev_yoy", "mom_pp", "last_year", "target", "progress", "targets", "share", "share_of", "rank", "rank_scope", "prev_rank"),
        *("reference", "references", "also", "note", "source"),
    )
)
"""Keys of a figure row: as headings they stand for themselves."""

_SEPARATED = frozenset((".csv", ".tsv", ".txt"))
_WORKBOOKS = frozenset((".xlsx", ".xlsm"))
_OLD = frozenset((".xls", ".et", ".ett", ".xlsb", ".ods", ".numbers"))
TABLE_SUFFIXES = _SEPARATED | _WORKBOOKS | _OLD


def read_table(path: str | Path, *, answers: Path | None = None) -> TableReading:
    """Read a table file into rows of figures.

    Args:
        path: CSV, TSV or XLSX.
        answers: File of answers given before (:mod:`assistant.tables.answers`).

    Raises:
        TableError: With file, sheet, row and column of every trouble, in Chinese.
    """
    path = Path(path)
    return _told(_read(path))


def _told(table: Table) -> TableReading:
    rows = tuple({**row.values, "source": {"file": row.file, "sheet": row.sheet, "cells": dict(row.cells)}} for row in table.rows)
    return TableReading(rows, (), tuple(Notice(text) for text in table.notices))


def _read(path: Path) -> Table:
    keys: frozenset[str] = ROW_KEYS
    suffix, name = path.suffix.lower(), path.name
    if suffix in _OLD:
        raise TableError(Trouble(name, f"不能直接读取 {suffix} 文件；请用 Excel 或 WPS 另存为 XLSX 再用。"))
    data = read_bytes(path)
    if suffix in _WORKBOOKS:
        return table_of_sheets(read_workbook(data, name), keys)
    if suffix not in _SEPARATED:
        raise TableError(Trouble(name, f"不认识的表格类型“{suffix}”；请用 CSV、TSV 或 XLSX。"))
    if data.count(b"\n") > MAX_ROWS:
        raise TableError(Trouble(name, f"超过{MAX_ROWS:,}行；请只保留需要的行。"))
    return table_of_sheets([read_separated(data, name)], keys)


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

    Raises:
        TableError: Headings or cells cannot be read.
    """
    values = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    heading = [str(column) for column in frame.columns]
    if not values:
        raise TableError(Trouble(name, "表里没有数据行；请检查取数的条件。"))
    return _told(table_of_sheets([Sheet(name, "", [heading, *values], first_row=0)], ROW_KEYS))
