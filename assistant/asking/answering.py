"""From a question to its answer: what is asked, of which rows, and who can say it."""

import re

from assistant.asking.answer import Answer
from assistant.asking.areas import areas, asks_for_areas
from assistant.asking.naming import Named, named_in
from assistant.asking.pairs import difference, total
from assistant.asking.questions import LEVEL_TOO, kind_of_question
from assistant.asking.refusing import refused
from assistant.asking.row_answers import (
    Tell,
    tell_also,
    tell_average,
    tell_change,
    tell_gap,
    tell_growth,
    tell_last_year,
    tell_pace,
    tell_progress,
    tell_rank,
    tell_share,
    tell_source,
    tell_target,
    tell_value,
    tell_versus,
)
from assistant.asking.surveys import SURVEYS, unused
from assistant.asking.tasks import WORDS, in_words, project_named, why
from assistant.asking.telling import Teller
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.numbers import find_periods

ROWS: dict[str, tuple[Tell, str]] = {
    "value": (tell_value, "数值"),
    "growth": (tell_growth, "增速"),
    "falling": (tell_growth, "增速"),
    "rising": (tell_growth, "增速"),
    "drags": (tell_growth, "增速"),
    "gap": (tell_gap, "可比的目标"),
    "progress": (tell_progress, "目标和进度"),
    "lagging": (tell_progress, "目标和进度"),
    "pace": (tell_pace, "可比的目标，或者已经达到"),
    "target": (tell_target, "目标"),
    "versus": (tell_versus, "别的地区的数"),
    "below": (tell_versus, "别的地区的数"),
    "rank": (tell_rank, "位次"),
    "share": (tell_share, "占比"),
    "change": (tell_change, "与上期相比的变动"),
    "last_year": (tell_last_year, "上年同期数"),
    "average": (tell_average, "月均"),
    "source": (tell_source, "出处"),
    "overview": (tell_also, "数值"),
    "weak": (tell_value, "数值"),
}
YEAR = 12
_COMPARED = re.compile(r"(?:比|较|和|与|同)$")
_SOME_PROJECTS = re.compile(r"哪些|有什么|停工|在建|投产")
_REFUSED = ("forbidden", "growth_from_levels")
_LISTED = 12
_LISTING = ("falling", "rising", "lagging", "below", "weak")
_GROWTH = ("growth", "falling", "rising")
_OF_AREAS = (*_LISTING, *_GROWTH, "value", "progress", "target", "versus", "fastest", "slowest", "difference", "rank", "gap", "")
_TIMED = ("value", "growth", "overview", "rank", "share", "last_year")


def answer_question(question: str, brief: Brief, text: str = "") -> Answer:
    """Answer a question about a brief by grammar.

    Args:
        question: The question.
        brief: The brief.
        text: The speech, for questions about what it uses.
    """
    kind = kind_of_question(question)
    return unused(brief, text) if kind == "unused" else answer_kind(kind, question, named_in(question, brief), brief)


def answer_kind(kind: str, question: str, named: Named, brief: Brief) -> Answer:
    """Answer a question of which it is known what it asks for.

    Args:
        kind: A word of the table of questions; empty where only rows are named.
        question: The question.
        named: What it names.
        brief: The brief.
    """
    return _from_words(kind, question, named, brief) or _computed(kind, question, named, brief) or _from_rows(kind, question, named, brief)


def _from_words(kind: str, question: str, named: Named, brief: Brief) -> Answer | None:
    """Answer what the user's own words say: tasks, problems, projects, the meeting."""
    if kind == "why":
        return (None if named.rows else in_words(question, brief)) or why(named.rows, brief)
    if kind == "projects" and not project_named(question, brief):
        if named.rows:
            return _of_rows("overview", named, brief)
        if not _SOME_PROJECTS.search(question):
            return in_words(question, brief) or WORDS[kind](question, brief)
    return WORDS[kind](question, brief) if kind in WORDS else None


