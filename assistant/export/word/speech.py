"""A speech as a Word document in one of the layouts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assistant.export.word.elements import element, from_millimetres, run_properties, text_run, twentieths
from assistant.export.word.house import Face, Layout
from assistant.export.word.lines import Line
from assistant.export.word.package import Sheet, blank
from assistant.export.word.sense import sense_lines
from assistant.export.word.styles import (
    BODY,
    CHARACTERS,
    CORNER,
    HEADING1,
    HEADING2,
    HEADING3,
    LEAD,
    LINE_END,
    PARAGRAPHS,
    RUN_IN,
    SUBTITLE,
    TITLE,
    elements_of,
)
from assistant.export.word.titles import balanced

_SHORT_NAME = re.compile(r"[\u4e00-\u9fff]{2}")
_A4 = 11906
_BROKEN = frozenset({BODY, HEADING1, HEADING2, HEADING3})


def speech_docx(lines: Sequence[Line], sheet: Sheet, *, corner: str = "") -> Any:
    """Return a speech as a Word document (``docx.document.Document``).

    Args:
        lines: Its paragraphs.
        sheet: Layout and properties.
        corner: What stands in the upper right corner of the first page (讲话稿（送审稿）).
    """
    document = blank(sheet)
    body = document.element.body
    for line in _arranged(lines, sheet.layout, corner):
        body.sectPr.addprevious(paragraph(line.style, _runs(line, sheet.layout)))
    return document


def paragraph(style: str, runs: Iterable[Any], mark: Any = None, change: Any = None) -> Any:
    """Return a paragraph.

    Args:
        style: The Chinese name of its style.
        runs: What stands in it.
        mark: Properties of its mark, where there are any.
        change: What its properties were before, where they are tracked.
    """
    return element("p", None, element("pPr", None, element("pStyle", {"val": PARAGRAPHS[style].id}), mark, change), *runs)


def face_of(line: Line, layout: Layout, *, leading: bool) -> tuple[Face, str]:
    """Return the fonts of a stretch of a line and the identifier of its character style, empty where it has none."""
    if not leading:
        return elements_of(layout)[line.style], ""
    return {RUN_IN: layout.run_in, LEAD: layout.lead}[line.lead_style], CHARACTERS[line.lead_style].id


def _arranged(lines: Sequence[Line], layout: Layout, corner: str) -> Iterator[Line]:
    """Put the lines under the title in the order of the house, and what stands in the corner above everything."""
    if corner:
        yield Line(CORNER, corner)
    fields = {"日期": "date", "讲话人": "speaker"}
    under = {field: [line for line in lines if line.field == field] for field in fields.values()}
    ordered = [line for name in layout.caption for line in under[fields[name]]]
    for line in lines:
        if line.field not in under:
            if ordered and line.field != "title":
                yield from ordered
                ordered = []
            yield line


def _runs(line: Line, layout: Layout) -> Iterator[Any]:
    if line.style in {TITLE, SUBTITLE}:
        yield from _broken(balanced(line.text, _width(layout) // twentieths(elements_of(layout)[line.style].size)), line, layout)
    elif line.field == "speaker" and _SHORT_NAME.fullmatch(line.text):
        yield from _spread(line, layout)
    elif layout.by_sense and line.style in _BROKEN:
        yield from _broken(sense_lines(line.text, layout.page.characters, elements_of(layout)[line.style].indent), line, layout)
    else:
        yield from _broken((line.text,), line, layout)


def _width(layout: Layout) -> int:
    return _A4 - from_millimetres(layout.page.left) - from_millimetres(layout.page.right)


def _broken(parts: Sequence[str], line: Line, layout: Layout) -> Iterator[Any]:
    """Break a line where an office would do so by hand; whoever reads the file knows these line ends by their style."""
    at = 0
    for part in parts:
        if at:
            yield element("r", None, run_properties(elements_of(layout)[line.style], CHARACTERS[LINE_END].id), element("br"))
        cut = min(max(line.lead - at, 0), len(part))
        for text, leading in ((part[:cut], True), (part[cut:], False)):
            if text:
                face, style = face_of(line, layout, leading=leading)
                yield text_run(text, run_properties(face, style))
        at += len(part)


def _spread(line: Line, layout: Layout) -> Iterator[Any]:
    """Set the two characters of a short name one character apart, by spacing: the name stays the name."""
    face = layout.under_title
    yield text_run(line.text[0], run_properties(face, spacing=twentieths(face.size)))
    yield text_run(line.text[1], run_properties(face))
