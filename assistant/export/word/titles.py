"""A long title over several lines: words stay whole, and the lines make a trapezoid or a rhombus (GB/T 9704-2012, 7.3.1)."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from assistant.masking.vocabulary import tokens

# What stays together although it is several words: figures with 年, 季度 …; the end of a title; the sign and what it encloses next to it.
_TOGETHER = re.compile(
    r"\d[\d.—～-]*(?:年度?|月份?|日|季度|%)?|[A-Za-z]+|(?:大会|会议|会)?上?的(?:讲话|发言|致辞|报告)$|[一二三四上下]+(?:季度|半年)|.[会县市区省]上?"
)
_CLOSING, _OPENING = "）》”’、，：；。！？的上中暨和与", "（《“‘在"
_MOST_LINES = 4
# What a fault costs: a further line, a character of difference, an hourglass, a square, a last line that is not the end of the phrase, a
# line that ends without a pause.
_LINE, _UNEVEN, _HOURGLASS, _SQUARE, _CUT_END, _NO_PAUSE = 200, 3, 60, 12, 25, 20


def balanced(title: str, width: int) -> tuple[str, ...]:
    """Return a title in lines.

    Args:
        title: The title, without line ends.
        width: How many Chinese characters a line takes.

    Example:
        >>> balanced("在全县上半年工业经济运行调度会上的讲话", 16)
        ('在全县上半年工业经济', '运行调度会上的讲话')
    """
    if _width(title) <= width:
        return (title,)
    words = list(_words(title))
    options = (lines for count in range(2, _MOST_LINES + 1) for lines in _cuts(words, count) if max(map(_width, lines)) <= width)
    return min(options, key=_cost, default=(title,))


def _cuts(words: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    for cuts in combinations(range(1, len(words)), count - 1):
        yield tuple("".join(words[a:b]) for a, b in pairwise((0, *cuts, len(words))))


def _cost(lines: Sequence[str]) -> float:
    widths = [_width(line) for line in lines]
    steps = [after - before for before, after in pairwise(widths)]
    hourglass = any(a < 0 < b for a, b in pairwise(steps))
    square = all(abs(step) < 1 for step in steps)
    ends = [found for found in _TOGETHER.finditer("".join(lines)) if "的" in found.group()]
    unpaused = sum(line[-1] not in "，；：" for line in lines[:-1])
    cut_end = bool(ends) and len(lines[-1]) < len(ends[-1].group()) + 3
    return (
        _LINE * len(lines)
        + _UNEVEN * (max(widths) - min(widths))
        + _HOURGLASS * hourglass
        + _SQUARE * square
        + _CUT_END * cut_end
        + _NO_PAUSE * unpaused
    )


def _width(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)


def _words(title: str) -> Iterator[str]:
    """Yield the stretches of a title that no line end goes through."""
    last = ""
    for start, end in pairwise([*sorted(_edges(title)), len(title)]):
        word = title[start:end]
        if last and (word[0] in _CLOSING or last[-1] in _OPENING):
            last += word
        else:
            if last:
                yield last
            last = word
    yield last


def _edges(title: str) -> set[int]:
    """Return where a line may begin: at a word, not inside what stays together nor between two characters that are no words."""
    cut = list(tokens(title, 0, len(title)))
    edges = {0, *(one.start for before, one in pairwise(cut) if not before.kind == one.kind == "unknown")}
    inside = {at for found in _TOGETHER.finditer(title) for at in range(found.start() + 1, found.end())}
    return edges - inside
