"""An empty Word document in a layout of the house: page, grid, styles, fonts with fallbacks, page numbers, settings; no theme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr

from assistant.export.word.elements import element, from_millimetres, run_properties, text_run, twentieths
from assistant.export.word.house import House, Layout, PageNumber
from assistant.export.word.kinsoku import NEVER_ENDS, never_starts
from assistant.export.word.styles import CHARACTERS, FOOTER, PAGE_NUMBER, elements_of, faces_of, styles_of

_A4_WIDTH, _A4_HEIGHT = 11906, 16838
_UNWANTED = ("theme", "stylesWithEffects", "webSettings", "customXml", "numbering", "thumbnail", "extended-properties")
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONTS = "fontTable"
_DASH = "—"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an empty document is made of.

    Attributes:
        house: Fonts to fall back on.
        layout: The layout.
        title: What the document's properties call it.
        text: The speech it is for: its units are kept beside their numbers.
        when: When it was made, for its properties.
        tracked: Whether what a reader changes in it is recorded as a change.
    """

    house: House
    layout: Layout
    title: str
    text: str
    when: datetime
    tracked: bool = False


def blank(sheet: Sheet) -> Any:
    """Return an empty document (``docx.document.Document``) of this kind."""
    from docx import Document

    document = Document()
    _strip(document)
    _refill(document.styles.element, styles_of(sheet.layout))
    _refill(document.settings.element, _settings(sheet))
    _set_fonts(document, sheet)
    _set_page(document, sheet.layout)
    _set_properties(document, sheet)
    return document


def packed(document: Any) -> bytes:
    """Return a document as the bytes of a file."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def in_utc(when: datetime) -> datetime:
    """Return a time as Office files keep it: UTC, whole seconds, without saying so; a time without a zone is taken as it stands."""
    return (when.astimezone(UTC) if when.tzinfo else when).replace(tzinfo=None, microsecond=0)


def _strip(document: Any) -> None:
    """Take out of the library's template what is not ours: theme, effects, numbering, a picture of an empty page."""
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.rpartition("/")[2] in _UNWANTED]:
            relations.pop(key)
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)


def _refill(root: Any, made: Any) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(list(made))


def _settings(sheet: Sheet) -> Any:
    """Return the settings, children in the order of CT_Settings; what cannot start or end a line stands here for Word to keep to."""
    compatibility = element(
        "compat",
        None,
        element("spaceForUL"),
        element("balanceSingleByteDoubleByteWidth"),
        element("doNotLeaveBackslashAlone"),
        element("ulTrailSpace"),
        element("doNotExpandShiftReturn"),
        element("adjustLineHeightInTable"),
        element("useFELayout"),
        element("compatSetting", {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}),
    )
    outside = sheet.layout.number.place == "外侧"
    return element(
        "settings",
        None,
        element("zoom", {"percent": 100}),
        element("trackRevisions") if sheet.tracked else None,
        element("defaultTabStop", {"val": 420}),
        element("evenAndOddHeaders") if outside else None,
        element("characterSpacingControl", {"val": "compressPunctuation"}),
        element("noLineBreaksAfter", {"lang": "zh-CN", "val": NEVER_ENDS}),
        element("noLineBreaksBefore", {"lang": "zh-CN", "val": never_starts(sheet.text)}),
        compatibility,
        element("decimalSymbol", {"val": "."}),
        element("listSeparator", {"val": ","}),
    )


