"""A message taken into a brief: what is new is added, what is corrected replaced, what contradicts asked about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.brief import Brief
from assistant.brief.building import build
from assistant.brief.identity import identity_of
from assistant.brief.model import Figure, Meeting
from assistant.brief.resolve import resolve_row
from assistant.brief.rows import RawRow, read_row
from assistant.brief.setting import Setting
from assistant.brief.writing import brief_mapping
from assistant.intaking.outcome import Left, Understood
from assistant.intaking.rows import Mark, Row, Value
from assistant.lexicon.indicators import split_name
from assistant.numbers import base_unit

LABELS = {
    "region": "地区",
    "meeting.name": "会议",
    "meeting.type": "会议类型",
    "meeting.date": "会议日期",
    "meeting.place": "会议地点",
    "meeting.agenda": "会议议程",
    "speaker.name": "讲话人",
    "speaker.post": "讲话人职务",
    "title": "标题",
    "salutation": "称呼",
    "period": "报告期",
    "length": "字数",
    "style": "风格",
    "background": "背景",
    "audience": "参会人员",
    "enterprises": "企业",
    "problems": "问题",
    "priorities": "重点",
    "projects": "项目",
    "known": "认可的数",
}
FIELDS = {
    "value": "",
    "yoy": "同比",
    "yoy_pp": "同比变动",
    "prev": "上期值",
    "prev_yoy": "上期增速",
    "mom_pp": "比上期变动",
    "last_year": "上年同期",
    "target": "目标",
    "progress": "进度",
    "share": "占比",
    "rank": "位次",
    "prev_rank": "上次位次",
}
_LEVELS = ("value", "prev", "last_year", "target")


@dataclass(frozen=True, slots=True)
class Landed:
    """A number that landed in a row of the brief.

    Attributes:
        index: Number of the row.
        mark: The field and where it was read.
        was: What stood there before.
    """

    index: int
    mark: Mark
    was: str = ""


@dataclass
class Taken:
    """A brief as keys, with what was taken in and what is asked about."""

    keys: dict[str, Any]
    understood: list[Understood] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def note(self, start: int, end: int, text: str, key: str, value: str, *, label: str = "", was: str = "") -> None:
        """Note a stretch that landed."""
        self.understood.append(Understood(start, end, text, key, label or LABELS.get(key, key), value, was))


def keys_of(brief: Brief | None) -> dict[str, Any]:
    """Return the keys of a brief that a message may add to."""
    return brief_mapping(brief) if brief is not None else {}


def built(keys: Mapping[str, Any], old: Brief | None) -> Brief | None:
    """Return the brief of its keys, also one that has neither figures nor priorities yet; ``None`` where there is nothing at all.

    Raises:
        BriefError: The keys do not make a brief.
    """
    if not any(value for key, value in keys.items() if key != "format"):
        return old
    begun = not keys.get("figures") and not keys.get("priorities")
    placeholder = {"priorities": [{"title": "（待定）"}]} if begun else {}
    brief = Brief(**build({**keys, **placeholder}, Path()))
    if begun:
        brief = replace(brief, priorities=())
    return replace(brief, questions=old.questions, notices=old.notices) if old is not None else brief


def setting_of(brief: Brief | None) -> Setting:
    """Return the setting that rows fall back on."""
    if brief is None:
        return Setting("", "", Meeting(), "")
    leads = tuple(name for priority in brief.priorities for name in priority.lead.split("、"))
    return Setting(brief.region, brief.level, brief.meeting, brief.period, (*brief.audience, *leads))


def take_rows(taken: Taken, rows: Sequence[Row], setting: Setting, text: str, *, corrects: bool) -> list[Landed]:
    """Take figure rows in: into the row of the same indicator, place, kind and time, else as a new one.

    Returns:
        Where every number landed.
    """
    landed: list[Landed] = []
    for row in rows:
        if row.marks:
            landed += _RowTaken(taken, row, setting, text, corrects).take()
    return landed


class _RowTaken:
    """One row on its way into the keys of a brief."""

    def __init__(self, taken: Taken, row: Row, setting: Setting, text: str, corrects: bool) -> None:
        self.taken = taken
        self.row = row
        self.setting = setting
        self.text = text
        self.corrects = corrects
        self.landed: list[Landed] = []

    def take(self) -> list[Landed]:
        """Merge the row and return where its numbers landed."""
        rows = self.taken.keys.setdefault("figures", [])
        index = self._match(self.row.mapping())
        if index is None and self._aims_only():
            self._aim_alone()
            index = self._match(self.row.mapping())
        if index is None:
            rows.append(self.row.mapping())
            self.landed += [Landed(len(rows) - 1, mark) for mark in self.row.marks]
            return self.landed
        old = rows[index]
        new = self._as(old)
        for mark in self.row.marks:
            self._merge(index, old, new, mark)
        for key in ("prev_period", "share_of", "rank_scope", "basis", "qualifier"):
            if new.get(key) and (key not in old or self.corrects):
                old[key] = new[key]
        return self.landed

    def _figure(self, mapping: Mapping[str, Any]) -> Figure:
        return resolve_row(read_row(RawRow("", mapping), []), self.setting)

    def _match(self, mapping: Mapping[str, Any]) -> int | None:
        """Return the index of the row of the brief that tells of the same, by name or as growth told by itself."""
        mine = self._figure(mapping)
        for index, other in enumerate(self.taken.keys["figures"]):
            figure = self._figure(other)
            if figure.when == mine.when and _about(figure) == _about(mine) and _same_unit(figure, mine):
                return index
        return None

    def _as(self, old: Mapping[str, Any]) -> dict[str, Any]:
        """Return the row with growth where the row of the brief has it: as its value, or beside a level."""
        rate = old.get("unit") == "%" and self.row.mapping().get("unit") != "%"
        marks = self.row.marks
        if rate and not self.row.has("value"):
            marks = [replace(mark, field={"yoy": "value", "prev_yoy": "prev"}.get(mark.field, mark.field)) for mark in marks]
        elif old.get("unit") != "%" and self.row.rate is not None:
            self.row.subject = replace(self.row.subject, name=self.row.subject.name.removesuffix("增速"), entry=None)
        elif self.row.rate is not None:
            marks = [replace(mark, field={"yoy": "value", "prev_yoy": "prev"}.get(mark.field, mark.field)) for mark in marks]
        self.row.marks = marks
        return {**self.row.texts, "basis": self.row.basis}

    def _aims_only(self) -> bool:
        return self.row.kind == "actual" and not any(self.row.has(key) for key in ("value", "yoy", "last_year", "share", "rank"))

    def _aim_alone(self) -> None:
        """A target without an actual is a row of its own."""
        if self.row.has("target"):
            self.row.kind, self.row.period = "target", self.row.period or "全年"
            self.row.marks = [replace(mark, field="value") if mark.field == "target" else mark for mark in self.row.marks]

    def _merge(self, index: int, old: dict[str, Any], new: Mapping[str, Any], mark: Mark) -> None:
        name, _, about = mark.field.partition(":")
        value = self._converted(old, mark) if name in _LEVELS else mark.value
        place, key = _slot(old, name, about, value)
        before = place.get(key)
        if before is None or before == value or Decimal(str(before)) == Decimal(str(value)):
            place[key] = value
            self.landed.append(Landed(index, mark))
        elif self.corrects:
            place[key] = value
            self.landed.append(Landed(index, mark, str(before)))
        else:
            said = self.text[mark.start : mark.end]
            why = (
                f"“{old['indicator']}”{FIELDS.get(name, about.partition('|')[0])}原来是{before}，这里是{said}，以哪个为准？要改请说“更正”。"
            )
            first, last = self.row.sentence
            template = f"更正：{self.text[first:last]}{{}}"
            self.taken.left.append(Left(mark.start, mark.end, said, why, "which", template))

    def _converted(self, old: dict[str, Any], mark: Mark) -> Value:
        """Return a level in the unit of the row of the brief."""
        unit = str(old.get("unit") or split_name(str(old["indicator"])).unit)
        if not unit or not self.row.unit or unit == self.row.unit or not isinstance(mark.value, Decimal):
            old.setdefault("unit", self.row.unit)
            return mark.value
        factor = base_unit(self.row.unit)[1] / base_unit(unit)[1]
        return Decimal(f"{(mark.value * factor).normalize():f}")


def _slot(row: dict[str, Any], name: str, about: str, value: Value) -> tuple[dict[str, Any], str]:
    """Return the mapping and key that a field of a row is held by; list entries are known by their name."""
    lists = {"reference": ("references", "name", "value"), "also": ("also", "name", "value"), "targets": ("targets", "by", "")}
    if name not in lists:
        return row, name
    key, label, held = lists[name]
    word, _, more = about.partition("|")
    if name == "reference" and "reference" in row:
        row["references"] = [row.pop("reference")]
    entries = row.setdefault(key, [])
    entry = next((entry for entry in entries if entry[label] == word), None)
    if entry is None:
        entry = {label: word} | ({"unit": more} if name == "also" else {})
        entries.append(entry)
    return entry, held or more


def _about(figure: Figure) -> tuple[object, ...]:
    identity = identity_of(figure)
    return identity.name.removesuffix("增速"), identity.remark, identity.scopes, identity.kind, identity.basis


def _same_unit(one: Figure, other: Figure) -> bool:
    """A level and a rate of the same name tell of one row only where one of them has no level of its own."""
    dimensions = {base_unit(figure.unit)[0] for figure in (one, other) if figure.unit}
    return len(dimensions) < 2 or "%" in dimensions
