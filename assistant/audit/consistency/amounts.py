"""Numbers of one row that follow from each other: progress, share, distances, changes and growth."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.audit.consistency.doubts import doubt
from assistant.audit.consistency.tolerance import HUNDRED, half_step, outside, quotient_range
from assistant.audit.facts import FactTable
from assistant.audit.printing import plain, with_unit
from assistant.audit.rows import PERCENT
from assistant.brief.identity import identity_of
from assistant.brief.model import Figure
from assistant.findings import BriefFinding
from assistant.lexicon.indicators import indicator_like
from assistant.numbers import base_unit


def check_amounts(table: FactTable, figure: Figure) -> Iterator[BriefFinding]:
    """Yield what does not follow within one row, or between a row and the one it names."""
    for check in (_check_progress, _check_share, _check_reference, _check_net_change, _check_point_change, _check_growth):
        yield from check(table, figure)


def _check_progress(table: FactTable, figure: Figure) -> Iterator[BriefFinding]:
    """Progress is the amount over the target: of the same row, or of the target row of the same indicator and year."""
    if figure.progress is None or figure.kind not in {"actual", "target"} or figure.unit == PERCENT:
        return
    done, aim = _operands(table, figure)
    if done is None or aim is None or not done.value or not aim.value:
        return
    (unit, scale), (other, other_scale) = base_unit(done.unit), base_unit(aim.unit)
    if unit != other:
        return
    low, high = (bound * scale / other_scale for bound in quotient_range(done.value, aim.value))
    if outside(figure.progress, low, high):
        true = done.value * scale / (aim.value * other_scale) * HUNDRED
        words = {"progress": plain(figure.progress), "value": with_unit(done.value, done.unit), "target": with_unit(aim.value, aim.unit)}
        yield doubt(table, figure, "brief-progress", (f"{figure.id}.progress", done.key, aim.key), true=f"{true:.1f}", **words)


def _operands(table: FactTable, figure: Figure) -> "tuple[_Amount | None, _Amount | None]":
    own = _amount(figure.value, figure.unit, figure.id)
    if figure.kind == "actual":
        if figure.target is not None:
            return own, _amount(figure.target, figure.unit, f"{figure.id}.target")
        if figure.targets or figure.when is None:
            return own, None
        aim = table.year_targets.get((figure.canonical, figure.scope, figure.when.year))
        return own, _amount(aim.value, aim.unit, aim.id) if aim else None
    done = [other for other in table.brief.figures if _actual_of(other, figure)]
    return (_amount(done[0].value, done[0].unit, done[0].id), own) if len(done) == 1 else (None, own)


def _actual_of(other: Figure, target: Figure) -> bool:
    same = (other.canonical, other.scopes, other.kind, other.span) == (target.canonical, target.scopes, "actual", "累计")
    return same and other.when is not None and target.when is not None and other.when.year == target.when.year


class _Amount:
    """A number with its unit and the key of its cell."""

    def __init__(self, value: Decimal, unit: str, key: str) -> None:
        self.value, self.unit, self.key = value, unit, key


def _amount(value: Decimal | None, unit: str, key: str) -> _Amount | None:
    return None if value is None else _Amount(value, unit, key)


def _check_share(table: FactTable, figure: Figure) -> Iterator[BriefFinding]:
    whole = table.rows.get(figure.share_of)
    if figure.share is None or whole is None or not figure.value or not whole.value or different_population(figure, whole):
        return
    (unit, scale), (whole_unit, whole_scale) = base_unit(figure.unit), base_unit(whole.unit)
    if unit != whole_unit or unit == PERCENT:
        return
    low, high = quotient_range(figure.value, whole.value)
    ratio = scale / whole_scale
    if outside(figure.share, low * ratio, high * ratio):
        true = figure.value * ratio / whole.value * HUNDRED
        words = {"share": plain(figure.share), "whole": f"{whole.id} {whole.indicator}", "true": f"{true:.1f}"}
        yield doubt(table, figure, "brief-share", (f"{figure.id}.share", figure.id, whole.id), **words)


def different_population(part: Figure, whole: Figure) -> bool:
    """Tell whether two rows hold for another time, or one is done and the other aimed at."""
    same_time = part.when is None or whole.when is None or (part.when.year, part.when.last) == (whole.when.year, whole.when.last)
    return not same_time or {part.kind, whole.kind} - {"actual"} not in (set(), {"target"}, {"plan"}, {"target", "plan"})


def _check_reference(table: FactTable, figure: Figure) -> Iterator[BriefFinding]:
    """The stated distance to a reference or a target must be the difference of the two."""
    for also in figure.also:
        if not also.name.endswith("之差") or figure.value is None or "进度" in also.name:
            continue
        by_value = figure.unit == PERCENT or also.unit == figure.unit
        own = figure.value if by_value else figure.yoy
        others = [(f"reference:{ref.name}", ref.value) for ref in figure.references if ref.name in also.name]
        if "目标" in also.name and figure.target is not None:
            others = [("target", figure.target)]
        if own is None or not others or abs(own - others[0][1] - also.value) <= _slack(own, others[0][1], "目标" in also.name):
            continue
        keys = (f"{figure.id}.also:{also.name}", figure.id if by_value else f"{figure.id}.yoy", f"{figure.id}.{others[0][0]}")
        words = {"name": also.name, "given": plain(also.value), "true": plain(own - others[0][1]) + also.unit}
        yield doubt(table, figure, "brief-difference", keys, **words)


def _slack(own: Decimal, other: Decimal, exact: bool) -> Decimal:
    """Return what rounding excuses: a target is no measured number and has none."""
    return half_step(own) + (Decimal(0) if exact else half_step(other))


def _check_net_change(table: FactTable, figure: Figure) -> Iterator[BriefFinding]:
    """净增 = 新增 − 退出 = end − start."""
    named = {word: also for also in figure.also for word in ("净增", "新增", "退出") if also.name.startswith(word)}
    values = {word: also.value for word, also in named.items()}
    keys = {word: f"{figure.id}.also:{also.name}" for word, also in named.items()}
    if len(values) == 3 and values["新增"] - values["退出"] != values["净增"]:
        words = {"net": plain(values["净增"]), "came": plain(values["新增"]), "left": plain(values["退出"])}
        yield doubt(table, figure, "brief-net-change", tuple(keys.values()), **words)
    starts = [(f"also:{also.name}", also.value) for also in figure.also if also.name.startswith(("上年末", "年初"))]
    starts += [("last_year", figure.last_year)] if figure.last_year is not None else []
    if "净增" not in values or not starts or figure.value is None or figure.value - starts[0][1] == values["净增"]:
        return
    start = starts[0][1]
    words = {"net": plain(values["净增"]), "end": plain(figure.value), "start": plain(start), "true": plain(figure.value - start)}
    yield doubt(table, figure, "brief-net-end", (keys["净增"], figure.id, f"{figure.id}.{starts[0][0]}"), **words)


def _check_point_change(table: FactTable, figure: Figure) -> Iterator[BriefFinding]:
    by_value = figure.unit == PERCENT
    now, before = (figure.value, figure.prev) if by_value else (figure.yoy, figure.prev_yoy)
    if figure.mom_pp is None or now is None or before is None or abs(now - before - figure.mom_pp) <= half_step(now) + half_step(before):
        return
    keys = ("value", "prev") if by_value else ("yoy", "prev_yoy")
    facts = tuple(f"{figure.id}.{key}".removesuffix(".value") for key in ("mom_pp", *keys))
    yield doubt(table, figure, "brief-change", facts, given=plain(figure.mom_pp), true=plain(now - before))


def _check_growth(table: FactTable, figure: Figure) -> Iterator[BriefFinding]:
    """Growth against two levels: a contradiction only where the catalogue lets the rate follow from the levels."""
    before, key = _year_before(table, figure)
    if figure.yoy is None or figure.value is None or before is None or before <= 0 or figure.unit == PERCENT or figure.basis != "同比":
        return
    low, high = quotient_range(figure.value, before)
    if not outside(figure.yoy, low - HUNDRED, high - HUNDRED):
        return
    true = (figure.value / before - 1) * HUNDRED
    rule = "brief-growth" if "yoy" in indicator_like(figure.name, figure.unit).permitted else "brief-basis"
    facts = (f"{figure.id}.yoy", figure.id, key)
    yield doubt(table, figure, rule, facts, yoy=plain(figure.yoy), before=plain(before), true=f"{true:.1f}")


def _year_before(table: FactTable, figure: Figure) -> tuple[Decimal | None, str]:
    """Return the level of the same period last year: the row's own, else that of the one row that holds it."""
    if figure.last_year is not None:
        return figure.last_year, f"{figure.id}.last_year"
    if figure.when is None or figure.when.year is None or figure.yoy is None:
        return None, ""
    when = (figure.when.year - 1, figure.when.first, figure.when.last, figure.when.point)
    others = table.at_time.get((identity_of(figure), when), ())
    return (others[0].value, others[0].id) if len(others) == 1 and others[0].unit == figure.unit else (None, "")
