"""What the sheet is told: lines, marks and words as plain data."""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from assistant import marked_lines, severity_label, verdict_label
from desk import labels

TRACED = frozenset({"supported", "derived", "known"})
ORDER = ("supported", "derived", "known", "unclear", "unsupported", "contradicted", "wording")


def content(text: str, findings: Sequence[Any], wording: Sequence[Any], *, editable: bool) -> dict[str, Any]:
    """Return the data of a sheet; it holds no markup, and nothing in it is read as markup.

    Args:
        text: The speech.
        findings: The number audit's findings about this very text.
        wording: The wording check's findings about it.
        editable: Whether figures and paragraphs can be changed on the sheet.
    """
    lines = marked_lines(text, findings, wording)
    marks: list[dict[str, Any]] = []
    shown, number = [], 0
    for line in lines:
        paragraph = line.role == ""
        number += paragraph
        runs = [_run(run, marks, editable) for run in line.runs]
        shown.append({"role": line.role, "runs": runs, "tools": paragraph, "number": number})
    return {
        "stamp": stamp(text, marks, editable),
        "lines": shown,
        "marks": marks,
        "legend": _legend(mark["kind"] for mark in marks),
        "words": labels.SHEET,
        "editable": editable,
    }


def stamp(*parts: object) -> str:
    """Return what tells one sheet from another: an act on a sheet that is no longer shown is not carried out."""
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def marked(text: str, findings: Sequence[Any], wording: Sequence[Any]) -> list[Any]:
    """Return the findings in the order in which the sheet numbers its marks."""
    return [run.finding for line in marked_lines(text, findings, wording) for run in line.runs if run.finding is not None]


def _run(run: Any, marks: list[dict[str, Any]], editable: bool) -> dict[str, Any]:
    if run.finding is None:
        return {"text": run.text}
    marks.append(_mark(run.finding, editable))
    return {"text": run.text, "mark": len(marks) - 1}


def _mark(finding: Any, editable: bool) -> dict[str, Any]:
    verdict = getattr(finding, "verdict", "")
    if not verdict:
        advice = ((labels.SAID, finding.message), (labels.ADVICE, finding.suggestion))
        return {"kind": "wording", "label": severity_label(finding.severity), "told": _given(advice), "offers": False}
    told = (
        (labels.SAID, finding.message),
        (labels.FORMULA, "" if finding.formula in finding.message else finding.formula),
        (labels.PLACE, "、".join(finding.cells)),
        (labels.EXPECTED, finding.expected if verdict not in TRACED else ""),
    )
    offers = editable and verdict not in TRACED
    expected = finding.expected if offers and finding.expected != finding.text else ""
    turn = offers and finding.rule == "direction"
    return {"kind": verdict, "label": verdict_label(verdict), "told": _given(told), "expected": expected, "turn": turn, "offers": offers}


def _given(told: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, text) for name, text in told if text]


def _legend(kinds: Iterable[str]) -> list[dict[str, Any]]:
    counts = Counter(kinds)
    return [{"kind": kind, "label": labels.kind(kind), "count": counts[kind]} for kind in ORDER if counts[kind]]
