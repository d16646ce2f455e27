"""Tables handed in as bytes: by their content, never by what their name claims, and never written to the disk."""

import unicodedata
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from assistant.errors import TableError, Trouble
from assistant.tables.answers import load_answers
from assistant.tables.interpreting import interpret
from assistant.tables.markup import has_html_table
from assistant.tables.outcome import TableReading
from assistant.tables.package import OLD_OFFICE
from assistant.tables.reading import MAX_BYTES, check_readable, sheets_of
from assistant.tables.text import decode

LONGEST_NAME = 80

_PARTS: Mapping[str, str] = {
    "xl/workbook.xml": ".xlsx",
    "xl/workbook.bin": ".xlsb",
    "word/document.xml": ".docx",
    "content.xml": ".ods",
}


def safe_name(name: str) -> str:
    """Return the name of a file as it may be shown: no folders, no control or direction marks, not endless.

    Example:
        >>> safe_name("..\\\\..\\\\月报\\u202excod.xlsx")
        '月报xcod.xlsx'
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(char for char in last if unicodedata.category(char)[0] != "C").strip()
    stem, dot, suffix = shown.rpartition(".")
    if len(shown) > LONGEST_NAME:
        shown = f"{(stem or suffix)[: LONGEST_NAME - 8]}…{dot}{suffix[:6]}" if stem else f"{shown[: LONGEST_NAME - 1]}…"
    return shown or "未命名"


def content_suffix(data: bytes) -> str:
    """Return the suffix that fits what a file holds; empty for what is no table, document or text.

    Example:
        >>> content_suffix("指标,数值\\n工业投资,3\\n".encode())
        '.csv'
    """
    if data.startswith(b"PK"):
        return _packed(data)
    if data.startswith(OLD_OFFICE):
        return ".xls"
    text = decode(data)
    if text is None:
        return ""
    return ".html" if has_html_table(text) else ".csv"


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = {member.filename for member in package.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return ".xlsx"  # the reader of workbooks tells what is wrong with it
    return next((suffix for part, suffix in _PARTS.items() if part in members), "")


def read_upload(name: str, data: bytes, *, answers: Path | None = None) -> TableReading:
    """Read a table that was handed in as bytes.

    Args:
        name: What its owner calls it; used in messages only.
        data: XLSX, XLSM, XLS, XLSB, ODS, CSV, TSV, DOCX or HTML, whatever the name says.
        answers: File of answers given before.

    Raises:
        TableError: Too large, empty, no table, or cells that cannot be read.

    Example:
        >>> read_upload("月报.xls", "指标,数值,单位\\n工业投资,68.5,亿元\\n".encode()).rows[0]["indicator"]
        '工业投资'
    """
    name = safe_name(name)
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}"
        raise TableError(Trouble(name, f"文件有{size} MB，超过{MAX_BYTES // 1024 // 1024} MB的上限；请只保留需要的表和行。"))
    if not data.strip():
        raise TableError(Trouble(name, "文件是空的；请检查是否保存成功。"))
    if data.startswith(OLD_OFFICE):  # the same container holds .xls, .et, .doc and .wps
        check_readable(name)
    suffix = content_suffix(data)
    if not suffix:
        raise TableError(Trouble(name, "内容不是数据表（可能是图片、PDF、压缩包，或编码不对的文字）；请用 XLSX、XLS、CSV 或 DOCX。"))
    return interpret(sheets_of(data, name, suffix), load_answers(answers))
