"""A sentence that states what an instruction asks for: a row, a cell, a problem; and where in a place it fits."""

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name, value_measure
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.figures import Clause, also_text, facets, head, joined, within
from assistant.drafting.review import period_of
from assistant.drafting.revision.document import NONE, Address, Document
from assistant.drafting.revision.rows import rows_in
from assistant.drafting.revision.speech import NotDone, Scope, Speech
from assistant.drafting.state import ANY_STRETCH
from assistant.drafting.topics import closeness
from assistant.slots import available, slotted

_ANY_PERIOD = re.compile(r"\{\{(?:\w+\.)?(?:plan_)?period\}\}")
_MOST = 3


def sentence_of(cells: Sequence[str], speech: Speech) -> str:
    """Return a sentence that states rows or cells, with their period where it is not the reporting one.

    Raises:
        NotDone: The brief does not have one of them.
    """
    brief = speech.brief
    told, when = [], ""
    for row in dict.fromkeys(cell.partition(".")[0] for cell in cells):
        figure = next((one for one in brief.figures if one.id == row), None)
        if figure is None:
            raise NotDone(f"材料里没有 {row} 这一行数据，请先把它补进数据表。")
        keys = [cell.partition(".")[2] for cell in cells if cell.partition(".")[0] == row]
        if missing := [key for key in keys if key and not table_of(brief).get(f"{row}.{key}".removesuffix(".value"))]:
            raise NotDone(f"数据表里“{spoken_name(figure)}”没有 {'、'.join(missing)} 这一项，请先把它补进数据表。")
        told.append(joined(_clauses(figure, [key for key in keys if key], brief)))
        when = when or period_of(figure, brief)[0]
    return f"{f'{when}，' if when and not told[0].startswith(when) else ''}{'；'.join(told)}。"


def _clauses(figure: Figure, keys: Sequence[str], brief: Brief) -> list[Clause]:
    begins = Clause(f"{{{{{figure.id}.name}}}}要完成{{{{{figure.id}}}}}") if _is_target(figure) else head(figure, Random(0))
    if not keys:
        more = [clause for clause in facets(figure, brief, Random(0)) if not clause.text.startswith("增速")]
        return within([begins, *more], _MOST)  # an average may be one of the level: beside 增速 it would be read as one of the growth
    told = [_cell_clause(figure, key, brief) for key in keys if key != "value"]
    name = f"{{{{{figure.id}.name}}}}"
    if "value" in keys or not told[0].startswith(("{{", "目标", "上")) or ".also:" in told[0]:
        return [begins, *map(Clause, told)]
    return [Clause(f"{name}{told[0]}"), *map(Clause, told[1:])]


def _is_target(figure: Figure) -> bool:
    return figure.kind == "target" and value_measure(figure) == "level"


def _cell_clause(figure: Figure, key: str, brief: Brief) -> str:
    """Return the clause for one cell of a row."""
    field, _, anchor = key.partition(":")
    slot = f"{{{{{figure.id}.{key}}}}}"
    if field == "also" and (item := next((one for one in figure.also if one.name == anchor), None)):
        return also_text(figure, item)
    if field == "reference" and available(brief, f"{figure.id}.vs:{anchor}"):
        return f"{{{{{figure.id}.vs:{anchor}}}}}"
    shapes = {
        "target": f"全年目标{slot}",
        "last_year": f"上年同期为{slot}",
        "prev": f"上期为{slot}",
        "prev_rank": f"{{{{{figure.id}.rank}}}}",
    }
    shapes |= {"mom_pp": f"{{{{{figure.id}.change}}}}", "prev_yoy": f"{{{{{figure.id}.change}}}}"}
    return shapes.get(field, slot)


def answer_of(problem: str, brief: Brief, here: str) -> str:
    """Return a sentence by which a place takes up a problem of the brief, in the user's own words.

    Args:
        problem: Its id.
        brief: The brief.
        here: What the place is called: 这一条, 这一部分.

    Raises:
        NotDone: There is no such problem.
    """
    found = next((one for one in brief.problems if one.id == problem), None)
    if found is None:
        raise NotDone(f"材料里共{len(brief.problems)}个问题，没有要回应的这一个。请问是哪个问题？")
    text = slotted(brief, problem).rstrip("。；;，").replace("：", "，")
    return f"{text}，{here}就是冲着这个问题来的。"


