"""Answers over all rows: what falls, what rises, what lags, what drags, what is doubtful."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from assistant.asking.answer import Answer
from assistant.asking.row_answers import (
    Tell,
    tell_change,
    tell_gap,
    tell_growth,
    tell_pace,
    tell_progress,
    tell_rank,
    tell_share,
    tell_value,
    tell_versus,
)
from assistant.asking.telling import Teller, proven
from assistant.audit.check import check_numbers
from assistant.audit.consistency import check_brief
from assistant.audit.derivations import try_derive
from assistant.audit.fact import FIELD_LABELS
from assistant.audit.facts import table_of
from assistant.audit.identity import names_of, normal
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.matching import figures_in
from assistant.drafting.standing import behind, below, change_of, direction, trouble
from assistant.findings import BriefFinding

_SECTOR = re.compile(r"(?:产业|行业|制造业|加工业|采矿业)(?:总?产值|增加值)")
MOST = 12


def _actual(brief: Brief) -> list[Figure]:
    return [figure for figure in brief.figures if figure.kind in {"actual", "rank"}]


def _survey(brief: Brief, kind: str, figures: Iterable[Figure], tell: Tell, head: str, none: str) -> Answer:
    teller = Teller(brief)
    for figure in list(figures)[:MOST]:
        tell(teller, figure)
    if not teller.lines:
        return Teller(brief).answer(kind, head=none)
    return teller.answer(kind, head=head)


def _moved(brief: Brief) -> list[Figure]:
    return sorted(_actual(brief), key=lambda figure: change_of(figure) or Decimal(0))


def falling(brief: Brief) -> Answer:
    """Tell the rows that fell, the steepest first."""
    found = [figure for figure in _moved(brief) if (change_of(figure) or 0) < 0]
    return _survey(brief, "falling", found, tell_growth, "下降的有：", "要点里没有下降的指标。")


def rising(brief: Brief) -> Answer:
    """Tell the rows that grew, the fastest first."""
    found = [figure for figure in reversed(_moved(brief)) if (change_of(figure) or 0) > 0]
    return _survey(brief, "rising", found, tell_growth, "增长的有（由快到慢）：", "要点里没有增长的指标。")


def _grown(brief: Brief) -> list[Figure]:
    table = table_of(brief)
    facts = (fact for figure in _actual(brief) for fact in table.of_row(figure.id))
    rates = [fact for fact in facts if fact.field in {"yoy", "value"} and fact.measure == "growth"]
    return [table.row(fact.row) for fact in sorted(rates, key=lambda fact: -fact.value)]


def fastest(brief: Brief) -> Answer:
    """Tell the row that grew fastest."""
    return _survey(brief, "fastest", _grown(brief)[:1], tell_growth, "增速最高的是：", "要点里没有增速。")


def slowest(brief: Brief) -> Answer:
    """Tell the row that grew slowest or fell most."""
    return _survey(brief, "slowest", _grown(brief)[-1:], tell_growth, "增速最低的是：", "要点里没有增速。")


def drags(brief: Brief) -> Answer:
    """Tell the industries that held growth back: those that fell, else those that grew more slowly than their whole."""
    sectors = [figure for figure in _actual(brief) if _SECTOR.search(spoken_name(figure)) and figure.yoy is not None]
    rows = table_of(brief).rows
    fell = [figure for figure in sectors if figure.yoy is not None and figure.yoy < 0]
    slow = [
        figure
        for figure in sectors
        if (whole := rows.get(figure.share_of)) is not None and whole.yoy is not None and figure.yoy is not None and figure.yoy < whole.yoy
    ]
    chosen = sorted(fell or slow, key=lambda figure: figure.yoy or Decimal(0))
    head = "拖后腿的行业：" if fell else "没有行业下降；慢于总体的有："
    if not sectors:
        return Teller(brief).answer("drags", head="要点里没有分行业的增速，说不出哪个行业拖了后腿。", outcome="unknown")
    return _survey(brief, "drags", chosen, tell_growth, head, "分行业看，没有下降的，也没有慢于总体的。")


def gaps(brief: Brief) -> Answer:
    """Tell how far every row is from its target."""
    table = table_of(brief)
    found = [
        figure for figure in _actual(brief) if figure.targets or try_derive(table, "gap", figure.id) or try_derive(table, "over", figure.id)
    ]
    if not found:
        return Teller(brief).answer("gap", head="要点里没有可比的目标，算不出差额。", outcome="unknown")
    return _survey(brief, "gap", found, tell_gap, "", "要点里没有可比的目标。")


def paces(brief: Brief) -> Answer:
    """Tell what each remaining month has to bring, for every row that is short of its target."""
    found = [figure for figure in _actual(brief) if try_derive(table_of(brief), "need_per_month", figure.id)]
    if not found:
        return Teller(brief).answer("pace", head="没有“未达目标又能按月均分”的指标，算不出月均。", outcome="unknown")
    return _survey(brief, "pace", found, tell_pace, "", "")


def progresses(brief: Brief) -> Answer:
    """Tell the progress of every row that has a target."""
    table = table_of(brief)
    found = [figure for figure in _actual(brief) if figure.progress is not None or try_derive(table, "progress", figure.id)]
    return _survey(brief, "progress", found, tell_progress, "", "要点里没有完成进度。")


def lagging(brief: Brief) -> Answer:
    """Tell the rows whose progress lags behind the calendar."""
    found = [figure for figure in _actual(brief) if behind(figure, brief)]
    return _survey(brief, "lagging", found, tell_progress, "慢于时间进度的有：", "没有慢于时间进度的指标。")


def compared(brief: Brief) -> Answer:
    """Tell how rows stand against the areas they are compared with."""
    found = [figure for figure in _actual(brief) if figure.references or any(item.name.endswith("之差") for item in figure.also)]
    return _survey(brief, "versus", found, tell_versus, "", "要点里没有全市、全省或别的地区的数可比。")


def beaten(brief: Brief) -> Answer:
    """Tell the rows that stand worse than the area they are compared with."""
    found = [figure for figure in _actual(brief) if below(figure, brief)]
    return _survey(brief, "below", found, tell_versus, "不如对比地区的有：", "有对比数的指标，没有不如对比地区的。")


def ranks(brief: Brief) -> Answer:
    """Tell the places of all rows."""
    found = [figure for figure in _actual(brief) if figure.rank is not None or figure.kind == "rank"]
    return _survey(brief, "rank", found, tell_rank, "", "要点里没有位次。")


def changes(brief: Brief) -> Answer:
    """Tell how rows moved since an earlier period."""
    found = [figure for figure in _actual(brief) if figure.mom_pp is not None or figure.prev is not None or figure.prev_yoy is not None]
    return _survey(brief, "change", found, tell_change, "", "要点里没有与上期相比的变动。")


def shares(brief: Brief) -> Answer:
    """Tell all shares."""
    return _survey(brief, "share", [figure for figure in brief.figures if figure.share is not None], tell_share, "", "要点里没有占比。")


def troubles(brief: Brief) -> Answer:
    """Tell what is bad news: what counts as trouble by its nature, and what got worse."""
    found = [figure for figure in _actual(brief) if trouble(figure) or direction(figure) < 0]
    return _survey(brief, "weak", found, tell_value, "情况不好的有：", "从数据看，没有变差的指标。")


def overview(brief: Brief) -> Answer:
    """Tell the main rows."""
    return _survey(brief, "overview", _actual(brief), tell_value, "", "要点里还没有数据。")


def unused(brief: Brief, text: str) -> Answer:
    """Tell the rows a speech never uses."""
    if not text:
        return Teller(brief).answer("unused", head="还没有文稿，看不出哪些数没用上。", outcome="unknown")
    missing = check_numbers(text, brief).missing
    found = [figure for figure in brief.figures if figure.id in missing]
    return _survey(brief, "unused", found, tell_value, "稿子里没用上的有：", "数据行全都用上了。")


def doubts(brief: Brief) -> Answer:
    """Tell what in the brief contradicts itself or has to be settled by a person."""
    teller = Teller(brief)
    for finding in check_brief(brief):
        teller.say(finding.message if proven(finding.message, brief) else _doubtful(finding, brief), *finding.facts)
    for said in (*(question.text for question in brief.questions), *(str(notice) for notice in brief.notices if notice.reason == "gap")):
        teller.say(said if proven(said, brief) else f"{said.partition('：')[0]}：待你答复。")
    if not teller.lines:
        return teller.answer("doubts", head="核对过了：没有自相矛盾的数，也没有待你答复的疑问。")
    return teller.answer("doubts", head="有这些要核对：")


def _doubtful(finding: BriefFinding, brief: Brief) -> str:
    """Say which cells do not agree without the number that the check worked out: it is no figure of the brief."""
    table = table_of(brief)
    facts = [fact for key in finding.facts if (fact := table.get(key)) is not None]
    said = (fact.anchor if fact.field == "also" else FIELD_LABELS.get(fact.field, "") or "数值" for fact in facts)
    names = dict.fromkeys(f"{fact.name}{what}" for fact, what in zip(facts, said, strict=True))
    return f"{'、'.join(names)}对不上，请核对。"


def unsupported(brief: Brief) -> Answer:
    """Tell the tasks that no row of figures and no number of their own stands behind."""
    teller = Teller(brief)
    for priority in brief.priorities:
        words = normal("".join((priority.title, *priority.points)))
        called = any(name.weight > 0.5 and name.text in words for figure in brief.figures for name in names_of(figure))
        answers = next((problem for problem in brief.problems if problem.id == priority.problem), None)
        if not called and not figures_in("".join((priority.title, *priority.points))) and not (answers and answers.figures):
            teller.say(f"{priority.title}。", priority.id)
    if not brief.priorities:
        return teller.answer("unsupported", head="要点里还没有重点。", outcome="unknown")
    head = "没有数据支撑的重点：" if teller.lines else "每项重点都有数据支撑。"
    return teller.answer("unsupported", head=head)


SURVEYS: dict[str, Callable[[Brief], Answer]] = {
    "falling": falling,
    "rising": rising,
    "fastest": fastest,
    "slowest": slowest,
    "drags": drags,
    "gap": gaps,
    "pace": paces,
    "progress": progresses,
    "lagging": lagging,
    "versus": compared,
    "below": beaten,
    "rank": ranks,
    "share": shares,
    "change": changes,
    "weak": troubles,
    "doubts": doubts,
    "unsupported": unsupported,
    "overview": overview,
}
