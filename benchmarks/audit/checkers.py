"""The checkers that are measured: the audit, and the rule to beat."""

from assistant import Brief, check_numbers
from benchmarks.audit import membership
from benchmarks.audit.scoring import Checker, Found


def audited(text: str, brief: Brief) -> list[Found]:
    """Return the findings of the audit as plain tuples."""
    return [(finding.start, finding.end, finding.verdict, finding.message) for finding in check_numbers(text, brief).findings]


CHECKERS: dict[str, Checker] = {"audit": audited, "membership": membership.check}
