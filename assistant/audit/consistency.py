"""A brief that contradicts itself: reported once, before anything is drafted.

Tolerances follow from printing: a value printed with *k* decimals may be off by half a unit of its last place.
"""

from collections.abc import Iterator
from decimal import Decimal

from assistant.audit.facts import Fact, FactTable, table_of
from assistant.audit.formulas import cross_cutting
from assistant.audit.printing import decimals, plain, printed, with_unit
from assistant.audit.rows import PERCENT, POINTS, growth_row
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.findings import Finding
from assistant.numbers import base_unit

HUNDRED = Decimal(100)
_INDUSTRY = ("产业产值", "行业产值", "工业产值")


def half_step(value: Decimal) -> Decimal:
    """Return half a unit of the last printed place."""
    return Decimal(5).scaleb(-decimals(value) - 1)


def quotient_range(part: Decimal, whole: Decimal) -> tuple[Decimal, Decimal]:
    """Return the least and greatest percentage that two printed amounts allow."""
    low = (part - half_step(part)) / (whole + half_step(whole)) * HUNDRED
    high = (part + half_step(part)) / (whole - half_step(whole)) * HUNDRED
    return low, high


def check_brief(brief: Brief) -> tuple[Finding, ...]:
    """Return what contradicts itself in a brief; spans are empty because no text is meant."""
    table = table_of(brief)
    return tuple(finding for figure in brief.figures for check in _CHECKS for finding in check(table, figure))


def _finding(figure: Figure, rule: str, message: str, severity: str = "warning") -> Finding:
    return Finding(0, 0, "", rule, severity, f"{figure.id} {figure.indicator}：{message}")  # type: ignore[arg-type]


def _outside(given: Decimal, low: Decimal, high: Decimal) -> bool:
    slack = half_step(given)
    return given + slack < low or given - slack > high


def _check_progress(table: FactTable, figure: Figure) -> Iterator[Finding]:
    if figure.progress is None or figure.kind != "actual" or not figure.value or not figure.target or figure.unit == PERCENT:
        return
    low, high = quotient_range(figure.value, figure.target)
    if _outside(figure.progress, low, high):
        true = figure.value / figure.target * HUNDRED
        message = (
            f"进度{plain(figure.progress)}%与完成数、目标不符：{printed(_value(table, figure))}÷{plain(figure.target)}应为{true:.1f}%。"
        )
        yield _finding(figure, "brief-progress", message)


def _value(table: FactTable, figure: Figure) -> Fact:
    fact = table.get(figure.id)
    if fact is None:
        raise LookupError(figure.id)
    return fact


def _check_share(table: FactTable, figure: Figure) -> Iterator[Finding]:
    if figure.share is None:
        return
    if figure.share > HUNDRED or figure.share < 0:
        yield _finding(figure, "brief-share", f"占比{plain(figure.share)}%不在0—100%之间。")
        return
    whole = table.rows.get(figure.share_of)
    if whole is None or not figure.value or not whole.value or _different_population(figure, whole):
        return
    (unit, scale), (whole_unit, whole_scale) = base_unit(figure.unit), base_unit(whole.unit)
    if unit != whole_unit or unit == PERCENT:
        return
    low, high = quotient_range(figure.value, whole.value)
    ratio = scale / whole_scale
    if _outside(figure.share, low * ratio, high * ratio):
        true = figure.value * ratio / whole.value * HUNDRED
        yield _finding(figure, "brief-share", f"占比{plain(figure.share)}%与{whole.id} {whole.indicator}不符：相除应为{true:.1f}%。")


def _different_population(part: Figure, whole: Figure) -> bool:
    same_time = part.when is None or whole.when is None or (part.when.year, part.when.last) == (whole.when.year, whole.when.last)
    return not same_time or {part.kind, whole.kind} - {"actual"} not in (set(), {"target"}, {"plan"}, {"target", "plan"})


def _check_reference(table: FactTable, figure: Figure) -> Iterator[Finding]:
    """The stated distance to a reference or a target must be the difference of the two."""
    for also in figure.also:
        if not also.name.endswith("之差") or figure.value is None or "进度" in also.name:
            continue
        own = figure.value if figure.unit == PERCENT or also.unit == figure.unit else figure.yoy
        others = [ref.value for ref in figure.references if ref.name in also.name]
        if "目标" in also.name and figure.target is not None:
            others = [figure.target]
        if own is not None and others and abs(own - others[0] - also.value) > _slack(own, others[0], "目标" in also.name):
            yield _finding(figure, "brief-difference", f"{also.name}写作{plain(also.value)}，相减应为{plain(own - others[0])}{also.unit}。")


