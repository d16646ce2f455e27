"""Charts of a brief as plain data: progress against the time line, growth, ranks. What is drawn is what the brief says, digit for digit."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero

from assistant.audit.fact import Fact
from assistant.audit.facts import FactTable, table_of
from assistant.audit.pace import target_of
from assistant.audit.printing import one_decimal, signed
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.brief.moving import reporting_of
from assistant.brief.setting import setting_of
from assistant.lexicon.indicators import find_indicator
from assistant.numbers import Period, extract_quantities

_YEAR = 12
_TENTH = Decimal("0.1")
_MOST, _LONGEST = 60, 40  # bars of a chart, and characters of a name, that still can be read
MAIN, PARTS = "主要指标", "行业、园区和所属地区"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, or one place in a ranking.

    Attributes:
        row: Id of the row it tells of.
        name: What the row is called, with its period where that is not the reporting period.
        value: Where it ends, in the unit of the chart.
        text: The number as it is printed beside it.
        before: Where it was before (a rank); ``None`` where the brief does not say.
        last: The last place there is (a rank); ``None`` where the brief does not say.
        mark: What it is held against: the share of the year that has passed; ``None`` where that does not apply.
        group: Under which heading it stands.
        derived: Whether the number was worked out from value and target and does not stand in the brief itself.
    """

    row: str
    name: str
    value: Decimal
    text: str
    before: Decimal | None = None
    last: Decimal | None = None
    mark: Decimal | None = None
    group: str = ""
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: ``kind`` is ``progress``, ``growth`` or ``ranks``."""

    kind: str
    title: str
    bars: tuple[Bar, ...]

    def to_dict(self) -> list[dict[str, str]]:
        """Return the bars as rows of text: what the chart says to those who cannot see it."""
        return [{"名称": bar.name, "数": bar.text} for bar in self.bars]

    def __repr__(self) -> str:
        return f"<Chart {self.title}：{len(self.bars)}项>"

    def _repr_html_(self) -> str:
        from assistant.export.chart_html import chart_html

        return chart_html(self)


@dataclass(frozen=True, slots=True)
class _Home:
    """What the meeting is about: the region, or the park or sector it meets for; of a table alone, where most rows are."""

    region: str
    scopes: tuple[str, ...]
    now: Period | None

    @classmethod
    def of(cls, brief: Brief) -> "_Home":
        """Return the home of a brief."""
        usual = Counter(figure.scope for figure in brief.figures).most_common(1)
        return cls(brief.region or (usual[0][0] if usual else ""), setting_of(brief).scopes(""), reporting_of(brief))

    def has(self, figure: Figure) -> bool:
        """Whether a row speaks of home."""
        return self.region in figure.scopes or figure.scopes == self.scopes

    def group(self, figure: Figure) -> str:
        """A place of its own, or a part of a whole that the catalogue has no indicator for, stands with the sectors and parks."""
        part = bool(figure.share_of) and find_indicator(figure.name) is None
        return PARTS if part or not self.has(figure) else MAIN

    def name(self, figure: Figure) -> str:
        """Return the name of a row, with its place and period where they are not those of the meeting."""
        place = "" if self.has(figure) or figure.scope in figure.indicator else figure.scope
        period = "" if figure.when in (None, self.now) or not figure.period else f"（{figure.period}）"
        return _cut(f"{place}{figure.indicator}") + period


def charts_of(brief: Brief) -> tuple[Chart, ...]:
    """Return the charts a brief has figures for; none of them is empty.

    Example:
        >>> rows = [{"indicator": "工业投资", "value": "31.4", "unit": "亿元", "yoy": "9.8", "target": "66.0", "period": "2026年1—6月"}]
        >>> [(chart.kind, chart.bars[0].text) for chart in charts_of(Brief.of(rows))]
        [('progress', '47.6%'), ('growth', '9.8%')]
    """
    table, home = table_of(brief), _Home.of(brief)
    told = f"（{home.now.label()}）" if home.now else ""
    charts = (
        Chart("progress", f"目标完成进度与时间进度{told}", tuple(_progress(brief, table, home))),
        Chart("growth", f"同比增速{told}", tuple(_growth(brief, table, home))),
        Chart("ranks", f"位次{told}", tuple(_ranks(brief, table, home))),
    )
    return tuple(_told_apart(chart) for chart in charts if chart.bars)


def _told_apart(chart: Chart) -> Chart:
    """Number the bars that have one name, so that none is drawn over another."""
    seen: Counter[str] = Counter()
    bars = []
    for bar in chart.bars[:_MOST]:
        seen[bar.name] += 1
        bars.append(bar if seen[bar.name] == 1 else replace(bar, name=f"{bar.name}（{seen[bar.name]}）"))
    cut = f"，共{len(chart.bars)}项，图中为前{_MOST}项" if len(chart.bars) > _MOST else ""
    return replace(chart, title=chart.title + cut, bars=tuple(bars))


def _progress(brief: Brief, table: FactTable, home: _Home) -> Iterator[Bar]:
    for figure in brief.figures:
        own, given = table.get(figure.id), table.get(f"{figure.id}.progress")
        if figure.kind != "actual" or (own is None and given is None) or figure.span in ("当月", "单季"):
            continue
        share = given.value if given else _reached(own, target_of(table, figure.id)) if own else None
        if share is not None:
            text, passed = f"{one_decimal(share)}%" + ("（推算）" if given is None else ""), _passed(figure)
            told = f"{text}，时间进度{one_decimal(passed)}%" if passed is not None else text
            yield Bar(figure.id, home.name(figure), share, told, mark=passed, derived=given is None)


def _reached(own: Fact, target: Fact | None) -> Decimal | None:
    """Return the share of a target that is reached, in percent to one place, half up as offices round; of levels only."""
    if target is None or own.measure != "level" or target.unit != own.unit:
        return None
    try:
        return (own.value / target.value * 100).quantize(_TENTH, ROUND_HALF_UP)
    except DivisionByZero:
        return None


def _passed(figure: Figure) -> Decimal | None:
    """Return the share of the year that has passed at the end of a cumulative period, in percent; a stock keeps no such pace."""
    when: Period | None = figure.when
    if when is None or when.point or figure.span != "累计" or when.first != 1 or when.year is None:
        return None
    return (Decimal(when.last) / _YEAR * 100).quantize(_TENTH, ROUND_HALF_UP)


def _growth(brief: Brief, table: FactTable, home: _Home) -> Iterator[Bar]:
    for figure in brief.figures:
        fact = next((fact for fact in table.of_row(figure.id) if fact.field in ("value", "yoy") and fact.measure == "growth"), None)
        if fact is None or figure.kind != "actual" or figure.basis != "同比":
            continue
        yield Bar(figure.id, home.name(figure), fact.value, signed(fact), group=home.group(figure))


def _ranks(brief: Brief, table: FactTable, home: _Home) -> Iterator[Bar]:
    for figure in brief.figures:
        fact = table.get(f"{figure.id}.rank") or (table.get(figure.id) if figure.kind == "rank" else None)
        if fact is None or figure.kind in ("target", "plan", "threshold"):
            continue
        before = table.get(f"{figure.id}.prev_rank")
        moved = f"（上次第{before.value:f}位）" if before else ""
        where = f"，{figure.rank_scope}" if figure.rank_scope else ""
        text = f"第{fact.value:f}位{moved}{where}"
        last = next((number.value for number in extract_quantities(figure.rank_scope) if number.unit == "个"), None)
        yield Bar(figure.id, home.name(figure), fact.value, text, before.value if before else None, last, group=figure.rank_scope)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
