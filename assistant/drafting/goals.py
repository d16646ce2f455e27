"""目标: target, done, gap, monthly rate."""

import re
from collections.abc import Iterable, Sequence
from random import Random

from assistant.audit.derivations import try_derive
from assistant.audit.facts import table_of
from assistant.audit.rows import value_measure
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.figures import also_text, head
from assistant.drafting.matching import magnitude
from assistant.drafting.outline import Outline
from assistant.drafting.phrases import Voice
from assistant.drafting.standing import behind
from assistant.drafting.state import Message, Passage
from assistant.lexicon.indicators import find_indicator
from assistant.slots import available

_PER_SENTENCE = 4


def goals(outline: Outline, brief: Brief, voice: Voice) -> list[Passage]:
    """Return the paragraphs of 目标."""
    by_id = {figure.id: figure for figure in brief.figures}
    rows = [by_id[row] for row in outline.goals]
    aims = [figure for figure in rows if figure.kind in {"target", "plan", "threshold"}]
    gaps = [figure for figure in rows if figure.kind == "actual"]
    opening = voice.say("目标_引")
    messages = [Message("frame", (opening,), 1)] if opening else []
    for period, group in _by_period(aims):
        messages += _aims(period, group, brief, voice)
    steps = [message for figure in sorted(aims, key=lambda one: one.when != brief.planning) if (message := _step_up(figure, brief, voice))]
    messages += steps[:1]
    messages += _gaps([figure for figure in gaps if figure.target is not None], brief, voice)
    return [Passage("目标", (*messages, *_closing(voice)))] if rows else []


def _closing(voice: Voice) -> Iterable[Message]:
    for role, weight in (("目标_算", 2), ("目标_算", 6), ("目标_收", 2), ("目标_收", 6)):
        if text := voice.say(role):
            yield Message("thought", (text,), weight)


def _by_period(aims: list[Figure]) -> Iterable[tuple[str, list[Figure]]]:
    groups: dict[str, list[Figure]] = {}
    for figure in aims:
        groups.setdefault(figure.period if figure.when else "", []).append(figure)
    return groups.items()


def _aims(period: str, group: list[Figure], brief: Brief, voice: Voice) -> Iterable[Message]:
    """Announce the targets of one period, a few to a sentence."""
    when = f"{{{{{group[0].id}.period}}}}" if period and available(brief, f"{group[0].id}.period") else ""
    for start in range(0, len(group), _PER_SENTENCE - 1):
        part = group[start : start + _PER_SENTENCE - 1]
        clauses = "；".join(_aim(figure, brief) for figure in part)
        yield Message("goal", (f"{_announced(when, start, voice)}{clauses}。",), 0, tuple(figure.id for figure in part))


def _announced(when: str, start: int, voice: Voice) -> str:
    if start:
        return "同时，还要完成：" if not when else f"{when}还要完成："
    frames = (f"{when}的目标是：", f"{when}要完成的任务是：", f"{when}的任务已经明确：") if when else ("目标任务是：", "任务已经明确：")
    return voice.rng.choice(frames)


def _aim(figure: Figure, brief: Brief) -> str:
    """Return one target as a clause, with growth, share of the year, and what is done of it."""
    row = figure.id
    if figure.kind == "plan" or value_measure(figure) == "growth":
        clause = re.sub(r"^(计划|拟|预计)", "", head(figure, _fixed()).text)
    else:
        entry = find_indicator(figure.name)
        verb = "完成" if entry and entry.kind == "flow" else "达到"
        clause = f"{{{{{row}.name}}}}{verb}{{{{{row}}}}}"
    parts = [clause]
    if figure.yoy is not None and value_measure(figure) != "growth" and figure.value is not None:
        parts.append(f"{{{{{row}.yoy}}}}")
    if figure.kind == "target" and figure.share is not None and figure.share_of:
        parts.append(f"占全年目标的{{{{{row}.share:rate}}}}")
    parts += [also_text(figure, item) for item in figure.also[:2] if not item.name.endswith("之差")]
    if figure.progress is not None:
        parts.append(f"已{{{{{row}.progress}}}}")
    return "，".join(parts)


def _fixed() -> Random:
    return Random(0)


