"""Claims: what a sentence says about each of its figures, before anything is looked up.

A figure is read with the words before it back to the figure before (its *window*), then with the windows further back in
the sentence, for Chinese carries the subject over from clause to clause (实现产值25亿元，增长19.3%，占全县的…).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.audit.cues import Role, anchor_of, basis_of, direction_of, role_of, stance_of, without_anchor
from assistant.audit.rows import PERCENT
from assistant.audit.values import dimension
from assistant.numbers import PeriodMention, Quantity

_ONE_IN = re.compile(r"[^，。；]{0,4}就?有")
SENTENCE_END = "。！？\n"
_BREAK = "，、；：。！？\n（）()"
_ENUM = re.compile(r"^[元吨人户]?[和与及、，；。！？\n：（）()“”]|^$")


@dataclass(frozen=True)
class Claim:
    """What the sentence says about one figure.

    Attributes:
        quantity: The figure.
        dimension: What its unit measures.
        role: What kind of number the words make of it.
        windows: Subject texts from near to far, each with its weight.
        right: Text after the number up to the next break.
        anchor: What the number is set against (全市平均; 规上工业总产值 in 占规上工业总产值的).
        direction: 1 up, -1 down, 0 not said.
        basis: 同比, 环比, 比年初, or empty.
        stance: ``aim`` (力争, 目标), ``done`` (已), or empty.
        mood: The same, as the sentence before the clause leaves it.
        period: The period the clause speaks of, ``near`` when it stands in the clause itself.
        than: The period a change is measured from (比上半年).
        clause: Text of the clause before the number.
        sentence: Span of the sentence, and ``said`` its text.
    """

    quantity: Quantity
    dimension: str
    role: Role
    windows: tuple[tuple[str, float], ...]
    right: str
    anchor: str = ""
    direction: int = 0
    basis: str = ""
    stance: str = ""
    mood: str = ""
    period: PeriodMention | None = None
    near: bool = False
    than: PeriodMention | None = None
    clause: str = ""
    sentence: tuple[int, int] = (0, 0)
    said: str = ""


def sentence_of(text: str, at: int) -> tuple[int, int]:
    """Return the span of the sentence around an offset."""
    start = max(text.rfind(mark, 0, at) for mark in SENTENCE_END) + 1
    ends = [found for mark in SENTENCE_END if (found := text.find(mark, at)) >= 0]
    return start, min(ends, default=len(text))


def end_of(quantity: Quantity) -> int:
    """Return the offset after a figure and its unit."""
    return max(quantity.end, quantity.unit_end)


def _windows(text: str, index: int, quantities: Sequence[Quantity], sentence: tuple[int, int]) -> list[tuple[str, float]]:
    """Return the subject windows of a figure, near to far, within its sentence and then the sentence before."""
    windows: list[tuple[str, float]] = []
    end = quantities[index].start
    weight = 1.0
    cursor = index - 1
    while cursor >= 0 and end_of(quantities[cursor]) > sentence[0]:
        border = _border(text, end_of(quantities[cursor]), end)
        if border >= 0:
            window = text[max(border, sentence[0]) : end]
            windows.append((without_anchor(window) if windows else window, weight))
            end = quantities[cursor].start if border == end_of(quantities[cursor]) else border
            weight *= 0.8 if text[border : border + 1] != "；" else 0.5
        cursor -= 1
    window = text[sentence[0] : end]
    windows.append((without_anchor(window) if windows else window, weight))
    before = text[max(text.rfind("\n", 0, sentence[0]), sentence[0] - 90) : sentence[0]] if sentence[0] else ""
    windows.append((before.rpartition("\n")[2], 0.45))
    return windows


def _border(text: str, after: int, end: int) -> int:
    """Return where the window before a figure ends: at once, or with the clause that a noun after it carries on (12个项目，…)."""
    if _ENUM.match(text[after : after + 2]):
        return after
    return next((at for at in range(after, end) if text[at] in "，；："), -1)


def _right(text: str, quantity: Quantity) -> str:
    after = end_of(quantity)
    if quantity.qualifier and text.startswith(quantity.qualifier, after):
        after += len(quantity.qualifier)
    stop = after
    while stop < len(text) and stop - after < 16 and text[stop] not in _BREAK:
        stop += 1
    return text[after:stop]


def _clause_start(text: str, at: int, floor: int) -> int:
    start = at
    while start > floor and text[start - 1] not in "，；：。！？\n":
        start -= 1
    return start


def _opens(mention: PeriodMention, start: int, text: str) -> bool:
    """Tell whether a period stands alone before the clause (前三季度，全县…)."""
    between = text[mention.end : start] if mention.end <= start else "-"
    return (len(between) <= 4 and between.rstrip("，") == between[:-1]) or between == "" or mention.text.endswith(("当月", "当季", "单季"))


def _period(
    periods: Sequence[PeriodMention], clause: tuple[int, int], sentence: tuple[int, int], text: str
) -> tuple[PeriodMention | None, bool]:
    """Return the period a clause speaks of: the last one before the figure that is no comparison and no deadline."""
    found: PeriodMention | None = None
    for mention in periods:
        if mention.start < sentence[0] or mention.end > clause[1]:
            continue
        before, after = text[max(0, mention.start - 1) : mention.start], text[mention.end : mention.end + 3]
        if (before in {"比", "较"} and after[:1] != "的") or after[:1] == "前" or after.startswith("以来"):
            continue
        if before in {"从", "由", "同", "与"} and clause[1] - mention.end > 2:
            continue
        if mention.text in {"全年", "年度"} and re.match(r"的?(目标|任务|计划)|\d[^，。；]{0,12}的", text[mention.end : mention.end + 16]):
            continue
        found = mention
    return found, found is not None and (found.start >= clause[0] or _opens(found, clause[0], text))


def merge_ratios(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Read 每4户就有近1户 as one figure, a quarter: what a share is turned into for the ear."""
    merged: list[Quantity] = []
    for quantity in quantities:
        last = merged[-1] if merged else None
        between = text[end_of(last) : quantity.start].removesuffix(quantity.qualifier) if last else ""
        each = last is not None and text[last.start - 1 : last.start] == "每" and last.unit == quantity.unit
        if last is None or not each or not last.value or not _ONE_IN.fullmatch(between):
            merged.append(quantity)
            continue
        word = quantity.qualifier or ("多" if text[end_of(quantity) :][:1] == "多" else "")
        value, span = quantity.value / last.value, text[last.start : quantity.end]
        ratio = replace(quantity, start=last.start, text=span, value=value, unit="", qualifier=word, form="fraction", step=Decimal(0))
        merged[-1] = ratio
    return merged


