"""The named styles of a speech, written afresh: nothing of a template's theme, sizes or spacing is left.

Where Word has a style of its own under the same Chinese name, it is that one (Title is 标题 on a Chinese screen, Normal 正文, caption 题注,
page number 页码); a style of ours under such a name would stand beside it as its double. The others carry their Chinese name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.export.word.elements import element, fonts, from_millimetres, size, switch, twentieths
from assistant.export.word.house import Element, Face, Layout


@dataclass(frozen=True, slots=True)
class Style:
    """A style as the file has it.

    Attributes:
        id: Its identifier.
        name: Its name in the file; a built-in one is shown in the language of the screen.
        level: Its level in the outline, from 0; ``None`` outside it.
        built_in: Whether Word knows it by itself.
    """

    id: str
    name: str
    level: int | None = None
    built_in: bool = False


TITLE, SUBTITLE, UNDER_TITLE, SALUTATION, BODY = "标题", "副标题", "题注", "称谓", "正文"
HEADING1, HEADING2, HEADING3, CORNER = "一级标题", "二级标题", "三级标题", "右上角标注"
RUN_IN, LEAD, PAGE_NUMBER, LINE_END = "小标题句", "段首句", "页码", "版面换行"

PARAGRAPHS: Mapping[str, Style] = {
    BODY: Style("Normal", "Normal", built_in=True),
    TITLE: Style("Title", "Title", built_in=True),
    SUBTITLE: Style("Subtitle", "Subtitle", built_in=True),
    UNDER_TITLE: Style("Caption", "caption", built_in=True),
    SALUTATION: Style("SpeechSalutation", SALUTATION),
    HEADING1: Style("SpeechHeading1", HEADING1, 0),
    HEADING2: Style("SpeechHeading2", HEADING2, 1),
    HEADING3: Style("SpeechHeading3", HEADING3, 2),
    CORNER: Style("SpeechCorner", CORNER),
}
CHARACTERS: Mapping[str, Style] = {
    RUN_IN: Style("SpeechRunIn", RUN_IN),
    LEAD: Style("SpeechLead", LEAD),
    PAGE_NUMBER: Style("PageNumber", "page number", built_in=True),
    LINE_END: Style("SpeechLineEnd", LINE_END),
}
"""A line end in the style 版面换行 is layout and no part of the text."""
FOOTER = "Footer"
COMMENT_TEXT, COMMENT_MARK = "CommentText", "CommentReference"
ANNEX_TITLE, ANNEX_TEXT = "SpeechAnnexTitle", "SpeechAnnexText"

_KEPT_TOGETHER = frozenset({TITLE, SUBTITLE, UNDER_TITLE, SALUTATION, HEADING1, HEADING2, HEADING3, CORNER})
_ALIGNED = {"居中": "center", "左": "left", "右": "right", "两端": "both"}
_NO_LEVEL = 9
_COMMENT_SIZE, _ANNEX_SIZE = Decimal("10.5"), Decimal(9)


def elements_of(layout: Layout) -> dict[str, Element]:
    """Return how each paragraph style of a layout is set."""
    return {
        BODY: layout.body,
        TITLE: layout.title,
        SUBTITLE: layout.subtitle,
        UNDER_TITLE: layout.under_title,
        SALUTATION: layout.salutation,
        HEADING1: layout.heading1,
        HEADING2: layout.heading2,
        HEADING3: layout.heading3,
        CORNER: layout.corner_mark,
    }


def faces_of(layout: Layout) -> dict[str, Face]:
    """Return how each character style of a layout is set; digits of the page number stand in the Chinese font (GB/T 9704-2012, 7.5)."""
    number = Face.model_validate({"字体": layout.number.font, "西文字体": layout.number.font})
    return {RUN_IN: layout.run_in, LEAD: layout.lead, PAGE_NUMBER: number, LINE_END: layout.body}


def styles_of(layout: Layout) -> Any:
    """Return the whole ``w:styles``."""
    body = layout.body
    defaults = element(
        "docDefaults",
        None,
        element("rPrDefault", None, element("rPr", None, fonts(body), *size(body.size), _language())),
        element("pPrDefault", None, element("pPr")),
    )
    apart = squeeze(layout)
    paragraphs = [_paragraph(name, Setting(one, layout, apart)) for name, one in elements_of(layout).items()]
    characters = [_character(name, face, layout) for name, face in faces_of(layout).items()]
    return element("styles", None, defaults, *paragraphs, *_surroundings(layout), *characters)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set, in what layout, and how far its characters are moved apart (twentieths of a point)."""

    element: Element
    layout: Layout
    spacing: int


def squeeze(layout: Layout) -> int:
    """Return by how many twentieths of a point the characters of the body are moved, so that a line takes the number it should.

    GB/T 9704-2012 asks for 28 characters of 16 points on 156 mm, which is a quarter of a point less than they need. A grid of characters
    would do the same but makes LibreOffice space them double.
    """
    page = layout.page
    width = from_millimetres(Decimal(210)) - from_millimetres(page.left) - from_millimetres(page.right)
    gap = width // page.characters - twentieths(layout.body.size)
    return gap if -twentieths(layout.body.size) // 10 <= gap < 0 else 0