def _set_fonts(document: Any, sheet: Sheet) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    relations = document.part.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith(f"/{_FONTS}")]:
        relations.pop(key)
    table = _font_table(sheet)
    part = Part(PackURI(f"/word/{_FONTS}.xml"), CONTENT_TYPE.WML_FONT_TABLE, table, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _font_table(sheet: Sheet) -> bytes:
    """Name every font used, the Chinese ones with what to take instead: a machine without 方正小标宋 finds 宋体 by it."""
    faces = [*elements_of(sheet.layout).values(), *faces_of(sheet.layout).values()]
    chinese = dict.fromkeys(face.font for face in faces)
    latin = dict.fromkeys(face.latin for face in faces if face.latin not in chinese)
    entries = [*(_font(name, sheet.house.fallbacks.get(name, ""), "86") for name in chinese), *(_font(name, "", "00") for name in latin)]
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{_MAIN}">{"".join(entries)}</w:fonts>'.encode()


def _font(name: str, instead: str, charset: str) -> str:
    other = f"<w:altName w:val={quoteattr(instead)}/>" if instead else ""
    kind = f'<w:charset w:val="{charset}"/><w:family w:val="auto"/><w:pitch w:val="variable"/>'
    return f"<w:font w:name={quoteattr(name)}>{other}{kind}</w:font>"


def _set_page(document: Any, layout: Layout) -> None:
    section = document.sections[0]
    outside = layout.number.place == "外侧"
    _refill(section.footer._element, element("ftr", None, _footer(layout, "right" if outside else "center")))
    if outside:
        _refill(section.even_page_footer._element, element("ftr", None, _footer(layout, "left")))
    page, number = layout.page, layout.number
    margins = {side: from_millimetres(getattr(page, side)) for side in ("top", "right", "bottom", "left")}
    properties = document.element.body.sectPr
    for child in [child for child in properties if not child.tag.endswith("footerReference")]:
        properties.remove(child)
    properties.extend(
        [
            element("pgSz", {"w": _A4_WIDTH, "h": _A4_HEIGHT}),
            element("pgMar", {**margins, "header": 851, "footer": _footer_distance(page.bottom, number), "gutter": 0}),
            element("cols", {"space": 425}),
            element("docGrid", {"type": "lines", "linePitch": twentieths(layout.body.pitch)}),
        ]
    )


def _footer_distance(bottom: Decimal, number: PageNumber) -> int:
    """Return how far the footer stands above the edge of the paper, so that its dashes are as far below the text as they should be.

    A dash stands at half the height of its line, and the line is as high as the type.
    """
    return max(0, from_millimetres(bottom) - from_millimetres(number.below) - twentieths(number.size) // 2)


def _footer(layout: Layout, side: str) -> Any:
    """Return the line with the page number; on the outer side it stands one character in."""
    number, face = layout.number, faces_of(layout)[PAGE_NUMBER]
    inset = {side: twentieths(number.size), f"{side}Chars": 100} if side != "center" else {}
    pitch: dict[str, str | int] = {"before": 0, "after": 0, "line": twentieths(number.size), "lineRule": "exact"}
    properties = element(
        "pPr",
        None,
        element("pStyle", {"val": FOOTER}),
        element("spacing", pitch),
        element("ind", {"left": 0, "right": 0, "firstLine": 0, "firstLineChars": 0, **inset}),
        element("jc", {"val": side}),
    )
    return element("p", None, properties, *_number_runs(face, number.dashes))


def _number_runs(face: Any, dashes: bool) -> Iterable[Any]:
    def run(*content: Any) -> Any:
        return element("r", None, run_properties(face, CHARACTERS[PAGE_NUMBER].id), *content)

    def dash(text: str) -> list[Any]:
        return [text_run(text, run_properties(face, CHARACTERS[PAGE_NUMBER].id))] if dashes else []

    instruction = element("instrText")
    instruction.text = "PAGE"
    field = [element("fldChar", {"fldCharType": "begin"}), instruction, element("fldChar", {"fldCharType": "separate"})]
    shown = element("t")
    shown.text = "1"
    return [*dash(f"{_DASH} "), *(run(part) for part in (*field, shown, element("fldChar", {"fldCharType": "end"}))), *dash(f" {_DASH}")]


def _set_properties(document: Any, sheet: Sheet) -> None:
    properties = document.core_properties
    properties.title, properties.language = sheet.title[:255], "zh-CN"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = in_utc(sheet.when)
    properties.revision = 1
