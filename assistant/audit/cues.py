"""Cues: the words around a figure that say what kind of number it is, which way it moves, and what it is set against."""

import re
from typing import Literal

from assistant.audit.rows import PERCENT, POINTS
from assistant.audit.values import dimension
from assistant.numbers import Quantity

Role = Literal["level", "delta", "gap", "average", "growth", "ratio", "share", "progress", "versus", "change", "rank", "move"]
_PROGRESS = re.compile(
    r"(完成|达到|为|占|实现)[^，。；]{0,12}(目标|任务|计划)[^，。；]{0,12}的$|(进度|兑现率|完成率)[^，。；、]{0,6}$|完成了?$"
)
_SHARE = re.compile(r"占[^，。；]{0,30}$|占比[^，。；]{0,6}$|比重[^，。；]{0,8}$|贡献了?[^，。；]{0,6}$")
_GROWTH = re.compile(
    r"(负增长|增长|增速|增幅|涨幅|降幅|下降|下滑|减少|降低|上升|上涨|增加|提高|提升|回升|攀升|增|降)"
    r"(了|为|达|达到|是|至|约|近|超过?|速度|在|的|预计|也|却|则|均|仅|只|只有|就|保持|高达){0,3}$"
)
_STATE = re.compile(r"(降|升|滑|跌|涨|回落|提高|提升|下降|降低|压缩|上升|增加|减少|增长|压降|压减|缩短|回升)(到|至|为)了?$")
_GAP = re.compile(r"(还差|尚差|还剩|剩下|剩余|余下|缺口|还要|还需|尚需|还有|差距|相差|差|尚有|另有|未|没)[^，。；]{0,10}$")
_BEYOND = re.compile(r"(多|少|高|低)(出|干|投|完成)?了?$")
_AVERAGE = re.compile(r"[户人]均(为|达到?)?$|(月均|每月|每个月|平均每月|一个月)[^，。；]{0,10}$")
_DELTA = re.compile(
    r"(净增|净减|新增|增加|减少|退出|超出|超额|高出|多增|少增|提高|降低|下降|压减|新认定|新培育|新投产)(加|了|完成|规上|企业|工业|户|的){0,3}[^，。；到至]{0,10}$"
    r"|(多出?|少出?|高|低|增|缩短|压缩|[多少再又](投|干|完成|增|建|开|添|减|降|办))了?$"
)
_ABOVE = re.compile(r"(高于|快于|高出|好于|领先|快过|多于|优于)(?P<anchor>[^，。；]{0,24}?)$")
_BELOW = re.compile(r"(低于|慢于|落后于?|少于|低出|滞后于?)(?P<anchor>[^，。；]{0,24}?)$")
THAN = re.compile(
    r"[比较](?P<anchor>[^，。；比较]{1,24}?)(?P<verb>高出|低出|多出|少出|[多少再又](?:投|干|完成|增|建|开|添|减|降|办|签|收)|[多少](?!数|量|于)[一-鿿]{1,2}|缩短|压缩|高|低|快|慢|多|少|提高|提升|上升|加快|回升|回落|下降|放缓|收窄|扩大|增加|减少|降低|净增|净减|前移|后移)了?$"
)
_SHARE_IN = re.compile(r"在(?P<anchor>[^，。；]{1,20}?)中的?(占比|比重|份额)[为达到是约]{0,2}$")
_SHARE_ANCHOR = re.compile(r"占(?P<anchor>[^，。；]{0,30}?)的?(比重|比例)?[为达到是约超近过]{0,3}$")
_AWAY = re.compile(r"[离距](?P<anchor>[^，。；]{1,16}?)，?(还|尚)?(差|有|少|低)$")
_RANKED = re.compile(r"(位列|名列|位居|排名|排在|列|居|排)[^，。；]{0,24}$")
_CHANGE = re.compile(r"(提高|提升|上升|加快|回升|回落|下降|放缓|收窄|扩大|降低|增加|减少|上涨|下滑|增长)了?$")
_MOVE = re.compile(r"(前移|后移|上升|下降|提升|跃升|前进|后退|下滑|晋升|提高)了?$")
_UP = re.compile(
    r"增长|增加|提高|提升|上升|加快|回升|扩大|上涨|前移|前进|跃升|净增|新增|高于|快于|高出|超出|超额|领先|多|高|快|攀升|晋升|增"
)
_DOWN = re.compile(r"负增长|下降|减少|回落|放缓|收窄|降低|下滑|后移|后退|净减|低于|慢于|落后|滞后|低|慢|少|降|压缩|压减|缩短|再减|又减")
_BASES = {
    "环比": re.compile(r"环比|比上月|较上月|比上季|较上季"),
    "比年初": re.compile(r"[比较](年初|上年末|去年末|上年底|去年底)"),
    "同比": re.compile(r"同比|[比较](上年同期|去年同期|上年|去年)|同期"),
}
_DONE = re.compile(r"已经?|目前|眼下|眼前|到手|现有|实际完成|完成了|实现了|达到了")
_AIM = re.compile(r"还差|还要|尚差|缺口|力争|确保|目标是|目标为|目标|计划|预计|争取|预期|要完成|要达到|任务|要做到|务必|拟|保证|要确保")


