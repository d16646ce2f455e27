"""Subjects: which row of the brief a phrase without a number speaks of.

Read strictly, for nothing but the name tells: the full name of a row (or an alias of its own) stands right before the word,
with nothing between them but words such as 同比, 增速, 继续 or a figure; before the name there is no further noun.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.audit.facts import table_of
from assistant.audit.identity import names_of, normal
from assistant.audit.report import GOOD
from assistant.audit.scope import HOME, same_time
from assistant.audit.view import BriefView
from assistant.audit.words.clauses import Clause
from assistant.brief import Brief
from assistant.findings import NumberFinding
from assistant.numbers import PeriodMention

OWN = 0.85
LONGEST = 60
_PERIOD = (
    r"(?:20\d\d年|[去今前上]年|上年末|上年底|去年末|去年底|年初|上年同期|去年同期|同期|上年|去年|全年|上半年|上季度?|上月|当月|单月|"
    r"[一二三四前1-4]+季度|前[\d一二三四五六七八九十]+个月|\d{1,4}月份?末?)"
)
_BETWEEN = re.compile(
    rf"(?:[比较与和同]{_PERIOD}?|{_PERIOD}|同比|环比|增速|增幅|涨幅|降幅|跌幅|增长速度|速度|占比|比重|比例|位次|排名|排位|进度|总量|规模|总数|"
    r"继续|仍然|仍旧|依然|依旧|持续|保持|呈现|呈|出现|出|实现|有所|略有|小幅|大幅|明显|稳步|稳定|逐月|逐步|不断|已经|已|却|也|又|还|均|都|则|再次|"
    r"总体|基本|同步|双双|双|一路|快速|较快|平稳|首次|正在|在|为|了|的|全面|提前|如期|累计|完成|仍|更|再|就|其|它|所幸|好在|可惜|虽然|虽|但是|但|而且|而|"
    r"并且|并|目前|当前|今年|年内|明确|终于|更是|不仅|不但|最终|成功|由此|"
    r"\d+(?:\.\d+)?(?:万亿元|亿元|万元|亿千瓦时|万千瓦时|元|户|家|个百分点|个|件|项|人|万吨|吨|位)?|第\d+位)"
)
_NO_TIME = re.compile(r"前|以来|的?(?:目标|任务|计划)")
_GROWTH = re.compile(r"增速|增幅|涨幅|速度")
_SHARE = re.compile(r"占比|比重")
_RANK = re.compile(r"位次|排名|排位|名次")
_FRONT = re.compile(
    rf"(?:^|全县|全市|全区|全省|我县|我市|我区|本县|本市|{_PERIOD}|\d月末?|年|月|季度|末|期|其中|但是?|而|且|同时|特别是|尤其是|虽然|尽管|此外|另外|目前|"
    r"今年|当前|现在|看|是|的|一|二|三|四|五)$"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Rows a phrase may speak of, best first, and what of them: ``rate``, ``share``, ``rank``, or nothing said.

    Attributes:
        between: The words between the name, or the figure before, and the phrase.
        told: Field of the figure the clause goes on from; empty where the clause names its subject.
    """

    rows: tuple[str, ...]
    between: str
    noun: str = ""
    told: str = ""


@lru_cache(maxsize=16)
def _names(brief: Brief, least: float) -> dict[str, tuple[str, ...]]:
    """Return every name of a row that weighs enough, in normal form, with the rows called so."""
    found: dict[str, dict[str, None]] = {}
    for figure in table_of(brief).brief.figures:
        for name in names_of(figure):
            bare = re.sub(r"(?:位次|排名|名次)$", "", name.text) if figure.kind == "rank" else name.text
            for text in (name.text, bare) if name.weight >= least else ():
                if len(text) >= 3:
                    found.setdefault(text, {})[figure.id] = None
    return {name: tuple(rows) for name, rows in found.items()}


def _noun(between: str) -> str:
    if _SHARE.search(between):
        return "share"
    return "rate" if _GROWTH.search(between) else "rank" if _RANK.search(between) else ""


