"""目标: target, done, gap, monthly rate."""

import re
from random import Random
from collections.abc import Iterable

from assistant.audit.derivations import try_derive
from assistant.audit.facts import table_of, value_measure
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.figures import also_text, head
from assistant.drafting.outline import Outline
from assistant.drafting.phrases import Voice
from assistant.drafting.state import Message, Passage
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
    messages += [message for figure in gaps for message in _gap(figure, brief, voice)]
    return [Passage("目标", (*messages, *_closing(voice)))] if rows else []


def _closing(voice: Voice) -> Iterable[Message]:
    for role, weight in (("目标_算", 2), ("目标_收", 2)):
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
        clause = f"{{{{{row}.name}}}}目标{{{{{row}}}}}"
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


def _gap(figure: Figure, brief: Brief, voice: Voice) -> Iterable[Message]:
    """Tell target, progress and gap of a row, and what that means a month."""
    row = figure.id
    gap, need, average = (f"d:{name}({row})" for name in ("gap", "need_per_month", "month_average"))
    if figure.target is None:
        return
    target = f"{{{{{row}.target}}}}"
    name = f"{{{{{row}.name}}}}"
    done = f"{{{{{row}.progress}}}}" if figure.progress is not None else ""
    left = voice.rng.choice((f"还差{{{{{gap}}}}}", f"还要完成{{{{{gap}}}}}"))
    frames = (f"{name}全年目标是{target}，目前已{done}，{left}", f"{name}年度目标{target}，已{done}，{left}")
    yield Message("goal", (re.sub(r"(目前)?已，", "", voice.rng.choice(frames)) + "。",), 0, (row,))
    if available(brief, need):
        yield Message("goal", _monthly(name, need, average, figure, brief, voice), 2, (row,))


_MONTHLY = ("摊到剩下的月份，{name}月均要完成{need}", "往后走，{name}月均要完成{need}", "按剩下的月份算，{name}月均要完成{need}", "这就意味着，{name}月均要完成{need}")


def _monthly(name: str, need: str, average: str, figure: Figure, brief: Brief, voice: Voice) -> tuple[str, ...]:
    """Say what the gap means a month, and how that compares with the months so far."""
    fresh = [frame for frame in _MONTHLY if frame not in voice.said] or list(_MONTHLY)
    frame = voice.rng.choice(fresh)
    voice.said.add(frame)
    told = frame.format(name=name, need=f"{{{{{need}}}}}")
    more, less = try_derive(table_of(brief), "need_per_month", figure.id), try_derive(table_of(brief), "month_average", figure.id)
    if more is None or less is None:
        return (f"{told}。",)
    harder = "，步子要迈得比前面更大" if more.value > less.value else "，节奏稳住就有把握"
    compared = f"，前一段的月均水平是{{{{{average}}}}}{harder}"
    return (f"{told}。", f"{told}{compared}。")
