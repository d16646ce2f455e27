"""Scopes and periods: whether the words of a sentence and a cell can mean the same population and the same time."""

import re

from assistant.brief import Brief
from assistant.numbers import Period, PeriodMention

_LEVELS = {"县": ("全县", "我县"), "市": ("全市", "我市"), "区": ("全区", "我区")}
_UPPER = ("全国", "全省", "全市", "全县", "全区", "全州", "我省", "我市", "我县", "我区")
_PARK = re.compile(
    r"[一-鿿]{0,8}?(经济技术开发区|经济开发区|高新技术产业开发区|高新区|经开区|开发区|工业园区|工业集中区|产业园区|产业园|工业园|园区)"
)
_WHOLE_YEAR = re.compile(r"(\d{4}|[二〇零一三四五六七八九]{4})年|今年|去年|上年|明年|本年|当年|过去一年|这一年")
_COMPARED = re.compile(r"(的?)(唯一|第|前|最|平均|首|率先|倒数|水平|\d|[一二两三四五六七八九十]{1,3}个?[县区市镇乡])")
# 全市平均增长7.2% tells a rate of the average itself; 高于全市平均0.8个百分点 only sets another against it.
_OF_THE_AVERAGE = re.compile(r"的?(?:平均水平|平均)的?(?:增速|增幅|增长速度|降幅|水平)?(?:为|是|达到?|在|增长|下降|只有|仅)")
_SET_AGAINST = re.compile(r"(?:[高低快慢优好差]于|比|较|与|同|和|跟|超过|超出|跑赢|落后于?|不及|距|离)[^，。；：\n]{0,8}$")
_NEIGHBOURS = re.compile(
    r"(?:周边|周围|兄弟|相邻|邻近|先进|发达|其他|其它|别的|外)(?:县市区|县区|县市|地区|县|市|区)(?=同期|同比|规上|规模|工业|增长|下降|完成|实现)"
)
# A place set right before an indicator or a verb of achievement: another township or county than those of the brief.
_ELSEWHERE = re.compile(
    r"(?:^|[，。；、：\n])((?!全|各|本|我|该|这|其|整)[一-鿿]{1,3}(?:镇|乡|街道|县|市|区)(?<![园发城郊地社山库新片景]区))(?=规上|规模|工业|产值|完成|实现|增加值|技改)"
)
_LEADS = re.compile(r"(管委会)?([、和及][^，。；]{0,16})?(牵头|负责|负总责|要|抓总)")
HOME = "本地"


class Scopes:
    """The scopes a text may name, seen from one brief."""

    def __init__(self, brief: Brief) -> None:
        level = brief.level or (brief.region[-1:] if brief.region else "县")
        self.region = brief.region
        self.home = (*_LEVELS.get(level[-1:], _LEVELS["县"]), *((brief.region,) if brief.region else ()))
        self.own = tuple(sorted({figure.scope for figure in brief.figures if figure.scope} - set(self.home)))
        self._said: dict[str, str] = {}

    def kind(self, scope: str) -> str:
        """Return a comparable form of a scope: the home region, a park, an upper level, or the name itself."""
        if not scope or scope in self.home:
            return HOME
        if scope in _UPPER:
            return scope
        return "园区" if _PARK.search(scope) else scope

    def said(self, text: str) -> str:
        """Return the last scope a stretch of text names, in comparable form; empty when it names none."""
        if text not in self._said:
            self._said[text] = self._find(text)
        return self._said[text]

    def _find(self, text: str) -> str:
        found: list[tuple[int, str]] = []
        for word in (*self.home, *_UPPER):
            at = text.rfind(word)
            if at >= 0 and not (word == self.region and _PARK.match(text, at)) and not _only_compared(text, at, at + len(word)):
                found.append((at, self.kind(word)))
        found += [(match.start(), match[0]) for match in _NEIGHBOURS.finditer(text) if not _SET_AGAINST.search(text[: match.start()])]
        found += [(match.end() - 1, "园区") for match in _PARK.finditer(text) if not _LEADS.match(text, match.end())]
        found += [
            (match.start(1), match[1]) for match in _ELSEWHERE.finditer(text) if match[1] not in self.own and match[1] not in self.home
        ]
        found += [
            (at, self.kind(scope)) for scope in self.own if (at := text.rfind(scope)) >= 0 and not _LEADS.match(text, at + len(scope))
        ]
        return max(found)[1] if found else ""


def _only_compared(text: str, start: int, end: int) -> bool:
    """Tell whether a level is named only to set a number against it (全市平均, 全省第三), not as whose number it is."""
    if _OF_THE_AVERAGE.match(text, end) and not _SET_AGAINST.search(text[:start]):
        return False
    return _COMPARED.match(text, end) is not None


def is_whole_year(mention: PeriodMention) -> bool:
    """Tell whether only a year is said (2025年, 今年), which may hold any of its months."""
    return _WHOLE_YEAR.fullmatch(mention.text) is not None


def same_time(mention: PeriodMention, when: Period | None, year: int | None) -> bool | None:
    """Compare a period of the text with that of a cell.

    Returns:
        True when they agree, False when they exclude each other, None when nothing can be said.
    """
    if when is None:
        return None
    said = mention.period
    said_year = said.year if said.year is not None else (year + said.offset if year is not None and said.offset is not None else None)
    if said_year is not None and when.year is not None and said_year != when.year:
        return False
    if is_whole_year(mention):
        return True if when.months == 12 else None
    if said.point or when.point or said.day:
        return None if said.last == when.last or when.months == 12 else False
    return (said.first, said.last) == (when.first, when.last)
