"""Which line of a new text is which line of the old one: letter for letter first, then by likeness in the same stretch."""

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

ALIKE = 0.5
"""From here on a line counts as the old one, edited."""


def same_lines(old: Sequence[str], new: Sequence[str], *, alike: float = ALIKE) -> dict[int, int]:
    """Return the index of the old line for each new line that was found again; each old line is found once.

    Args:
        old: The lines before.
        new: The lines now: edited, moved, deleted, added.
        alike: Ratio of common characters from which an edited line is still the same; 1 for equal lines only.
    """
    found: dict[int, int] = {}
    stretches = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.update(zip(range(c, d), range(a, b), strict=True))
        elif tag == "replace":
            stretches.append((range(a, b), range(c, d)))
    _find_moved(old, new, found)
    if alike < 1:
        for before, after in stretches:
            _find_edited(old, new, before, after, found, alike)
    return found


def _find_moved(old: Sequence[str], new: Sequence[str], found: dict[int, int]) -> None:
    taken = set(found.values())
    free: defaultdict[str, list[int]] = defaultdict(list)
    for index in reversed(range(len(old))):
        if index not in taken:
            free[old[index]].append(index)
    for index, line in enumerate(new):
        if index not in found and free[line]:
            found[index] = free[line].pop()


def _find_edited(old: Sequence[str], new: Sequence[str], before: range, after: range, found: dict[int, int], alike: float) -> None:
    """Pair the lines of one replaced stretch, the most alike first."""
    taken = set(found.values())
    pairs = [
        (ratio, index, other)
        for index in after
        if index not in found
        for other in before
        if other not in taken and (ratio := likeness(old[other], new[index])) >= alike
    ]
    for _, index, other in sorted(pairs, key=lambda pair: (-pair[0], abs(pair[1] - after.start - pair[2] + before.start))):
        if index not in found and other not in taken:
            found[index] = other
            taken.add(other)


def likeness(one: str, other: str) -> float:
    """Return how much of two lines is common, from 0 to 1."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0 else 0.0
