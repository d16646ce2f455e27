"""Series: numbered points that must run without a gap, and as many as were announced."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.audit.remarks.severity import remark
from assistant.findings import Finding

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_N = r"[一二三四五六七八九十]{1,3}"
_KINDS = {
    "一、": re.compile(rf"(?m)^[ \t　]*(?P<n>{_N})、"),
    "（一）": re.compile(rf"(?m)^[ \t　]*[（(](?P<n>{_N})[)）]"),
    "1.": re.compile(r"(?m)^[ \t　]*(?P<n>\d{1,2})(?:[.．](?!\d)|、)"),
    "一是": re.compile(rf"(?m)(?:^[ \t　]*|(?<=[。；：，！？]))(?P<n>{_N})是(?![一二三四五六七八九十否])"),
    "一要": re.compile(rf"(?m)(?:^[ \t　]*|(?<=[。；：，！？]))(?P<n>{_N})要(?![素点])"),
    "一看": re.compile(rf"(?m)(?:^[ \t　]*|(?<=[。；：，！？]))(?P<n>{_N})看(?![就便似起来上着到了见])"),
    "第一，": re.compile(rf"(?m)(?:^[ \t　]*|(?<=[。；：，！？]))第(?P<n>{_N})(?=[，、是])"),
    "其一": re.compile(rf"(?m)(?:^[ \t　]*|(?<=[。；：，！？]))其(?P<n>{_N})(?=[，、是])"),
}
_COUNT = r"(?P<n>[二两三四五六七八九]|十[一二三四五六七八九]?|[2-9](?!\d)|1[0-9](?!\d))"
_SPEECH = re.compile(rf"(?:讲|谈|提|说)(?:以下|这么)?{_COUNT}(?:个方面|个问题|点|条|个|件事)的?(?:意见|想法|要求|看法|体会|建议)?")
_LOCAL = re.compile(
    rf"(?<![第一二三四五六七八九十\d年月]){_COUNT}(?:个(?:方面|问题|看点|亮点|特点|短板|不足|差距|关键|重点|环节|转变|缺口|难题|矛盾|“[^”\n]{{1,6}}”)|方面问题|"
    r"件(?:大|实|要|硬)?事|[项条点大](?:重点|主要|具体)?(?:任务|工作|举措|措施|要求|意见|建议|体会|行动|问题|短板))"
)
_BEFORE = " \t　第其（("
_GOES_ON = re.compile(r"[^。！？\n]{1,80}[，；](?:再就是|再一个|再有|另一个)")  # a second point without a number
_SENTENCE_END = re.compile(r"[^。：；！？\n]{0,40}[。：；！？\n]\s*")


@dataclass(frozen=True, slots=True)
class Marker:
    """The number of a point: where it stands, of which kind, and whether it opens a line."""

    start: int
    end: int
    kind: str
    number: int
    line: bool


def number_of(numeral: str) -> int:
    """Read a number below a hundred, in Chinese or Arabic numerals."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _DIGITS.get(numeral, 0)
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def markers_in(text: str) -> dict[str, list[Marker]]:
    """Return the markers of a text by kind; those inside a paragraph are of a kind of their own."""
    found: dict[str, list[Marker]] = {}
    for kind, pattern in _KINDS.items():
        markers = []
        for match in pattern.finditer(text):
            markers.append(Marker(match.start("n"), match.end(), kind, number_of(match["n"]), _opens(text, match.start("n"))))
        for marker in _levelled(text, markers):
            key = kind if marker.line else f"{kind} inline"
            found.setdefault(key, []).append(marker)
    return found


def _opens(text: str, at: int) -> bool:
    """Tell whether nothing but an opening bracket or 第 stands before a number in its line."""
    line = text.rfind("\n", max(0, at - 8), at) + 1
    return (line > 0 or at < 8) and text[line:at].strip(_BEFORE) == ""


def _levelled(text: str, markers: list[Marker]) -> list[Marker]:
    """Let a marker that opens a paragraph count as inside it where a higher number follows in the same paragraph."""
    out = []
    for at, marker in enumerate(markers):
        after = markers[at + 1] if at + 1 < len(markers) else None
        goes_on = after is not None and not after.line and after.number > marker.number
        if marker.line and after is not None and goes_on and text.find("\n", marker.end, after.start) < 0:
            marker = replace(marker, line=False)
        out.append(marker)
    return out


