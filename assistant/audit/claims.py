"""Claims: what a sentence says about each of its figures, before anything is looked up.

A figure is read with the words before it back to the figure before (its *window*), then with the windows further back in
the sentence, for Chinese carries the subject over from clause to clause (实现产值25亿元，增长19.3%，占全县的…).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.audit.claim import REACH, Claim, clause_start, end_of
from assistant.audit.cues import anchor_of, basis_of, direction_of, role_of, stance_of, without_anchor
from assistant.audit.distribution import distribute
from assistant.audit.rows import PERCENT
from assistant.audit.values import dimension
from assistant.numbers import PeriodMention, Quantity

__all__ = ["Claim", "claims_in", "end_of", "merge_ratios"]

_ONE_IN = re.compile(r"[^，。；]{0,4}就?有")
_SENTENCE = re.compile(r"[^。！？\n]*")
WINDOWS = 9
_BREAK = "，、；：。！？\n（）()"
_ENUM = re.compile(r"^[元吨人户]?[和与及、，；。！？\n：（）()“”]|^$")


def sentences_of(text: str, quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Return the span of the sentence around each figure, in one pass over the text."""
    spans: list[tuple[int, int]] = []
    start, end = 0, -1
    for quantity in quantities:
        while end < quantity.start:
            start = end + 1
            found = _SENTENCE.match(text, start)
            end = found.end() if found else len(text)
        spans.append((start, end))
    return spans


def _windows(text: str, index: int, quantities: Sequence[Quantity], sentence: tuple[int, int]) -> list[tuple[str, float]]:
    """Return the subject windows of a figure, near to far, within its sentence and then the sentence before."""
    windows: list[tuple[str, float]] = []
    end = quantities[index].start
    weight = 1.0
    cursor = index - 1
    floor = max(sentence[0], end - REACH)
    while cursor >= 0 and end_of(quantities[cursor]) > floor and len(windows) < WINDOWS:
        border = _border(text, end_of(quantities[cursor]), end)
        if border >= 0:
            window = text[max(border, floor) : end]
            windows.append((without_anchor(window) if windows else window, weight))
            end = quantities[cursor].start if border == end_of(quantities[cursor]) else border
            weight *= 0.8 if text[border : border + 1] != "；" else 0.5
        cursor -= 1
    window = text[min(floor, end) : end]
    windows.append((without_anchor(window) if windows else window, weight))
    before = text[max(0, sentence[0] - 90) : sentence[0]]
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


def _begin(mention: PeriodMention) -> int:
    return mention.start


def _opens(mention: PeriodMention, start: int, text: str) -> bool:
    """Tell whether a period stands alone before the clause (前三季度，全县…)."""
    between = text[mention.end : start] if mention.end <= start else "-"
    return (len(between) <= 4 and between.rstrip("，") == between[:-1]) or between == "" or mention.text.endswith(("当月", "当季", "单季"))


def _period(periods: Sequence[PeriodMention], clause: tuple[int, int], floor: int, text: str) -> tuple[PeriodMention | None, bool]:
    """Return the period a clause speaks of: the last one before the figure that is no comparison and no deadline."""
    found: PeriodMention | None = None
    for mention in periods[bisect_left(periods, floor, key=_begin) :]:
        if mention.start >= clause[1]:
            break
        if mention.end > clause[1]:
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


def _than(periods: Sequence[PeriodMention], clause: tuple[int, int], text: str) -> PeriodMention | None:
    """Return the period a clause compares with (比上半年)."""
    for mention in periods[bisect_left(periods, clause[0], key=_begin) :]:
        if mention.end > clause[1]:
            break
        if text[mention.start - 1 : mention.start] in {"比", "较"}:
            return mention
    return None


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
        word = quantity.qualifier or ("多" if text.startswith("多", end_of(quantity)) else "")
        value, span = quantity.value / last.value, text[last.start : quantity.end]
        ratio = replace(quantity, start=last.start, text=span, value=value, unit="", qualifier=word, form="fraction", step=Decimal(0))
        merged[-1] = ratio
    return merged


def claims_in(text: str, quantities: Sequence[Quantity], periods: Sequence[PeriodMention]) -> list[Claim]:
    """Return one claim for each figure, in text order."""
    sentences = sentences_of(text, quantities)
    claims = [_claim(text, index, quantities, periods, sentences[index]) for index in range(len(quantities))]
    return distribute(text, claims)


def _claim(text: str, index: int, quantities: Sequence[Quantity], periods: Sequence[PeriodMention], sentence: tuple[int, int]) -> Claim:
    quantity = quantities[index]
    windows = _windows(text, index, quantities, sentence)
    floor = max(sentence[0], quantity.start - REACH)
    start = clause_start(text, quantity.start, floor)
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
    period, close = _period(periods, (start, quantity.start), floor, text)
    than = _than(periods, (start, quantity.start), text) if anchor else None
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
        mood=stance_of(text[floor:start], ""),
        period=period,
        near=close,
        than=than,
        clause=clause,
        sentence=sentence,
        said=text[floor : min(sentence[1], quantity.start + REACH)],
    )
