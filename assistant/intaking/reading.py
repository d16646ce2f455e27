"""From a clerk's message to a brief: sorted, read, merged, and asked about, in that order."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.brief import Brief
from assistant.errors import BriefError
from assistant.intaking.clauses import Clause, tidy
from assistant.intaking.figures import Figures, read_figures
from assistant.intaking.merging import FIELDS, Landed, Taken, built, keys_of, setting_of, take_rows
from assistant.intaking.outcome import Intake, Left, Understood
from assistant.intaking.pasting import Pasted, take_table, without_tables
from assistant.intaking.questions import missing_of, question_of
from assistant.intaking.sorting import Sorted, sort_message
from assistant.intaking.taking import take_head, take_lists
from assistant.numbers import extract_quantities

_WRONG = re.compile(r"(?:不是|由|从|原来?(?:是|为)?|把)(?=[^，。；]{0,6}\d)")
_RIGHT = re.compile(r"^[，]?(?:的)?(?:而?是|应[为是该]+|改[为成到]|更正为|换成)")
_NOT_UNDERSTOOD = "没看懂，这是数据、重点还是问题？"


def read_message(message: str, brief: Brief | None, today: date | None, labels: dict[int, str] | None = None) -> Intake:
    """Read a message by grammar.

    Args:
        message: The clerk's words.
        brief: What is known so far.
        today: The day it is; a date without a year counts from there.
        labels: What a model takes clauses for that the grammar does not understand, by their offset.
    """
    pasted = without_tables(message)
    text = tidy(pasted.rest)
    taken = Taken(keys_of(brief))
    titles = [str(task["title"]) for task in taken.keys.get("priorities", [])]
    found = sort_message(text, titles, labels)
    figures = read_figures(
        _figures_only(text, found), _base(taken), _places(brief, found), [row.canonical for row in brief.figures] if brief else []
    )
    if figures.base and not taken.keys.get("period") and not any(one.key == "period" for one in found.head):
        taken.keys["period"] = figures.base
    take_head(taken, [one for one in found.head if one.key != "meeting.date"], brief, today, message)
    begun = _built(taken, brief)
    take_head(taken, [one for one in found.head if one.key == "meeting.date"], begun or brief, today, message)
    take_lists(taken, found, message)
    begun = _built(taken, brief)
    landed = take_rows(taken, figures.rows, setting_of(begun), message, corrects=found.corrects)
    take_table(taken, pasted)
    return _outcome(taken, brief, found, figures, landed, message, pasted)


def _built(taken: Taken, brief: Brief | None) -> Brief | None:
    try:
        return built(taken.keys, brief)
    except BriefError:
        return brief


def _outcome(
    taken: Taken, brief: Brief | None, found: Sorted, figures: Figures, landed: Sequence[Landed], message: str, pasted: Pasted
) -> Intake:
    left = [*taken.left, *figures.left, *(_unclear(clause, message) for clause in found.unclear)]
    try:
        new = built(taken.keys, brief)
    except BriefError as error:
        left.append(Left(0, len(message), message[:30], f"要点拼不起来：{error}"))
        return Intake(brief, question_of(brief, missing_of(brief), left), (), tuple(left), missing_of(brief))
    understood = [*taken.understood, *(_understood(one, new, message) for one in landed if new is not None), *pasted.understood]
    left.sort(key=lambda one: one.start)
    missing = missing_of(new)
    told = tuple(sorted(understood, key=lambda one: one.start))
    return Intake(new, question_of(new, missing, left), told, tuple(left), missing)


def _understood(one: Landed, brief: Brief, message: str) -> Understood:
    figure, mark = brief.figures[one.index], one.mark
    name, _, about = mark.field.partition(":")
    about = about.partition("|")[0]
    key = {"value": figure.id}.get(name, f"{figure.id}.{name}{':' + about if about else ''}")
    said = FIELDS.get(name, about)
    label = f"{figure.indicator}{' ' + said if said else ''}"
    return Understood(mark.start, mark.end, message[mark.start : mark.end], key, label, str(mark.value), one.was)


def _unclear(clause: Clause, message: str) -> Left:
    return Left(clause.start, clause.end, message[clause.start : clause.end], _NOT_UNDERSTOOD)


def _base(taken: Taken) -> str:
    from assistant.numbers import find_periods

    mentions = find_periods(str(taken.keys.get("period", "")))
    return mentions[0].text if mentions else ""


def _places(brief: Brief | None, found: Sorted) -> tuple[str, ...]:
    regions = {one.value for one in found.head if one.key == "region"} | ({brief.region} if brief and brief.region else set())
    return tuple(sorted(regions, key=len, reverse=True))


def _figures_only(text: str, found: Sorted) -> str:
    """Blank out everything but the clauses with figures, and every number that is said to be wrong (不是46.1亿元，是41.6亿元)."""
    keep = bytearray(len(text))
    for clause in found.figures:
        keep[clause.start : clause.end] = b"\1" * len(clause.text)
    marks = "，；。！？\n：（）"
    out = [character if keep[at] or (character in marks) else "。" for at, character in enumerate(text)]
    for start, end in _wrong_numbers(text, found.figures):
        out[start:end] = " " * (end - start)
    return "".join(out)


def _wrong_numbers(text: str, clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    spans = []
    for clause in clauses:
        for quantity in extract_quantities(clause.text):
            start, end = clause.start + quantity.start, clause.start + max(quantity.end, quantity.unit_end)
            denied = _WRONG.search(text[max(clause.start, start - 4) : start] + "0")
            if _RIGHT.match(text[end : end + 6]) and (denied or text[end : end + 1] != "，"):
                word = text.rfind(denied[0], clause.start, start) if denied else start
                spans.append((word if denied else start, end))
    return spans
