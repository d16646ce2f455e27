"""Places told in tiers (走在全市前面的是…, 低于全市水平的是…): who stands where is settled anew by the next table."""

import re
from collections.abc import Sequence

from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.refreshing.moves import Moves
from assistant.drafting.refreshing.news import rows_of
from assistant.drafting.refreshing.script import Script, Sentence
from assistant.drafting.state import DraftState

SHIFTED = "各地位次有变，改写"
_TIERS = (
    re.compile(r"(?:走在[^，。：]{1,6}前面的是|低于[^，。：]{1,8}水平的是|掉到负增长的是|还有)："),
    re.compile(r"[^。]{2,60}(?:走在前面，要|要把差在哪些行业)"),
)
"""Sentences of the composer that sort places; those of one kind are settled together."""
_NAMED = re.compile(r"走在前面|要把差在")


def settle_tiers(script: Script, moves: Moves, composed: DraftState) -> None:
    """Tell the tiers as the composer tells them for the next brief, where a place has changed its tier, in place.

    Args:
        script: The speech, its sentences already told with the next brief.
        moves: The last brief and the next one.
        composed: The speech the built-in composer makes of the next brief.
    """
    for tier in _TIERS:
        for block in script.blocks:
            for paragraph in block.paragraphs:
                mine = [sentence for sentence in paragraph if sentence.slots and tier.match(sentence.was)]
                theirs = _sentences(composed, block.role, tier)
                if mine and theirs and [_places(one.slots, moves) for one in mine] != [_places(text, moves) for text in theirs]:
                    _retold(paragraph, mine, theirs)


def _places(slots: str, moves: Moves) -> tuple[str, frozenset[str]]:
    """Return what a sentence says of which places: its first words and the rows it tells, or their names where it tells none."""
    rows = frozenset(rows_of(slots, moves.new))
    return (slots.partition("：")[0], rows) if rows else ("", frozenset(_NAMED.split(slots)[0].split("、")))


def _sentences(composed: DraftState, role: str, tier: re.Pattern[str]) -> list[str]:
    paragraphs = [text for section in composed.sections if section.role == role for text in section.paragraphs]
    return [sentence.text for text in paragraphs for sentence in sentences_of(text) if tier.match(sentence.text)]


def _retold(paragraph: list[Sentence], mine: Sequence[Sentence], theirs: Sequence[str]) -> None:
    for sentence, text in zip(mine, theirs, strict=False):
        sentence.told(text, SHIFTED)
    for sentence in mine[len(theirs) :]:
        sentence.told("", SHIFTED)
    at = next(index for index, one in enumerate(paragraph) if one is mine[-1]) + 1
    paragraph[at:at] = [Sentence("", "", text, [SHIFTED]) for text in theirs[len(mine) :]]
