"""Which field of which row a figure is: one rule for each role the audit's reader gives it."""

import re
from collections.abc import Callable

from assistant.audit.claim import Claim
from assistant.intaking.case import Asked, Case, Placing, Told
from assistant.intaking.levels import place_aim, place_average, place_delta, place_level
from assistant.intaking.rates import (
    place_before,
    place_change,
    place_gap,
    place_growth,
    place_move,
    place_progress,
    place_rank,
    place_ratio,
    place_share,
    place_unchanged,
    place_versus,
)
from assistant.intaking.rows import Row
from assistant.intaking.subjects import Subject

_GOAL_AFTER = re.compile(r"的?(?:年度|全年)?(?:目标|任务)")
_FROM = re.compile(r"(?:由|从)[^，。；到至]{0,10}$")
_RULES: dict[str, Callable[[Case], Placing]] = {
    "level": place_level,
    "delta": place_delta,
    "gap": place_gap,
    "average": place_average,
    "growth": place_growth,
    "ratio": place_ratio,
    "share": place_share,
    "progress": place_progress,
    "versus": place_versus,
    "change": place_change,
    "rank": place_rank,
    "move": place_move,
}


def place(claim: Claim, subject: Subject | None, current: Row | None, period: str, told: Told) -> Placing:
    """Return where a figure goes.

    Args:
        claim: The figure with what the sentence says of it.
        subject: The indicator named right before it, if any.
        current: The row told of last.
        period: Its period, where it is not that of the brief.
        told: The figures before it.

    Raises:
        Asked: It cannot be told for certain.
    """
    case = Case(claim, subject, current, period, told)
    if claim.quantity.form in {"fan", "multiple"} or claim.quantity.unit == "倍":
        raise Asked("倍数没有地方放，请改写成增长百分之几，或直接给出数额。")
    if claim.quantity.form == "zero":
        return place_unchanged(case)
    if _GOAL_AFTER.match(claim.right) and claim.role in {"level", "gap", "delta"}:
        return place_aim(case)
    if claim.role in {"growth", "ratio"} and _FROM.search(claim.clause):
        return place_before(case)
    return _RULES[claim.role](case)
