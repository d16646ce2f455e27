"""Lines of a speech to sections: those of the speech before keep their identity, new ones are told by what they say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.drafting.editing.layout import PART
from assistant.drafting.leads import split_leads
from assistant.drafting.matching import rows_of_problem
from assistant.drafting.state import Section
from assistant.exemplars.passages import senses_of

ITEM = re.compile(r"(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}[要是]|第[一二三四五六七八九十]{1,3}，|\d{1,2}[.．、])")
"""What a measure begins with where measures are numbered."""

_FIGURE = re.compile(r"\d[\d.]*(?:%|个百分点|亿元|万元|户|家|个|件|人|位)?")
_TITLE_WITHIN = 40  # a measure names its priority in its lead sentence
_CLOSING = re.compile(r"(?:各位[^，。]{1,12}、)?同志们，|谢谢")
_OPENING, _MEASURES, _LAST, _SAFEGUARDS = "导语", "措施", "结尾", "保障"
_WEIGHED = ("成绩", "问题", "形势", "目标")
_AS_BEFORE, _TOLD, _PLANNED = 1.0, 0.5, 1.5


@dataclass(frozen=True, slots=True)
class Line:
    """A heading or a paragraph.

    Attributes:
        text: As it reads.
        facts: Keys of the cells it tells.
        source: Index of the section it stood in before it was edited; -1 for a new line.
    """

    text: str
    facts: tuple[str, ...] = ()
    source: int = -1


@dataclass
class _Open:
    """A section under construction; ``source`` as in :class:`Line`."""

    role: str
    owner: str
    source: int = -1
    part: str = ""
    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)


def sections_of(lines: Sequence[Line], brief: Brief, before: Sequence[Section] = ()) -> list[Section]:
    """Return the sections of a speech.

    Args:
        lines: Headings and paragraphs.
        brief: The brief: its priorities name the measures.
        before: The sections of the speech these lines were made from by hand.
    """
    out: list[_Open] = []
    heading, part = "", ""
    for number, line in enumerate(lines):
        if PART.fullmatch(line.text):
            if heading:
                out.append(_Open(out[-1].role if out else "", "", part=part, heading=heading))
            heading = part = line.text
            continue
        told = _placed(_meant(lines, number), part, brief, out, before, at=number / len(lines))
        if heading or not out or not _goes_on(out[-1], told, line.text):
            told.part, told.heading = part, heading
            out.append(told)
        out[-1].paragraphs.append(line.text)
        heading = ""
    if heading:
        out.append(_Open(out[-1].role if out else "", "", part=part, heading=heading))
    return [Section(one.role, one.heading, tuple(one.paragraphs), one.owner) for one in out]


def _meant(lines: Sequence[Line], number: int) -> Line:
    """Return the line that says what a line is about: a lead-in without a figure right under a heading, what it leads in."""
    line, after = lines[number], lines[number + 1] if number + 1 < len(lines) else None
    leads_in = number and PART.fullmatch(lines[number - 1].text) and not line.facts and line.source < 0 and not ITEM.match(line.text)
    return after if leads_in and after is not None and not PART.fullmatch(after.text) and not ITEM.match(after.text) else line


def _goes_on(section: _Open, told: _Open, line: str) -> bool:
    """Tell whether a paragraph goes on with a section: a measure begins with its number."""
    if section.source >= 0 or told.source >= 0:
        return section.source == told.source
    return (section.role, section.owner) == (told.role, told.owner) and not (told.role == _MEASURES and ITEM.match(line))


def _placed(line: Line, part: str, brief: Brief, out: Sequence[_Open], before: Sequence[Section], at: float) -> _Open:
    """Return where a paragraph belongs: where it stood, else by what it says, else with the paragraph before it."""
    if line.source >= 0:
        return _Open(before[line.source].role, before[line.source].owner, line.source)
    previous, item = out[-1] if out else None, bool(ITEM.match(line.text))
    owner = owner_of(line.text, brief)
    if owner and item:
        return _Open(_MEASURES, owner)
    if previous is not None and previous.source >= 0 and previous.part == part and not item and not _CLOSING.match(line.text):
        return _Open(previous.role, previous.owner, previous.source)
    role = _role(line, part, brief, previous, at)
    goes_on = previous is not None and previous.role == role == _MEASURES and not item
    return _Open(role, previous.owner if goes_on and previous else "")


def _role(line: Line, part: str, brief: Brief, previous: _Open | None, at: float) -> str:
    """Return what a new paragraph does: by where it stands, by its words, and by the rows it tells."""
    same_part = previous is not None and previous.part == part
    if (previous is not None and previous.role == _LAST) or (_CLOSING.match(line.text) and at > 1 / 2):
        return _LAST
    if not part and (previous is None or (previous.role == _OPENING and not line.facts)):
        return _OPENING
    if previous is not None and same_part and previous.role in {_MEASURES, _SAFEGUARDS}:
        return _MEASURES if ITEM.match(line.text) or (line.facts and previous.role == _MEASURES) else _SAFEGUARDS
    if ITEM.match(line.text) and any(office in line.text for priority in brief.priorities for office in split_leads(priority.lead)):
        return _MEASURES
    senses = senses_of(f"{part}{_FIGURE.sub('〔数〕', line.text)}", scaled=False)
    scores = {role: senses.get(role, 0.0) for role in (*_WEIGHED, *([_MEASURES] if ITEM.match(line.text) else []))}
    if previous is not None and same_part and previous.role in scores:
        scores[previous.role] += _AS_BEFORE
    for role, weight in _told(line.facts, brief):
        scores[role] += weight
    return max(scores, key=lambda role: scores[role])


def _told(facts: Sequence[str], brief: Brief) -> list[tuple[str, float]]:
    """Return what the cells of a paragraph say about its role: targets, what a problem names, what is reviewed."""
    table = table_of(brief)
    troubled = {row for problem in brief.problems for row in rows_of_problem(table, problem)}
    told = []
    for row in dict.fromkeys(fact.partition(".")[0] for fact in facts):
        figure = table.rows.get(row)
        if figure is None:
            continue
        if figure.kind in {"target", "plan"}:
            told.append(("目标", _PLANNED))
        else:
            told.append(("问题", _PLANNED) if row in troubled else ("成绩", _TOLD))
    return told


def owner_of(line: str, brief: Brief) -> str:
    """Return the id of the priority a measure carries out: by its title in the lead sentence, else by the one office it names."""
    lead = re.split("[。；]", line, maxsplit=1)[0][:_TITLE_WITHIN]
    titled = next((priority.id for priority in brief.priorities if priority.title in lead), "")
    if titled or not ITEM.match(line):
        return titled
    named = [priority.id for priority in brief.priorities if any(office in line for office in split_leads(priority.lead))]
    return named[0] if len(named) == 1 else ""
