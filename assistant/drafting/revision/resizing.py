"""Lengths: what an instruction asks of a place as a range of characters, and the way there."""

from fractions import Fraction

from assistant.drafting.revision.lengthening import lengthened
from assistant.drafting.revision.operations import Operation, Place, Resize
from assistant.drafting.revision.places import described, scope_of
from assistant.drafting.revision.shortening import shortened, to_sentences
from assistant.drafting.revision.speech import Already, Speech

_A_LITTLE = {True: Fraction(5, 4), False: Fraction(4, 5)}
_ROOM = Fraction(1, 16)
_BELOW, _ABOVE = Fraction(7, 8), Fraction(5, 4)
_LEAST_GROWTH = 8  # 展开写写 names no amount: what there is to say is enough
_LEAST_ROOM = 60


def resize(speech: Speech, operation: Resize) -> Speech:
    """Make a place shorter or longer, so much that it fits what was asked and no more.

    Raises:
        NotDone: It fits already, or the material does not allow it.
    """
    if operation.where.kind == "priorities":
        return _each(speech, operation)
    scope, name = scope_of(speech, operation.where), described(operation.where, speech)
    if operation.sentences is not None:
        return to_sentences(speech, scope, operation.sentences, name)
    length = speech.length(scope)
    low, aim, high = _range(operation, length)
    if length > high:
        return shortened(speech, scope, low, aim, high, name)
    if length < low:
        return lengthened(speech, scope, low, aim, high, name)
    raise Already(f"{name}现在{length}字，已经合乎要求，没有改动。")


def _each(speech: Speech, operation: Resize) -> Speech:
    done = speech
    for number in range(1, len(speech.document.priorities) + 1):
        one = Resize(Place("priority", number), operation.ratio, operation.least, operation.most, operation.sentences, operation.longer)
        try:
            done = resize(done, one)
        except Already:
            continue
    if done is speech:
        raise Already("各条措施的篇幅已经合乎要求，没有改动。")
    return done


def _range(operation: Resize, length: int) -> tuple[int, int, int]:
    """Return least number of characters, the one to come near, and greatest.

    A ratio leaves a little room on both sides. Where only one bound is said, the place comes near it: 300字以内 is not asked for to
    get 100. A place that is to be longer grows even where it is long enough already.
    """
    least, most, longer = operation.least, operation.most, operation.longer
    if least is not None and most is not None:
        return least, (least + most) // 2, most
    if most is not None:
        return 0 if length <= most else round(most * _BELOW), most, most
    if longer and operation.ratio is None and length >= (least or 0):
        return length + _LEAST_GROWTH, round(length * _A_LITTLE[True]), round(length * _A_LITTLE[True] * _ABOVE) + _LEAST_ROOM
    if least is not None:
        return least, least, max(round(least * _ABOVE), least + _LEAST_ROOM)
    aim = length * (operation.ratio or _A_LITTLE[bool(longer)])
    return round(aim * (1 - _ROOM)), round(aim), round(aim * (1 + _ROOM))


def contradiction(operations: tuple[Operation, ...], speech: Speech) -> str:
    """Return why lengths that are asked for together cannot all hold; empty where they can.

    The whole cannot be shorter than its parts: 全文1500字以内 and five priorities of 400 characters each.
    """
    sizes = [one for one in operations if isinstance(one, Resize)]
    whole = next((one.most for one in sizes if one.where.kind == "all" and one.most is not None), None)
    if whole is None:
        return ""
    count = len(speech.document.priorities)
    each = sum((one.least or 0) * (count if one.where.kind == "priorities" else 1) for one in sizes if one.where.kind != "all")
    if each <= whole:
        return ""
    return f"这两个要求合不到一起：全文不超过{whole}字，各处加起来却至少要{each}字。请问以哪个为准？"
