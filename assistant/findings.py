"""The one type that every check returns."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]
Verdict = Literal["supported", "derived", "known", "unsupported", "contradicted", "unclear"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check has to say about a stretch of text.

    Attributes:
        start: Offset of the first character in the original text.
        end: Offset after the last character.
        text: The characters themselves, ``source[start:end]``.
        rule: Identifier of the rule.
        severity: ``error``, ``warning`` or ``note``.
        message: One Chinese sentence.
        suggestion: What to write instead, where there is one.
    """

    start: int
    end: int
    text: str
    rule: str
    severity: Severity
    message: str
    suggestion: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class NumberFinding(Finding):
    """The judgement on one figure of a text.

    Attributes:
        verdict: ``supported``, ``derived``, ``known``, ``unsupported``, ``contradicted`` or ``unclear``.
        expected: What the brief has instead, as it would be printed; empty when nothing is known.
        facts: Keys of the cells the judgement rests on, for example ``("f01.yoy",)``.
        formula: The derivation in words, for a derived figure.
        cells: Where these cells stand in the user's own file (``月报.xlsx「主要指标」D7``); empty for what came from no file.
    """

    verdict: Verdict = "unclear"
    expected: str = ""
    facts: tuple[str, ...] = ()
    formula: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefFinding(Finding):
    """Something the brief itself says wrong; its span is empty because no text is meant.

    Attributes:
        row: Id of the row it is about.
        facts: Keys of the cells that do not agree, for example ``("f01.progress", "f01", "f01.target")``.
        cells: Where they stand in the user's own file; empty for what came from no file.
    """

    row: str = ""
    facts: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
