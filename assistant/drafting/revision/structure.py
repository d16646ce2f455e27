"""Parts and priorities: drop, move, exchange, retitle, count in another style, set in paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.brief import Brief
from assistant.drafting.points import VERB_FIRST
from assistant.drafting.revision.binding import bound
from assistant.drafting.revision.document import NONE, Address, Block, Document, Paragraph, Part
from assistant.drafting.revision.healing import asks, leans, without
from assistant.drafting.revision.operations import Drop, Move, Place, Renumber, Retitle, Split, Swap
from assistant.drafting.revision.places import described, heading_at, measures_index, part_index, priority_at, scope_of
from assistant.drafting.revision.speech import Already, NotDone, Speech

_MARKS = {"一是": "是", "一要": "要", "（一）": "（", "1.": "1"}
_REFERS = re.compile(r"[^，。；！？]*(?:后面|前面|刚才|下面|上面)(?:专门|还要|还会|再|先)?[讲说谈点][^，。；！？]*")
_PARTS = frozenset(("part", "measures"))
_LONE_PART = "去掉以后正文只剩一个部分，“一、二、三”就不成编号了。请问是去掉其中几段，还是换成别的内容？"


def drop(speech: Speech, operation: Drop) -> Speech:
    """Take a place out.

    Raises:
        NotDone: There is no such place, or nothing of the speech would be left.
    """
    where = operation.where
    if where.kind in {"all", "masthead", "heading", "priorities"}:
        raise NotDone(f"{described(where, speech)}不能整个去掉，请说明要去掉哪一部分或哪一条。")
    if where.kind in _PARTS:
        return _part_dropped(speech, where)
    if where.kind == "priority":
        return _priority_dropped(speech, where)
    gone = scope_of(speech, where)
    left = speech.with_document(without(speech.document, [at for at in gone if at.sentence != NONE], speech.brief))
    if _filled(left.document) == 1 < _filled(speech.document):  # a role may fill a part of its own
        raise NotDone(_LONE_PART)
    return left


def _filled(document: Document) -> int:
    """Count the headed parts that say something."""
    parts = [document.parts[index] for index in document.headed]
    return sum(any(block.head or block.paragraphs for block in part.blocks) for part in parts)


def _part_dropped(speech: Speech, where: Place) -> Speech:
    document = speech.document
    index = part_index(document, where) if where.kind == "part" else measures_index(document)
    if len(document.headed) <= 2:  # no list of one: 讲一点意见 would be none
        raise NotDone(_LONE_PART)
    dropped = speech.with_document(replace(document, parts=(*document.parts[:index], *document.parts[index + 1 :])))
    return _told_of(dropped, [block for block in document.parts[index].blocks if block.head])


def _priority_dropped(speech: Speech, where: Place) -> Speech:
    document, at = speech.document, priority_at(speech, where)
    if len(document.priorities) == 1:
        raise NotDone("措施只剩这一条，去掉就没有措施了。请问要换成哪一条？")
    block, blocks = document.block(at), document.parts[at.part].blocks
    left = document.with_blocks(at.part, (*blocks[: at.block], *blocks[at.block + 1 :]))
    return _told_of(speech.with_document(left), [block])


def _told_of(speech: Speech, dropped: Sequence[Block]) -> Speech:
    """Note where the rest of the speech still names what is gone: only what was asked for is changed."""
    titles = {one.id: one.title for one in speech.brief.priorities}
    for block in dropped:
        title = titles.get(block.owner, "")
        if title and title in speech.text:
            sentence = next(one for one in re.split("[。！？\n]", speech.text) if title in one)
            speech = speech.noted(f"别处还提到“{title}”（“…{sentence[-24:]}”），没有动，要不要一并改请告诉我")
    return speech


def move(speech: Speech, operation: Move) -> Speech:
    """Move a part or a priority in front of another one or behind it.

    Raises:
        NotDone: A place is missing, or it stands there already.
    """
    target = operation.before or operation.after
    if target is None:
        raise NotDone("请说明要挪到哪一处的前面或后面。")
    after = operation.before is None
    if operation.what.kind in _PARTS and target.kind in _PARTS:
        moved = _pointing(_parts_moved(speech, operation.what, target, after))
    elif operation.what.kind == target.kind == "priority":
        moved = _priority_moved(speech, operation.what, target, after)
    else:
        raise NotDone("只能部分与部分、措施与措施之间调换次序。请问要把第几部分或哪一条挪到哪里？")
    if moved.document == speech.document:
        raise Already(f"{described(operation.what, speech)}本来就在那里，没有改动。")
    return moved


def _parts_moved(speech: Speech, what: Place, target: Place, after: bool) -> Speech:
    document = speech.document
    index, to = (part_index(document, one) if one.kind == "part" else measures_index(document) for one in (what, target))
    order = [number for number in range(len(document.parts)) if number != index]
    if to != index:
        order.insert(order.index(to) + after, index)
    else:
        order.insert(index, index)
    return speech.with_document(_with_safeguards_last(document, order))


def _with_safeguards_last(document: Document, order: Sequence[int]) -> Document:
    """Return the parts in another order; what speaks to everybody before the closing (保障) stays in front of the closing."""
    parts = [document.parts[index] for index in order]
    last = document.parts[-2]
    tail = tuple(block for block in last.blocks if block.role == "保障")
    rest = tuple(block for block in last.blocks if block.role != "保障")
    if tail and rest and order[-2] != len(document.parts) - 2:
        parts[order.index(len(document.parts) - 2)] = Part(last.heading, rest)
        parts[-2] = replace(parts[-2], blocks=parts[-2].blocks + tail)
    return replace(document, parts=tuple(parts))


def _priority_moved(speech: Speech, what: Place, target: Place, after: bool) -> Speech:
    document = speech.document
    at, to = priority_at(speech, what), priority_at(speech, target)
    listed = list(document.priorities)
    order = [one for one in listed if one != at]
    order.insert(order.index(to) + after if to != at else listed.index(at), at)
    return speech.with_document(_arranged(document, order))


def _arranged(document: Document, order: Sequence[Address]) -> Document:
    """Return the speech with the blocks of its priorities in another order, in the places where priorities stand."""
    blocks = {place: document.block(at) for place, at in zip(document.priorities, order, strict=True)}
    for place, block in blocks.items():
        document = document.with_block(place, block)
    return document


def swap(speech: Speech, operation: Swap) -> Speech:
    """Let two parts or two priorities change places.

    Raises:
        NotDone: A place is missing, or both are the same.
    """
    document, places = speech.document, (operation.first, operation.second)
    if all(place.kind in _PARTS for place in places):
        first, second = (part_index(document, one) if one.kind == "part" else measures_index(document) for one in places)
        order = list(range(len(document.parts)))
        order[first], order[second] = second, first
        swapped = _pointing(speech.with_document(_with_safeguards_last(document, order)))
    elif all(place.kind == "priority" for place in places):
        one, other = (priority_at(speech, place) for place in places)
        listed = [{one: other, other: one}.get(at, at) for at in document.priorities]
        swapped = speech.with_document(_arranged(document, listed))
    else:
        raise NotDone("只能部分与部分、措施与措施对调。请问要对调哪两处？")
    if swapped.document == document:
        raise NotDone("说的是同一处，不用对调。请问要对调哪两处？")
    return swapped


def _pointing(speech: Speech) -> Speech:
    """Note sentences that point forward or back: after a move they may point the wrong way."""
    for at in speech.addresses:
        if at.part > 0 and (match := _REFERS.search(speech.reading(at))):
            return speech.noted(f"次序变了，文中有照应前后的话（如“{match[0]}”），请顺一遍")
    return speech


def retitle(speech: Speech, operation: Retitle) -> Speech:
    """Give a part or a priority another heading; a priority whose heading no longer holds its title gets it in the brief.

    Raises:
        NotDone: It has no heading, has this one already, or the new one holds a figure that the brief does not know.
    """
    at = heading_at(speech, operation.where)
    text = bound(operation.text.strip().rstrip("。；;，,"), speech)
    if speech.document.text_at(at) == text:
        raise Already(f"标题本来就是“{operation.text}”，没有改动。")
    done = speech.changed(lambda where, old: text if where == at else old)
    return replace(done, brief=_titled(speech.brief, speech.document.block(at).owner, operation.text)) if at.block != NONE else done


def _titled(brief: Brief, owner: str, text: str) -> Brief:
    priorities = tuple(replace(one, title=text) if one.id == owner and one.title not in text else one for one in brief.priorities)
    return replace(brief, priorities=priorities)


def renumber(speech: Speech, operation: Renumber) -> Speech:
    """Count the priorities in another style.

    Raises:
        NotDone: They are counted so already, or there are not several of them.
    """
    document, mark = speech.document, _MARKS[operation.style]
    if len(document.priorities) < 2:
        raise NotDone("措施不到两条，用不着编号。")
    if document.mark == mark and all(document.block(at).counted for at in document.priorities):
        raise Already(f"措施本来就是按“{operation.style}”编号的，没有改动。")
    done = replace(document, mark=mark)
    for at in document.priorities:
        done = done.with_block(at, replace(done.block(at), counted=True))
    bare = [document.block(at).head for at in document.priorities if mark == "要" and not VERB_FIRST.match(document.block(at).head)]
    told = speech.with_document(done)
    return told.noted(f"“{bare[0]}”前面加“要”读来不太顺，可再斟酌") if bare else told


def split(speech: Speech, operation: Split) -> Speech:
    """Set a place in so many paragraphs; every sentence stays as it is.

    Raises:
        NotDone: It stands so already, or has too few sentences or too many headings for it.
    """
    scope = scope_of(speech, operation.where)
    blocks = list(dict.fromkeys(at[:2] for at in scope if at.sentence != NONE))
    sizes = {block: len(speech.document.block(Address(*block)).paragraphs) for block in blocks}
    wanted, now = operation.paragraphs, sum(sizes.values())
    name = described(operation.where, speech)
    if wanted == now:
        raise Already(f"{name}本来就是{wanted}段，没有改动。")
    document = speech.document
    while now != wanted:
        changed = _one_more(document, blocks, speech) if now < wanted else _one_less(document, blocks)
        if changed is None:
            fewest = "各条标题不能并到一段里" if now > wanted else "句子不够分"
            raise NotDone(f"{name}分不成{wanted}段：{fewest}，最{'少' if now > wanted else '多'}{now}段。请问要分几段？")
        document, now = changed, now + (1 if now < wanted else -1)
    return speech.with_document(document)


def _one_more(document: Document, blocks: Sequence[tuple[int, int]], speech: Speech) -> Document | None:
    """Cut the longest paragraph that can be cut, at the joint nearest to its middle."""
    listed = [(Address(*at), number) for at in blocks for number in range(len(document.block(Address(*at)).paragraphs))]
    by_size = sorted(listed, key=lambda one: -len("".join(document.block(one[0]).paragraphs[one[1]])))
    for at, number in by_size:
        block = document.block(at)
        paragraph = block.paragraphs[number]
        if joint := _joint(paragraph):
            halves = (paragraph[:joint], paragraph[joint:])
            return document.with_block(
                at, replace(block, paragraphs=(*block.paragraphs[:number], *halves, *block.paragraphs[number + 1 :]))
            )
    return None


def _joint(paragraph: Paragraph) -> int:
    """Return where to cut a paragraph: not before a sentence that leans on the one before, nor behind a question."""
    if len(paragraph) < 2:
        return 0
    middle = len("".join(paragraph)) / 2
    ranked = sorted(range(1, len(paragraph)), key=lambda at: abs(len("".join(paragraph[:at])) - middle))
    free = [at for at in ranked if not leans(paragraph[at]) and not asks(paragraph[at - 1])]
    return (free or ranked)[0]


def _one_less(document: Document, blocks: Sequence[tuple[int, int]]) -> Document | None:
    """Join the two shortest neighbours."""
    pairs = [(Address(*at), number) for at in blocks for number in range(len(document.block(Address(*at)).paragraphs) - 1)]
    if not pairs:
        return None
    at, number = min(pairs, key=lambda one: sum(map(len, sum(document.block(one[0]).paragraphs[one[1] : one[1] + 2], ()))))
    block = document.block(at)
    both = block.paragraphs[number] + block.paragraphs[number + 1]
    return document.with_block(at, replace(block, paragraphs=(*block.paragraphs[:number], both, *block.paragraphs[number + 2 :])))
