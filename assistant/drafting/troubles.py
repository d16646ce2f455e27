"""问题: each problem in the user's words, with what its rows add, and what it means."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from assistant.audit.rows import spoken_name, value_measure
from assistant.brief import Brief
from assistant.brief.model import Figure, Problem
from assistant.drafting.figures import Clause, facets, head, joined, shadows_of, since_before, within
from assistant.drafting.headings import NUMERALS
from assistant.drafting.labels import short_label
from assistant.drafting.matching import figures_in
from assistant.drafting.outline import Outline
from assistant.drafting.phrases import Voice
from assistant.drafting.review import period_of
from assistant.drafting.standing import behind, weak
from assistant.drafting.state import Message, Passage
from assistant.drafting.topics import GENERAL, closeness, trouble_of
from assistant.slots import SLOT, slotted

_MARKS = ("{n}是", "第{n}，", "其{n}，")
_LONGEST = 46
_BREATH = 76
_MOST_ROWS = 3
_MANY = 5
_TRIES = 4
_ECHO = 4


def troubles(outline: Outline, brief: Brief, voice: Voice) -> list[Passage]:
    """Return the paragraphs of 问题."""
    texts = {problem.id: problem for problem in brief.problems}
    by_id = {figure.id: figure for figure in brief.figures}
    voice.ledger.begin(*(slotted(brief, problem.id) for problem in brief.problems))
    named = [(texts[key], [by_id[row] for row in rows]) for key, rows in outline.problems if key]
    spare = [by_id[row] for key, rows in outline.problems if not key for row in rows]
    opening = Message("frame", (voice.say("问题_过渡"),), 0)
    mark = voice.rng.choice(_MARKS) if 1 < len(named) <= len(NUMERALS) else ""
    labelled = _labelled([problem for problem, _ in named], voice)
    told = {*outline.local, *(row for rows in outline.further for row in rows), *(row for _, group in outline.angles for row in group)}
    messages: list[list[Message]] = []
    for number, (problem, rows) in enumerate(named):
        begins = mark.format(n=NUMERALS[number % len(NUMERALS)]) if len(named) < _MANY else ""
        messages.append(_problem(begins, labelled, problem, rows, told, brief, voice))
    passages = _paragraphs(messages, voice)
    if spare and (aside := tuple(_spare(spare, bool(named), told, brief, voice))):
        passages.append(Passage("问题", aside))
    return _framed(passages, opening, voice)


def _labelled(problems: Sequence[Problem], voice: Voice) -> bool:
    """Tell whether every problem gets a name before its text: where the user named most of them, else as the draw falls."""
    labels = [short_label(problem.text) for problem in problems]
    if not all(labels) or len(set(labels)) < len(labels):
        return False
    own = sum("：" in problem.text for problem in problems)
    return own * 2 >= len(problems) and voice.rng.random() < 0.75


def _paragraphs(groups: list[list[Message]], voice: Voice) -> list[Passage]:
    """Return the problems in one paragraph; many of them each in its own, so that the ear can follow."""
    if len(groups) >= _MANY:
        return [Passage("问题", tuple(_placed(group, voice, alone=True))) for group in groups]
    messages = [message for group in groups for message in group]
    return [Passage("问题", tuple(_placed(messages, voice)))] if messages else []


def _placed(messages: list[Message], voice: Voice, *, alone: bool = False) -> list[Message]:
    """Tie a paragraph without any figure to the place it is about."""
    if any("{{" in message.variants[0] for message in messages):
        return messages
    return [
        Message(
            "frame",
            (f"还有一条，出在{voice.profile.region}自己身上。" if alone else f"对照{voice.profile.region}的实际，这些短处要看清楚。",),
            0,
        ),
        *messages,
    ]


def _framed(passages: list[Passage], opening: Message, voice: Voice) -> list[Passage]:
    closing = voice.say("问题_收")
    if passages and opening.variants[0]:
        passages[0] = Passage("问题", (opening, *passages[0].messages))
    if passages and closing:
        passages[-1] = Passage("问题", (*passages[-1].messages, Message("cause", (closing,), 3)))
    return passages


def _problem(
    begins: str, labelled: bool, problem: Problem, rows: list[Figure], told: set[str], brief: Brief, voice: Voice
) -> list[Message]:
    text = slotted(brief, problem.id).rstrip("。；;")
    kind = trouble_of(problem.text)
    title, _, detail = text.partition("：")
    if labelled:
        body = f"{short_label(problem.text)}。{completed(detail or text)}"
    else:
        body = f"{title}，{detail}" if detail else text if begins else completed(text)
    room = "，" not in (detail or title) and len(SLOT.sub("数数数", body)) <= _LONGEST
    joined_on, apart = _evidence(problem, rows, room, told, brief, voice)
    body = f"{body}，{joined_on}" if joined_on else body
    if kind == "进度" and rows and not any(behind(row, brief) for row in rows):
        kind = "差额"  # it keeps up with the calendar: there is a gap, but nobody is late
    meaning = _meaning(kind, problem, voice)
    ids = (problem.id, *(row.id for row in rows))
    messages = [Message("judgement", (f"{begins}{body}。",), 0, ids)]
    messages += apart
    last = messages.pop()
    plain = last.variants[0]
    if not meaning or len(SLOT.sub("数数数", plain + meaning)) > _BREATH:
        return [*messages, last]
    judged = f"{plain.removesuffix('。')}，{meaning}。"
    # Evidence that is nothing but values needs its judgement at once; elsewhere it comes where there is room.
    bare = last.kind == "evidence" and "yoy" not in plain
    return [*messages, replace(last, variants=(judged,) if bare else (plain, judged))]


def _meaning(kind: str, problem: Problem, voice: Voice) -> str:
    """Return what a problem of a kind means; in words the problem has not used itself."""
    for _ in range(_TRIES):
        text = voice.say_first("问题_评", (kind, GENERAL))
        if not any(text[at : at + _ECHO] in problem.text for at in range(len(text) - _ECHO + 1)):
            return text
    return ""


def completed(text: str) -> str:
    """Return a problem as a sentence: a bare count takes its 有."""
    begins = SLOT.match(text)
    return f"有{text}" if begins and "还有" not in text and re.match(r"[一-鿿]", text[begins.end() :]) else text


def _evidence(
    problem: Problem, rows: Sequence[Figure], room: bool, told: set[str], brief: Brief, voice: Voice
) -> tuple[str, list[Message]]:
    """Return what the rows of a problem know beyond its own words: a clause for a row it names, sentences for the others."""
    clause, alone = "", len(rows) == 1 and room
    others: list[tuple[Figure, str]] = []
    for figure in rows:
        if figure.kind == "target":
            continue
        several = bool(re.search(f"{re.escape(figure.scope)}、|、{re.escape(figure.scope)}", problem.text)) if figure.scope else False
        near = closeness(spoken_name(figure), problem.text) >= 1 or not voice.ledger.paragraph.isdisjoint(_value_of(figure, voice))
        own = near and alone and not several
        clauses = _news(figure, own, told, problem, brief, voice)
        if own and clauses:
            clause = voice.ledger.tell(_dated(joined(within(clauses, 2)), figure, brief))
        elif clauses and len(others) < _MOST_ROWS:
            others.append((figure, voice.ledger.tell(joined(within(clauses, 3)))))
    return clause, _by_stretch(others, brief)


_TIMELESS = re.compile(r"^(其中|占|比|\{\{[^}]*\.(share|vs|rank|yoy|change))")


def _dated(text: str, figure: Figure, brief: Brief) -> str:
    """Put a row's own period before a clause that gives a value of it."""
    when = period_of(figure, brief)[0]
    if not when or _TIMELESS.match(text):
        return text
    return f"{when}，{text}" if when.startswith("据") else f"{when}{text.removeprefix('目前')}"


