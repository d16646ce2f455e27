"""Numbers in the user's own words told by the cell they repeat, so that they follow the table when the words do not."""

from dataclasses import replace

from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.drafting.refreshing.moves import Moves
from assistant.drafting.state import DraftState
from assistant.slots import SLOT, Slot, bind, parse_slot, render
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

    def told_by(text: str) -> str:
        return SLOT.sub(lambda match: f"{{{{{cells.get(match[1], match[1])}}}}}", text)

    sections = tuple(replace(one, heading=told_by(one.heading), paragraphs=tuple(map(told_by, one.paragraphs))) for one in state.sections)
    return replace(state, sections=sections)


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
