"""Clauses: the stretches between punctuation, and which of them report something rather than ask for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CLAUSE = re.compile(r"[^，。；！？：,;!?\n]+")
_ENDS = "。！？!?；;\n"
REACH = 120
_ASKED = re.compile(
    r"(?<![主重需只不])要(?![素点求闻看警注清])|力争|力求|力促|争取|确保|保证|努力|推动|促进|促使|带动|引导|务必|必须|应当|应该|希望|期盼|"
    r"如果|倘若|若是|一旦|只要|只有|除非|才能|能否|是否|即使|哪怕|防止|避免|遏制|扭转|决不|绝不|不能|不得|不许|不准|严禁|"
    r"预计|有望|将(?!近)|拟|(?<!年度)(?<!全年)(?<!完成)(?<!达到)(?<!预定)计划|为了|让|使(?!用)|把|着力|聚焦|围绕|抓好|下一步|谋划|冲刺|"
    r"实施|支持|鼓励|部分|有的|个别|一些|少数|多数|不少(?=[一-鿿])|各自|哪|谁|什么"
)
_MARKED = re.compile(r"\s*(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])")
_PLACE = re.compile(r"(?<![各全乡本我该])[一-鿿]{2}(?:镇|乡|街道)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of text without a break.

    Attributes:
        start: Offset of its first character; ``end`` after the last.
        text: The characters themselves.
        opening: The sentence before it, at most ``REACH`` characters back.
        after: Offset of the end of the clause before in the same sentence, ``-1`` for the first.
    """

    start: int
    end: int
    text: str
    opening: str
    after: int

    @property
    def reported(self) -> bool:
        """Tell whether the sentence so far reports, and does not ask, wish or suppose."""
        return _ASKED.search(self.opening + self.text) is None and _PLACE.search(self.opening) is None


def clauses_of(text: str) -> Iterator[Clause]:
    """Yield the clauses of the sentences of a text, headings left out."""
    sentence = 0
    last = -1
    for match in _CLAUSE.finditer(text):
        if any(mark in text[last : match.start()] for mark in _ENDS) or last < 0:
            sentence, last = match.start(), -1
        heading = _MARKED.match(text, sentence) is not None or _whole_line(text, match.start(), match.end(), last)
        if not heading:
            opening = text[max(sentence, match.start() - REACH) : match.start()]
            yield Clause(match.start(), match.end(), match[0], opening, last)
        last = match.end()


def _whole_line(text: str, start: int, end: int, last: int) -> bool:
    """Tell whether a clause is a line of its own without any punctuation: a heading or a title."""
    return last < 0 and text[start - 1 : start] in {"", "\n"} and text[end : end + 1] == "\n"
