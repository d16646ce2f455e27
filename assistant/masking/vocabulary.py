"""Ordinary words of the language and of the genre, and a text cut into them: what is left over is a name candidate."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from assistant.lexicon import read_records

_LONGEST = 8  # characters of the longest word of a list
_REACH = 48  # how far back the words before a suffix can matter
_PHRASE = 60  # characters; longer texts are cut once
# Cost of a token: few words beat many, and an unknown character costs more than any grammatical one.
_WORD, _FUNCTION, _UNKNOWN = 10, 11, 25
_STOPS = "，。；：、！？“”《》【】\n\t ,;:!?"
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@cache
def words(name: str) -> frozenset[str]:
    """Return one list of the masking lexicon, for example ``"ent_suffix"`` or ``"surname"``."""
    records = (*read_records("masking"), *read_records("ordinary_words"))
    return frozenset(word for record in records if record["list"] == name for word in record["words"].split())


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
        kind: ``word`` (ordinary word of two characters or more), ``function`` (single character that ordinarily stands alone),
            ``unknown`` (single character or letter that belongs to no ordinary word here) or ``mark`` (anything else).
    """

    start: int
    end: int
    kind: str


@cache
def _ordinary() -> frozenset[str]:
    return words("common") | words("general") | words("industry") | words("ent_suffix")


@cache
def _single() -> frozenset[str]:
    return words("function_chars") | words("single")


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the ordinary words that begin with a character, shortest first."""
    sizes: dict[str, set[int]] = {}
    for word in _ordinary():
        sizes.setdefault(word[0], set()).add(len(word))
    return {char: tuple(sorted(found)) for char, found in sizes.items()}


def _cut(text: str) -> tuple[tuple[Token, ...], tuple[int, ...]]:
    return _cut_text(text) if len(text) > _PHRASE else _cut_anew(text)


def _cut_anew(text: str) -> tuple[tuple[Token, ...], tuple[int, ...]]:
    """Return the tokens of a text and where they begin."""
    cut: list[Token] = []
    done = 0
    for run in _CHINESE.finditer(text):
        cut += (Token(at, at + 1, _kind(text[at])) for at in range(done, run.start()))
        cut += _cheapest(text, run.start(), run.end())
        done = run.end()
    cut += (Token(at, at + 1, _kind(text[at])) for at in range(done, len(text)))
    return tuple(cut), tuple(token.start for token in cut)


_cut_text = lru_cache(maxsize=4)(_cut_anew)  # short phrases would drive the speech itself out of memory


def _cheapest(text: str, start: int, end: int) -> list[Token]:
    """Cut a run of Chinese characters so that the fewest are left over, by dynamic programming from the right."""
    known, single, sizes = _ordinary(), _single(), _sizes()
    cost, length = [0] * (end - start + 1), [1] * (end - start)
    for at in range(end - start - 1, -1, -1):
        cost[at] = cost[at + 1] + (_FUNCTION if text[start + at] in single else _UNKNOWN)
        for size in sizes.get(text[start + at], ()):
            if at + size > end - start:
                break
            if cost[at + size] + _WORD <= cost[at] and text[start + at : start + at + size] in known:
                cost[at], length[at] = cost[at + size] + _WORD, size
    found, at = [], 0
    while at < end - start:
        size = length[at]
        kind = "word" if size > 1 else "function" if text[start + at] in single else "unknown"
        found.append(Token(start + at, start + at + size, kind))
        at += size
    return found


def _kind(char: str) -> str:
    return "unknown" if char.isalpha() else "mark"


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Cut a stretch of a text into ordinary words and single characters; words that cross its edges are cut anew."""
    cut, starts = _cut(text)
    if start == 0 and end == len(text):
        yield from cut
        return
    first = bisect_left(starts, start)
    if (first < len(cut) and cut[first].start > start) or (first == len(cut) and start < end):
        edge = min(end, cut[first].start if first < len(cut) else end)
        yield from _cheapest(text, start, edge)
    for place in range(first, len(cut)):
        token = cut[place]
        if token.end > end:
            if token.start < end:
                yield from _cheapest(text, token.start, end)
            return
        yield token


def begins_token(text: str, at: int) -> bool:
    """Say whether a token of the text begins at an offset: 城市 has none at 市."""
    starts = _cut(text)[1]
    place = bisect_left(starts, at)
    return place < len(starts) and starts[place] == at


def clause_start(text: str, end: int) -> int:
    """Return where the run of characters before ``end`` begins; brackets belong to it, punctuation does not."""
    start = end
    while start > 0 and end - start < _REACH and text[start - 1] not in _STOPS:
        start -= 1
    return start


def is_ordinary(text: str) -> bool:
    """Say whether a phrase consists of ordinary words and grammatical characters only."""
    return all(token.kind != "unknown" for token in tokens(text, 0, len(text)))


def consists_of(text: str, *names: str) -> bool:
    """Say whether a phrase is made up of words of the given lists, cut in any way; linear in the length of the phrase."""
    known = _union(names)
    reached = [True] + [False] * len(text)
    for at in range(len(text)):
        if reached[at]:
            for size in range(1, min(_LONGEST, len(text) - at) + 1):
                reached[at + size] |= text[at : at + size] in known
    return bool(text) and reached[-1]


@cache
def _union(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(words(name) for name in names))


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
