"""All remarks on a text, in text order."""

from collections.abc import Sequence

from assistant.audit.claims import Claim
from assistant.audit.remarks.dates import check_dates
from assistant.audit.remarks.people import check_sources
from assistant.audit.remarks.series import check_series
from assistant.audit.remarks.values import check_values
from assistant.audit.view import BriefView
from assistant.findings import Finding, NumberFinding
from assistant.numbers import Mention, PeriodMention


def check_remarks(
    text: str,
    view: BriefView,
    judged: Sequence[tuple[Claim, NumberFinding]],
    mentions: Sequence[Mention],
    periods: Sequence[PeriodMention],
) -> tuple[Finding, ...]:
    """Return the remarks on a text.

    Args:
        text: The text.
        view: The brief.
        judged: Every figure with the finding on it, in text order.
        mentions: Every numeral with its class.
        periods: The periods named.
    """
    found = [*check_series(text), *check_values(text, judged), *check_dates(text, view, periods), *check_sources(text, view, mentions)]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.rule)))
