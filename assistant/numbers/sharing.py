"""Lists and ranges: a unit, and the scale with it, flows backwards to the members that lack one.

5、8、12亿元 are all 亿元; 提高1.2和0.8个百分点 are both points; 30亿至40亿元 share the unit only.
"""

import re

from assistant.numbers.grammar import Reading

_RANGE = "[ ]?(?:到|至|[—–]{1,2}|-|~)[ ]?"
_CHANGE = "(?:提高|增加|上升|增长|扩大|下降|降低|减少|缩短|压缩|回落|调整|转变?|变|增|升|降|提升|拓展|压减|收窄)(?:到|至|为|成)"
_LINK = re.compile(rf"(?P<range>{_RANGE})|[ ]?(?:、|和|与|及|以及|或|跟)[ ]?|{_CHANGE}")
_FROM = re.compile("[从由自]$")
_TOO_FAR = 100


def share_units(readings: list[Reading], masked: str) -> None:
    """Let units flow backwards and mark the members of ranges; readings are in text order."""
    for index in range(len(readings) - 2, -1, -1):
        left, right = readings[index], readings[index + 1]
        link = _LINK.fullmatch(masked, left.reach, right.start) if right.start - left.reach <= 6 else None
        if link is None and not (left.end == right.start and left.form == right.form == "range"):
            continue
        ranged = link is None or link["range"] is not None
        if (not left.closed or _cut_short(left, right)) and right.unit and not right.reject:
            _inherit(left, right, masked, ranged=ranged)
        elif ranged and left.unit == "%" and not right.closed:
            right.settle("%", form="range")
        if ranged and left.unit == right.unit and left.closed and right.closed:
            _mark_range(left, right, masked)


def _inherit(left: Reading, right: Reading, masked: str, *, ranged: bool) -> None:
    if masked[left.start : left.end] == "一" and not ranged:
        return
    if left.scale == 1 and right.scale > 1 and right.unit != "%":
        if left.value >= _TOO_FAR * abs(right.value) / right.scale:
            left.form = "vague"  # 5000、8亿元: whether the scale is shared is anyone's guess
        else:
            left.value, left.step, left.scale = left.value * right.scale, left.step * right.scale, right.scale
    elif left.scale == 1 and right.unit == "%" and masked.startswith("‰", right.end - 1):
        left.value, left.step = left.value / 10, left.step / 10
    left.unit, left.per, left.closed = right.unit, right.per, True
    if left.form == "plain" and right.form in ("threshold", "multiple", "rank"):
        left.form = right.form


def _cut_short(left: Reading, right: Reading) -> bool:
    return left.unit == "个" and right.unit in ("个百分点", "个工作日", "个月")  # 2个到3个百分点


def _mark_range(left: Reading, right: Reading, masked: str) -> None:
    if left.form == "plain" and right.form in ("plain", "range") and not _FROM.search(masked[max(left.start - 1, 0) : left.start]):
        left.form = right.form = "range"
