"""The tables in a sheet: where each begins, which rows are its heading, and what stands above it.

Hidden rows and columns and blank ones are left out first, so that an inserted blank one changes nothing; every address stays
that of the sheet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from assistant.tables.cells import is_missing, read_figure
from assistant.tables.sheet import Sheet
from assistant.tables.view import View, is_figure
from assistant.tables.words import Meaning, read_words, tidy

REMARK = re.compile(
    r"^[（(]?(注|备注|说明|附注|资料来源|数据来源|来源|填报|填表|制表|审核|联系人|联系电话|单位负责人|统计负责人|报出日期|报送日期)"
)
_ABOVE = re.compile(
    r"^[（(]?(计量单位|单位|表号|制定机关|制表机关|批准文号|批准机关|有效期|填报|编制|制表|报送|日期|时间|数据来源|来源)[^，。]*[:：]|^单位\s*[:：]?\s*[亿万元%％]"
)
_LABELS = frozenset(("indicator", "scope", "unit", "period", "skip", "note", "kind", "basis", "span", "id"))
_HEADING_LENGTH = 30
_YEARS = range(1990, 2100)
_LETTERS = "甲乙丙丁戊己庚"


@dataclass
class Block:
    """One table of a sheet.

    Attributes:
        above: Row and text of what stands over the heading.
        head: Rows of the heading.
        body: Rows below it.
        columns: Columns that belong to it.
        index_rows: Rows that number the columns (甲 乙 1 2).
    """

    sheet: Sheet
    columns: list[int]
    above: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    index_rows: list[int] = field(default_factory=list)


def split_views(view: View) -> list[View]:
    """Cut a sheet at blank columns where a table with rows of its own names stands on either side."""
    bands: list[list[int]] = []
    for column in view.columns:
        if bands and column == bands[-1][-1] + 1:
            bands[-1].append(column)
        else:
            bands.append([column])
    if len(bands) < 2 or not all(_stands_alone(view, band) for band in bands):
        return [view]
    return [View(view.sheet, band) for band in bands]


def _stands_alone(view: View, band: Sequence[int]) -> bool:
    cells = [value for row in view.rows for column in band if (value := view.cell(row, column)) is not None]
    named = any(isinstance(cell, str) and len(cell) < _HEADING_LENGTH and _names(read_words(cell)) for cell in cells)
    return named and any(map(is_figure, cells))


def _names(meaning: Meaning) -> bool:
    return meaning.key in ("indicator", "scope") and not meaning.weak


def find_blocks(view: View) -> list[Block]:
    """Return the tables of a sheet from top to bottom and from left to right."""
    blocks: list[Block] = []
    for block in _stacked(view):
        blocks.extend(_side_by_side(view, block))
    return blocks


def _stacked(view: View) -> Iterator[Block]:
    rows = view.rows
    start = 0
    while start < len(rows):
        head = _first_heading(view, rows, start)
        if head is None:
            yield Block(view.sheet, view.columns, above=rows[start:])
            return
        last = _last_heading(view, rows, head)
        end = next((at for at in range(last + 1, len(rows)) if _opens(view, rows, last, at)), len(rows))
        while end < len(rows) and end - 1 > last and _is_title(view, rows[end - 1]):
            end -= 1
        body = rows[last + 1 : end]
        index_rows = [row for row in body[:1] if len(body) > 1 and _numbers_columns(view, row)]
        yield Block(view.sheet, view.columns, rows[start:head], rows[head : last + 1], [r for r in body if r not in index_rows], index_rows)
        start = end


def _is_title(view: View, row: int) -> bool:
    filled = view.filled(row)
    return _is_above(filled) or (len(filled) == 1 and isinstance(filled[0][1], str) and not REMARK.match(tidy(filled[0][1])))


def _is_above(filled: list[tuple[int, Any]]) -> bool:
    return any(isinstance(value, str) and _ABOVE.match(value.strip()) for _, value in filled)


def _first_heading(view: View, rows: Sequence[int], start: int) -> int | None:
    """The first row of words with two known ones; else the first row of words before the first figures."""
    candidate = None
    for at in range(start, len(rows)):
        filled = view.filled(rows[at])
        if _has_figures(filled):
            break
        if len(filled) < 2 or _is_above(filled) or any(isinstance(value, date) for _, value in filled):
            continue
        if _known_words(filled) >= 2 or _label_words(filled):
            return at
        candidate = at if candidate is None and not _only_periods(filled) else candidate
    return candidate


def _has_figures(filled: list[tuple[int, Any]]) -> bool:
    """Tell whether a row holds figures; years side by side (2025 2026) are headings."""
    numbers = [number.value for _, value in filled if is_figure(value) and (number := read_figure(value))]
    if len(numbers) >= 2 and all(number in _YEARS for number in numbers):
        return not all(abs(b - a) <= 1 for a, b in pairwise(numbers))
    return bool(numbers)


def _known_words(filled: list[tuple[int, Any]]) -> int:
    return sum(_says_something(read_words(value)) for _, value in filled if isinstance(value, str) and not is_missing(value))


def _says_something(meaning: Meaning) -> bool:
    return bool(meaning.key or meaning.period or meaning.span or meaning.indicator or meaning.scope)


def _label_words(filled: list[tuple[int, Any]]) -> list[str]:
    keys = (read_words(value).key for _, value in filled if isinstance(value, str))
    return [key for key in keys if key in ("indicator", "scope")]


def _only_periods(filled: list[tuple[int, Any]]) -> bool:
    return all(isinstance(value, str) and read_words(value) == Meaning(period=read_words(value).period) for _, value in filled)


def _last_heading(view: View, rows: Sequence[int], head: int) -> int:
    """Further heading rows have nothing but heading words, and none of their own below the heading of a label column."""
    last = head
    for at in range(head + 1, min(head + 5, len(rows))):
        if not _continues(view, rows[head:at], rows[at]):
            break
        last = at
    return last


def _continues(view: View, head: Sequence[int], row: int) -> bool:
    filled = view.filled(row)
    if _has_figures(filled) or any(not isinstance(value, str) or is_missing(value) for _, value in filled if not is_figure(value)):
        return False
    stub = {view.columns[0]} | _stub(view, head)
    if any(column in stub and read_words(str(value)).key not in _LABELS for column, value in filled):
        return False
    spread = any(right > left for (top, left), (_, right) in view.spans.items() if top in head) or _has_gaps(view, head, filled)
    return spread or all(_says_something(read_words(str(value))) or read_words(str(value)).units for _, value in filled)


def _stub(view: View, head: Sequence[int]) -> set[int]:
    """Return the columns whose heading is that of a label; 园区 behind the first of them may as well be a scope over figures."""
    keys = {column: read_words(value).key for row in head for column, value in view.filled(row) if isinstance(value, str)}
    labels = sorted(column for column, key in keys.items() if key in _LABELS)
    return {column for column in labels if keys[column] != "scope" or column == labels[0]}


def _has_gaps(view: View, head: Sequence[int], filled: list[tuple[int, Any]]) -> bool:
    """A group heading that was not merged leaves blank cells to its right, over words of the next row."""
    above = {column for row in head for column, _ in view.filled(row)}
    return len(filled) > 1 and any(column not in above for column, _ in filled)


def _opens(view: View, rows: Sequence[int], last: int, at: int) -> bool:
    """Tell whether a row below figures is the heading of a further table."""
    filled = view.filled(rows[at])
    if len(filled) < 2 or _has_figures(filled) or any(not isinstance(value, str) or is_missing(value) for _, value in filled):
        return False
    if _is_above(filled) or REMARK.match(tidy(str(filled[0][1]))):
        return False
    known = sum(1 for _, value in filled if read_words(value).key not in ("", "also") or read_words(value).period)
    follows = at + 1 < len(rows)
    return follows and (known >= 2 or (bool(_label_words(filled)) and len(filled) > 1))


def _numbers_columns(view: View, row: int) -> bool:
    """Tell whether a row only numbers the columns: 甲 乙 1 2 3."""
    words = [tidy(str(value)).strip("（()）") for _, value in view.filled(row)]
    numbers = [int(word) for word in words if word.isdigit()]
    letters = [word for word in words if word in _LETTERS]
    counts = numbers == list(range(1, len(numbers) + 1))
    return len(numbers) >= 2 and counts and len(numbers) + len(letters) == len(words) and len(words) == len(view.columns)


def _side_by_side(view: View, block: Block) -> list[Block]:
    """Cut a block where a label column is repeated behind columns of figures; else leave it whole."""
    keys = {}
    for column in block.columns:
        words = next((view.merged(row, column) for row in reversed(block.head) if isinstance(view.merged(row, column), str)), "")
        keys[column] = read_words(words).key if words else ""
    for key in ("indicator", "scope"):
        starts = [column for column in block.columns if keys[column] == key]
        parts = _parts(block.columns, starts)
        if len(parts) > 1 and all(_figures_in(view, block, part) for part in parts):
            return [Block(block.sheet, part, block.above, block.head, block.body, block.index_rows) for part in parts]
    return [block]


def _parts(columns: list[int], starts: list[int]) -> list[list[int]]:
    if len(starts) < 2:
        return [columns]
    cuts = [columns.index(start) for start in starts[1:]]
    edges = [0, *cuts, len(columns)]
    return [columns[a:b] for a, b in pairwise(edges)]


def _figures_in(view: View, block: Block, columns: list[int]) -> bool:
    return any(is_figure(view.cell(row, column)) for row in block.body for column in columns)