def _percent_role(left: str) -> Role:
    if _STATE.search(left):
        return "ratio"
    if _SHARE.search(left) and not re.search(r"(增长|下降|增速)[^，。；]{0,3}$", left):
        return "progress" if re.search(r"占[^，。；]{0,10}(目标|任务|计划)", left) else "share"
    if _GROWTH.search(left):
        return "growth"
    return "progress" if _PROGRESS.search(left) else "ratio"


def _level_role(left: str) -> Role:
    if _AVERAGE.search(left) and not _BEYOND.search(left):
        return "average"
    if _STATE.search(left):
        return "level"
    if THAN.search(left) and not re.search(r"[比较][^，。；]{0,8}(增长|增加)到", left):
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
        if _ABOVE.search(left) or _BELOW.search(left) or _AWAY.search(left):
            return "versus"
        return "change" if _CHANGE.search(left) else "gap" if re.search(r"差了?$", left) else "versus"
    if quantity.unit == "位":
        return "move" if _MOVE.search(left) else "rank"
    return _level_role(left)


def anchor_of(left: str, role: Role) -> tuple[str, str, str]:
    """Return subject text, anchor and verb of a comparison or share."""
    for pattern in (_ABOVE, _BELOW, THAN, _AWAY):
        match = pattern.search(left)
        if match and role in {"versus", "change", "delta", "gap"}:
            groups = match.groupdict()
            verb = "低" if pattern is _AWAY else groups.get("verb") or match[1]
            return left[: match.start()], match["anchor"] or "", verb
    if role == "share" and (match := _SHARE_IN.search(left) or _SHARE_ANCHOR.search(left)):
        return left[: match.start()], match["anchor"].removesuffix("比"), ""
    return left, "", ""


def direction_of(left: str, verb: str, role: Role) -> int:
    """Return which way the words say a figure moves: 1 up, -1 down, 0 not said."""
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


def basis_of(text: str) -> str:
    """Return what a clause compares with: 同比, 环比, 比年初, or nothing."""
    return next((name for name, pattern in _BASES.items() if pattern.search(text)), "")


def stance_of(clause: str, right: str) -> str:
    """Return whether a clause aims (力争, 目标) or reports (已); the later word decides."""
    done = [match.end() for match in _DONE.finditer(clause)]
    aim = [match.end() for match in _AIM.finditer(clause)]
    if not done and not aim:
        return "aim" if re.match(r"的?[^，。；]{0,8}(目标|任务)", right) else ""
    return "done" if max(done, default=-1) > max(aim, default=-1) else "aim"


def without_anchor(window: str) -> str:
    """Cut a comparison off the end of a window: what a number was set against is no subject of the next."""
    for pattern in (_SHARE_IN, _SHARE_ANCHOR, _ABOVE, _BELOW, THAN, _AWAY, _RANKED):
        if match := pattern.search(window):
            return window[: match.start()]
    return window
