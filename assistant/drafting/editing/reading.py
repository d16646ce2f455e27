"""Text back into a draft: title, date, speaker, salutation, sections, paragraphs, with every proven figure a slot."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from assistant.brief import Brief
from assistant.drafting.editing.announcing import delivered
from assistant.drafting.editing.layout import Layout, layout_of
from assistant.drafting.editing.likeness import same_lines
from assistant.drafting.editing.rebinding import Edited, slot_text
from assistant.drafting.editing.sections import Line, sections_of
from assistant.drafting.state import DraftState, Section
from assistant.slots import SlotSpan, bind, render


def state_of(text: str, brief: Brief, before: DraftState | None = None) -> DraftState:
    """Return the draft that a text of a speech is.

    Args:
        text: The whole speech: a draft edited by hand, last month's speech, what came back from Word.
        brief: The brief its figures come from.
        before: The draft that was edited: sections whose lines are found again keep role, owner and slots, and so does the plan.

    Returns:
        A draft that renders to the text, letter for letter, but for blank lines and indentation. Figures the brief does not
        prove stand as typed.

    Raises:
        DraftError: There is no text, or it cannot be one speech.
    """
    layout = layout_of(text, speaker=brief.speaker.name)
    before = before or DraftState("", "", "", "", ())
    bound = bind(layout.text, brief).bound
    sections = sections_of(_lines(layout, bound, before, brief), brief, before.sections)
    counts = delivered(sections)
    old = before.text.rstrip("\n")
    slots = slot_text(Edited(layout.text, bound, dict(counts)), brief, old, dict(before.counts))
    head, body = _apart(slots.split("\n"), layout)
    return DraftState(*head, tuple(_filled(sections, iter(body))), counts, before.plan)


def _lines(layout: Layout, bound: Sequence[SlotSpan], before: DraftState, brief: Brief) -> list[Line]:
    """Return headings and paragraphs with the cells each tells, and the section each stood in."""
    found = _sections_again(layout.lines, before, brief)
    at = len(layout.text) - len("\n".join(layout.lines))
    lines = []
    for number, line in enumerate(layout.lines):
        first, last = (bisect_right(bound, place, key=lambda span: span.start) for place in (at - 1, at + len(line)))
        facts = tuple(fact for span in bound[first:last] for fact in span.facts)
        lines.append(Line(line, facts, found.get(number, -1)))
        at += len(line) + 1
    return lines


def _sections_again(lines: Sequence[str], before: DraftState, brief: Brief) -> dict[int, int]:
    """Return for each line that was found again the index of its section."""
    told = [index for index, section in enumerate(before.sections) for line in (section.heading, *section.paragraphs) if line]
    if not told:
        return {}
    old = render(before.text.rstrip("\n"), brief, dict(before.counts)).text.split("\n")[-len(told) :]
    return {line: told[index] for line, index in same_lines(old, lines).items()}


def _apart(lines: Sequence[str], layout: Layout) -> tuple[tuple[str, str, str, str], list[str]]:
    """Return the masthead and the body of a slot text that is laid out like this."""
    at, head = 0, []
    for part in (layout.title, layout.date, layout.speaker):
        size = part.count("\n") + 1 if part else 0
        head.append("\n".join(lines[at : at + size]))
        at += size
    at += 1 if at else 0
    salutation = lines[at] if layout.salutation else ""
    return (head[0], head[1], head[2], salutation), list(lines[at + bool(layout.salutation) :])


def _filled(sections: Sequence[Section], body: Iterator[str]) -> Iterator[Section]:
    """Put the slot form of each line in its place."""
    for section in sections:
        heading = next(body) if section.heading else ""
        yield Section(section.role, heading, tuple(next(body) for _ in section.paragraphs), section.owner)
