"""What verdicts, severities and classes of numerals are called before a user; the words stand in ``labels.jsonl``."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from assistant.findings import Severity
from assistant.lexicon import read_records

# From the best to the worst, as they are told.
VERDICTS = ("supported", "derived", "known", "unclear", "unsupported", "contradicted")
# From the worst to the best.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


def verdict_label(verdict: str) -> str:
    """Return the Chinese name of a verdict, for example 与输入一致 for ``supported``."""
    return str(_labels()[f"verdict.{verdict}"]["text"])


def severity_label(severity: str) -> str:
    """Return the Chinese name of a severity, for example 提醒 for ``warning``."""
    return str(_labels()[f"severity.{severity}"]["text"])


def mention_label(kind: str) -> str:
    """Return the Chinese name of a class of numerals, for example 时期或日期 for ``period``."""
    return str(_labels()[f"mention.{kind}"]["text"])


def tally(verdicts: Iterable[str]) -> str:
    """Return one line on how figures were judged: 42个数字：38个与输入一致，3个为推算，1个无依据。"""
    counts = Counter(verdicts)
    if not counts:
        return "没有可核对的数字。"
    told = [f"{counts[verdict]}个{_labels()[f'verdict.{verdict}']['tally']}" for verdict in VERDICTS if counts[verdict]]
    return f"{counts.total()}个数字：{'，'.join(told)}。"


@cache
def _labels() -> dict[str, dict[str, Any]]:
    return {record["key"]: record for record in read_records("labels")}