def claims_in(text: str, quantities: Sequence[Quantity], periods: Sequence[PeriodMention]) -> list[Claim]:
    """Return one claim for each figure, in text order."""
    claims = [_claim(text, index, quantities, periods) for index in range(len(quantities))]
    return _distribute(text, claims)


def _claim(text: str, index: int, quantities: Sequence[Quantity], periods: Sequence[PeriodMention]) -> Claim:
    quantity = quantities[index]
    sentence = sentence_of(text, quantity.start)
    windows = _windows(text, index, quantities, sentence)
    start = _clause_start(text, quantity.start, sentence[0])
    clause = text[start : quantity.start]
    own = clause if len(clause) <= len(windows[0][0]) else windows[0][0]
    left = own.removesuffix(quantity.qualifier) if quantity.qualifier else own
    role = role_of(quantity, left)
    subject, anchor, verb = anchor_of(left, role)
    near = windows[0][0]
    if anchor or verb:
        cut = len(left) - len(subject)
        tail = len(own) - len(left)
        windows[0] = (near[: max(0, len(near) - cut - tail)], 1.0)
    period, close = _period(periods, (start, quantity.start), sentence, text)
    than = next(
        (p for p in periods if anchor and p.start >= start and p.end <= quantity.start and text[p.start - 1 : p.start] in {"比", "较"}),
        None,
    )
    right = _right(text, quantity)
    return Claim(
        quantity=quantity,
        dimension=PERCENT if quantity.form in {"fraction", "cheng"} else dimension(quantity.unit),
        role=role,
        windows=tuple(windows),
        right=right,
        anchor=anchor,
        direction=direction_of(left, verb, role),
        basis=basis_of(clause),
        stance=stance_of(clause, right),
        mood=stance_of(text[sentence[0] : start], ""),
        period=period,
        near=close,
        than=than,
        clause=clause,
        sentence=sentence,
        said=text[sentence[0] : sentence[1]],
    )


def _distribute(text: str, claims: list[Claim]) -> list[Claim]:
    """Give the k-th number after 分别 the k-th subject before it (营业收入298.4亿元、利润总额17.9亿元，分别增长6.9%和5.3%)."""
    out = list(claims)
    for at, claim in enumerate(claims):
        where = claim.clause.rfind("分别")
        if where < 0:
            continue
        first = claim.quantity.start - len(claim.clause) + where
        group = [i for i in range(at, len(claims)) if claims[i].dimension == claim.dimension and _one_run(text, claims, at, i)]
        before = [c for c in out[:at] if c.sentence == claim.sentence and c.quantity.start < first and c.dimension != claim.dimension]
        subjects = before[-len(group) :]
        if at and "分别" in claims[at - 1].clause and claims[at - 1].sentence == claim.sentence and _one_run(text, claims, at - 1, at):
            continue
        named = _enumerated(text, claim, first, len(group))
        if len(group) >= 2 and named:
            for i, name in zip(group, named, strict=True):
                out[i] = replace(claims[i], windows=((name, 1.0),), role=claim.role, direction=claim.direction, basis=claim.basis)
        elif len(group) >= 2 and len(subjects) == len(group):
            for i, subject in zip(group, subjects, strict=True):
                role, direction, basis = claim.role, claim.direction, claim.basis
                out[i] = replace(claims[i], windows=subject.windows, role=role, direction=direction, basis=basis)
    return out


def _enumerated(text: str, claim: Claim, at: int, count: int) -> list[str]:
    """Return the names enumerated right before 分别 (甲产业、乙产业分别完成…), where there are as many as figures."""
    start = _clause_start(text, at, claim.sentence[0])
    names = [name for name in re.split(r"[、和与及]", text[start:at]) if name]
    return names if len(names) == count else []


def _one_run(text: str, claims: list[Claim], first: int, last: int) -> bool:
    """Tell whether two figures stand in one enumeration: nothing but 、 和 与 及 between them."""
    between = (text[end_of(a.quantity) : b.quantity.start] for a, b in zip(claims[first:last], claims[first + 1 : last + 1], strict=True))
    return all(re.fullmatch(r"[、和与及]{1,2}", gap) for gap in between)
