"""成绩: angle by angle, each with a judgement and its figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from assistant.audit.facts import table_of
from assistant.audit.rows import covers_whole, spoken_name
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.figures import MOST_FIGURES, Clause, area_of, facets, head, joined, within
from assistant.drafting.industries import is_industry, respectively, run_of, together
from assistant.drafting.outline import Outline
from assistant.drafting.phrases import Voice
from assistant.drafting.places import places
from assistant.drafting.standing import direction, shaded, sign_of
from assistant.drafting.state import ANY_STRETCH, Message, Passage
from assistant.drafting.topics import ANGLES, angle_of, closeness
from assistant.drafting.views import angle_sign, judgements
from assistant.slots import available

_PAIR_CHANCE = 0.5
_VERDICT_CHANCE = 0.5
_TRIES = 4
_ALIKE = 3  # percentage points: further apart, the use of power proves nothing
_SURVEY = re.compile(r"摸排|排查|调查|统计")


@dataclass(frozen=True, slots=True)
class Told:
    """A row and the clauses it may be told with."""

    figure: Figure
    clauses: tuple[Clause, ...]

    @property
    def bare(self) -> bool:
        """Tell whether it has nothing to say beyond its value."""
        return len(self.clauses) == 1


def review(outline: Outline, brief: Brief, voice: Voice) -> list[Passage]:
    """Return the paragraphs of 成绩."""
    by_id = {figure.id: figure for figure in brief.figures}
    passages: list[Passage] = []
    groups = [(angle, [by_id[row] for row in rows]) for angle, rows in outline.angles]
    for (angle, figures), judged in zip(groups, judgements(groups, brief, voice), strict=True):
        voice.ledger.begin()
        voice.judged, voice.angle = judged, angle
        begins = [*(_opening(voice) if not passages else []), *([Message("judgement", (judged,), 0)] if judged else [])]
        passages.append(Passage("成绩", (*begins, *_rows(angle, figures, brief, voice))))
    if outline.local or outline.further:
        voice.ledger.begin()
        passages.append(places(outline, brief, voice))
    if passages:
        closing = voice.say("成绩_收")
        ends = [Message("cause", (closing,), 3)] if closing else []
        passages[-1] = Passage("成绩", (*passages[-1].messages, *_vouched(brief), *ends))
    return passages


def _vouched(brief: Brief) -> list[Message]:
    """Tell what a person vouches for, in that person's words."""
    messages = []
    for known in brief.known:
        text = known.text.rstrip("。")
        for fact in reversed(table_of(brief).of_row(known.id)):
            text = f"{text[: fact.start]}{{{{{fact.key}}}}}{text[fact.end :]}"
        messages.append(Message("evidence", (f"{text}。",), 1, (known.id,), "", ANY_STRETCH))
    return messages


def _opening(voice: Voice) -> list[Message]:
    text = voice.say("成绩_总起")
    return [Message("frame", (text,), 0)] if text else []


def _rows(angle: str, figures: Sequence[Figure], brief: Brief, voice: Voice) -> list[Message]:
    told = [_told(figure, figures, brief, voice) for figure in _ordered(angle, figures, brief, voice.rng)]
    messages: list[Message] = []
    at = 0
    while at < len(told):
        run = _bare_run(told, at, brief)
        pair = told[at : at + 2]
        alike = run_of([one.figure for one in told[at:]]) if at and is_industry(told[at - 1].figure) else []
        if alike:
            messages.append(_many(alike, brief, voice))
            at += len(alike)
        elif len(run) > 1:
            messages.append(_counted(run, brief, voice))
            at += len(run)
        elif len(pair) == 2 and _pairs(pair, brief) and (_belong(pair) or voice.rng.random() < _PAIR_CHANCE):
            messages.append(_pair(pair[0], pair[1], brief, voice))
            at += 2
        else:
            messages.append(_single(told[at], at > 0, at > 0 and told[at].figure.share_of == told[at - 1].figure.id, brief, voice))
            at += 1
    if angle != "结构":
        return messages
    rising = [one.figure for one in told if is_industry(one.figure)]
    if any("合计" in message.variants[0] for message in messages):
        return messages
    verdict = _verdict(rising[0], voice) if rising and sign_of(rising) == "up" else ""
    return [*messages, *together(rising, brief, voice, verdict)]


def _many(alike: Sequence[Figure], brief: Brief, voice: Voice) -> Message:
    """Tell the industries after the first in one sentence, lest the same pattern come once for each."""
    told = respectively(alike, brief, voice)
    return Message("evidence", (told,), 1, tuple(figure.id for figure in alike), *period_of(alike[0], brief))


