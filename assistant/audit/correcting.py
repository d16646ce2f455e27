"""Put right a figure that contradicts the brief; the audit itself judges whether it worked."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.audit.check import check_numbers
from assistant.audit.report import GOOD
from assistant.findings import NumberFinding

if TYPE_CHECKING:
    from assistant.brief import Brief

_CLAUSE = 16  # characters before a number in which its word of direction stands
_OPPOSITES = (
    ("增长", "下降"),
    ("上升", "下降"),
    ("提高", "降低"),
    ("提升", "回落"),
    ("增加", "减少"),
    ("回升", "回落"),
    ("加快", "放缓"),
    ("扩大", "收窄"),
    ("高于", "低于"),
    ("快于", "慢于"),
    ("领先", "落后"),
    ("前移", "后移"),
    ("净增", "净减"),
    ("多", "少"),
    ("升", "降"),
    ("进", "退"),
)
_TURNED = {down: up for up, down in reversed(_OPPOSITES)} | {up: down for up, down in _OPPOSITES} | {"负增长": "增长", "下滑": "增长"}
_DIRECTION = re.compile("|".join(sorted(_TURNED, key=len, reverse=True)))


def correct_number(text: str, finding: NumberFinding, brief: "Brief") -> str | None:
    """Return a text in which one figure says what the brief says, or ``None`` where that cannot be done by itself.

    Tried in turn: the value that was expected, the opposite word of direction before the number, and both. What is returned has
    fewer figures without support than before, so that no correction makes another figure wrong.

    Args:
        text: The text the finding is about.
        finding: The judgement on the figure.
        brief: The brief.

    Example:
        >>> from assistant.brief import Brief
        >>> brief = Brief.of([{"indicator": "工业投资", "value": "68.5", "unit": "亿元", "yoy": "-3.2"}])
        >>> wrong = "工业投资68.5亿元，同比增长3.2%。"
        >>> correct_number(wrong, check_numbers(wrong, brief).findings[1], brief)
        '工业投资68.5亿元，同比下降3.2%。'
    """
    before = _wrong(text, brief)
    return next((candidate for candidate in _candidates(text, finding) if _wrong(candidate, brief) < before), None)


def _wrong(text: str, brief: "Brief") -> int:
    report = check_numbers(text, brief)
    remarks = sum(remark.severity == "error" for remark in report.remarks)
    return remarks + sum(found.verdict not in GOOD for found in report.findings)


def _candidates(text: str, finding: NumberFinding) -> Iterator[str]:
    value = finding.expected or finding.text
    if value != finding.text:
        yield text[: finding.start] + value + text[finding.end :]
    clause = max(finding.start - _CLAUSE, *(text.rfind(mark, 0, finding.start) + 1 for mark in "，。；：\n"))
    words = list(_DIRECTION.finditer(text, clause, finding.start))
    if words:
        turned = text[: words[-1].start()] + _TURNED[words[-1][0]] + text[words[-1].end() : finding.start]
        yield turned + finding.text + text[finding.end :]
        if value != finding.text:
            yield turned + value + text[finding.end :]
