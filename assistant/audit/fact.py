"""The fact: one number of the brief with what it is about."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.audit.rows import Measure
from assistant.lexicon.indicators import Indicator
from assistant.numbers import Period

FIELD_LABELS = {
    "value": "",
    "yoy": "同比",
    "yoy_pp": "同比变动",
    "prev": "上期值",
    "prev_yoy": "上期增速",
    "mom_pp": "比上期变动",
    "last_year": "上年同期",
    "target": "目标",
    "targets": "目标",
    "progress": "进度",
    "share": "占比",
    "rank": "位次",
    "prev_rank": "上次位次",
    "reference": "",
    "also": "",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the brief.

    Attributes:
        key: The slot that refers to it.
        row: Id of its row, or of the priority, problem, project … whose text holds it.
        field: The key of the row it stands under (``value``, ``yoy``, ``also`` …); ``text`` for a number inside a text.
        value: Signed, in ``unit``.
        unit: As printed: 亿元, %, 个百分点, 户, 位.
        measure: What kind of number it is; ``growth`` is a rate of change, ``ratio`` a percentage that is a state.
        name: The noun it is told of, without 增速 or 目标 (规上工业增加值).
        canonical: Name in the indicator catalogue.
        scope: Population it holds for (first of ``scopes``).
        when: Its period.
        kind: actual, target, plan, threshold or rank.
        basis: What a growth compares with: 同比, 环比, 比年初.
        anchor: What it stands against: the whole of a share, the area of a reference, the scope of a rank, the name of an ``also``.
        text: For a number inside a text: the text, with ``start`` and ``end`` of the number in it.
    """

    key: str
    row: str
    field: str
    value: Decimal
    unit: str
    measure: Measure
    name: str
    canonical: str
    scope: str = ""
    scopes: tuple[str, ...] = ()
    when: Period | None = None
    kind: str = "actual"
    basis: str = ""
    anchor: str = ""
    qualifier: str = ""
    indicator: Indicator | None = None
    text: str = ""
    start: int = 0
    end: int = 0
    part: str = ""

    @property
    def label(self) -> str:
        """How a message names the cell: ``f06 工业投资 同比``."""
        if self.field == "text":
            return f"{self.row} “{self.text}”"
        what = FIELD_LABELS.get(self.field, "")
        extra = self.anchor if self.field in {"also", "reference"} else what
        return f"{self.row} {self.name}{' ' + extra if extra else ''}"
