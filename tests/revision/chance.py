"""Operations drawn by chance over the places, words and figures that a draft has; some of them cannot be carried out."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from random import Random

from assistant.brief import Brief
from assistant.drafting.revision.operations import (
    ALL,
    CLOSING,
    MEASURES,
    OPENING,
    Abbreviate,
    AddPart,
    AddPriority,
    AddSentence,
    Answer,
    Drop,
    DropFigure,
    Forbid,
    LimitFigure,
    Masthead,
    Move,
    MoveFigure,
    Operation,
    Place,
    Renumber,
    Replace,
    Resize,
    Retitle,
    Split,
    Swap,
    UseFigure,
    part,
    priority,
)
from assistant.drafting.revision.parsing import document_of
from assistant.drafting.state import DraftState

RATIOS = (Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(4, 5), Fraction(6, 5), Fraction(4, 3))
WORDS = ("动态清零", "全部", "进一步", "必须", "抓手", "务必", "短板", "会诊", "一户一策", "要", "企业", "推动", "不得", "同比")
TITLES = ("优化营商环境", "抓好招商引资", "强化人才支撑", "盯紧安全生产", "用好数字技术")
HEADINGS = ("看家底，底数要清", "认清形势，鼓足干劲", "抓好落实")
KINDS = (
    "resize",
    "drop",
    "add",
    "move",
    "swap",
    "retitle",
    "replace",
    "forbid",
    "abbreviate",
    "figure",
    "answer",
    "masthead",
    "renumber",
    "split",
    "say",
)


def operation(state: DraftState, brief: Brief, rng: Random, kinds: tuple[str, ...] = KINDS) -> Operation:
    """Return an operation of one kind over some place of a draft."""
    return _MAKERS[rng.choice(kinds)](state, brief, rng)


def _place(state: DraftState, brief: Brief, rng: Random) -> Place:
    document = document_of(state, brief)
    numbered = [part(rng.randint(1, len(document.headed) + 1)), part(-1), priority(rng.randint(1, len(document.priorities) + 1))]
    titled = [priority(one.title) for one in brief.priorities]
    inner = [
        Place("paragraph", rng.choice((1, 2, -1)), of=rng.choice((ALL, *numbered))),
        Place("role", title=rng.choice(("成绩", "问题", "目标", "保障"))),
    ]
    return rng.choice([ALL, OPENING, CLOSING, MEASURES, *numbered, *titled[:3], *inner])


def _measure(state: DraftState, brief: Brief, rng: Random) -> Place:
    return priority(rng.randint(1, max(1, len(document_of(state, brief).priorities))))


def _cells(brief: Brief, rng: Random) -> tuple[str, ...]:
    figure = rng.choice(brief.figures) if brief.figures else None
    if figure is None:
        return ("f01",)
    cells = [figure.id, f"{figure.id}.value", *(f"{figure.id}.also:{one.name}" for one in figure.also)]
    cells += [f"{figure.id}.{key}" for key in ("yoy", "share", "rank", "target", "progress", "yoy_pp") if getattr(figure, key) is not None]
    return tuple(dict.fromkeys((rng.choice(cells), *([rng.choice(brief.figures).id] if rng.random() < 0.2 else []))))


def _resize(state: DraftState, brief: Brief, rng: Random) -> Operation:
    where = _place(state, brief, rng)
    way = rng.random()
    if way < 0.5:
        return Resize(where, ratio=rng.choice(RATIOS))
    if way < 0.7:
        return Resize(where, most=rng.choice((120, 300, 600, 1500, 1800, 2200)))
    if way < 0.85:
        return Resize(where, least=rng.choice((150, 260, 400, 800, 2800)), longer=True)
    return Resize(rng.choice((CLOSING, OPENING, where)), sentences=rng.randint(1, 3))


def _drop(state: DraftState, brief: Brief, rng: Random) -> Operation:
    return Drop(_place(state, brief, rng))


def _add(state: DraftState, brief: Brief, rng: Random) -> Operation:
    if rng.random() < 0.2:
        return AddPart("强化保障", "各级各部门要把责任扛起来。事情定了就办，办就办好。", after=part(rng.randint(1, 3)))
    points = ("建立问题清单", "逐项销号") if rng.random() < 0.5 else ()
    lead = rng.choice(("县发展改革局", "县工信局", ""))
    return AddPriority(rng.choice(TITLES), lead, points, before=_measure(state, brief, rng) if rng.random() < 0.5 else None)


def _pair(state: DraftState, brief: Brief, rng: Random) -> tuple[Place, Place]:
    if rng.random() < 0.5:
        return _measure(state, brief, rng), _measure(state, brief, rng)
    return part(rng.randint(1, 3)), part(rng.randint(1, 3))


def _move(state: DraftState, brief: Brief, rng: Random) -> Operation:
    what, target = _pair(state, brief, rng)
    return Move(what, before=target) if rng.random() < 0.5 else Move(what, after=target)


def _swap(state: DraftState, brief: Brief, rng: Random) -> Operation:
    return Swap(*_pair(state, brief, rng))


def _retitle(state: DraftState, brief: Brief, rng: Random) -> Operation:
    return Retitle(_measure(state, brief, rng) if rng.random() < 0.5 else part(rng.randint(1, 3)), rng.choice((*TITLES, *HEADINGS)))


def _leads(brief: Brief) -> list[str]:
    return [one for priority_ in brief.priorities for one in priority_.lead.split("、") if one] or ["县工信局"]


def _replace(state: DraftState, brief: Brief, rng: Random) -> Operation:
    if rng.random() < 0.5:
        lead = rng.choice(_leads(brief))
        return Replace(lead, f"{lead[:-1]}委")
    return Replace(rng.choice(WORDS), rng.choice(("办法", "事情", "")) or "要紧", _place(state, brief, rng))


def _forbid(state: DraftState, brief: Brief, rng: Random) -> Operation:
    return Forbid(tuple(rng.sample(WORDS, rng.randint(1, 3))), where=ALL if rng.random() < 0.7 else _place(state, brief, rng))


def _abbreviate(state: DraftState, brief: Brief, rng: Random) -> Operation:
    lead = rng.choice(_leads(brief))
    return Abbreviate(f"{lead}（机关）", lead)


def _figure(state: DraftState, brief: Brief, rng: Random) -> Operation:
    cells, where = _cells(brief, rng), _place(state, brief, rng)
    return rng.choice(
        (
            UseFigure(cells, where),
            DropFigure(cells),
            DropFigure(cells, where),
            LimitFigure(cells, 1),
            LimitFigure(cells, 1, where),
            MoveFigure(cells, where),
        )
    )


def _answer(state: DraftState, brief: Brief, rng: Random) -> Operation:
    problem = rng.choice(brief.problems).id if brief.problems else "m01"
    return Answer(rng.choice((_measure(state, brief, rng), part(rng.randint(1, 3)))), problem, figures=True)


def _masthead(state: DraftState, brief: Brief, rng: Random) -> Operation:
    day = f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    return rng.choice(
        (Masthead(date=day), Masthead(salutation="各位领导、同志们："), Masthead(speaker="陈立"), Masthead(title="在全县工作会议上的讲话"))
    )


def _renumber(state: DraftState, brief: Brief, rng: Random) -> Operation:
    return Renumber(rng.choice(("一是", "一要", "（一）", "1.")))


def _split(state: DraftState, brief: Brief, rng: Random) -> Operation:
    return Split(_place(state, brief, rng), rng.randint(1, 5))


def _say(state: DraftState, brief: Brief, rng: Random) -> Operation:
    return AddSentence(
        _place(state, brief, rng), rng.choice(("事情定了就要马上办", "我们要把今天的会议精神带回去。")), rng.choice(("start", "end"))
    )


_MAKERS: Mapping[str, Callable[[DraftState, Brief, Random], Operation]] = {
    "resize": _resize,
    "drop": _drop,
    "add": _add,
    "move": _move,
    "swap": _swap,
    "retitle": _retitle,
    "replace": _replace,
    "forbid": _forbid,
    "abbreviate": _abbreviate,
    "figure": _figure,
    "answer": _answer,
    "masthead": _masthead,
    "renumber": _renumber,
    "split": _split,
    "say": _say,
}
