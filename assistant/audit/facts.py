"""Facts: every cell of a brief, and every number inside its texts, with what it is about.

The key of a fact is the slot that refers to it: ``f01`` the value of a row, ``f01.yoy`` its growth, ``f02.reference:全市平均``,
``f09.also:净增企业``; ``p02.q1`` the first number in the second priority, ``k01`` a number a person vouches for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from assistant.audit.rows import PERCENT, POINTS, Measure, reference_measure, spoken_name, value_measure
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.lexicon.indicators import Indicator, find_indicator
from assistant.numbers import Period, Quantity, extract_quantities, read_period

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


def _annual(when: Period | None) -> Period | None:
    return Period(when.year, 1, 12) if when else None


def _year_before(when: Period | None) -> Period | None:
    return replace(when, year=when.year - 1) if when and when.year else when


def _also_measure(name: str, unit: str) -> Measure:
    if unit in {POINTS, "百分点"}:
        return "pp"
    if unit == PERCENT:
        if "占" in name and ("比重" in name or "比" in name):
            return "share"
        return "growth" if name.endswith(("增速", "增长", "增幅")) else "ratio"
    return "rank" if unit == "位" and "移" not in name else "level"


def _also_when(name: str, when: Period | None) -> Period | None:
    """Return the period a further number of a row names itself (上年末规上工业企业数, 年初余额), else that of the row."""
    if when is None or when.year is None:
        return when
    if name.startswith(("年初", "上年末", "去年末")):
        return Period(when.year - 1, 12, 12, point=True)
    return _year_before(when) if name.startswith(("上年", "去年")) else when


def _cells(figure: Figure) -> Iterator[Fact]:
    """Yield every number of a row as a fact."""
    own = value_measure(figure)
    name = spoken_name(figure)
    common = Fact(
        key=figure.id,
        row=figure.id,
        field="value",
        value=figure.value if figure.value is not None else Decimal(0),
        unit="位" if own == "rank" else figure.unit,
        measure=own,
        name=name,
        canonical=figure.canonical,
        scope=figure.scope,
        scopes=figure.scopes,
        when=figure.when,
        kind=figure.kind,
        basis=figure.basis if own == "growth" else "",
        qualifier=figure.qualifier,
        indicator=find_indicator(figure.name),
    )

    def cell(field: str, value: Decimal | int | None, **change: object) -> Iterator[Fact]:
        if value is not None:
            key = f"{figure.id}.{field}"
            yield replace(common, **{"key": key, "field": field, "value": Decimal(value), "qualifier": "", "basis": "", **change})  # type: ignore[arg-type]

    if figure.value is not None:
        yield common
    prev_when = read_period(figure.prev_period) if figure.prev_period else None
    rate: dict[str, object] = {"measure": "growth", "unit": PERCENT, "basis": figure.basis}
    yield from cell("yoy", figure.yoy, **rate)
    yield from cell("yoy_pp", figure.yoy_pp, measure="pp", unit=POINTS, basis="同比")
    yield from cell("prev", figure.prev, when=prev_when)
    yield from cell("prev_yoy", figure.prev_yoy, **rate, when=prev_when)
    yield from cell("mom_pp", figure.mom_pp, measure="pp", unit=POINTS, anchor=figure.prev_period)
    yield from cell("last_year", figure.last_year, kind="actual", when=_year_before(figure.when))
    yield from cell("target", figure.target, kind="target", when=_annual(figure.when))
    for target in figure.targets:
        yield from cell(
            "targets", target.value, key=f"{figure.id}.targets:{target.by}", kind="target", anchor=target.by, when=_annual(figure.when)
        )
        change = {
            **rate,
            "key": f"{figure.id}.targets:{target.by}:yoy",
            "kind": "target",
            "anchor": target.by,
            "when": _annual(figure.when),
        }
        yield from cell("targets", target.yoy, **change)
    yield from cell("progress", figure.progress, measure="progress", unit=PERCENT)
    yield from cell("share", figure.share, measure="share", unit=PERCENT, anchor=figure.share_of)
    yield from cell("rank", figure.rank, measure="rank", unit="位", anchor=figure.rank_scope, kind="actual")
    yield from cell("prev_rank", figure.prev_rank, measure="rank", unit="位", anchor=figure.rank_scope, kind="actual")
    measure = reference_measure(figure)
    unit = PERCENT if measure == "growth" else common.unit
    for reference in figure.references:
        key = f"{figure.id}.reference:{reference.name}"
        yield from cell("reference", reference.value, key=key, measure=measure, unit=unit, anchor=reference.name, kind="actual")
    for also in figure.also:
        key = f"{figure.id}.also:{also.name}"
        when = _also_when(also.name, figure.when)
        basis = "比年初" if "年初" in also.name else ""
        kind = "actual" if also.name.startswith("已") else figure.kind  # 已盘活 beside a target is done, not aimed at
        yield from cell(
            "also",
            also.value,
            key=key,
            measure=_also_measure(also.name, also.unit),
            unit=also.unit,
            anchor=also.name,
            basis=basis,
            kind=kind,
            when=when,
        )


def _texts(brief: Brief) -> Iterator[tuple[str, str, str]]:
    """Yield owner, part and text of everything the user wrote in words that may carry numbers."""
    for problem in brief.problems:
        yield problem.id, "text", problem.text
    for priority in brief.priorities:
        yield priority.id, "title", priority.title
        yield from ((priority.id, str(number), point) for number, point in enumerate(priority.points))
        yield priority.id, "due", priority.due
        yield priority.id, "problem", priority.problem
    for project in brief.projects:
        yield project.id, "name", project.name
        yield project.id, "investment", project.investment
        yield project.id, "status", project.status
    for known in brief.known:
        yield known.id, "text", known.text
    yield "bg", "text", brief.background
    yield "bg", "agenda", brief.meeting.agenda
    for number, group in enumerate(brief.audience):
        yield "bg", f"audience{number}", group


def _text_facts(brief: Brief) -> Iterator[Fact]:
    counts: dict[str, int] = {}
    known = {item.id for item in brief.known}
    projects = {project.id: project.name for project in brief.projects}
    for owner, part, text in _texts(brief):
        for quantity in extract_quantities(text):
            counts[owner] = counts.get(owner, 0) + 1
            key = owner if owner in known and counts[owner] == 1 else f"{owner}.q{counts[owner]}"
            yield _text_fact(key, owner, part, text, quantity, "known" if owner in known else "actual", projects.get(owner, ""))


def _text_fact(key: str, owner: str, part: str, text: str, quantity: Quantity, kind: str, name: str) -> Fact:
    return Fact(
        key=key,
        row=owner,
        field="text",
        value=quantity.value,
        unit=quantity.unit,
        measure="text",
        name=name,
        canonical="",
        kind=kind,
        qualifier=quantity.qualifier,
        text=text,
        start=quantity.start,
        end=max(quantity.end, quantity.unit_end),
        part=part,
    )


@dataclass(frozen=True)
class FactTable:
    """All facts of a brief, in the order of the brief."""

    brief: Brief
    facts: tuple[Fact, ...]

    @cached_property
    def by_key(self) -> dict[str, Fact]:
        """Facts by their slot key."""
        return {fact.key: fact for fact in self.facts}

    @cached_property
    def rows(self) -> dict[str, Figure]:
        """Rows of the brief by id."""
        return {figure.id: figure for figure in self.brief.figures}

    @cached_property
    def _grouped(self) -> dict[str, tuple[Fact, ...]]:
        grouped: dict[str, list[Fact]] = {}
        for fact in self.facts:
            grouped.setdefault(fact.row, []).append(fact)
        return {row: tuple(facts) for row, facts in grouped.items()}

    def get(self, key: str) -> Fact | None:
        """Return the fact a slot key names; ``f01.value`` is ``f01``."""
        return self.by_key.get(key.removesuffix(".value"))

    def row(self, row: str) -> Figure:
        """Return a row by its id."""
        return self.rows[row]

    def of_row(self, row: str) -> tuple[Fact, ...]:
        """Return the facts of a row, or of a text."""
        return self._grouped.get(row, ())


@lru_cache(maxsize=16)
def table_of(brief: Brief) -> FactTable:
    """Return the facts of a brief (kept for the last few briefs)."""
    cells = [fact for figure in brief.figures for fact in _cells(figure)]
    return FactTable(brief, (*cells, *_text_facts(brief)))
