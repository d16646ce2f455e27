"""From the messages of a composed speech to its plan: what each section tells, how long it is, what is left out and why."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.audit.derivations import try_derive
from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.length import UNSAID, rendered_length
from assistant.drafting.matching import figures_in, magnitude
from assistant.drafting.outline import Outline
from assistant.drafting.plan import LeftOut, Plan, PlannedMessage, SectionPlan, slots_of
from assistant.drafting.standing import behind
from assistant.drafting.state import Message, Section
from assistant.slots import available, parse_slot

_TOLERANCE = 15
_RELATIONS = {"judgement": "总分", "evidence": "并列", "contrast": "对比", "cause": "因果", "demand": "对策", "frame": "承接"}


@dataclass(frozen=True, slots=True)
class Told:
    """A section with the messages it was made from, each with the variant chosen."""

    section: Section
    messages: tuple[tuple[Message, int], ...]


def plan_of(outline: Outline, brief: Brief, told: Sequence[Told], counts: Mapping[str, int]) -> Plan:
    """Return the plan of a composed speech; its sections are those of the speech, in order."""
    sections = tuple(_section(one, brief, counts) for one in told if one.section.paragraphs)
    said = {row for section in sections for message in section.messages if message.said for row in _rows_of(message)}
    unsaid = {row for one in told for message, variant in one.messages if variant == UNSAID for row in message.rows}
    return Plan(headline(outline, brief), sections, tuple(_left_out(brief, said, unsaid)))


def _section(told: Told, brief: Brief, counts: Mapping[str, int]) -> SectionPlan:
    section = told.section
    messages = tuple(_message(message, variant) for message, variant in told.messages)
    told_of = list(dict.fromkeys(row for message in messages for row in _rows_of(message)))
    size = rendered_length("\n".join((section.heading, *section.paragraphs)), brief, counts)
    rows, problems, priorities = ({one.id for one in items} for items in (brief.figures, brief.problems, brief.priorities))
    return SectionPlan(
        section.key,
        section.role,
        section.owner,
        section.heading,
        messages,
        tuple(row for row in told_of if row in rows),
        tuple(row for row in told_of if row in problems),
        (section.owner,) if section.owner in priorities else (),
        (size * (100 - _TOLERANCE) // 100, size * (100 + _TOLERANCE) // 100),
    )


def _message(message: Message, variant: int) -> PlannedMessage:
    text = message.variants[max(variant, 0)]
    relation = message.relation or _RELATIONS[message.kind]
    return PlannedMessage(message.kind, relation, message.rows, slots_of(message.when + text), text, variant != UNSAID)


def _rows_of(message: PlannedMessage) -> Iterator[str]:
    """Yield the ids a message tells: those it is about, and those its slots read."""
    yield from message.rows
    for body in message.slots:
        slot = parse_slot(body)
        yield from (key.partition(".")[0] for key in slot.operands or (slot.name,))


def _left_out(brief: Brief, said: Collection[str], unsaid: Collection[str]) -> Iterator[LeftOut]:
    own = {figure for text in _own_words(brief) for figure in figures_in(text)}
    for figure in brief.figures:
        if figure.id in said:
            continue
        if figure.value is not None and magnitude(figure.value, figure.unit) in own:
            yield LeftOut(figure.id, f"{spoken_name(figure)}的数字，问题或重点工作的原话里已经说到。")
        elif figure.id in unsaid:
            yield LeftOut(figure.id, f"篇幅有限，{spoken_name(figure)}没有展开。")
        else:
            yield LeftOut(figure.id, f"{spoken_name(figure)}与别的数据说的是一件事，或没有能判断好坏的变动，未单独说。")
    named = (*(one.id for one in brief.problems), *(one.id for one in brief.priorities), *(one.id for one in brief.projects))
    yield from (LeftOut(one, "篇幅有限，没有写进去。") for one in named if one not in said)


def _own_words(brief: Brief) -> Iterator[str]:
    yield from (problem.text for problem in brief.problems)
    yield from (point for priority in brief.priorities for point in priority.points)


def headline(outline: Outline, brief: Brief) -> str:
    """Return the one thing a speech says: what is missing and by how much, what has to be stopped, or what has to be done."""
    lead = leading_gap(outline, brief)
    answer = "、".join(priority.title for priority in brief.priorities[:3])
    if outline.profile.sign == "down":
        claim = "多数指标在下降，先把下滑止住"
    elif lead:
        pace = f"d:progress_gap({lead.id}):clause"
        lag = f"{{{{{pace}}}}}，" if behind(lead, brief) and available(brief, pace) else ""
        claim = f"{{{{{lead.id}.name}}}}{lag}还差{{{{d:gap({lead.id})}}}}，把差额补上"
    elif outline.profile.sign == "up":
        claim = "势头是好的，把它保持下去，把短处补上"
    else:
        claim = "看清长短，把要办的事办成"
    return f"{claim}，靠{answer}" if answer else claim


def leading_gap(outline: Outline, brief: Brief) -> Figure | None:
    """Return the first row with a gap to its annual target."""
    rows = {figure.id: figure for figure in brief.figures}
    table = table_of(brief)
    open_gaps = (rows[row] for row in outline.goals if rows[row].kind == "actual" and rows[row].target is not None)
    return next((figure for figure in open_gaps if try_derive(table, "gap", figure.id) is not None), None)
