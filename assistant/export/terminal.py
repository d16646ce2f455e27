"""The audit of a speech as plain text for a terminal: what a person must look at, and nothing else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from assistant.audit.facts import table_of
from assistant.audit.printing import printed
from assistant.audit.report import GOOD, NumberReport
from assistant.brief import Brief
from assistant.findings import BriefFinding, Finding, NumberFinding
from assistant.lexicon.labels import SEVERITIES, severity_label, verdict_label

_SENTENCE_ENDS = "。！？；\n"
_ASKED = "需确认："
_REACH = 18  # characters of the sentence shown on either side of a number


def report_text(report: NumberReport, text: str, brief: Brief) -> str:
    """Return a report as lines of text.

    Args:
        report: What :func:`assistant.check_numbers` found.
        text: The text that was checked.
        brief: What it was checked against; it gives the unused figures their names.
    """
    lines = [f"数字核对：{report.summary()}"]
    lines += numbered("需要处理的数字", (_figure(finding, text) for finding in report.findings if finding.verdict not in GOOD))
    lines += numbered("稿中其他问题", (_remark(remark) for remark in report.remarks if remark.severity != "note"))
    lines += numbered("任务单自身的问题", (brief_finding(finding) for finding in report.brief))
    lines += numbered("稿中没有用到的数据", (_row(row, brief) for row in report.missing))
    return "\n".join(lines)


def wording_text(findings: Sequence[Finding], text: str, told: Sequence[Finding] = ()) -> str:
    """Return what the wording check has to say as lines of text; notes are counted, those that ask for an answer are shown.

    Args:
        findings: What :func:`assistant.check_wording` found.
        text: The text that was checked.
        told: Remarks shown already; the same thing said of the same place is not said again.
    """
    shown = {(remark.rule, remark.start) for remark in told}
    found = [finding for finding in findings if (finding.rule, finding.start) not in shown]
    wrong = [finding for finding in found if finding.severity != "note"]
    asked = [finding for finding in found if finding.severity == "note" and finding.message.startswith(_ASKED)]
    lines = [f"措辞核对：{_tally(found)}"]
    lines += numbered("需要处理的措辞", (_worded(finding, text) for finding in wrong))
    lines += numbered("需要确认的说法", (finding.message.removeprefix(_ASKED) for finding in asked))
    return "\n".join(lines)


def _tally(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    told = "，".join(f"{counts[severity]}处{severity_label(severity)}" for severity in SEVERITIES if counts[severity])
    return f"{told or '没有发现问题'}。"


def _worded(finding: Finding, text: str) -> str:
    place = "" if len(finding.text) > 2 * _REACH else f"  “{excerpt(text, finding.start, finding.end)}”"
    advice = f"建议：{finding.suggestion}。" if finding.suggestion else ""
    return f"[{severity_label(finding.severity)}]{place}\n     {finding.message}{advice}"


def numbered(heading: str, entries: Iterable[str]) -> Iterator[str]:
    """Yield a heading with its count and the entries under it; nothing where there are none."""
    entries = list(entries)
    if entries:
        yield f"{heading}（{len(entries)}）："
        yield from (f"  {number}. {entry}" for number, entry in enumerate(entries, 1))


def _figure(finding: NumberFinding, text: str) -> str:
    said = f"[{verdict_label(finding.verdict)}] {finding.text}  “{excerpt(text, finding.start, finding.end)}”\n     {finding.message}"
    return said + _cells(finding.cells)


def _remark(finding: Finding) -> str:
    return f"[{severity_label(finding.severity)}] {finding.message}"


def brief_finding(finding: BriefFinding) -> str:
    """Return what the brief itself says wrong, with the cells of the user's own file."""
    return _remark(finding) + _cells(finding.cells)


def _cells(cells: tuple[str, ...]) -> str:
    return f"\n     见 {'、'.join(cells)}" if cells else ""


def _row(row: str, brief: Brief) -> str:
    table = table_of(brief)
    value = next((printed(fact) for fact in table.of_row(row)), "")
    return f"{row} {table.row(row).indicator} {value}".rstrip()


def excerpt(text: str, start: int, end: int) -> str:
    """Return the words around a span, within its sentence."""
    first = max(text.rfind(sign, 0, start) for sign in _SENTENCE_ENDS) + 1
    last = min((place for sign in _SENTENCE_ENDS if (place := text.find(sign, end)) >= 0), default=len(text))
    left, right = max(first, start - _REACH), min(last, end + _REACH)
    return f"{'…' if left > first else ''}{text[left:right]}{'…' if right < last else ''}"