def _computed(kind: str, question: str, named: Named, brief: Brief) -> Answer | None:
    """Answer what takes two rows, or refuse what must not be computed."""
    if kind == "gap" and len(named.rows) > 1 and not re.search(r"目标|任务", question):
        kind = "difference"
    if kind == "monthly":
        return _monthly(question, named, brief)
    if kind in _REFUSED:
        return refused(kind, named.rows, brief)
    if kind in {"sum", "difference"} and len(named.rows) > 1:
        return (total if kind == "sum" else difference)(named.rows, brief)
    return _of_rows("value", named, brief) if kind in {"sum", "difference"} and named.rows else None


def _from_rows(kind: str, question: str, named: Named, brief: Brief) -> Answer:
    """Answer from the rows named, else from all of them."""
    if kind == "areas" or (kind in _OF_AREAS and asks_for_areas(question)):
        return areas(question, brief)
    if kind in _LISTING and re.search(r"哪些|哪几|有没有|什么指标", question):
        return SURVEYS[kind](brief)
    if (named.absent or named.nowhere) and not named.rows:
        return _absent(named.nowhere or named.absent, brief)
    if named.rows and kind in (*_TIMED, "") and (when := _not_told(question, named)):
        return _of_rows("overview", named, brief, f"要点里没有{when}的数。")
    if kind in _GROWTH and LEVEL_TOO.search(question):
        kind = "value"
    if named.rows and (kind in ROWS or not kind):
        return _of_rows(kind or "overview", named, brief)
    if kind in SURVEYS:
        return SURVEYS[kind](brief)
    return in_words(question, brief) or _unknown(kind, brief)


def _not_told(question: str, named: Named) -> str:
    """Return the period a question asks for and no row it names is of."""
    asked = [one for one in find_periods(question) if one.period.months < YEAR and not _COMPARED.search(question[: one.start])]
    told = [figure.when for figure in named.rows if figure.when is not None]
    return next((one.text for one in asked if not any(one.period.same_stretch(when) for when in told)), "")


def _of_rows(kind: str, named: Named, brief: Brief, missing: str = "") -> Answer:
    tell, what = ROWS[kind]
    teller = Teller(brief)
    bare = [figure for figure in named.rows if not tell(teller, figure)]
    if missing:
        return teller.answer(kind, head=f"{missing}现有的是：", outcome="unknown")
    told = {spoken_name(figure) for figure in named.rows if figure not in bare}
    heads = [f"要点里没有{one}。" for one in named.nowhere]
    heads += [f"要点里没有{name}的{what}。" for name in dict.fromkeys(map(spoken_name, bare)) if name not in told]
    if teller.lines:
        return teller.answer(kind, head="".join(heads))
    for figure in bare:
        tell_value(teller, figure)
    head = "".join(heads) + ("现有的是：" if teller.lines else "")
    return teller.answer(kind, head=head, outcome="unknown")


def _monthly(question: str, named: Named, brief: Brief) -> Answer:
    """A month is told where the brief has it; it is never made from cumulative figures."""
    asked = [mention.period for mention in find_periods(question)]
    there = [figure for figure in named.rows if figure.when is not None and any(period.same_stretch(figure.when) for period in asked)]
    monthly = [figure for figure in named.rows if figure.span == "当月" and not asked]
    if there or monthly:
        return _of_rows("overview", Named(tuple(there or monthly)), brief)
    if any(period.months > 1 for period in asked) and named.rows:
        return _of_rows("value", named, brief)
    return refused("monthly", named.rows, brief)


def _absent(names: tuple[str, ...], brief: Brief) -> Answer:
    return Teller(brief).answer("value", head=f"要点里没有{'、'.join(names)}。{_there(brief)}", outcome="unknown")


def _unknown(kind: str, brief: Brief) -> Answer:
    return Teller(brief).answer(kind, head=f"这个问题要点里答不了。{_there(brief)}", outcome="unknown")


def _there(brief: Brief) -> str:
    """Name what there is; names that hold numerals would be read as figures, so they are left out."""
    names = [name for figure in brief.figures if not re.search(r"\d", name := spoken_name(figure))]
    listed = "、".join(dict.fromkeys(names[:_LISTED]))
    return f"现有的指标有：{listed}{'等' if len(names) > _LISTED else ''}。" if listed else "要点里还没有数据。"