class Subjects:
    """Finds the subject of a phrase in one text."""

    def __init__(self, view: BriefView, text: str, findings: Sequence[NumberFinding], periods: Sequence[PeriodMention]) -> None:
        self.view = view
        self.text = text
        self.findings = findings
        self.periods = periods
        self._ends = [finding.end for finding in findings]
        self._starts = [mention.start for mention in periods]
        self._last: tuple[int, tuple[str, ...]] = (-1, ())

    def of(self, clause: Clause, prefix: str, *, least: float = OWN) -> Subject | None:
        """Return the subject of a phrase: named in its clause, or the one the clause before was about.

        Args:
            clause: The clause the phrase stands in.
            prefix: The clause before the phrase.
            least: How much a name must weigh to call a row; ``OWN`` for names of its own only.
        """
        short = normal(prefix)[-LONGEST:]
        ends = _ends(short)
        found = self._named(short, ends, clause, _names(self.view.brief, least))
        found = found or (self._carried(clause, short) if ends[-1] == 0 else None)
        if found is None:
            return None
        self._last = (clause.end, found.rows)
        return found

    def _named(self, prefix: str, ends: list[int], clause: Clause, names: dict[str, tuple[str, ...]]) -> Subject | None:
        for end in ends:
            for start in range(max(0, end - 30), end - 2):
                rows = names.get(prefix[start:end])
                if rows is not None and self._alone(prefix[:start], rows):
                    rows = self._timed(self._scoped(rows, clause.opening + prefix[:end]), clause)
                    return Subject(rows, prefix[end:], _noun(prefix[end:])) if rows else None
        return None

    def _alone(self, front: str, rows: tuple[str, ...]) -> bool:
        """Tell whether no further noun stands before a name (民间 before 工业投资)."""
        own = (scope for row in rows for scope in (*self.view.table.row(row).scopes, self.view.brief.region) if scope)
        return _FRONT.search(front) is not None or front.endswith(tuple(own))

    def _scoped(self, rows: tuple[str, ...], said_in: str) -> tuple[str, ...]:
        said = self.view.scopes.said(said_in)
        kept = []
        for row in rows:
            figure = self.view.table.row(row)
            own = {self.view.scopes.kind(scope) for scope in figure.scopes or (figure.scope,)}
            if said in own or not said or said in figure.indicator or (said == HOME and own == {HOME}):
                kept.append(row)
        return tuple(kept)

    def _timed(self, rows: tuple[str, ...], clause: Clause) -> tuple[str, ...]:
        """Keep the rows of the period the sentence speaks of, what it compares with aside; without one, all but aims."""
        rows = tuple(row for row in rows if self.view.table.row(row).kind not in {"target", "plan", "threshold"})
        opening = clause.start - len(clause.opening)
        near = self.periods[bisect_left(self._starts, opening) : bisect_left(self._starts, clause.end)]
        said = [mention for mention in near if mention.end <= clause.end and self._own(mention)]
        if not said:
            return rows
        judged = {row: same_time(said[-1], self.view.table.row(row).when, self.view.year) for row in rows}
        return tuple(row for row, same in judged.items() if same) or tuple(row for row, same in judged.items() if same is None)

    def _own(self, mention: PeriodMention) -> bool:
        before, after = self.text[max(0, mention.start - 1) : mention.start], self.text[mention.end : mention.end + 3]
        return before not in {"比", "较", "与", "由", "从"} and _NO_TIME.match(after) is None

    def _carried(self, clause: Clause, between: str) -> Subject | None:
        """Return what the clause right before was about: the row of its last figure, or the subject of its phrase."""
        if clause.after < 0 or self.text[clause.after : clause.start].strip() not in {"，", ","}:
            return None
        if self._last[0] == clause.after:
            return Subject(self._last[1], between, _noun(between))
        before = bisect_right(self._ends, clause.start)
        last = self.findings[before - 1] if before else None
        if last is None or last.verdict not in GOOD or self.text[last.end : clause.after].strip("多以上左右的了。") or len(last.facts) != 1:
            return None
        fact = self.view.table.get(last.facts[0])
        if fact is None or fact.row not in self.view.table.rows or fact.kind in {"target", "plan"}:
            return None
        return Subject((fact.row,), between, _noun(between) or ("share" if fact.field == "share" else ""), fact.field)


def _ends(prefix: str) -> list[int]:
    """Return where a name may end so that nothing but words between follows, the latest first; the last is 0 when all are."""
    ok = {len(prefix)}
    for at in range(len(prefix) - 1, -1, -1):
        match = _BETWEEN.match(prefix, at)
        if match and match.end() in ok:
            ok.add(at)
    return sorted(ok, reverse=True)
