"""Where a rate, a share, a change in points or a place in a ranking goes."""

import re
from decimal import Decimal

from assistant.intaking.case import AREA, GOALS, LAST_YEAR, Asked, Case, Placing
from assistant.intaking.levels import place_aim, place_also, place_level, place_reference
from assistant.intaking.rows import Row

_EARLIER = re.compile(r"上月|上季度?|上期|上半年|\d+[月—–\-~至到]+\d*月?|[一二三四]季度|前[一二三]季度")
_SLACK = Decimal("0.1")
_REACHED = re.compile(r"(?:提高|上升|回升|加快|降低|下降|回落)[到至]$")
_AREAS = ("全国", "全省", "全市", "全州")
_CLOCK = re.compile(r"(时间|序时)进度")


def place_growth(case: Case) -> Placing:
    """Place a rate of change: of the row, of an area, of a target, or of an earlier period."""
    claim, clause = case.claim, case.clause
    later = claim.period is not None and (claim.period.period.offset or 0) > 0
    if claim.stance == "aim" or later:
        return place_aim(case)
    if claim.quantity.qualifier:
        raise Asked("这不是准数，增速请给准数。")
    area = AREA.search(clause)
    if area and (area["mean"] or _is_current(case)):
        return place_reference(case, area)
    if case.subject is not None and case.subject.entry is not None and case.subject.entry.kind == "share" and claim.role == "growth":
        raise Asked(f"“{case.subject.name}”本身是比率，它的升降是不是“个百分点”？请核对。")
    if case.current is not None and case.subject is None and (LAST_YEAR.search(clause) or not case.of_row(case.current)):
        return Placing(case.current, "prev_yoy", case.signed(), {"prev_period": case.period or "上年同期"})
    if case.current is not None and case.period and case.goes_on() and not case.of_row(case.current) and case.current.has("yoy"):
        return Placing(case.current, "prev_yoy", case.signed(), {"prev_period": case.period})
    basis = claim.basis if claim.basis != "同比" else ""
    row = case.row()
    if basis == "比年初":
        return place_also(case, "比年初增长", case.signed())
    if row.has("yoy") and row.basis != basis:
        other = case.told.row_of(row.subject, row.period, row.kind, basis)
        return Placing(other, "yoy", case.signed(), follow=False)
    row.basis = basis
    return Placing(row, "yoy", case.signed())


def _is_current(case: Case) -> bool:
    """Tell whether a wider area is told of the indicator of the row before: a comparison, no row of its own."""
    if case.current is None:
        return False
    return case.subject is None or case.subject.entry is case.current.entry


def place_before(case: Case) -> Placing:
    """Place the percentage that a rate came from (由上半年的7.9%提高到8.3%)."""
    row = case.row(timed=False)
    if not case.period:
        raise Asked("这是哪个时期的数？请写明。")
    rate = row.entry is not None and row.entry.kind == "share"
    return Placing(row, "prev" if rate else "prev_yoy", case.signed(), {"prev_period": case.period})


def place_ratio(case: Case) -> Placing:
    """Place a percentage that no verb tells of: the value of a rate, an area's, or growth where it is signed."""
    claim, entry = case.claim, case.subject.entry if case.subject else None
    if _CLOCK.search(case.clause):
        return place_also(case, "时间进度")
    if (area := AREA.search(case.clause)) and (area["mean"] or case.subject is None) and _is_current(case):
        return place_reference(case, area)
    if claim.stance == "aim":
        return place_aim(case)
    if case.subject is None and case.current is not None and _REACHED.search(case.clause):
        if case.current.has("prev"):
            return Placing(case.current, "value", case.value)
        if case.current.has("prev_yoy"):
            return Placing(case.current, "yoy", case.value)
    share = entry is not None and (entry.kind in {"share", "rate"} or "%" in entry.units)
    named = case.subject is not None and (share or case.subject.name.endswith(("率", "比重", "占比", "面", "度", "比例")))
    if named:
        row = case.row()
        row.unit = "%"
        return Placing(row, "value", case.signed())
    if claim.basis or claim.quantity.text[:1] in "+-＋－" or re.search(r"(?:增速|增幅|同比)(?:(?:为|是)?$|分别)", case.clause):
        return place_growth(case)
    if case.current is not None and case.subject is None and case.current.has("progress") is False and re.search(r"进度", case.clause):
        return Placing(case.current, "progress", case.value)
    if re.search(r"(?:预算|目标|任务|计划)[^，。；]{0,6}的$|进度$", case.clause) and (case.current or case.subject):
        return Placing(case.row(timed=False), "progress", case.value)
    if case.subject is not None and "增加值" in case.subject.name:
        return place_growth(case)
    raise Asked("这个百分数是增速、占比还是进度？请写明。")


def place_share(case: Case) -> Placing:
    """Place a share with the whole it is a share of."""
    if "占" not in case.clause and not case.claim.anchor and re.search(r"[进兑]", case.clause):
        return place_progress(case)
    entry = case.subject.entry if case.subject else None
    if entry is not None and entry.kind == "share":
        return place_ratio(case)
    before = re.split(r"占", case.clause)[0]
    row = case.row() if case.subject is not None and case.subject.name in before else case.current
    if row is None:
        raise Asked("这个占比说的是哪个指标？请连指标名一起写。")
    anchor = re.sub(r"^整个|的?(比重|比例)$", "", case.claim.anchor)
    anchor = anchor or (case.told.whole.subject.scope + case.told.whole.subject.name if case.told.whole else "")
    if not anchor and row.has("target"):
        return _of_target(case, row)
    anchor = anchor or case.told.last_whole()
    return Placing(row, "share", case.value, {"share_of": anchor} if anchor else {})


