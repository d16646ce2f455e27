"""What the review copy says in its margin: for each number its verdict and the cells it rests on, and what the checks have to say."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.audit.report import NumberReport
from assistant.findings import Finding, NumberFinding
from assistant.lexicon.labels import severity_label, verdict_label

NUMBERS, WORDING = "数据核对", "用语检查"
OURS = frozenset({NUMBERS, WORDING})
"""Authors of the comments we write ourselves; what anybody else says in a returned file is the reviewer's."""


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on a stretch of the text.

    Attributes:
        start: Offset of its first character in the speech.
        end: Offset after its last one.
        author: Who says it.
        text: What is said; several lines are several paragraphs.
    """

    start: int
    end: int
    author: str
    text: str


def notes_of(report: NumberReport, wording: Iterable[Finding]) -> tuple[Note, ...]:
    """Return the comments of a speech in text order; the offsets are those of the findings."""
    numbers = [Note(one.start, one.end, NUMBERS, _on_number(one)) for one in report.findings]
    remarks = [Note(one.start, one.end, NUMBERS, _said(one)) for one in report.remarks]
    words = [Note(one.start, one.end, WORDING, _said(one)) for one in wording]
    return tuple(sorted((note for note in (*numbers, *remarks, *words) if note.start < note.end), key=lambda note: (note.start, note.end)))


def _on_number(finding: NumberFinding) -> str:
    lines = [f"【{verdict_label(finding.verdict)}】{finding.message}{_suggested(finding)}"]
    if finding.formula:
        lines.append(f"算式：{finding.formula}")
    if finding.cells:
        lines.append(f"出处：{'；'.join(finding.cells)}")
    elif finding.facts:
        lines.append(f"出处：任务单 {'、'.join(finding.facts)}")
    return "\n".join(lines)


def _said(finding: Finding) -> str:
    return f"【{severity_label(finding.severity)}】{finding.message}{_suggested(finding)}"


def _suggested(finding: Finding) -> str:
    return f"建议：{finding.suggestion}" if finding.suggestion else ""
