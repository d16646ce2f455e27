"""Time limits in the user's own words: where the next brief sets another one for the same point or project, the speech follows."""

import re
from collections.abc import Iterator

from assistant.brief.model import Priority
from assistant.drafting.refreshing.moves import Moves, masked
from assistant.drafting.refreshing.script import Script, Sentence
from assistant.slots import SLOT

RESET = "时限更新"
_LIMIT = re.compile(r"(?:(?:今|明)年)?(?:1[0-2]|[1-9])月(?:1?\d日|2\d日|3[01]日|底|初|末|上旬|中旬|下旬)?")


def follow_deadlines(script: Script, moves: Moves) -> None:
    """Set the time limits of points and projects as the next brief has them, in place.

    Args:
        script: The speech, in slots of the last brief.
        moves: The last brief and the next one.
    """
    points = {one.id: one for one in moves.new.priorities}
    for before in moves.old.priorities:
        after = points.get(moves.owners.get(before.id, ""))
        mine = [one for block in script.blocks if block.owner == before.id for one in block.sentences()]
        for old, new in _reset_points(before, after) if after is not None else ():
            _replace(mine, old, new)
    projects = {one.id: one for one in moves.new.projects}
    for project in moves.old.projects:
        now = projects.get(moves.owners.get(project.id, ""))
        told = [one for _, one in script.sentences() if project.name in one.read]
        for old, new in _reset(project.status, now.status) if now is not None else ():
            _replace(told, old, new)


def _reset_points(before: Priority, after: Priority) -> Iterator[tuple[str, str]]:
    """Yield the limits of points that are the same but for their numbers."""
    fresh = {masked(point): point for point in after.points}
    for point in before.points:
        yield from _reset(point, fresh.get(masked(point), ""))


def _reset(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = _LIMIT.findall(before), _LIMIT.findall(after)
    if len(old) == len(new):
        yield from ((one, other) for one, other in zip(old, new, strict=True) if one != other)


def _replace(sentences: list[Sentence], old: str, new: str) -> None:
    """Write another limit in the words between the slots, where it is not part of a longer date."""
    limit = re.compile(rf"(?<![0-9—\-至]){re.escape(old)}(?![0-9])")
    for sentence in sentences:
        slots = [match[0] for match in SLOT.finditer(sentence.slots)]
        pieces = [limit.sub(new, piece) for piece in SLOT.split(sentence.slots)[::2]]
        if len(pieces) == len(slots) + 1:
            sentence.told("".join(piece + slot for piece, slot in zip(pieces, [*slots, ""], strict=True)), RESET)
