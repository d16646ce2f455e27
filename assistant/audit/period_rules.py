"""Rules of time: the period a sentence speaks of against the period of a cell."""

import re

from assistant.audit.cells import Cell
from assistant.audit.claims import Claim
from assistant.audit.scope import is_whole_year, same_time
from assistant.audit.view import BriefView
from assistant.numbers import read_period

_EARLIER = re.compile(r"上期|上次|由|从|去年|上年|原来|此前|退|进")
_PAST = re.compile(r"同期|上年|去年|上一年|此前|原来|由|从")
# A deadline of its own within the year: what each month must bring is then not the gap by the months left in the year.
_DEADLINE = re.compile(r"(?<![\d年])(?:[1-9]|1[01])月(?:[底末]|\d{1,2}日)?(?:以?前|之前)")
YEAR = 12
_CHANGES = ("d:point_change", "d:growth_change", "d:since_prev")
_SAME_TIME_LAST_YEAR = re.compile(r"(上年|去年)同期的?$")
# The same further before it, or alone before its clause (去年同期，规上工业总产值…); never as a base (比去年同期, 去年同期基数).
_YEAR_AGO = re.compile(
    r"(?<![比较与和同跟对照由从按超在于过到了])(?:(?:去年|上年|上一年|前年)的?(?:同期|同月|同季度?|同一时期|这个时候|此时)|一年以?前)的?"
    r"[，,：:]?[^，。；：\d]{0,24}$"
)
_NOW = re.compile(
    r"今年|本年|目前|如今|现在|眼下|当前|今天|本[月季期]|比|较|基[数础]|水平|多|少|净|[加高升降少大缩]到|[加高升降少大缩]至|占"
)


class PeriodRules:
    """Whether a claim and a cell can mean the same time."""

    def __init__(self, view: BriefView) -> None:
        self.view = view

    def check(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        """Return ``period`` where the sentence gives a figure another time than the cell's, and what an agreement adds."""
        if cell.fact.field in {"prev", "prev_yoy"} and claim.period is None:
            return "", -0.3
        if cell.key.startswith("d:need") and _DEADLINE.search(claim.before):
            return "period", 0.0
        if cell.key.startswith("d:need_more"):
            return "", 0.0
        if cell.fact.field == "prev_rank":
            return "", 0.0 if _EARLIER.search(claim.clause) else -0.3
        if cell.fact.field == "rank" and claim.clause.endswith(("由第", "从第", "由", "从")):
            return "period", 0.0
        if _SAME_TIME_LAST_YEAR.search(claim.windows[0][0]) and cell.fact.field in {"value", "yoy"} and claim.role == "level":
            return "period", 0.0
        if self._year_ago(claim, cell):
            return "period", 0.0
        if claim.period is not None and claim.period.period.months == YEAR and cell.key.startswith(("d:gap", "d:need")):
            return "", 0.0
        if cell.fact.field == "last_year" and not claim.period and not _PAST.search(claim.windows[0][0]):
            return "period", 0.0
        if claim.period is None:
            return "", 0.0
        if cell.said is not None:
            return self._text_period(claim, cell)
        if claim.period is claim.than and claim.role == "change":
            return "", 0.0
        if cell.fact.field == "mom_pp" or cell.key.startswith(_CHANGES):
            before = read_period(self.view.table.row(cell.row).prev_period)
            if before is not None and same_time(claim.period, before, self.view.year):
                return "", 0.1
        if cell.fact.field == "last_year" and claim.period.text in {"上年", "去年", "上一年"}:
            return "", 0.1
        if cell.row in self.view.table.rows and claim.period.text in self.view.table.row(cell.row).indicator:
            return "", 0.05
        same = same_time(claim.period, cell.when, self.view.year)
        if same:
            return "", 0.12
        if (
            same is False
            and cell.kind == "target"
            and cell.when
            and cell.when.months == 12
            and not is_whole_year(claim.period)
            and claim.role in {"level", "ratio"}
        ):
            return ("period", 0.0) if claim.near and "目标" not in claim.clause else ("", -0.1)
        if same is False:
            return ("period", 0.0) if claim.near or self._other_year(claim, cell) else ("", -0.12)
        return "", 0.0

    def _year_ago(self, claim: Claim, cell: Cell) -> bool:
        """Tell whether a clause speaks of a year ago and the cell of now."""
        # What is still to be done is no year ago either; other arithmetic has its own cues.
        derived = cell.derived is not None and cell.kind != "target"
        if cell.fact.field == "last_year" or derived or claim.role not in {"level", "growth", "ratio"}:
            return False
        said = _YEAR_AGO.search(claim.before)
        if said is None or _NOW.search(said[0]) or _PAST.search(cell.fact.text + cell.fact.name + cell.fact.anchor):
            return False
        # Only a row of the year before the meeting's may be told so.
        return cell.when is None or cell.when.year is None or self.view.year is None or cell.when.year >= self.view.year

    def _other_year(self, claim: Claim, cell: Cell) -> bool:
        if claim.period is None or cell.when is None:
            return False
        said = claim.period.period
        year = said.year if said.year is not None else None
        return year is not None and cell.when.year is not None and year != cell.when.year

    def _text_period(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        """The period a text of the user gives its number must not be another one (四季度完成91.5亿元)."""
        said = claim.period.period if claim.period and claim.near else None
        if said is not None and said.year is not None and said.year not in self.view.years:
            return "period", 0.0
        own = cell.said.period if cell.said else None
        if own is None or claim.period is None or not claim.near or own.period.point or claim.period.period.point:
            return "", 0.0
        return ("period", 0.0) if same_time(claim.period, own.period, self.view.year) is False else ("", 0.0)
