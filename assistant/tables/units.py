"""Units as tables write them: in brackets, in a list above the table, in a cell of their own."""

import re
from functools import cache

from assistant.numbers.units import all_units, base_unit
from assistant.tables.folding import narrow

_BRACKET = re.compile(r"[（(]([^（()）]*)[)）]")
_LABEL = re.compile(r"^(计量)?单位[:：]?")
_BETWEEN = re.compile(r"[、,，;；\s]+|(?<=[%元户个家吨])/(?=[%亿万元户个家吨])|(?<=%)/|/(?=%)")
_GROWTH_SIGN = re.compile(r"^[±+\-]*[%％]$|^(%|百分比)$")
_SIGNS = re.compile(r"[（(]?(?:±|\+/?-|[/,，、])*[%％][）)]?$|[（(]?(?:±|\+/?-)[）)]?$")
_POINTS = re.compile(r"[（(]?[±+\-/]*个?百分点[）)]?$")
_TAIL = re.compile(r"(?<=.)[，,：:、]([^，,：:、]+)$")
_EXTRA = frozenset(("百分点", "个百分点", "台（套）", "台(套)", "标准箱", "位", "名次", "百分比"))


@cache
def known_unit(text: str) -> str:
    """Return a unit in its plain form, or empty where the text is no unit: ％ as %, 百分点 as 个百分点."""
    unit = re.sub(r"\s", "", narrow(text))
    if _GROWTH_SIGN.match(unit):
        return "%"
    if unit == "百分点":
        return "个百分点"
    if unit in _EXTRA or unit in all_units():
        return unit
    parts = re.split("[/每]", unit, maxsplit=1)
    names = [base_unit(part)[0] for part in parts if part]
    known = all(name in all_units() and not name.isdigit() for name in names)
    return unit if names and known and len(parts) == len(names) else ""


def read_units(text: str) -> tuple[str, ...]:
    """Return the units of a list (单位：亿元、%); empty where any part of it is no unit."""
    words = [word for word in _BETWEEN.split(_LABEL.sub("", narrow(text).strip())) if word]
    units = tuple(known_unit(word) for word in words)
    return units if units and all(units) else ()


def take_units(text: str) -> tuple[str, tuple[str, ...]]:
    """Split 完成额（亿元） and 同比±% into words and units; brackets that hold no unit stay."""
    text = narrow(text)
    for match in reversed(list(_BRACKET.finditer(text))):
        if units := read_units(match[1]):
            return (text[: match.start()] + text[match.end() :]).strip(), units
    points = _POINTS.search(text)
    if points and points.start():
        return text[: points.start()].strip(), ("个百分点",)
    bare = _SIGNS.sub("", text).strip()
    if bare != text.strip():
        return bare, ("%",)
    tail = _TAIL.search(text)
    if tail and (unit := known_unit(tail[1])):
        return text[: tail.start()].strip(), (unit,)
    return text.strip(), ()