def inserted(speech: Speech, scope: Scope, sentence: str, rows: Sequence[str] = (), at: str = "") -> Speech:
    """Return the speech with a sentence put into a place, where the audit can read it.

    Args:
        speech: The speech.
        scope: The place.
        sentence: In slot form.
        rows: What it tells: it goes next to what is told of the same.
        at: ``start`` or ``end`` where the instruction says so.

    Raises:
        NotDone: Wherever it is put, the audit cannot prove its figures.
    """
    why = ""
    for place in _places(speech, scope, rows, at):
        done = speech.with_document(put(speech.document, place, dated(sentence, speech, place)))
        wrong = [one.message for one in done.report.findings if one.severity == "error"]
        if len(wrong) <= sum(one.severity == "error" for one in speech.report.findings):
            return done
        why = why or "".join(wrong[:2])
    raise NotDone(f"这句话放进去核对不上：{why}请换个地方，或把要说的话写全。")


def dated(sentence: str, speech: Speech, place: Address) -> str:
    """Tell the reporting period where the paragraph has told another one, or none at all in a measure."""
    block = speech.document.block(place)
    paragraph = block.paragraphs[place.paragraph] if place.paragraph < len(block.paragraphs) else ()
    before = "".join(paragraph[: place.sentence])
    if _ANY_PERIOD.search(sentence) or not available(speech.brief, "period") or not re.match(r"\{\{\w+\.name", sentence):
        return sentence
    rows = {figure.id: figure for figure in speech.brief.figures}
    own = rows.get(rows_in(sentence)[0])
    if own is not None and (own.kind != "actual" or period_of(own, speech.brief)[1] == ANY_STRETCH):
        return sentence
    stretch = _ANY_PERIOD.findall(before)
    return sentence if stretch and stretch[-1] == "{{period}}" else f"{{{{period}}}}，{sentence}"


def _places(speech: Speech, scope: Scope, rows: Sequence[str], at: str) -> list[Address]:
    """Return where a sentence may go, the best first; the address is that of the sentence it goes in front of."""
    document = speech.document
    sentences = [one for one in speech.addresses if one in scope and one.sentence != NONE]
    if not sentences:
        heads = [one for one in speech.addresses if one in scope and one.paragraph == NONE and one.block != NONE]
        return [Address(*one[:2], 0, 0) for one in heads]
    start, end = sentences[0], _behind(sentences[-1])
    if at:
        return [start if at == "start" else _before_call(speech, end)]
    near = sorted(sentences, key=lambda one: -_nearness(document.text_at(one), rows, speech.brief))
    best = [_behind(near[0])] if rows and _nearness(document.text_at(near[0]), rows, speech.brief) else []
    if document.block(start).owner and len({one[:2] for one in sentences}) == 1:
        return [*best, start, end]
    told = [one for one in sentences if "{{" in document.text_at(one).replace("{{n:", "") and not document.block(one).owner]
    return [*best, *([_behind(told[-1])] if told else []), _before_call(speech, end), end, start]


def _behind(at: Address) -> Address:
    return at._replace(sentence=at.sentence + 1)


def _before_call(speech: Speech, end: Address) -> Address:
    """Step in front of the sentence that announces the points: what is said after it would be the first point."""
    last = end._replace(sentence=end.sentence - 1)
    return last if "{{n:" in speech.document.text_at(last) or end.part == len(speech.document.parts) - 1 else end


def _nearness(text: str, rows: Sequence[str], brief: Brief) -> float:
    """Return how near a sentence is to rows: it tells one of them, or speaks of the same thing."""
    if set(rows_in(text)) & set(rows):
        return 10.0
    names = [spoken_name(figure) for figure in brief.figures if figure.id in rows]
    near = max((closeness(name, re.sub(r"\{\{[^{}]*\}\}", "", text)) for name in names), default=0.0)
    return near if near >= _MOST - 1 else 0.0


def put(document: Document, at: Address, sentence: str) -> Document:
    """Return the speech with a sentence in front of the one at an address, or behind the last of its paragraph."""
    block = document.block(at)
    paragraphs = list(block.paragraphs) or [()]
    paragraph = paragraphs[at.paragraph]
    paragraphs[at.paragraph] = (*paragraph[: at.sentence], sentence, *paragraph[at.sentence :])
    return document.with_block(at, replace(block, paragraphs=tuple(paragraphs)))
