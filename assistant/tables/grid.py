"""From a grid of cells with one heading row to figure rows; what is left out is told."""

import re
from collections.abc import Sequence
from typing import Any

from assistant.errors import TableError, Trouble
from assistant.tables.cells import is_missing
from assistant.tables.headings import Heading, read_heading
from assistant.tables.row import NUMBER_KEYS, RowReader
from assistant.tables.sheet import Sheet, Table, TableRow, letter

HEADING_DEPTH = 12
"""How many rows may stand above the heading."""

_REMARK = re.compile(r"^[（(]?(注|备注|说明|附注|资料来源|数据来源|填报|制表|审核|联系人|单位[:：])")


def table_of_sheets(sheets: Sequence[Sheet], keys: frozenset[str] = frozenset()) -> Table:
    """Read the first sheet that has an indicator column; further sheets with content are told.

    Raises:
        TableError: No sheet has a heading row, or cells cannot be read; every one of them is listed.
    """
    filled = [sheet for sheet in sheets if any(not is_missing(cell) for row in sheet.rows for cell in row)]
    if not filled:
        raise TableError(Trouble(sheets[0].file if sheets else "", "表里没有内容；请填好指标和数值后重新保存。"))
    for sheet in filled:
        start = _heading_row(sheet, keys)
        if start is not None:
            others = [other.name for other in filled if other is not sheet]
            return _Reader(sheet, start, keys).table([f"{sheet.file} 另有工作表“{name}”，没有读取。" for name in others])
    raise TableError(_no_heading(filled[0]))


def _no_heading(sheet: Sheet) -> Trouble:
    row = next(index for index, cells in enumerate(sheet.rows) if any(not is_missing(cell) for cell in cells))
    seen = "、".join(str(cell).strip()[:20] for cell in sheet.rows[row] if not is_missing(cell))
    return Trouble(sheet.place(row), f"找不到“指标”这一列（这一行是：{seen[:80]}）；请让表头里有一列叫“指标”或“指标名称”。")


def _heading_row(sheet: Sheet, keys: frozenset[str]) -> int | None:
    """The heading is the first row with an indicator column and one more known heading; 指标 alone also counts."""
    candidate = None
    for index, cells in enumerate(sheet.rows[:HEADING_DEPTH]):
        headings = [read_heading(cell, keys) for cell in cells if isinstance(cell, str) and not is_missing(cell)]
        names = [heading for heading in headings if heading.key == "indicator"]
        if not names:
            continue
        if any(heading.key in NUMBER_KEYS for heading in headings):
            return index
        if candidate is None and not names[0].weak:
            candidate = index
    return candidate


class _Reader:
    """Reads one sheet; troubles are collected so that the user sees all of them at once."""

    def __init__(self, sheet: Sheet, start: int, keys: frozenset[str]) -> None:
        self.sheet, self.start = sheet, start
        self.troubles: list[Trouble] = []
        self.notices: list[str] = []
        self.columns = self._columns(sheet.rows[start], keys)

    def table(self, notices: list[str]) -> Table:
        """Return the rows below the heading; what was left out or could not be read is told."""
        for index in range(self.start):
            if text := self._text_of(index):
                self.notices.append(f"{self.sheet.place(index)}“{text}”在表头之上，没有当作数据读取。")
        rows = [row for index in range(self.start + 1, len(self.sheet.rows)) if (row := self._row(index))]
        if not rows and not self.troubles:
            self.troubles.append(Trouble(self.sheet.place(self.start), "只有表头，没有数据行；请在表头下面填写数据。"))
        if self.troubles:
            raise TableError(*self.troubles)
        return Table(tuple(rows), tuple(self.notices + self._blank_notice() + notices))

    def _columns(self, cells: Sequence[Any], keys: frozenset[str]) -> dict[int, Heading]:
        read = {column: read_heading(str(cell), keys) for column, cell in enumerate(cells) if not is_missing(cell)}
        strong = any(heading.key == "indicator" and not heading.weak for heading in read.values())
        columns = {
            column: Heading("also", heading.text, heading.unit) if heading.weak and strong else heading for column, heading in read.items()
        }
        self._check_twice(columns)
        return columns

    def _check_twice(self, columns: dict[int, Heading]) -> None:
        seen: dict[str, int] = {}
        for column, heading in columns.items():
            key = f"{heading.key}:{heading.text if heading.key in ('also', 'reference') else ''}"
            if heading.key and key in seen:
                first = letter(seen[key])
                message = f"与{first}列“{columns[seen[key]].text}”是同一项；请只留一列，或分成两张表。"
                self.troubles.append(Trouble(self.sheet.place(self.start, column, heading.text), message))
            seen.setdefault(key, column)

    def _text_of(self, index: int) -> str:
        return " ".join(str(cell).strip() for cell in self.sheet.rows[index] if not is_missing(cell))[:60]

    def _blank_notice(self) -> list[str]:
        after = range(self.start + 1, len(self.sheet.rows))
        blank = [str(index + self.sheet.first_row) for index in after if all(is_missing(cell) for cell in self.sheet.rows[index])]
        listed = "、".join(blank[:10]) + (" 等" if len(blank) > 10 else "")
        return [f"{self.sheet.file} 第{listed}行是空行，已跳过。"] if blank else []

    def _row(self, index: int) -> TableRow | None:
        cells = self.sheet.rows[index]
        if all(is_missing(cell) for cell in cells):
            return None
        for column, cell in enumerate(cells):
            if column not in self.columns and not is_missing(cell):
                message = f"“{str(cell)[:20]}”这一格上面没有列标题；请补上标题，数字里的逗号请用引号括起整个数字。"
                self.troubles.append(Trouble(self.sheet.place(index, column), message))
        first = next(str(cell).strip() for cell in cells if not is_missing(cell))
        values = RowReader(self.sheet, index, self.columns, self.troubles, self.notices)
        if _REMARK.match(first) and not values.has_numbers():
            self.notices.append(f"{self.sheet.place(index)}“{self._text_of(index)}”是说明，没有当作数据读取。")
            return None
        return values.row()
