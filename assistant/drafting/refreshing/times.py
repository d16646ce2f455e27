"""Periods that stand in words: 前5个月, 去年12月, 四季度 for what is left of the year; a new table moves them as it moves the slots.

A period follows what it is of: a row told in the same clause, the reporting period, the planning period, what is left of the year.
Deadlines and what the user wrote stay; nothing is moved that none of these explains.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.brief.moving import reporting_of
from assistant.drafting.plan import slots_of
from assistant.drafting.refreshing.clauses import clauses_of
from assistant.drafting.refreshing.moves import Moves
from assistant.drafting.refreshing.news import rows_of
from assistant.numbers import Period, PeriodMention, find_periods, read_period, spell
from assistant.slots import SLOT, available, parse_slot
from assistant.slots.render import read_slot

YEAR = 12
_HIDDEN = "□"
_RELATIVE = {-2: "前年", -1: "去年", 0: "今年", 1: "明年"}
_SAID_YEAR = re.compile(r"去年|上年|今年|本年|明年|前年")
_DEADLINE = re.compile(r"(?:月?[底末初]?|上旬|中旬|下旬)(?:之|以)?前|底|投|开工|竣工|完工|起|召开")
_HEAD = re.compile(r"(?:前|头)(?P<n>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})个月")
_TAIL = re.compile(r"(?P<word>最?后|余下|剩余)的?(?P<n>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})个月")
_PAST_YEAR = re.compile(r"(?:过去|刚刚过去)的?(?:这)?一年|去年一年")
_THIS_YEAR = re.compile(r"今年以来")
_WHOLE = re.compile(r"的?(?:目标|任务|工作|计划|预期|经济|各项|发展)")
_BESIDE = 2  # characters of the user's words beside a period that make it the user's
_EVERY = ("每年", "历年", "往年", "每到")
_OF_TARGET = frozenset({"target", "progress"})
_QUARTER = 3


@dataclass(frozen=True)
class Clock:
    """The times of a brief."""

    brief: Brief

    @cached_property
    def reporting(self) -> Period | None:
        """The reporting period, with its year where it is known."""
        return reporting_of(self.brief)

    @cached_property
    def year(self) -> int | None:
        """The year of the meeting, which 今年 means; of the reporting period where the meeting has no date."""
        day = self.brief.meeting.date
        return day.year if day else self.reporting.year if self.reporting else None

    @cached_property
    def left(self) -> Period | None:
        """What is left of the year after the reporting period; ``None`` in December and where there is none."""
        now = self.reporting
        return Period(now.year, now.last + 1, YEAR) if now is not None and now.last < YEAR else None

    @cached_property
    def planning(self) -> Period | None:
        """The period the speech plans for: the one the brief names, else what is left of the year, else the next first quarter."""
        if self.brief.planning is not None or self.reporting is None:
            return self.brief.planning
        year = self.reporting.year
        return self.left or Period(year + 1 if year is not None else None, 1, _QUARTER)

    def resolved(self, period: Period) -> Period:
        """Return a period with 去年 and 今年 read from the meeting's year."""
        return period.resolved(self.year) if self.year is not None else period


def with_times(slots: str, moves: Moves, after: str = "") -> str:
    """Return a sentence in slots of the last brief with the periods in its words moved on.

    Args:
        slots: The sentence.
        moves: The last brief and the next one.
        after: The sentence after it: what a sentence without a figure leads in (一是年末增势放缓。).
    """
    old, new = Clock(moves.old), Clock(moves.new)
    slots = _planned(_quoted(slots, moves), new)
    hidden = SLOT.sub(lambda match: _HIDDEN * len(match[0]), slots)
    out, at = "", 0
    for mention in find_periods(hidden):
        moved = (
            None
            if _stays(mention, hidden, moves.old) or _stays(mention, hidden, moves.new)
            else _moved(mention, slots, after, old, new, moves)
        )
        if moved is not None:
            out += slots[at : mention.start] + moved
            at = mention.end
    return _whole_years(out + slots[at:], old, new)


