"""Judging phrases without a number: a contradiction by the brief is a finding, agreement and ignorance are silent."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from assistant.audit.identity import LOOSE
from assistant.audit.material import words_of
from assistant.audit.view import BriefView
from assistant.audit.words.clauses import Clause, clauses_of
from assistant.audit.words.completeness import check_completeness
from assistant.audit.words.phrases import Phrase, phrases_in
from assistant.audit.words.steps import check_passed, check_steps
from assistant.audit.words.subjects import OWN, Subjects
from assistant.audit.words.truth import Reading, readings
from assistant.findings import NumberFinding
from assistant.numbers import PeriodMention, Quantity

_MESSAGES = {
    "word-direction": "方向与输入不符",
    "word-comparison": "比较结果与输入不符",
    "word-target": "目标完成情况与输入不符",
    "word-rank": "位次与输入不符",
    "word-size": "幅度与输入不符",
}


def check_words(
    text: str,
    view: BriefView,
    findings: Sequence[NumberFinding],
    quantities: Sequence[Quantity],
    periods: Sequence[PeriodMention],
) -> Iterator[NumberFinding]:
    """Yield a finding for every phrase without a number that the brief contradicts.

    Args:
        text: The text.
        view: The brief.
        findings: The findings on its figures, in text order: a clause may go on from the figure before.
        quantities: The figures read, judged or not: a word with a number after it belongs to that number.
        periods: The periods named.
    """
    subjects = Subjects(view, text, findings, periods)
    starts = [quantity.start for quantity in quantities if quantity.form not in {"zero", "threshold"}]
    yield from check_steps(text, findings, quantities)
    passed = list(check_passed(text, findings, quantities))
    yield from passed
    taken = [finding.start for finding in findings]
    told = {finding.start for finding in passed}
    for clause in clauses_of(text):
        if clause.reported:
            yield from check_completeness(clause, view)
        for phrase in phrases_in(clause):
            judged = phrase.start in told or _holds(taken, phrase) or _counted(phrase, clause, starts)
            if not judged and clause.reported and not _quoted(phrase, view):
                yield from _judged(phrase, clause, subjects, view)


def _holds(taken: Sequence[int], phrase: Phrase) -> bool:
    """Tell whether a figure stands inside the phrase and has its own finding (居全市首位)."""
    at = bisect_left(taken, phrase.start)
    return at < len(taken) and taken[at] < phrase.end


def _counted(phrase: Phrase, clause: Clause, starts: Sequence[int]) -> bool:
    """Tell whether a number follows the word in its clause; what is more than fulfilled (超额完成) is judged all the same."""
    at = bisect_left(starts, phrase.end)
    return phrase.sense != "passed" and at < len(starts) and starts[at] < clause.end


def _quoted(phrase: Phrase, view: BriefView) -> bool:
    """Tell whether the user says so in words, right after the same characters."""
    return len(phrase.prefix) >= 3 and phrase.prefix[-3:] + phrase.word in words_of(view.brief)


def _judged(phrase: Phrase, clause: Clause, subjects: Subjects, view: BriefView) -> Iterator[NumberFinding]:
    # Only rates are set against each other so: a short name (用电量) is then enough, for every row it may mean is asked.
    short = phrase.rule == "word-comparison" and (phrase.word.startswith(("快", "慢")) or "增速" in phrase.prefix)
    subject = subjects.of(clause, phrase.prefix, least=LOOSE if short else OWN)
    if subject is None:
        return
    said = [reading for row in subject.rows for reading in readings(view, phrase, subject, row)]
    if said and not any(reading.holds for reading in said):
        yield _finding(phrase, said[0], view)


def _finding(phrase: Phrase, reading: Reading, view: BriefView) -> NumberFinding:
    fact = view.table.get(reading.key)
    label = f"{fact.row} {fact.name}" if fact is not None else reading.key
    message = f"“{phrase.word}”{_MESSAGES[phrase.rule]}：输入 {label} {reading.told}。"
    expected, facts = reading.told, (reading.key,)
    return NumberFinding(
        phrase.start, phrase.end, phrase.word, phrase.rule, "error", message, verdict="contradicted", expected=expected, facts=facts
    )
