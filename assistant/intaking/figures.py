"""The figures of a message: every claim of the audit's reader lands in a field of a row, or is asked about.

The reader says what the words make of a number (its role), of which period it speaks and what it is set against; this module says
which row it belongs to. What it cannot tell for certain goes into a question, with the number as it stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.audit.claim import Claim, end_of
from assistant.audit.claims import claims_in, merge_ratios
from assistant.intaking.case import Asked, Placing
from assistant.intaking.fields import place
from assistant.intaking.outcome import Left
from assistant.intaking.rows import Mark, Row
from assistant.intaking.subjects import PLACE_HEAD, Subject, subject_after, subject_in
from assistant.lexicon.indicators import find_loosely
from assistant.numbers import Period, extract_quantities, find_periods, read_period

_SMALL = re.compile(r"[一二两三四五六七八九十几半]{1,2}")
_LOOSE = frozenset("处个项条张类种步次点块头层环道口批轮关门线面页段场天年周月日人组") | {"个月", "小时", "个小时", "分钟", "星期"}
_TWO = re.compile(r"([一-鿿]{2,})[、和与及]([一-鿿]{2,})$")
_GROUP = re.compile(r"(?:县|市|区|乡镇|开发区|园区)[^，。；]{0,10}(?:第|前|末)")
_DONE = re.compile(r"完成|实现|达到")
_TOGETHER = re.compile(r"[二两三四五六七八九十几\d][大个](?:主导|重点|传统)?(?:产业|行业|指标)")
_VERBS = re.compile(r"(?:同比|环比|增长|下降|完成|实现|达到|为|共|了)+$")
_AMONG = re.compile(r"其中[：，]?")


@dataclass
class Figures:
    """Rows and questions of one message.

    Attributes:
        rows: Rows in the order they were told.
        left: Numbers that are asked about.
        base: The period that rows fall back on, as said; empty where none is.
    """

    rows: list[Row] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    base: str = ""


def read_figures(text: str, base: str, places: tuple[str, ...], known: Sequence[str]) -> Figures:
    """Read the figures of a tidied message.

    Args:
        text: The message; what is no figure blanked out with 。, so that offsets stay.
        base: The period of the brief; empty for the first one the message tells.
        places: Names of the place itself, which say nothing about a row.
        known: Canonical names of the rows the brief has already.
    """
    reader = _Reader(text, Figures(base=base), places, set(known))
    claims = [claim for claim in claims_in(text, merge_ratios(text, extract_quantities(text)), find_periods(text)) if _told(claim)]
    for index, claim in enumerate(claims):
        reader.take(claim, claims, index)
    return _based(reader.found)


def _based(found: Figures) -> Figures:
    """Make the one period that all rows share the period of the brief (第三季度规上产值96.2亿元)."""
    periods = {row.period for row in found.rows if row.kind == "actual"}
    if not found.base and len(periods) == 1 and (only := periods.pop()) and (when := read_period(only)) and not when.point:
        found.base = only
        for row in found.rows:
            row.period = "" if row.period == only else row.period
    return found


def _told(claim: Claim) -> bool:
    """Leave out definitions (亿元以上企业) and small counts in words that only structure a sentence."""
    quantity = claim.quantity
    if _GROUP.match(claim.said, end_of(quantity) - claim.sentence[0]):
        return False
    loose = _SMALL.fullmatch(quantity.text) and (quantity.unit in _LOOSE or not quantity.unit)
    return quantity.form != "threshold" and not (loose and quantity.form not in {"fraction", "cheng", "fan", "multiple", "rank"})


class _Reader:
    """Goes through the claims with the row last told of in mind."""

    def __init__(self, text: str, found: Figures, places: tuple[str, ...], known: set[str]) -> None:
        self.text = text
        self.found = found
        self.places = places
        self.known = known
        self.row: Row | None = None
        self.whole: Row | None = None
        self.shared: dict[int, Row] = {}
        self.waiting: tuple[int, int] | None = None

    def take(self, claim: Claim, claims: Sequence[Claim], index: int) -> None:
        """Place one claim."""
        window = claim.windows[0][0]
        self._look_within(claim, window)
        subject = self._subject(claim, window)
        if self._waits(claim, subject):
            return
        if subject is None and index not in self.shared and "分别" in claim.clause:
            self._share_out(claims, index)
        if index in self.shared:
            self.row = self.shared[index]
            claim = _as_first(claim, next(claims[at] for at in sorted(self.shared) if claims[at].sentence == claim.sentence))
        doubt = self._doubt(window, subject, claim)
        if doubt is not None:
            self.found.left.append(doubt)
            self.waiting = claim.sentence if doubt.kind or "还是" in doubt.why else None
            return
        try:
            self._put(claim, place(claim, subject, self.row, self._period(claim, subject), self))
        except Asked as asked:
            self.found.left.append(self._left(claim, asked))
            self.waiting = claim.sentence if subject is None and not asked.kind else None
            if subject is not None and subject.entry is not None:  # what follows is still told of it
                self.row = self.row_of(subject, self._period(claim, subject), "actual")

    def _subject(self, claim: Claim, window: str) -> Subject | None:
        """Return what a figure is told of; a place alone (其中园区197.6亿元) takes the indicator told of before."""
        subject = subject_in(window, self.places, ranked=claim.role == "rank")
        if subject is None or not subject.name:
            after = subject_after(claim.right, self.places)
            subject = replace(after, scope=subject.scope) if after and subject else after or subject
        if subject is not None and subject.name:
            return self._headed(claim, subject)
        if subject is None:
            return None
        before = self.row.subject if self.row is not None else subject_in(claim.before[: -len(claim.clause) or None], self.places)
        return replace(before, scope=subject.scope) if before is not None and before.entry is not None else None

    def _headed(self, claim: Claim, subject: Subject) -> Subject:
        """Take the place that heads the sentence (园区：规上产值…；税收…) for the place of a subject that names none."""
        head = PLACE_HEAD.match(self.text[claim.sentence[0] : claim.quantity.start].strip())
        if head is None or subject.scope:
            return subject
        return replace(subject, scope=head[1], entry=subject.entry or find_loosely(subject.name))

    def _put(self, claim: Claim, placing: Placing) -> None:
        row = placing.row
        if row not in self.found.rows:
            row.sentence = claim.sentence
            self.found.rows.append(row)
        before = row.get(placing.name)
        if before is not None and before != placing.value:
            raise Asked(f"“{row.subject.name}”这一项前后有两个数，以哪个为准？")
        row.texts |= placing.texts
        row.put(placing.name, placing.value, claim.quantity)
        if placing.follow:
            self.row = row

    def _left(self, claim: Claim, asked: Asked) -> Left:
        start, end = self._stretch(claim)
        template = f"{self.text[start:end].strip()}{{}}" if asked.kind == "unit" else ""
        return Left(start, end, self.text[start:end].strip(), str(asked), asked.kind, template, asked.suggestion)

    def _stretch(self, claim: Claim) -> tuple[int, int]:
        """Return the clause of a figure up to the end of its unit."""
        clause = claim.clause.lstrip("，、；：。 ")
        end, word = end_of(claim.quantity), claim.quantity.qualifier
        return claim.quantity.start - len(clause), end + len(word) * (bool(word) and self.text.startswith(word, end))

    def _waits(self, claim: Claim, subject: Subject | None) -> bool:
        """Let a figure wait with the one before it, where that is asked about for its indicator (用电量5.86亿度，增5.1%)."""
        last = self.found.left[-1] if self.found.left else None
        if last is None or self.waiting != claim.sentence or subject is not None or "；" in self.text[last.end : claim.quantity.start]:
            self.waiting = None
            return False
        end = end_of(claim.quantity)
        more = self.text[last.end : end]
        template = last.template + more if last.template else ""
        self.found.left[-1] = replace(last, end=end, text=last.text + more, template=template)
        return True

    def _look_within(self, claim: Claim, window: str) -> None:
        """After 其中 the rows are parts of the one told of before."""
        if _AMONG.search(window):
            self.whole = self.row
        elif self.whole is not None and claim.sentence != self.whole.sentence:
            self.whole = None

    def _share_out(self, claims: Sequence[Claim], index: int) -> None:
        """Give the figures after 分别 to the rows told of before them, where there are as many."""
        run = [index]
        for at in range(index + 1, len(claims)):
            gap = self.text[end_of(claims[at - 1].quantity) : claims[at].quantity.start]
            if claims[at].dimension != claims[index].dimension or re.search(r"[，。；\n]", gap) or subject_in(gap, self.places):
                break
            run.append(at)
        here = self.rows_here(claims[index])[-len(run) :]
        if len(here) == len(run) > 1:
            self.shared |= dict(zip(run, here, strict=True))

    def _doubt(self, window: str, subject: Subject | None, claim: Claim) -> Left | None:
        """Return what is asked about the indicator of a figure, where it is not certain."""
        start, end = self._stretch(claim)
        text = self.text[start:end]
        if claim.quantity.form == "range":
            return Left(start, end, text, "这是一个区间，请给一个准数。")
        if subject is None:
            return None
        pair = _TWO.search(_VERBS.sub("", window.rpartition("，")[2].split("分别")[0]))
        if pair and "分别" not in claim.clause and all(find_loosely(part) for part in pair.groups()):
            return Left(start, end, text, f"这个数是“{pair[1]}”的，还是“{pair[2]}”的？请分开写。")
        if "分别" in claim.clause and _TOGETHER.search(claim.clause):
            return Left(start, end, text, "请把每个指标的全名写出来。")
        loose = find_loosely(subject.name) if subject.entry is None else None
        if loose is None or loose.name in self.names() or (loose.kind == "rate" and claim.role == "growth"):
            return None
        template = text.replace(subject.name, "{}", 1)
        return Left(start, end, text, f"“{subject.name}”是指{loose.name}吗？", "indicator", template, loose.name)

    def names(self) -> set[str]:
        """Return the canonical names told so far, those of the brief included."""
        return self.known | {row.entry.name for row in self.found.rows if row.entry}

    def rows_here(self, claim: Claim) -> list[Row]:
        """Return the rows told of in the sentence of a claim."""
        return [row for row in self.found.rows if row.sentence == claim.sentence]

    def set_aside(self, mark: Mark, why: str) -> None:
        """Ask about a number that another one stands for."""
        self.found.left.append(Left(mark.start, mark.end, self.text[mark.start : mark.end], why))

    def last_whole(self) -> str:
        """Return what the last share was a share of."""
        return next((row.texts["share_of"] for row in reversed(self.found.rows) if "share_of" in row.texts), "")

    def row_of(self, subject: Subject, period: str, kind: str, basis: str = "") -> Row:
        """Return the row of a subject at a time, a new one where none was told yet."""
        loose = find_loosely(subject.name) if subject.entry is None else subject.entry
        for row in reversed(self.found.rows):
            same = row.subject.name == subject.name or (loose is not None and row.entry is loose)
            if same and (row.subject.scope, row.period, row.kind, row.basis) == (subject.scope, period, kind, basis):
                return row
        named = Subject(loose.name if loose and subject.entry is None else subject.name, subject.scope, loose, subject.firm)
        return Row(named, period, kind, basis)

    def _period(self, claim: Claim, subject: Subject | None) -> str:
        """Return the period of a claim where it is not that of the brief."""
        if claim.period is None:
            return ""
        said, when = claim.period.text, claim.period.period
        if re.fullmatch(r"今年|本年|去年|上年", said):
            return ""
        leads = subject is not None or not self.found.rows or claim.role == "level"
        leads = leads and self.text[claim.period.start - 1 : claim.period.start] not in {"由", "从"}
        if not self.found.base and leads and not claim.stance and (not claim.mood or _DONE.search(claim.clause)) and _reports(when, said):
            self.found.base = said
        passed = re.search("[；）]", self.text[claim.period.end : claim.quantity.start])
        if not claim.near and (when.span != "累计" or passed):
            return ""
        return "" if _same(said, self.found.base) else said


def _as_first(claim: Claim, first: Claim) -> Claim:
    """Read a figure after 分别 as the first of them, unless words of its own say otherwise (分别增长6.9%、下降5.3%)."""
    own = claim.direction and claim is not first and not claim.clause.endswith(claim.windows[0][0][-1:] or " ")
    if claim is first or claim.role not in {"level", "ratio"} or own:
        return claim
    return replace(claim, role=first.role, direction=first.direction, basis=first.basis, clause=first.clause)


def _reports(period: Period, said: str) -> bool:
    """Tell whether a period can be the one a brief reports on: from January on, and not merely 今年 or 去年."""
    return period.first == 1 and not period.point and period.offset in (None, 0)


def _same(said: str, base: str) -> bool:
    one, two = read_period(said), read_period(base)
    return one is not None and two is not None and _months(one) == _months(two) and (one.year is None or one.year == two.year)


def _months(period: Period) -> tuple[int, int, bool]:
    return period.first, period.last, period.point