def _step_up(figure: Figure, brief: Brief, voice: Voice) -> Message | None:
    """Say what a target asks beyond the same period of last year: 净增 …"""
    slot = f"d:increase({figure.id})"
    rises = figure.last_year is not None and figure.value is not None and figure.value > figure.last_year
    if figure.kind != "target" or not rises or not available(brief, slot):
        return None
    name, last, more = f"{{{{{figure.id}.name}}}}", f"{{{{{figure.id}.last_year}}}}", f"{{{{{slot}}}}}"
    frames = (f"{name}上年同期是{last}，也就是说，要在这个基础上净增{more}。", f"{name}要在上年同期{last}的基础上净增{more}，担子不轻。")
    return Message("goal", (voice.rng.choice(frames),), 2, (figure.id,))


def _gaps(figures: Sequence[Figure], brief: Brief, voice: Voice) -> Iterable[Message]:
    """Tell the gaps: the first in full, the others in brief, two to a sentence."""
    for figure in figures[:1]:
        yield from _gap(figure, brief, voice)
    rest = figures[1:]
    for at in range(0, len(rest), 2):
        pair = rest[at : at + 2]
        clauses = "；".join(f"{{{{{one.id}.name}}}}年度目标{{{{{one.id}.target}}}}{_lag(one, brief)}，{_left(one, voice)}" for one in pair)
        yield Message("goal", (f"{clauses}。",), 1, tuple(one.id for one in pair))
        yield from (message for one in pair[:1] if (message := _monthly(one, brief, voice)))


def _left(figure: Figure, voice: Voice) -> str:
    return f"{voice.rng.choice(('还差', '还要完成'))}{{{{d:gap({figure.id})}}}}"


def _gap_named(figure: Figure, brief: Brief) -> bool:
    """Tell whether a problem has stated the gap already; told once more it would be told too often."""
    table = table_of(brief)
    gap = try_derive(table, "gap", figure.id)
    stated = {magnitude(fact.value, fact.unit) for problem in brief.problems for fact in table.of_row(problem.id)}
    return gap is not None and magnitude(gap.value, gap.unit) in stated


def _lag(figure: Figure, brief: Brief) -> str:
    """Return how far a row lags behind the calendar, where no problem says so."""
    named = any(figure.id in problem.figures for problem in brief.problems)
    pace = f"d:progress_gap({figure.id}):clause"
    return f"，{{{{{pace}}}}}" if behind(figure, brief) and not named and available(brief, pace) else ""


def _gap(figure: Figure, brief: Brief, voice: Voice) -> Iterable[Message]:
    """Tell target, progress and gap of a row, and what that means a month."""
    row = figure.id
    name, target = f"{{{{{row}.name}}}}", f"{{{{{row}.target}}}}"
    done = f"，目前{{{{{row}.progress}}}}" if figure.progress is not None else ""
    begins = voice.rng.choice((f"{name}全年目标是{target}", f"{name}年度任务是{target}"))
    left = "" if _gap_named(figure, brief) else f"，{_left(figure, voice)}"
    yield Message("goal", (f"{begins}{done}{_lag(figure, brief)}{left}。",), 0, (row,))
    if message := _monthly(figure, brief, voice):
        yield message


_MONTHLY = (
    "摊到剩下的月份，{name}月均要完成{need}",
    "往后走，{name}月均要完成{need}",
    "按剩下的月份算，{name}月均要完成{need}",
    "这就意味着，{name}月均要完成{need}",
)


def _monthly(figure: Figure, brief: Brief, voice: Voice) -> Message | None:
    """Say what the gap means a month, and how that compares with the months so far; of amounts only, not of counts."""
    need, average = (try_derive(table_of(brief), name, figure.id) for name in ("need_per_month", "month_average"))
    gap = try_derive(table_of(brief), "gap", figure.id)
    if need is None or gap is None or need.value == gap.value or not re.search(r"元|千瓦时|吨", figure.unit):
        return None
    fresh = [frame for frame in _MONTHLY if frame not in voice.said] or list(_MONTHLY)
    frame = voice.rng.choice(fresh)
    voice.said.add(frame)
    told = frame.format(name=f"{{{{{figure.id}.name}}}}", need=f"{{{{{need.key}}}}}")
    if average is None:
        return Message("goal", (f"{told}。",), 2, (figure.id,))
    verdicts = (
        ("，步子要迈得比前面更大", "，力度要比前一段更足") if need.value > average.value else ("，节奏稳住就有把握", "，把节奏稳住就行")
    )
    verdict = next((words for words in verdicts if words not in voice.said), "")
    if not verdict:
        return Message("goal", (f"{told}。",), 2, (figure.id,))
    voice.said.add(verdict)
    return Message("goal", (f"{told}。", f"{told}，前一段的月均水平是{{{{{average.key}}}}}{verdict}。"), 2, (figure.id,))
