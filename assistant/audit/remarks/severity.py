"""Severity of remarks: one table, rule to severity, and the one place that makes a remark."""

from assistant.findings import Finding, Severity

SEVERITY: dict[str, Severity] = {
    "announced-count": "warning",  # 讲三点意见, and two follow
    "series-gap": "warning",  # 一是, 三是
    "two-values": "warning",  # one cell told with two values
    "part-over-whole": "warning",  # 其中 more than the whole
    "deadline-past": "error",  # a deadline before the meeting, its year certain
    "deadline-doubtful": "warning",  # the same where the year is not said, or the brief has it so
    "period-outside": "note",  # a time the brief knows nothing of
    "superlative": "note",  # 首次, 历史新高: needs a person
    "document": "note",  # a document that is not in the user's material
}


def remark(rule: str, text: str, start: int, end: int, message: str) -> Finding:
    """Return a remark on ``text[start:end]``."""
    return Finding(start, end, text[start:end], rule, SEVERITY[rule], message)
