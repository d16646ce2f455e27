"""From cells to rows of figures: every number is put where the words over it and before it say.

A row is one indicator of one scope, period, span and basis, wherever in the table its numbers stand: in one line, in a matrix of
indicators and counties, or in columns of several periods.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from assistant.errors import Trouble
from assistant.lexicon.indicators import NameParts, find_indicator, normal_name, split_name
from assistant.numbers import read_period
from assistant.tables.binding import bind_words
from assistant.tables.cells import Number, is_missing, read_figure, read_place
from assistant.tables.columns import LISTS, Column
from assistant.tables.context import fitted
from assistant.tables.doubts import Doubts
from assistant.tables.lines import LONGEST_NAME, Line
from assistant.tables.sheet import cell_place
from assistant.tables.timing import timed
from assistant.tables.units import known_unit, take_units
from assistant.tables.view import View
from assistant.tables.words import Meaning

PERCENTS = frozenset(("yoy", "prev_yoy", "progress", "share", "reference", "target_yoy"))
LEVELS = frozenset(("value", "prev", "last_year", "target"))
PLACES = frozenset(("rank", "prev_rank"))
AMOUNT = re.compile(r"(增加|增减|减少|净增|增长)(额|量|数)?$")
"""Names of what tells a change as an amount."""

_PLAIN_KEYS = frozenset(("id", "kind", "basis", "span", "qualifier", "prev_period", "share_of", "rank_scope", "note"))

Identity = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A number, where it stands, and the units said of it by ``unit column``, ``label``, ``cell``, ``heading`` and ``above``."""

    value: Any
    address: str
    column: Column
    line: Line
    units: dict[str, tuple[str, ...]]


