"""Dates: deadlines that have passed before the meeting, and periods the brief knows nothing of."""

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.audit.material import words_of
from assistant.audit.remarks.series import number_of
from assistant.audit.remarks.severity import remark
from assistant.audit.view import BriefView
from assistant.brief import Brief
from assistant.findings import Finding
from assistant.numbers import PeriodMention, find_periods

_DEADLINE = re.compile(
    r"(?:(?P<year>20\d\d)年|(?P<said>今年|本年|明年|去年|上年))?(?:的)?"
    r"(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:(?P<day>[0-3]?\d)[日号]|(?P<part>底|末|上旬|中旬|下旬|初|份)?)(?:之|以)?前(?!后|\d|[一二三四五六七八九十])"
)
_PAST = re.compile(r"已|曾|原定|原计划|当时|当初|本应|本来|早在|仍未|还没|没有|了$|去年|上年")
_OFFSETS = {"去年": -1, "上年": -1, "明年": 1}
_DAYS = {"初": 10, "上旬": 10, "中旬": 20}
_STRETCH = re.compile(r"\d{1,2}[—\-–~至到]\d{1,2}月|前[\d一二三四五六七八九十]{1,2}个月|当月")
_AHEAD = re.compile(r"前|起|以前|之前|底|投产|开工|竣工|完工|试产|试生产|投运|举办|召开")
_WISH = re.compile(r"(?<![主重需只])要|力争|确保|争取|目标|计划|预计|务必|必须|将|拟|安排|谋划")
HALF_YEAR = 6
AROUND = 40


def check_dates(text: str, view: BriefView, periods: Sequence[PeriodMention]) -> Iterator[Finding]:
    """Yield remarks on deadlines and periods."""
    meeting = view.brief.meeting.date
    if meeting is not None:
        yield from _deadlines(text, meeting, words_of(view.brief))
    if view.year is not None:
        yield from _outside(text, view, periods, meeting)


def _deadlines(text: str, meeting: datetime.date, material: str) -> Iterator[Finding]:
    for match in _DEADLINE.finditer(text):
        clause = re.split(r"[，。；：！？\n]", text[max(0, match.start() - AROUND) : match.start()])[-1]
        after = re.split(r"[，。；：！？\n]", text[match.end() : match.end() + AROUND])[0]
        due = _due(match, meeting.year)
        if due is None or _PAST.search(clause) or _PAST.search(after):
            continue
        certain = bool(match["year"] or match["said"])
        late = due < meeting and (certain or meeting.month - due.month <= HALF_YEAR)
        if late:
            rule = "deadline-past" if certain and match[0] not in material else "deadline-doubtful"
            message = f"“{match[0]}”早于会议日期{meeting.year}年{meeting.month}月{meeting.day}日，时限已过，请核对。"
            yield remark(rule, text, match.start(), match.end(), message)


def _due(match: re.Match[str], year: int) -> datetime.date | None:
    """Return the last day a deadline allows; a bare month (10月前) allows all of the month before."""
    year = int(match["year"]) if match["year"] else year + _OFFSETS.get(match["said"] or "", 0)
    month = number_of(match["month"])
    last = calendar.monthrange(year, month)[1]
    if match["day"]:
        day = int(match["day"])
        return datetime.date(year, month, day) if 1 <= day <= last else None
    if match["part"] in {None, "", "份"}:
        return datetime.date(year, month, 1)
    return datetime.date(year, month, _DAYS.get(match["part"], last))


def _outside(text: str, view: BriefView, periods: Sequence[PeriodMention], meeting: datetime.date | None) -> Iterator[Finding]:
    years, stretches = _known(view.brief, view.year)
    material = words_of(view.brief)
    for mention in periods:
        period = mention.period
        if mention.text in material or (mention.start and text[mention.start - 1] in "“《〔（("):
            continue
        if period.year is not None and period.year not in years:
            yield remark("period-outside", text, mention.start, mention.end, f"“{mention.text}”不在输入所及的年份之内，请核对。")
        elif _STRETCH.search(mention.text) and (period.first, period.last) not in stretches:
            yield remark("period-outside", text, mention.start, mention.end, f"输入中没有“{mention.text}”这个时期，请核对。")
        elif meeting is not None and _later(mention, meeting, text) and (period.first, period.last) not in stretches:
            yield remark("period-outside", text, mention.start, mention.end, f"“{mention.text}”晚于会议日期，却不像是安排，请核对。")


def _later(mention: PeriodMention, meeting: datetime.date, text: str) -> bool:
    """Tell whether a month after the meeting is told of as if it had been."""
    period = mention.period
    year = period.year if period.year is not None else meeting.year + (period.offset or 0)
    if "月" not in mention.text or mention.text.startswith("后") or (year, period.last) <= (meeting.year, meeting.month):
        return False
    before = text[max(0, mention.start - AROUND) : mention.start].rpartition("。")[2]
    around = before + text[mention.end : mention.end + 12].partition("。")[0]
    return _AHEAD.search(around) is None and _WISH.search(around) is None


@lru_cache(maxsize=16)
def _known(brief: Brief, year: int | None) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """Return the years and the stretches of months a brief speaks of."""
    whens = [figure.when for figure in brief.figures] + [brief.reporting, brief.planning]
    said = [mention.period for mention in find_periods(words_of(brief))]
    years = {when.year for when in (*whens, *said) if when is not None and when.year is not None}
    base = year if year is not None else max(years, default=0)
    around = {base - 1, base, base + 1} | {known - 1 for known in years}
    return frozenset(years | around), frozenset((when.first, when.last) for when in (*whens, *said) if when is not None)
