"""各县（市、区）: places told in tiers against the whole by growth; of the other tables the front, the rear and what fell."""

import re
from collections.abc import Collection, Sequence

from assistant.audit.rows import growth_row, value_measure
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.locality import growth_of, is_place
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
_PER_SENTENCE = 4
_FRONT = 3


def tiers(outline: Outline, brief: Brief) -> tuple[list[Figure], list[Figure], list[Figure]]:
    """Return the places above the whole, those below it that still grew, and those that fell."""
    by_id = {figure.id: figure for figure in brief.figures}
    rows = [by_id[row] for row in outline.local]
    whole = _whole(rows, brief)
    bar = (growth_of(whole) if whole else None) or 0
    grown = [(figure, growth_of(figure) or 0) for figure in rows]
    high = [figure for figure, growth in grown if growth >= max(bar, 0)]
    low = [figure for figure, growth in grown if 0 <= growth < bar]
    return high, low, [figure for figure, growth in grown if growth < 0]


def _whole(rows: Sequence[Figure], brief: Brief) -> Figure | None:
    """Return the row of the region itself beside those of its places; a park is a place too."""
    told = {figure.id for figure in rows}
    kin = (f for f in brief.figures if (f.canonical, f.when, f.kind) == (rows[0].canonical, rows[0].when, "actual") and f.id not in told)
    return next((figure for figure in kin if figure.scope in {"", brief.region} or not is_place(figure.scope)), None)


def places(outline: Outline, brief: Brief, voice: Voice) -> Passage:
    """Return the paragraph that names every place with its growth and its tier."""
    by_id = {figure.id: figure for figure in brief.figures}
    area = f"全{outline.profile.level}"
    messages = [Message("judgement", (voice.rng.choice(_OPENINGS),), 0)]
    if outline.local:
        high, low, fallen = tiers(outline, brief)
        rows = [by_id[row] for row in outline.local]
        among = _among(rows, brief)
        ahead = f"{among}走在前面的是" if among else f"走在{area}前面的是"
        front = ahead if _whole(rows, brief) else f"{among}保持增长的是"
        for group, words in ((high, front), (low, f"低于{area}水平的是"), (fallen, "掉到负增长的是")):
            for at in range(0, len(group), _PER_SENTENCE):
                messages.append(_listed(group[at : at + _PER_SENTENCE], words if at == 0 else "还有"))
        messages += _spread(outline, brief)
    tables = [[by_id[row] for row in rows] for rows in outline.further]
    often = _falling_often(tables)
    for table in tables:
        messages += _further(table, {figure.id for figure in often}, brief, voice)
    return Passage("成绩", (*messages, *_named(often, voice)))


def _falling_often(tables: Sequence[Sequence[Figure]]) -> list[Figure]:
    """Return the rows of places that fall in more tables than one: that is the message, not each table's last line."""
    fallen = [figure for rows in tables for figure in rows if (growth_of(figure) or 0) < 0 and not growth_row(figure)]
    return [figure for figure in fallen if sum(other.scope == figure.scope for other in fallen) > 1]


def _named(often: Sequence[Figure], voice: Voice) -> list[Message]:
    messages = []
    for scope in dict.fromkeys(figure.scope for figure in often):
        rows = [figure for figure in often if figure.scope == scope][:_FRONT]
        rates = [f"{{{{{figure.id}.yoy:rate}}}}" for figure in rows]
        nouns = "、".join(f"{scope}{figure.canonical}" for figure in rows)
        text = f"{nouns}分别下降{'、'.join(rates[:-1])}和{rates[-1]}，要重点盯住。"
        messages.append(_said(text, rows, voice))
    return messages


def _listed(group: Sequence[Figure], words: str) -> Message:
    first, *rest = group
    clauses = [f"{{{{{first.id}.name}}}}{{{{{first.id}.yoy}}}}", *(f"{figure.scope}{{{{{figure.id}.yoy}}}}" for figure in rest)]
    return Message("evidence", (f"{words}：{'，'.join(clauses)}。",), 1, tuple(figure.id for figure in group))