def _slack(own: Decimal, other: Decimal, exact: bool) -> Decimal:
    """Return what rounding excuses: a target is no measured number and has none."""
    return half_step(own) + (Decimal(0) if exact else half_step(other))


def _check_net_change(table: FactTable, figure: Figure) -> Iterator[Finding]:
    """净增 = 新增 − 退出 = end − start."""
    named = {word: also.value for also in figure.also for word in ("净增", "新增", "退出") if also.name.startswith(word)}
    if len(named) == 3 and named["新增"] - named["退出"] != named["净增"]:
        message = f"净增{plain(named['净增'])}不等于新增{plain(named['新增'])}减退出{plain(named['退出'])}。"
        yield _finding(figure, "brief-net-change", message)
    starts = [also.value for also in figure.also if also.name.startswith(("上年末", "年初"))]
    before = starts[0] if starts else figure.last_year
    if "净增" in named and before is not None and figure.value is not None and figure.value - before != named["净增"]:
        message = f"净增{plain(named['净增'])}与期末{plain(figure.value)}、期初{plain(before)}之差{plain(figure.value - before)}不符。"
        yield _finding(figure, "brief-net-change", message)


def _check_point_change(table: FactTable, figure: Figure) -> Iterator[Finding]:
    if figure.mom_pp is None:
        return
    now, before = (figure.value, figure.prev) if figure.unit == PERCENT else (figure.yoy, figure.prev_yoy)
    if now is not None and before is not None and abs(now - before - figure.mom_pp) > half_step(now) + half_step(before):
        yield _finding(figure, "brief-change", f"比上期变动写作{plain(figure.mom_pp)}个百分点，相减应为{plain(now - before)}个百分点。")


def _check_growth(table: FactTable, figure: Figure) -> Iterator[Finding]:
    """Growth against two levels: a contradiction only where the catalogue lets the rate follow from the levels."""
    entry = _value(table, figure).indicator if figure.value is not None else None
    if entry is None or figure.yoy is None or not figure.last_year or figure.value is None or figure.unit == PERCENT:
        return
    low, high = quotient_range(figure.value, figure.last_year)
    if not _outside(figure.yoy, low - HUNDRED, high - HUNDRED):
        return
    true = (figure.value / figure.last_year - 1) * HUNDRED
    if "yoy" in entry.permitted:
        yield _finding(figure, "brief-growth", f"同比{plain(figure.yoy)}%与上年同期{plain(figure.last_year)}不符：相除应为{true:.1f}%。")
    else:
        message = f"同比{plain(figure.yoy)}%与两年总量相除的{true:.1f}%不同；该指标按可比口径计算，以输入的增速为准，请确认口径。"
        yield _finding(figure, "brief-basis", message, "note")


def _check_count_share(table: FactTable, figure: Figure) -> Iterator[Finding]:
    if figure.value is not None and figure.value < 0 and not growth_row(figure) and figure.unit not in {PERCENT, POINTS}:
        entry = _value(table, figure).indicator
        if entry is not None and entry.kind == "count":
            yield _finding(figure, "brief-negative", f"{with_unit(figure.value, figure.unit)}前带负号，户数、件数不能为负。", "error")


def _check_sum(figure: Figure, parts: list[Figure]) -> Iterator[Finding]:
    """Industries side by side cannot be more than their whole; half a unit of tolerance for each printed number."""
    beside = [p for p in parts if p.name.endswith(_INDUSTRY) and not cross_cutting(p.name) and not _different_population(p, figure)]
    values = [part.value for part in beside if part.value is not None]
    if figure.value is None or len(values) < 2:
        return
    slack = sum((half_step(value) for value in values), half_step(figure.value))
    if sum(values) > figure.value + slack:
        told = "、".join(f"{part.id} {part.indicator}" for part in beside)
        total, whole = with_unit(sum(values, Decimal(0)), figure.unit), with_unit(figure.value, figure.unit)
        message = f"{told}相加为{total}，大于整体{whole}，各部分有重叠或有误。"
        yield _finding(figure, "brief-parts", message)


def _check_parts(table: FactTable, figure: Figure) -> Iterator[Finding]:
    """Parts of one whole whose shares exceed 100 % overlap or are wrong (half a unit of tolerance a part)."""
    parts = [other for other in table.parts.get(figure.id, ()) if other.value is not None and other.unit == figure.unit]
    yield from _check_sum(figure, parts)
    for part in parts:
        if figure.value is not None and part.value is not None and part.value > figure.value and not _different_population(part, figure):
            yield _finding(part, "brief-parts", f"部分{with_unit(part.value, part.unit)}大于整体{figure.id} {figure.indicator}。")


_CHECKS = (
    _check_progress,
    _check_share,
    _check_reference,
    _check_net_change,
    _check_point_change,
    _check_growth,
    _check_count_share,
    _check_parts,
)
