"""The rows of a table: what the labels of each say, whose part it is, and which rows are no figures at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from assistant.lexicon.indicators import split_name
from assistant.tables.blocks import REMARK, Block
from assistant.tables.cells import is_missing
from assistant.tables.columns import LISTS, Column
from assistant.tables.context import Context, read_context
from assistant.tables.doubts import Doubts, options, question_id
from assistant.tables.outcome import Question
from assistant.tables.own_periods import take_period
from assistant.tables.scopes import adds_up, is_part_of, names_scope
from assistant.tables.view import View, is_figure
from assistant.tables.words import MEASURES, Meaning, is_place, over, read_words, tidy

LONGEST_NAME = 100
"""Longer words are no name; taking them apart would cost minutes."""

TOTALS = frozenset(("合计", "小计", "总计", "总和", "累计合计", "汇总"))
_LEADING = re.compile(
    r"^([一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．](?!\d)|[①-⑳]|[●■◆★▲△○□·•])\s*"
)
_PART = re.compile(r"^(其中|#|＃|其[:：]|[-—–]{1,2}(?=[一-鿿]))[:：]?\s*")
_INDENT = re.compile(r"^[\s　]*")


@dataclass
class Line:
    """A row of figures.

    Attributes:
        row: Its place in the sheet.
        meaning: What its labels say, what it takes over from the row it belongs to included.
        label: The label as written, for messages.
        attributes: Column and cell of what says one key of the row, by key.
        whole: Indicator of the row it is told as a part of (其中).
        context: What holds for the section it stands in.
        own: The period its name says of itself, or that of the row it belongs to: 前三季度.
    """

    row: int
    meaning: Meaning
    label: str
    attributes: dict[str, tuple[Column, Any]]
    whole: str = ""
    context: Context = field(default_factory=Context)
    own: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that holds no figures to keep: ``reason`` is that of its notice."""

    row: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Parent:
    meaning: Meaning
    indent: int
    part: bool = False
    whole: str = ""
    numbered: bool = False
    own: str = ""


