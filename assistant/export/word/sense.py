"""Lines of a reading copy: they end between words, after a pause where there is one, never inside a number with its unit."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.export.word.kinsoku import NEVER_ENDS, SIGNS, unit_places
from assistant.masking.vocabulary import tokens
from assistant.numbers import extract_quantities

_PAUSES = {**dict.fromkeys("。！？；", 6.0), **dict.fromkeys("，：", 4.0), "、": 1.5}
"""How many characters a line may end early for the sake of a pause."""

_SINGLE = 4.0

_LEANING = "的了着过们吗呢吧"
"""Particles that lean on the word before them."""

_WIDE = "%ABCDGHKMNOPQRUVWXYmw&@—"


_WHOLE = re.compile(r"[A-Za-z0-9]+(?:[.,—～~-][A-Za-z0-9]+)*%?")
"""Digits and letters that stand together, numbers that are no figures (dates, codes) too."""


def sense_lines(text: str, width: int, indent: int = 0) -> tuple[str, ...]:
    """Return a paragraph in lines; joined they are the paragraph again.

    Args:
        text: The paragraph.
        width: How many Chinese characters a line takes.
        indent: By how many of them the first line is shorter.
    """
    lines, start = [], 0
    edges = {**dict(_edges(text)), len(text): 0.0}
    while start < len(text):
        room = width - (indent if start == 0 else 0)
        end = _best_end(text, start, {edge: cost for edge, cost in edges.items() if edge > start}, room)
        lines.append(text[start:end])
        start = end
    return tuple(lines) or ("",)


def _best_end(text: str, start: int, edges: dict[int, float], room: float) -> int:
    """Return where a line ends: as far right as it goes, or a little before, after a pause or at a word."""
    fitting = []
    for edge in edges:
        if width_of(text[start:edge]) > room:
            break
        fitting.append(edge)
    if not fitting:
        return next(iter(edges))  # a word that is longer than a line is left to the program that shows the file
    if fitting[-1] == len(text):
        return len(text)
    return max(fitting, key=lambda edge: width_of(text[start:edge]) + _PAUSES.get(text[edge - 1], 0) - edges[edge])


def width_of(text: str) -> float:
    """Return how many Chinese characters a text is as wide as; between Chinese and other characters a quarter is left free."""
    gaps = sum(a.isascii() != b.isascii() and (a + b).isalnum() for a, b in pairwise(text))
    return gaps / 4 + sum(1 if not character.isascii() or character in _WIDE else 0.5 for character in text)


def _edges(text: str) -> Iterator[tuple[int, float]]:
    """Yield where a line may begin, and how much room it is worth not to begin it there: a single character may belong to a word."""
    inside = {at for start, end in _numbers(text) for at in range(start + 1, end)}
    before = ""
    for token in tokens(text, 0, len(text)):
        joined = text[token.start] in (SIGNS + _LEANING) or text[token.start - 1] in NEVER_ENDS
        if token.start and token.start not in inside and not joined and not before == token.kind == "unknown":
            single = token.end - token.start == 1 and text[token.start - 1] not in SIGNS and not text[token.start].isdigit()
            yield token.start, _SINGLE if single else 0.0
        before = token.kind


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of numbers with their units, and of dates."""
    for quantity in extract_quantities(text):
        yield quantity.start, max(quantity.end, quantity.unit_end)
    for start, end in unit_places(text):
        yield start - 1, end
    yield from (found.span() for found in _WHOLE.finditer(text))
