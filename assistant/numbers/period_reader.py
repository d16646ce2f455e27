"""Periods, dates and deadlines in a text.

A period is never a figure; it sets what the figures of its clause are about. A bare 年初, 月底 or 本月 names no month and
is left alone, and so is 去年同期, which is the base of a comparison.
"""

import re
from collections.abc import Callable, Iterator

from assistant.numbers.characters import fold
from assistant.numbers.numerals import read_chinese
from assistant.numbers.periods import Period, PeriodMention

_YEAR = (
    r"(?P<year>(?<![0-9.,])(?:19|20)[0-9]{2})(?:年度?|(?=[—\-~–至到、和与及][12][09][0-9]{2}年))"
    r"|(?P<written>[一二][零〇○一二三四五六七八九]{3})年"
    r"|(?P<relative>前年|去年|上年|今年|本年|明年|下一年|来年)(?!同期|同月|同季)"
)
_NUMBER = "(?:[0-9]{1,2}|[一二两三四五六七八九]|十[一二]?)"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])"
_TO = "(?:[—–]{1,2}|-|~|至|到)"
_NOT_HEADING = "(?m:(?<!^)(?<! ))"  # 三、四季度 at the start of a line is a heading
_PARTS = (
    rf"(?P<from>{_MONTH})(?:月份?)?{_TO}(?P<to>{_MONTH})月(?:份)?(?P<range_end>[底末])?",
    rf"(?P<day_month>{_MONTH})月(?P<day>[12][0-9]|3[01]|0?[1-9])(?:日|号(?!文))",
    rf"(?P<at_month>{_MONTH})月(?:份)?(?:底|末|初|上旬|中旬|下旬)",
    rf"(?P<month>{_MONTH})月(?!一)(?:份)?(?:当月)?(?P<poll>(?=摸排|摸底|调查|问卷|[之以]?前))?",
    rf"(?:前|头)(?P<head>{_NUMBER})个月",
    rf"(?:最?后|余下|剩余)的?(?P<tail>{_NUMBER})个月",
    r"前(?P<head_quarters>[一两二三1-3])个?季度(?P<head_end>[末底])?",
    rf"第?(?P<quarter_from>[一二三四1-4])(?:季度?)?{_TO}第?(?P<quarter>[一二三四1-4])季度(?P<quarters_end>[末底])?",
    rf"{_NOT_HEADING}(?P<listed>[一二三1-3])、第?(?P<listed_to>[二三四2-4])季度",
    r"(?:第?(?P<one_quarter>[一二三四1-4])季度|(?P<first_quarter>首季)度?)(?P<quarter_end>[末底])?",
    r"(?P<half>[上下])半年(?P<half_end>[末底])?",
    r"(?P<full>全年)",
    r"(?P<year_end>年?[底末])(?!端)",
    r"(?P<year_start>年?初)",
)
_NEEDS_YEAR = (r"(?P<year_end>年?[底末])(?!端)", r"(?P<year_start>年?初)")
_ALONE = [part for part in _PARTS if part not in _NEEDS_YEAR]
_LEFT = r"(?<![0-9.,A-Za-z个十百])"


def _suffixed(pattern: str, suffix: str) -> str:
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{suffix}>", pattern)


_DATED = re.compile(
    rf"(?:{_YEAR})(?:(?:的|，)?(?:{'|'.join(_PARTS)}))?"
    rf"|{_LEFT}(?:{_suffixed('|'.join(_ALONE), '_')})"
    rf"|(?P<year_end_>年[底末])(?!端)"
)
_OTHER = re.compile(
    r"(?<![0-9.])(?:[12][0-9]|3[01]|[1-9])日(?=上午|下午|召开|起|前|，)"
    "|正月初?[一二三四五六七八九十]{1,3}|大年初?[一二三四五六七八九十廿]{1,3}|腊月[一二三四五六七八九十廿]{1,3}"
    "|(?:五一|十一)(?=假期|黄金周|期间|国庆|小长假|节)|[0-9]0年代|[二三四五六七八九]十年代"
)
_NUMERIC = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})([.\-/])(1[0-2]|0?[1-9])\2(3[01]|[12][0-9]|0?[1-9])(?![0-9.])")
_TITLES = re.compile("《[^《》\n]{0,80}》")


