"""The check sheet as a workbook that is printed on A4, signed, and safe to open: no cell of it is ever a formula."""

import re
from io import BytesIO
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from assistant.export.checksheet import CheckSheet, Part, Row

_LONGEST_CELL = 32_767  # characters, the limit of the format
_LONGEST_TITLE = 60  # a header or footer holds 255 characters in all
_LONGEST_VERSION = 40
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_FONT, _HEAD_FONT = "宋体", "黑体"
_SIZE = 9
_CENTERED = frozenset(("序号", "数字", "结论", "程度", "数据行"))
_FILLS = {
    **{"derived": "EAF1FB", "known": "EEF6EE", "unclear": "FFF6DD", "unsupported": "FBE3E1", "contradicted": "FBE3E1"},
    **{"error": "FBE3E1", "warning": "FFF6DD"},
}
_HIGHEST = 409  # points, the limit of the format
_LINE, _ROOM = 12.5, 5  # points of a line of text, and of the room above and below it
_MARGINS = {"left": 0.45, "right": 0.45, "top": 0.75, "bottom": 0.8, "header": 0.35, "footer": 0.3}  # inches


def book_of(sheet: CheckSheet) -> bytes:
    """Return the workbook of a check sheet, one worksheet for each of its parts."""
    from openpyxl import Workbook

    book = Workbook()
    for place, part in enumerate(sheet.parts):
        page = book.active if place == 0 else book.create_sheet()
        page.title = part.title
        _fill(page, part)
        _lay_out(page, part)
        _margin_notes(page, part, sheet)
    book.properties.title = _short(f"数据核对表：{sheet.title}", _LONGEST_TITLE)
    book.properties.creator = ""
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(page: Any, part: Part) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="999999")
    border = Border(left=line, right=line, top=line, bottom=line)
    for column, told in enumerate(part.columns, 1):
        head = _put(page, 1, column, told.title)
        head.font, head.border = Font(name=_HEAD_FONT, size=_SIZE), border
        head.fill = PatternFill("solid", fgColor="E7EBF0")
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    fonts = {strong: Font(name=_FONT, size=_SIZE, bold=strong) for strong in (False, True)}
    for number, row in enumerate(part.rows or (Row(("", part.empty, *[""] * (len(part.columns) - 2))),), 2):
        fill = PatternFill("solid", fgColor=_FILLS[row.state]) if row.state in _FILLS else None
        for column, (told, text) in enumerate(zip(part.columns, row.cells, strict=True), 1):
            cell = _put(page, number, column, text, row.mark if column == 2 else None)
            centered = told.title in _CENTERED
            cell.font, cell.border = fonts[told.title in {"数字", "词句"}], border
            cell.alignment = Alignment(horizontal="center" if centered else "left", vertical="center", wrap_text=True)
            if fill is not None and told.title in {"结论", "程度"}:
                cell.fill = fill
        page.row_dimensions[number].height = _height(row, part)


def _height(row: Row, part: Part) -> float:
    """Return the height a row needs in points: not every program works it out by itself."""
    lines = max(_line_count(text, told.width) for text, told in zip(row.cells, part.columns, strict=True))
    return min(_HIGHEST, lines * _LINE + _ROOM)


def _line_count(text: str, width: float) -> int:
    room = width * 7 - 9  # a column is so many digits of 7 pixels wide; a Chinese character of this size takes 12
    return sum(ceil(sum(12 if east_asian_width(char) in "WFA" else 6.5 for char in line) / room) or 1 for line in text.split("\n"))


def _put(page: Any, row: int, column: int, text: str, mark: tuple[int, int] | None = None) -> Any:
    """Put a text into a cell as text, whatever it begins with; the marked stretch is bold."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    cell = page.cell(row, column)
    if mark and mark[0] < mark[1] <= _LONGEST_CELL:
        plain = InlineFont(rFont=_FONT, sz=_SIZE)
        strong = InlineFont(rFont=_FONT, sz=_SIZE, b=True, u="single")
        pieces = ((text[: mark[0]], plain), (text[mark[0] : mark[1]], strong), (text[mark[1] :], plain))
        cell.value = CellRichText(*(TextBlock(font, piece) for piece, font in pieces if piece))
    else:
        cell.value = _short(text, _LONGEST_CELL) or None
        cell.data_type = "s"
    cell.quotePrefix = bool(_FORMULA.match(text))
    return cell


def _lay_out(page: Any, part: Part) -> None:
    """Frozen and repeated heading, A4 across, as many pages as it takes."""
    from openpyxl.utils import get_column_letter

    for column, told in enumerate(part.columns, 1):
        page.column_dimensions[get_column_letter(column)].width = told.width
    last = f"{get_column_letter(len(part.columns))}{max(2, len(part.rows) + 1)}"
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.print_area = f"A1:{last}"
    page.auto_filter.ref = f"A1:{last}"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = page.ORIENTATION_LANDSCAPE
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_options.horizontalCentered = True
    for side, inches in _MARGINS.items():
        setattr(page.page_margins, side, inches)


def _margin_notes(page: Any, part: Part, sheet: CheckSheet) -> None:
    """Title and tally above; below, which text and which brief the initials cover."""
    version = f"{_short(sheet.version, _LONGEST_VERSION)}　" if sheet.version else ""
    notes = {
        page.oddHeader.left: _code(f"{part.title}：{_short(sheet.title, _LONGEST_TITLE)}"),
        page.oddHeader.center: _code(_short(sheet.tally, _LONGEST_TITLE)),
        page.oddHeader.right: "第 &P 页，共 &N 页",
        page.oddFooter.left: f"{_code(version)}正文 SHA-256 {sheet.text_sum}",
        page.oddFooter.right: f"任务单 SHA-256 {sheet.brief_sum}",  # on the same line: LibreOffice knows no line break here
    }
    for note, text in notes.items():
        note.text, note.font, note.size = text, f"{_FONT},Regular", 7


def _code(text: str) -> str:
    """Return a text fit for a header or footer, where an ampersand begins a code."""
    return text.replace("&", "&&")


def _short(text: str, longest: int) -> str:
    line = text if longest == _LONGEST_CELL else text.replace("\n", " ")
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
