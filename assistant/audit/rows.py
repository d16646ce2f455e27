"""What a row is told as: its noun, its scope, and what kind of number its value is."""

from typing import Literal

from assistant.brief.model import Figure
from assistant.lexicon.indicators import Indicator, find_indicator, split_name

Measure = Literal["level", "growth", "ratio", "share", "progress", "pp", "rank", "text"]

PERCENT = "%"
POINTS = "个百分点"
_COUNTED = ("企业数", "项目数", "事项数", "户数", "诉求数", "件数", "人数", "个数")


def spoken_name(figure: Figure) -> str:
    """Return the noun a row is told of in prose: scope as the user wrote it, without 增速, 目标, （当月） or a trailing 数."""
    noun = _noun(split_name(figure.indicator).base, find_indicator(figure.name))
    scope = scope_in_name(figure)
    return scope + noun if scope and not noun.startswith(scope) else noun


def _noun(base: str, entry: Indicator | None) -> str:
    """Return the user's own noun; what stands before the catalogue's (国家级专精特新企业) is never lost."""
    before, found, after = base.partition(entry.says) if entry else (base, "", "")
    if found and after in {"", "数", "增速", "增幅", "总数", "总额", "率"}:
        return before + found
    for tail in ("增速", "增幅"):
        base = base.removesuffix(tail) if len(base) > len(tail) + 2 else base
    return base.removesuffix("数") if base.endswith(_COUNTED) and len(base) > 3 else base


def scope_in_name(figure: Figure) -> str:
    """Return the scope a row is told with: as its indicator has it, or one of its own that is not the whole place (望岳县)."""
    written = split_name(figure.indicator).scope
    if written or covers_whole(figure) or figure.scope in figure.indicator:
        return written
    return figure.scope


def covers_whole(figure: Figure) -> bool:
    """Tell whether a row holds for the whole county or city."""
    return not figure.scopes or any(scope.startswith("全") for scope in figure.scopes)


def growth_row(figure: Figure) -> bool:
    """Tell whether the value of a row is itself a rate of change (规上工业增加值增速 8.3 %)."""
    if figure.unit != PERCENT or figure.kind == "rank":
        return False
    entry = find_indicator(figure.name)
    return figure.name.endswith(("增速", "增幅", "增长率", "涨跌幅")) or (entry is not None and entry.name.endswith(("增速", "涨跌幅")))


def value_measure(figure: Figure) -> Measure:
    """Return what kind of number the value of a row is."""
    if figure.kind == "rank" or figure.unit == "位":
        return "rank"
    if growth_row(figure):
        return "growth"
    if figure.unit == PERCENT:
        entry = find_indicator(figure.name)
        return "share" if "比重" in figure.name or "占比" in figure.name or (entry and "比重" in entry.name) else "ratio"
    return "pp" if figure.unit == POINTS else "level"


def reference_measure(figure: Figure) -> Measure:
    """Tell what a reference value of a row is compared with: the growth of an amount, else the value itself."""
    own = value_measure(figure)
    if own == "level" and figure.yoy is not None and "/" not in figure.unit and (entry := find_indicator(figure.name)):
        return "growth" if entry.kind in {"flow", "stock", "count"} else "level"
    return own
