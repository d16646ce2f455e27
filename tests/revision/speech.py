"""A finished speech cut into the places that instructions speak of, from its text alone, as the README of the instructions names them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

NUMERALS = "一二三四五六七八九十"
PART = re.compile(rf"^([{NUMERALS}]{{1,3}})、")
STYLES = {
    "一是": re.compile(rf"^([{NUMERALS}]{{1,3}})是"),
    "一要": re.compile(rf"^([{NUMERALS}]{{1,3}})要"),
    "（一）": re.compile(rf"^（([{NUMERALS}]{{1,3}})）"),
    "1.": re.compile(r"^(\d{1,2})[.．](?!\d)"),
}
MARKS = re.compile(
    rf"^(?:[{NUMERALS}]{{1,3}}、|[{NUMERALS}]{{1,3}}[是要看](?:要)?|（[{NUMERALS}]{{1,3}}）|\d{{1,2}}[.．、](?!\d)|[第其][{NUMERALS}]{{1,3}}[，、])"
)
SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？]+[”’）】]*|$)", re.MULTILINE)
ADDRESS = re.compile(r"^(?:同志们|朋友们|各位[^。！？：]{0,15}?)[，！]")
CONNECTIVE = re.compile(r"^(?:其中|同时|此外|另外|与此同时|但是|但|不过)，?")
COUNT = re.compile(
    rf"[{NUMERALS}两]{{1,3}}(?=点(?!半)|个?方面|项(?:任务|重点|工作|措施)|条(?:措施|意见|要求)?|件大?事|个(?:问题|短板|难题|部分))"
)
THANKS = "谢谢大家！"
Place = Any
"""A place as the instructions write it: a number, a word, or a mapping of one key."""


@dataclass(frozen=True)
class Speech:
    """A text and the brief it was made from, as plain data.

    Attributes:
        text: The finished text.
        brief: The brief as the file has it.
    """

    text: str
    brief: Mapping[str, Any]

    @cached_property
    def lines(self) -> list[tuple[int, int]]:
        """Spans of the lines that say something."""
        found = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", self.text)]
        return [(start, end) for start, end in found if self.text[start:end].strip()]

    @cached_property
    def body(self) -> int:
        """Number of the first line after the salutation."""
        return next((number + 1 for number, (start, end) in enumerate(self.lines) if self.text[start:end].rstrip().endswith("：")), 0)

    @cached_property
    def closing_line(self) -> int:
        """Number of the line the closing begins with: the last that opens with an address, or the last line."""
        told = [n for n in range(self.body, len(self.lines)) if ADDRESS.match(self.line(n))]
        return told[-1] if told else len(self.lines) - 1

    @cached_property
    def part_lines(self) -> list[int]:
        """Numbers of the lines that head a part."""
        return [n for n in range(self.body, self.closing_line) if PART.match(self.line(n)) and not self.line(n).endswith("。")]

    @cached_property
    def heads(self) -> list[tuple[int, str]]:
        """Line and style of every priority heading, in order."""
        titles = [priority["title"] for priority in self.brief.get("priorities", ())]
        lines = range(self.body, self.closing_line)
        counted = [(n, style) for n in lines for style, mark in STYLES.items() if mark.match(self.line(n))]
        named = [n for n, _ in counted if any(title in self.heading_at(n) for title in titles)]
        part = self._part_of(named[0]) if named else (0, 0)
        return [(n, style) for n, style in counted if part[0] <= n < part[1]]

    def line(self, number: int) -> str:
        """Return a line by its number."""
        start, end = self.lines[number]
        return self.text[start:end].strip()

    def heading_at(self, number: int) -> str:
        """Return the heading a line is or begins with, without numeral and end mark."""
        first = SENTENCE.match(self.line(number))
        return MARKS.sub("", first[0] if first else "").rstrip("。！？：")

    def span(self, where: Place) -> tuple[int, int] | None:
        """Return where a place stands; ``None`` where the speech has none such."""
        if isinstance(where, dict):
            return self._by_key(where)
        if isinstance(where, int):
            return self._lines(self._part(where))
        fixed = {"masthead": (0, self.body), "opening": (self.body, self._first_part), "closing": (self.closing_line, len(self.lines))}
        if where == "measures":
            return self._lines(self._part_of(self.heads[0][0])) if self.heads else None
        return (0, len(self.text)) if where == "all" else self._lines(fixed[where])

    def told(self, where: Place) -> str:
        """Return the text of a place; empty where there is none."""
        span = self.span(where)
        return self.text[span[0] : span[1]] if span else ""

    def sentences(self, where: Place = "all") -> list[tuple[int, str]]:
        """Return the sentences of a place with their offsets, a bare word of thanks not among them."""
        span = self.span(where)
        found = SENTENCE.finditer(self.text, *span) if span else ()
        told = [(match.start(), match[0].strip()) for match in found if match[0].strip()]
        return [(at, sentence) for at, sentence in told if sentence != THANKS]

    def paragraphs(self, where: Place) -> list[str]:
        """Return the paragraphs of a place, the heading of a part not among them."""
        span = self.span(where)
        inside = [n for n, (start, _) in enumerate(self.lines) if span and span[0] <= start < span[1]]
        return [self.line(n) for n in inside if n not in self.part_lines]

    @property
    def part_headings(self) -> list[str]:
        """Headings of the parts without numerals."""
        return [self.heading_at(n) for n in self.part_lines]

    @property
    def priority_headings(self) -> list[str]:
        """Headings of the priorities without marks."""
        return [self.heading_at(n) for n, _ in self.heads]

    @property
    def masthead(self) -> dict[str, str]:
        """Title, date, speaker and salutation as printed; a line that is missing is an empty text."""
        lines = [self.line(n) for n in range(self.body)]
        date = next((line.strip("（）()") for line in lines if re.search(r"\d{4}年\d{1,2}月\d{1,2}日", line)), "")
        rest = [line for line in lines if line.strip("（）()") != date]
        named = [line for line in rest[1:-1] if line]
        return {"title": rest[0] if rest else "", "date": date, "speaker": "".join(named), "salutation": rest[-1] if rest else ""}

    @property
    def _first_part(self) -> int:
        return self.part_lines[0] if self.part_lines else self.closing_line

    def _part(self, number: int) -> tuple[int, int] | None:
        if not 1 <= number <= len(self.part_lines):
            return None
        ends = [*self.part_lines[1:], self.closing_line]
        return self.part_lines[number - 1], ends[number - 1]

    def _part_of(self, line: int) -> tuple[int, int]:
        bounds = [self.body, *self.part_lines, self.closing_line]
        return max(n for n in bounds if n <= line), min(n for n in bounds if n > line)

    def _lines(self, lines: tuple[int, int] | None) -> tuple[int, int] | None:
        if lines is None or lines[0] >= lines[1]:
            return None
        return self.lines[lines[0]][0], self.lines[lines[1] - 1][1]

    def _by_key(self, where: Mapping[str, Any]) -> tuple[int, int] | None:
        if "heading_of" in where:
            return self._heading(self.span(where["heading_of"]))
        title = where["title"] if "title" in where else self.brief["priorities"][where["priority"] - 1]["title"]
        index = next((at for at, heading in enumerate(self.priority_headings) if title in heading), None)
        return None if index is None else self._lines(self._block(index))

    def _block(self, index: int) -> tuple[int, int]:
        """Return the lines of a priority; the last one is as many paragraphs as the longest of the others: what follows is the part's."""
        starts = [n for n, _ in self.heads]
        end = self._part_of(starts[-1])[1]
        blocks = list(zip(starts, [*starts[1:], end], strict=True))
        longest = max((stop - start for start, stop in blocks[:-1]), default=end - starts[0])
        start, stop = blocks[index]
        return start, min(stop, start + longest)

    def _heading(self, span: tuple[int, int] | None) -> tuple[int, int] | None:
        if span is None:
            return None
        first = SENTENCE.match(self.text, span[0], span[1])
        return (first.start(), first.end()) if first else None


def length(text: str) -> int:
    """Return the number of characters, white space not counted."""
    return len(re.sub(r"\s", "", text))


def bare(sentence: str, brief: Mapping[str, Any]) -> str:
    """Return a sentence without what changes when it stands elsewhere: marks, announced counts, connectives, 同比, 规上 …"""
    told = re.sub(r"\s", "", sentence)
    told = CONNECTIVE.sub("", MARKS.sub("", told))
    told = COUNT.sub("", told)
    told = re.sub("同比|全县|规模以上|规上", "", told)
    for name in _names(brief.get("figures", ())):
        told = told.replace(f"工业{name}", name)
    return told


def _names(figures: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the indicators of a brief without what falls away when they are named again, longest first."""
    names = (re.sub(r"（[^）]*）|目标$|增速$|同比|全县|规模以上|规上", "", figure["indicator"]).rpartition("工业")[2] for figure in figures)
    found = {short for name in names for short in (name, name.removesuffix("数"), name.removesuffix("总额")) if len(short) > 1}
    return sorted(found, key=lambda name: (-len(name), name))
