"""Rows under way: what a message says of one indicator, field by field, each with the figure it was read from."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assistant.audit.claim import end_of
from assistant.intaking.subjects import Subject
from assistant.lexicon.indicators import Indicator, find_indicator
from assistant.numbers import Quantity

Value = Decimal | int | str


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a field of a row was read.

    Attributes:
        field: The key of the row, with the name after it for lists: ``yoy``, ``reference:全市平均``, ``also:净增企业``, ``targets:市下达``.
        value: What was read.
        start: Offset of the number in the message.
        end: Offset after its unit.
    """

    field: str
    value: Value
    start: int
    end: int


@dataclass
class Row:
    """One row of figures as a message tells it.

    Attributes:
        subject: The indicator.
        period: The period as said; empty for that of the brief.
        kind: ``actual``, ``target`` or ``plan``.
        basis: What its growth compares with; empty for 同比.
        unit: Unit of its levels.
        texts: Text keys of the row (``prev_period``, ``share_of``, ``rank_scope``, ``qualifier``).
        marks: Its numbers.
        sentence: Span of the sentence it was first told in.
    """

    subject: Subject
    period: str = ""
    kind: str = "actual"
    basis: str = ""
    unit: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    sentence: tuple[int, int] = (0, 0)

    def has(self, name: str) -> bool:
        """Tell whether a field was read."""
        return any(mark.field == name for mark in self.marks)

    def get(self, name: str) -> Value | None:
        """Return what was read for a field."""
        return next((mark.value for mark in self.marks if mark.field == name), None)

    def put(self, name: str, value: Value, quantity: Quantity) -> None:
        """Note a field with the figure it was read from."""
        self.marks.append(Mark(name, value, quantity.start, end_of(quantity)))

    @property
    def entry(self) -> Indicator | None:
        """The catalogue's indicator."""
        return self.subject.entry

    @property
    def rate(self) -> Indicator | None:
        """The catalogue's growth rate of the same indicator, where growth is told by itself (规上工业增加值增速)."""
        if self.entry is not None and self.entry.kind == "rate" and self.entry.name.endswith(("增速", "涨跌幅")):
            return self.entry
        if "增加值" not in self.subject.name or self.has("value"):
            return None
        return find_indicator(f"{self.entry.name if self.entry else self.subject.name}增速")

    def mapping(self) -> dict[str, Any]:
        """Return the row with the keys of a figure row; a growth rate told by itself is the value of its own row."""
        rate = self.rate
        name = self.subject.name if rate is None or self.subject.name.endswith(("增速", "涨跌幅")) else f"{self.subject.name}增速"
        row: dict[str, Any] = {"indicator": f"{self.subject.scope}{name}", "unit": "%" if rate else self.unit, "period": self.period}
        row |= {"kind": "" if self.kind == "actual" else self.kind, "basis": self.basis, **self.texts}
        for mark in self.marks:
            self._fill(row, mark, rate is not None)
        return {key: value for key, value in row.items() if value not in ("", None)}

    def _fill(self, row: dict[str, Any], mark: Mark, rate: bool) -> None:
        name, _, about = mark.field.partition(":")
        if name == "reference":
            row.setdefault("references", []).append({"name": about, "value": mark.value})
        elif name == "also":
            about, _, unit = about.partition("|")
            row.setdefault("also", []).append({"name": about, "value": mark.value, "unit": unit})
        elif name == "targets":
            by, _, key = about.partition("|")
            row.setdefault("targets", []).append({"by": by, key: mark.value})
        else:
            row[{"yoy": "value", "prev_yoy": "prev"}.get(name, name) if rate else name] = mark.value
