"""Findings about the brief itself: what each rule says, how grave it is and what to do stand in ``lexicon/table_rules.jsonl``."""

from functools import cache
from typing import Any

from assistant.audit.facts import FactTable
from assistant.brief.model import Figure
from assistant.findings import BriefFinding
from assistant.lexicon import read_records


@cache
def rules() -> dict[str, dict[str, Any]]:
    """Return the rules by name: ``severity``, ``message`` with blanks, and ``advice``."""
    return {record["rule"]: record for record in read_records("table_rules")}


def doubt(table: FactTable, figure: Figure, rule: str, facts: tuple[str, ...], **words: object) -> BriefFinding:
    """Return a finding about a row.

    Args:
        table: The facts of the brief.
        figure: The row.
        rule: Name of the rule.
        facts: Keys of the cells that do not agree, those of the row first.
        words: What goes into the blanks of the rule's message.
    """
    record = rules()[rule]
    message = f"{figure.id} {figure.indicator}：{record['message'].format(**words)}；{record['advice']}。"
    return BriefFinding(0, 0, "", rule, record["severity"], message, row=figure.id, facts=facts, cells=table.places(facts))
