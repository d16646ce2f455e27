"""目标: target, done, gap, monthly rate."""

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.audit.rows import value_measure
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.figures import also_text
from assistant.drafting.gaps import gap_clause, lag_of, monthly_of
from assistant.drafting.outline import Outline
from assistant.drafting.phrases import Voice
from assistant.drafting.state import Message, Passage
from assistant.drafting.tasks import gap_rank
from assistant.lexicon.indicators import find_indicator
from assistant.slots import available

_PER_SENTENCE = 3


def goals(outline: Outline, brief: Brief, voice: Voice) -> list[Passage]:
    """Return the paragraphs of 目标: the aims of each period, then what is missing, first of all of the leading figure."""
    voice.ledger.begin()
    by_id = {figure.id: figure for figure in brief.figures}
    rows = [by_id[row] for row in outline.goals]
    elsewhere = {row for task in outline.tasks for row in task.gaps}
    aims = [figure for figure in rows if figure.kind in {"target", "plan", "threshold"}]
    gaps = [figure for figure in rows if figure.kind == "actual" and figure.target is not None and figure.id not in elsewhere]
    opening = voice.say("目标_引")
    messages = [Message("frame", (opening,), 2)] if opening else []
    for group in _by_period(aims, brief):
        messages = _linked(messages, list(_aims(group, brief, voice)), by_id)
    messages += _gaps(sorted(gaps, key=lambda figure: gap_rank(figure, voice.profile.meeting)), brief, voice)
    return [Passage("目标", (*messages, *_closing(voice)))] if rows else []


def _linked(before: list[Message], after: list[Message], rows: Mapping[str, Figure]) -> list[Message]:
    """Join the aims of two periods for one indicator into one sentence: 11月…；12月…."""
    if not before or len(before[-1].rows) != 1 or len(after) != 1 or len(after[0].rows) != 1:
        return [*before, *after]
    last, one = before[-1], after[0]
    if rows[last.rows[0]].canonical != rows[one.rows[0]].canonical or rows[last.rows[0]].last_year is not None:
        return [*before, *after]
    text = f"{last.variants[0].removesuffix('。')}；{one.variants[0]}"
    return [*before[:-1], Message("demand", (text,), 0, (*last.rows, *one.rows))]


def _closing(voice: Voice) -> Iterable[Message]:
    for role, weight in (("目标_收", 2), ("目标_算", 4), ("目标_收", 6)):
        if text := voice.say(role):
            yield Message("cause", (text,), weight)


def _by_period(aims: list[Figure], brief: Brief) -> list[list[Figure]]:
    """Group the aims by period, the whole year first, then what comes next."""
    groups: dict[str, list[Figure]] = {}
    for figure in aims:
        groups.setdefault(figure.period if figure.when else "", []).append(figure)
    order = {period: number for number, period in enumerate(groups)}
    ranked = sorted(groups, key=lambda period: (not _whole_year(groups[period][0]), order[period]))
    return [groups[period] for period in ranked]


def _whole_year(figure: Figure) -> bool:
    return figure.when is not None and figure.when.months == 12


def _aims(group: list[Figure], brief: Brief, voice: Voice) -> Iterable[Message]:
    """Announce the targets of one period, a few to a sentence: what is to be done, in the words of a task."""
    when = f"{{{{{group[0].id}.period}}}}" if group[0].when and available(brief, f"{group[0].id}.period") else ""
    group = sorted(group, key=lambda figure: figure.kind == "plan")
    for start in range(0, len(group), _PER_SENTENCE):
        part = group[start : start + _PER_SENTENCE]
        clauses = [_aim(figure, number == 0, brief, voice) for number, figure in enumerate(part)]
        begins = when if start == 0 else voice.rng.choice(("同时，", "另外，"))
        told = voice.ledger.tell(f"{begins}{'；'.join(clauses)}。")
        yield Message("demand", (told,), 0, tuple(figure.id for figure in part))


def _aim(figure: Figure, first: bool, brief: Brief, voice: Voice) -> str:
    """Return one target as a clause: 要完成…, 规上工业增加值要增长…, 计划新增…."""
    row = figure.id
    must = "要" if first else ""
    name = f"{{{{{row}.name}}}}"
    entry = find_indicator(figure.name)
    if value_measure(figure) == "growth":
        clause = f"{name}{must}增长{{{{{row}}}}}"
    elif figure.kind == "plan":
        noun = plan_noun(figure)
        clause = f"计划{noun}{{{{{row}}}}}"
    elif entry and entry.kind == "flow" and not re.search(r"新增|净增|贷款", figure.name):
        clause = f"{name}{must}完成{{{{{row}}}}}"
    elif re.match(r"新增|净增|新开工", figure.name):
        clause = f"{must}{name}{{{{{row}}}}}"
    else:
        clause = f"{name}{must}{_reach(figure)}{{{{{row}}}}}"
    parts = [clause]
    if figure.yoy is not None and value_measure(figure) != "growth" and figure.value is not None:
        parts.append(f"{{{{{row}.yoy}}}}")
    parts += _step_up(figure, brief, voice) if first else []
    if figure.kind == "target" and figure.share is not None and figure.share_of:
        parts.append(f"占全年目标的{{{{{row}.share:rate}}}}")
    parts += [text for item in figure.also[:2] if not item.name.endswith("之差") and voice.ledger.fresh(text := also_text(figure, item))]
    if figure.progress is not None and voice.ledger.fresh(f"{{{{{row}.progress:rate}}}}"):
        parts.append(f"目前完成{{{{{row}.progress:rate}}}}")
    return "，".join(parts)


