"""Remarks: what is no claim about a figure but must hold inside the speech."""

import re
from collections.abc import Iterator

from assistant.findings import Finding

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_ANNOUNCED = re.compile(r"(?:讲|谈|提|说)(?:以下)?([一二两三四五六七八九十])(?:个方面|点|条|个)的?(?:意见|想法|要求|看法|体会|建议)?")
_TOP = re.compile(r"(?m)^\s*([一二三四五六七八九十])、")
_FIRST = re.compile(r"(?m)(?:^|[。；：\s])(?:第)?([一二三四五六七八九十])(?:要|是|、)")


def check_announced(text: str) -> Iterator[Finding]:
    """Yield a remark where the number of points announced is not the number delivered (讲三点意见)."""
    for match in _ANNOUNCED.finditer(text):
        said = _DIGITS[match[1]]
        rest = text[match.end() :]
        numbers = [_DIGITS[found] for found in _TOP.findall(rest)] or [_DIGITS[found] for found in _FIRST.findall(rest)]
        run = _longest_run(numbers)
        if run and run != said:
            message = f"宣布讲{match[1]}点，后面实有{run}点，请改为一致。"
            yield Finding(match.start(1), match.end(1), match[1], "announced-count", "warning", message)


def _longest_run(numbers: list[int]) -> int:
    """Return how far a series that starts at one runs without a gap."""
    run = 0
    for number in numbers:
        if number == run + 1:
            run = number
    return run
