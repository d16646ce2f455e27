"""Where every number went: one that is neither in a row nor spoken of is told, so that nothing is lost in silence."""

import re
from collections.abc import Iterable, Iterator

from assistant.tables.doubts import Doubts
from assistant.tables.facts import Draft
from assistant.tables.sheet import Sheet
from assistant.tables.view import View, is_figure

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")

Place = tuple[str, int, int]
"""Name of a sheet, row and column, both from 0."""


def tell_rest(views: Iterable[View], drafts: Iterable[Draft], used: set[Place], doubts: Doubts) -> None:
    """Tell every number of the visible cells that went nowhere.

    Args:
        views: The sheets as read.
        drafts: The rows made of them.
        used: Cells that were read as headings and labels.
        doubts: Where notices and questions stand, and the new ones go.
    """
    views = list(views)
    sheets = {view.sheet.name: view.sheet for view in views}
    spoken = used | set(_in_rows(drafts, sheets)) | set(_spoken_of(doubts, sheets))
    for view in views:
        lost = [(row, column) for row in view.rows for column, value in view.filled(row) if is_figure(value)]
        lost = [place for place in lost if (view.sheet.name, *place) not in spoken]
        if lost:
            cells = tuple(view.sheet.address(*place) for place in lost)
            shown = "、".join(cells[:5]) + (" 等" if len(cells) > 5 else "")
            doubts.tell(view.sheet, cells, "no table", f"{view.sheet.title} {shown}的数没有读取；请核对。", 0.9)


def _in_rows(drafts: Iterable[Draft], sheets: dict[str, Sheet]) -> Iterator[Place]:
    for draft in drafts:
        home = draft.view.sheet.name
        for cell in (*(said.address for said in draft.said.values()), *draft.cells.values()):
            yield from _places(cell, home, sheets)


def _spoken_of(doubts: Doubts, sheets: dict[str, Sheet]) -> Iterator[Place]:
    told = [(notice.sheet, notice.cells) for notice in doubts.notices]
    told += [(question.sheet, question.cells) for question in doubts.asked.values()]
    for home, cells in told:
        for cell in cells:
            yield from _places(cell, home, sheets)


def _places(cell: str, home: str, sheets: dict[str, Sheet]) -> Iterator[Place]:
    """Yield the places of B4, B4:F9 or 表二!B4."""
    name, mark, area = cell.rpartition("!")
    sheet = sheets.get(name if mark else home)
    corners = [_ADDRESS.fullmatch(corner) for corner in area.split(":")]
    found = [(int(match[2]), _column(match[1])) for match in corners if match]
    if sheet is None or not found:
        return
    for row in range(found[0][0], found[-1][0] + 1):
        for column in range(found[0][1], found[-1][1] + 1):
            yield sheet.name, row - sheet.first_row, column


def _column(letters: str) -> int:
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - 64
    return number - 1
