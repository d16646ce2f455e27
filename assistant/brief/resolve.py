"""What a row leaves to its indicator, its period and its neighbours, settled once."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from hashlib import sha1
from typing import Any

from assistant.brief.model import Figure, Kind
from assistant.brief.setting import Setting
from assistant.errors import Trouble
from assistant.lexicon.indicators import NameParts, find_indicator, find_loosely, normal_name, split_name
from assistant.numbers.periods import Period

_SHARE_SLACK = Decimal("0.2")
"""Percentage points by which a rounded share may miss the quotient of rounded values."""

_LOOKS_LIKE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def resolve_row(given: dict[str, Any], setting: Setting) -> Figure:
    """Make a figure of what a row gives: name, canonical, unit, period, when, scope, scopes, kind, basis and span are settled."""
    parts = split_name(given["indicator"], tuple(filter(None, (setting.region, *setting.park))))
    kind: Kind = given["kind"] or parts.kind or "actual"
    own = given["period"] or parts.period
    when = setting.when(own, kind) if own else setting.reporting
    scopes = setting.scopes(given["scope"] or parts.scope)
    settled = {
        "name": parts.base,
        "canonical": _canonical(parts, bool(given["scope"] or setting.focus)),
        "unit": given["unit"] or parts.unit,
        "period": own or (setting.mentions[0].text if setting.mentions else ""),
        "when": when,
        "scope": scopes[0] if scopes else "",
        "scopes": scopes,
        "kind": kind,
        "basis": given["basis"] or "同比",
        "prev_period": _month_before(when) if given["prev_period"] == "上月" else given["prev_period"],
        "span": _span(given["span"] or parts.span, when, parts),
    }
    return Figure(**given | settled)


def _month_before(when: Period | None) -> str:
    """Return the period that 上月 means beside a row: 2026年1—8月 beside 2026年1—9月."""
    if when is None or when.last == 1:
        return "上月"
    first = when.first if when.span == "累计" else when.last - 1
    return replace(when, first=first, last=when.last - 1).label()


def _span(said: str, when: Period | None, parts: NameParts) -> str:
    """A stock of the catalogue is told as of a day, also in a column headed 累计."""
    span = when.span if when and (when.point or not said) else said or "累计"
    known = find_indicator(parts.base)
    return "时点" if span == "累计" and known and known.kind == "stock" else span


def _canonical(parts: NameParts, scoped: bool) -> str:
    """A bare 产值 is 规上工业总产值 only where a scope (园区产值) shows that a total is meant."""
    found = find_loosely(parts.base) if parts.scope or scoped else find_indicator(parts.base)
    return found.name if found else parts.base


def name_rows(figures: Sequence[Figure], setting: Setting, places: Sequence[str], troubles: list[Trouble]) -> list[Figure]:
    """Give every row without an id one made from its content; note ids that stand twice and rows that cannot be told apart."""
    made = _made_ids(figures, setting)
    named = [figure if figure.id else replace(figure, id=new) for figure, new in zip(figures, made, strict=True)]
    seen: dict[str, int] = {}
    for index, figure in enumerate(named):
        if figure.id in seen:
            troubles.append(Trouble(places[index], _twice(figures[index], figure.id, places[seen[figure.id]])))
        seen.setdefault(figure.id, index)
    return named


def _twice(given: Figure, made: str, other: str) -> str:
    if given.id:
        return f"编号“{made}”与{other}重复；请换一个。"
    return f"与{other}是同一指标、同一范围、同一时期；请合并，或各给一个编号（id）。"


def _made_ids(figures: Sequence[Figure], setting: Setting) -> list[str]:
    """Ids from ever more of the content, until they differ; the row of the reporting period keeps the short one.

    The year is never part of them: only its distance from the reporting year, where nothing else tells two rows apart.
    """
    words = [_words(figure, setting) for figure in figures]
    plain = [_hash(*said) for said in words]
    timed = [_hash(*said, _season(figure)) for said, figure in zip(words, figures, strict=True)]
    year = _reporting_year(figures, setting)
    dated = [_hash(*said, _season(figure), _distance(figure, year)) for said, figure in zip(words, figures, strict=True)]
    often, often_timed = Counter(plain), Counter(timed)
    reporting = Counter(short for short, figure in zip(plain, figures, strict=True) if _reported(figure, setting))
    ids = []
    for index, figure in enumerate(figures):
        alone = often[plain[index]] == 1 or (_reported(figure, setting) and reporting[plain[index]] == 1)
        ids.append(plain[index] if alone else timed[index] if often_timed[timed[index]] == 1 else dated[index])
    return ids


def _words(figure: Figure, setting: Setting) -> tuple[str, ...]:
    """What an id is made of; a scope that the row only falls back on is left out, so that another meeting renames nothing."""
    scope = "" if figure.scopes == setting.scopes("") else figure.scope
    return normal_name(figure.name), scope, figure.kind, figure.basis, figure.span


def _season(figure: Figure) -> str:
    return f"{figure.when.first}-{figure.when.last}" if figure.when else ""


def _reporting_year(figures: Sequence[Figure], setting: Setting) -> int | None:
    """The year of the report; where the brief does not say it, the latest that has figures."""
    if setting.reporting and setting.reporting.year:
        return setting.reporting.year
    return max((figure.when.year for figure in figures if figure.when and figure.when.year and figure.kind == "actual"), default=None)


def _distance(figure: Figure, reporting: int | None) -> str:
    if not (figure.when and figure.when.year and reporting):
        return ""
    return str(figure.when.year - reporting)


def _reported(figure: Figure, setting: Setting) -> bool:
    return figure.when is not None and figure.when == setting.reporting


def _hash(*words: str) -> str:
    return "r" + sha1("|".join(words).encode(), usedforsecurity=False).hexdigest()[:7]


def resolve_share(figure: Figure, figures: Sequence[Figure], place: str, troubles: list[Trouble]) -> Figure:
    """Settle ``share_of``: an id, the name of an indicator of the brief, 全县 (the same indicator there), or words kept as they are."""
    said = figure.share_of
    if not said:
        return figure
    others = [other for other in figures if other.id != figure.id]
    if any(other.id == said for other in others):
        return figure
    if said == figure.id:
        troubles.append(Trouble(f"{place}.share_of", "不能占自己的比重；请写总量那一行的编号。"))
        return figure
    whole = _all_of(others, figure) if _is_own(said, figure) else find_row(said, others, figure)
    whole = whole or _same_indicator(said, others, figure)
    if whole:
        return replace(figure, share_of=whole.id)
    if _LOOKS_LIKE_ID.fullmatch(said):
        troubles.append(Trouble(f"{place}.share_of", unknown_id(said, figures)))
    return figure


def find_row(words: str, figures: Iterable[Figure], like: Figure | None = None) -> Figure | None:
    """Return the row that words name: the indicator as written, else its name; of several the one like another row, else none."""
    key, known = normal_name(words), find_indicator(split_name(words).base)
    for match in (
        [figure for figure in figures if normal_name(figure.indicator) == key],
        [figure for figure in figures if figure.canonical == (known.name if known else words)],
    ):
        if len(match) > 1 and like:
            match = [figure for figure in match if (figure.when, figure.kind) == (like.when, like.kind)] or match
        if len(match) > 1 and like:
            match = [figure for figure in match if figure.scope == like.scope] or match
        if len(match) == 1:
            return match[0]
    return None


def _is_own(said: str, figure: Figure) -> bool:
    known = find_indicator(split_name(said).base)
    return figure.canonical == (known.name if known else split_name(said).base)


def _all_of(figures: Iterable[Figure], part: Figure) -> Figure | None:
    """Return the row of the same indicator that a part of its scope (装备制造, 园区) belongs to: the one that is no part itself."""
    like = (part.canonical, part.kind, part.when, part.span, part.basis)
    found = [
        figure
        for figure in figures
        if (figure.canonical, figure.kind, figure.when, figure.span, figure.basis) == like
        and figure.scope != part.scope
        and not figure.share_of
        and _fits(part, figure)
    ]
    return found[0] if len(found) == 1 else _nearest_above(found, part)


def _fits(part: Figure, whole: Figure) -> bool:
    """Tell whether the share that a part is told with can be its share of a row: 27.6 % of 全社会, not of 工业."""
    if part.share is None or part.value is None or not whole.value or part.unit != whole.unit:
        return True
    return abs(part.value / whole.value * 100 - part.share) <= _SHARE_SLACK


def _nearest_above(figures: Iterable[Figure], part: Figure) -> Figure | None:
    """Of several rows, a part belongs to the last one above it in its own sheet: 有色金属 to 工业, not to 全社会."""
    here = [(_line(figure), figure) for figure in figures if figure.source and part.source and figure.source.sheet == part.source.sheet]
    return max((pair for pair in here if 0 < pair[0] < _line(part)), key=lambda pair: pair[0], default=(0, None))[1]


def _line(figure: Figure) -> int:
    """Return the row of the table a figure stands in; 0 where it came from elsewhere or from another sheet too."""
    cells = [cell for _, cell in figure.source.cells] if figure.source else []
    return int(re.sub(r"\D", "", cells[0])) if cells and "!" not in cells[0] else 0


def _same_indicator(scope: str, figures: Iterable[Figure], like: Figure) -> Figure | None:
    found = [
        figure
        for figure in figures
        if scope in figure.scopes and (figure.canonical, figure.kind, figure.when) == (like.canonical, like.kind, like.when)
    ]
    return found[0] if len(found) == 1 else None


def unknown_id(said: str, figures: Sequence[Figure]) -> str:
    """Return the message on an id that no row has."""
    near = get_close_matches(said, [figure.id for figure in figures], n=1, cutoff=0.5)
    hint = f"是不是“{near[0]}”？" if near else "请写 figures 里某一行的编号或指标名称。"
    return f"没有编号为“{said}”的行；{hint}"
