"""Copied passages: the longest run that a text shares with an exemplar, and the share of what it shares.

Punctuation is left out, so that other commas do not hide a copy; figures, letters and line ends break a run. What the
brief itself says and the set phrases of ``lexicon/set_phrases.jsonl`` do not count towards the length of a run.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.findings import Finding
from assistant.lexicon import read_records
from assistant.wording.context import Context
from assistant.wording.leaks import LeakIndex
from assistant.wording.rules import shown

LONGEST = 13  # Chinese characters in a row: from here on a run is a copy
GRAM = 8
OWN = 4  # the shortest stretch that counts as the brief's own words
MOST_SHARED = 12  # percent of the text's own n-grams
MOST_PLACES = 64  # of one n-gram in the text; more are repetition, which another rule tells
_CUTS = re.compile(r"[^\u4e00-\u9fff\s，。；：、！？,;:!?“”‘’\"'《》（）()—…·\-]|\n")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as Chinese characters only; ``text[at[i]]`` is the character at ``i``, and a break is a space."""

    characters: str
    at: tuple[int, ...]


def fold(text: str) -> Folded:
    """Leave out punctuation, and put one space for what breaks a run."""
    kept = [
        (char if "\u4e00" <= char <= "\u9fff" else " ", at)
        for at, char in enumerate(text)
        if "\u4e00" <= char <= "\u9fff" or _CUTS.match(char)
    ]
    return Folded("".join(char for char, _ in kept), tuple(at for _, at in kept))


@lru_cache(maxsize=4)
def _passages(leaks: LeakIndex) -> tuple[str, ...]:
    return tuple(fold(passage).characters for passage in leaks.passages)


@cache
def set_phrases() -> re.Pattern[str]:
    """Return the set phrases as one pattern, longest first."""
    phrases = sorted((record["phrase"] for record in read_records("set_phrases")), key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(map(re.escape, phrases)))


def check_copied(text: str, context: Context, leaks: LeakIndex) -> Iterator[Finding]:
    """Yield the runs that are copied, and one finding where many short runs make up a share of the text."""
    folded = fold(text)
    free = _free(folded.characters, context)
    grams = _grams(folded.characters)
    runs = sorted({run for passage in _passages(leaks) for run in _shared(folded.characters, grams, passage)})
    for start, end in _longest(runs):
        own = sum(free[start:end])
        if own >= LONGEST:
            span = folded.at[start], folded.at[end - 1] + 1
            message = f"“{shown(text[slice(*span)])}”与范文连续{end - start}字相同，范文只学写法，不能抄句子。"
            yield Finding(*span, text[slice(*span)], "copied-run", "error", message, "换一种说法，用输入中的事实来写")
    yield from _share(text, folded, free, runs)


def _free(characters: str, context: Context) -> list[bool]:
    """Say of every character whether it is neither the brief's nor part of a set phrase nor a break."""
    own = _grams(fold(context.material).characters, OWN)
    free = [char != " " for char in characters]
    for at in range(len(characters) - OWN + 1):
        if characters[at : at + OWN] in own:
            free[at : at + OWN] = [False] * OWN
    for match in set_phrases().finditer(characters):
        free[match.start() : match.end()] = [False] * len(match[0])
    return free


def _grams(characters: str, length: int = GRAM) -> dict[str, list[int]]:
    """Return where each n-gram without a break stands."""
    found: dict[str, list[int]] = {}
    for at in range(len(characters) - length + 1):
        gram = characters[at : at + length]
        if " " not in gram:
            found.setdefault(gram, []).append(at)
    return found


def _shared(characters: str, grams: dict[str, list[int]], passage: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that stand in a passage, at least :data:`GRAM` characters long."""
    at = 0
    while at <= len(passage) - GRAM:
        places = grams.get(passage[at : at + GRAM])
        if places is None:
            at += 1
            continue
        reaches = [_reach(characters, place, passage, at) for place in places[:MOST_PLACES]]
        yield from ((place, place + reach) for place, reach in zip(places, reaches, strict=False))
        at += max(reaches) - GRAM + 1


def _reach(characters: str, start: int, passage: str, at: int) -> int:
    length = GRAM
    while (
        start + length < len(characters)
        and at + length < len(passage)
        and characters[start + length] == passage[at + length]
        and characters[start + length] != " "
    ):
        length += 1
    return length


def _longest(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return runs that do not lie inside another."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(runs, key=lambda run: (run[0], -run[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def _share(text: str, folded: Folded, free: list[bool], runs: list[tuple[int, int]]) -> Iterator[Finding]:
    whole = sum(free)
    shared = {at for start, end in runs for at in range(start, end) if free[at]}
    share = 100 * len(shared) // whole if whole else 0
    if share > MOST_SHARED and len(runs) > 1:
        start, end = max(runs, key=lambda run: run[1] - run[0])
        span = folded.at[start], folded.at[end - 1] + 1
        message = f"全文约{share}%的字句与范文相同（最长的一处是“{shown(text[slice(*span)])}”），像是改写范文。"
        yield Finding(*span, text[slice(*span)], "copied-share", "warning", message, "用输入中的事实和自己的话重写")
