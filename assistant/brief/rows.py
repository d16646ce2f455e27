"""Figure rows: from the user's keys, English or Chinese, to :class:`assistant.brief.model.Figure`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, get_args

from assistant.brief.fields import Fields, unknown_key
from assistant.brief.model import Also, Kind, Reference, Source, Span, Target
from assistant.errors import Trouble
from assistant.lexicon import read_records
from assistant.lexicon.indicators import COUNTED_UNITS
from assistant.tables import Number, cell_place, read_heading
from assistant.tables.headings import ROW_KEYS

KEY_SET = frozenset(ROW_KEYS)
QUALIFIERS = ("约", "近", "超", "以上", "以下", "左右", "余", "多", "突破", "不足")

_PERCENT = ("yoy", "prev_yoy", "progress", "share")
_POINTS = ("yoy_pp", "mom_pp")
_LEVELS = ("prev", "last_year", "target")
_WHOLE = ("rank", "prev_rank")
_TEXTS = ("indicator", "scope", "prev_period", "share_of", "rank_scope", "note")
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("actual", "实际", "完成", "实绩", "实际值"), "actual"),
    **dict.fromkeys(("target", "目标", "任务"), "target"),
    **dict.fromkeys(("plan", "计划", "预计", "拟"), "plan"),
    **dict.fromkeys(("threshold", "门槛", "标准"), "threshold"),
    **dict.fromkeys(("rank", "位次", "排名"), "rank"),
}
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_TAKEN_ID = re.compile(r"[mpjk]\d+|bg|d|n|period|plan_period|date|year|next_year")
_BASIS = re.compile(r"(同比|环比|[比较].+)")


@dataclass(frozen=True)
class RawRow:
    """A row before it is read: keys and values, and where they stand."""

    place: str
    values: Mapping[Any, Any]
    places: dict[str, str] = field(default_factory=dict)
    source: Source | None = None


def row_of_table(values: Mapping[str, Any]) -> RawRow:
    """Return a row of a :class:`assistant.tables.TableReading` with the place of each of its cells."""
    source = values["source"]
    sheet = f"{source['file']}" + (f" 工作表“{source['sheet']}”" if source["sheet"] else "")
    places = {key.partition(":")[0]: f"{sheet} {cell_place(cell)}" for key, cell in source["cells"].items()}
    first = next(iter(source["cells"].values()), "")
    place = f"{sheet} {cell_place(first).partition('行')[0]}行" if first else sheet
    given = {key: value for key, value in values.items() if key != "source"}
    return RawRow(place, given, places, Source(source["file"], source["sheet"], tuple(source["cells"].items())))


def english(row: RawRow, troubles: list[Trouble]) -> dict[str, Any]:
    """Return the row with Chinese keys (指标, 同比±%, 占全县比重) as the keys of a figure row."""
    values: dict[str, Any] = {}
    areas: list[dict[str, Any]] = []
    for key, value in row.values.items():
        if not isinstance(key, str) or key in KEY_SET:
            _put(values, key, value, row, troubles)
            continue
        heading = read_heading(key, KEY_SET)
        if heading.key == "also":
            headings = [text for record in read_records("headings") for text in record["headings"]]
            troubles.append(Trouble(row.place, unknown_key(key, ROW_KEYS, headings)))
        elif heading.key == "reference":
            areas.append({"name": heading.name, "value": value})
        elif heading.key:
            _put(values, heading.key, value, row, troubles)
            said = {"share": "share_of", "rank": "rank_scope"}.get(heading.key, "") if heading.name else ""
            extra = {said: heading.name, "span": heading.span, "unit": heading.unit if heading.key == "value" else ""}
            values = {name: word for name, word in extra.items() if name and word} | values
    if areas:
        given = values.get("references")
        values["references"] = [*(given if isinstance(given, list) else []), *areas]
    return values


def _label(row: RawRow) -> str:
    """Return how a place names the row: （f04 工业投资）."""
    keys = {read_heading(str(key), KEY_SET).key: value for key, value in row.values.items()}
    words = " ".join(str(keys[key]) for key in ("id", "indicator") if keys.get(key))
    return f"（{words[:40]}）" if words else ""


def _put(values: dict[str, Any], key: Any, value: Any, row: RawRow, troubles: list[Trouble]) -> None:
    if key in values and key not in ("unit", "span", "share_of", "rank_scope"):
        troubles.append(Trouble(row.place, f"“{key}”写了两次；请只留一个。"))
    values[key] = value


def read_row(row: RawRow, troubles: list[Trouble]) -> dict[str, Any]:
    """Return the fields of a figure as far as the row gives them; what is not given is empty."""
    row = row if row.source else replace(row, place=row.place + _label(row))
    fields = Fields(english(row, troubles), row.place, troubles, row.places)
    fields.check_keys(ROW_KEYS)
    return _Row(fields).given(row.source)


class _Row:
    """The keys of one row, in the order in which they depend on each other."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.unit = _plain_unit(fields.text("unit"))
        self.qualifier = self._choice("qualifier", QUALIFIERS)

    def given(self, source: Source | None) -> dict[str, Any]:
        """Return what the row itself says, before anything is resolved from its indicator and period."""
        fields = self.fields
        if not fields.text("indicator"):
            fields.trouble("indicator", "这一行没有指标名称；请写明是什么指标。")
        value = self._value()
        given: dict[str, Any] = {key: self._number(key, "%") for key in _PERCENT}
        given |= {key: self._number(key, "个百分点") for key in _POINTS}
        given |= {key: self._number(key, self.unit) for key in _LEVELS}
        given |= {key: self._place_number(key) for key in _WHOLE}
        given |= {key: fields.text(key) for key in _TEXTS}
        given |= {"references": self._references(), "also": self._also(), "targets": self._targets()}
        self._check_holds_figure()
        return given | {
            "id": self._id(),
            "value": value,
            "unit": self.unit,
            "period": self._period(),
            "kind": self._kind(),
            "basis": self._basis(),
            "span": self._choice("span", get_args(Span)),
            "qualifier": self.qualifier,
            "source": source or self._source(),
        }

    def _check_holds_figure(self) -> None:
        """A row without a number is an error, unless what was meant as one has been told already."""
        numbers = (*_PERCENT, *_POINTS, *_LEVELS, *_WHOLE)
        meant = any(self.fields.get(key) is not None for key in ("value", "also", "targets", *numbers))
        if not meant:
            self.fields.troubles.append(Trouble(self.fields.place, "这一行没有任何数字；请填写 value（数值），或删去这一行。"))

    def _value(self) -> Decimal | None:
        number = self.fields.number("value")
        if number is None:
            return None
        said = _plain_unit(number.unit)
        if said and self.unit and said != self.unit:
            self.fields.trouble("value", f"单位写了两次且不一致：“{said}”和“{self.unit}”；请只留一个。")
        self.unit = self.unit or said
        self.qualifier = self.qualifier or number.qualifier
        return _counted(number.value, self.unit)

    def _number(self, key: str, unit: str) -> Decimal | None:
        number = self.fields.number(key)
        if number is None:
            return None
        said = _plain_unit(number.unit)
        if said and not unit:
            self.unit = said
        elif said and said != unit:
            self.fields.trouble(key, f"单位“{number.unit}”不对，应为“{unit}”；请换算后只写数字。")
        return _counted(number.value, unit)

    def _place_number(self, key: str) -> int | None:
        raw = self.fields.get(key)
        if isinstance(raw, str) and (match := re.fullmatch(r"第?\s*(\d+)\s*[位名]?", raw.strip())):
            return int(match[1])
        number = self.fields.integer(key)
        if number is not None and number < 1:
            self.fields.trouble(key, f"位次应从1数起，这里是 {number}。")
        return number

    def _id(self) -> str:
        given = self.fields.text("id")
        if given and not _ID.fullmatch(given):
            self.fields.trouble("id", f"“{given}”不能作编号；请用英文字母开头，后接字母、数字或下划线，例如 f01。")
        elif _TAKEN_ID.fullmatch(given):
            self.fields.trouble("id", f"编号“{given}”留给问题（m）、重点（p）、项目（j）、认可数（k）和固定用语；请换一个，例如 f01。")
        return given

    def _period(self) -> str:
        raw = self.fields.get("period")
        if isinstance(raw, int | Decimal) and not isinstance(raw, bool) and 1949 < raw < 2100:
            return f"{int(raw)}年"
        return self.fields.text("period")

    def _kind(self) -> Kind | None:
        said = self.fields.text("kind")
        kind = _KINDS.get(said.lower())
        if said and not kind:
            self.fields.trouble("kind", f"不认识的类型“{said}”；可用的有：actual 实际、target 目标、plan 计划、threshold 门槛、rank 位次。")
        return kind

    def _basis(self) -> str:
        basis = self.fields.text("basis")
        if basis and not _BASIS.fullmatch(basis):
            self.fields.trouble("basis", f"“{basis}”不是对比基期；请写 同比、环比 或 比年初 的样子。")
        return basis

    def _choice(self, key: str, allowed: tuple[str, ...]) -> str:
        said = self.fields.text(key)
        if said and said not in allowed:
            self.fields.trouble(key, f"“{said}”不在可选之列；可用的有：{'、'.join(allowed)}。")
            return ""
        return said

    def _parts(self, key: str, known: tuple[str, ...], needed: str) -> list[Fields]:
        """Return the mappings of a list (or a single mapping), keys checked, each with the needed name."""
        raw = self.fields.get(key)
        items = [raw] if isinstance(raw, Mapping) else self.fields.items(key)
        parts = []
        for index, item in enumerate(items):
            place = self.fields.where(key) if isinstance(raw, Mapping) else f"{self.fields.where(key)}[{index}]"
            part = Fields(item if isinstance(item, Mapping) else {}, place, self.fields.troubles)
            part.check_keys(known)
            if not part.text(needed):
                self.fields.troubles.append(Trouble(place, f"应写成 {'、'.join(known)} 几个分项，其中 {needed} 不能空。"))
                continue
            parts.append(part)
        return parts

    def _references(self) -> tuple[Reference, ...]:
        parts = [part for key in ("reference", "references") for part in self._parts(key, ("name", "value"), "name")]
        return tuple(Reference(part.text("name"), number.value) for part in parts if (number := _needed(part)) is not None)

    def _also(self) -> tuple[Also, ...]:
        read = []
        for part in self._parts("also", ("name", "value", "unit"), "name"):
            number = _needed(part)
            if number is not None:
                unit = _plain_unit(part.text("unit") or number.unit)
                read.append(Also(part.text("name"), _counted(number.value, unit), unit))
        return tuple(read)

    def _targets(self) -> tuple[Target, ...]:
        read = []
        for part in self._parts("targets", ("by", "value", "yoy"), "by"):
            numbers = [number.value if (number := part.number(key)) else None for key in ("value", "yoy")]
            if numbers == [None, None]:
                part.trouble("value", "目标没有数；请填 value（数值）或 yoy（增速）。")
            read.append(Target(part.text("by"), *numbers))
        return tuple(read)

    def _source(self) -> Source | None:
        if self.fields.get("source") is None:
            return None
        part = self.fields.part("source", ("file", "sheet", "cells"))
        cells = part.get("cells") or {}
        pairs = cells.items() if isinstance(cells, Mapping) else cells
        return Source(part.text("file"), part.text("sheet"), tuple((str(key), str(cell)) for key, cell in pairs))


def _needed(part: Fields) -> Number | None:
    number = part.number("value")
    if number is None and part.get("value") is None:
        part.trouble("value", "没有数；请填数字，或删去这一项。")
    return number


def _plain_unit(unit: str) -> str:
    unit = unit.replace("％", "%")
    return "个百分点" if unit == "百分点" else unit


def _counted(value: Decimal, unit: str) -> Decimal:
    """Return 146 for the 146.0户 that a column of floats makes of a count."""
    whole = unit in COUNTED_UNITS and value == value.to_integral_value()
    return value.quantize(Decimal(1)) if whole else value
