"""Text files: encodings and separated values."""

import csv
import io

from assistant.errors import TableError, Trouble
from assistant.tables.sheet import Sheet
from assistant.tables.workbook import MAX_COLUMNS

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SEPARATORS = ",;\t"


def decode(data: bytes) -> str | None:
    """Return the text of a file in UTF-8, GB18030 or UTF-16 with its mark; ``None`` for anything else.

    A file with control characters is no text, whatever the decoder makes of it.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _printable(data[len(mark) :], encoding)
    return _printable(data, "utf-8") or _printable(data, "gb18030") if data else ""


def _printable(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if any(ord(char) < 32 and char not in "\t\r\n" for char in set(text)) else text


def read_separated(data: bytes, name: str) -> Sheet:
    """Read CSV or TSV; the separator is the one that stands most often in the first line with one.

    Raises:
        TableError: The bytes are no text, or a quotation mark is not closed.
    """
    if data.startswith(b"PK\x03\x04"):
        raise TableError(Trouble(name, "这其实是 Excel 工作簿；请把文件名改为以 .xlsx 结尾，或另存为 CSV UTF-8。"))
    text = decode(data)
    if text is None:
        raise TableError(Trouble(name, "读不出文字，不是 UTF-8、GB18030 或 UTF-16 编码；请用表格软件另存为“CSV UTF-8”或 XLSX。"))
    return separated(text, name)


def separated(text: str, name: str) -> Sheet:
    """Read text with a table of separated values.

    Raises:
        TableError: A quotation mark is not closed.
    """
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = []
        for row in reader:
            if len(row) > MAX_COLUMNS and any(cell.strip() for cell in row[MAX_COLUMNS:]):
                raise TableError(Trouble(f"{name} 第{reader.line_num}行", f"超过{MAX_COLUMNS}列；请只保留需要的列，或检查分隔符。"))
            rows.append(row[:MAX_COLUMNS])
    except csv.Error as error:
        raise TableError(Trouble(f"{name} 第{reader.line_num}行", "引号没有成对，读不下去；请检查这一行附近的英文引号。")) from error
    return Sheet(name, "", rows, formatted=False)


def _separator(text: str) -> str:
    for line in text.splitlines()[:20]:
        best = max(_SEPARATORS, key=line.count)
        if line.count(best):
            return best
    return ","
