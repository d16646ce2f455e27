"""All wording findings on a text, in text order."""

from collections.abc import Iterable

from assistant.audit.remarks.series import check_series
from assistant.brief import Brief
from assistant.findings import Finding
from assistant.wording.commitments import check_commitments, check_duties
from assistant.wording.context import context_of
from assistant.wording.copying import check_copied
from assistant.wording.dated import check_dated
from assistant.wording.leaks import LeakIndex
from assistant.wording.levels import check_levels, check_places
from assistant.wording.names import check_figures, check_names
from assistant.wording.rules import check_rules, load_rules
from assistant.wording.style import check_breath, check_empty, check_repetition
from assistant.wording.weekdays import check_weekdays

MOST_WARNINGS = 3  # of a text that counts as clean
_WHOLE_SENTENCES = frozenset({"long-sentence", "full-sentence", "repeated", "copied-run", "copied-share", "duty", "office"})
# Traces of machines may reach over a whole line: they hide one another, and nothing else.
_TRACES = frozenset({"machine", "placeholder"})
_HIDERS = {"machine": ("machine", "placeholder"), "placeholder": ("machine", "placeholder")}
_WEIGHT = {"error": 0, "warning": 1, "note": 2}


def check(text: str, brief: Brief, leaks: LeakIndex | None = None) -> tuple[Finding, ...]:
    """Return what a text must not say, should not say, or what somebody has to confirm.

    What the brief itself says, prohibitions (不得以税收返还…) and history (“十三五”时期) are not found. Nothing is replaced.

    Args:
        text: The finished text, whoever wrote it.
        brief: What the speech is about; its meeting's date and its level are what wording is judged by.
        leaks: Names, figures and texts of the exemplar speeches; none by default.

    Returns:
        Findings in text order, their offsets into ``text``: errors (a leader must not say this), warnings, and notes.
    """
    context, leaks = context_of(brief), leaks or LeakIndex()
    found = (
        *check_names(text, context, leaks),
        *check_figures(text, context, leaks),
        *check_copied(text, context, leaks),
        *check_rules(text, context),
        *check_dated(text, context),
        *check_weekdays(text, context),
        *check_levels(text, context),
        *check_places(text, context),
        *(finding for finding in check_series(text) if finding.rule == "series-gap"),
        *check_empty(text, context),
        *check_repetition(text, context),
        *check_breath(text),
        *check_commitments(text, context),
        *check_duties(text, context),
    )
    return tuple(sorted(_once(found), key=lambda finding: (finding.start, finding.end, finding.rule)))


def is_clean(findings: Iterable[Finding]) -> bool:
    """Tell whether findings leave a text clean: no error, and at most three warnings."""
    severities = [finding.severity for finding in findings]
    return "error" not in severities and severities.count("warning") <= MOST_WARNINGS


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings without those that lie inside one at least as bad; a whole sentence and a machine trace hide little."""
    groups = {rule.id: rule.group for rule in load_rules()}
    kept: list[Finding] = []
    taken: dict[str, set[int]] = {}
    for finding in sorted(findings, key=lambda each: (_WEIGHT[each.severity], each.start - each.end)):
        group = groups.get(finding.rule, finding.rule)
        span = range(finding.start, finding.end)
        if finding.rule in _WHOLE_SENTENCES:
            kept.append(finding)
        elif not any(taken.get(each, set()).issuperset(span) for each in _HIDERS.get(group, ("", group))):
            kept.append(finding)
            taken.setdefault("" if group not in _TRACES else group, set()).update(span)
            taken.setdefault(group, set()).update(span)
    return kept
