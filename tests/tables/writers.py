"""Sheets as files: workbooks, separated text, pages, documents, and what LibreOffice makes of a workbook."""

import csv
import html
import io
import subprocess
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from tests.tables.sheet import Cell, Sheet

OFFICE = {"xls": "xls:MS Excel 97", "ods": "ods", "resaved": "xlsx:Calc MS Excel 2007 XML"}


def write(sheets: Sequence[Sheet], folder: Path, form: str, *, encoding: str = "utf-8", protect: bool = False) -> Path:
    """Write the sheets in a form and return the path.

    Args:
        sheets: One, or several for a workbook.
        folder: Where to write.
        form: xlsx, csv, tsv, html, htmlxls (a page under the name of a workbook), docx, or a key of ``OFFICE``.
        encoding: Of text.
        protect: Whether the sheets are locked against changes.
    """
    suffix = {"resaved": "xlsx", "htmlxls": "xls"}.get(form, form)
    path = folder / f"表.{suffix}"
    if form == "xlsx":
        workbook_of(sheets, protect=protect).save(path)
    elif form in OFFICE:
        _convert(sheets, path, OFFICE[form])
    elif form == "docx":
        _document(sheets, path)
    else:
        text = page(sheets[0]) if "html" in form else separated(sheets[0], "\t" if form == "tsv" else ",")
        path.write_bytes(text.encode(encoding))
    return path


def workbook_of(sheets: Sequence[Sheet], *, protect: bool = False) -> Workbook:
    """A workbook of these sheets."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for (row, column), cell in sheet.cells.items():
            _fill(page.cell(row, column), cell)
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
        for column in sheet.hidden_columns:
            page.column_dimensions[get_column_letter(column)].hidden = True
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        if protect:
            page.protection.enable()
    return book


def _fill(place: object, cell: Cell) -> None:
    place.value = cell.shown if cell.number is None else float(cell.number)  # type: ignore[attr-defined]
    if cell.number is not None:
        place.number_format = cell.form  # type: ignore[attr-defined]
    elif cell.shown.startswith("="):
        place.data_type = "s"  # type: ignore[attr-defined]
    if cell.indent:
        place.alignment = Alignment(indent=cell.indent)  # type: ignore[attr-defined]


def separated(sheet: Sheet, delimiter: str) -> str:
    """The sheet as CSV or TSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(sheet.matrix())
    return text.getvalue()


def _spans(sheet: Sheet) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    sizes, covered = {}, set()
    for top, left, bottom, right in sheet.merges:
        sizes[top, left] = (bottom - top + 1, right - left + 1)
        covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)} - {(top, left)}
    return sizes, covered


def page(sheet: Sheet) -> str:
    """The sheet as a page."""
    sizes, covered = _spans(sheet)
    rows, columns = sheet.size
    lines = []
    for row in range(1, rows + 1):
        cells = []
        for column in (column for column in range(1, columns + 1) if (row, column) not in covered):
            down, across = sizes.get((row, column), (1, 1))
            spans = f' rowspan="{down}"' * (down > 1) + f' colspan="{across}"' * (across > 1)
            shown = html.escape(cell.shown) if (cell := sheet.cells.get((row, column))) else "&nbsp;"
            cells.append(f"<td{spans}>{shown}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    above = "".join(f"<p>{line}</p>" for line in sheet.above)
    return f'<html><head><meta charset="utf-8"></head><body>{above}<table border="1">{"".join(lines)}</table></body></html>'


def _document(sheets: Sequence[Sheet], path: Path) -> None:
    import docx

    document = docx.Document()
    for sheet in sheets:
        for line in sheet.above:
            document.add_paragraph(line)
        rows, columns = sheet.size
        table = document.add_table(rows, columns)
        for (row, column), cell in sheet.cells.items():
            table.cell(row - 1, column - 1).text = cell.shown
        for top, left, bottom, right in sheet.merges:
            table.cell(top - 1, left - 1).merge(table.cell(bottom - 1, right - 1))
            table.cell(top - 1, left - 1).text = sheet.cells[top, left].shown
        document.add_paragraph("数据来源：县统计局")
    document.save(str(path))


def _convert(sheets: Sequence[Sheet], path: Path, target: str) -> None:
    inside = path.parent / "原件"
    inside.mkdir()
    workbook_of(sheets).save(inside / "表.xlsx")
    office(inside / "表.xlsx", target, path.parent)


def office(source: Path, target: str, folder: Path) -> None:
    """Let LibreOffice save a file in another form into a folder."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", target, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
