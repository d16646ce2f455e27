"""Steps: from one number to another (由35户增加到42户), where the verb must go the way the numbers go."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.audit.claims import end_of
from assistant.audit.rows import PERCENT
from assistant.audit.values import dimension
from assistant.findings import NumberFinding
from assistant.numbers import Quantity

_FROM = re.compile(r"[由从][^，。；：\n]{0,16}$")
_UP = "增加|提高|上升|提升|扩大|上涨|增长|升|增|涨"
_DOWN = "减少|下降|压缩|降低|缩短|回落|下滑|压减|缩小|滑|退|压|降|减|跌"
_STEP = re.compile(rf"(?:进一步|大幅|又|再|已)?(?P<word>(?P<up>{_UP})|(?P<down>{_DOWN}))(?:到|至|为)了?(?:近|约|超过)?$")
_PASSED = re.compile(r"(?P<word>超额完成)[^，。；：\n]{0,24}的(?:近|约)?$")
LONGEST = 16
WHOLE = 100


def check_steps(text: str, findings: Sequence[NumberFinding], quantities: Sequence[Quantity]) -> Iterator[NumberFinding]:
    """Yield a finding where the verb between two numbers of one indicator goes the other way than the numbers."""
    cells = {finding.start: finding.facts for finding in findings}
    for first, second in pairwise(quantities):
        gap = text[end_of(first) : second.start]
        if len(gap) > LONGEST or not _comparable(first, second):
            continue
        match = _STEP.search(gap)
        if match is None or _FROM.search(text[max(0, first.start - 20) : first.start]) is None:
            continue
        facts = cells.get(second.start, ()) or cells.get(first.start, ())
        rises = (second.value > first.value) != (second.unit == "位")
        if facts and first.value != second.value and rises != bool(match["up"]):
            start = end_of(first) + match.start("word")
            yield _finding(start, match["word"], text[first.start : end_of(first)], text[second.start : end_of(second)], facts)


def check_passed(text: str, findings: Sequence[NumberFinding], quantities: Sequence[Quantity]) -> Iterator[NumberFinding]:
    """Yield a finding where 超额完成 is said of less than the whole of a target (超额完成年度目标的93.0%)."""
    cells = {finding.start: finding.facts for finding in findings}
    for quantity in quantities:
        start = max(0, quantity.start - 40)
        match = _PASSED.search(text[start : quantity.start])
        facts = cells.get(quantity.start, ())
        if match is None or not facts or quantity.unit != PERCENT or quantity.value >= WHOLE:
            continue
        at, said = start + match.start("word"), text[quantity.start : end_of(quantity)]
        message = f"“{match['word']}”与后面的数不符：只完成了目标的{said}。"
        yield NumberFinding(
            at, at + len(match["word"]), match["word"], "word-target", "error", message, verdict="contradicted", facts=facts
        )


def _comparable(first: Quantity, second: Quantity) -> bool:
    same = dimension(first.unit) == dimension(second.unit)
    return same and first.form == second.form and first.form in {"plain", "rank"} and first.value >= 0 and second.value >= 0


def _finding(start: int, word: str, before: str, now: str, facts: tuple[str, ...]) -> NumberFinding:
    message = f"“{word}”方向不对：由{before}到{now}，方向正相反。"
    return NumberFinding(start, start + len(word), word, "word-direction", "error", message, verdict="contradicted", facts=facts)