class LineReader:
    """Reads the rows of one block from top to bottom; each may lean on those above it."""

    def __init__(self, view: View, block: Block, columns: list[Column], indicators: bool, context: Context, doubts: Doubts) -> None:
        self.view, self.block, self.indicators, self.context, self.doubts = view, block, indicators, context, doubts
        self.labels = [column for column in columns if column.role == "label"]
        self.attributes = [column for column in columns if column.role == "attribute"]
        self.figures = [column for column in columns if column.role == "figures"]
        self.top: _Parent | None = None
        self.last: _Parent | None = None
        self.section = context
        self.own = ""

    def __iter__(self) -> Iterator[Line | Aside]:
        for row in self.block.body:
            yield self._line(row)

    def _line(self, row: int) -> Line | Aside:
        filled = self.view.filled(row)
        first = tidy(str(filled[0][1]))
        if REMARK.match(first) and not any(is_figure(value) for column, value in filled if column != filled[0][0]):
            return Aside(row, self._text(row), "remark")
        written = self._written(row)
        has_figures = any(not is_missing(self.view.cell(row, column.at)) for column in self.figures)
        if not has_figures:
            return self._heading_line(row, written, first)
        words = [label for _, label in written] + [value for _, value in filled[:2] if isinstance(value, str)]
        if any(_bare(word) in TOTALS for word in words):
            return Aside(row, self._text(row), "subtotal")
        return self._figures_line(row, written)

    def _text(self, row: int) -> str:
        return " ".join(str(value).strip() for _, value in self.view.filled(row))[:60]

    def _written(self, row: int) -> list[tuple[Column, str]]:
        """Return the labels of a row as written, merged ones and those told once for several rows included."""
        found = []
        for column in self.labels:
            value = self.view.merged(row, column.at)
            if value is None and len(self.labels) > 1:
                value = self._above(row, column.at)
            if value is not None and not is_missing(value):
                found.append((column, f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)))
        return found

    def _above(self, row: int, column: int) -> Any:
        rows = [other for other in self.block.body if other < row]
        for other in reversed(rows):
            value = self.view.merged(other, column)
            if value is not None:
                return value
        return None

    def _heading_line(self, row: int, written: list[tuple[Column, str]], first: str) -> Aside:
        """A row without figures opens a section, or names what the rows below it are parts of."""
        label = _bare(written[-1][1]) if written else _LEADING.sub("", first)
        if len(label) > LONGEST_NAME:
            return Aside(row, self._text(row), "section")
        meaning = read_words(label) if label else Meaning()
        if meaning.indicator and not _PART.match(_LEADING.sub("", tidy(written[-1][1] if written else first))):
            name, own = take_period(label, self.section.period)
            self.top = self.last = _Parent(Meaning(indicator=name, units=meaning.units, scope=meaning.scope), 0, own=own)
            self.section = replace(self.section, indicator=name)
        elif len(self.view.filled(row)) == 1:
            said = read_context([(self.view.sheet.address(row, self.view.filled(row)[0][0]), label)], "", Context())
            scope = meaning.scope or (label if is_place(label) else "")
            kept = Context(
                said.period or self.context.period, self.context.bare, said.units or self.section.units, scope or self.context.scope
            )
            self.section = replace(kept, indicator=self.context.indicator, cell=self.context.cell)
            self.top = self.last = None
        return Aside(row, self._text(row), "section")

    def _figures_line(self, row: int, written: list[tuple[Column, str]]) -> Line:
        meaning, whole, self.own = Meaning(), "", ""
        for column, label in written:
            said, part = self._read(column, label)
            meaning, whole = over(meaning, said), whole or part
        attributes = self._attributes(row)
        if "scope" in attributes and not meaning.scope:
            meaning = replace(meaning, scope=tidy(str(attributes["scope"][1])))
        return Line(row, meaning, "".join(label.strip() for _, label in written), attributes, whole, self.section, self.own)

    def _attributes(self, row: int) -> dict[str, tuple[Column, Any]]:
        found = {}
        for column in self.attributes:
            value = self.view.merged(row, column.at)
            if not is_missing(value) and value is not None:
                key = column.meaning.key if column.meaning.key not in ("", "also") else column.meaning.text
                found["also" if key not in LISTS and isinstance(value, list) else key] = (column, value)
        return found

    def _read(self, column: Column, label: str) -> tuple[Meaning, str]:
        """Return what one label says, and the whole it is told as a part of."""
        if len(label) > LONGEST_NAME:
            return Meaning(indicator=label), ""
        text = _LEADING.sub("", tidy(label))
        part = _PART.match(text) is not None
        name = _LEADING.sub("", _PART.sub("", text))
        if _year(name):
            return Meaning(period=f"{name}年"), ""
        unheard = column.meaning.key in ("", "also") and is_place(name)
        if unheard or (column.meaning.key == "scope" and not column.meaning.weak):
            return self._scope_label(name), ""
        if not self.indicators and column.meaning.key != "indicator":
            return self._scope_label(name), ""
        if not self.indicators and column.meaning.weak:
            return self._scope_label(name), ""
        return self._indicator_label(name, label, part)

    def _scope_label(self, name: str) -> Meaning:
        meaning = read_words(name)
        named = meaning.indicator or meaning.text or meaning.scope or meaning.key not in MEASURES
        return Meaning(scope=name) if (named and not (meaning.period or meaning.span)) or not name else meaning

    def _indicator_label(self, name: str, label: str, part: bool) -> tuple[Meaning, str]:
        bare, own = take_period(name, self.section.period)
        before = self.last
        meaning, whole = self._named(bare, label, part)
        opened = self.last if self.last is not before else None
        if opened is None or opened is not self.top:  # what leans on a row of another period is of that period too
            above = before if meaning.key and meaning.key != "value" else self.top
            own = own or (above.own if above else "")
        if opened:
            self.last = replace(opened, own=own)
            self.top = self.last if self.top is opened else self.top
        self.own = own or self.own
        return meaning, whole

    def _named(self, name: str, label: str, part: bool) -> tuple[Meaning, str]:
        indent = len(_INDENT.match(label)[0]) if _INDENT.match(label) else 0  # type: ignore[index]
        meaning = read_words(name)
        if meaning.key and meaning.key not in MEASURES:  # 园区 as the name of a row is no heading
            meaning = Meaning(scope=name) if meaning.key == "scope" else Meaning(text=name)
        numbered = _LEADING.match(tidy(label)) is not None
        below = self.top and (part or (self.last and self.last.part and indent > self.top.indent) or indent > self.top.indent)
        parent = self.top if below else None
        if not (meaning.indicator or meaning.text) and (meaning.key or meaning.scope or meaning.period or meaning.span):
            inner = parent is not None and meaning.scope != "" and not meaning.scope.startswith("全")
            return self._leaning(meaning, parent, indent, part, numbered), parent.meaning.indicator if parent and inner else ""
        if parent and not meaning.indicator and (is_part_of(parent.meaning.indicator, name) or self._follows_scope(indent, meaning)):
            told = part or bool(self.last and self.last.part and indent >= self.last.indent)
            return self._leaning(Meaning(scope=name), parent, indent, told), parent.meaning.indicator if told else ""
        if (
            parent is None
            and numbered
            and self.last
            and self.last.numbered
            and self._follows_scope(indent, meaning)
            and not meaning.indicator
        ):
            return self._leaning(Meaning(scope=name), self.top, indent, False, numbered), ""
        if parent is None and self._may_be_part(name, meaning) and self._ask_part(label, name) == "part":
            return self._leaning(Meaning(scope=name), self.top, indent, True), ""
        named = Meaning(indicator=name, units=meaning.units)
        told_as_part = part or bool(self.last and self.last.part and parent and indent >= self.last.indent)
        whole = parent.meaning.indicator if parent and told_as_part and not meaning.level and adds_up(name) else ""
        self.last = _Parent(named, indent, told_as_part, whole)
        if parent is None:
            self.top = self.last
        return named, whole

    def _follows_scope(self, indent: int, meaning: Meaning) -> bool:
        """城乡居民生活 beside 第一产业 and 第二产业, set in as far as they: a scope like them, unless it has a unit of its own."""
        return self.last is not None and bool(self.last.meaning.scope) and self.last.indent == indent and not meaning.units

    def _may_be_part(self, name: str, meaning: Meaning) -> bool:
        """重工业 below 其中：轻工业, but not set in: a further part of the same whole, or an indicator of its own."""
        follows = self.last is not None and self.last.part and bool(self.last.meaning.scope)
        return follows and not meaning.indicator and names_scope(split_name(name).base)

    def _ask_part(self, label: str, name: str) -> str:
        whole = self.top.meaning.indicator if self.top else ""
        row = next(row for row, text in self._labels_of_rows() if text == label)
        return self.doubts.ask(
            Question(
                question_id("part", whole, name),
                self.view.sheet.name,
                (self.view.sheet.address(row, self.labels[0].at),),
                "scope",
                f"{self.view.sheet.place(row)}“{name}”是“{whole}”中的一部分，还是单独的指标？",
                options(("part", f"“{whole}”中的一部分"), ("own", "单独的指标")),
                "part",
                0.8,
                "它排在“其中”各项之后而没有缩进；没有回答之前按其中的一部分读。",
            )
        )

    def _labels_of_rows(self) -> Iterator[tuple[int, str]]:
        return ((row, str(self.view.merged(row, column.at))) for row in self.block.body for column in self.labels)

    def _leaning(self, meaning: Meaning, parent: _Parent | None, indent: int, part: bool, numbered: bool = False) -> Meaning:
        """A scope belongs to the indicator above it, a measure (同比增长) to the row above it."""
        if meaning.key and meaning.key != "value" and not meaning.scope:
            above = self.last
            return replace(over(above.meaning, meaning), units=meaning.units) if above else meaning
        above = parent or self.top
        whole = over(above.meaning, meaning) if above else meaning
        if meaning.scope:
            self.last = _Parent(whole, indent, part, numbered=numbered)
        return whole


def _year(name: str) -> bool:
    return len(name) == 4 and name.isdigit() and 1990 <= int(name) < 2100


def _bare(label: str) -> str:
    return _PART.sub("", _LEADING.sub("", tidy(label)))