def _of_target(case: Case, row: Row) -> Placing:
    """占94.3% right after a target and what is done of it is progress, where the two make just that."""
    done, target = row.get("value"), row.get("target")
    if isinstance(done, Decimal) and isinstance(target, Decimal) and target and abs(done / target * 100 - case.value) <= _SLACK:
        return Placing(row, "progress", case.value)
    raise Asked("这是占什么的比重，还是完成进度？请写明。")


def place_progress(case: Case) -> Placing:
    """Place how far a target is reached."""
    if case.subject is not None and case.subject.entry is not None and case.subject.entry.kind == "share":
        return place_ratio(case)
    return Placing(case.row(timed=False), "progress", case.value)


def place_versus(case: Case) -> Placing:
    """A distance in percentage points is known beside its row, with its sign."""
    anchor = case.claim.anchor
    if not anchor and _CLOCK.search(case.clause):
        anchor = "时间进度"
    if not anchor:
        raise Asked("这几个百分点是同谁比？请写明。")
    if _CLOCK.search(anchor):
        return place_also(case, "进度与时间进度之差", case.signed())
    if GOALS.search(anchor):
        return place_also(case, "与年度目标之差", case.signed())
    if _EARLIER.search(anchor) or anchor in {"去年", "上年"} or LAST_YEAR.search(anchor):
        return place_change(case)
    area = anchor.removesuffix("水平")
    return place_also(case, f"与{area}{'平均' if area in _AREAS else ''}之差", case.signed())


def place_change(case: Case) -> Placing:
    """A change in points: since a year ago of a rate or share, since an earlier period of whatever the row tells."""
    claim, clause = case.claim, case.clause
    row = case.row()
    if claim.basis == "比年初":
        return place_also(case, "比年初增加", case.signed())
    earlier = (
        _EARLIER.search(claim.than.text if claim.than else re.split(r"[比较]", clause)[-1]) if re.search(r"[比较]|环比", clause) else None
    )
    ago = claim.than is not None and claim.than.text in {"去年", "上年"}
    if not ago and (claim.than is not None or (earlier and claim.basis != "同比")):
        than = claim.than.text if claim.than else earlier[0] if earlier else "上月"
        return Placing(row, "mom_pp", _turned(case), {"prev_period": than})
    if claim.basis == "环比":
        return Placing(row, "mom_pp", _turned(case), {"prev_period": "上月"})
    rate = row.unit == "%" or row.has("share") or (row.entry is not None and row.entry.kind in {"share", "rate"})
    growth = row.rate is not None or row.has("yoy")
    # A change of a share or rate that names no other time is that since a year ago, as in the communiqués.
    if rate and (ago or claim.basis == "同比" or not growth or "比重" in clause or "占比" in clause):
        if row.entry is not None and row.unit == "":
            row.unit = "%" if row.entry.kind == "share" else row.unit
        return Placing(row, "yoy_pp", case.signed())
    raise Asked("这几个百分点是同比，还是比上期？请写明同谁比。")


def _turned(case: Case) -> Decimal:
    """A fall that narrows is a rate that rises (降幅收窄1.2个百分点)."""
    return -case.signed() if re.search(r"[降跌]幅", case.clause) else case.signed()


def place_rank(case: Case) -> Placing:
    """Place a rank, or the rank before."""
    row = case.row(timed=False)
    if case.claim.quantity.qualifier == "倒数":
        raise Asked("倒数的位次请换成正数的第几位，并写明共有几个。")
    scope = re.search(r"(全[国省市州县区][^，。；第]*?)(?:中?的?排名?在?|位?列|位?居|名列|中|[，])*第?$", case.clause)
    # 由第6位升至第4位: the place left and the place reached
    before = re.search(r"(上月|上期|上年|去年|上季度|上半年|一季度|此前|之前|原来|[由从])[^，。；]{0,8}第?$", case.clause)
    name = "prev_rank" if before and not row.has("prev_rank") else "rank"
    return Placing(row, name, int(case.value), {"rank_scope": scope[1]} if scope else {})


def place_move(case: Case) -> Placing:
    """Place the places gained or lost: known beside the row."""
    return place_also(case, "位次前移" if case.claim.direction >= 0 else "位次后移")


def place_gap(case: Case) -> Placing:
    """Place what is still to be done: known beside the row."""
    if case.subject is not None and case.subject.entry is not None and "差" not in case.clause:
        return place_level(case)
    if case.claim.quantity.unit in {"个百分点", "百分点"}:
        return place_versus(case)
    if not re.search(r"差|还要|还需|尚需|还剩", case.clause):
        return place_level(case)
    return place_also(case, "距全年目标还差")


def place_unchanged(case: Case) -> Placing:
    """Place 同比持平: growth of nought."""
    if "持平" not in case.claim.quantity.text:
        return place_level(case)
    return Placing(case.row(), "yoy", Decimal(0))
