"""Scopes and periods: whether the words of a sentence and a cell can mean the same population and the same time."""

import re
from functools import lru_cache

from assistant.brief import Brief
from assistant.numbers import Period, PeriodMention

_LEVELS = {"县": ("全县", "我县"), "市": ("全市", "我市"), "区": ("全区", "我区")}
_UPPER = ("全国", "全省", "全市", "全县", "全区", "全州", "我省", "我市", "我县", "我区")
_PARK = re.compile(r"[一-鿿]{0,8}?(经济技术开发区|经济开发区|高新技术产业开发区|高新区|经开区|开发区|工业园区|工业集中区|产业园区|产业园|工业园|园区)")
_WHOLE_YEAR = re.compile(r"(\d{4}|[二〇零一三四五六七八九]{4})年|今年|去年|上年|明年|本年|当年|过去一年|这一年")
HOME = "本地"


def home_words(brief: Brief) -> tuple[str, ...]:
    """Return the words for the whole of the place the speech is about."""
    level = brief.level or (brief.region[-1:] if brief.region else "县")
    return (*_LEVELS.get(level[-1:], _LEVELS["县"]), *((brief.region,) if brief.region else ()))


def scope_class(scope: str, brief: Brief) -> str:
    """Return a comparable form of a scope: the home region, a park, an upper level, or the name itself."""
    if not scope or scope in home_words(brief):
        return HOME
    if scope in _UPPER:
        return scope
    return "园区" if _PARK.search(scope) else scope


@lru_cache(maxsize=16)
def own_scopes(brief: Brief) -> tuple[str, ...]:
    """Return the counties, townships and sectors that rows of the brief are about."""
    home = set(home_words(brief))
    return tuple(sorted({figure.scope for figure in brief.figures if figure.scope} - home))


def scope_said(text: str, brief: Brief) -> str:
    """Return the last scope a stretch of text names, in comparable form; empty when it names none."""
    found: list[tuple[int, str]] = []
    for word in (*home_words(brief), *_UPPER):
        at = text.rfind(word)
        if at >= 0 and not (word == brief.region and _PARK.match(text, at)):
            found.append((at, scope_class(word, brief)))
    found += [(match.end() - 1, "园区") for match in _PARK.finditer(text)]
    found += [(at, scope_class(scope, brief)) for scope in own_scopes(brief) if (at := text.rfind(scope)) >= 0]
    return max(found)[1] if found else ""


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
    if (said.first, said.last) == (when.first, when.last):
        return True
    return False