def _quoted(slots: str, moves: Moves) -> str:
    """Write out a period slot in words of the user that the next brief repeats: 要求一季度工业经济起步即提速."""
    words = tuple(_own_words(moves.new))
    for match in reversed(list(SLOT.finditer(slots))):
        if parse_slot(match[1]).kind != "time" or match[1] == "date":
            continue
        said = read_slot(moves.old, parse_slot(match[1]))[0] + slots[match.end() : match.end() + 2 * _BESIDE]
        if len(slots) >= match.end() + 2 * _BESIDE and any(said in text for text in words):
            slots = slots[: match.start()] + said[: -2 * _BESIDE] + slots[match.end() :]
    return slots


def _planned(slots: str, new: Clock) -> str:
    """Write the planning period in words where the next brief names none."""
    said = None if available(new.brief, "plan_period") else _said(new.planning, new, "")
    return slots if said is None else slots.replace("{{plan_period}}", said)


def _stays(mention: PeriodMention, text: str, brief: Brief) -> bool:
    """Tell whether a period is a deadline, a habit, or one the user wrote."""
    if text[: mention.start].endswith(_EVERY) or (mention.period.first == mention.period.last and _DEADLINE.match(text, mention.end)):
        return True
    if mention.period.day or mention.text == "首季" or (mention.text.endswith("全年") and _WHOLE.match(text, mention.end)):
        return True
    before = text[max(0, mention.start - _BESIDE) : mention.end].replace(_HIDDEN, "")
    after = text[mention.start : mention.end + _BESIDE].replace(_HIDDEN, "")
    beside = [one for one in (before, after) if len(one) == len(mention.text) + _BESIDE]
    return any(one in words for one in beside for words in _own_words(brief))


def _own_words(brief: Brief) -> Iterator[str]:
    yield from (brief.title, brief.meeting.name, brief.background)
    for priority in brief.priorities:
        yield from (priority.title, *priority.points, priority.due)
    for project in brief.projects:
        yield from (project.name, project.status)


def _moved(mention: PeriodMention, slots: str, after: str, old: Clock, new: Clock, moves: Moves) -> str | None:
    """Return what a period reads now; ``None`` where nothing explains it."""
    period = old.resolved(mention.period)
    if _SAID_YEAR.fullmatch(mention.text):
        return _said_year(mention, slots, old, new, moves)
    told = slots if rows_of(slots, moves.old) else slots + after
    for was, now in _explained(mention, told, old, new, moves):
        if _same(period, was):
            return _said(now, new, mention.text, shift=_shift(period, was))
    return None


def _said_year(mention: PeriodMention, slots: str, old: Clock, new: Clock, moves: Moves) -> str | None:
    """Return 今年 or 去年 for the year of what the sentence tells after it; ``None`` where it tells nothing of that year."""
    period = old.resolved(mention.period)
    for row in rows_of(slots[mention.end :], moves.old):
        before, after = table_of(moves.old).rows[row], table_of(moves.new).rows.get(moves.rows.get(row, ""))
        if after is None or before.when is None or after.when is None or after.when.year is None or new.year is None:
            continue
        if before.when.year == period.year:
            return _RELATIVE.get(after.when.year - new.year, f"{after.when.year}年")
    return None


def _explained(mention: PeriodMention, slots: str, old: Clock, new: Clock, moves: Moves) -> Iterator[tuple[Period | None, Period | None]]:
    """Yield the periods a mention may stand for, each with what has become of it, the nearest first."""
    for figure in _beside(mention, slots, moves.old):
        after = table_of(moves.new).rows.get(moves.rows.get(figure.id, ""))
        if after is not None:
            yield figure.when, after.when
            if figure.prev_period:
                yield read_period(figure.prev_period), read_period(after.prev_period) if after.prev_period else None
    yield old.reporting, new.reporting
    yield moves.old.planning, new.planning
    yield old.left, new.left or new.planning