def _bare_run(told: Sequence[Told], at: int, brief: Brief) -> list[Told]:
    """Return the rows from here on that have only their value, of one period: they are told in one breath."""
    run: list[Told] = []
    for one in told[at : at + 3]:
        if not one.bare or (run and period_of(one.figure, brief)[1] != period_of(run[0].figure, brief)[1]):
            break
        run.append(one)
    return run


def _counted(run: Sequence[Told], brief: Brief, voice: Voice) -> Message:
    text = voice.ledger.tell(f"{'，'.join(one.clauses[0].text for one in run)}。")
    return Message("evidence", (text,), 1, tuple(one.figure.id for one in run), *period_of(run[0].figure, brief))


def _ordered(angle: str, figures: Sequence[Figure], brief: Brief, rng: Random) -> list[Figure]:
    """Put the angle's own rows first and rows of other periods last, parts after their whole, profit after income."""
    first, rest = [*figures[:1]], list(figures[1:])
    if angle == "结构":
        rest.sort(key=lambda figure: -(figure.share or 0))
    else:
        rng.shuffle(rest)
    ordered = sorted(first + rest, key=lambda figure: (_standing(angle, figure, brief), not covers_whole(figure)))
    for figure in list(ordered):
        whole = next((other for other in ordered if _follows(figure, other)), None)
        if whole and ordered.index(whole) + 1 != ordered.index(figure) and _one_stretch(whole, figure, brief):
            ordered.remove(figure)
            ordered.insert(ordered.index(whole) + 1, figure)
    return ordered


def _standing(angle: str, figure: Figure, brief: Brief) -> tuple[bool, int, int]:
    own = angle_of(figure)
    return own != angle, _period_rank(figure, brief), ANGLES.index(own)


def _one_stretch(one: Figure, other: Figure, brief: Brief) -> bool:
    """Tell whether two rows can stand in one sentence as far as their periods go."""
    stretches = {period_of(one, brief)[1], period_of(other, brief)[1]}
    return len(stretches) == 1 or ANY_STRETCH in stretches


def _follows(figure: Figure, other: Figure) -> bool:
    """Tell whether a row is best told right after another."""
    if figure.id == other.id:
        return False
    pairs = (("利润总额", "营业收入"), ("利润率", "利润总额"), ("工业增加值", "工业总产值"))
    same = figure.scope == other.scope
    return figure.share_of == other.id or (same and any(part in figure.name and whole in other.name for part, whole in pairs))


def _period_rank(figure: Figure, brief: Brief) -> int:
    if figure.when is None or figure.when == brief.reporting:
        return 0
    return 1 if figure.when.point else 2


def period_of(figure: Figure, brief: Brief) -> tuple[str, str]:
    """Return how a row's own period is said where it is not the reporting one, and a mark of that period."""
    when = figure.when
    if when is None or when == brief.reporting or not available(brief, f"{figure.id}.period"):
        return "", ""
    if surveyed := _SURVEY.search(figure.period):
        return f"据{surveyed[0]}", f"{surveyed[0]}{when}"
    if when.months == 12 and not when.point and brief.reporting and when.year == brief.reporting.year:
        return "", ANY_STRETCH
    return f"{'截至' if when.point else ''}{{{{{figure.id}.period}}}}", str(when)


def _told(figure: Figure, around: Sequence[Figure], brief: Brief, voice: Voice) -> Told:
    bright = voice.profile.sign != "down"
    more = facets(figure, brief, voice.rng, bright=bright)
    for other in around if _compares(figure, around) else ():
        kin = figure.share_of == other.id or ("利润总额" in figure.name and "营业收入" in other.name and figure.scope == other.scope)
        slot = f"d:diff({figure.id}.yoy,{other.id}.yoy)"
        if kin and other.id != figure.id and (figure.yoy or 0) > (other.yoy or 0) > 0 and available(brief, slot):
            more.insert(min(1, len(more)), Clause(_faster(figure, other, slot, brief)))
    begins = head(figure, voice.rng)
    growth = f"{{{{{figure.id}.yoy}}}}"
    return Told(figure, (begins, *(clause for clause in more if clause.text == growth or voice.ledger.fresh(clause.text))))


def _compares(figure: Figure, around: Sequence[Figure]) -> bool:
    """Tell whether a row is set against its whole: of several industries only the first, lest one comparison is told four times."""
    industries = [one for one in around if is_industry(one)]
    return len(industries) < 3 or figure not in industries or figure is industries[0]


