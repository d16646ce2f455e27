"""Where a level goes: value, last year, target, what is known beside a row."""

import re
from decimal import Decimal

from assistant.brief.rows import QUALIFIERS
from assistant.intaking.amounts import in_unit, printed_unit
from assistant.intaking.case import AREA, GOALS, LAST_YEAR, LAST_YEAR_ALONE, Asked, Case, Placing
from assistant.intaking.rows import Row

_ANNUAL = re.compile(r"全年|年度|今年|当年|本年|\d{4}年$")
_BY = re.compile(r"(省|市|县|区|人代会|政府工作报告|省政府|市政府)(下达|确定|定的?|安排|要求|提出)?的?[^，。；]{0,6}(目标|任务)")
_PLANNED = re.compile(r"预计|计划|预期|拟|有望")
_LATER = re.compile(r"明年|来年|下一?年|下半年|下季度|[一二三四]季度|\d{1,2}月")
_MORE = re.compile(
    r"((?:同比|[比较](?![重例])[^，。；\d]{1,8}?|环比)?)"
    r"(净增|净减|退出|退库|退规|增加|减少|多增|少增|压减|盘活|新(?:增|建|认定|培育|入库|投产|开工|签约|登记|引进|注册|入规)|(?<=[同期末底初月年比])(?:[多少增减]|提高|降低|缩短|延长|上升|下降))了?(?:[一-鿿]{0,4}?)$"
)
_BEYOND = ("突破", "超", "以上")
_AVERAGE = re.compile(r"平均|^全[国省市县]$")
_DONE = re.compile(r"((?:已|未|没有?|尚未|还没有?)(?!经|完成)[一-鿿]{2,4}?)(?:的|了|有|共|为|达到?)*$")
_LESS = re.compile(r"减少|少增|压减|[少减]$|降低|缩短|下降")
_NOUNS = {"户": "企业", "家": "企业", "个": "项目"}


def place_level(case: Case) -> Placing:
    """Place an amount: the value of its row, unless the words make it last year's, a target or an area's."""
    claim, clause = case.claim, case.clause
    if case.subject is None and case.current is not None and LAST_YEAR_ALONE.search(clause):
        return _last_year(case, case.current)
    if case.subject is not None and LAST_YEAR.search(clause):
        row = case.row(timed=False)
        return Placing(row, "last_year", case.level(row))
    if re.search(r"年初(余额|为|是|数)?$", clause) and case.current is not None:
        return place_also(case, "年初余额" if "余额" in clause else "年初数")
    if re.search(r"(?:由|从)[^，。；到至]{0,8}$", clause):
        raise Asked("这是哪个时期的数？请写明。")
    planned = case.subject is not None and case.subject.entry is not None and re.search(r"计划|目标", case.subject.name)
    if (claim.stance == "aim" or _under_goal(case)) and claim.role in {"level", "delta"} and not planned:
        return place_aim(case)
    if case.subject is None and _MORE.search(clause):
        return place_delta(case)
    if (area := AREA.search(clause)) and (case.subject is None or area["mean"]):
        return place_reference(case, area)
    if case.subject is None and (done := _DONE.search(clause)):
        return _done(case, done)
    row = case.row()
    if case.subject is None and row.has("value"):
        return _exact(case, row) or _earlier(case, row)
    texts = {"qualifier": claim.quantity.qualifier} if claim.quantity.qualifier in QUALIFIERS else {}
    return Placing(row, "value", case.level(row), texts)


def _under_goal(case: Case) -> bool:
    """Tell whether the sentence began with a heading that makes targets of its figures (今年目标：…)."""
    return re.search(r"(?:目标|任务)(?:任务)?(?:是|为)?：", case.claim.before) is not None and not re.search(r"完成|已|实际", case.clause)


def _done(case: Case, done: re.Match[str]) -> Placing:
    """A count of what is done (已开工11个) is known beside the last row that is counted in the same unit."""
    printed = printed_unit(case.claim.quantity)
    unit = f"{printed}元" if printed in {"万", "亿"} else printed
    rows = [row for row in case.told.rows_here(case.claim) if row.unit == unit]
    if not rows:
        raise Asked("这个数说的是什么？请连指标名一起写。")
    noun = _NOUNS.get(unit, "") if _NOUNS.get(unit, "") in rows[-1].subject.name else ""
    return Placing(rows[-1], f"also:{done[1]}{noun}|{unit}", case.value, follow=False)


def _last_year(case: Case, row: Row) -> Placing:
    """去年 alone is the same period of a state or count; of an amount it may be the whole year as well."""
    summed = row.entry is None or row.entry.kind == "flow"
    if summed and not LAST_YEAR.search(case.clause):
        raise Asked("这个数是去年同期的，还是去年全年的？")
    return Placing(row, "last_year", case.level(row))


