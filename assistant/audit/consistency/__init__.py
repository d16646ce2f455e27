"""A brief that contradicts itself: reported once, before anything is drafted. The one place that runs all checks on the table."""

from functools import lru_cache

from assistant.audit.consistency.amounts import check_amounts
from assistant.audit.consistency.impossible import check_possible
from assistant.audit.consistency.months import check_months
from assistant.audit.consistency.parts import check_parts
from assistant.audit.consistency.places import check_places
from assistant.audit.consistency.ranks import check_ranks
from assistant.audit.consistency.twins import check_twins
from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.findings import BriefFinding

__all__ = ["check_brief"]


@lru_cache(maxsize=16)
def check_brief(brief: Brief, earlier: Brief | None = None) -> tuple[BriefFinding, ...]:
    """Return what contradicts itself in a brief, in the order of its rows; spans are empty because no text is meant.

    Args:
        brief: The brief.
        earlier: The brief of an earlier month, where there is one: a cumulative amount may not be less than it was.
    """
    table = table_of(brief)
    found = [finding for figure in brief.figures for check in (check_amounts, check_possible) for finding in check(table, figure)]
    found += [finding for check in (check_parts, check_places, check_ranks, check_twins) for finding in check(table)]
    found += check_months(table, table_of(earlier) if earlier else None)
    order = {figure.id: place for place, figure in enumerate(brief.figures)}
    return tuple(dict.fromkeys(sorted(found, key=lambda finding: order[finding.row])))
