"""The speech told with the next brief is read afresh by the audit and the wording check; what they do not accept is put in plain words.

A flagged sentence loses the clause that is wrong where that holds no figure, else it is told as the bare facts of its rows, else it
loses the clause, else it goes. What was flagged in the last speech already is the user's affair and stays.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.audit.check import check_numbers
from assistant.audit.report import GOOD, NumberReport
from assistant.brief import Brief
from assistant.drafting.editing import delivered
from assistant.drafting.refreshing.clauses import Clause, clauses_of, segments_of, sentence_from, without
from assistant.drafting.refreshing.news import rows_of
from assistant.drafting.refreshing.plain import bare_facts
from assistant.drafting.refreshing.script import Script, Sentence
from assistant.drafting.refreshing.series import renumbered
from assistant.drafting.state import DraftState
from assistant.findings import Finding
from assistant.slots import Rendered, render, slots_in

CheckWording = Callable[[str], Sequence[Finding]]
UNFIT = "表述与新数据不符，改写"
_OUT_OF_SEASON = frozenset({"dated"})  # 开门红 in June is a warning to a writer, and wrong in a speech moved there
_ROUNDS = 12
_ASKING = frozenset({"措施", "保障", "结尾", "导语"})
_ITEM = r"[一二三四五六七八九十]{1,2}[是看要]|第[一二三四五六七八九十]{1,2}，|（[一二三四五六七八九十]{1,3}）[^。]{2,30}。"
_BEGINS = re.compile(rf"(?:{_ITEM})?(?:其中，?)?")


@dataclass(frozen=True)
class Proof:
    """Reads a speech afresh.

    Attributes:
        brief: The brief.
        check_wording: The wording check, knowing the brief.
        known: What was flagged in the last speech already, by rule and words.
    """

    brief: Brief
    check_wording: CheckWording
    known: frozenset[tuple[str, str]] = frozenset()

    def flagged(self, text: str) -> Iterator[Finding]:
        """Yield what must not stand in a text."""
        for finding in flagged(check_numbers(text, self.brief), self.check_wording(text)):
            if _mark(finding) not in self.known:
                yield finding


def flagged(report: NumberReport, wording: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the figures a brief does not prove, the errors of audit and wording check, and words out of season."""
    yield from (finding for finding in report.findings if finding.verdict not in GOOD)
    yield from (remark for remark in report.remarks if remark.severity == "error")
    yield from (finding for finding in wording if finding.severity == "error" or finding.rule in _OUT_OF_SEASON)


def known_flaws(report: NumberReport, wording: Sequence[Finding]) -> frozenset[tuple[str, str]]:
    """Return what is flagged in the last speech, so that it is not held against the next one."""
    return frozenset(_mark(finding) for finding in flagged(report, wording))


def _mark(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.text


@dataclass
class Prover:
    """Brings a speech to where nothing in it is flagged.

    Args:
        proof: What reads it.
        before: The draft it was made from.
    """

    proof: Proof
    before: DraftState
    _tries: dict[int, int] = field(default_factory=dict)
    _demands: set[int] = field(default_factory=set)
    _headings: set[int] = field(default_factory=set)

    def settle(self, script: Script) -> None:
        """Put flagged sentences in other words, in place, until none is left or the rounds are used up."""
        self._demands = {id(one) for block in script.blocks if block.role in _ASKING for one in block.sentences()}
        self._headings = {id(block.heading) for block in script.blocks} | {id(one) for one in script.head}
        for _ in range(_ROUNDS):
            renumbered(script)
            flaws = self._flaws(script)
            if not flaws:
                return
            if not any([self._otherwise(sentence, at) for sentence, at in flaws]):
                return

    def _flaws(self, script: Script) -> list[tuple[Sentence, int]]:
        """Return the flagged sentences, each with the place of its first flaw in its slot text."""
        text, placed = script.placed()
        counts = dict(delivered(script.state(self.before).sections))
        rendered = render(text, self.proof.brief, counts)
        starts = [start for start, _ in placed]
        found: dict[int, tuple[Sentence, int]] = {}
        for finding in self.proof.flagged(rendered.text):
            at = slot_offset(text, rendered, finding.start)
            start, sentence = placed[max(0, bisect_right(starts, at) - 1)]
            found.setdefault(id(sentence), (sentence, at - start))
        return list(found.values())

    def _otherwise(self, sentence: Sentence, at: int) -> bool:
        """Tell a flagged sentence in the next way there is; tell whether there was one."""
        ways = _HEADED if id(sentence) in self._headings else _DEMANDED if id(sentence) in self._demands else _TOLD
        tries = self._tries[id(sentence)] = self._tries.get(id(sentence), -1) + 1
        for way in ways[tries:]:
            told = way(sentence.slots, at, self.proof.brief)
            told = told.rstrip("。") if told and id(sentence) in self._headings else told
            if told is not None and told != sentence.slots:
                sentence.told(told, UNFIT)
                return True
            self._tries[id(sentence)] += 1
        return False


def _without_free_clause(slots: str, at: int, brief: Brief) -> str | None:
    """Return a sentence without the clause a flaw stands in, where that clause has no figure and is not all there is."""
    clauses = clauses_of(slots)
    index = _clause_at(clauses, at)
    return sentence_from(without(clauses, [index])) if not clauses[index].tells and len(clauses) > 1 else None


def _without_clause(slots: str, at: int, brief: Brief) -> str | None:
    clauses = clauses_of(slots)
    return sentence_from(without(clauses, [_clause_at(clauses, at)])) if len(clauses) > 1 else None


def _without_later_clause(slots: str, at: int, brief: Brief) -> str | None:
    """Return a sentence without the clause a flaw stands in, where another before it names what it is about."""
    clauses = clauses_of(slots)
    index = _clause_at(clauses, at)
    segment = next(one for one in segments_of(clauses) if index in one)
    named = any(clauses[number].tells for number in range(segment.start, index))
    return sentence_from(without(clauses, [index])) if named else None


def _segment_plain(slots: str, at: int, brief: Brief) -> str | None:
    """Return a sentence with the bare facts in the place of the stretch between semicolons that a flaw stands in."""
    clauses = clauses_of(slots)
    index = _clause_at(clauses, at)
    segment = next(one for one in segments_of(clauses) if index in one)
    rows = rows_of("".join(clauses[number].text for number in segment), brief)
    begins = _BEGINS.match(clauses[segment.start].text)
    told = Clause((begins[0] if begins else "") + bare_facts(rows, brief), clauses[segment.stop - 1].mark)
    return sentence_from([*clauses[: segment.start], told, *clauses[segment.stop :]]) if rows else None


def _dropped(slots: str, at: int, brief: Brief) -> str:
    return ""


_HEADED = (_without_free_clause,)
_TOLD = (_without_free_clause, _without_later_clause, _segment_plain, _without_clause, _dropped)
_DEMANDED = (_without_free_clause, _without_clause, _dropped)


def _clause_at(clauses: Sequence[Clause], at: int) -> int:
    end = 0
    for index, clause in enumerate(clauses):
        end += len(clause.text) + len(clause.mark)
        if at < end:
            return index
    return len(clauses) - 1


def slot_offset(text: str, rendered: Rendered, at: int) -> int:
    """Return where in a slot text a place of what it renders to stands; inside a slot its start.

    Args:
        text: The slot text.
        rendered: What it renders to.
        at: Offset in the rendered text.
    """
    shift = 0
    for (start, end, _), span in zip(slots_in(text), rendered.spans, strict=True):
        if at < span.start:
            break
        if at < span.end:
            return start
        shift = end - span.end
    return at + shift
