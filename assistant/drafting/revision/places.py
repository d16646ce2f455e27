"""Where an instruction is to be carried out: a place of the speech as the set of its headings and sentences."""

from assistant.drafting.revision.document import MASTHEAD, NONE, Address, Document
from assistant.drafting.revision.operations import Place
from assistant.drafting.revision.speech import NotDone, Scope, Speech
from assistant.numbers import spell

_ROLES = {"成绩": "讲成绩的部分", "问题": "讲问题的部分", "目标": "讲目标的部分", "保障": "讲保障的部分", "措施": "讲措施的部分"}
_LETTERS = 30


def scope_of(speech: Speech, place: Place) -> Scope:
    """Return the addresses a place takes up.

    Raises:
        NotDone: The speech has no such place; the reply says what it has.
    """
    document = speech.document
    match place.kind:
        case "all":
            found = set(speech.addresses)
        case "masthead":
            found = {at for at in speech.addresses if at.part == MASTHEAD}
        case "opening":
            found = _in_part(speech, 0)
        case "closing":
            found = _in_part(speech, len(document.parts) - 1)
        case "part":
            found = _in_part(speech, part_index(document, place))
        case "measures":
            found = _in_part(speech, measures_index(document))
        case "priority":
            found = _in_block(speech, priority_at(speech, place))
        case "priorities":
            found = {at for block in document.priorities for at in _in_block(speech, block)}
        case "role":
            found = {at for at in speech.addresses if at.part > MASTHEAD and at.block != NONE and document.block(at).role == place.title}
        case "heading":
            found = {heading_at(speech, place)}
        case "paragraph":
            found = _paragraph(speech, place)
        case "sentence":
            found = {at for at in _outer(speech, place) if at.sentence != NONE and place.title in speech.reading(at)}
    if not found:
        raise NotDone(_missing(place))
    return frozenset(found)


def _missing(place: Place) -> str:
    if place.kind == "sentence":
        return f"讲话稿里没有找到带“{place.title}”的句子，请把原句再发一遍。"
    names = {"closing": "单独的结尾", "opening": "开头的引言", "priorities": "逐条的措施", "masthead": "题头"}
    return f"这篇讲话稿没有{names.get(place.kind) or _ROLES.get(place.title, '这个部分')}，请说明要改哪一处。"


def _in_part(speech: Speech, part: int) -> set[Address]:
    return {at for at in speech.addresses if at.part == part}


def _in_block(speech: Speech, block: Address) -> set[Address]:
    return {at for at in speech.addresses if at[:2] == block[:2]}


def _outer(speech: Speech, place: Place) -> Scope:
    return scope_of(speech, place.of) if place.of else frozenset(speech.addresses)


def part_index(document: Document, place: Place) -> int:
    """Return the index of a headed part.

    Raises:
        NotDone: There is no such part.
    """
    headed = document.headed
    if not headed:
        raise NotDone("这篇讲话稿没有分“一、二、三”几个部分，请说明是哪一段，或点明讲成绩、问题、措施的哪一处。")
    number = place.number if place.number > 0 else len(headed) + 1 + place.number
    if not 1 <= number <= len(headed):
        told = "；".join(f"{spell(at)}、{document.parts[index].heading}" for at, index in enumerate(headed, 1))
        raise NotDone(f"没有第{spell(place.number)}部分，全文共{len(headed)}个部分：{told}。请问要改第几部分？")
    return headed[number - 1]


def measures_index(document: Document) -> int:
    """Return the index of the part that holds the priorities.

    Raises:
        NotDone: The speech has none.
    """
    if not document.priorities:
        raise NotDone("这篇讲话稿没有逐条的措施，请说明要改哪一处。")
    return document.priorities[0].part


def priority_at(speech: Speech, place: Place) -> Address:
    """Return the address of the block of a priority.

    Raises:
        NotDone: There is no such priority, or a title fits several.
    """
    document = speech.document
    listed = document.priorities
    if place.title:
        titles = {one.id: one.title for one in speech.brief.priorities}
        fitting = [at for at in listed if place.title in document.block(at).head]
        fitting = fitting or [at for at in listed if titles.get(document.block(at).owner) == place.title]
        if len(fitting) == 1:
            return fitting[0]
        told = "、".join(f"“{document.block(at).head}”" for at in fitting or listed)
        raise NotDone(f"“{place.title}”{'对得上好几条' if fitting else '不在措施的标题里'}：{told}。请问是哪一条？")
    number = place.number if place.number > 0 else len(listed) + 1 + place.number
    if not 1 <= number <= len(listed):
        told = "；".join(f"{at}.{document.block(one).head}" for at, one in enumerate(listed, 1))
        raise NotDone(f"没有第{spell(place.number)}条，措施共{len(listed)}条：{told or '无'}。请问是第几条？")
    return listed[number - 1]


def heading_at(speech: Speech, place: Place) -> Address:
    """Return the address of the heading of a part or a priority.

    Raises:
        NotDone: The place has no heading.
    """
    of = place.of or place
    if of.kind == "priority":
        return priority_at(speech, of)
    if of.kind in {"part", "measures"}:
        index = part_index(speech.document, of) if of.kind == "part" else measures_index(speech.document)
        if speech.document.parts[index].heading:
            return Address(index)
    raise NotDone("这一处没有标题，请说明是第几部分或哪一条的标题。")


def _paragraph(speech: Speech, place: Place) -> set[Address]:
    inside = _outer(speech, place)
    listed = list(dict.fromkeys(at[:3] for at in speech.addresses if at in inside and at.paragraph != NONE))
    number = place.number if place.number > 0 else len(listed) + 1 + place.number
    if not 1 <= number <= len(listed):
        raise NotDone(f"没有第{spell(place.number)}段，这里共{len(listed)}段。请问是第几段？")
    return {at for at in speech.addresses if at in inside and at[:3] == listed[number - 1]}


def described(place: Place, speech: Speech) -> str:
    """Return what a reply calls a place."""
    if place.kind == "part":
        return f"第{spell(speech.document.headed.index(part_index(speech.document, place)) + 1)}部分"
    if place.kind == "priority":
        head = speech.document.block(priority_at(speech, place)).head
        return f"“{head.partition('，')[0]}”这条"
    if place.kind == "heading" and place.of:
        return f"{described(place.of, speech)}的标题"
    if place.kind == "role":
        return _ROLES.get(place.title, place.title)
    if place.kind == "sentence":
        return f"带“{place.title[:_LETTERS]}”的句子"
    if place.kind == "paragraph":
        outer = described(place.of, speech) if place.of else ""
        return f"{outer}第{spell(place.number)}段" if place.number > 0 else f"{outer}最后一段"
    return {"all": "全文", "masthead": "题头", "opening": "开头", "closing": "结尾", "measures": "措施部分", "priorities": "各条措施"}[
        place.kind
    ]
