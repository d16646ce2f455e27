"""From a clerk's message to a brief: sorted, read, merged, and asked about, in that order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.audit.check import check_numbers
from assistant.brief import Brief
from assistant.errors import BriefError
from assistant.intaking.amending import amend
from assistant.intaking.clauses import Clause
from assistant.intaking.denied import without_denied
from assistant.intaking.figures import Figures, read_figures
from assistant.intaking.merging import FIELDS, Landed, Taken, built, keys_of, setting_of, take_rows
from assistant.intaking.outcome import Intake, Left, Understood
from assistant.intaking.pasting import Pasted, take_table, without_tables
from assistant.intaking.questions import missing_of, question_of
from assistant.intaking.sorting import Sorted, sort_message
from assistant.intaking.taking import link_problems, take_head, take_lists
from assistant.intaking.tidying import Tidied, tidy
from assistant.numbers import find_periods

_AMOUNTS = re.compile(r"(?:产值|投资|收入|利润|税收|余额|账款|用电量|增加值)$")
_SECOND = {"direction": "升降", "kind": "目标还是完成数", "period": "时期", "basis": "对比的基期"}
UNCLEAR = "clause"
_NOT_UNDERSTOOD = "没看懂，这是数据、重点还是问题？"


def read_message(message: str, brief: Brief | None, today: date | None, labels: Mapping[int, str] | None = None) -> Intake:
    """Read a message by grammar.

    Args:
        message: The clerk's words.
        brief: What is known so far.
        today: The day it is; a date without a year counts from there.
        labels: What a model takes clauses for that the grammar does not understand, by their offset in the message.
    """
    pasted = without_tables(message)
    tidied = tidy(pasted.rest)
    return _Reading(tidied, pasted, brief, today, labels or {}).read()


@dataclass
class _Reading:
    """One message on its way into a brief."""

    tidied: Tidied
    pasted: Pasted
    brief: Brief | None
    today: date | None
    labels: Mapping[int, str]

    def read(self) -> Intake:
        """Return what the message became."""
        taken = Taken(keys_of(self.brief))
        found = self._sorted(taken)
        figures = self._figures(taken, found, found.figures)
        if figures.base and not taken.keys.get("period") and not any(one.key == "period" for one in found.head):
            taken.keys["period"] = figures.base
        for amendment in found.amendments:
            amend(taken, amendment)
        self._take_head(taken, found)
        take_lists(taken, found, self.tidied.text)
        landed = self._take_rows(taken, found, figures)
        take_table(taken, self.pasted)
        return self._outcome(taken, found, figures, landed)

    def _sorted(self, taken: Taken) -> Sorted:
        titles = [str(task["title"]) for task in taken.keys.get("priorities", [])]
        labels = {at: self.labels[start] for at, start in enumerate(self.tidied.origin) if start in self.labels}
        return sort_message(self.tidied.text, titles, labels)

    def _figures(self, taken: Taken, found: Sorted, clauses: Sequence[Clause]) -> Figures:
        base = _base(taken) or next((one.value for one in found.head if one.key == "period"), "")
        known = [row.canonical for row in self.brief.figures] if self.brief else []
        text = without_denied(_blanked(self.tidied.text, clauses), clauses, self.tidied.text)
        return read_figures(text, base, _places(self.brief, found), known)

    def _take_head(self, taken: Taken, found: Sorted) -> None:
        """The date comes last: its year may follow from the period."""
        text = self.tidied.text
        take_head(taken, [one for one in found.head if one.key != "meeting.date"], self.brief, self.today, text)
        begun = self._built(taken)
        take_head(taken, [one for one in found.head if one.key == "meeting.date"], begun or self.brief, self.today, text)

    def _take_rows(self, taken: Taken, found: Sorted, figures: Figures) -> list[Landed]:
        setting = setting_of(self._built(taken))
        landed = take_rows(taken, figures.rows, setting, self.tidied.text, corrects=found.corrects)
        for item, clauses in zip(found.problems, found.problem_clauses, strict=True):
            told = self._figures(taken, found, clauses)
            rows = [row for row in told.rows if row.has("value") and (row.entry is not None or _AMOUNTS.search(row.subject.name))]
            if rows and not told.left:
                inside = take_rows(taken, rows, setting, self.tidied.text, corrects=found.corrects)
                link_problems(taken, item.title, inside)
                landed += inside
        return landed

    def _built(self, taken: Taken) -> Brief | None:
        try:
            return built(taken.keys, self.brief)
        except BriefError:
            return self.brief

    def _outcome(self, taken: Taken, found: Sorted, figures: Figures, landed: Sequence[Landed]) -> Intake:
        unclear = [Left(clause.start, clause.end, clause.text, _NOT_UNDERSTOOD, UNCLEAR) for clause in found.unclear]
        try:
            new = built(taken.keys, self.brief)
        except BriefError as error:
            left = self._asked(taken, figures, unclear)
            left.append(Left(0, len(self.tidied.message), self.tidied.message[:30], f"要点拼不起来：{error}"))
            return Intake(self.brief, question_of(self.brief, missing_of(self.brief), left), (), tuple(left), missing_of(self.brief))
        doubtful = _misread(self.tidied.text, new, landed) if new is not None and landed else ()
        left = self._asked(taken, figures, [*unclear, *doubtful])
        told = [*taken.understood, *(_understood(one, new) for one in landed if new is not None)]
        understood = sorted([*map(self._as_told, told), *self.pasted.understood], key=lambda one: one.start)
        missing = missing_of(new)
        return Intake(new, question_of(new, missing, left), tuple(understood), tuple(left), missing)

    def _asked(self, taken: Taken, figures: Figures, more: Sequence[Left]) -> list[Left]:
        left = [self._as_written(one) for one in (*taken.left, *figures.left, *more)] + self.pasted.left
        return sorted(left, key=lambda one: one.start)

    def _as_written(self, one: Left) -> Left:
        start, end = self.tidied.span(one.start, one.end)
        return replace(one, start=start, end=end, text=self.tidied.message[start:end].strip("，、；：。 \n"))

    def _as_told(self, one: Understood) -> Understood:
        start, end = self.tidied.span(one.start, one.end)
        return replace(one, start=start, end=end, text=self.tidied.message[start:end])


def _understood(one: Landed, brief: Brief) -> Understood:
    figure, mark = brief.figures[one.index], one.mark
    name, _, about = mark.field.partition(":")
    own = {"yoy": "value", "prev_yoy": "prev"}.get(name, name)
    name = own if own != name and getattr(figure, name) is None else name  # growth that is the value of its row
    about = about.partition("|")[0]
    key = {"value": figure.id}.get(name, f"{figure.id}.{name}{':' + about if about else ''}")
    said = FIELDS.get(name, about)
    return Understood(mark.start, mark.end, "", key, f"{figure.indicator}{' ' + said if said else ''}", str(mark.value), one.was)


def _misread(text: str, brief: Brief, landed: Sequence[Landed]) -> Iterator[Left]:
    """Read the message a second time, by the audit: a number that it takes for another kind, time or direction is asked about."""
    findings = [finding for finding in check_numbers(text, brief).findings if finding.verdict == "contradicted" and finding.rule in _SECOND]
    for one in landed:
        found = next((finding for finding in findings if one.mark.start <= finding.start < one.mark.end), None)
        if found is not None:
            told = _understood(one, brief)
            why = f"记作“{told.label} {told.value}”，但照原话{_SECOND[found.rule]}好像不对，请核对。"
            yield Left(one.mark.start, one.mark.end, text[one.mark.start : one.mark.end], why)


def _base(taken: Taken) -> str:
    mentions = find_periods(str(taken.keys.get("period", "")))
    return mentions[0].text if mentions else ""


def _places(brief: Brief | None, found: Sorted) -> tuple[str, ...]:
    regions = {one.value for one in found.head if one.key == "region"} | ({brief.region} if brief and brief.region else set())
    return tuple(sorted(regions, key=len, reverse=True))


def _blanked(text: str, clauses: Sequence[Clause]) -> str:
    """Blank out everything but some clauses; the marks between them stay, so that no sentence runs on into the next."""
    keep = bytearray(len(text))
    for clause in clauses:
        keep[clause.start : clause.end] = b"\1" * len(clause.text)
    return "".join(character if keep[at] or character in "，；。！？\n：（）" else " " for at, character in enumerate(text))
