"""Which rows a question names."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from assistant.audit.identity import LOOSE, names_of, normal
from assistant.audit.rows import scope_in_name, spoken_name
from assistant.audit.view import BriefView
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.lexicon.indicators import all_indicators
from assistant.numbers import find_periods

NEARLY = 0.58
_NO_SUBJECT = ("序时进度", "指标位次")
_AIM = ("目标", "任务", "计划")
_WIDER = ("全国", "全省", "全市")


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names.

    Attributes:
        rows: Rows of the brief, in the order they are named; of several of one name those that fit the place, time and kind asked for.
        absent: Indicators of the catalogue that it names and the brief does not have.
    """

    rows: tuple[Figure, ...] = ()
    absent: tuple[str, ...] = ()


def named_in(question: str, brief: Brief) -> Named:
    """Return the rows a question names, the longest name at each place.

    Args:
        question: The question.
        brief: The brief.
    """
    text = normal(question)
    rows: list[Figure] = []
    absent: list[str] = []
    at = 0
    names = _names(brief)
    while at < len(text):
        found = max((name for name in names if text.startswith(name, at)), key=len, default="")
        if not found:
            at += 1
            continue
        chosen = _fitting([figure for figure in brief.figures if figure.id in names[found]], question, brief)
        rows += [figure for figure in chosen if figure not in rows]
        if not names[found] and found not in absent:
            absent.append(found)
        at += len(found)
    return Named(tuple(rows or _by_place(question, brief) or _nearly(question, absent, brief)), tuple(absent))


def _by_place(question: str, brief: Brief) -> list[Figure]:
    """Return the rows of places inside the region that a question names without an indicator, in the order they are named."""
    told = [(question.find(figure.scope), figure) for figure in brief.figures if scope_in_name(figure) and figure.scope in question]
    return [figure for _, figure in sorted(told, key=lambda pair: pair[0])]


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
    for wanted in (_kind(question), _place(question, brief), _time(question, brief)):
        figures = [figure for figure in figures if wanted(figure)] or figures
    return figures


def _kind(question: str) -> Callable[[Figure], bool]:
    aims = any(word in question for word in _AIM) and "差" not in question and "完成" not in question
    return lambda figure: figure.kind in {"target", "plan"} if aims and figure.target is None else figure.kind in {"actual", "rank"}


def _place(question: str, brief: Brief) -> Callable[[Figure], bool]:
    said = {scope for figure in brief.figures for scope in figure.scopes if len(scope) > 1 and scope in question and scope not in _WIDER}
    return lambda figure: bool(said & set(figure.scopes)) if said else _whole(figure, brief)


def _whole(figure: Figure, brief: Brief) -> bool:
    return not figure.scopes or brief.region in figure.scopes or any(scope.startswith("全") for scope in figure.scopes)


def _time(question: str, brief: Brief) -> Callable[[Figure], bool]:
    asked = [mention.period for mention in find_periods(question)]
    if asked:
        return lambda figure: figure.when is not None and any(period.same_stretch(figure.when) for period in asked)
    return lambda figure: figure.when == brief.reporting
