"""Rows told plainly: the facts and nothing else, in the order they were told."""

from collections.abc import Sequence

from assistant.brief import Brief
from assistant.drafting.figures import plain_sentence


def bare_facts(rows: Sequence[str], brief: Brief) -> str:
    """Return clauses that tell rows with their growth, without a full stop; empty for no rows.

    Args:
        rows: Their ids, in speaking order.
        brief: The brief.
    """
    return "；".join(told for row in rows if (told := plain_sentence(brief, [row]).removesuffix("。")))
