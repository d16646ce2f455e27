"""What the next brief has and the last one had not: rows, problems and priorities, said where the plan of the next brief says them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.editing.sections import ITEM
from assistant.drafting.plan import slots_of
from assistant.drafting.refreshing.moves import Moves
from assistant.drafting.refreshing.news import rows_of
from assistant.drafting.refreshing.plain import bare_facts
from assistant.drafting.refreshing.points import MARK, PROBLEM
from assistant.drafting.refreshing.script import Block, Script, Sentence
from assistant.drafting.review import period_of
from assistant.drafting.state import DraftState, Section
from assistant.slots import parse_slot

MEASURES = "措施"
NEW_ROW, NEW_PROBLEM, NEW_PRIORITY, OLD_PRIORITY = "新增指标", "新增问题", "新增重点工作", "新任务单没有这项重点工作，删去"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something new that the speech does not say: what it is, and a sentence for it in slot form."""

    name: str
    slots: str


def follow_priorities(script: Script, moves: Moves, composed: DraftState) -> None:
    """Drop the measures of priorities that are gone and add those of new ones, in place.

    Args:
        script: The speech.
        moves: The last brief and the next one.
        composed: The speech the built-in composer makes of the next brief.
    """
    for block in script.blocks:
        if block.role != MEASURES or not block.owner.startswith("p"):
            continue
        if moves.new.priorities and block.owner not in moves.owners:
            for sentence in block.sentences():
                sentence.told("", OLD_PRIORITY)
        block.owner = moves.owners.get(block.owner, block.owner)
    known = set(moves.owners.values())
    for section in composed.sections:
        if section.role == MEASURES and section.owner.startswith("p") and section.owner not in known:
            _add_measure(script, section)


def _add_measure(script: Script, section: Section) -> None:
    """Add a measure after the last one, numbered as they are."""
    measures = [index for index, block in enumerate(script.blocks) if block.role == MEASURES and block.owner]
    if not measures:
        return
    marks = [match[0] for index in measures if (match := _mark(script.blocks[index]))]
    paragraphs = [[Sentence("", "", one.text, [NEW_PRIORITY]) for one in sentences_of(text)] for text in section.paragraphs]
    first = paragraphs[0][0]
    own = ITEM.match(first.slots)
    first.slots = (marks[-1] if marks else "") + first.slots[own.end() if own else 0 :]
    script.blocks.insert(measures[-1] + 1, Block(MEASURES, section.owner, None, paragraphs))


def _mark(block: Block) -> re.Match[str] | None:
    return next((ITEM.match(sentence.was) for sentence in block.sentences() if sentence.was), None)


def follow_problems(script: Script, moves: Moves, composed: DraftState) -> list[Offer]:
    """Name the new problems after those the speech names, in place; return those it has no place for."""
    known = set(moves.owners.values())
    offers = []
    blocks = [block for block in script.blocks if block.role == PROBLEM and any(one.slots for one in block.sentences())]
    for problem in moves.new.problems:
        if problem.id in known:
            continue
        told = next((text for text in _said_of(problem.id, composed) if _fresh(text, script, moves.new)), "")
        if blocks and told:
            _add_point(blocks[-1], told)
        else:
            offers.append(Offer(problem.text, told))
    return offers


def _said_of(owner: str, composed: DraftState) -> Iterator[str]:
    for section in composed.plan.sections:
        if section.role == PROBLEM:
            yield from (message.text for message in section.messages if owner in message.rows and message.text.endswith("。"))


def _fresh(text: str, script: Script, brief: Brief) -> bool:
    """Tell whether nothing of what a sentence tells is told by the speech already."""
    told = {body for _, sentence in script.sentences() for body in slots_of(sentence.slots) if parse_slot(body).kind != "time"}
    return not told & {body for body in slots_of(text) if not body.endswith(".name")}


def _add_point(block: Block, text: str) -> None:
    """Add a problem after the last one that is numbered, else as the last sentences of the section."""
    numbered = [
        (paragraph, index, match[0])
        for paragraph in block.paragraphs
        for index, sentence in enumerate(paragraph)
        if sentence.slots and (match := MARK.match(sentence.was))
    ]
    if not numbered:
        block.paragraphs.append([Sentence("", "", text, [NEW_PROBLEM])])
        return
    paragraph, index, mark = numbered[-1]
    last = next((at for at in range(index + 1, len(paragraph)) if not rows_slots(paragraph[at])), len(paragraph))
    paragraph.insert(max(last, index + 1), Sentence("", "", mark + text, [NEW_PROBLEM]))


def rows_slots(sentence: Sentence) -> bool:
    """Tell whether a sentence tells a figure."""
    return any(parse_slot(body).kind in {"figure", "derivation"} for body in slots_of(sentence.slots))


def follow_rows(script: Script, moves: Moves, composed: DraftState) -> list[Offer]:
    """Tell the new rows that the composed speech tells, in the section that does the same, in place; return the others.

    Args:
        script: The speech.
        moves: The last brief and the next one.
        composed: The speech the built-in composer makes of the next brief.
    """
    offers = []
    for figure in moves.fresh:
        if figure.id in rows_of("".join(one.slots for _, one in script.sentences()), moves.new):
            continue
        told = _sentence_of(figure.id, moves.new)
        section = next((one for one in composed.sections if figure.id in rows_of("".join(one.paragraphs), moves.new)), None)
        paragraph = _place(script, section, figure.id, moves) if section is not None else None
        if paragraph is None or not told:
            offers.append(Offer(spoken_name(figure), told))
        else:
            paragraph.append(Sentence("", "", told, [NEW_ROW]))
    return offers


def _sentence_of(row: str, brief: Brief) -> str:
    told = bare_facts([row], brief)
    when = period_of(table_of(brief).rows[row], brief)[0]
    return f"{f'{when}，' if when else ''}{told}。" if told else ""


def _place(script: Script, section: Section, row: str, moves: Moves) -> list[Sentence] | None:
    """Return the paragraph of the same section that tells most of what the composed paragraph tells beside the row."""
    beside = next(set(rows_of(text, moves.new)) for text in section.paragraphs if row in rows_of(text, moves.new))
    same = [block for block in script.blocks if (block.role, block.owner) == (section.role, section.owner)]
    paragraphs = [one for block in same for one in block.paragraphs if any(rows_slots(sentence) for sentence in one if sentence.slots)]
    if not paragraphs:
        return None
    return max(paragraphs, key=lambda one: (len(beside & _rows(one, moves.new)), -paragraphs.index(one)))


def _rows(paragraph: Sequence[Sentence], brief: Brief) -> set[str]:
    return set(rows_of("".join(sentence.slots for sentence in paragraph), brief))
