"""The check sheet as an annex: a table on pages of its own across the paper, behind the speech.

Everything in it has a style of its own, by which whoever reads the file knows that it is no part of the speech.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any

from assistant.export.checksheet import CheckSheet, Part, Row
from assistant.export.word.characters import fit
from assistant.export.word.elements import element, from_millimetres, name_of, run_properties, switch, text_run
from assistant.export.word.house import Face, Layout
from assistant.export.word.styles import ANNEX_TEXT, ANNEX_TITLE

_MARGIN = from_millimetres(Decimal(20))
_LONG, _SHORT = 16838, 11906
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def add_annex(document: Any, sheet: CheckSheet, layout: Layout) -> None:
    """Add the table of figures behind the last paragraph of a document.

    Args:
        document: A finished ``docx.document.Document``.
        sheet: The check sheet.
        layout: Fonts.
    """
    body = document.element.body
    properties = body[-2].get_or_add_pPr()
    properties.append(deepcopy(body.sectPr))
    changed = properties.find(name_of("pPrChange"))
    if changed is not None:
        properties.append(changed)  # moves it behind the section, as the order of CT_PPr has it
    _turn(body.sectPr)
    for made in (_line(f"附：{sheet.parts[0].title}", ANNEX_TITLE, layout.heading1), *_below(sheet, layout)):
        body.sectPr.addprevious(made)


def _turn(section: Any) -> None:
    """Lay the pages of the annex across."""
    margins = {side: _MARGIN for side in ("top", "right", "bottom", "left")}
    for made in (
        element("pgSz", {"w": _LONG, "h": _SHORT, "orient": "landscape"}),
        element("pgMar", {**margins, "header": 567, "footer": 567, "gutter": 0}),
    ):
        section.replace(section.find(made.tag), made)


def _below(sheet: CheckSheet, layout: Layout) -> Iterator[Any]:
    part = sheet.parts[0]
    yield _line(sheet.tally, ANNEX_TEXT, layout.body)
    yield _table(part, layout) if part.rows else _line(part.empty, ANNEX_TEXT, layout.body)
    told = (f"版本：{sheet.version}" if sheet.version else "", f"稿件 SHA-256：{sheet.text_sum}", f"数据 SHA-256：{sheet.brief_sum}")
    yield _line("　".join(filter(None, told)), ANNEX_TEXT, layout.body)


def _line(text: str, style: str, face: Face) -> Any:
    runs = [text_run(fit(text), run_properties(face))] if text else []
    return element("p", None, element("pPr", None, element("pStyle", {"val": style})), *runs)


def _table(part: Part, layout: Layout) -> Any:
    """Return the table; its children and those of its properties stand in the order of CT_Tbl and CT_TblPr."""
    space = _LONG - 2 * _MARGIN
    whole = sum(column.width for column in part.columns)
    widths = [int(space * column.width / whole) for column in part.columns]
    margin = element("tblCellMar", None, *(element(side, {"w": 60, "type": "dxa"}) for side in ("left", "right")))
    borders = element("tblBorders", None, *(element(side, {"val": "single", "sz": 4, "space": 0, "color": "auto"}) for side in _SIDES))
    properties = element(
        "tblPr",
        None,
        element("tblW", {"w": sum(widths), "type": "dxa"}),
        element("jc", {"val": "center"}),
        borders,
        element("tblLayout", {"type": "fixed"}),
        margin,
    )
    grid = element("tblGrid", None, *(element("gridCol", {"w": width}) for width in widths))
    heading = _row([[column.title] for column in part.columns], widths, layout.heading1, first=True)
    rows = [_row(_cells(row), widths, layout.body) for row in part.rows]
    return element("tbl", None, properties, grid, heading, *rows)


def _cells(row: Row) -> list[list[str]]:
    """Return the cells of a row, the sentence in three pieces: before the number, the number, after it."""
    cells = [[cell] for cell in row.cells]
    if row.mark:
        sentence, (start, end) = row.cells[1], row.mark
        cells[1] = [sentence[:start], sentence[start:end], sentence[end:]]
    return cells


def _row(cells: Sequence[Sequence[str]], widths: Sequence[int], face: Face, *, first: bool = False) -> Any:
    properties = element("trPr", None, element("cantSplit"), element("tblHeader") if first else None)
    return element("tr", None, properties, *(_cell(cell, width, face) for cell, width in zip(cells, widths, strict=True)))


def _cell(pieces: Sequence[str], width: int, face: Face) -> Any:
    runs: list[Any] = []
    for number, piece in enumerate(pieces):
        properties = run_properties(face)
        if number == 1:
            properties.append(switch("b", True))
        for place, line in enumerate(fit(piece).split("\n")):
            if place:
                runs.append(element("r", None, run_properties(face), element("br")))
            if line:
                runs.append(text_run(line, deepcopy(properties)))
    paragraph = element("p", None, element("pPr", None, element("pStyle", {"val": ANNEX_TEXT})), *runs)
    return element(
        "tc", None, element("tcPr", None, element("tcW", {"w": width, "type": "dxa"}), element("vAlign", {"val": "center"})), paragraph
    )