def find_periods(text: str) -> list[PeriodMention]:
    """Return every period of the text that names months or a year, in text order."""
    return [PeriodMention(start, end, text[start:end], period) for start, end, period in period_spans(fold(text)) if period is not None]


def read_period(text: str) -> Period | None:
    """Return the first period of the text, or ``None``."""
    folded = fold(text)
    return next((period for _, _, period in period_spans(folded) if period is not None), None)


def period_spans(folded: str) -> Iterator[tuple[int, int, Period | None]]:
    """Yield start, end and period of every date in a folded text; ``None`` for feasts and bare days."""
    titles = [match.span() for match in _TITLES.finditer(folded)]
    found: list[tuple[int, int, Period | None]] = [(match.start(), match.end(), _read(match, folded)) for match in _DATED.finditer(folded)]
    found += [(m.start(), m.end(), Period(int(m[1]), int(m[3]), int(m[3]), point=True, day=int(m[4]))) for m in _NUMERIC.finditer(folded)]
    taken = {place for start, end, _ in found for place in range(start, end)}
    found += [(m.start(), m.end(), None) for m in _OTHER.finditer(folded) if m.start() not in taken]
    found.sort(key=lambda item: item[0])
    index = 0
    for start, end, period in found:
        while index < len(titles) and titles[index][1] <= start:
            index += 1
        if index == len(titles) or start < titles[index][0]:
            yield start, end, period


def _read(match: re.Match[str], folded: str) -> Period | None:
    said = {name.rstrip("_"): value for name, value in match.groupdict().items() if value is not None}
    year, offset = _year_of(said)
    stretch = _stretch(said)
    if stretch is None:
        return None
    first, last, point = stretch
    point = point or folded.startswith(("截至", "截止"), max(match.start() - 2, 0))
    day = int(said["day"]) if "day" in said else 0
    return Period(year, first, last, point=point, offset=offset, day=day)


def _year_of(said: dict[str, str]) -> tuple[int | None, int | None]:
    if "year" in said:
        return int(said["year"]), None
    if "written" in said:
        return int("".join(str("零一二三四五六七八九".index("零" if sign in "〇○" else sign)) for sign in said["written"])), None
    offsets = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "下一年": 1, "来年": 1}
    return None, offsets[said["relative"]] if "relative" in said else None


def _stretch(said: dict[str, str]) -> tuple[int, int, bool] | None:
    point = any(name.endswith("_end") for name in said) or "poll" in said
    for name, read in _READERS.items():
        if name in said:
            first, last = read(said)
            return (last if point else first, last, point or name in _POINTS) if 1 <= first <= last <= 12 else None
    return 1, 12, False


_POINTS = ("day_month", "at_month", "year_start")


def _number(word: str) -> int:
    if word.isascii():
        return int(word)
    return 1 if word == "元" else int(read_chinese(word)[0].value)


def _same(word: str) -> tuple[int, int]:
    return _number(word), _number(word)


def _quarters(first: str, last: str) -> tuple[int, int]:
    return _number(first) * 3 - 2, _number(last) * 3


_READERS: dict[str, Callable[[dict[str, str]], tuple[int, int]]] = {
    "from": lambda said: (_number(said["from"]), _number(said["to"])),
    "day_month": lambda said: _same(said["day_month"]),
    "at_month": lambda said: _same(said["at_month"]),
    "month": lambda said: _same(said["month"]),
    "head": lambda said: (1, _number(said["head"])),
    "tail": lambda said: (13 - _number(said["tail"]), 12),
    "head_quarters": lambda said: (1, _number(said["head_quarters"]) * 3),
    "quarter_from": lambda said: _quarters(said["quarter_from"], said["quarter"]),
    "listed": lambda said: _quarters(said["listed"], said["listed_to"]),
    "one_quarter": lambda said: _quarters(said["one_quarter"], said["one_quarter"]),
    "first_quarter": lambda said: (1, 3),
    "half": lambda said: (1, 6) if said["half"] == "上" else (7, 12),
    "full": lambda said: (1, 12),
    "year_end": lambda said: (12, 12),
    "year_start": lambda said: (1, 1),
}
