"""Gaps: how far a row is from its target, and what that means a month."""

import re
from decimal import Decimal

from assistant.audit.derivations import try_derive
from assistant.audit.facts import table_of
from assistant.audit.formulas import Derived
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.matching import figures_in, magnitude
from assistant.drafting.phrases import Voice
from assistant.drafting.standing import behind
from assistant.drafting.state import Message
from assistant.slots import available

_FRAMES = (
    "{name}离{target}的年度目标还差{gap}",
    "{name}距{target}的年度目标还差{gap}",
    "对照{name}{target}的年度目标，还差{gap}",
)
_MONTHLY = ("月均要完成{need}", "余下的月份月均要完成{need}", "摊到每个月就是{need}")
_GAP_ONLY = ("{name}离年度目标还差{gap}", "{name}还差{gap}才到年度目标", "按年度目标，{name}还有{gap}要补")


def lag_of(figure: Figure, brief: Brief) -> str:
    """Return how far a row lags behind the calendar, where no problem says so."""
    named = any(figure.id in problem.figures for problem in brief.problems)
    pace = f"d:progress_gap({figure.id}):clause"
    return f"{{{{{pace}}}}}" if behind(figure, brief) and not named and available(brief, pace) else ""


_TERM = re.compile(r"(?:后[一两二三四五六]个月|[一二三四]季度|[上下]半年|\d{1,2}月|年底|年末|年内|全年|今年)")
_REST_OF_YEAR = {3: (), 6: ("下半年",), 8: ("后四个月",), 9: ("四季度", "后三个月"), 10: ("后两个月",), 11: ("12月", "后一个月")}
_WHOLE_YEAR = ("年底", "年末", "年内", "全年", "今年", "12月")


def ends_with_year(text: str, months: int) -> bool:
    """Tell whether what a text asks for has until the end of the year, as far as the text says: 9月底前 has not.

    Args:
        text: A point of the user, or its deadline.
        months: How many months of the year are done.
    """
    return all(term in (*_WHOLE_YEAR, *_REST_OF_YEAR.get(months, ())) for term in _TERM.findall(text))


def _hastened(figure: Figure, gap: Derived, brief: Brief) -> bool:
    """Tell whether the user asks for a gap before the year is out: then what it means a month is not a twelfth of the year's."""
    months = figure.when.last if figure.when else 0
    for priority in brief.priorities:
        for point in priority.points:
            asked = magnitude(gap.value, gap.unit) in figures_in(point)
            if asked and not (ends_with_year(point, months) and (_TERM.search(point) or ends_with_year(priority.due, months))):
                return True
    return False


def monthly_of(figure: Figure, brief: Brief, voice: Voice) -> tuple[str, bool, str]:
    """Return what a gap means a month, whether that is more than before, and the average so far; of amounts only, not of counts."""
    table = table_of(brief)
    need, average, gap = (try_derive(table, name, figure.id) for name in ("need_per_month", "month_average", "gap"))
    counted = re.search(r"元|千瓦时|吨", figure.unit)
    if need is None or gap is None or need.value == gap.value or not counted or _hastened(figure, gap, brief):
        return "", False, ""
    slot = f"{{{{{need.key}}}}}"
    if not voice.ledger.fresh(slot):
        return "", False, ""
    more = average is not None and need.value > average.value
    return slot, more, f"{{{{{average.key}}}}}" if average else ""


def gap_clause(figure: Figure, brief: Brief, voice: Voice) -> str:
    """Return the gap of a row as a clause; empty where its figures have been said often enough."""
    row = figure.id
    values = {"name": f"{{{{{row}.name}}}}", "target": f"{{{{{row}.target}}}}", "gap": f"{{{{d:gap({row})}}}}"}
    frames = _FRAMES if voice.ledger.fresh(values["target"]) else _GAP_ONLY
    if not available(brief, f"d:gap({row})") or not voice.ledger.fresh(values["gap"]):
        return ""
    return _fresh(frames, voice).format(**values)


_TIED = (
    "补上它，{name}就到全年的{target}",
    "{name}全年要到{target}，缺的就在这里",
    "{name}{target}的全年目标，要靠它来补齐",
)
_PER_MONTH = ("摊下来月均{need}", "月均就是{need}")


def tied_to_target(raw: str, brief: Brief, voice: Voice) -> tuple[str, str]:
    """Return what a demanded amount is where it is the very gap to a target: a clause on what it means a month, a sentence on the target.

    Either is empty where there is nothing to say or its figures have been told.
    """
    asked = figures_in(raw)
    for figure in brief.figures:
        gap = try_derive(table_of(brief), "gap", figure.id)
        if gap is None or figure.target is None or magnitude(gap.value, gap.unit) not in asked:
            continue
        need, *_ = monthly_of(figure, brief, voice)
        plain = need and "月均" not in raw and "分解" not in raw
        monthly = voice.ledger.tell(_fresh(_PER_MONTH, voice).format(need=need)) if plain else ""
        target = f"{{{{{figure.id}.target}}}}"
        told = _fresh(_TIED, voice).format(name=f"{{{{{figure.id}.name}}}}", target=target) if voice.ledger.fresh(target) else ""
        return monthly, voice.ledger.tell(f"{told}。") if told else ""
    return "", _remainder(asked, brief, voice)


def _remainder(asked: set[tuple[Decimal, str]], brief: Brief, voice: Voice) -> str:
    """Return where a demanded amount comes from: a target row of a longer period less what is done."""
    for goal in (figure for figure in brief.figures if figure.kind == "target" and figure.value is not None):
        for done in brief.figures:
            same = done.kind == "actual" and done.canonical == goal.canonical and done.value is not None and done.unit == goal.unit
            if same and magnitude((goal.value or Decimal(0)) - (done.value or Decimal(0)), goal.unit) in asked and goal.when and done.when:
                whole, part = f"{{{{{goal.id}}}}}", f"{{{{{done.id}}}}}"
                told = f"{{{{{goal.id}.period}}}}{{{{{goal.id}.name}}}}要到{whole}，目前是{part}，差额要在这一项里补。"
                return voice.ledger.tell(told) if voice.ledger.fresh(whole) and voice.ledger.fresh(part) else ""
    return ""


def _fresh(frames: tuple[str, ...], voice: Voice) -> str:
    """Return a frame not used yet, or any where all have been."""
    frame = voice.rng.choice([one for one in frames if one not in voice.said] or list(frames))
    voice.said.add(frame)
    return frame


def gap_sentence(figure: Figure, brief: Brief, voice: Voice) -> Message:
    """Tie a measure to the gap it has to close: what is missing, and what that means a month."""
    clause = gap_clause(figure, brief, voice)
    if not clause:
        return Message("demand", (f"{{{{{figure.id}.name}}}}的差额，要靠这一项来补。",), 2, (figure.id,))
    lag = lag_of(figure, brief)
    lag = f"{lag}，" if lag and voice.ledger.fresh(lag) and clause.startswith("{{") else ""
    clause = clause.replace(f"{{{{{figure.id}.name}}}}", f"{{{{{figure.id}.name}}}}{lag}", 1) if lag else clause
    need, *_ = monthly_of(figure, brief, voice)
    told = f"{clause}，{voice.rng.choice(_MONTHLY).format(need=need)}" if need else clause
    return Message("demand", (voice.ledger.tell(f"{told}。"),), 1, (figure.id,))
