"""成绩: angle by angle, each with a judgement and its figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.figures import Clause, area_of, facets, head, joined, within
from assistant.drafting.headings import NUMERALS
from assistant.drafting.outline import ANGLES, Outline
from assistant.drafting.phrases import Voice
from assistant.drafting.places import places
from assistant.drafting.standing import direction, sign_of
from assistant.drafting.state import ANY_STRETCH, Message, Passage
from assistant.drafting.topics import angle_of
from assistant.lexicon import read_records
from assistant.slots import available

_PAIR_CHANCE = 0.6
_VIEWS = ("", "", "{n}看{noun}，{j}。", "从{noun}看，{j}。")
_SURVEY = re.compile(r"摸排|排查|调查|统计")


@dataclass(frozen=True, slots=True)
class Told:
    """A row and the clauses it may be told with."""

    figure: Figure
    clauses: tuple[Clause, ...]

    @property
    def core(self) -> tuple[Clause, ...]:
        """The value and its growth."""
        return self.clauses[: 2 if self.figure.yoy is not None and self.figure.value is not None else 1]


def review(outline: Outline, brief: Brief, voice: Voice) -> list[Passage]:
    """Return the paragraphs of 成绩."""
    by_id = {figure.id: figure for figure in brief.figures}
    passages = []
    view = voice.rng.choice(_VIEWS)
    for number, (angle, rows) in enumerate(outline.angles):
        figures = [by_id[row] for row in rows]
        opening = _opening(voice) if number == 0 else []
        judged = _judgement(view, number, angle, figures, voice) if len(outline.angles) > 1 else []
        passages.append(Passage("成绩", (*opening, *judged, *_rows(angle, figures, bool(view), brief, voice))))
    if outline.local:
        passages.append(places(outline, brief, voice))
    if passages:
        closing = voice.say("成绩_收")
        ends = [Message("thought", (closing,), 2)] if closing else []
        passages[-1] = Passage("成绩", (*passages[-1].messages, *_vouched(brief), *ends))
    return passages


def _vouched(brief: Brief) -> list[Message]:
    """Tell what a person vouches for, in that person's words."""
    messages = []
    for known in brief.known:
        text = known.text.rstrip("。")
        for fact in reversed(table_of(brief).of_row(known.id)):
            text = f"{text[: fact.start]}{{{{{fact.key}}}}}{text[fact.end :]}"
        messages.append(Message("figure", (f"{text}。",), 1, (known.id,), "", ANY_STRETCH))
    return messages


def _opening(voice: Voice) -> list[Message]:
    text = voice.say("成绩_总起")
    return [Message("frame", (text,), 0)] if text else []


def _judgement(view: str, number: int, angle: str, figures: Sequence[Figure], voice: Voice) -> list[Message]:
    noun = next((record["noun"] for record in read_records("angles") if record["angle"] == angle), "面上")
    sign = sign_of(figures)
    sign = "up" if sign in {"", "flat"} and voice.profile.sign == "up" else sign
    told = voice.say("判断", angle, sign=sign) if not view else ""
    judged = "" if told else voice.say("角度", angle, sign=sign)
    short = (view or _VIEWS[-1]).format(n=NUMERALS[number], noun=noun, j=judged) if judged else ""
    return [Message("frame", (told or short,), 0)] if told or short else []


def _rows(angle: str, figures: Sequence[Figure], judging: bool, brief: Brief, voice: Voice) -> list[Message]:
    told = [_told(figure, figures, brief, voice.rng) for figure in _ordered(figures, brief, voice.rng)]
    messages: list[Message] = []
    at = 0
    while at < len(told):
        pair = told[at : at + 2]
        if len(pair) == 2 and _pairs(pair, brief) and voice.rng.random() < _PAIR_CHANCE:
            messages.append(_pair(pair[0], pair[1], brief, voice.rng))
            at += 2
        else:
            messages.append(_single(told[at], judging and at > 0, brief, voice))
            at += 1
    return [*messages, *_together(angle, figures, brief, voice)]


def _ordered(figures: Sequence[Figure], brief: Brief, rng: Random) -> list[Figure]:
    """Keep the headline first and rows of other periods last; let the rest fall as drawn, parts after their whole."""
    first, rest = [*figures[:1]], list(figures[1:])
    rng.shuffle(rest)
    ordered = sorted(first + rest, key=lambda figure: (_period_rank(figure, brief), ANGLES.index(angle_of(figure))))
    for figure in list(ordered):
        whole = next((other for other in ordered if other.id == figure.share_of), None)
        if whole and ordered.index(whole) > ordered.index(figure):
            ordered.remove(whole)
            ordered.insert(ordered.index(figure), whole)
    return ordered


def _period_rank(figure: Figure, brief: Brief) -> int:
    if figure.when is None or figure.when == brief.reporting:
        return 0
    return 1 if figure.when.point else 2


