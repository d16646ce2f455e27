"""From sheets to a reading: tables found, columns and lines read, numbers put in rows; whatever is left out is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import TableError, Trouble
from assistant.tables.accounting import tell_rest
from assistant.tables.blocks import Block, find_blocks, split_views
from assistant.tables.cells import is_missing
from assistant.tables.columns import Column, name_scopes, name_targets, names_indicators, read_columns, settle_growth
from assistant.tables.context import Context, read_context
from assistant.tables.dating import dated, origin_of
from assistant.tables.doubts import Doubts
from assistant.tables.facts import FactReader
from assistant.tables.finishing import finished
from assistant.tables.goals import settle_goals
from assistant.tables.lines import Aside, LineReader
from assistant.tables.measuring import settle_units
from assistant.tables.neighbours import Neighbours
from assistant.tables.outcome import TableReading
from assistant.tables.settling import settle_changes, settle_clashes, settle_falls, settle_fractions, settle_points
from assistant.tables.shape import shape_of
from assistant.tables.sheet import Sheet
from assistant.tables.telling import tell_asides, tell_hidden, tell_layout, tell_unheard, tell_unread
from assistant.tables.view import View, is_figure

Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A block with its columns."""

    view: View
    block: Block
    columns: list[Column]
    indicators: bool

    @property
    def readable(self) -> bool:
        """Whether there are figures, and words that name them."""
        named = any(column.role == "label" or column.meaning.indicator for column in self.columns)
        return named and any(column.role == "figures" for column in self.columns)


def interpret(sheets: Sequence[Sheet], answers: Answers) -> TableReading:
    """Read every table of the visible sheets.

    Args:
        sheets: Sheets of one file, hidden ones included.
        answers: Answers given before.

    Raises:
        TableError: There is no table, or cells cannot be read; every one of them is listed.
    """
    shown = [sheet for sheet in sheets if not sheet.hidden]
    views = [view for sheet in shown for view in split_views(View(sheet))]
    tables = [_table(view, block) for view in views for block in find_blocks(view)]
    readable = [table for table in tables if table.readable]
    shape = shape_of(table.columns for table in readable)
    doubts = Doubts(shape, answers.get(shape, {}))
    tell_hidden(sheets, views, doubts)
    if not readable:
        raise TableError(_nothing(sheets, views, tables))
    facts = _facts(tables, doubts)
    _settle(facts, doubts)
    if facts.troubles:
        raise TableError(*dict.fromkeys(facts.troubles))
    tell_rest(views, facts.drafts.values(), _read_as_words(readable), doubts)
    rows = tuple(finished(facts.drafts))
    if not rows and not doubts.asked:
        raise TableError(_nothing(sheets, views, tables))
    return TableReading(rows, tuple(doubts.asked.values()), tuple(doubts.notices), shape)


def _table(view: View, block: Block) -> Table:
    columns = read_columns(view, block) if block.head else []
    indicators = names_indicators(view, block, columns) if columns else True
    columns = name_scopes(columns) if indicators else columns
    return Table(view, block, settle_growth(name_targets(columns, indicators)), indicators)


def _facts(tables: Sequence[Table], doubts: Doubts) -> FactReader:
    facts = FactReader(doubts)
    contexts: dict[int, Context] = {}
    origin = origin_of((table.view.sheet, _context(table, Context())) for table in tables)
    for table in tables:
        view, block = table.view, table.block
        context = contexts[id(view.sheet)] = _context(table, contexts.get(id(view.sheet), Context()))
        if not table.readable:
            tell_unread(view, block, doubts)
            continue
        context = dated(view.sheet, context, table.columns, origin, doubts)
        neighbours = Neighbours(view.sheet, block.head[-1], context, doubts)
        columns = settle_growth(neighbours.completed(table.columns, table.indicators))
        tell_layout(view, block, columns, doubts)
        if table.indicators:
            tell_unheard(view, block, columns, doubts)
        _read_lines(Table(view, block, columns, table.indicators), context, facts, doubts)
    return facts


