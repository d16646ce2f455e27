"""A message made uniform: Chinese marks throughout, the clerk's short forms written out, every offset kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_NARROW = {
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
    "\t": "，",
    "．": ".",
    "＋": "+",
    "－": "-",
    "﹣": "-",
    "−": "-",
}
_NUMBER = r"[\d０-９]+(?:[.．][\d０-９]+)?"
_IN_NUMBER = re.compile(r"(?<=[\d０-９])[,.．:：](?=[\d０-９])")
_UNITS = "亿元|万元|元|%|％|户|家|个|亿千瓦时|万千瓦时|亿度|万吨|吨|亩"
_END = r"(?=\s*(?:[，。；、！）（\n]|$))"
_UP, _DOWN = r"(?:增长|增|涨|升|上涨|上升)", r"(?:下降|降|跌|下跌|下滑|减)"


New = str | tuple[str, ...] | Callable[[re.Match[str]], str]
"""What stands for a match: a text, its groups in another order, or what a function makes of it."""

# Short forms in which offices write to each other, written out; never a number itself.
_WRITTEN_OUT: tuple[tuple[re.Pattern[str], New], ...] = (
    (re.compile(r"增涨"), "增长"),
    (re.compile(r"同笔"), "同比"),
    (re.compile(r"百份(?=[之点])"), "百分"),
    (re.compile(r"个?百分比(?=[，。；、）\n]|$)|个(?:多)?点(?=[，。；、）的\n]|$)"), "个百分点"),
    (re.compile(r"(?<=\d)点(?=[，。；、）\n]|$)"), "个百分点"),
    (re.compile(r"(?<=[\d０-９])[ \u3000]+(?=(?:万亿|亿|万|元|户|家|个|件|项|吨|亩|%|％|人))"), ""),
    (
        re.compile(rf"（(?P<unit>{_UNITS})）：?\s*(?P<number>{_NUMBER})(?![\d.．％%亿万])"),
        ("number", "unit"),
    ),
    (re.compile(r"(?<=同比|环比|增速|增幅|目标|进度|完成|占比|排名|位次|同期)[：:](?=\s*[+\-第]?[\d０-９])"), "为"),
    (re.compile(r"(?<=[%％元度时户家个吨件项亩点位人万亿\d])[ \u3000]+(?=[一-鿿+\-])"), "，"),
    (re.compile(rf"(?<=[\d亿万元户家个吨度时件])(?=(?:同比|环比)?(?:{_UP}|{_DOWN})了?[\d０-９])"), "，"),
    (
        re.compile(
            r"(?<=[\d亿万元户家个吨度时件])(?=(?:排|列|位居|位列)?(?:在)?(?:全[国省市县])?(?:排|列|位)*第[\d０-９一二三四五六七八九十])"
        ),
        "，",
    ),
    (re.compile(r"(?<![上看])涨(?=了?[\d０-９])"), "增长"),
    (re.compile(r"跌(?=了?[\d０-９])"), "下降"),
    (re.compile(rf"(?P<verb>{_UP}|{_DOWN})(?P<more>了?{_NUMBER}){_END}"), lambda match: f"{match['verb']}{match['more']}%"),
    (re.compile(rf"(?<=第)(?P<place>{_NUMBER}|[一二三四五六七八九十]{{1,2}}){_END}"), lambda match: f"{match['place']}位"),
    (re.compile(r"(?<=第)(?P<place>[\d０-９]+|[一二三四五六七八九十]{1,2})名"), lambda match: f"{match['place']}位"),
)


@dataclass(frozen=True, slots=True)
class Tidied:
    """A message as it is read.

    Attributes:
        text: The message, made uniform.
        origin: For every character the offset in the message that it stands for, and one more for the end.
        message: The message as written.
    """

    text: str
    origin: tuple[int, ...]
    message: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch stands in the message as written."""
        within = self.origin[start:end] or (self.origin[start],)
        return min(within), max(within) + (end > start)

    def said(self, start: int, end: int) -> str:
        """Return a stretch as it was written."""
        first, last = self.span(start, end)
        return self.message[first:last]


def tidy(message: str) -> Tidied:
    """Return a message as it is read: what was written out stands for the character it was made from."""
    text = "".join(_tidied(message, at) for at in range(len(message)))
    origin = list(range(len(text) + 1))
    for pattern, new in _WRITTEN_OUT:
        text, origin = _replaced(text, origin, pattern, new)
    return Tidied(text, tuple(origin), message)


def _tidied(message: str, at: int) -> str:
    """A mark between two digits is part of a number (1,250; 9:30) and stays."""
    character = message[at]
    if character in ",:;" and _IN_NUMBER.match(message, at):
        return character
    return _NARROW.get(character, character)


def _replaced(text: str, origin: list[int], pattern: re.Pattern[str], new: New) -> tuple[str, list[int]]:
    out: list[str] = []
    where: list[int] = []
    at = 0
    for match in pattern.finditer(text):
        out.append(text[at : match.start()])
        where += origin[at : match.start()]
        if isinstance(new, tuple):
            out += [match[group] for group in new]
            where += [origin[place] for group in new for place in range(*match.span(group))]
        else:
            said = new if isinstance(new, str) else new(match)
            out.append(said)
            last = max(match.end() - match.start() - 1, 0)
            where += [origin[match.start() + min(place, last)] for place in range(len(said))]
        at = match.end()
    return "".join([*out, text[at:]]), where + origin[at:]
