"""Which places a question names: parts of the region that rows hold for, the region as a whole, and places no row holds for."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.brief import Brief
from assistant.brief.model import Figure

WIDER = ("全国", "全省", "全市")
_LEVELS = (re.compile(r"省$"), re.compile(r"[市州盟]$"), re.compile(r"[县旗]$|(?<![园发新])区$"))
_AREA = re.compile(r"(?:[乡镇县市州旗区]|街道|园|农场)$")
_OURS = re.compile(r"全[县区市州旗]|[我本咱]们?[县区市州旗]")
_UNKNOWN = re.compile(r"(?:^|[，、。；？和与跟同比较及\s])(?:请问|那么?|今年|现在)?([一-鿿]{2,3}?(?:乡|镇|街道|[县区市](?!区)))")
_SHORT = re.compile(r"高新区|经开区|开发区|园区")
_NO_NAME = re.compile(r"[哪各全每几某本我咱这那该邻]|乡镇|城镇|县区|市区|别的|其他|周边|兄弟|先进|重点|地区|园区|城区|平均")


@dataclass(frozen=True, slots=True)
class Places:
    """The places a question names.

    Attributes:
        inner: Parts of the region that some row holds for, in the order they are named.
        whole: Whether the region itself is named too.
        unknown: Places that no row holds for.
    """

    inner: tuple[str, ...] = ()
    whole: bool = False
    unknown: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def whole_scopes(brief: Brief) -> frozenset[str]:
    """Return the scopes that are the whole region: the brief's own; where it names none, the one of the highest rank."""
    scopes = {scope for figure in brief.figures for scope in figure.scopes}
    found = {scope for scope in scopes if scope == brief.region or scope.startswith("全")}
    if brief.region or found:
        return frozenset(found)
    for level in _LEVELS:
        if held := {scope for scope in scopes if level.search(scope)}:
            below = {scope for scope in scopes if _AREA.search(scope)} - held
            return frozenset(held if len(held) == 1 and below else ())
    return frozenset()


def is_whole(figure: Figure, brief: Brief) -> bool:
    """Tell whether a row holds for the whole region."""
    return not figure.scopes or not whole_scopes(brief).isdisjoint(figure.scopes)


def is_area(figure: Figure, brief: Brief) -> bool:
    """Tell whether a row holds for one area inside the region: a township, a county, a park; an industry is none."""
    return not is_whole(figure, brief) and _AREA.search(figure.scope) is not None


def places_in(question: str, brief: Brief) -> Places:
    """Return the places a question names, the longest name at each place.

    Args:
        question: The question.
        brief: The brief.
    """
    known = {scope for figure in brief.figures if not is_whole(figure, brief) for scope in figure.scopes if len(scope) > 1}
    at: dict[str, int] = {}
    left = question
    for scope in sorted(known - set(WIDER), key=len, reverse=True):
        if scope in left:
            at[scope] = left.index(scope)
            left = left.replace(scope, "　" * len(scope))
    for word in _SHORT.findall(left):
        if len(held := [scope for scope in known if scope.endswith(word)]) == 1:
            at.setdefault(held[0], question.index(word))
            left = left.replace(word, "　" * len(word))
    wholes = whole_scopes(brief)
    ours = {one[-1] for one in _OURS.findall(left) if one not in WIDER or any(scope.endswith(one[-1]) for scope in wholes)}
    whole = any(scope in left or scope[-1] in ours for scope in wholes) or (bool(ours) and not wholes)
    written = "".join((brief.region, *whole_scopes(brief), *(figure.indicator for figure in brief.figures)))
    unknown = tuple(word for word in _UNKNOWN.findall(left) if not _NO_NAME.search(word) and word not in written)
    return Places(tuple(sorted(at, key=lambda scope: at[scope])), whole, unknown)