def _beside(mention: PeriodMention, slots: str, brief: Brief) -> Iterator[Figure]:
    """Yield the rows told beside a period: in its clause, then in its sentence; a whole year is never of a target's row."""
    at = 0
    clause, whole = "", mention.period.months == YEAR and not _SAID_YEAR.fullmatch(mention.text)
    for one in clauses_of(slots):
        if at <= mention.start < at + len(one.text) + len(one.mark):
            clause = one.text
        at += len(one.text) + len(one.mark)
    for text in (clause,) if whole else (clause, slots):
        for row in rows_of(_without_targets(text) if whole else text, brief):
            figure = table_of(brief).rows[row]
            if not (whole and figure.kind != "actual"):
                yield figure


def _without_targets(text: str) -> str:
    """Leave out the slots that tell a target or what is left to it."""
    for body in slots_of(text):
        slot = parse_slot(body)
        if slot.key.partition(":")[0] in _OF_TARGET or slot.name in {"gap", "over", "need_per_month"}:
            text = text.replace(f"{{{{{body}}}}}", "")
    return text


def _same(period: Period, other: Period | None) -> bool:
    """Tell whether a mention may mean a period: the same months, of its year or of the year before it (去年一季度 beside 今年的)."""
    if other is None or (period.first, period.last) != (other.first, other.last):
        return False
    return period.year is None or other.year is None or period.year in {other.year, other.year - 1}


def _shift(period: Period, before: Period | None) -> int:
    return (period.year - before.year) if before is not None and period.year is not None and before.year is not None else 0


def _said(period: Period | None, new: Clock, like: str, *, shift: int = 0) -> str | None:
    """Write a period the way another was written: with its year, with 去年 or 今年, as 前5个月, as 后两个月, or plainly."""
    if period is None:
        return None
    period = replace(period, year=period.year + shift) if period.year is not None else period
    year = _year_like(period, new, like)
    if period.months == YEAR and not period.point and year and "全年" not in like:
        return year
    if (head := _HEAD.search(like)) and period.first == 1 and period.last < YEAR:
        return f"{year}前{_number(period.months, head['n'])}个月"
    tail = _TAIL.search(like)
    if tail and period.last == YEAR and period.first > 1:
        word = "最后" if period.months == 1 else tail["word"]
        return f"{year}{word}{_number(period.months, tail['n'])}个月"
    label = period.label(with_year=False)
    if period.last == YEAR and period.first > 1 and "—" in label:
        label = f"{'最' if period.months == 1 else ''}后{_number(period.months, '一')}个月"
    ends = re.search(r"月份$", like)
    return f"{year}{label}{'份' if ends and label.endswith('月') else ''}"


def _year_like(period: Period, new: Clock, like: str) -> str:
    """Return the year as it was said; a period of another year than the meeting's is not left without one."""
    if period.year is None or new.year is None:
        return ""
    relative = _RELATIVE.get(period.year - new.year, f"{period.year}年")
    if re.match(r"(?:19|20)\d{2}", like):
        return f"{period.year}年"
    return relative if _SAID_YEAR.match(like) or period.year != new.year else ""


def _number(count: int, like: str) -> str:
    return str(count) if like.isascii() else spell(count, counting=True)


def _whole_years(slots: str, old: Clock, new: Clock) -> str:
    """Turn 过去一年 into 今年以来 and back where the reporting period is no whole year any more, or has become one."""
    if old.reporting is None or new.reporting is None:
        return slots
    past = [clock.reporting is not None and clock.reporting.months == YEAR and clock.reporting.year != clock.year for clock in (old, new)]
    if past[0] and not past[1]:
        return _PAST_YEAR.sub("今年以来", slots)
    return _THIS_YEAR.sub("过去一年", slots) if past[1] and not past[0] else slots