@dataclass
class Draft:
    """A row under way.

    Attributes:
        said: Numbers by key; ``reference:全市平均``, ``also:净增企业`` and ``target_yoy:`` carry a name.
        words: Keys that hold words (scope, period, span, note …).
        view: Where it stands.
    """

    indicator: str
    parts: NameParts
    view: View
    said: dict[str, Said] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two numbers for one key of one row."""

    draft: Draft
    key: str
    first: Said
    second: Said


class FactReader:
    """Collects the rows of all tables of a file."""

    def __init__(self, doubts: Doubts) -> None:
        self.doubts = doubts
        self.drafts: dict[Identity, Draft] = {}
        self.clashes: list[Clash] = []
        self.troubles: list[Trouble] = []
        self.large: set[tuple[str, str]] = set()

    def read_line(self, view: View, line: Line, columns: list[Column], indicators: bool) -> None:
        """Take every number of a line."""
        taken: list[Draft] = []
        for column in columns:
            value = view.cell(line.row, column.at)
            if column.role != "figures" or value is None or is_missing(value):
                continue
            if not column.words:
                message = f"“{str(value)[:20]}”这一格上面没有列标题；请补上标题，数字里的逗号请用引号括起整个数字。"
                self.troubles.append(Trouble(view.sheet.place(line.row, column.at), message))
                continue
            said = self._figure(view, line, column, value)
            if said is not None:
                meaning, number = said
                self._tell_merged(view, line, column)
                bound = timed(bind_words(meaning, line, indicators), view.sheet, line, column, self.doubts)
                draft = self._take(view, line, column, bound, number) if bound else None
                taken += [draft] if draft else []
        for draft in {id(draft): draft for draft in taken}.values():
            self._take_words(view, line, draft)

    def _figure(self, view: View, line: Line, column: Column, value: Any) -> tuple[Meaning, Number] | None:
        number = read_place(value) if column.meaning.key in PLACES else read_figure(value)
        if number is None:
            shown = f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value).strip()[:30]
            place = view.sheet.place(line.row, column.at, column.heading)
            self.troubles.append(Trouble(place, f"“{shown}”不是数字；请改成数字，没有数据的请留空。"))
            return None
        if (line.row, column.at) in view.sheet.percent and not number.unit:
            number = replace(number, unit="%")
        meaning = column.meaning
        if meaning.key == "yoy" and meaning.basis and number.unit == "个百分点":  # 环比 of a rate is told in points
            meaning = replace(meaning, key="mom_pp", basis="")
        return meaning, number

    def _take(self, view: View, line: Line, column: Column, meaning: Meaning, number: Number) -> Draft | None:
        if not meaning.indicator:
            place = view.sheet.place(line.row, column.at, column.heading)
            message = "有数字而没有指标名称；请在“指标”一列、列标题或表题里写明是什么指标。"
            self.troubles.append(Trouble(place if line.label else view.sheet.place(line.row), message))
            return None
        if len(meaning.indicator) > LONGEST_NAME:
            message = (
                f"指标名称有{len(meaning.indicator)}个字，不像名称（“{meaning.indicator[:20].strip()}…”）；请只写指标名称，说明写到备注列。"
            )
            self.troubles.append(Trouble(view.sheet.place(line.row), message))
            return None
        draft = self._draft(view, line, meaning)
        key = _key(meaning, number, column)
        said = Said(number.value, _address(view, line, column, draft), column, line, _units(line, column, number))
        if key in draft.said:
            self.clashes.append(Clash(draft, key, draft.said[key], said))
            return draft
        draft.said[key] = said
        self._keep_names(draft, key, meaning, number, column)
        return draft

    def _tell_merged(self, view: View, line: Line, column: Column) -> None:
        bottom, _ = view.spans.get((line.row, column.at), (line.row, column.at))
        if bottom > line.row:
            area = view.sheet.area(line.row, column.at, bottom, column.at)
            text = f"{view.sheet.title} {area} 是合并单元格，这个数只记在第{line.row + view.sheet.first_row}行，其余各行没有取数；请核对。"
            self.doubts.tell(view.sheet, (area,), "merged", text, 0.6)

    def _tell_large(self, view: View, line: Line, base: str) -> None:
        if (view.sheet.name, base) not in self.large:
            self.large.add((view.sheet.name, base))
            text = f"{view.sheet.place(line.row)}等“{base}”：表题写明规模以上，按“规上{base}”读取。"
            self.doubts.tell(view.sheet, (), "indicator", text, 0.9)

    def _keep_names(self, draft: Draft, key: str, meaning: Meaning, number: Number, column: Column) -> None:
        if key == "value" and number.qualifier:
            draft.words.setdefault("qualifier", number.qualifier)
        if key in ("prev", "prev_yoy", "prev_rank") and "上月" in column.heading:
            draft.words.setdefault("prev_period", "上月")
        if key == "share" and meaning.name:
            draft.words.setdefault("share_of", meaning.name)
        if key == "rank" and meaning.name:
            draft.words.setdefault("rank_scope", meaning.name)

    def _draft(self, view: View, line: Line, meaning: Meaning) -> Draft:
        parts = _parts(meaning.indicator)
        if line.context.large and _has_large(parts.base):
            self._tell_large(view, line, parts.base)
            meaning = replace(meaning, indicator=f"规上{parts.base}")
            parts = replace(parts, base=meaning.indicator, remark="")
        period, span = _times(line, meaning, parts)
        own = {"id": "", "kind": "", "basis": meaning.basis} | {
            key: str(line.attributes[key][1]).strip() for key in ("id", "kind", "basis") if key in line.attributes
        }
        name = own["id"] or _canonical(parts.base)
        summed = span or _span_of(period)
        identity = (name, meaning.scope or parts.scope, period, summed, own["kind"] or parts.kind, own["basis"], parts.remark)
        if identity not in self.drafts:
            draft = Draft(take_units(meaning.indicator)[0] if parts.unit else meaning.indicator, parts, view)
            words = {"scope": meaning.scope, "period": period, "span": span, "basis": own["basis"], "share_of": _whole_of(line)}
            draft.words = {key: word for key, word in words.items() if word}
            self.drafts[identity] = draft
        return self.drafts[identity]

    def _take_words(self, view: View, line: Line, draft: Draft) -> None:
        """Keep what the columns of words say of the row; the unit is settled later, scope and period are part of the row's identity."""
        for key, (column, value) in line.attributes.items():
            address = _address(view, line, column, draft)
            if isinstance(value, date) and key != "note":
                place = view.sheet.place(line.row, column.at, column.heading)
                message = f"“{value:%Y-%m-%d}”被表格软件当成了日期；请把这一格设为文本，写成“2026年1—9月”的样子。"
                self.troubles.append(Trouble(place, message))
                continue
            if key in ("period", "scope", "unit") or key in _PLAIN_KEYS:
                draft.cells.setdefault(key, address)
            if key in _PLAIN_KEYS and key not in draft.words:
                draft.words[key] = value if key in ("id", "kind") and not isinstance(value, str) else str(value).strip()
            elif key in LISTS:
                draft.words.setdefault(key, value)
                draft.cells.setdefault(key, address)