def _reach(figure: Figure) -> str:
    return "压缩到" if re.search(r"时限|时间|周期|能耗", figure.name) else "达到"


def plan_noun(figure: Figure) -> str:
    """Return a planned row without its own 计划, its period and its 数: 新增规上工业企业, 投产项目."""
    name = re.sub(r"^([一二三四]季度|[上下]半年|全年|当年|年内|\d+月)", "", figure.indicator).removesuffix("数")
    return re.sub(r"^(计划|拟|预计)", "", name)


def _step_up(figure: Figure, brief: Brief, voice: Voice) -> list[str]:
    """Say what a target asks beyond the same period of last year: 净增 …"""
    slot = f"{{{{d:increase({figure.id})}}}}"
    rises = figure.last_year is not None and figure.value is not None and figure.value > figure.last_year
    if figure.kind != "target" or not rises or not available(brief, slot.strip("{}")) or not voice.ledger.fresh(slot):
        return []
    sooner = [one for one in brief.figures if one.kind == "target" and one.canonical == figure.canonical and one.last_year is not None]
    if voice.turns.get("净增") or (_whole_year(figure) and any(not _whole_year(one) for one in sooner)):
        return []
    voice.turns["净增"] = 1
    return [f"比{'上年' if _whole_year(figure) else '上年同期'}净增{slot}"]


def _gaps(figures: Sequence[Figure], brief: Brief, voice: Voice) -> Iterable[Message]:
    """Tell the gaps: the first in full with what it means a month, the others in brief, two to a sentence."""
    for figure in figures[:1]:
        yield from _gap(figure, brief, voice)
    rest = [(figure, clause) for figure in figures[1:] if (clause := gap_clause(figure, brief, voice))]
    for at in range(0, len(rest), 2):
        pair = rest[at : at + 2]
        yield Message("demand", (voice.ledger.tell(f"{'；'.join(clause for _, clause in pair)}。"),), 1, tuple(one.id for one, _ in pair))


def _gap(figure: Figure, brief: Brief, voice: Voice) -> Iterable[Message]:
    """Tell target, progress and gap of a row, and what that means a month."""
    row = figure.id
    parts = [voice.rng.choice((f"{{{{{row}.name}}}}全年要到{{{{{row}.target}}}}", f"{{{{{row}.name}}}}全年目标{{{{{row}.target}}}}"))]
    progress = f"完成{{{{{row}.progress:rate}}}}"
    if figure.progress is not None and voice.ledger.fresh(progress):
        parts.append(f"目前{progress}")
    parts += [lag] if (lag := lag_of(figure, brief)) and voice.ledger.fresh(lag) else []
    gap = f"还差{{{{d:gap({row})}}}}"
    parts += [gap] if voice.ledger.fresh(gap) else []
    if value_measure(figure) == "growth":
        yield Message("demand", (voice.ledger.tell(f"{gap_clause(figure, brief, voice) or parts[0]}。"),), 0, (row,))
        return
    yield Message("demand", (voice.ledger.tell(f"{'，'.join(parts)}。"),), 0, (row,))
    need, more, average = monthly_of(figure, brief, voice)
    if need:
        yield _monthly(figure, need, more, average, voice)


_MONTHLY = (
    "摊到余下的月份，月均要完成{need}",
    "往后走，月均要完成{need}",
    "按余下的月份算，月均要完成{need}",
    "这就意味着，后面月均要完成{need}",
    "折算下来，每个月要完成{need}",
    "倒排到月，每月要完成{need}",
    "往后每个月要完成{need}",
)
_SO_FAR = ("前一段的月均水平是{average}", "前一段月均{average}", "{{{{period}}}}的月均是{average}", "前一段的月均是{average}")
_FASTER = (
    "步子要迈得比前面更大",
    "力度要比前一段更足",
    "每个月都要比前面多干一截",
    "照前面的速度走，到年底就差一截",
    "平着走不行，得提着速度走",
    "光守住前面的节奏已经不够",
    "后面的担子比前面重",
)
_STEADY = ("节奏稳住就有把握", "关键是不能松劲", "照这个步子走下去，账能交上", "守住前面的节奏就有底", "只要不断档，就够得着")


_FASTER_TOGETHER = ("比前面要多出一截，请大家一起想办法", "担子比前面重，政府的保障要先跟上", "要多出来的这一块，请有余力的企业多接一单")
_STEADY_TOGETHER = ("按现在的节奏就够得着", "各位按自己的安排走，政府做好保障")


def _monthly(figure: Figure, need: str, more: bool, average: str, voice: Voice) -> Message:
    told = voice.rng.choice(_MONTHLY).format(need=need)
    faster, steady = (_FASTER_TOGETHER, _STEADY_TOGETHER) if voice.profile.soft else (_FASTER, _STEADY)
    if average and voice.ledger.fresh(average):
        told = f"{told}，{voice.rng.choice(_SO_FAR).format(average=average)}，{voice.rng.choice(faster if more else steady)}"
    return Message("contrast", (voice.ledger.tell(f"{told}。"),), 1, (figure.id,), relation="倒算")
