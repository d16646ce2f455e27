"""A report as a panel: what a person must look at first, every number behind it."""

from collections.abc import Iterable

from assistant.audit.report import GOOD, NumberReport
from assistant.display import Panel, Row, Table
from assistant.findings import BriefFinding, Finding, NumberFinding
from assistant.lexicon.labels import severity_label, verdict_label

_FIGURES = ("数字", "结论", "说明", "数据位置")
_REMARKS = ("程度", "词句", "说明")


def report_panel(report: NumberReport) -> Panel:
    """Return what is shown of a report in a notebook or a terminal."""
    wrong = [finding for finding in report.findings if finding.verdict not in GOOD]
    tables = (
        Table("需要处理的数字", _FIGURES, tuple(map(_figure, wrong))),
        Table("稿中其他问题", _REMARKS, tuple(_remark(remark, remark.text) for remark in report.remarks if remark.severity != "note")),
        Table("任务单自身的问题", _REMARKS, tuple(_remark(doubt, _place(doubt)) for doubt in report.brief)),
        Table("全部数字", _FIGURES, tuple(map(_figure, report.findings)), folded=True),
        Table("稿中没有用到的数据", ("数据行",), tuple(Row((row,)) for row in report.missing), folded=True),
    )
    return Panel(f"数字核对：{'通过' if report.ok else '未通过'}", report.summary(), tables)


def _figure(finding: NumberFinding) -> Row:
    return Row((finding.text, verdict_label(finding.verdict), finding.message, _lines(finding.cells)), str(finding.verdict))


def _remark(finding: Finding, place: str) -> Row:
    return Row((severity_label(finding.severity), place, finding.message), finding.severity)


def _place(doubt: BriefFinding) -> str:
    return _lines(doubt.cells or doubt.facts)


def _lines(told: Iterable[str]) -> str:
    return "\n".join(told)
