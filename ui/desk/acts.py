"""Carry out what was asked for on the sheet: each act gives a new version, audited at once."""

import re
from dataclasses import replace

from assistant import Draft, check_numbers, correct_number, marked_lines
from desk import answering, drafting, labels, people
from desk.sheet import Act

_STOP = re.compile(r"[。！？\n]")


def carry_out(act: Act, draft: Draft) -> None:
    """Make the version that was asked for and put it on the page."""
    if act.do in labels.QUICK:
        answering.revise(draft, labels.QUICK[act.do].format(n=_number(draft.text, act.line)))
    elif act.do == "vouch":
        number = act.finding.text
        brief = draft.brief.vouch(number, act.text, people.name())
        said = labels.vouched(number, act.text)
        drafting.put(draft.followed_by(replace(draft, brief=brief, report=check_numbers(draft.text, brief)), why=said), said)
    else:
        text, said = _CHANGES[act.do](act, draft)
        drafting.put(draft.edit(text), said)


def edit_whole(text: str, draft: Draft) -> None:
    """Take the whole speech as somebody has rewritten it."""
    if text != draft.text:
        drafting.put(draft.edit(text), labels.EDITED)


def without_sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """Return a text without the sentence around a stretch, and the sentence; a paragraph that is empty then goes too.

    Example:
        >>> without_sentence("甲。乙有3个。\\n丙。", 4, 5)
        ('甲。\\n丙。', '乙有3个。')
    """
    first = max((match.end() for match in _STOP.finditer(text, 0, start)), default=0)
    found = _STOP.search(text, end)
    last = len(text) if found is None else found.start() if found[0] == "\n" else found.end()
    left = text[:first] + text[last:]
    alone = (first == 0 or text[first - 1] == "\n") and left[first : first + 1] in ("", "\n")
    return (text[:first].removesuffix("\n") + left[first:] if alone else left), text[first:last]


def with_line(text: str, line: int, words: str) -> str:
    """Return a text with one of its lines in other words; blank words take it out."""
    old = marked_lines(text, ())[line]
    kept = "\n".join(piece.strip() for piece in words.split("\n") if piece.strip())
    after = text[old.start + len(old.text) :]
    return text[: old.start] + (kept + after if kept else after.removeprefix("\n"))


def _correct(act: Act, draft: Draft) -> tuple[str, str]:
    text = correct_number(draft.text, act.finding, draft.brief)
    if text is None:
        return draft.text, labels.CANNOT_CORRECT
    return text, labels.corrected(act.finding.text, act.finding.expected or act.finding.text)


def _drop(act: Act, draft: Draft) -> tuple[str, str]:
    text, sentence = without_sentence(draft.text, act.finding.start, act.finding.end)
    return text, labels.dropped(sentence)


def _edit(act: Act, draft: Draft) -> tuple[str, str]:
    return with_line(draft.text, act.line, act.text), labels.EDITED


_CHANGES = {"correct": _correct, "drop": _drop, "edit": _edit}


def _number(text: str, line: int) -> int:
    """Return which paragraph of the speech a line is, headings and masthead not counted."""
    return sum(one.role == "" for one in marked_lines(text, ())[: line + 1])
