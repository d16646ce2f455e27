"""Characters that numerals are written with, and a plain form of a text that keeps every offset.

NFKC would also fold full-width digits, but it changes lengths (㎡ becomes m2), so folding here is one character for one.
"""

import re
from functools import cache

CHINESE_DIGITS = "零〇一二两三四五六七八九"
CHINESE_SCALES = "十百千万亿"
CHINESE = CHINESE_DIGITS + CHINESE_SCALES
NUMERAL = re.compile(f"[0-9{CHINESE}]+")

MASK = "\ue000"
"""Stands for a character that is spoken for: neither numeral, nor unit, nor connector."""

_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_SINGLE = {"％": "%", "﹪": "%", "．": ".", "＊": "*", "＿": "_", "／": "/", "＋": "+", "～": "~", "〜": "~", "∼": "~", "―": "—", "─": "—"}
_MINUS = "－−‐‑﹣"
_BLANK = "\u3000\xa0\t"


@cache
def _table() -> dict[int, str]:
    ascii_forms = {0xFF10 + n: chr(0x30 + n) for n in range(10)}
    ascii_forms |= {0xFF21 + n: chr(0x41 + n) for n in range(26)} | {0xFF41 + n: chr(0x61 + n) for n in range(26)}
    ascii_forms |= {ord(wide): plain for wide, plain in _SINGLE.items()}
    return ascii_forms | {ord(sign): "-" for sign in _MINUS} | {ord(blank): " " for blank in _BLANK}


def fold(text: str) -> str:
    """Return the text with full-width digits, letters and signs made plain; same length, same offsets."""
    return _WIDE_COMMA.sub(",", text).translate(_table())


def blank_out(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with the spans overwritten by a neutral character; spans are sorted and disjoint."""
    parts: list[str] = []
    last = 0
    for start, end in spans:
        parts += [text[last:start], MASK * (end - start)]
        last = end
    return "".join([*parts, text[last:]])
