"""The rules that are data: a pattern, why it must not stand, and what to write instead (``lexicon/wording.jsonl``)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.findings import Finding, Severity
from assistant.lexicon import read_records
from assistant.masking.vocabulary import has_clump, words
from assistant.wording.context import Context, excused

_FIRM = re.compile(r"(?<!上市)(?<!担保)(?<!各)公司|集团|厂(?!房)|股份|实业")
_ABBREVIATION = re.compile(r"[A-Z]{2,5}")
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A record of the rule file.

    Attributes:
        id: Identifier, shown with every finding.
        group: Family of rules: ``legal``, ``placeholder``, ``machine``, ``term``, ``typo``, ``order``,
            ``quote``, ``department``, ``style``.
        severity: How bad it is.
        pattern: What is found; bounded repetition only, so that the search is linear.
        message: What is wrong.
        reason: Why: the law, the standard or the convention.
        suggestion: What to write instead.
        excuses: What lets a match stand, see :func:`assistant.wording.context.excused`.
        levels: Levels of the speaker the rule is for; all where empty.
        only: A further condition, see :data:`_ONLY`.
    """

    id: str
    group: str
    severity: Severity
    pattern: re.Pattern[str]
    message: str
    reason: str
    suggestion: str
    excuses: tuple[str, ...]
    levels: tuple[str, ...]
    only: str


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the rules in file order."""
    return tuple(
        Rule(
            record["id"],
            record["group"],
            record["severity"],
            re.compile(record["pattern"]),
            record["message"],
            record["reason"],
            record.get("suggestion", ""),
            tuple(record["excuses"]),
            tuple(record.get("levels", ())),
            record.get("only", ""),
        )
        for record in read_records("wording")
    )


def check_rules(text: str, context: Context) -> Iterator[Finding]:
    """Yield what the rules find in a text."""
    for rule in load_rules():
        if rule.levels and context.level not in rule.levels:
            continue
        for match in rule.pattern.finditer(text):
            if _meant(rule, match, context) and not excused(context, text, match, rule.excuses):
                message = f"“{shown(match[0])}”：{rule.message}（{rule.reason}）。"
                yield Finding(match.start(), match.end(), match[0], rule.id, rule.severity, message, rule.suggestion)


def shown(words: str) -> str:
    """Return words as they stand in a message: on one line, and not longer than a line."""
    line = " ".join(words.split())
    return line if len(line) <= 24 else f"{line[:23]}…"


def _meant(rule: Rule, match: re.Match[str], context: Context) -> bool:
    return not rule.only or _ONLY[rule.only](match, context)


def _named_firm(match: re.Match[str], context: Context) -> bool:
    """Tell whether the borrower is one firm with a name, not a kind of firms."""
    firm = match["firm"] or match["firm2"]
    if "企业" in firm:
        return False
    names = (*context.brief.enterprises, *(project.owner for project in context.brief.projects))
    return _FIRM.search(firm) is not None or has_clump(firm) or any(name and name in firm for name in names)


def _foreign(match: re.Match[str], context: Context) -> bool:
    """Tell whether a Latin word is no abbreviation (GDP, RCEP), none that Chinese speeches use, and none of the brief."""
    found = (word for word in _WORD.findall(match[0]) if not _ABBREVIATION.fullmatch(word))
    return any(word not in words("letters") and word not in context.material for word in found)


_ONLY = {"named_firm": _named_firm, "foreign": _foreign}
