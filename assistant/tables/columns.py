"""What each column of a table holds, read from the words above it and, where those are silent, from its cells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.lexicon.indicators import find_indicator, normal_name
from assistant.tables.blocks import Block
from assistant.tables.cells import is_missing
from assistant.tables.units import known_unit, take_units
from assistant.tables.view import View, is_figure
from assistant.tables.words import Meaning, is_place, over, read_words, tidy

_PART = re.compile(r"^(其中|#)[:：]?(?=.)")
LABELS = frozenset(("indicator", "scope"))
ATTRIBUTES = frozenset(("id", "unit", "period", "kind", "basis", "span", "qualifier", "prev_period", "share_of", "rank_scope", "note"))
_TARGET = re.compile(r"(增速|增长|增幅)?(目标任务|目标|任务|计划)(增速|增长|增幅|数|值|总量)?$")
_LEADS = frozenset(("kind", "span", "basis", "qualifier"))
"""Headings (类型) of columns that lead a table where no other names its rows."""

_MOVES = re.compile(r"[±+\-/]*|(比|较)?(上月|上期|上年|上年同期|去年)?(位次)?(变化|变动|升降|增减|进退)(情况)?")
"""Words below 位次 that tell how it moved, not the place itself."""

LISTS = frozenset(("also", "references", "reference", "targets"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        at: Its place in the sheet, from 0.
        role: ``figures``, ``label`` (names the row), ``attribute`` (says one key of the row), ``serial`` or ``words``.
        meaning: What its heading says.
        words: The heading as written, from top to bottom.
    """

    at: int
    role: str
    meaning: Meaning
    words: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The heading in one line."""
        return "".join(dict.fromkeys(self.words))


def read_columns(view: View, block: Block) -> list[Column]:
    """Return the columns of a block in their order."""
    paths = _paths(view, block)
    columns = [_column(view, block, at, paths[at]) for at in block.columns]
    return _with_labels(view, block, columns)


def _paths(view: View, block: Block) -> dict[int, tuple[str, ...]]:
    """Return the words above each column; a group heading holds for the columns it spans, merged or not."""
    paths: dict[int, list[str]] = {column: [] for column in block.columns}
    for depth, row in enumerate(block.head):
        below = block.head[depth + 1 :]
        group = ""
        for column in block.columns:
            words = _heading_at(view, row, column)
            own = bool(words)
            if not own and group and below and _has_words(view, below, column) and not _spanned(view, row, column):
                words = group
            if own:
                group = words if below and _has_words(view, below, column) else ""
            if words and (not paths[column] or paths[column][-1] != words):
                paths[column].append(words)
    return {column: tuple(words) for column, words in paths.items()}


def _heading_at(view: View, row: int, column: int) -> str:
    value = view.merged(row, column)
    if value is None:
        return ""
    return _PART.sub("", tidy(f"{value}年" if is_figure(value) and not isinstance(value, str) else str(value)))


def _has_words(view: View, rows: Iterable[int], column: int) -> bool:
    return any(view.cell(row, column) is not None for row in rows)


def _spanned(view: View, row: int, column: int) -> bool:
    return view.origin(row, column) != (row, column)


def _column(view: View, block: Block, at: int, words: tuple[str, ...]) -> Column:
    cells = [value for row in block.body if (value := view.cell(row, at)) is not None and not is_missing(value)]
    figures = sum(map(is_figure, cells))
    meaning = Meaning()
    for word in words:
        meaning = over(meaning, _over_figures(word) if figures > len(cells) / 2 else read_words(word))
    if meaning.key in ("rank", "prev_rank") and len(words) > 1 and _MOVES.fullmatch(words[-1]):
        meaning = replace(meaning, key="also", text="".join(words))
    return Column(at, _role(meaning, cells, figures), meaning, words)


def _role(meaning: Meaning, cells: Sequence[object], figures: int) -> str:
    mostly_figures = figures > len(cells) / 2
    if meaning.key == "skip":
        return "serial"
    if meaning.key in LABELS:
        return "figures" if mostly_figures else "label"
    if meaning.key == "unit" and not _holds_units(cells):
        return "words"
    if meaning.key in ATTRIBUTES:
        return "attribute"
    if any(isinstance(cell, list | dict) for cell in cells):
        return "attribute"
    return "figures" if figures or (cells and meaning.key not in ("", "also")) else "words"


def _holds_units(cells: Sequence[object]) -> bool:
    """单位 heads a column of units, or one of departments and townships."""
    short = [cell for cell in cells if isinstance(cell, str) and known_unit(cell)]
    return not cells or len(short) >= len(cells) / 2 or all(isinstance(cell, str) and len(cell.strip()) <= 2 for cell in cells)


def _over_figures(word: str) -> Meaning:
    """园区 over names heads a column of names; over figures it is the scope of them."""
    meaning = read_words(word)
    return Meaning(scope=word) if meaning.key == "scope" else meaning


def _with_labels(view: View, block: Block, columns: list[Column]) -> list[Column]:
    """Settle which columns name the rows: those headed so; else the first column of words that could."""
    strong = [column for column in columns if column.role == "label" and not column.meaning.weak]
    if strong:
        kept = {column.at for column in strong} | _inner_labels(view, block, columns)
        if not any(column.meaning.key == "scope" for column in strong):
            kept |= {column.at for column in columns if column.role == "words" and _holds_places(view, block, column)}
        return [_weakened(column, kept) for column in columns]
    candidates = [column for column in columns if column.role in ("label", "words") and _names_rows(view, block, column)]
    candidates = candidates or [column for column in columns if column.meaning.key in _LEADS and _words_of(view, block, column)]
    chosen = {column.at for column in candidates[:1]} | _inner_labels(view, block, columns)
    return [replace(column, role="label") if column.at in chosen else _weakened(column, chosen) for column in columns]


def _weakened(column: Column, kept: set[int]) -> Column:
    if column.at in kept:
        return replace(column, role="label")
    return replace(column, role="words") if column.role == "label" else column


def _words_of(view: View, block: Block, column: Column) -> list[str]:
    return [tidy(value) for row in block.body if isinstance(value := view.cell(row, column.at), str) and not is_missing(value)]


def _holds_places(view: View, block: Block, column: Column) -> bool:
    """Tell whether an unheard-of heading stands over names of places: to leave those out would make their figures the county's."""
    words = _words_of(view, block, column)
    return sum(map(is_place, words)) * 2 > len(words)


