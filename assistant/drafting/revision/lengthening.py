"""Longer: what the plan has left unsaid, fuller wordings and figures not yet used; never words that could stand in any speech alone."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.brief import Brief
from assistant.drafting.revision.document import NONE, Document
from assistant.drafting.revision.growing import Growth, Sources, bare, move_of, said_in
from assistant.drafting.revision.parsing import document_of
from assistant.drafting.revision.shortening import sound
from assistant.drafting.revision.speech import NotDone, Scope, Speech
from assistant.drafting.revision.stating import put
from assistant.slots import SLOT

_RICHER = (130, 180, 260)
_OTHERS = (1, 2)
_AT_EASE = 180
_MOST_STEPS = 80
Lines = set[tuple[int, int, int]]


def lengthened(speech: Speech, scope: Scope, low: int, aim: int, high: int, name: str) -> Speech:
    """Return the speech with a place told more fully.

    Args:
        speech: The speech.
        scope: The place.
        low: Characters it must have.
        aim: Characters it should have, where there is so much to say.
        high: Characters it may have.
        name: What a reply calls the place.

    Raises:
        NotDone: The material does not yield so much.
    """
    lines: Lines = {at[:3] for at in scope if at.sentence != NONE}
    richer = [_composed(speech, percent, 0) for percent in _RICHER]
    others: list[Document] = []
    refused: set[str] = set()
    for _ in range(_MOST_STEPS):
        inside = _inside(speech, scope, lines)
        length = speech.length(inside)
        if length >= aim:
            return speech
        found = _next(Sources(speech, richer, others), lines, refused, high - length)
        if not found and others:
            break
        if not found:
            others = [_composed(speech, _AT_EASE, turn) for turn in _OTHERS]
            continue
        for growths in (_together(found, aim - length), found[:1]):
            done = _carried_out(speech, growths)
            refused.update(one.text for one in (growths if len(growths) == 1 else ()))
            if sound(done, speech) and length < done.length(_inside(done, scope, lines)) <= high:
                speech = done
                break
    length = speech.length(_inside(speech, scope, lines))
    if length >= low:
        return speech
    raise NotDone(f"{name}照现有材料最多写到{length}字，再长就只能说空话了。请补充要写的事情或数据，或者说写到{length}字行不行。")


def _inside(speech: Speech, scope: Scope, lines: Lines) -> Scope:
    """Return the place as it now stands: it has grown."""
    headings = {at for at in scope if at.sentence == NONE}
    return frozenset(at for at in speech.addresses if at in headings or (at.sentence != NONE and at[:3] in lines))


def _composed(speech: Speech, percent: int, turn: int) -> Document:
    """Return a speech composed of the same brief, so much longer."""
    length = len("".join(speech.text.split())) * percent // 100
    brief: Brief = replace(speech.brief, length=(length, length))
    return document_of(speech.compose(brief, turn), speech.brief)


def _together(found: Sequence[Growth], missing: int) -> list[Growth]:
    """Return what can be said at once, a sentence in each paragraph, as long as well less than what is missing."""
    chosen: dict[tuple[int, int, int], Growth] = {}
    size = 0
    for growth in found:
        size += len(SLOT.sub("数数数数", growth.text))
        if growth.at[:3] not in chosen and (not chosen or size * 2 < missing):
            chosen[growth.at[:3]] = growth
    return list(chosen.values())


def _next(sources: Sources, lines: Lines, refused: set[str], room: int) -> list[Growth]:
    """Return what can be said next, the best first: by rank, in the block that has grown least; where room is short, what fits."""
    document = sources.speech.document
    said = said_in(document)
    moves = {move_of(text, sources.names) for _, block in document.blocks() for one in block.paragraphs for text in one}
    blocks: Sequence[tuple[int, int]] = [line[:2] for line in lines]
    found = [one for at, block in document.blocks() if at[:2] in blocks for one in sources.growths(at, block)]
    fresh = [
        one
        for one in found
        if one.text not in refused and one.at[:3] in lines and (one.instead or not _again(one.text, said, moves, sources))
    ]
    fitting = [one for one in fresh if len(SLOT.sub("数数数数", one.text)) <= room + 10 or one.instead]
    sizes = {at[:2]: len("".join(map("".join, block.paragraphs))) for at, block in document.blocks()}
    return sorted(fitting, key=lambda one: (one.rank, sizes[one.at[:2]]))


def _again(text: str, said: set[str], moves: set[str], sources: Sources) -> bool:
    """Tell whether a speech says a sentence already, or the same of somebody else."""
    return bare(text) in said or ("{{" not in text and move_of(text, sources.names) in moves)


def _carried_out(speech: Speech, growths: Sequence[Growth]) -> Speech:
    """Say several things more, each in a paragraph of its own."""
    instead = {growth.at: growth.text for growth in growths if growth.instead}
    document = speech.document.changed(lambda at, text: instead.get(at, text))
    for growth in growths:
        document = document if growth.instead else put(document, growth.at, growth.text)
    return speech.with_document(document)
