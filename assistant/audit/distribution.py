"""Distribution: 分别 gives the k-th number the k-th subject."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.audit.claim import Claim, clause_start, end_of

MOST = 12
_LINK = re.compile(r"[、和与及]{1,2}")


def distribute(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Give the k-th number after 分别 the k-th subject before it (营业收入298.4亿元、利润总额17.9亿元，分别增长6.9%和5.3%)."""
    out = list(claims)
    for at, claim in enumerate(claims):
        where = claim.clause.rfind("分别")
        if where < 0 or (at and _linked(text, claims[at - 1], claim) and "分别" in claims[at - 1].clause):
            continue
        first = claim.quantity.start - len(claim.clause) + where
        group = _run(text, claims, at)
        named = _enumerated(text, claim, first, len(group))
        subjects = named or [subject.windows for subject in _before(out, at, first, claim, len(group))]
        if len(group) >= 2 and len(subjects) == len(group):
            for place, windows in zip(group, subjects, strict=True):
                out[place] = replace(claims[place], windows=windows, role=claim.role, direction=claim.direction, basis=claim.basis)
    return out


def _run(text: str, claims: Sequence[Claim], at: int) -> list[int]:
    """Return the figures enumerated from one on: the same unit, nothing but 、 和 与 及 between them."""
    run = [at]
    while len(run) < MOST and run[-1] + 1 < len(claims):
        last, following = claims[run[-1]], claims[run[-1] + 1]
        if following.dimension != last.dimension or not _linked(text, last, following):
            break
        run.append(run[-1] + 1)
    return run


def _linked(text: str, first: Claim, second: Claim) -> bool:
    return _LINK.fullmatch(text, end_of(first.quantity), second.quantity.start) is not None


def _before(claims: Sequence[Claim], at: int, first: int, claim: Claim, count: int) -> list[Claim]:
    """Return as many figures of another unit before 分别 in the sentence as there are after it."""
    near = claims[max(0, at - 2 * MOST) : at]
    found = [c for c in near if c.sentence == claim.sentence and c.quantity.start < first and c.dimension != claim.dimension]
    return found[-count:]


def _enumerated(text: str, claim: Claim, at: int, count: int) -> list[tuple[tuple[str, float], ...]]:
    """Return the names enumerated right before 分别 (甲产业、乙产业分别完成…), where there are as many as figures."""
    start = clause_start(text, at, max(claim.sentence[0], at - 240))
    names = [name for name in re.split(r"[、和与及]", text[start:at]) if name]
    return [((name, 1.0),) for name in names] if len(names) == count else []
