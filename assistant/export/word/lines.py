"""A speech as the paragraphs of a document: which style each line has, and where its opening sentence ends."""

import re
from dataclasses import dataclass

from assistant.drafting.editing.layout import PART
from assistant.drafting.state import DraftState
from assistant.export.word.styles import BODY, HEADING1, HEADING2, HEADING3, LEAD, RUN_IN, SALUTATION, SUBTITLE, TITLE, UNDER_TITLE

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_SECOND = re.compile(rf"（{_NUMERAL}）[^。！？]{{2,60}}")
_THIRD = re.compile(r"\d{1,2}[.．](?!\d)[^。！？]{2,60}")
_RUN_IN = re.compile(rf"（{_NUMERAL}）[^。！？\n]{{2,60}}[。！？](?=.)")
_LEAD = re.compile(rf"(?:{_NUMERAL}[要是]|第{_NUMERAL}，|\d{{1,2}}[.．](?!\d))[^。！？\n]{{2,40}}[。！？](?=.)")
_DASHES = ("——", "—", "──")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph.

    Attributes:
        style: Name of its style; 正文 for an empty line.
        text: Its characters.
        field: ``title``, ``date``, ``speaker``, ``salutation`` or empty.
        lead: How many of its first characters are its opening sentence.
        lead_style: The character style they are set in.
    """

    style: str
    text: str
    field: str = ""
    lead: int = 0
    lead_style: str = ""


def lines_of(text: str, state: DraftState) -> tuple[Line, ...]:
    """Return the paragraphs of a speech, one for each line of its text, empty ones too.

    Args:
        text: The speech as rendered.
        state: Its state in slot form: it tells how many lines title, date and speaker take.
    """
    lines = text.rstrip("\n").split("\n")
    fields = [field for field in ("title", "date", "speaker") for _ in _lines(getattr(state, field))]
    found = [_masthead(line, field) for line, field in zip(lines, fields, strict=False)]
    greeting = len(found) + bool(found) if state.salutation else -1
    for number, line in enumerate(lines[len(found) :], len(found)):
        found.append(Line(SALUTATION, line, "salutation") if number == greeting else _body(line))
    return tuple(found)


def _lines(part: str) -> list[str]:
    return part.split("\n") if part else []


def _masthead(line: str, field: str) -> Line:
    if field != "title":
        return Line(UNDER_TITLE, line, field)
    return Line(SUBTITLE if line.startswith(_DASHES) else TITLE, line, field)


def _body(line: str) -> Line:
    """Return a line of the speech itself; 一、 （一） 1. are headings where they stand alone (GB/T 9704-2012, 7.3.3)."""
    for style, pattern in ((HEADING1, PART), (HEADING2, _SECOND), (HEADING3, _THIRD)):
        if pattern.fullmatch(line):
            return Line(style, line)
    for style, pattern in ((RUN_IN, _RUN_IN), (LEAD, _LEAD)):
        if found := pattern.match(line):
            return Line(BODY, line, lead=found.end(), lead_style=style)
    return Line(BODY, line)
