"""What a section must not leave out: lead departments, the user's own numbers and time limits, the problems it answers."""

from collections.abc import Iterator, Mapping

from assistant.brief import Brief
from assistant.drafting.chain.answers import wrong_slots
from assistant.drafting.chain.bodies import Body
from assistant.drafting.plan import PlannedMessage, SectionPlan, slots_of
from assistant.slots import render

_COMMON = 4


def completed(body: Body, plan: SectionPlan, brief: Brief, counts: Mapping[str, int]) -> Body:
    """Return the section with the planned sentences on whatever the model left out of the user's own matters.

    Args:
        body: The section as written.
        plan: What it has to say.
        brief: The brief.
        counts: Announced counts.
    """
    for owner in (*plan.priorities, *plan.problems):
        for message in plan.messages:
            if owner in message.rows and message.said and _missing(message, owner, body.head + body.text, brief, counts):
                body = body.with_added(message.text)
    return body


def _missing(message: PlannedMessage, owner: str, text: str, brief: Brief, counts: Mapping[str, int]) -> bool:
    """Tell whether a planned sentence tells something of its owner that a text does not.

    A number of the user's words is told by any slot that reads like it: 建材产值下降8.5% by the row of that industry.
    """
    own = {slot for slot in slots_of(message.text) if slot.partition(".")[0] == owner}
    if own:
        holes = wrong_slots(text, brief, counts)
        filled = "" if holes else render(text, brief, counts).text
        return any(slot not in slots_of(text) and render(f"{{{{{slot}}}}}", brief).text not in filled for slot in own)
    leads = [priority.lead for priority in brief.priorities if priority.id == owner and priority.lead]
    if any(lead in message.text and lead not in text for lead in leads):
        return True
    return owner[0] == "m" and not _named(owner, text, brief)


def _named(problem: str, text: str, brief: Brief) -> bool:
    """Tell whether a text names a problem: one of its rows or numbers, or four characters of its wording in a row."""
    told = {slot.partition(".")[0] for slot in slots_of(text)}
    item = next(item for item in brief.problems if item.id == problem)
    if problem in told or told & set(item.figures):
        return True
    return any(piece in text for piece in _pieces(item.text))


def _pieces(text: str) -> Iterator[str]:
    yield from (text[at : at + _COMMON] for at in range(len(text) - _COMMON + 1))


def reading_length(body: Body, brief: Brief, counts: dict[str, int]) -> int:
    """Return the number of characters of a section without white space, slots filled."""
    return len("".join(render(body.head + body.text, brief, counts).text.split()))