def _value_of(figure: Figure, voice: Voice) -> frozenset[tuple[Decimal, str]]:
    return voice.ledger.values(f"{{{{{figure.id}}}}}")


def _by_stretch(others: list[tuple[Figure, str]], brief: Brief) -> list[Message]:
    """Join the rows of one period into one sentence."""
    messages = []
    for (when, stretch), group in groupby(others, key=lambda pair: period_of(pair[0], brief)):
        # A bare value right after a progress would be heard as the target itself.
        listed = sorted(group, key=lambda pair: ".progress" in pair[1])
        mark = "。" if sum(".progress" in text for _, text in listed) > 1 else "；"
        told = f"{mark.join(text for _, text in listed)}。"
        messages.append(Message("evidence", (told,), 1, tuple(row.id for row, _ in listed), when, stretch))
    return messages


def _news(figure: Figure, own: bool, told: set[str], problem: Problem, brief: Brief, voice: Voice) -> list[Clause]:
    """Return the clauses of a row that are new here; a row told in the review adds only what was kept back there."""
    said = figures_in(problem.text)
    begins, in_words = head(figure, voice.rng, weakly=True), "分之" in problem.text

    def new(clause: Clause) -> bool:
        return voice.ledger.fresh(clause.text) and said.isdisjoint(voice.ledger.read(clause.text))

    if figure.id in told:
        kept_back = [clause for clause in [*shadows_of(figure, brief), *_lag(figure, brief)] if new(clause)]
        return _after_name(figure, kept_back, own)
    more = [*_lag(figure, brief), *since_before(figure, brief), *facets(figure, brief, voice.rng)]
    fresh = [clause for clause in more if new(clause) and not (in_words and ".share" in clause.text)]
    if new(begins):
        return [_in_short(figure, begins) if own else begins, *fresh]
    return _after_name(figure, fresh, own)


