"""Names that slots write, spelled out, so that a word inside them can be replaced; numbers stay slots."""

from assistant.drafting.revision.document import Address
from assistant.drafting.revision.speech import NotDone, Scope, Speech
from assistant.errors import SlotError
from assistant.slots import SLOT, parse_slot
from assistant.slots.render import read_slot


def spelled_out(speech: Speech, word: str, scope: Scope) -> Speech:
    """Return the speech with the names that hold a word spelled out in a place.

    Raises:
        NotDone: The word is part of a number, a unit or a period.
    """

    def change(at: Address, text: str) -> str:
        if at not in scope or word not in speech.reading(at):
            return text
        readings = iter(speech.readings(at))
        return SLOT.sub(lambda match: _spelled(match[0], next(readings), word, speech), text)

    return speech.changed(change)


def _spelled(slot: str, reading: str, word: str, speech: Speech) -> str:
    body = slot[2:-2].strip()
    if word not in reading:
        return slot
    if body.endswith(".name"):
        return reading
    for bare in (f"{body}:rate", f"{body}:value", body.removesuffix(":clause")):
        try:
            number = read_slot(speech.brief, parse_slot(bare))[0]
        except SlotError:
            continue
        if bare != body and number in reading and word not in number:
            return reading.replace(number, f"{{{{{bare}}}}}", 1)
    raise NotDone(f"“{word}”是数据“{reading}”里的字，改了就和表对不上；请先改数据表，或说明只改哪一处。")