def _faster(figure: Figure, other: Figure, slot: str, brief: Brief) -> str:
    """Say by how much a row outgrows another: 快于全县 where both are one indicator."""
    if figure.canonical == other.canonical:
        name = spoken_name(other)
        area = area_of(other, brief)
        return f"快于{name if name.startswith(area) else area + name}{{{{{slot}}}}}"
    return f"{{{{{slot}:clause}}}}"


def _single(told: Told, judging: bool, part: bool, brief: Brief, voice: Voice) -> Message:
    among = "其中，" if part and not period_of(told.figure, brief)[0] and not voice.turns.get("其中") else ""
    voice.turns["其中"] = bool(among)
    full = among + joined(within(told.clauses))
    variants = [f"{full}。"]
    plain = covers_whole(told.figure) and not shaded(told.figure, brief) and angle_sign(angle_of(told.figure), brief) == "up"
    if judging and plain and voice.rng.random() < _VERDICT_CHANCE and (judged := _verdict(told.figure, voice)):
        variants.append(f"{full}，{judged}。")
    voice.ledger.tell(full)
    if agrees := _corroborated(told.figure, brief, voice):
        variants = [f"{full}，{agrees}。"]
    return Message("evidence", tuple(variants), 1, (told.figure.id,), *period_of(told.figure, brief))


def _corroborated(figure: Figure, brief: Brief, voice: Voice) -> str:
    """Return that the use of power bears out the output, where the two move alike."""
    output = next((one for one in brief.figures if one.name == "规上工业总产值" and one.when == figure.when and one.kind == "actual"), None)
    if "用电" not in figure.name or output is None or figure.yoy is None or output.yoy is None or figure.scope != output.scope:
        return ""
    alike = figure.yoy * output.yoy > 0 and abs(figure.yoy - output.yoy) <= _ALIKE
    return voice.say("印证", sign="up" if figure.yoy > 0 else "down") if alike else ""


def _verdict(figure: Figure, voice: Voice) -> str:
    """Return a judgement on a row, one for each angle."""
    mark = f"评价/{angle_of(figure)}"
    if mark in voice.said or angle_of(figure) != voice.angle:
        return ""
    voice.said.add(mark)
    sign = {1: "up", -1: "down"}.get(direction(figure), "")
    if angle_of(figure) == "要素" and not re.search(r"用电|用气|货运", figure.name):
        return ""
    for _ in range(_TRIES if sign else 0):
        text = voice.say("评价", angle_of(figure), sign=sign)
        if not closeness(text, voice.judged):
            return text
    return ""


def _belong(pair: Sequence[Told]) -> bool:
    """Tell whether two rows are read together: profit with income, margin with profit, a part with its whole."""
    return _follows(pair[1].figure, pair[0].figure) or pair[0].bare or pair[1].bare


def _pairs(pair: Sequence[Told], brief: Brief) -> bool:
    same = period_of(pair[0].figure, brief)[1] == period_of(pair[1].figure, brief)[1]
    placed = any(told.figure.rank is not None or told.figure.references for told in pair)
    return same and not placed and sum(clause.figures for told in pair for clause in told.clauses) <= MOST_FIGURES


def _pair(first: Told, second: Told, brief: Brief, voice: Voice) -> Message:
    a, b = first.figure, second.figure
    rows = (a.id, b.id)
    alike = a.unit == b.unit and a.yoy and b.yoy and (a.yoy > 0) == (b.yoy > 0) and a.value is not None and b.value is not None
    if alike and angle_of(a) == angle_of(b) and b.share_of != a.id and voice.rng.random() < _PAIR_CHANCE:
        return Message("evidence", (voice.ledger.tell(_respectively(a, b, voice.rng)),), 1, rows, *period_of(a, brief))
    link = "；其中，" if b.share_of == a.id else "，" if first.bare and second.bare else "；"
    text = voice.ledger.tell(f"{joined(first.clauses)}{link}{joined(second.clauses)}。")
    return Message("evidence", (text,), 1, rows, *period_of(a, brief))


def _respectively(a: Figure, b: Figure, rng: Random) -> str:
    """Tell two amounts that went the same way in one breath."""
    verb = rng.choice(("分别完成", "分别达到")) if "元" in a.unit and (a.yoy or 0) > 0 else "分别为"
    way = "增长" if a.yoy and a.yoy > 0 else "下降"
    values = f"{{{{{a.id}}}}}、{{{{{b.id}}}}}，同比分别{way}{{{{{a.id}.yoy:rate}}}}、{{{{{b.id}.yoy:rate}}}}"
    return f"{{{{{a.id}.name}}}}、{{{{{b.id}.name}}}}{verb}{values}。"
