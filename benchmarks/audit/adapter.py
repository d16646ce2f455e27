"""The audit as the scoring script of the scenarios wants it: ``score.py benchmarks.audit.adapter:check``."""

from typing import Any

from assistant import check_numbers


def check(text: str, brief: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the number findings on a text as plain data."""
    findings: list[dict[str, Any]] = check_numbers(text, brief).to_dict()["findings"]
    return findings