def _context(table: Table, before: Context) -> Context:
    return read_context(_lines_above(table.view, table.block), table.view.sheet.name, before)


def _read_as_words(tables: Iterable[Table]) -> set[tuple[str, int, int]]:
    """Return the cells of headings and labels; a year may stand there as a number."""
    return {
        (table.view.sheet.name, row, column.at)
        for table in tables
        for column in table.columns
        for row in (*table.block.head, *(table.block.body if column.role == "label" else ()))
    }


def _lines_above(view: View, block: Block) -> list[tuple[str, str]]:
    cells = [(view.sheet.address(row, column), str(value)) for row in block.above for column, value in view.filled(row)]
    return [("", line) for line in view.sheet.above] + cells


def _read_lines(table: Table, context: Context, facts: FactReader, doubts: Doubts) -> None:
    asides: list[Aside] = []
    for line in LineReader(table.view, table.block, table.columns, table.indicators, context, doubts):
        if isinstance(line, Aside):
            asides.append(line)
        else:
            facts.read_line(table.view, line, table.columns, table.indicators)
    tell_asides(table.view, asides, doubts)


def _settle(facts: FactReader, doubts: Doubts) -> None:
    settle_clashes(facts.clashes, doubts)
    settle_goals(facts.drafts.values(), doubts)
    settle_units(facts.drafts.values(), doubts, facts.troubles)
    settle_changes(facts.drafts.values(), doubts)
    settle_falls(facts.drafts.values(), doubts)
    settle_fractions(facts.drafts.values(), doubts)
    settle_points(facts.drafts.values(), doubts)


def _nothing(sheets: Sequence[Sheet], views: Sequence[View], tables: Sequence[Table]) -> Trouble:
    """Say why there is no table: nothing at all, everything hidden, formulas without results, a heading only, or no names."""
    file = sheets[0].file if sheets else ""
    formulas = [sheet for sheet in sheets if sheet.uncached]
    if formulas:
        sheet = formulas[0]
        cells = "、".join(sheet.address(*cell) for cell in sheet.uncached[:5])
        return Trouble(sheet.title, f"{cells} 等公式没有保存计算结果，读不出数；请用 Excel 或 WPS 打开后重新保存。")
    filled = [view for view in views if view.rows]
    if not filled:
        hidden = any(sheet.hidden or sheet.hidden_rows or sheet.hidden_columns for sheet in sheets)
        return Trouble(
            file, "内容都在隐藏的工作表或行列里；请取消隐藏后重新保存。" if hidden else "表里没有内容；请填好指标和数值后重新保存。"
        )
    headed = next((table for table in tables if table.block.head and table.columns), None)
    if headed and not headed.block.body:
        return Trouble(headed.view.sheet.place(headed.block.head[0]), "只有表头，没有数据行；请在表头下面填写数据。")
    if headed and any(column.role == "label" for column in headed.columns) and not _has_figures(headed):
        return Trouble(headed.view.sheet.place(headed.block.head[0]), "表头下面没有一个数字；请检查数字是否填在表里、是否被写成了文字。")
    if any(sheet.hidden for sheet in sheets):
        names = "、".join(sheet.name for sheet in sheets if sheet.hidden)
        return Trouble(file, f"看得见的工作表里没有数据表，工作表“{names}”是隐藏的；请取消隐藏后重新保存。")
    view = filled[0]
    row = headed.block.head[0] if headed else view.rows[0]
    seen = "、".join(str(value).strip()[:20] for _, value in view.filled(row))
    return Trouble(view.sheet.place(row), f"找不到“指标”这一列（这一行是：{seen[:80]}）；请让表头里有一列叫“指标”或“指标名称”。")


def _has_figures(table: Table) -> bool:
    cells = (table.view.cell(row, column.at) for row in table.block.body for column in table.columns)
    return any(is_figure(cell) and not is_missing(cell) for cell in cells)
