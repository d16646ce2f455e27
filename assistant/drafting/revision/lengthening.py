"""Longer: what the plan has left unsaid, fuller wordings and figures not yet used; never words that could stand in any speech alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.drafting.length import MOST_LOOSE
from assistant.drafting.matching import told_in
from assistant.drafting.revision.document import NONE, Address, Block, Document
from assistant.drafting.revision.parsing import document_of
from assistant.drafting.revision.shortening import sound
from assistant.drafting.revision.speech import NotDone, Scope, Speech
from assistant.drafting.revision.stating import put, sentence_of
from assistant.drafting.ties import Ties
from assistant.slots import SLOT

_LOOSE, _FULLER, _UNSAID, _UNUSED = 3, 0, 1, 2
_RICHER = (130, 180, 260)
_MOST_STEPS = 80
_BARE = re.compile(r"[，；。！？、“”（）\s]|^(?:同时|与此同时|另外|此外|其中|还要|再|第[一二三四五六七八九十])，?")
_SAME = 8


@dataclass(frozen=True, slots=True)
class Growth:
    """Something more that can be said.

    Attributes:
        rank: The lower, the sooner.
        at: The sentence it stands in for, or goes in front of.
        text: What it says, in slot form.
        instead: Whether it stands in for that sentence: a fuller wording of it.
    """

    rank: int
    at: Address
    text: str
    instead: bool = False


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
    places = {at[:2] for at in scope if at.sentence != NONE or at.paragraph == NONE}
    richer = [document_of(speech.compose(_asked(speech, percent)), speech.brief) for percent in _RICHER]
    refused: set[str] = set()
    for _ in range(_MOST_STEPS):
        inside = _inside(speech, scope, places)
        length = speech.length(inside)
        if length >= aim:
            return speech
        growth = _next(speech, places, richer, refused, high - length)
        if growth is None:
            break
        refused.add(growth.text)
        done = _carried_out(speech, growth)
        if sound(done, speech) and speech.length(inside) < done.length(_inside(done, scope, places)) <= high:
            speech = done
    length = speech.length(_inside(speech, scope, places))
    if length >= low:
        return speech
    raise NotDone(f"{name}照现有材料最多写到{length}字，再长就只能说空话了。请补充要写的事情或数据，或者说写到{length}字行不行。")


def _inside(speech: Speech, scope: Scope, places: set[tuple[int, int]]) -> Scope:
    """Return the place as it now stands: it has grown."""
    headings = {at for at in scope if at.sentence == NONE}
    return frozenset(at for at in speech.addresses if at in headings or (at.sentence != NONE and at[:2] in places))


def _asked(speech: Speech, percent: int) -> Brief:
    length = len("".join(speech.text.split())) * percent // 100
    return replace(speech.brief, length=(length, length))


def _next(speech: Speech, places: set[tuple[int, int]], richer: Sequence[Document], refused: set[str], room: int) -> Growth | None:
    """Return what is said next: by rank, in the block that has grown least; where room is short, what fits."""
    ties = Ties(speech.brief)
    said = _said(speech.document)
    found = []
    for at, block in speech.document.blocks():
        if at[:2] in places:
            found += [one for one in _growths(at, block, speech, richer, ties) if one.text not in refused]
    fresh = [one for one in found if one.instead or _bare(one.text) not in said]
    fitting = [one for one in fresh if len(SLOT.sub("数数数数", one.text)) <= room + 10]
    sizes = {at[:2]: len("".join(map("".join, block.paragraphs))) for at, block in speech.document.blocks()}
    return min(fitting, key=lambda one: (one.rank, sizes[one.at[:2]]), default=None)


def _said(document: Document) -> set[str]:
    return {_bare(text) for _, block in document.blocks() for paragraph in block.paragraphs for text in paragraph}


def _bare(text: str) -> str:
    return _BARE.sub("", text)


def _growths(at: Address, block: Block, speech: Speech, richer: Sequence[Document], ties: Ties) -> Iterator[Growth]:
    for document in richer:
        other = next((one for _, one in document.blocks() if one.key == block.key), None)
        if other:
            yield from _beside(at, block, other, ties)
    plan = speech.document.plan.section(block.key)
    for message in plan.messages if plan else ():
        if not message.said and (message.kind != "evidence" or "{{" in message.text):
            yield from _at_end(at, block, message.text, ties)
    yield from _unused(at, block, speech)


def _beside(at: Address, block: Block, other: Block, ties: Ties) -> Iterator[Growth]:
    """Yield sentences of a fuller wording of the block behind the ones they follow there, and fuller forms of its own."""
    here = {_bare(text): Address(*at[:2], p, s) for p, paragraph in enumerate(block.paragraphs) for s, text in enumerate(paragraph)}
    behind: Address | None = None
    for paragraph in other.paragraphs:
        for text in paragraph:
            bare = _bare(text)
            if bare in here:
                behind = here[bare]
                continue
            shorter = next((one for one in here if len(one) >= _SAME and bare.startswith(one)), None)
            if shorter is not None:
                behind = here[shorter]
                yield Growth(_FULLER, behind, text, instead=True)
            elif behind is not None:
                place = behind._replace(sentence=behind.sentence + 1)
                if rank := _ranked(text, block, place, ties):
                    yield Growth(rank, place, text)


def _at_end(at: Address, block: Block, text: str, ties: Ties) -> Iterator[Growth]:
    if block.paragraphs:
        place = Address(*at[:2], len(block.paragraphs) - 1, len(block.paragraphs[-1]))
        if rank := _ranked(text, block, place, ties):
            yield Growth(rank, place, text)


def _ranked(text: str, block: Block, place: Address, ties: Ties) -> int:
    """Return the rank of a sentence; 0 where it says nothing of this brief and enough such sentences stand there already."""
    if ties.hold(text):
        return _UNSAID
    paragraph = block.paragraphs[place.paragraph]
    beside = paragraph[max(0, place.sentence - 1) : place.sentence + 1]
    loose = sum(not ties.hold(sentence) for sentence in paragraph)
    return 0 if loose >= MOST_LOOSE or any(not ties.hold(one) for one in beside) else _LOOSE


def _unused(at: Address, block: Block, speech: Speech) -> Iterator[Growth]:
    """Yield sentences on rows that the speech does not tell: in the measure they belong to, else in the review."""
    if not block.paragraphs or not (block.owner or block.role == "成绩"):
        return
    told = {cell.partition(".")[0] for one in speech.stated for cell in one.cells}
    table = table_of(speech.brief)
    for figure in speech.brief.figures:
        if figure.id in told or figure.kind not in {"actual", "rank"} or told_in(table, figure) != block.owner:
            continue
        place = Address(*at[:2], 0, 0) if block.owner else Address(*at[:2], len(block.paragraphs) - 1, len(block.paragraphs[-1]))
        yield Growth(_UNUSED, place, sentence_of([figure.id], speech))


def _carried_out(speech: Speech, growth: Growth) -> Speech:
    if growth.instead:
        return speech.changed(lambda at, text: growth.text if at == growth.at else text)
    return speech.with_document(put(speech.document, growth.at, growth.text))
