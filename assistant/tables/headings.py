"""Headings of tables: which key of a figure row a column holds, and what else its heading says."""

import re
from dataclasses import dataclass
from functools import cache

from assistant.lexicon import read_records
from assistant.lexicon.indicators import split_name
from assistant.tables.cells import narrow


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says.

    Attributes:
        key: Key of a figure row; empty for a column that holds nothing to keep (序号); ``also`` for one not known.
        text: The heading without its unit.
        unit: The unit it carries (亿元, %).
        span: 累计 or 当月 where the heading says so.
        name: The comparison area of a ``reference``, the whole of a ``share``, the scope of a ``rank``.
        weak: True for a word that heads an indicator column only where no better one does (项目).
    """

    key: str
    text: str
    unit: str = ""
    span: str = ""
    name: str = ""
    weak: bool = False


_SHARE_OF = re.compile(r"占(?P<name>.+?)的?(?:比重|比例|份额|%)")
_REFERENCE = re.compile(r"(?P<name>(?:全[省市国县区].{0,6}|.{1,8})平均)(?:水平|增速|数|值)?|(?P<whole>全[省市国]|省|市)(?:增速|水平)")
_RANK = re.compile(r"(?P<name>全?[省市国县区]|全[省市国].{0,6}?)(?:增速)?(?:位次|排名|名次|排位)")


def _plain(text: str) -> str:
    return re.sub(r"[\s:：]", "", narrow(text)).lower()


@cache
def _known() -> dict[str, Heading]:
    return {
        _plain(text): Heading(record["key"], text, span=record.get("span", ""), weak=record.get("weak", False))
        for record in read_records("headings")
        for text in record["headings"]
    }


def read_heading(text: str, keys: frozenset[str] = frozenset()) -> Heading:
    """Read the heading of a column, or a key of a row.

    Args:
        text: 同比（%）, 占全县比重, 完成额(亿元), yoy.
        keys: English keys that stand for themselves.
    """
    text = text.strip()
    if text.lower() in keys:
        return Heading(text.lower(), text)
    found = _known().get(_plain(text))
    if found:
        return found
    bare, unit = _unit(text)
    found = _known().get(_plain(bare)) or _pattern(bare) or Heading("also", bare)
    key = "yoy_pp" if found.key == "yoy" and "百分点" in unit else found.key
    return Heading(key, bare, unit, found.span, found.name, found.weak)


def _unit(text: str) -> tuple[str, str]:
    """Split 同比±% and 完成额（亿元） into words and unit."""
    parts = split_name(narrow(text).replace("(", "（").replace(")", "）"))
    if parts.unit:
        return re.split(r"[（(]", narrow(text))[0].strip(), parts.unit
    bare = re.sub(r"[±+\-/、,，]*%$", "", narrow(text)).strip()
    return (bare, "%") if bare != narrow(text).strip() else (text, "")


def _pattern(bare: str) -> Heading | None:
    if match := _SHARE_OF.fullmatch(bare):
        return Heading("share", bare, name=match["name"])
    if match := _REFERENCE.fullmatch(bare):
        return Heading("reference", bare, name=match["name"] or match["whole"])
    if match := _RANK.fullmatch(bare):
        return Heading("rank", bare, name=match["name"])
    return None
