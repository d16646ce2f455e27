"""The report of a number audit: what was seen, what was judged, and how."""

from collections import Counter
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from assistant.findings import Finding, NumberFinding
from assistant.lexicon.labels import tally
from assistant.numbers import Mention

GOOD = frozenset({"supported", "derived", "known"})


@dataclass(frozen=True)
class NumberReport:
    """What :func:`assistant.check_numbers` found.

    Attributes:
        findings: One per figure, in text order.
        mentions: Every numeral seen, those that are no figures included, with its class.
        remarks: What is no claim about a figure: announced counts, superlatives, consistency inside the speech.
        missing: Keys of input figures that the text never uses, those a priority or problem names first.
        brief: What contradicts itself in the brief.
    """

    findings: tuple[NumberFinding, ...]
    mentions: tuple[Mention, ...] = ()
    remarks: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    brief: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """True only when at least one figure was judged, every one is traced, and no remark is an error."""
        judged = bool(self.findings) and all(finding.verdict in GOOD for finding in self.findings)
        return judged and not any(remark.severity == "error" for remark in self.remarks)

    @property
    def counts(self) -> dict[str, int]:
        """Numerals seen, figures judged, and figures by verdict."""
        by_verdict = Counter(str(finding.verdict) for finding in self.findings)
        return {"mentions": len(self.mentions), "judged": len(self.findings), **dict(sorted(by_verdict.items()))}

    def summary(self) -> str:
        """Return one Chinese sentence fit to read aloud."""
        if not self.findings:
            return "没有可核对的数字：文中没有数据，或输入中没有数据，不能视为通过。"
        text = tally(finding.verdict for finding in self.findings)
        return text + (f"另有{len(self.brief)}处输入自身存疑。" if self.brief else "")

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
