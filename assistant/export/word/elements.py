"""WordprocessingML from the ground up: elements, fonts and runs. Who calls writes children in the order ECMA-376 gives them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.export.word.house import Face

Attributes = Mapping[str, str | int]

_TWENTIETHS = 20
_MILLIMETRES_AN_INCH = Decimal("25.4")


def element(tag: str, attributes: Attributes | None = None, *children: Any) -> Any:
    """Return an element of the main namespace with attributes of the same and the children that are not ``None``.

    Example:
        >>> element("jc", {"val": "center"}).tag.rpartition("}")[2]
        'jc'
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in (attributes or {}).items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        if child is not None:
            made.append(child)
    return made


def name_of(tag: str) -> str:
    """Return a tag or attribute name of the main namespace as lxml writes it."""
    from docx.oxml.ns import qn

    return str(qn(f"w:{tag}"))


def twentieths(points: Decimal) -> int:
    """Return points as twentieths of a point, which Word measures lengths in."""
    return int((points * _TWENTIETHS).to_integral_value())


def from_millimetres(length: Decimal) -> int:
    """Return millimetres as twentieths of a point, to a tenth of a point as Word itself rounds them."""
    return int((length * 720 / _MILLIMETRES_AN_INCH).to_integral_value()) * 2


def fonts(face: Face) -> Any:
    """Return the fonts of a run in all four slots; the hint makes Word set “ ” — … in the Chinese font too."""
    latin = {"ascii": face.latin, "hAnsi": face.latin, "eastAsia": face.font, "cs": face.latin}
    return element("rFonts", {**latin, "hint": "eastAsia"})


def switch(tag: str, on: bool) -> Any:
    """Return a property that is on or off."""
    return element(tag, None if on else {"val": "0"})


def size(points: Decimal) -> tuple[Any, Any]:
    """Return a type size, which Word counts in half points."""
    return element("sz", {"val": int(points * 2)}), element("szCs", {"val": int(points * 2)})


def run_properties(face: Face, style: str = "", spacing: int = 0) -> Any:
    """Return the properties of a run.

    Args:
        face: Its fonts.
        style: Identifier of its character style.
        spacing: Twentieths of a point after each character.
    """
    named = element("rStyle", {"val": style}) if style else None
    return element("rPr", None, named, fonts(face), element("spacing", {"val": spacing}) if spacing else None)


def text_run(text: str, properties: Any, *, deleted: bool = False) -> Any:
    """Return a run; tabs are elements of their own in Word."""
    parts = []
    for number, stretch in enumerate(text.split("\t")):
        if number:
            parts.append(element("tab"))
        if stretch:
            parts.append(_text("delText" if deleted else "t", stretch))
    return element("r", None, properties, *parts)


def _text(tag: str, text: str) -> Any:
    made = element(tag)
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made
