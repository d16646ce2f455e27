"""The table of another month, read in the setting of a brief: same place, same meeting, its own time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.brief.building import build, is_frame
from assistant.brief.identity import identity_of
from assistant.brief.model import Figure
from assistant.brief.rows import KEY_SET
from assistant.brief.setting import Setting
from assistant.brief.sources import BRIEF_SUFFIXES, read_mapping
from assistant.errors import BriefError, Trouble
from assistant.lexicon.indicators import split_name
from assistant.numbers import Period, find_periods, read_period
from assistant.tables import TableReading, read_frame, read_heading, read_table

if TYPE_CHECKING:
    from assistant.brief import Brief

HALF_A_YEAR = 6
"""A month without a year that lies this far before the last one belongs to the next year."""


def read_next(old: "Brief", table: Any, period: str | None, answers: Path | None = None) -> "Brief":
    """Return another month's table as a brief of the same place and meeting, its reporting period settled.

    Args:
        old: The brief of the last month.
        table: Anything :meth:`assistant.Brief.of` takes; of a whole brief its figures and its period.
        period: The new reporting period; default: the one the table tells.
        answers: File of answers to questions about tables.

    Raises:
        BriefError: The table or the period cannot be read.
    """
    from assistant.brief import Brief

    if isinstance(table, Brief):
        said = period or table.period
        setting = Setting(old.region, old.level, old.meeting, said)
        return replace(table, period=said, reporting=setting.reporting, planning=setting.planning)
    figures, said_by_table = _figures_of(table, answers)
    period = period or said_by_table
    if period is None:
        seen = Brief(**build({**_frame(old), "period": old.period, "figures": figures}, Path()))
        now = _period_of(old, [figure for figure, own in zip(seen.figures, _dated_rows(figures), strict=True) if own])
        text, year = _moved(old, now), now.year if now else None
    else:
        text, year = replaced_period(old.period, period), None
    return Brief(**build({**_frame(old, year), "period": text, "figures": figures}, Path()))


def _figures_of(table: Any, answers: Path | None) -> tuple[Any, str | None]:
    """Return the rows, read but not yet resolved, and the period where they come with a whole brief."""
    folder, said = Path(), None
    if isinstance(table, str | Path) and (path := Path(table).expanduser()).suffix.lower() in BRIEF_SUFFIXES:
        table, folder = read_mapping(path), path.parent
    if isinstance(table, Mapping):
        said, table = table.get("period"), table.get("figures")
    if table is None:
        raise BriefError(Trouble("figures", "这份任务单里没有数据（figures）；请给出新一期的数据表。"))
    if is_frame(table):
        table = read_frame(table, answers=answers)
    elif isinstance(table, str | Path):
        table = read_table(folder / Path(table).expanduser(), answers=answers)
    return table, said if isinstance(said, str) and said.strip() else None


def _dated_rows(figures: Any) -> list[bool]:
    """Tell of each row whether it says its period itself."""
    rows = figures.rows if isinstance(figures, TableReading) else figures
    return [_says_period(row) for row in rows]


def _says_period(row: Mapping[Any, Any]) -> bool:
    keys = {read_heading(str(key), KEY_SET).key: value for key, value in row.items()}
    return bool(keys.get("period")) or bool(split_name(str(keys.get("indicator", ""))).period)


def reporting_of(brief: "Brief") -> Period | None:
    """Return the reporting period of a brief; of one that names none, as a table alone does, what most of its rows say."""
    whens = [figure.when for figure in brief.figures if figure.when is not None and figure.kind == "actual"]
    return brief.reporting or (_usual(whens) if whens else None)


def _frame(brief: "Brief", year: int | None = None) -> dict[str, Any]:
    """Return what decides the scopes and years of rows; a brief without any date of its own takes the year the rows are of."""
    meeting = brief.meeting
    named = {key: getattr(meeting, key) for key in ("type", "name", "date", "place", "agenda")}
    if year and not brief.period and not meeting.date:
        named["date"] = date(year, 12, 31)
    priorities = [{"title": priority.title, "lead": priority.lead} for priority in brief.priorities]
    frame = {"region": brief.region, "level": brief.level, "audience": list(brief.audience), "priorities": priorities}
    return {**frame, "meeting": {key: value for key, value in named.items() if value}}


def _period_of(old: "Brief", seen: Sequence[Figure]) -> Period | None:
    """Return the reporting period the table itself tells; ``None`` where it tells none.

    Rows that were of the reporting period say what has become of it; without them, the months by which other rows moved on are
    what it moves on by; a table that shares no row with the last one speaks by what most of its rows say.
    """
    last = reporting_of(old)
    steps = [(before, _dated(now, before)) for before, now in _sole_rows(old, seen) if now.when is not None and before.when is not None]
    reported = [now for before, now in steps if before.when == last]
    if reported:
        return _usual(reported)
    moves = Counter(_end(now) - _end(before.when) for before, now in steps if before.when is not None and before.kind == "actual")
    if moves and last is not None:
        return _later(last, max(moves, key=lambda move: (moves[move], move)))
    anchor = next((figure for figure in old.figures if figure.when == last), None)
    whens = [_dated(figure, anchor) for figure in seen if figure.when is not None and figure.kind == "actual"]
    return _usual(whens) if whens else None


def _sole_rows(old: "Brief", seen: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Return the pairs of rows that alone are about their subject, in the last table and in this one."""
    often = Counter(identity_of(figure) for figure in (*old.figures, *seen))
    mine = {identity_of(figure): figure for figure in old.figures}
    theirs = {identity_of(figure): figure for figure in seen}
    return [(mine[identity], theirs[identity]) for identity in mine.keys() & theirs.keys() if often[identity] == 2]


def _usual(periods: list[Period]) -> Period:
    counts = Counter(periods)
    return max(counts, key=lambda when: (counts[when], _end(when), -when.first))


def _dated(figure: Figure, before: Figure | None) -> Period:
    """Return the period of a row, its year taken from the row it follows where the table does not say it."""
    when, said = figure.when, read_period(figure.period)
    if when is None:
        raise LookupError(figure.id)
    if (
        said is None
        or said.year is not None
        or said.offset is not None
        or before is None
        or before.when is None
        or before.when.year is None
    ):
        return when
    return replace(when, year=before.when.year + (before.when.last - when.last >= HALF_A_YEAR))


def _end(when: Period | None) -> int:
    return 12 * (when.year or 0) + when.last if when else 0


def _later(when: Period, months: int) -> Period:
    """Return a period moved on: what counts from January still does, a month or a quarter keeps its length."""
    years, last = divmod(_end(when) + months - 1, 12)
    first = 1 if when.first == 1 and when.last > 1 else last + 1 - (when.last - when.first)
    return replace(when, year=years if when.year is not None else None, first=max(1, first), last=last + 1)


def _moved(old: "Brief", now: Period | None) -> str:
    """Return the brief's period text with its first period moved; as it was where the table tells no other."""
    return old.period if now is None or now == reporting_of(old) else replaced_period(old.period, now.label())


def replaced_period(text: str, period: str) -> str:
    """Return a brief's period text with its first period replaced; what the user says of further periods stays.

    Raises:
        BriefError: No period can be read from the words.
    """
    mentions = find_periods(period)
    if not mentions:
        raise BriefError(Trouble("period", f"时期“{period}”读不出年月；请写成“2026年1—10月”的样子。"))
    before = find_periods(text)
    if len(mentions) > 1 or not before:
        return period
    return text[: before[0].start] + period + text[before[0].end :]
