"""Sentences of the phrase bank found again in a speech: the bank says which of them only fit figures that rose, or fell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.phrases import Phrase, bank
from assistant.drafting.state import DraftState

_HOLES = re.compile(r"\{\{[^{}]*\}\}|\{[a-z]+\}|\{同志们\}")
_SIGNED = ("判断", "评价", "角度", "成绩_总起", "成绩_收", "印证", "增而慢", "先扬")
_OF_THE_WHOLE = "成绩_"
_ENDS = "。！？，；"
_LEAST = 3  # characters between two holes by which a phrase is looked for


@dataclass(frozen=True, slots=True)
class _Shape:
    phrase: Phrase
    key: str
    pattern: re.Pattern[str]


@cache
def _shapes() -> tuple[_Shape, ...]:
    return tuple(_shape(phrase) for role_topic, phrases in bank().items() if role_topic[0] in _SIGNED for phrase in phrases)


def _shape(phrase: Phrase) -> _Shape:
    text = phrase.text.rstrip(_ENDS)
    pieces = _HOLES.split(text)
    return _Shape(phrase, max(pieces, key=len), re.compile(".{1,24}?".join(map(re.escape, pieces))))


def phrase_of(text: str) -> Phrase | None:
    """Return the phrase of the bank that a sentence or a clause is, its variables filled; ``None`` where it is none.

    Only phrases that value figures are looked for.

    Args:
        text: In slot form or as it reads.
    """
    whole = text.rstrip(_ENDS)
    after_topic = whole.partition("，")[2]  # 看投资，热度还在
    fitting = [one for one in _shapes() if len(one.key) >= _LEAST and one.key in whole]
    return next((one.phrase for bare in (whole, after_topic) for one in fitting if bare and one.pattern.fullmatch(bare)), None)


def sign_said(text: str) -> str:
    """Return ``up`` or ``down`` for words of the bank that only fit figures that rose, or fell; else an empty text."""
    phrase = phrase_of(text)
    signs = phrase.when.get("sign", []) if phrase else []
    return str(signs[0]) if len(signs) == 1 and signs[0] in {"up", "down"} else ""


def like(phrase: Phrase, composed: DraftState) -> str:
    """Return the sentence of a composed speech that does the same as a phrase; empty where there is none.

    A phrase of no topic that is no word on the whole review may stand under any view, and says nothing about which.
    """
    if not phrase.topic and not phrase.role.startswith(_OF_THE_WHOLE):
        return ""
    for text in _sentences(composed):
        other = phrase_of(text)
        if other is not None and (other.role, other.topic) == (phrase.role, phrase.topic):
            return text
    return ""


def _sentences(composed: DraftState) -> Iterator[str]:
    for section in composed.sections:
        for paragraph in section.paragraphs:
            yield from (sentence.text for sentence in sentences_of(paragraph))
