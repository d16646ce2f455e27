"""Numerals that are no figures: the lexicon and the quoted names, as spans of a folded text.

The lexicon is ``assistant/lexicon/nonfacts.jsonl``. Its classes, strongest first, are structural, policy_name, slogan,
proper_name and idiom; the longest match of the strongest class wins. Classes ``unit``, ``date`` and ``soft`` never mask.
``proper_name`` and ``idiom`` are *weak*: a measure read by the numeral grammar over the same characters wins over them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.lexicon import read_records
from assistant.numbers.characters import NUMERAL
from assistant.numbers.period_reader import period_spans
from assistant.numbers.quantity import MentionClass
from assistant.numbers.units import alternatives

_KINDS: dict[str, MentionClass] = {
    "structural": "marker",
    "policy_name": "name",
    "slogan": "name",
    "proper_name": "name",
    "idiom": "idiom",
}
_RANK = {"structural": 2, "policy_name": 3, "slogan": 4, "proper_name": 6, "idiom": 7}
_WEAK = frozenset({"proper_name", "idiom"})
_PERIOD_RANK = 1
_QUOTED_RANK = 5

_QUOTED = re.compile('“([^“”\n]{1,14})”|‘([^‘’\n]{1,14})’|「([^「」\n]{1,14})」|"([^"\n]{1,14})"')
_STOPS = re.compile("[，。；！？：,;!?]")
_RATIO = re.compile("[0-9.]+(?:%|‰|个?百分点|[十百千万亿]*(?:元|吨|亩|户|家|人|倍|千瓦时))|分之|[三四五六七八九]成")
_THRESHOLD = re.compile("(?:^|[超破过近])[0-9]*[百千万]?亿(?:元|级|斤|$)")
_CUT = re.compile("[0-9零〇一二两三四五六七八九十百千万亿][ ]?$")
_CUT_SCALE = re.compile("[0-9零〇一二两三四五六七八九十百千万亿][ ]?[余多几来个]?[ ]?$")
_DECIMAL = re.compile("[零一二两三四五六七八九十百千万]点[零一二三四五六七八九](?![一二三四五六七八九十]?[滴点])")
_HOLE = r"(?:(?<![A-Za-z])(?:[XN]{1,6}|x{1,6})(?![A-Za-z])|×{1,6}|\*{1,6}|[○△□]{1,6}|_{1,40})"


@dataclass(frozen=True, slots=True)
class Nonfact:
    """A stretch of text whose numerals are no figures.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last character.
        kind: The class shown for its numerals.
        note: What the lexicon says of it.
        rank: Strength; a smaller number wins.
        weak: Whether a measure over the same characters wins over it.
    """

    start: int
    end: int
    kind: MentionClass
    note: str
    rank: int
    weak: bool = False


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str, MentionClass, str], ...]:
    return tuple(
        (re.compile(row["pattern"]), row["class"], row.get("kind", _KINDS[row["class"]]), row["note"])
        for row in read_records("nonfacts")
        if row["class"] in _KINDS
    )


@cache
def _placeholder() -> re.Pattern[str]:
    link = r"[ ]?(?:[、,]|和|与|及|至|到|—|-|~)[ ]?"
    unit = rf"[ ]?[”）)]?(?:多|余)?[十百千万亿]{{0,2}}(?:{alternatives()}|月|日|季度|号)"
    return re.compile(rf"[0-9]{{0,4}}{_HOLE}(?:{link}[0-9]{{0,4}}{_HOLE}){{0,8}}(?:{unit}|[十百千万亿]{{1,2}})|_{{2,40}}|○{{2,40}}")


def strong_spans(folded: str) -> list[Nonfact]:
    """Return placeholders, periods, markers, quoted and proper names that always mask; sorted and disjoint."""
    found = [*_placeholders(folded), *_periods(folded), *_quoted(folded), *_lexicon(folded, weak=False)]
    return _disjoint(found, len(folded))


def weak_spans(masked: str) -> list[Nonfact]:
    """Return names and idioms in what the strong spans leave; sorted and disjoint."""
    return _disjoint(list(_lexicon(masked, weak=True)), len(masked))


def _placeholders(folded: str) -> Iterator[Nonfact]:
    for match in _placeholder().finditer(folded):
        yield Nonfact(*match.span(), "placeholder", "未填写的数", 0)


def _periods(folded: str) -> Iterator[Nonfact]:
    for start, end, _ in period_spans(folded):
        yield Nonfact(start, end, "period", "时期或日期", _PERIOD_RANK)


def _quoted(folded: str) -> Iterator[Nonfact]:
    for match in _QUOTED.finditer(folded):
        group = match.lastindex or 1
        inside = match[group]
        if NUMERAL.search(inside) and not (_STOPS.search(inside) or _RATIO.search(inside) or _THRESHOLD.search(inside)):
            yield Nonfact(*match.span(group), "name", "引号内的名称或提法", _QUOTED_RANK)


def _lexicon(text: str, *, weak: bool) -> Iterator[Nonfact]:
    for pattern, name, kind, note in _rules():
        if (name in _WEAK) is weak:
            for match in pattern.finditer(text):
                if match.end() > match.start() and not _cuts_numeral(text, *match.span()):
                    yield Nonfact(*match.span(), kind, note, _RANK[name], weak)


def _cuts_numeral(text: str, start: int, end: int) -> bool:
    if _DECIMAL.match(text, max(end - 2, start)):  # 一点 in 一点六亿
        return True
    if not NUMERAL.match(text[start]):
        return False
    before = _CUT_SCALE if text[start] in "百千万亿" else _CUT
    return before.search(text[max(start - 4, 0) : start]) is not None


def _disjoint(found: list[Nonfact], length: int) -> list[Nonfact]:
    taken = bytearray(length)
    kept: list[Nonfact] = []
    for span in sorted(found, key=lambda span: (span.rank, span.start - span.end, span.start)):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
