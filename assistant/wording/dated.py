"""Wording that has its time, judged on the day of the meeting (``lexicon/dated.jsonl``, ``dated_more.jsonl``)."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.findings import Finding, Severity
from assistant.lexicon import read_records
from assistant.wording.context import REACH, Context, clause_start, prohibited

_NEAR = 8
_SEVERITY: dict[str, Severity] = {"error": "error", "warn": "warning"}
_LOOKING_BACK = re.compile(
    r"回顾|回望|过去(?!一年)|当年|曾|历史|走过|经历|经受|那(?:年|时|几年)|比|较|相对于|从[“\"]?$|自[“\"]?$|告别|走出|三年$|后$"
)
_BACK_AFTER = re.compile(
    r"^[”\"]?(?:规划)?(?:(?:这)?(?:五|三|几)年|时期|期间|以来|末|初期?|同期|相比|那几年|那时|前后|阶段|年均|累计|收官以来|结束|圆满收官|规划(?:目标|任务)?(?:全面|圆满|如期|胜利)?完成)"
)
_AHEAD_AFTER = re.compile(
    r"^[”\"]?[^，。；\n]{0,12}(?:，[^，。；\n]{0,6})?(?:(?<![主重需首])要(?!素|求)|将(?!近)|必须|力争|全力|奋力)|^[^，。；\n]{0,6}是[^。；\n]{0,30}(?:时期|阶段|机遇期|五年)"
)
_EDITORIAL = re.compile(r"种子|同上|^过期$|^现行$|^未到$")  # remarks of the table's editors, of no use to a reader
_YEAR_BEFORE = re.compile(r"(20\d\d)年")
# A season named as another year's, as a deadline or as a habit is not out of season.
_OTHER_SEASON = re.compile(r"去年|上年|明年|来年|后年|往年|历年|每年|今后|谋划|提前|预备|备战|迎接|筹备|储备|20\d\d年|今年(?:一季度)?")
_DEADLINE = re.compile(r"^[”\"]?(?:节)?(?:之|以)?前|^[”\"]?(?:做|作|打|下)?(?:好)?(?:准备|基础)")


@dataclass(frozen=True, slots=True)
class Window:
    """One expression and the days on which it is in use; a recurring one comes round every year."""

    pattern: re.Pattern[str]
    first: datetime.date
    last: datetime.date
    recurring: bool
    severity: Severity
    reason: str
    allowed_after: tuple[str, ...]

    def open_on(self, day: datetime.date) -> bool:
        """Tell whether the expression is in use on a day."""
        if not self.recurring:
            return self.first <= day <= self.last
        first, last, today = ((date.month, date.day) for date in (self.first, self.last, day))
        return first <= today <= last if first <= last else today >= first or today <= last


@cache
def _windows() -> tuple[Window, ...]:
    return tuple(
        Window(
            re.compile(record["pattern"]),
            datetime.date.fromisoformat(record["valid_from"]),
            datetime.date.fromisoformat(record["valid_to"]),
            record["recurring"],
            _SEVERITY[record["severity_outside"]],
            "；".join(part for part in re.split("[；，]", record["note"].rstrip("。")) if not _EDITORIAL.search(part)),
            tuple(record.get("allow_if_near_before", ())),
        )
        for record in (*read_records("dated"), *read_records("dated_more"))
    )


@cache
def _instead() -> dict[str, str]:
    return {record["words"]: record["instead"] for record in read_records("dated_instead")}


def check_dated(text: str, context: Context) -> Iterator[Finding]:
    """Yield wording outside its window on the day of the meeting; nothing where the brief tells no time.

    What the brief itself says, a prohibition (不得以税收返还…) and history (“十三五”时期) stand.
    """
    day = context.date
    if day is None:
        return
    for window in _windows():
        if window.open_on(day) or (window.recurring and not context.settled):
            continue
        for match in window.pattern.finditer(text):
            if not _excused(text, match, window, context, day):
                yield _finding(match, window, context, day)


def _finding(match: re.Match[str], window: Window, context: Context, day: datetime.date) -> Finding:
    when = f"{day.year}年{day.month}月{day.day}日"
    state = "不合时令" if window.recurring else "已经过时" if day > window.last else "还没有到使用的时候"
    said = match[0].strip("“”")
    reason = f"（{window.reason}）" if window.reason else ""
    named = "会议日期" if context.settled else ""
    message = f"“{said}”在{named}{when}{state}{reason}。"
    return Finding(match.start(), match.end(), match[0], "dated", window.severity, message, _instead().get(said, ""))


def _excused(text: str, match: re.Match[str], window: Window, context: Context, day: datetime.date) -> bool:
    if context.allows(match[0]):
        return True
    if window.recurring:
        return _other_season(text, match)
    near = text[max(0, match.start() - _NEAR) : match.start()]
    if window.allowed_after:
        return any(word in near for word in window.allowed_after) or prohibited(text, match.start(), match.end())
    return day > window.last and _history(text, match, window, day)


def _other_season(text: str, match: re.Match[str]) -> bool:
    before = text[clause_start(text, match.start()) : match.start()]
    return _OTHER_SEASON.search(before) is not None or _DEADLINE.match(text[match.end() : match.end() + _NEAR]) is not None


def _history(text: str, match: re.Match[str], window: Window, day: datetime.date) -> bool:
    """Tell whether wording that had its time is told of as past, and not as a task."""
    before = text[clause_start(text, match.start()) : match.start()]
    after = text[match.end() : match.end() + REACH]
    if _AHEAD_AFTER.match(after):
        return False
    years = (int(year) for year in _YEAR_BEFORE.findall(before))
    in_its_time = any(year < day.year and window.first.year <= year <= window.last.year for year in years)
    # 时期 may be part of the pattern (十四五(?:时期)?): what looks back may begin inside the match.
    told_back = _BACK_AFTER.match(after) is not None or re.search(r"(?:时期|期间)$", match[0]) is not None
    return in_its_time or told_back or _LOOKING_BACK.search(before) is not None
