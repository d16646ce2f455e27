"""Which rows a question names."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from assistant.asking.places import WIDER, Places, is_whole, places_in
from assistant.asking.questions import without_question
from assistant.audit.identity import LOOSE, MOVES, names_of, normal, pairs
from assistant.audit.rows import spoken_name
from assistant.audit.view import BriefView
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.lexicon.indicators import all_indicators, find_indicator
from assistant.numbers import find_periods

NEARLY = 0.58
_NO_SUBJECT = ("序时进度", "指标位次")
_AIM = ("目标", "任务", "计划")
_BROAD = {"投资": "固定资产投资"}
_ALL = ("全社会", "全部", "全口径", "规上")
_MONTHLY = ("当月", "单月", "本月")


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names.

    Attributes:
        rows: Rows of the brief, in the order they are named; of several of one name those that fit the place, time and kind asked for.
        absent: Indicators of the catalogue that it names and the brief does not have.
        nowhere: What it names that there is none of at the place it names, with the place: 茶店乡全社会用电量.
    """

    rows: tuple[Figure, ...] = ()
    absent: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()


def named_in(question: str, brief: Brief) -> Named:
    """Return the rows a question names, the longest name at each place.

    A place inside the region that the question names is the place of every row: where it has none of the indicator, no other place
    stands in for it.

    Args:
        question: The question.
        brief: The brief.
    """
    text, at, names, places = normal(question), 0, _names(brief), places_in(question, brief)
    rows: list[Figure] = []
    absent: list[str] = []
    nowhere: list[str] = list(places.unknown)
    while at < len(text):
        found = max((name for name in names if text.startswith(name, at)), key=len, default="")
        if not found:
            at += 1
            continue
        called = [figure for figure in brief.figures if figure.id in names[found]]
        if places.inner or places.unknown:
            chosen, missing = _at_places(found, called, places, question, brief)
            nowhere += missing
        else:
            chosen = _fitting(_all_of_it(found, called, brief), question, brief)
        rows += [figure for figure in chosen if figure not in rows]
        if not names[found] and not chosen and found not in absent:
            absent.append(found)
        at += len(found)
    if not rows and len(nowhere) == len(places.unknown) and places.inner:
        rows = _by_place(question, places, brief)
        nowhere += [] if rows else [f"{scope}{_subject(question, places)}" for scope in places.inner]
    if not rows and not nowhere:
        rows = _nearly(question, absent, brief)
    return Named(tuple(rows), tuple(absent), tuple(dict.fromkeys(nowhere)))


def _at_places(name: str, called: list[Figure], places: Places, question: str, brief: Brief) -> tuple[list[Figure], list[str]]:
    """Return the rows of one name at the places asked for, and what is not there; the whole only beside a part, where it is named."""
    chosen: list[Figure] = []
    missing: list[str] = []
    for scope in places.inner:
        there = [figure for figure in brief.figures if scope in figure.scopes]
        found = [figure for figure in there if figure in called] or [figure for figure in there if _same(name, figure)]
        found = found or [figure for figure in there if _holds(name, figure)]
        chosen += _timely(found, question, brief)
        missing += [] if found else [name if scope in name else f"{scope}{name}"]
    if places.whole and chosen:
        like = [figure for figure in brief.figures if is_whole(figure, brief) and any(_same(one.name, figure) for one in chosen)]
        chosen += _timely(like, question, brief)
    return chosen, missing


def _same(name: str, figure: Figure) -> bool:
    entry = find_indicator(name)
    return normal(name) == normal(figure.name) or (entry is not None and entry is find_indicator(figure.name))


def _all_of_it(name: str, called: list[Figure], brief: Brief) -> list[Figure]:
    """Return what a bare 投资, 用电量 means: all of it, where the brief has it, not the part of it that bears the word."""
    broad = _BROAD.get(name)
    found = [figure for figure in brief.figures if broad and _same(broad, figure)] or called
    return found or [figure for figure in brief.figures if any(normal(figure.name) == before + name for before in _ALL)]


def _by_place(question: str, places: Places, brief: Brief) -> list[Figure]:
    """Return the rows of places inside the region that a question names without a name of an indicator: those it calls in part
    (招商 for 招商到位资金), all of them where it names nothing."""
    subject = _subject(question, places)
    told = [figure for scope in places.inner for figure in brief.figures if scope in figure.scopes and figure.kind != "target"]
    shared = {figure.id: len((pairs(subject) - MOVES) & pairs(figure.name)) for figure in told}
    best = max(shared.values(), default=0)
    if not best and len(subject) > 1:
        return []
    return _timely([figure for figure in told if shared[figure.id] == best], question, brief)