def _in_short(figure: Figure, begins: Clause) -> Clause:
    """Return the value of a row the problem has just named, without naming it again."""
    measure = value_measure(figure)
    if measure == "growth":
        return Clause(f"{{{{{figure.id}.yoy}}}}")
    if measure in {"ratio", "share"} or "/" in figure.unit:
        return Clause(f"目前为{{{{{figure.id}}}}}")
    if figure.name.endswith("产值"):
        return Clause(f"产值{{{{{figure.id}}}}}")
    return Clause(f"总额{{{{{figure.id}}}}}") if re.search(r"投资$|交货值$|账款$", figure.name) else begins


def _after_name(figure: Figure, clauses: list[Clause], own: bool) -> list[Clause]:
    """Put the row's name before what is new of it, unless the problem has just named it; before its parts it is 低效用地中."""
    if not clauses or (own and not clauses[0].text.startswith(f"{{{{{figure.id}.also:")):
        return clauses
    first, *rest = clauses
    if first.text.startswith(("其中", "贡献")):
        return clauses
    if own and figure.unit in {"个", "户", "件"}:
        return [Clause(f"总数{{{{{figure.id}}}}}"), *clauses]
    if own:
        return [Clause(f"其中{first.text}", first.figures), *rest] if not re.search("also:(总投资|与|涉及|比)", first.text) else clauses
    if re.match(r"\{\{[^}]*also:(总投资|合同投资|与[^}]*)\}\}", first.text):
        return [Clause(f"{spoken_name(figure)}{first.text}", first.figures), *rest]
    if first.text.startswith(f"{{{{{figure.id}.also:"):
        return [Clause(f"{re.sub('(面积|数)$', '', spoken_name(figure))}中，{first.text}", first.figures), *rest]
    named = first.text.startswith(("{{", "占", "比", "慢", "增速"))
    if value_measure(figure) == "growth" and ".vs:" in first.text and first.text.startswith("{{"):
        first = Clause(f"增速{first.text}", first.figures)
    name = f"{{{{{figure.id}.name}}}}" if named else re.sub("(面积|数)$", "", spoken_name(figure))
    return [Clause(f"{name}{first.text}", first.figures), *rest]


def _lag(figure: Figure, brief: Brief) -> list[Clause]:
    """Progress, where it is what the problem is about."""
    return [Clause(f"{{{{{figure.id}.progress}}}}")] if figure.progress is not None and behind(figure, brief) else []


_MORE_WEAK = ("从数据上看，还有一些苗头不能放过。", "另外，有些数据也要引起注意。", "数据里还藏着一些短处。")


def _spare(rows: list[Figure], more: bool, told: set[str], brief: Brief, voice: Voice) -> Iterable[Message]:
    """Tell the weak rows that no problem names, and of the others what the review has kept back."""
    listed: list[tuple[Figure, str]] = []
    for figure in sorted(rows, key=lambda one: period_of(one, brief)[1]):
        clauses = [head(figure, voice.rng, weakly=True), *facets(figure, brief, voice.rng)]
        if not weak(figure, brief) or figure.id in told:
            clauses = _after_name(figure, shadows_of(figure, brief), own=False)
        begins, *rest = clauses or [Clause("")]
        clauses = [begins, *(clause for clause in rest if voice.ledger.fresh(clause.text))]
        if begins.text and voice.ledger.fresh(begins.text):
            listed.append((figure, voice.ledger.tell(joined(within(clauses, 2)))))
    if not listed:
        return
    if more:
        yield Message("frame", (voice.rng.choice(_MORE_WEAK),), 0)
    for at in range(0, len(listed), 2):
        yield from _by_stretch(listed[at : at + 2], brief)
