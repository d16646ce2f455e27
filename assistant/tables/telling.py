"""Notices on what is not taken as a value: hidden parts, titles, remarks, totals, numbers of rows, columns of words."""

from collections.abc import Iterable, Sequence

from assistant.lexicon.indicators import find_indicator
from assistant.tables.blocks import Block
from assistant.tables.cells import is_missing
from assistant.tables.columns import Column
from assistant.tables.doubts import Doubts
from assistant.tables.lines import Aside
from assistant.tables.sheet import Sheet, letter
from assistant.tables.view import View, is_figure

_WHAT = {"remark": "是说明", "subtotal": "是汇总行", "section": "没有数字"}


def tell_hidden(sheets: Sequence[Sheet], views: Sequence[View], doubts: Doubts) -> None:
    """Tell hidden sheets, rows and columns that hold something, and formulas whose result is not stored."""
    for sheet in sheets:
        if sheet.hidden and any(_filled(cell) for row in sheet.rows for cell in row):
            width = max(len(row) for row in sheet.rows)
            area = sheet.area(0, 0, len(sheet.rows) - 1, width - 1)
            doubts.tell(sheet, (area,), "hidden sheet", f"{sheet.title}是隐藏的，没有读取；需要时请取消隐藏。")
    for view in views:
        _tell_hidden_parts(view.sheet, doubts)
        for row, column in view.sheet.uncached:
            text = f"{view.sheet.place(row, column)}的公式没有保存计算结果，没有读取；请用 Excel 或 WPS 打开后重新保存。"
            doubts.tell(view.sheet, (view.sheet.address(row, column),), "formula without value", text)
        if not view.sheet.formatted and view.sheet.file.lower().endswith((".xls", ".xlsb", ".ods")):
            text = f"{view.sheet.title}：这种格式看不出哪些行列是隐藏的；隐藏内容也会读入，请核对，或另存为 XLSX。"
            doubts.tell(view.sheet, (), "old format", text, 0.9)


def _filled(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""


def _tell_hidden_parts(sheet: Sheet, doubts: Doubts) -> None:
    width = max((len(row) for row in sheet.rows), default=0)
    for row in sorted(sheet.hidden_rows):
        if row < len(sheet.rows) and any(map(_filled, sheet.rows[row])):
            text = f"{sheet.place(row)}是隐藏的，没有读取；需要时请取消隐藏。"
            doubts.tell(sheet, (sheet.area(row, 0, row, width - 1),), "hidden row", text)
    for column in sorted(sheet.hidden_columns):
        if any(column < len(row) and _filled(row[column]) for row in sheet.rows):
            text = f"{sheet.title} {letter(column)}列是隐藏的，没有读取；需要时请取消隐藏。"
            doubts.tell(sheet, (sheet.area(0, column, len(sheet.rows) - 1, column),), "hidden column", text)


def tell_unread(view: View, block: Block, doubts: Doubts) -> None:
    """Tell a part of a sheet in which no table was found."""
    rows = [*block.above, *block.head, *block.body]
    if rows:
        sheet = view.sheet
        area = sheet.area(rows[0], block.columns[0], rows[-1], block.columns[-1])
        doubts.tell(sheet, (area,), "no table", f"{sheet.title} {area} 这一块没有找到带指标名称的表，没有读取。")


def tell_layout(view: View, block: Block, columns: Sequence[Column], doubts: Doubts) -> None:
    """Tell the lines above a table, the row that numbers its columns, and the columns that are not taken."""
    sheet = view.sheet
    for row in block.above:
        _tell_row(view, row, "title", "在表头之上，没有当作数据读取。", doubts)
    for row in block.index_rows:
        _tell_row(view, row, "serial number", "是栏次，没有当作数据读取。", doubts)
    for column in columns:
        cells = [(row, value) for row in block.body if (value := view.cell(row, column.at)) is not None and not is_missing(value)]
        if not cells or column.role not in ("serial", "words"):
            continue
        area = sheet.area(cells[0][0], column.at, cells[-1][0], column.at)
        place = f"{sheet.title} {letter(column.at)}列（{column.heading}）"
        if column.role == "serial":
            doubts.tell(sheet, (area,), "serial number", f"{place}是序号，没有当作数据读取。")
        else:
            shown = f"“{str(cells[0][1]).strip()[:20]}”{'等' if len(cells) > 1 else ''}"
            doubts.tell(sheet, (area,), "text column", f"{place}{shown}不是已知的列，没有读取。")


def _tell_row(view: View, row: int, reason: str, what: str, doubts: Doubts) -> None:
    filled = view.filled(row)
    if filled:
        text = " ".join(str(value).strip() for _, value in filled)[:60]
        cells = tuple(view.sheet.address(row, column) for column, _ in filled)
        doubts.tell(view.sheet, cells, reason, f"{view.sheet.place(row)}“{text}”{what}")


def tell_asides(view: View, asides: Iterable[Aside], doubts: Doubts) -> None:
    """Tell the rows of a table that are no figures."""
    for aside in asides:
        cells = tuple(view.sheet.address(aside.row, column) for column, _ in view.filled(aside.row))
        text = f"{view.sheet.place(aside.row)}“{aside.text}”{_WHAT[aside.reason]}，没有当作数据读取。"
        doubts.tell(view.sheet, cells, aside.reason, text)


def tell_unheard(view: View, block: Block, columns: Iterable[Column], doubts: Doubts) -> None:
    """Tell the columns of figures beside the names of indicators whose heading is not understood: they are no level, growth or rank."""
    for column in columns:
        rows = [row for row in block.body if is_figure(view.cell(row, column.at))]
        words = column.meaning.text or column.meaning.indicator
        if column.role != "figures" or column.meaning.key not in ("", "value") or not words or find_indicator(words) or not rows:
            continue
        sheet = view.sheet
        text = (
            f"{sheet.title} {letter(column.at)}列（{column.heading}）的标题不认识，这一列{len(rows)}个数没有当作指标的数值，"
            f"只按“{words}”附记在各行；请核对，是数值或增速的请把标题改成“累计”“本月”“同比（%）”再读。"
        )
        doubts.tell(sheet, (sheet.area(rows[0], column.at, rows[-1], column.at),), "heading", text, 0.5)
