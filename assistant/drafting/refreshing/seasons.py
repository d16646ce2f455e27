"""Feasts and seasons beside a period that has moved on: 春节在一季度当中 is not told of the second quarter."""

import re

from assistant.drafting.refreshing.clauses import clauses_of, sentence_from
from assistant.drafting.refreshing.moves import Moves
from assistant.drafting.refreshing.times import Clock
from assistant.numbers import Period

OUT_OF_SEASON = "时令已过，删去"
_FEASTS = re.compile(r"春节|元旦|新春|正月|国庆|中秋|汛期|高温|酷暑|寒冬|冬季|夏季")


def within_season(slots: str, moves: Moves) -> str:
    """Return a sentence without the clause that places a feast in a period that is another one now, and what hung on it.

    Args:
        slots: The sentence in slots of the last brief.
        moves: The last brief and the next one.
    """
    old, new = Clock(moves.old), Clock(moves.new)
    times = {"{{plan_period}}": (old.planning, new.planning), "{{period}}": (old.reporting, new.reporting)}
    moved = [slot for slot, (before, after) in times.items() if _other(before, after)]
    clauses = clauses_of(slots)
    for index, clause in enumerate(clauses):
        if _FEASTS.search(clause.text) and any(slot in clause.text for slot in moved):
            rest = next((at for at in range(index + 1, len(clauses)) if clauses[at].tells), len(clauses))
            return sentence_from([*clauses[:index], *clauses[rest:]]) if index or rest < len(clauses) else ""
    return slots


def _other(one: Period | None, other: Period | None) -> bool:
    return one is not None and other is not None and (one.first, one.last) != (other.first, other.last)
