"""The report of a number audit: what was seen, what was judged, and how."""

from collections import Counter
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from assistant.display import show_text
from assistant.errors import AuditError
from assistant.findings import BriefFinding, Finding, NumberFinding
from assistant.lexicon.labels import tally
from assistant.numbers import Mention
from assistant.tables.frames import frame_of

GOOD = frozenset({"supported", "derived", "known"})
SPOKEN = 3
_COLUMNS = ("text", "verdict", "severity", "rule", "message", "expected", "facts", "formula", "cells", "suggestion", "start", "end")


def why_empty(text: str, rows: int, judged: int) -> str:
    """Say why an audit can prove nothing; empty where it can.

    Args:
        text: The text.
        rows: Number of rows of the brief.
        judged: Number of figures judged.
    """
    if not text.strip():
        return "稿子是空的"
    if not rows:
        return "输入中没有数据"
    return "" if judged else "文中没有数据"


@dataclass(frozen=True)
class NumberReport:
    """What :func:`assistant.check_numbers` found.

    Attributes:
        findings: One per figure, in text order.
        mentions: Every numeral seen, those that are no figures included, with its class.
        remarks: What is no claim about a figure: announced counts, superlatives, consistency inside the speech.
        missing: Keys of input figures that the text never uses, those a priority or problem names first.
        brief: What contradicts itself in the brief.
        empty: Why nothing can be proven at all (no text, no figures, no rows): one Chinese sentence; such a report is never ok.

    A word judged against a cell (由负转正, 超额完成目标) is a finding only where it contradicts: what agrees is silent, so that
    the counts of a report stay counts of figures.
    """

    findings: tuple[NumberFinding, ...]
    mentions: tuple[Mention, ...] = ()
    remarks: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    brief: tuple[BriefFinding, ...] = ()
    empty: str = ""

    @property
    def ok(self) -> bool:
        """True only when at least one figure was judged, every one is traced, and no remark is an error."""
        judged = bool(self.findings) and all(finding.verdict in GOOD for finding in self.findings)
        return judged and not self.empty and not any(remark.severity == "error" for remark in self.remarks)

    @property
    def counts(self) -> dict[str, int]:
        """Numerals seen, figures judged, and figures by verdict."""
        by_verdict = Counter(str(finding.verdict) for finding in self.findings)
        return {"mentions": len(self.mentions), "judged": len(self.findings), **dict(sorted(by_verdict.items()))}

    def summary(self) -> str:
        """Return a short Chinese paragraph fit to read aloud: whether it holds, the tally, then what stands in the way."""
        if self.empty and not self.findings:
            return f"没有可核对的数字：{self.empty}，不能视为通过。"
        told = [tally(finding.verdict for finding in self.findings)]
        if self.empty:
            told.append(f"{self.empty}，不能视为通过。")
        worst = [remark for remark in self.remarks if remark.severity == "error"]
        if worst:
            told.append(f"另有{len(worst)}处错误：{''.join(remark.message for remark in worst[:SPOKEN])}")
        if self.brief:
            told.append(f"另有{len(self.brief)}处输入自身存疑。")
        return "".join(told)

    def raise_if_failed(self) -> None:
        """Do nothing where the report is ok; else stop a notebook or a script here.

        Raises:
            AuditError: Its text is :meth:`summary` with what is wrong with each number.

        Example:
            >>> from assistant import check_numbers
            >>> rows = [{"indicator": "工业投资", "value": "68.5", "unit": "亿元"}]
            >>> check_numbers("工业投资68.5亿元。", rows).raise_if_failed()
        """
        if not self.ok:
            wrong = [f"{finding.text}：{finding.message}" for finding in self.findings if finding.verdict not in GOOD]
            raise AuditError("\n".join([f"数字核对没有通过。{self.summary()}", *wrong]))

    def to_frame(self) -> Any:
        """Return the figures as a ``pandas.DataFrame``, one row each in text order.

        Columns are ``text``, ``verdict``, ``severity``, ``rule``, ``message``, ``expected``, ``facts``, ``formula``, ``cells``,
        ``suggestion``, ``start`` and ``end``, as :class:`assistant.findings.NumberFinding` has them.
        """
        return frame_of((finding.to_dict() for finding in self.findings), _COLUMNS)

    def _repr_html_(self) -> str:
        from assistant.audit.showing import report_panel

        return report_panel(self).html()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        show_text(printer, str(self))

    def __str__(self) -> str:
        from assistant.audit.showing import report_panel

        return report_panel(self).text()

    def __repr__(self) -> str:
        return f"<NumberReport {'通过' if self.ok else '未通过'}：{self.summary()}>"

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data; decimals as text."""
        return {
            "ok": self.ok,
            "counts": self.counts,
            "findings": [_plain(finding) for finding in self.findings],
            "mentions": [_plain(mention) for mention in self.mentions],
            "remarks": [_plain(remark) for remark in self.remarks],
            "missing": list(self.missing),
            "brief": [_plain(finding) for finding in self.brief],
        }


def _plain(record: Any) -> dict[str, Any]:
    return {key: _value(value) for key, value in asdict(record).items()}


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    return list(value) if isinstance(value, tuple) else value
