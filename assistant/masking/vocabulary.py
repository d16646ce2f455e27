"""Ordinary words of the genre, and a text cut into them: what is left over is a name candidate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.lexicon import read_records

_LONGEST = 6


@cache
def words(name: str) -> frozenset[str]:
    """Return one list of the masking lexicon, for example ``"ent_suffix"`` or ``"surname"``."""
    return frozenset(word for record in read_records("masking") if record["list"] == name for word in record["words"].split())


def alternatives(*names: str) -> str:
    """Return the words of the lists as a regex alternation, longest first."""
    found = {word for name in names for word in words(name)}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of Chinese text.

    Attributes:
        start: Offset in the text.
        end: Offset after the token.
        kind: ``word`` (ordinary word of two characters or more), ``function`` (single grammatical character),
            ``unknown`` (single character or letter that belongs to no ordinary word here) or ``mark`` (anything else).
    """

    start: int
    end: int
    kind: str


@cache
def _ordinary() -> frozenset[str]:
    return words("common") | words("ent_suffix")


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Cut a stretch into ordinary words, longest match first, and single characters."""
    known, functions = _ordinary(), words("function_chars")
    while start < end:
        for length in range(min(_LONGEST, end - start), 1, -1):
            if text[start : start + length] in known:
                break
        else:
            length = 1
        yield Token(start, start + length, "word" if length > 1 else _single(text[start], functions))
        start += length


def _single(char: str, functions: frozenset[str]) -> str:
    if char in functions:
        return "function"
    return "unknown" if char.isalpha() else "mark"


def is_ordinary(text: str) -> bool:
    """Say whether a phrase consists of ordinary words and grammatical characters only."""
    return all(token.kind != "unknown" for token in tokens(text, 0, len(text)))


def has_clump(text: str) -> bool:
    """Say whether two unknown characters stand side by side: the mark of a proper name."""
    cut = list(tokens(text, 0, len(text)))
    return any(a.kind == b.kind == "unknown" for a, b in pairwise(cut))


def leading_clump(text: str) -> str:
    """Return the unknown characters a name begins with (刘营 of 刘营绿色装配式产业园); empty when fewer than two."""
    end = 0
    for token in tokens(text, 0, len(text)):
        if token.kind != "unknown" or not "\u4e00" <= text[token.start] <= "\u9fff":
            break
        end = token.end
    return text[:end] if 2 <= end < len(text) else ""
