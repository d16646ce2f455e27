"""各县（市、区）: places told in tiers against the whole, best first, then by their size."""

import re
from collections.abc import Sequence

from assistant.audit.rows import growth_row
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.locality import growth_of
from assistant.drafting.outline import Outline
from assistant.drafting.phrases import Voice
from assistant.drafting.state import Message, Passage
from assistant.slots import available

_OPENINGS = (
    "分地方看，步子有快有慢。",
    "把各地放在一起比，差距就看得出来。",
    "各地的情况并不一样，要分开来看。",
    "再看各地的排头和后尾，快的快、慢的慢。",
)
_PER_SENTENCE = 3


def tiers(outline: Outline, brief: Brief) -> tuple[list[Figure], list[Figure], list[Figure]]:
    """Return the places above the whole, those below it that still grew, and those that fell."""
    by_id = {figure.id: figure for figure in brief.figures}
    rows = [by_id[row] for row in outline.local]
    whole = next((f for f in brief.figures if f.canonical == rows[0].canonical and f.id not in outline.local and f.kind == "actual"), None)
    bar = (growth_of(whole) if whole else None) or 0
    grown = [(figure, growth_of(figure) or 0) for figure in rows]
    high = [figure for figure, growth in grown if growth >= max(bar, 0)]
    low = [figure for figure, growth in grown if 0 <= growth < bar]
    return high, low, [figure for figure, growth in grown if growth < 0]


def places(outline: Outline, brief: Brief, voice: Voice) -> Passage:
    """Return the paragraph that names every place with its growth and its tier."""
    high, low, fallen = tiers(outline, brief)
    area = f"全{outline.profile.level}"
    spoken = ((high, f"走在{area}前面的是"), (low, f"低于{area}水平的是"), (fallen, "掉到负增长的是"))
    messages = [Message("frame", (voice.rng.choice(_OPENINGS),), 0)]
    for group, words in spoken:
        for at in range(0, len(group), _PER_SENTENCE):
            messages.append(_listed(group[at : at + _PER_SENTENCE], words if at == 0 else "还有"))
    by_id = {figure.id: figure for figure in brief.figures}
    for rows in outline.further:
        messages += _further([by_id[row] for row in rows], brief, voice)
    return Passage("成绩", (*messages, *_spread(outline, brief)))


def _further(rows: Sequence[Figure], brief: Brief, voice: Voice) -> list[Message]:
    """Tell another indicator place by place: how large, how much of the whole, how fast."""
    noun = rows[0].canonical
    groups = ([row for row in rows if (growth_of(row) or 0) >= 0], [row for row in rows if (growth_of(row) or 0) < 0])
    messages = []
    for group, begins in zip(groups, (f"从{noun}看，", f"{noun}下滑的是"), strict=True):
        for at in range(0, len(group), 2):
            pair = group[at : at + 2]
            words = begins if at == 0 else ""
            sized = [_sized(one, brief, bare=number > 0 or bool(words), leads=at == 0 and number == 0) for number, one in enumerate(pair)]
            text = "；".join(sized)
            messages.append(Message("evidence", (voice.ledger.tell(f"{words}{text}。"),), 1, tuple(figure.id for figure in pair)))
    return messages


def _sized(figure: Figure, brief: Brief, *, bare: bool, leads: bool) -> str:
    """Return one place with its amount, its share of the whole and its growth."""
    parts = [f"{figure.scope}{{{{{figure.id}}}}}" if bare else f"{{{{{figure.id}.name}}}}{{{{{figure.id}}}}}"]
    if figure.yoy is not None and not growth_row(figure):
        parts.append(f"{{{{{figure.id}.yoy}}}}")
    if figure.share is not None and figure.share_of and (figure.yoy or 0) > 0 and leads:
        parts.append(f"占全{brief.level or brief.region[-1:]}的{{{{{figure.id}.share:rate}}}}")
    return "，".join(parts)


def _listed(group: Sequence[Figure], words: str) -> Message:
    first, *rest = group
    clauses = [f"{{{{{first.id}.name}}}}{{{{{first.id}.yoy}}}}", *(f"{figure.scope}{{{{{figure.id}.yoy}}}}" for figure in rest)]
    return Message("evidence", (f"{words}：{'，'.join(clauses)}。",), 1, tuple(figure.id for figure in group))


def _spread(outline: Outline, brief: Brief) -> list[Message]:
    best, worst = outline.local[0], outline.local[-1]
    rows = {figure.id: figure for figure in brief.figures}
    keys = ",".join(row if growth_row(rows[row]) else f"{row}.yoy" for row in (best, worst))
    slot = f"d:diff({keys})"
    stated = any(re.search(r"相差|差距|不平衡|分化", problem.text) for problem in brief.problems)
    if stated or not available(brief, slot):
        return []
    first, last = rows[best].scope, rows[worst].scope
    told = f"最快的{first}与最慢的{last}，{rows[best].canonical}增速相差{{{{{slot}}}}}，全{outline.profile.level}的步子还不够齐。"
    return [Message("evidence", (told,), 2, (best, worst))]


def told_of_places(outline: Outline, brief: Brief, owner: str, voice: Voice) -> list[Message]:
    """Name, in the task that deals with places, those that lead and those that have to catch up."""
    if not outline.local or owner != _of_places(outline):
        return []
    high, low, fallen = tiers(outline, brief)
    messages = []
    if high:
        names = "、".join(figure.scope for figure in high)
        told = f"{names}走在前面，{voice.rng.choice(('要乘势而上、多作贡献', '要把领先的势头保持住', '要为大盘多挑一些担子'))}。"
        messages.append(Message("demand", (told,), 1, tuple(figure.id for figure in high)))
    if low or fallen:
        names = "、".join(figure.scope for figure in (*low, *fallen))
        told = f"{names}要把差在哪些行业、哪些企业理清楚，{voice.rng.choice(('一项一项往回补', '先止跌、再追赶', '拿出追赶的办法来'))}。"
        messages.append(Message("demand", (told,), 1, tuple(figure.id for figure in (*low, *fallen))))
    return messages


def _of_places(outline: Outline) -> str:
    """Return the task that deals with the places of the region: the one whose topic that is, else the first."""
    own = [task.id for task in outline.tasks if task.topic in {"区域协同", "责任落实", "运行调度"}]
    return (own or [outline.tasks[0].id])[0]
