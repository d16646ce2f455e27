"""Sentences of a slot text and of what it renders to: the same number of both, since no slot reads across a full stop."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’）】]*|\n|$)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands."""

    start: int
    end: int
    text: str


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order, line feeds and what follows the last stop included, nothing lost."""
    found = (Sentence(match.start(), match.end(), match[0]) for match in _SENTENCE.finditer(text))
    return tuple(sentence for sentence in found if sentence.text)


def sentence_at(sentences: Sequence[Sentence], offset: int) -> int:
    """Return the index of the sentence an offset lies in."""
    return next((index for index, sentence in enumerate(sentences) if sentence.start <= offset < sentence.end), len(sentences) - 1)
