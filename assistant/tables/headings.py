"""The vocabulary of headings: which key of a figure row a heading stands for, and what else it says.

The words are data: ``lexicon/headings.jsonl`` lists them, ``heading_patterns.jsonl`` holds the families that are better told by a rule.
"""

import re
from dataclasses import dataclass
from functools import cache

from assistant.lexicon import read_records
from assistant.tables.folding import narrow
from assistant.tables.units import take_units


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
        basis: 环比, 比年初 where the heading says so.
    """

    key: str
    text: str
    unit: str = ""
    span: str = ""
    name: str = ""
    weak: bool = False
    basis: str = ""


ROW_KEYS = (
    *("id", "indicator", "value", "unit", "period", "scope", "kind", "basis", "span", "qualifier", "yoy", "yoy_pp", "prev_period", "prev"),
    *("prev_yoy", "mom_pp", "last_year", "target", "progress", "targets", "share", "share_of", "rank", "rank_scope", "prev_rank"),
    *("reference", "references", "also", "note", "source"),
)
"""Keys of a figure row; as headings they stand for themselves."""


def plain(text: str) -> str:
    """Return a heading as it is compared: no white space, no colon, half-width."""
    return re.sub(r"[\s:：]", "", narrow(text)).lower()


@cache
def _known() -> dict[str, Heading]:
    return {
        plain(text): Heading(record["key"], text, "", record.get("span", ""), "", record.get("weak", False), record.get("basis", ""))
        for record in read_records("headings")
        for text in record["headings"]
    }


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((record["key"], re.compile(record["pattern"])) for record in read_records("heading_patterns"))


def known_heading(text: str) -> Heading | None:
    """Return what a heading without unit says, or ``None`` where the vocabulary does not know it."""
    found = _known().get(plain(text))
    if found:
        return found
    if text.lower() in ROW_KEYS:
        return Heading(text.lower(), text)
    for key, pattern in _patterns():
        if match := pattern.fullmatch(plain(text)):
            return Heading(key, text, name=match.groupdict().get("name") or "")
    return None


@cache
def read_heading(text: str, keys: frozenset[str] = frozenset()) -> Heading:
    """Read the heading of a column, or a key of a row.

    Args:
        text: 同比（%）, 占全县比重, 完成额(亿元), yoy.
        keys: English keys that stand for themselves.
    """
    text = text.strip()
    if text.lower() in keys:
        return Heading(text.lower(), text)
    whole = _known().get(plain(text))
    if whole:
        return whole
    bare, units = take_units(text)
    unit = units[0] if len(units) == 1 else ""
    found = known_heading(bare) or Heading("also", bare)
    key = "yoy_pp" if found.key == "yoy" and "百分点" in unit else found.key
    return Heading(key, bare, unit, found.span, found.name, found.weak, found.basis)