def _names_rows(view: View, block: Block, column: Column) -> bool:
    return column.meaning.key in ("", "also", *LABELS, "unit") and bool(_words_of(view, block, column))


def _inner_labels(view: View, block: Block, columns: list[Column]) -> set[int]:
    """Columns of words such as 总量 增速 位次, or 本月 累计, beside the names of the rows."""
    found = set()
    for column in columns:
        words = _words_of(view, block, column) if column.role in ("words", "label") else []
        if words and all(_is_measure(read_words(word)) for word in words):
            found.add(column.at)
    return found


def _is_measure(meaning: Meaning) -> bool:
    return meaning.key not in ("", "also", "skip", "note") or bool((meaning.span or meaning.period) and not meaning.text)


def names_indicators(view: View, block: Block, columns: list[Column]) -> bool:
    """Tell whether the rows are indicators (and not scopes): by the heading of the labels, else by what they and the columns name."""
    labels = [column for column in columns if column.role == "label" and column.meaning.key in ("indicator", "scope", "", "also", "unit")]
    for column in labels:
        if column.meaning.key in LABELS and not column.meaning.weak:
            return any(other.meaning.key == "indicator" and not other.meaning.weak for other in labels)
    words = [word for column in labels for word in _words_of(view, block, column)]
    known = sum(read_words(word).indicator != "" for word in words)
    across = sum(_names_one(column.meaning) for column in columns if column.role == "figures")
    return not across or known * 2 >= len(words) > 0


def _names_one(meaning: Meaning) -> bool:
    """Tell whether a heading names an indicator: one of the catalogue, or unknown words with a unit of their own."""
    return bool(meaning.indicator) or (bool(meaning.text and meaning.units) and not meaning.key)


def name_scopes(columns: list[Column]) -> list[Column]:
    """Read columns of which only a name is known (城关, 柳河) as scopes where rows are indicators and no column says another measure."""
    figures = [column for column in columns if column.role == "figures"]
    bare = [column for column in figures if not column.meaning.key and (column.meaning.text or column.meaning.scope)]
    if len(bare) < 2 or len(bare) != len(figures):
        return columns
    return [
        replace(column, meaning=replace(column.meaning, scope=column.meaning.text, text=""))
        if column in bare and column.meaning.text
        else column
        for column in columns
    ]


def name_targets(columns: list[Column], indicators: bool) -> list[Column]:
    """Tell several targets of one indicator apart by who set them: 市下达目标, 人代会目标."""
    targets = [column for column in columns if column.role == "figures" and column.meaning.key in ("target", "target_yoy")]
    kinds = [(column.meaning.key, "" if indicators else column.meaning.indicator) for column in targets]
    if len(kinds) == len(set(kinds)):
        return columns
    return [
        replace(column, meaning=replace(column.meaning, name=_TARGET.sub("", take_units(column.words[-1])[0]) or column.heading))
        if column in targets
        else column
        for column in columns
    ]


def settle_growth(columns: list[Column]) -> list[Column]:
    """Tell 工业投资增速 as the growth of 工业投资 where that has a column too; a rank of a level without one is that of its growth."""
    figures = [column.meaning for column in columns if column.role == "figures"]
    levels = {_name(meaning.indicator) for meaning in figures if meaning.key in ("", "value") and not meaning.level}
    rates = {_name(meaning.level): meaning.indicator for meaning in figures if meaning.level and meaning.key in ("", "value")}
    return [replace(column, meaning=_settled(column.meaning, levels, rates)) for column in columns]


def _name(indicator: str) -> str:
    found = find_indicator(indicator)
    return found.name if found else normal_name(indicator)


def _settled(meaning: Meaning, levels: set[str], rates: dict[str, str]) -> Meaning:
    if meaning.level and _name(meaning.level) in levels:
        return replace(meaning, indicator=meaning.level, key=meaning.key if meaning.key not in ("", "value") else "yoy")
    if meaning.indicator and meaning.key in ("rank", "prev_rank") and _name(meaning.indicator) not in levels:
        return replace(meaning, indicator=rates.get(_name(meaning.indicator), meaning.indicator))
    return meaning