def _times(line: Line, meaning: Meaning, parts: NameParts) -> tuple[str, str]:
    """Return period and span of a row: 当月 of 1—9月 is 9月."""
    span = str(line.attributes["span"][1]).strip() if "span" in line.attributes else meaning.span or parts.span
    if span not in ("累计", "当月", "单季", "时点"):
        return meaning.period, span
    return fitted(meaning.period, span), span


def _whole_of(line: Line) -> str:
    """Return what a row is told as a part of, by the name that its own row has."""
    base = _parts(line.whole).base if line.whole else ""
    return f"规上{base}" if line.context.large and base and _has_large(base) else take_units(line.whole)[0]


@cache
def _parts(indicator: str) -> NameParts:
    return split_name(indicator)


@cache
def _has_large(base: str) -> bool:
    """Tell whether the catalogue has the indicator for 规上 enterprises too, as another one."""
    large = find_indicator(f"规上{base}")
    return large is not None and large != find_indicator(base)


@cache
def _span_of(period: str) -> str:
    read = read_period(period) if period else None
    return read.span if read else ""


@cache
def _canonical(base: str) -> str:
    found = find_indicator(base)
    return found.name if found else normal_name(base)


def _key(meaning: Meaning, number: Number, column: Column) -> str:
    """Return the key a number belongs under; a growth told in 户 or 亿元 is no growth rate."""
    if meaning.key in ("yoy", "yoy_pp") and number.unit == "个百分点":
        return "yoy_pp"
    units = (number.unit,) if number.unit else meaning.units
    if meaning.key == "yoy" and units and not {"%", "个百分点"} & set(units):
        name = meaning.text or take_units(column.words[-1])[0]
        return f"also:{name}{'' if AMOUNT.search(name) else '增减'}"
    if meaning.key in ("also", "reference"):
        return f"{meaning.key}:{(meaning.text or column.heading) if meaning.key == 'also' else meaning.name}"
    if meaning.key == "target_yoy" or (meaning.key == "target" and meaning.name):
        return f"{meaning.key}:{meaning.name or '年度目标'}"
    return meaning.key


def _units(line: Line, column: Column, number: Number) -> dict[str, tuple[str, ...]]:
    written = str(line.attributes["unit"][1]).strip() if "unit" in line.attributes else ""
    said = {
        "unit column": (known_unit(written) or written,) if written else (),
        "label": line.meaning.units,
        "cell": (number.unit,) if number.unit else (),
        "heading": column.meaning.units,
        "above": line.context.units,
    }
    return {by: units for by, units in said.items() if units}


def _address(view: View, line: Line, column: Column, draft: Draft) -> str:
    """Return where a cell stands, seen from the sheet of its row: B4, 表二!B4."""
    address = view.sheet.address(line.row, column.at)
    return address if view.sheet.name == draft.view.sheet.name else f"{view.sheet.name}!{address}"


def place_of(draft: Draft, said: Said) -> str:
    """Return where a number stands, as the user would look for it, with its heading."""
    return f"{draft.view.sheet.title} {cell_place(said.address)}（{said.column.heading}）"
