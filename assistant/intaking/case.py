"""One figure with all that decides where it goes."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from assistant.audit.claim import Claim
from assistant.intaking.amounts import in_unit, printed_unit, printed_value
from assistant.intaking.rows import Mark, Row, Value
from assistant.intaking.subjects import Subject
from assistant.numbers import base_unit

AREA = re.compile(
    r"(?P<area>全国|全省|全市|全州|[一-鿿]{2,4}(?:省|市))(?:(?P<who>[一-鿿]{0,6}?)(?P<mean>平均水平|平均|均值))?(?:增长|增速|增幅|下降|为|是|约)*$"
)
LAST_YEAR = re.compile(r"(?<![比较])(?:上年|去年)(?:同期|同月)")
LAST_YEAR_ALONE = re.compile(r"(?:上年|去年)(?:同期|同月|这个时候)?(?:为|是|有|只有|才|仅|的|还是|完成|在)*$")
GOALS = re.compile(r"(全年|年度)?(目标|任务|计划)")


class Asked(Exception):
    """A figure cannot be placed for certain; the text is the question.

    Args:
        why: The question.
        kind: What would settle it, as in :class:`assistant.intaking.outcome.Left`.
        suggestion: The likeliest answer.
    """

    def __init__(self, why: str, kind: str = "", suggestion: str = "") -> None:
        self.kind = kind
        self.suggestion = suggestion
        super().__init__(why)


class Told(Protocol):
    """What placing a figure needs to know of the figures before it."""

    whole: Row | None
    places: tuple[str, ...]

    def rows_here(self, claim: Claim) -> list[Row]:
        """Return the rows told of in the sentence of a claim."""

    def set_aside(self, mark: Mark, why: str) -> None:
        """Ask about a number that another one stands for."""

    def last_whole(self) -> str:
        """Return what the last share was a share of."""

    def row_of(self, subject: Subject, period: str, kind: str, basis: str = "") -> Row:
        """Return the row of a subject at a time."""


@dataclass(frozen=True)
class Placing:
    """Where a figure goes.

    Attributes:
        row: Its row.
        name: The key of the row.
        value: As the row holds it.
        texts: Text keys that come with it (``prev_period``, ``share_of``, ``rank_scope``).
        follow: Whether the figures after it are told of the same row.
    """

    row: Row
    name: str
    value: Value
    texts: dict[str, str] = field(default_factory=dict)
    follow: bool = True


@dataclass
class Case:
    """One figure with all that decides its place."""

    claim: Claim
    subject: Subject | None
    current: Row | None
    period: str
    told: Told

    @property
    def clause(self) -> str:
        """The clause before the figure."""
        return self.claim.clause

    @property
    def value(self) -> Decimal:
        """The figure in its printed unit."""
        return printed_value(self.claim.quantity)

    def row(self, kind: str = "actual", basis: str = "", *, timed: bool = True) -> Row:
        """Return the row a figure is told of: that of its own subject, else the one before."""
        period = self.period if timed else ""
        if self.subject is not None:
            return self.told.row_of(self.subject, period, kind, basis)
        if self.current is None:
            raise Asked("这个数是什么指标的？请连指标名一起写。")
        if self.current.kind == "plan" and kind == "actual" and self.claim.role == "level":
            return self.told.row_of(self.current.subject, period, kind, basis)
        if (kind, basis) == (self.current.kind, self.current.basis) or not (basis or kind != "actual"):
            return self.current
        return self.told.row_of(self.current.subject, period, kind, basis)

    def of_row(self, row: Row) -> bool:
        """Tell whether the clause speaks of the time of a row."""
        return not self.claim.near or not self.period or self.period == row.period

    def goes_on(self) -> bool:
        """Tell whether the figure is told of the row before without its name said again (增长8.3%（上半年7.9%）)."""
        if self.subject is None or self.current is None:
            return self.current is not None
        return self.subject.entry is self.current.entry and self.subject.name not in self.clause.rpartition("（")[2]

    def signed(self) -> Decimal:
        """Return the figure with the sign its words give it."""
        if self.claim.direction < 0 and self.value < 0:
            raise Asked("“下降”后面又是负数，到底是升是降？")
        return -self.value if self.claim.direction < 0 else self.value

    def level(self, row: Row) -> Decimal:
        """Return the figure in the unit of a row, which it settles where the row has none."""
        quantity = self.claim.quantity
        unit = _unit(self, row)
        if not row.unit:
            row.unit = unit
            return printed_value(quantity)
        value = in_unit(quantity, row.unit) if unit == printed_unit(quantity) else None
        if value is None and unit == row.unit:
            value = printed_value(quantity)
        if value is None:
            raise Asked(f"单位与“{row.subject.name}”的{row.unit}对不上，请核对。")
        return value


def _unit(case: Case, row: Row) -> str:
    """Return the unit of a level; a bare 万 is 万元 only for an indicator that is always money."""
    unit = printed_unit(case.claim.quantity)
    usual = {base_unit(name)[0] for name in row.entry.units} if row.entry else set()
    if unit in {"", "万", "亿"}:
        if unit and usual == {"元"}:
            return f"{unit}元"
        hint = f"（一般用{'或'.join(row.entry.units)}）" if row.entry and row.entry.units else ""
        only = row.entry.units[0] if row.entry and len(row.entry.units) == 1 else ""
        raise Asked(f"没有写单位，请补上{hint}。", "unit", only)
    per = next((name for name in row.entry.units if name.startswith(f"{unit}/")), "") if row.entry else ""
    if per:  # 亩均税收18.6万元 is told per 亩
        return per
    if usual and base_unit(unit)[0] not in usual and not _alike(unit, usual):
        raise Asked(f"单位是{unit}，而“{row.subject.name}”一般用{'或'.join(row.entry.units) if row.entry else ''}，请核对。")
    return unit


def _alike(unit: str, usual: set[str]) -> bool:
    counted = {"户", "家", "个", "件", "项", "条", "处", "人", "名"}
    return base_unit(unit)[0] in counted and bool(usual & counted)
