"""Units and places of plain numbers: 25.1亿元, 五十余户, 第3位, 前二十, 亿元以上企业."""

import re
from decimal import Decimal

from assistant.numbers import cues
from assistant.numbers.grammar import Reading
from assistant.numbers.units import all_units, unit_pattern

_SPECIAL_UNITS = re.compile(r"[ ]?(%|‰)")
_AND_HALF = re.compile("个半(?=月|小时|季度|星期)|[年天](?:零)?半(?![天年月])")
_GAP = re.compile("[ ]?")
_PLACE = re.compile("(?:位(?!置)|名(?!录|单))")
_AMONG = re.compile("位(?!置)|名(?!录|单|企)|强|甲|之列|行列|的|[，。；、！）)”]|$")
_SELECTED = "企业|项目|工业|大户|单位|集群|园区|产业|乡镇|纳税|订单|主体|(?:[有共仅]|达到?)?[0-9一二两三四五六七八九十]{1,4}[个户家]"
_SELECTS = re.compile(rf"(?:及?以[上下]|以内)?的?[^，。；、：！？\n0-9]{{0,8}}?(?:{_SELECTED})")
_LISTED = re.compile("[ ]?(?:[、和与及到至~-]|—)")  # the unit may still come from what follows
_VAGUE = re.compile("几$|(?<![总户人件个指次家项位台倍基分额业])数$")
_TEN = 10
_YI = 100_000_000


def measure(reading: Reading, masked: str) -> None:
    """Give a plain number its unit, its place word and its qualifiers, or the reason why it is no figure."""
    if reading.closed:
        return
    before = masked[max(reading.start - 2, 0) : reading.start]
    if before.endswith("第"):
        _ordinal(reading, masked)
    elif cues.in_front(masked, reading.start) and _AMONG.match(masked, reading.end) and reading.scale == 1:
        _leading(reading, masked)
    elif reading.chinese and (reading.bare or reading.value == _TEN) and _VAGUE.search(before):
        reading.reject = "没有数值的约数"
    else:
        _add_half(reading, masked)
        _attach(reading, masked)
        _judge(reading, masked)


def _ordinal(reading: Reading, masked: str) -> None:
    place = _PLACE.match(masked, reading.end)
    ranked = place or (cues.ends(masked, reading.end) and cues.ranks(masked, reading.start - 1))
    if reading.scale != 1 or not ranked:
        reading.reject = "序数"
        return
    reading.qualifier = cues.left_qualifier(masked, reading.start - 1)
    reading.unit_end = reading.reach = place.end() if place else reading.end
    reading.settle("名" if place and place[0].startswith("名") else "位", form="rank")


def _leading(reading: Reading, masked: str) -> None:
    place = _PLACE.match(masked, reading.end)
    aimed = cues.aims(masked, reading.start - 1)
    reading.unit_end = reading.reach = place.end() if place else reading.end
    reading.settle("名" if place and place[0].startswith("名") else "位", form="rank" if aimed else "threshold")


def _add_half(reading: Reading, masked: str) -> None:
    half = _AND_HALF.match(masked, reading.end)
    if half is None:
        return
    reading.value, reading.end = reading.value + Decimal("0.5"), half.end()
    reading.unit_end = reading.reach = half.end()
    if half[0].startswith("个"):
        unit = next(name for name in ("月", "小时", "季度", "星期") if masked.startswith(name, half.end()))
        reading.unit_end = reading.reach = half.end() + len(unit)
        reading.settle(f"个{unit}")
    else:
        reading.settle(half[0][0])


def _attach(reading: Reading, masked: str) -> None:
    if reading.closed:
        return
    inner, offset = cues.between(masked, reading.end)
    gap = _GAP.match(masked, offset)
    offset = gap.end() if gap else offset
    percent = None if inner else _SPECIAL_UNITS.match(masked, reading.end)
    if percent:
        _take_percent(reading, percent)
    elif found := unit_pattern().match(masked, offset):
        unit = all_units()[found["unit"]]
        if unit.chinese or not reading.chinese:
            reading.unit, reading.per = unit.name, found["per"] or ""
            reading.unit_end = found.end()
    reading.reach = max(reading.reach, reading.unit_end)
    if inner and reading.unit:
        reading.qualifier = reading.qualifier or inner
        reading.form = "vague" if inner == "几" else reading.form
    elif right := cues.right_qualifier(masked, reading.unit_end):
        reading.qualifier = reading.qualifier or right
        reading.reach = reading.unit_end + len(right)


def _take_percent(reading: Reading, percent: re.Match[str]) -> None:
    reading.end = reading.unit_end = percent.end()
    reading.unit = "%"
    if percent[1] == "‰":
        reading.value, reading.step = reading.value / 10, reading.step / 10


def _judge(reading: Reading, masked: str) -> None:
    if reading.bare:
        _judge_bare(reading, masked)
    elif reading.chinese and reading.unit:
        _judge_chinese(reading, masked)
    if not (reading.unit or reading.reject) and reading.scale >= 10_000 and not _LISTED.match(masked, reading.end):
        reading.unit = "元" if cues.about_money(masked, reading.start, hundred_million=reading.scale >= _YI) else ""
    if reading.unit == "倍" and reading.form == "plain":
        reading.form = "multiple"
    if reading.form == "plain" and _is_threshold(reading, masked):
        reading.form = "threshold"
    reading.closed = bool(reading.unit or reading.reject)


def _judge_bare(reading: Reading, masked: str) -> None:
    money = reading.unit in ("", "元")
    large = reading.value >= _YI or (reading.unit == "元" and reading.value >= 1_000_000)
    if money and large and reading.end - reading.start <= 2 and not masked.startswith(("万", "亿"), reading.end):
        reading.unit = "元"
        reading.form = "threshold"
    elif not (reading.qualifier and reading.unit):
        reading.reject = "词语中的数字"


def _judge_chinese(reading: Reading, masked: str) -> None:
    word = masked[reading.start : reading.end]
    family = all_units()[reading.unit].family
    if family in ("multiple", "points", "ratio") or word not in ("一", "二"):
        return
    if word == "二" or not cues.counts_one(masked, reading.start):
        reading.reject = "泛指"


def _is_threshold(reading: Reading, masked: str) -> bool:
    if reading.unit not in all_units() or all_units()[reading.unit].family not in ("money", "area", "mass", "energy"):
        return False
    if masked.startswith("级", reading.unit_end):
        return True
    selecting = reading.qualifier in ("以上", "及以上", "以下", "及以下", "超", "过", "超过", "上", "不足", "低于")
    return selecting and _SELECTS.match(masked, reading.unit_end) is not None