def _subject(question: str, places: Places) -> str:
    """Return what is left of a question without its places, periods and question words: the indicator it asks for."""
    for mention in reversed(find_periods(question)):
        question = question[: mention.start] + question[mention.end :]
    for scope in (*places.inner, *places.unknown):
        question = question.replace(scope, "")
    return without_question(question)


def _holds(name: str, figure: Figure) -> bool:
    """Tell whether the name of a row has all of another name in it, in order: 固定资产投资 is not in 工业投资."""
    left = iter(normal(spoken_name(figure)))
    return all(character in left for character in name)


def _nearly(question: str, absent: list[str], brief: Brief) -> list[Figure]:
    """Return the one row that a question calls nearly by its name (亿元以上项目开工了多少 for 亿元以上工业项目开工数)."""
    called = BriefView(brief).rows(question, NEARLY)
    best = max(called.values(), default=0.0)
    rows = [figure for figure in brief.figures if called.get(figure.id) == best and all(_holds(name, figure) for name in absent)]
    return rows if len(rows) == 1 else []


@lru_cache(maxsize=16)
def _names(brief: Brief) -> dict[str, frozenset[str]]:
    """Names of rows and of the whole catalogue; a name that no row bears stands for none."""
    found: dict[str, set[str]] = {}
    for indicator in all_indicators():
        if indicator.name in _NO_SUBJECT:
            continue
        for word in (indicator.name, indicator.says, indicator.short, *indicator.aliases):
            if len(normal(word)) > 1:
                found.setdefault(normal(word), set())
    loose: dict[str, set[str]] = {}
    for figure in brief.figures:
        for name in names_of(figure):
            (found if name.weight > LOOSE else loose).setdefault(name.text, set()).add(figure.id)
        for part in ("产业", "行业", "业增加值", "业产值"):
            stem = figure.name.partition(part)[0]
            if part in figure.name and len(stem) > 1:
                loose.setdefault(normal(stem), set()).add(figure.id)
    for word in [word for word, rows in found.items() if not rows and word.endswith(("增速", "增幅", "占比", "比重"))]:
        found[word] = found.get(word[:-2]) or loose.get(word[:-2], set())  # 产值增速 is told by the row of 产值
    for word, rows in loose.items():
        if not found.get(word):
            found[word] = rows
    return {word: frozenset(rows) for word, rows in found.items()}


def _fitting(figures: list[Figure], question: str, brief: Brief) -> list[Figure]:
    """Of rows of one name, keep those of the kind, place and time the question asks for, else the plain ones."""
    for wanted in (_kind(question), _place(question, brief)):
        figures = [figure for figure in figures if wanted(figure)] or figures
    return _timely(figures, question, brief)


def _timely(figures: list[Figure], question: str, brief: Brief) -> list[Figure]:
    """Of rows of one name and place, keep those of the kind and time asked for; cumulative figures where no month is asked for."""
    monthly = any(word in question for word in _MONTHLY)
    by_time = (_span(monthly), _time(question, brief)) if monthly else (_time(question, brief), _span(monthly))
    for wanted in (_kind(question), *by_time):
        figures = [figure for figure in figures if wanted(figure)] or figures
    return figures


def _span(monthly: bool) -> Callable[[Figure], bool]:
    return lambda figure: (figure.span == "当月") == monthly


def _kind(question: str) -> Callable[[Figure], bool]:
    aims = any(word in question for word in _AIM) and "差" not in question and "完成" not in question
    return lambda figure: figure.kind in {"target", "plan"} if aims and figure.target is None else figure.kind in {"actual", "rank"}


def _place(question: str, brief: Brief) -> Callable[[Figure], bool]:
    said = {scope for figure in brief.figures for scope in figure.scopes if len(scope) > 1 and scope in question and scope not in WIDER}
    return lambda figure: bool(said & set(figure.scopes)) if said else is_whole(figure, brief)


def _time(question: str, brief: Brief) -> Callable[[Figure], bool]:
    asked = [mention.period for mention in find_periods(question)]
    if asked:
        return lambda figure: figure.when is not None and any(period.same_stretch(figure.when) for period in asked)
    return lambda figure: figure.when == brief.reporting


def subject_of(question: str, brief: Brief) -> str:
    """Return the indicator a question asks for, in its own words; empty where it names none.

    Args:
        question: The question.
        brief: Its places are no part of it.
    """
    return _subject(question, places_in(question, brief))
