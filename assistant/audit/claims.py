"""Claims: what a sentence says about each of its figures, before anything is looked up.

A figure is read with the words before it back to the figure before (its *window*), then with the windows further back in
the sentence, for Chinese carries the subject over from clause to clause (实现产值25亿元，增长19.3%，占全县的…).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.audit.facts import PERCENT, POINTS
from assistant.audit.values import dimension
from assistant.numbers import PeriodMention, Quantity

Role = Literal["level", "delta", "gap", "average", "growth", "ratio", "share", "progress", "versus", "change", "rank", "move"]

SENTENCE_END = "。！？\n"
_BREAK = "，、；：。！？\n（）()"
_ENUM = re.compile(r"^[元吨人户]?[和与及、，；。！？\n：（）()“”]|^$")

_PROGRESS = re.compile(r"(完成|达到|为|占|实现)[^，。；]{0,12}(目标|任务|计划)[^，。；]{0,12}的$|(进度|兑现率|完成率)[^，。；、]{0,6}$|完成了?$")
_SHARE = re.compile(r"占[^，。；]{0,30}$|占比[^，。；]{0,6}$|比重[^，。；]{0,8}$|贡献了?[^，。；]{0,6}$")
_GROWTH = re.compile(
    r"(负增长|增长|增速|增幅|涨幅|降幅|下降|下滑|减少|降低|上升|上涨|增加|提高|提升|回升|攀升|增|降)"
    r"(了|为|达|达到|是|至|约|近|超过?|速度|在|的|预计|也|仅|只有|保持|高达){0,3}$"
)
_STATE = re.compile(r"(提高|提升|下降|降低|压缩|上升|增加|减少|增长|压降|压减|缩短|回升)(到|至|为)了?$")
_GAP = re.compile(r"(还差|尚差|还剩|剩下|剩余|余下|缺口|还要|还需|尚需|还有|差距|相差|差|尚有|未)[^，。；]{0,10}$")
_AVERAGE = re.compile(r"(月均|每月|每个月|平均每月)[^，。；]{0,10}$")
_DELTA = re.compile(
    r"(净增|净减|新增|增加|减少|退出|超出|超额|高出|多增|少增|提高|降低|下降|压减|新认定|新培育|新投产)(加|了|完成|规上|企业|工业|户|的){0,3}[^，。；到至]{0,10}$"
    r"|(多|少|高|低|增)了?$"
)
_ABOVE = re.compile(r"(高于|快于|高出|好于|领先|快过|多于|优于)(?P<anchor>[^，。；]{0,24}?)$")
_BELOW = re.compile(r"(低于|慢于|落后于?|少于|低出|滞后于?)(?P<anchor>[^，。；]{0,24}?)$")
_THAN = re.compile(r"[比较](?P<anchor>[^，。；比较]{1,24}?)(?P<verb>高出|低出|高|低|快|慢|多|少|提高|提升|上升|加快|回升|回落|下降|放缓|收窄|扩大|增加|减少|降低|净增|净减|前移|后移)了?$")
_SHARE_ANCHOR = re.compile(r"占(?P<anchor>[^，。；]{0,30}?)的?(比重|比例)?[为达到是约超近过]{0,3}$")
_CHANGE = re.compile(r"(提高|提升|上升|加快|回升|回落|下降|放缓|收窄|扩大|降低|增加|减少|上涨|下滑|增长)了?$")
_MOVE = re.compile(r"(前移|后移|上升|下降|提升|跃升|前进|后退|下滑|晋升|提高)了?$")
_UP = re.compile(r"增长|增加|提高|提升|上升|加快|回升|扩大|上涨|前移|前进|跃升|净增|新增|高于|快于|高出|超出|超额|领先|多|高|快|攀升|晋升|增")
_DOWN = re.compile(r"负增长|下降|减少|回落|放缓|收窄|降低|下滑|后移|后退|净减|低于|慢于|落后|滞后|低|慢|少|降|压缩|压减")
_BASES = {
    "环比": re.compile(r"环比|比上月|较上月|比上季|较上季"),
    "比年初": re.compile(r"[比较](年初|上年末|去年末|上年底|去年底)"),
    "同比": re.compile(r"同比|[比较](上年同期|去年同期|上年|去年)|同期"),
}
_DONE = re.compile(r"已经?|实际完成|完成了|实现了|达到了")
_AIM = re.compile(r"力争|确保|目标是|目标为|目标|计划|预计|争取|预期|要完成|要达到|任务|要做到|务必|拟|保证|要确保")
SCOPE_WORD = re.compile(r"全国|全省|全市|全县|全区|全州|全镇|全乡|我省|我市|我县|我区")


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


def _without_anchor(window: str) -> str:
    """Cut a comparison off the end of a window: what a number was set against is no subject of the next."""
    for pattern in (_SHARE_ANCHOR, _ABOVE, _BELOW, _THAN):
        if match := pattern.search(window):
            return window[: match.start()]
    return window


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
            windows.append((_without_anchor(window) if windows else window, weight))
            end = quantities[cursor].start if border == end_of(quantities[cursor]) else border
            weight *= 0.8 if text[border : border + 1] != "；" else 0.5
        cursor -= 1
    window = text[sentence[0] : end]
    windows.append((_without_anchor(window) if windows else window, weight))
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
    stop = after
    while stop < len(text) and stop - after < 16 and text[stop] not in _BREAK:
        stop += 1
    return text[after:stop]


def _clause_start(text: str, at: int, floor: int) -> int:
    start = at
    while start > floor and text[start - 1] not in "，；：。！？\n":
        start -= 1
    return start


def _percent_role(left: str) -> Role:
    if _STATE.search(left):
        return "ratio"
    if _SHARE.search(left) and not re.search(r"(增长|下降|增速)[^，。；]{0,3}$", left):
        return "progress" if re.search(r"占[^，。；]{0,10}(目标|任务|计划)", left) else "share"
    if _GROWTH.search(left):
        return "growth"
    return "progress" if _PROGRESS.search(left) else "ratio"


def _level_role(left: str) -> Role:
    if _AVERAGE.search(left):
        return "average"
    if _STATE.search(left):
        return "level"
    if _THAN.search(left) and not re.search(r"[比较][^，。；]{0,8}(增长|增加)到", left):
        return "delta"
    if _GAP.search(left):
        return "gap"
    return "delta" if _DELTA.search(left) else "level"


def role_of(quantity: Quantity, left: str) -> Role:
    """Return what kind of number the words before it make of a figure."""
    measured = dimension(quantity.unit)
    if quantity.form in {"fraction", "cheng"}:
        return "share"
    if measured == PERCENT:
        return _percent_role(left)
    if measured == POINTS:
        if _ABOVE.search(left) or _BELOW.search(left):
            return "versus"
        return "change" if _CHANGE.search(left) else "gap" if re.search(r"差了?$", left) else "versus"
    if quantity.unit == "位":
        return "move" if _MOVE.search(left) else "rank"
    return _level_role(left)


def _anchor(left: str, role: Role) -> tuple[str, str, str]:
    """Return subject text, anchor and verb of a comparison or share."""
    for pattern in (_ABOVE, _BELOW, _THAN):
        match = pattern.search(left)
        if match and role in {"versus", "change", "delta", "gap"}:
            groups = match.groupdict()
            return left[: match.start()], match["anchor"] or "", groups.get("verb") or match[1]
    if role == "share" and (match := _SHARE_ANCHOR.search(left)):
        return left[: match.start()], match["anchor"].removesuffix("比"), ""
    return left, "", ""


def _direction(left: str, verb: str, role: Role) -> int:
    if verb:
        return -1 if _DOWN.search(verb) else 1 if _UP.search(verb) else 0
    if role in {"growth", "change", "versus", "move", "delta"}:
        tail = left[-12:]
        downs = [match.end() for match in _DOWN.finditer(tail)]
        ups = [match.end() for match in _UP.finditer(tail)]
        if not downs and not ups:
            return 0
        return -1 if max(downs, default=-1) >= max(ups, default=-1) else 1
    return 0


def _basis(text: str) -> str:
    return next((name for name, pattern in _BASES.items() if pattern.search(text)), "")


def _stance(clause: str, right: str) -> str:
    done = [match.end() for match in _DONE.finditer(clause)]
    aim = [match.end() for match in _AIM.finditer(clause)]
    if not done and not aim:
        return "aim" if re.match(r"的?[^，。；]{0,8}(目标|任务)", right) else ""
    return "done" if max(done, default=-1) > max(aim, default=-1) else "aim"


def _opens(mention: PeriodMention, start: int, text: str) -> bool:
    """Tell whether a period stands alone before the clause (前三季度，全县…)."""
    return mention.end <= start and text[mention.end : start] in {"，", ""}


def _period(periods: Sequence[PeriodMention], clause: tuple[int, int], sentence: tuple[int, int], text: str) -> tuple[PeriodMention | None, bool]:
    """Return the period a clause speaks of: the last one before the figure that is no comparison and no deadline."""
    found: PeriodMention | None = None
    for mention in periods:
        if mention.start < sentence[0] or mention.end > clause[1]:
            continue
        before, after = text[max(0, mention.start - 1) : mention.start], text[mention.end : mention.end + 3]
        if before in {"比", "较", "从", "由"} or after[:1] == "前" or after.startswith("以来"):
            continue
        if mention.text in {"全年", "年度"} and re.match(r"的?(目标|任务|计划)", text[mention.end : mention.end + 3]):
            continue
        found = mention
    return found, found is not None and (found.start >= clause[0] or _opens(found, clause[0], text))


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
    left = clause.removesuffix(quantity.qualifier) if quantity.qualifier else clause
    role = role_of(quantity, left)
    subject, anchor, verb = _anchor(left, role)
    near = windows[0][0]
    if anchor or verb:
        cut = len(left) - len(subject)
        tail = len(clause) - len(left)
        windows[0] = (near[: max(0, len(near) - cut - tail)], 1.0)
    period, close = _period(periods, (start, quantity.start), sentence, text)
    than = next((p for p in periods if anchor and p.start >= start and p.end <= quantity.start and text[p.start - 1 : p.start] in {"比", "较"}), None)
    right = _right(text, quantity)
    return Claim(
        quantity=quantity,
        dimension=PERCENT if quantity.form in {"fraction", "cheng"} else dimension(quantity.unit),
        role=role,
        windows=tuple(windows),
        right=right,
        anchor=anchor,
        direction=_direction(left, verb, role),
        basis=_basis(clause),
        stance=_stance(clause, right),
        mood=_stance(text[sentence[0] : start], ""),
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
        group = [i for i in range(at, len(claims)) if claims[i].sentence == claim.sentence and _one_run(text, claims, at, i)]
        before = [c for c in claims[:at] if c.sentence == claim.sentence and c.quantity.start < first and c.dimension != claim.dimension]
        subjects = before[-len(group) :]
        if at and "分别" in claims[at - 1].clause and claims[at - 1].sentence == claim.sentence and _one_run(text, claims, at - 1, at):
            continue
        if len(group) >= 2 and len(subjects) == len(group):
            for i, subject in zip(group, subjects, strict=True):
                role, direction, basis = claim.role, claim.direction, claim.basis
                out[i] = replace(claims[i], windows=subject.windows, role=role, direction=direction, basis=basis)
    return out


def _one_run(text: str, claims: list[Claim], first: int, last: int) -> bool:
    """Tell whether two figures stand in one enumeration: nothing but 、 和 与 及 between them."""
    between = (text[end_of(a.quantity) : b.quantity.start] for a, b in zip(claims[first:last], claims[first + 1 : last + 1], strict=True))
    return all(re.fullmatch(r"[、和与及，]{0,2}", gap) for gap in between)
