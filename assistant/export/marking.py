"""A speech as lines with their place in the document and their marks: what every way of showing it on a screen is made from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.findings import Finding, NumberFinding
from assistant.lexicon.labels import VERDICTS

_HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^。]+$")
_MASTHEAD = 8  # the salutation stands among the first lines
_LONGEST_GREETING = 40  # characters


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line; ``finding`` is what a check says about exactly this stretch, ``None`` for plain text."""

    text: str
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Attributes:
        role: ``title``, ``under`` (date and speaker), ``open`` (the salutation), ``heading``, or empty for a paragraph.
        start: Offset of its first character in the text.
        runs: Its text in pieces, joined the line again.
    """

    role: str
    start: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The line as it reads."""
        return "".join(run.text for run in self.runs)


def marked_lines(text: str, findings: Sequence[NumberFinding], wording: Sequence[Finding] = ()) -> tuple[Line, ...]:
    """Return the lines of a speech with every number that was judged marked.

    Args:
        text: The finished speech.
        findings: The audit's findings about this very text; their offsets are trusted. Where two overlap, the worse one is marked,
            so that nothing wrong is hidden.
        wording: What the wording check found: errors and warnings are marked where no number is.

    Example:
        >>> [(line.role, line.text) for line in marked_lines("一、成绩\\n产值增长。", ())]
        [('heading', '一、成绩'), ('', '产值增长。')]
    """
    spans = _beside(_without_overlap(findings), [finding for finding in wording if finding.severity != "note"])
    lines, start = [], 0
    for line, role in _roles(text.split("\n")):
        if line.strip():
            lines.append(Line(role, start, tuple(_runs(text, start, start + len(line), spans))))
        start += len(line) + 1
    return tuple(lines)


def _without_overlap(findings: Iterable[NumberFinding]) -> list[NumberFinding]:
    kept: list[NumberFinding] = []
    for finding in sorted(findings, key=lambda each: -VERDICTS.index(each.verdict)):
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    return kept


def _beside(numbers: Sequence[NumberFinding], wording: Iterable[Finding]) -> list[Finding]:
    """Return the numbers and, where they leave room, the wording findings, in text order."""
    kept: list[Finding] = list(numbers)
    for finding in wording:
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda each: each.start)


def _roles(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair each line with its role; title, date and speaker are what stands above the salutation."""
    head = enumerate(lines[:_MASTHEAD])
    greeting = next((place for place, line in head if line.rstrip().endswith("：") and len(line) <= _LONGEST_GREETING), 0)
    for place, line in enumerate(lines):
        if place < greeting:
            yield line, "under" if place else "title"
        elif place == greeting and greeting:
            yield line, "open"
        else:
            yield line, "heading" if _HEADING.match(line) else ""


def _runs(text: str, start: int, end: int, spans: Iterable[Finding]) -> Iterator[Run]:
    at = start
    for span in spans:
        if at <= span.start and span.end <= end:
            if at < span.start:
                yield Run(text[at : span.start])
            yield Run(text[span.start : span.end], span)
            at = span.end
    if at < end:
        yield Run(text[at:end])
