"""Numbers in the user's own words told by the cell they repeat, so that they follow the table when the words do not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.audit.facts import Fact, table_of
from assistant.brief import Brief
from assistant.drafting.refreshing.moves import Moves
from assistant.drafting.state import DraftState
from assistant.slots import SLOT, Slot, SlotSpan, bind, parse_slot, render
from assistant.slots.render import read_slot
from assistant.slots.sources import forms_of, source_of_slot


def with_cells(state: DraftState, moves: Moves) -> DraftState:
    """Return a speech in which a number of a problem or a priority is the slot of the cell it tells.

    It stays the user's own where the next brief states another number in its place, or has no such cell any more.

    Args:
        state: The speech, in slots of the last brief.
        moves: The last brief and the next one.
    """
    rendered = render(state.text, moves.old, dict(state.counts))
    own = [span for span in rendered.spans if _of_words(span.slot)]
    if not own:
        return state
    bound = bind(rendered.text, moves.old).bound
    cells: dict[str, str] = {}
    for span in own:
        told = next((other for other in bound if other.start < span.end and span.start < other.end and not _of_words(other.slot)), None)
        cell = _bare(told.slot, rendered.text[span.start : span.end], moves.old) if told else ""
        if cell and moves.body(cell) and not moves.restated(parse_slot(span.slot)):
            cells[span.slot] = cell
    cells |= _alike(own, cells, moves)

    def told_by(text: str) -> str:
        return SLOT.sub(lambda match: f"{{{{{cells.get(match[1], match[1])}}}}}", text)

    sections = tuple(replace(one, heading=told_by(one.heading), paragraphs=tuple(map(told_by, one.paragraphs))) for one in state.sections)
    return replace(state, sections=sections)


def _alike(own: Sequence[SlotSpan], cells: Mapping[str, str], moves: Moves) -> dict[str, str]:
    """Give a number of the user the cell that another number of the user tells, where both are one number of one unit and unrestated."""
    facts = {span.slot: table_of(moves.old).get(span.slot) for span in own}
    found = {}
    for slot, fact in facts.items():
        if slot in cells or fact is None or moves.restated(parse_slot(slot)):
            continue
        same = {cell for other, cell in cells.items() if (told := facts.get(other)) and (told.value, told.unit) == (fact.value, fact.unit)}
        if len(same) == 1 and _kin(fact, [told for other in cells if (told := facts.get(other)) is not None]):
            found[slot] = same.pop()
    return found


def _kin(fact: Fact, others: Sequence[Fact]) -> bool:
    """Tell whether the words after a number share two characters with those around the other one: 9个未开工项目, 还有9个没开工."""
    after = fact.text[fact.end : fact.end + 8]
    same = [other for other in others if (other.value, other.unit) == (fact.value, fact.unit)]
    return any(after[at : at + 2] in other.text for other in same for at in range(len(after) - 1))


def _of_words(body: str) -> bool:
    slot = parse_slot(body)
    return slot.kind == "figure" and slot.name[0] in "pmjb" and slot.key.startswith("q")


def _bare(body: str, reading: str, brief: Brief) -> str:
    """Return the slot of a cell that prints its number alone, as it stood in the words of the user."""
    source = source_of_slot(parse_slot(body), table_of(brief))
    if source is None:
        return ""
    return next((bare for bare in forms_of(source, table_of(brief)).bare if _reads(parse_slot(bare), brief) == reading), "")


def _reads(slot: Slot, brief: Brief) -> str:
    return read_slot(brief, slot)[0]