def check_series(text: str) -> Iterator[Finding]:
    """Yield a remark where announced and delivered points differ, and where a series has a gap or a single point."""
    markers = markers_in(text)
    yield from _announced(text)
    for kind, series in markers.items():
        yield from _gaps(text, kind, series)


def _gaps(text: str, kind: str, series: list[Marker]) -> Iterator[Finding]:
    last = 0
    for at, marker in enumerate(series):
        shown = text[marker.start : marker.end]
        if last and marker.number not in {1, last + 1}:
            why = "重复" if marker.number == last else "不连续"
            yield remark("series-gap", text, marker.start, marker.end, f"序号{why}：前面是第{last}，这里是“{shown}”。")
        alone = at + 1 == len(series) or series[at + 1].number != 2
        if kind.startswith("一是") and marker.number == 1 and alone and not _GOES_ON.match(text, marker.end):
            yield remark("series-gap", text, marker.start, marker.end, f"有“{shown}”而没有“二是”，请补足或改写。")
        last = marker.number


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announced count, and the series that delivers it.

    Attributes:
        start: Where its numeral starts.
        end: Where its numeral ends.
        words: The whole phrase: 讲三点意见.
        number: The count as announced.
        delivered: How many points follow.
        kind: Kind of their markers (一、 or 一是 …), as :func:`markers_in` names it.
        whole: It announces the points of the speech, not of a passage.
    """

    start: int
    end: int
    words: str
    number: int
    delivered: int
    kind: str
    whole: bool


def announcements(text: str) -> Iterator[Announcement]:
    """Yield the announced counts of a text whose points can be found."""
    markers = markers_in(text)
    seen: set[int] = set()
    for pattern, whole in ((_SPEECH, True), (_LOCAL, False)):
        for match in pattern.finditer(text):
            if match.start("n") in seen:
                continue
            seen.add(match.start("n"))
            first = _whole(text, match.end(), markers) if whole else _next(text, match.end(), markers)
            if first is not None:
                delivered = _delivered(markers, first)
                yield Announcement(match.start("n"), match.end("n"), match[0], number_of(match["n"]), delivered, first[0], whole)


def _announced(text: str) -> Iterator[Finding]:
    for told in announcements(text):
        if told.delivered != told.number:
            numeral = text[told.start : told.end]
            message = f"宣布的是{numeral}点（{told.words}），后面实有{told.delivered}点，请改为一致。"
            yield remark("announced-count", text, told.start, told.end, message)


def _whole(text: str, after: int, markers: dict[str, list[Marker]]) -> tuple[str, int] | None:
    """Return the series of a whole speech: its top headings, else what follows at once, else the first that opens lines."""
    top = _from(markers, "一、", after)
    if top is not None:
        return top
    follows = _next(text, after, markers)
    lines = (_from(markers, kind, after) for kind in ("（一）", "1.", "一要", "第一，"))
    return follows or next((found for found in lines if found is not None), None)


def _from(markers: dict[str, list[Marker]], kind: str, after: int) -> tuple[str, int] | None:
    series = markers.get(kind, [])
    at = bisect_left(series, after, key=lambda marker: marker.start)
    return (kind, at) if at < len(series) and series[at].number == 1 else None


def _next(text: str, after: int, markers: dict[str, list[Marker]]) -> tuple[str, int] | None:
    """Return the series that starts right after the sentence that announces it."""
    match = _SENTENCE_END.match(text, after)
    if match is None:
        return None
    for kind in markers:
        found = _from(markers, kind, match.end())
        if found is None:
            continue
        start = markers[kind][found[1]].start
        if start - match.end() < 8 and not text[match.end() : start].strip(_BEFORE):
            return found
    return None


def _delivered(markers: dict[str, list[Marker]], first: tuple[str, int]) -> int:
    """Return how many points a series has, from its first one to where a number does not rise any more."""
    series, at = markers[first[0]], first[1]
    count = 1
    while at + 1 < len(series) and series[at + 1].number > series[at].number:
        at, count = at + 1, count + 1
    return count
