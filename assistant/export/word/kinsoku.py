"""What may not start or end a line (避头尾): the usual signs, and the characters of the units a speech uses.

No property of a run keeps a number and its unit together. A document may however say which characters never start a line
(ECMA-376 Part 1, 17.15.1.60); its list replaces the built-in one, so the usual signs are told again.
"""

import re
from collections.abc import Iterator

from assistant.numbers import extract_quantities

NEVER_ENDS = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"

SIGNS = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
_DATES = "年月日"
_DATE = re.compile(rf"(?<=\d)[{_DATES}]")
_UNIT = re.compile(r"\d ?([\u4e00-\u9fff]+)")


def never_starts(text: str) -> str:
    """Return what may not start a line of a speech.

    Args:
        text: The speech: only units it uses count, since every further character costs lines that end early.
    """
    return SIGNS + "".join(sorted({*_DATES, *(character for start, end in unit_places(text) for character in text[start:end])}))


def unit_places(text: str) -> tuple[tuple[int, int], ...]:
    """Return where 年, 月, 日 or a unit stands that belongs to the digits before it; no line should start with a character of it."""
    return tuple(sorted({*(found.span() for found in _DATE.finditer(text)), *_after_quantities(text)}))


def _after_quantities(text: str) -> Iterator[tuple[int, int]]:
    for quantity in extract_quantities(text):
        last = max(quantity.end, quantity.unit_end)
        if found := _UNIT.search(text, quantity.start, last):
            yield found.start(1), last