def _further(rows: Sequence[Figure], apart: Collection[str], brief: Brief, voice: Voice) -> list[Message]:
    """Tell another table place by place: who is in front, and who fell; of counts the most and the fewest, of bare growth the two ends."""
    among = _among(rows, brief)
    if growth_row(rows[0]) or any(figure.value is None for figure in rows):
        grown = [figure for figure in rows if growth_of(figure) is not None]
        return _by_growth(sorted(grown, key=lambda figure: -(growth_of(figure) or 0)), among, voice) if len(grown) > 1 else []
    ranked = sorted(rows, key=lambda figure: -(figure.value or 0))
    front, rear = ranked[:_FRONT], ranked[-1]
    fallen = [figure for figure in ranked if (growth_of(figure) or 0) < 0 and figure.id not in apart]
    told = "、".join(f"{figure.scope}{{{{{figure.id}}}}}" for figure in front)
    noun = re.sub(r"(数|总量)$", "", ranked[0].canonical)
    counted = value_measure(rear) == "level" and growth_of(rear) is None and rear not in front
    last = f"，{rear.scope}{{{{{rear.id}}}}}居末" if counted else ""
    messages = [_said(f"{among}{noun}排在前面的是{told}{last}。", [*front, *([rear] if last else [])], voice)]
    if fallen:
        messages.append(_said(_fell(noun, fallen), fallen, voice))
    return messages


def _among(rows: Sequence[Figure], brief: Brief) -> str:
    """Return the kind of places ranked, to be named where the table has others too (a park): 各乡镇中，; empty where it has all."""
    told, first = {figure.scope for figure in rows}, rows[0]
    beside = any(
        figure.scope not in {*told, "", brief.region}
        and is_place(figure.scope)
        and figure.canonical == first.canonical
        and figure.when == first.when
        for figure in brief.figures
    )
    if not beside:
        return ""
    return "各乡镇中，" if any(scope.endswith(("镇", "乡", "街道")) for scope in told) else "各县（市、区）中，"


def _fell(noun: str, fallen: Sequence[Figure]) -> str:
    if len(fallen) == 1:
        return f"{fallen[0].scope}{noun}{{{{{fallen[0].id}.yoy}}}}。"
    rates = "、".join(f"{{{{{figure.id}.yoy:rate}}}}" for figure in fallen)
    return f"{'、'.join(figure.scope for figure in fallen)}{noun}分别下降{rates}。"


def _by_growth(ranked: Sequence[Figure], among: str, voice: Voice) -> list[Message]:
    """Tell a table of growth rates by its two ends."""
    best, worst = ranked[0], ranked[-1]
    text = f"{among}{{{{{best.id}.name}}}}{{{{{best.id}.yoy}}}}，走得最快；{worst.scope}{{{{{worst.id}.yoy}}}}，落在最后。"
    return [_said(text, [best, worst], voice)]


def _said(text: str, rows: Sequence[Figure], voice: Voice) -> Message:
    return Message("evidence", (voice.ledger.tell(text),), 1, tuple(figure.id for figure in rows))


def _spread(outline: Outline, brief: Brief) -> list[Message]:
    best, worst = outline.local[0], outline.local[-1]
    rows = {figure.id: figure for figure in brief.figures}
    keys = ",".join(row if growth_row(rows[row]) else f"{row}.yoy" for row in (best, worst))
    slot = f"d:diff({keys})"
    stated = any(re.search(r"相差|差距|不平衡|分化", problem.text) for problem in brief.problems)
    if stated or not available(brief, slot):
        return []
    first, last = rows[best].scope, rows[worst].scope
    rate = rows[best].canonical.removesuffix("增速") + "增速"
    told = f"最快的{first}与最慢的{last}，{rate}相差{{{{{slot}}}}}，全{outline.profile.level}的步子还不够齐。"
    return [Message("contrast", (told,), 2, (best, worst))]


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
        ways = ("一项一项往回补", "先止跌、再追赶") if not low else ("一项一项往回补", "拿出追赶的办法来")
        told = f"{names}要把差在哪些行业、哪些企业理清楚，{voice.rng.choice(ways)}。"
        messages.append(Message("demand", (told,), 1, tuple(figure.id for figure in (*low, *fallen))))
    return messages


def _of_places(outline: Outline) -> str:
    """Return the task that deals with the places of the region: the one whose topic that is, else the first."""
    own = [task.id for task in outline.tasks if task.topic in {"区域协同", "责任落实", "运行调度"}]
    return (own or [outline.tasks[0].id])[0]