def period_of(figure: Figure, brief: Brief) -> tuple[str, str]:
    """Return how a row's own period is said where it is not the reporting one, and a mark of that period."""
    when = figure.when
    if when is None or when == brief.reporting or not available(brief, f"{figure.id}.period"):
        return "", ""
    if _SURVEY.search(figure.period):
        return "据摸排", f"摸排{when}"
    if when.months == 12 and not when.point and brief.reporting and when.year == brief.reporting.year:
        return "", ANY_STRETCH
    return f"{'截至' if when.point else ''}{{{{{figure.id}.period}}}}", str(when)


def _told(figure: Figure, around: Sequence[Figure], brief: Brief, rng: Random) -> Told:
    more = facets(figure, brief, rng)
    for other in around:
        kin = figure.share_of == other.id or ("利润总额" in figure.name and "营业收入" in other.name and figure.scope == other.scope)
        slot = f"d:diff({figure.id}.yoy,{other.id}.yoy)"
        if kin and other.id != figure.id and (figure.yoy or 0) > (other.yoy or 0) > 0 and available(brief, slot):
            more.insert(min(1, len(more)), Clause(_faster(figure, other, slot, brief)))
    return Told(figure, (head(figure, rng), *more))


def _faster(figure: Figure, other: Figure, slot: str, brief: Brief) -> str:
    """Say by how much a row outgrows another: 快于全县 where both are one indicator."""
    if figure.canonical == other.canonical:
        name = spoken_name(other)
        area = area_of(other, brief)
        return f"快于{name if name.startswith(area) else area + name}{{{{{slot}}}}}"
    return f"{{{{{slot}:clause}}}}"


def _single(told: Told, judging: bool, brief: Brief, voice: Voice) -> Message:
    core = joined(told.core)
    full = joined(within(told.clauses))
    placed = told.figure.rank is not None or told.figure.references
    variants = [f"{core}。", f"{full}。"] if full != core and not placed else [f"{full}。"]
    if judging and len(told.core) > 1 and voice.rng.random() < 0.45 and (judged := _verdict(told.figure, voice)):
        variants.append(f"{full}，{judged}。")
    return Message("figure", tuple(variants), 1, (told.figure.id,), *period_of(told.figure, brief))


def _verdict(figure: Figure, voice: Voice) -> str:
    sign = {1: "up", -1: "down"}.get(direction(figure), "")
    return voice.say("评价", angle_of(figure), sign=sign) if sign else ""


def _pairs(pair: Sequence[Told], brief: Brief) -> bool:
    same = period_of(pair[0].figure, brief)[1] == period_of(pair[1].figure, brief)[1]
    placed = any(told.figure.rank is not None or told.figure.references for told in pair)
    return same and not placed and all(len(told.clauses) <= 3 for told in pair)


def _pair(first: Told, second: Told, brief: Brief, rng: Random) -> Message:
    a, b = first.figure, second.figure
    rows = (a.id, b.id)
    alike = a.unit == b.unit and a.yoy and b.yoy and (a.yoy > 0) == (b.yoy > 0) and a.value is not None and b.value is not None
    if alike and rng.random() < 0.5:
        verb = rng.choice(("完成", "分别完成", "达到")) if "元" in a.unit else "分别为"
        verb = verb if verb.startswith("分别") else f"分别{verb}"
        way = "增长" if a.yoy and a.yoy > 0 else "下降"
        values = f"{{{{{a.id}}}}}、{{{{{b.id}}}}}，同比分别{way}{{{{{a.id}.yoy:rate}}}}、{{{{{b.id}.yoy:rate}}}}"
        text = f"{{{{{a.id}.name}}}}、{{{{{b.id}.name}}}}{verb}{values}。"
        return Message("figure", (text,), 1, rows, *period_of(a, brief))
    link = "；其中，" if b.share_of == a.id else "；"
    short = f"{joined(first.core)}{link}{joined(second.core)}。"
    long = f"{joined(within(first.clauses, 2))}{link}{joined(within(second.clauses, 2))}。"
    return Message("figure", (short, long) if long != short else (short,), 1, rows, *period_of(a, brief))


def _together(angle: str, figures: Sequence[Figure], brief: Brief, voice: Voice) -> list[Message]:
    """Add up the shares of two industries of one whole: 合计占比."""
    parts = [figure for figure in figures if figure.share is not None and figure.share_of and figure.kind == "actual"][:2]
    if angle != "结构" or len(parts) < 2:
        return []
    slot = f"d:sum({parts[0].id}.share,{parts[1].id}.share)"
    if not available(brief, slot):
        return []
    tail = voice.say("评价", "结构", sign="up") if sign_of(parts) == "up" else ""
    names = "、".join(spoken_name(part).removesuffix("产值") for part in parts)
    text = voice.rng.choice((f"{names}合计占比达到{{{{{slot}}}}}", f"{names}合计占比为{{{{{slot}}}}}"))
    return [Message("figure", (f"{text}{'，' + tail if tail else ''}。",), 2, tuple(part.id for part in parts))]