def _paragraph(name: str, how: Setting) -> Any:
    style, one = PARAGRAPHS[name], how.element
    spacing = how.spacing if one.size == how.layout.body.size else 0
    marks = element(
        "rPr",
        None,
        fonts(one),
        switch("b", one.bold),
        switch("bCs", one.bold),
        element("spacing", {"val": spacing}),
        element("kern", {"val": 0}),
        *size(one.size),
        _language(),
    )
    return _style("paragraph", style, name == BODY, "" if name == BODY else BODY, _properties(name, how), marks)


def _properties(name: str, how: Setting) -> Any:
    """Return the paragraph properties of a style, all of them, so that nothing is taken over from 正文."""
    one, level, kept = how.element, PARAGRAPHS[name].level, name in _KEPT_TOGETHER
    first = {"left": 0, "right": 0, "firstLine": twentieths(one.size) * one.indent, "firstLineChars": 100 * one.indent}
    lines: dict[str, str | int] = {
        "before": twentieths(one.before),
        "after": twentieths(one.after),
        "line": twentieths(one.pitch),
        "lineRule": "exact",
    }
    return element(
        "pPr",
        None,
        switch("keepNext", kept),
        switch("keepLines", kept),
        switch("widowControl", True),
        # Word's default, told because LibreOffice 7.4 otherwise drops a comma at the end of a squeezed line.
        switch("overflowPunct", True),
        switch("snapToGrid", one.pitch == how.layout.body.pitch),  # a higher line would take two lines of the grid
        element("spacing", lines),
        element("ind", first),
        element("jc", {"val": _ALIGNED[one.align]}),
        element("outlineLvl", {"val": _NO_LEVEL if level is None else level}),
    )


def _character(name: str, face: Face, layout: Layout) -> Any:
    one = CHARACTERS[name]
    number = size(layout.number.size) if name == PAGE_NUMBER else ()
    spacing = element("spacing", {"val": 0}) if name == PAGE_NUMBER else None
    marks = element("rPr", None, fonts(face), switch("b", face.bold), switch("bCs", face.bold), spacing, *number)
    return _style("character", one, False, "", None, marks)


def _style(kind: str, style: Style, default: bool, based_on: str, paragraph: Any, marks: Any) -> Any:
    told: dict[str, str | int] = {"type": kind, "styleId": style.id}
    told |= {"default": 1} if default else {}
    told |= {} if style.built_in else {"customStyle": 1}
    follows = BODY if based_on and style.level is not None else ""
    return element(
        "style",
        told,
        element("name", {"val": style.name}),
        element("basedOn", {"val": PARAGRAPHS[based_on].id}) if based_on else None,
        element("next", {"val": PARAGRAPHS[follows].id}) if follows else None,
        element("uiPriority", {"val": 1}),
        element("qFormat"),
        paragraph,
        marks,
    )


def _surroundings(layout: Layout) -> list[Any]:
    """Return the styles of what stands around the text: footer, comments, annex, and the ones no file may lack."""
    number = layout.number
    face = faces_of(layout)[PAGE_NUMBER]
    return [
        _beside(FOOTER, "footer", face, number.size, "center", built_in=True),
        _beside(COMMENT_TEXT, "annotation text", layout.body, _COMMENT_SIZE, "left", built_in=True),
        _style(
            "character", Style(COMMENT_MARK, "annotation reference", built_in=True), False, "", None, _small(layout.body, _COMMENT_SIZE)
        ),
        _beside(ANNEX_TITLE, "附表标题", layout.heading1, layout.heading1.size, "center"),
        _beside(ANNEX_TEXT, "附表文字", layout.body, _ANNEX_SIZE, "left"),
        *(_default(kind, identifier, name) for kind, identifier, name in _DEFAULTS),
    ]


_DEFAULTS = (
    ("character", "DefaultParagraphFont", "Default Paragraph Font"),
    ("numbering", "NoList", "No List"),
    ("table", "TableNormal", "Normal Table"),
)


def _default(kind: str, identifier: str, name: str) -> Any:
    return element("style", {"type": kind, "default": 1, "styleId": identifier}, element("name", {"val": name}))


def _beside(identifier: str, name: str, face: Face, points: Decimal, align: str, *, built_in: bool = False) -> Any:
    """Return a style with lines as high as their type, off the grid and without indent."""
    properties = element(
        "pPr",
        None,
        element("snapToGrid", {"val": 0}),
        element("spacing", {"before": 0, "after": 0, "line": 240, "lineRule": "auto"}),
        element("ind", {"left": 0, "right": 0, "firstLine": 0, "firstLineChars": 0}),
        element("jc", {"val": align}),
    )
    return _style("paragraph", Style(identifier, name, built_in=built_in), False, BODY, properties, _small(face, points))


def _small(face: Face, points: Decimal) -> Any:
    return element("rPr", None, fonts(face), element("spacing", {"val": 0}), *size(points))


def _language() -> Any:
    return element("lang", {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"})
