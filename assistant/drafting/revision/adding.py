"""One more priority, composed of what the instruction says of it; one more part in the user's own words."""

import re
from dataclasses import replace

from assistant.brief import Brief
from assistant.brief.model import Priority
from assistant.drafting.assigning import LINK
from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.revision.binding import bound
from assistant.drafting.revision.document import Address, Block, Document, Paragraph, Part
from assistant.drafting.revision.lengthening import lengthened
from assistant.drafting.revision.operations import AddPart, AddPriority, Place
from assistant.drafting.revision.parsing import document_of
from assistant.drafting.revision.places import part_index, priority_at
from assistant.drafting.revision.speech import NotDone, Speech

_ROLE = "补充"
_ROOM = 40
_DEMAND = re.compile(r"牵头|负责|要挑起|由.{2,12}[牵负]|交给")


def add_priority(speech: Speech, operation: AddPriority) -> Speech:
    """Put in one more priority; it becomes one of the brief too.

    Raises:
        NotDone: It has no title, is there already, or the speech has no priorities it could stand among.
    """
    document, title = speech.document, operation.title.strip("。；，“”")
    if not title:
        raise NotDone("请说明要加的这条措施讲什么：标题、由哪个部门牵头、要办哪些事。")
    if not document.priorities:
        raise NotDone("这篇讲话稿没有逐条的措施，请说明这一条加在哪里。")
    if any(title in document.block(at).head for at in document.priorities):
        raise NotDone(f"措施里已经有“{title}”，没有改动。请问要改这一条的什么？")
    at = _place(speech, operation.before, operation.after)
    bound("；".join((title, *operation.points)), speech)
    brief = _with_priority(speech, operation, title, at)
    block = _composed(replace(speech, brief=brief), brief.priorities[_index(speech, at)].id)
    blocks = document.parts[at.part].blocks
    done = document.with_blocks(at.part, (*blocks[: at.block], block, *blocks[at.block :]))
    return _filled(replace(speech, document=done, brief=brief), at)


def _filled(speech: Speech, at: Address) -> Speech:
    """Tell a new priority about as fully as the shortest of the others, as far as there is something to say."""
    own = frozenset(one for one in speech.addresses if one[:2] == at[:2])
    lengths = [
        speech.length(one for one in speech.addresses if one[:2] == other[:2]) for other in speech.document.priorities if other != at
    ]
    length, aim = speech.length(own), min(lengths, default=0)
    return lengthened(speech, own, length, aim, aim + _ROOM, "这条") if length < aim else speech


def _place(speech: Speech, before: Place | None, after: Place | None) -> Address:
    """Return the address of the block the new one goes in front of."""
    if before is not None:
        return priority_at(speech, before)
    last = priority_at(speech, after) if after is not None else speech.document.priorities[-1]
    return last._replace(block=last.block + 1)


def _index(speech: Speech, at: Address) -> int:
    """Return where the new priority stands in the brief: behind those that stand before it in the speech."""
    ids = [one.id for one in speech.brief.priorities]
    before = [speech.document.block(one).owner for one in speech.document.priorities if one < at]
    return max((ids.index(owner) + 1 for owner in before if owner in ids), default=0)


def _with_priority(speech: Speech, operation: AddPriority, title: str, at: Address) -> Brief:
    listed = speech.brief.priorities
    number = max((int(one.id[1:]) for one in listed if one.id[1:].isdigit()), default=0) + 1
    new = Priority(f"p{number:02d}", title, operation.lead, operation.points, operation.due)
    index = _index(speech, at)
    return replace(speech.brief, priorities=(*listed[:index], new, *listed[index:]))


def _composed(speech: Speech, owner: str) -> Block:
    """Return the block of a priority as the composer words it, without sentences the speech has already."""
    composed = document_of(speech.compose(speech.brief, 0), speech.brief)
    block = next((one for _, one in composed.blocks() if one.owner == owner), None)
    if block is None:
        raise NotDone("这条措施写不出来，请补充牵头部门和要办的事。")
    said = {text for _, one in speech.document.blocks() for paragraph in one.paragraphs for text in paragraph}
    paragraphs = tuple(tuple(text for text in paragraph if text not in said) for paragraph in block.paragraphs)
    return replace(block, paragraphs=_unlinked(tuple(paragraph for paragraph in paragraphs if paragraph)), counted=True)


def _unlinked(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Take the connective off the first sentence that has one: the demand it was to go on from is told in another block."""
    flat = [text for paragraph in paragraphs for text in paragraph]
    first = next((text for text in flat if LINK.match(text)), "")
    asked = any(text is not first and _DEMAND.search(text) for text in flat[: flat.index(first)]) if first else True
    if asked:
        return paragraphs
    return tuple(tuple(LINK.sub("", text) if text is first else text for text in paragraph) for paragraph in paragraphs)


def add_part(speech: Speech, operation: AddPart) -> Speech:
    """Put in one more top-level part, in the words of the instruction.

    Raises:
        NotDone: It has no heading or no text, holds a figure the brief does not prove, or the speech has no headed parts.
    """
    document = speech.document
    if not operation.heading or not operation.text:
        raise NotDone("要加的部分请给出标题和要写的内容，我照原话写进去，数字会和数据表核对。")
    if not document.headed:
        raise NotDone("这篇讲话稿没有分“一、二、三”几个部分，请说明这些话加在哪一段。")
    paragraphs = tuple(
        tuple(one.text for one in sentences_of(bound(line.strip(), speech))) for line in operation.text.splitlines() if line.strip()
    )
    part = Part(bound(operation.heading.rstrip("。"), speech), (Block(_ROLE, paragraphs=paragraphs),))
    target = operation.before or operation.after
    index = part_index(document, target) + (operation.before is None) if target else document.headed[-1] + 1
    return speech.with_document(_with_part(document, index, part))


def _with_part(document: Document, index: int, part: Part) -> Document:
    """Return the speech with a part put in; what speaks to everybody before the closing (保障) stays in front of the closing."""
    last = document.parts[-2]
    tail = tuple(block for block in last.blocks if block.role == "保障")
    if index == len(document.parts) - 1 and len(tail) < len(last.blocks):
        rest = tuple(block for block in last.blocks if block.role != "保障")
        document = document.with_blocks(index - 1, rest)
        part = replace(part, blocks=(*part.blocks, *tail))
    return replace(document, parts=(*document.parts[:index], part, *document.parts[index:]))