def _exact(case: Case, row: Row) -> Placing | None:
    """突破300亿元，达到312.6亿元 tells one level twice: the exact number stands, the round one is asked about."""
    rough = next((mark for mark in row.marks if mark.field == "value" and row.texts.get("qualifier") in _BEYOND), None)
    if rough is None or case.claim.quantity.qualifier or not isinstance(rough.value, Decimal):
        return None
    value = case.level(row)
    if value < rough.value:
        return None
    row.marks.remove(rough)
    del row.texts["qualifier"]
    case.told.set_aside(rough, "后面有准数，只记准数，对吗？")
    return Placing(row, "value", value)


def _earlier(case: Case, row: Row) -> Placing:
    """A second level of a row is that of another period, or in doubt."""
    if in_unit(case.claim.quantity, row.unit) == row.get("value"):
        return Placing(row, "value", case.level(row))  # said again in another unit: 折合2685000万元
    if not case.claim.near or case.period == row.period:
        raise Asked(f"“{row.subject.name}”已经有一个数了，这个数是什么指标的？")
    other = case.told.row_of(row.subject, case.period, row.kind)
    return Placing(other, "value", case.level(other))


def place_aim(case: Case) -> Placing:
    """A target of the year goes with the actual of the same indicator; any other is a row of its own."""
    claim, clause = case.claim, case.clause
    later = claim.period is not None and (claim.period.period.offset or 0) > 0
    kind = "plan" if _PLANNED.search(clause) and not GOALS.search(clause) else "target"
    said = claim.period.text if claim.period is not None and (claim.near or later) else ""
    by = _BY.search(clause)
    percent = claim.quantity.unit == "%"
    own = kind == "plan" or claim.quantity.qualifier or (said and not _ANNUAL.search(said)) or bool(said and _LATER.search(said))
    if own:
        row = case.told.row_of((case.subject or case.row().subject), said or "全年", kind)
        name = "yoy" if percent and claim.role == "growth" else "value"
        texts = {"qualifier": claim.quantity.qualifier} if claim.quantity.qualifier in QUALIFIERS else {}
        return Placing(row, name, case.signed() if percent else case.level(row), texts, follow=kind == "plan")
    row = case.row(timed=False)
    if percent and claim.role == "growth" and not row.rate:
        return Placing(row, f"targets:{by[1] + (by[2] or '') if by else '年度'}|yoy", case.signed())
    value = case.signed() if percent else case.level(row)
    return Placing(row, f"targets:{by[1] + (by[2] or '')}|value" if by else "target", value)


def place_reference(case: Case, area: re.Match[str]) -> Placing:
    """Place the number of an area compared with beside the row told of."""
    row = case.row(timed=False) if case.subject is None or case.current is None else case.current
    value = case.signed() if case.claim.quantity.unit == "%" else case.level(row)
    return Placing(row, f"reference:{area['area']}{area['who'] or ''}{'平均' if area['mean'] else ''}", value)


def place_also(case: Case, name: str, value: Decimal | None = None) -> Placing:
    """Place what has no field of its own beside the row told of, under a name."""
    row = case.current if case.current is not None and case.subject is None else case.row()
    unit = printed_unit(case.claim.quantity)
    if not unit:
        raise Asked("没有写单位，请补上。")
    return Placing(row, f"also:{name}|{unit}", case.value if value is None else value)


def place_delta(case: Case) -> Placing:
    """An increment is known beside its row, unless it has a name of its own (新增规上企业17户)."""
    found = _MORE.search(case.clause)
    if _AVERAGE.search(case.claim.anchor):
        return place_also(case, f"与{case.claim.anchor.removesuffix('水平')}之差", case.signed())
    if case.subject is not None and (found is None or case.clause.find(case.subject.name) >= found.start(2)):
        return place_level(case)
    if found is None:
        raise Asked("这个数说的是什么？请连指标名一起写。")
    basis, verb = found[1], found[2]
    if verb[0] in "净新退" and not basis:
        return place_also(case, f"{verb}{_NOUNS.get(case.claim.quantity.unit, '')}")
    # A fall is told as a rise below nought, as the cells of a brief have it: 比年初增加 −2户.
    return place_also(case, f"{basis}增加", -case.value if _LESS.match(verb) else case.value)


def place_average(case: Case) -> Placing:
    """Place an average: under its own name, else beside the row told of."""
    if case.subject is not None:
        return place_level(case)
    word = re.search(r"([户人月]均|每个?月|平均每月)", case.clause)
    return place_also(case, {"户均": "户均", "人均": "人均"}.get(word[1] if word else "", "月均"))
