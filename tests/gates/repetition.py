"""Judge of repeated sentences, in one speech and from speech to speech."""

import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from math import ceil

from rapidfuzz.distance import LCSseq

LONG, ALIKE = 12, 0.8


def bare_sentences(slots: str) -> list[str]:
    """Return the sentences of a text in slot form that have twelve characters or more without slots and punctuation."""
    bare = (re.sub(r"[^一-鿿]", "", re.sub(r"\{\{[^{}]*\}\}", "", part)) for part in re.split(r"[。！？；\n]", slots))
    return [sentence for sentence in bare if len(sentence) >= LONG]


def alike(left: str, right: str) -> bool:
    """Tell whether two sentences have eighty per cent of their characters in common, in order."""
    needed = ceil(ALIKE * max(len(left), len(right)))
    return LCSseq.similarity(left, right, score_cutoff=needed) >= needed


def twice_in(slots: str) -> list[tuple[str, str]]:
    """Return the pairs of sentences of one speech that are the same."""
    return [(left, right) for left, right in combinations(bare_sentences(slots), 2) if alike(left, right)]


def spread(speeches: Mapping[str, str], most: int) -> dict[str, tuple[str, ...]]:
    """Return the sentences that stand in more than ``most`` of these speeches, with where."""
    sentences = {name: bare_sentences(slots) for name, slots in speeches.items()}
    found: dict[str, tuple[str, ...]] = {}
    for sentence in dict.fromkeys(sentence for group in sentences.values() for sentence in group):
        holders = tuple(name for name, group in sentences.items() if _holds(group, sentence))
        if len(holders) > most:
            found[sentence] = holders
    return found


def _holds(group: Iterable[str], sentence: str) -> bool:
    low, high = ALIKE * len(sentence), len(sentence) / ALIKE
    return any(low <= len(other) <= high and alike(sentence, other) for other in group)
