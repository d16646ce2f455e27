"""Two versions of a speech as one stream: what stays, what is deleted, what is inserted, line ends included.

Read without what is inserted, the stream is the old text; read without what is deleted, the new one. A document keeps its last line end
whatever happens, so the last one of the stream always stays.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from assistant.drafting.editing.likeness import likeness, same_lines

Kept = Literal["same", "deleted", "inserted"]

_TOKEN = re.compile(r"\d[\d.,，]*\d|\d|[A-Za-z]+|.", re.DOTALL)
_SHORTEST_SAME = 2
"""Fewer equal characters between two changes are changed too: a reader sees one change and not three."""

_ALIKE = 0.4
_PAUSES = {**dict.fromkeys("。！？", 2), **dict.fromkeys("，；：、", 1)}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of characters, or one line end, with what happened to it.

    Attributes:
        text: The characters; a line feed stands by itself.
        kept: What happened to it.
        old: Index of the old line it belongs to, -1 where there is none.
        new: Index of the new line, -1 where there is none.
    """

    text: str
    kept: Kept
    old: int = -1
    new: int = -1


def difference(old: Sequence[str], new: Sequence[str]) -> tuple[Piece, ...]:
    """Return the stream of two versions.

    Args:
        old: The lines of the old version.
        new: The lines of the new version; neither is empty.

    Example:
        >>> [(piece.text, piece.kept) for piece in difference(["增长6.3%。"], ["增长6.5%。"])]
        [('增长', 'same'), ('6.3', 'deleted'), ('6.5', 'inserted'), ('%。', 'same'), ('\\n', 'same')]
    """
    pieces = [piece for pair in _paired(old, new) for piece in _line(pair, old, new)]
    return tuple(_unbroken(list(_with_last_end(pieces))))


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield old and new line indices side by side, -1 for none; a line that was moved is deleted here and inserted there."""
    found = _in_order(same_lines(old, new, alike=_ALIKE), old, new)
    done = 0
    for index in range(len(new)):
        before = found.get(index, -1)
        if before >= 0:
            yield from ((lost, -1) for lost in range(done, before))
            done = before + 1
        yield before, index
    yield from ((lost, -1) for lost in range(done, len(old)))


def _in_order(found: dict[int, int], old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Keep the pairs of the heaviest run that rises on both sides, by the characters they share."""
    pairs = [(index, before, len(new[index]) * likeness(old[before], new[index]) + 1) for index, before in sorted(found.items())]
    best: list[tuple[float, int]] = []
    for place, (_, before, weight) in enumerate(pairs):
        below = [(best[other][0], other) for other in range(place) if pairs[other][1] < before]
        total, last = max(below, default=(0.0, -1))
        best.append((total + weight, last))
    kept = {}
    place = max(range(len(best)), key=lambda each: best[each][0], default=-1)
    while place >= 0:
        kept[pairs[place][0]] = pairs[place][1]
        place = best[place][1]
    return kept


def _line(pair: tuple[int, int], old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    before, after = pair
    if after < 0:
        yield from (Piece(text, "deleted", before) for text in (old[before], "\n") if text)
    elif before < 0:
        yield from (Piece(text, "inserted", -1, after) for text in (new[after], "\n") if text)
    else:
        for kept, text in _at_pauses(list(_within(old[before], new[after]))):
            yield Piece(text, kept, before, after)
        yield Piece("\n", "same", before, after)


def _within(old: str, new: str) -> Iterator[tuple[Kept, str]]:
    """Yield the changes inside a line; numbers are whole."""
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    lost = gained = ""
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        one, other = "".join(a[i:j]), "".join(b[k:m])
        inside = (lost or gained) and j < len(a) and m < len(b)
        if tag != "equal" or (inside and len(one) < _SHORTEST_SAME):
            lost, gained = lost + one, gained + other
            continue
        yield from _changed(lost, gained)
        lost = gained = ""
        yield "same", one
    yield from _changed(lost, gained)


def _at_pauses(parts: list[tuple[Kept, str]]) -> list[tuple[Kept, str]]:
    """Move a change that could stand a little to the left or right as well to where a sentence or clause begins.

    Of 甲。乙。 to 甲。 one may delete 。乙 or 乙。: the second is what a reader expects.
    """
    for place in range(1, len(parts) - 1):
        (left, before), (kept, text), (right, after) = parts[place - 1 : place + 2]
        if left == right == "same" != kept:
            moved = max(_places(before, text, after), key=lambda three: _PAUSES.get(three[0][-1:], 0))
            parts[place - 1 : place + 2] = [("same", moved[0]), (kept, moved[1]), ("same", moved[2])]
    return [part for part in parts if part[1]]


def _places(before: str, text: str, after: str) -> Iterator[tuple[str, str, str]]:
    """Yield the ways to say the same change, the given one first."""
    yield before, text, after
    one, two, three = before, text, after
    while one and one[-1] == two[-1]:
        one, two, three = one[:-1], one[-1] + two[:-1], two[-1] + three
        yield one, two, three
    one, two, three = before, text, after
    while three and three[0] == two[0]:
        one, two, three = one + two[0], two[1:] + three[0], three[1:]
        yield one, two, three


def _changed(lost: str, gained: str) -> Iterator[tuple[Kept, str]]:
    if lost:
        yield "deleted", lost
    if gained:
        yield "inserted", gained


def _with_last_end(pieces: list[Piece]) -> Iterator[Piece]:
    """See to it that the last line end stays.

    What follows the last line end that stays is deleted lines and inserted ones. Where there are both, the last of each share a line. Where
    there is one kind only, the line end that stays and the last one change places, which reads the same both ways.
    """
    last = max((place for place, piece in enumerate(pieces) if piece.text == "\n" and piece.kept == "same"), default=-1)
    tail = pieces[last + 1 :]
    if not tail:
        yield from pieces
        return
    kinds: tuple[Kept, Kept] = ("deleted", "inserted")
    deleted, inserted = ([piece for piece in tail if piece.kept == kind] for kind in kinds)
    if deleted and inserted:
        shared = replace(deleted[-1], kept="same", new=inserted[-1].new)
        yield from pieces[: last + 1]
        yield from _but_last_line(deleted)
        yield from _but_last_line(inserted)
        yield from (piece for piece in (*_last_line(deleted), *_last_line(inserted)))
        yield shared
        return
    yield from pieces[:last]
    yield replace(pieces[last], kept=tail[-1].kept)
    yield from tail[:-1]
    yield replace(tail[-1], kept="same")


def _unbroken(pieces: list[Piece]) -> list[Piece]:
    """Let a change that goes on after a line end that stays take that line end along and leave the last one of its own.

    X, a line end, then an inserted line Y with its end: the same as X, an inserted line end, Y, the line end. LibreOffice 7.4 takes the
    former for one change from X to Y and loses the line end when it is rejected.
    """
    for place, piece in enumerate(pieces):
        kind = pieces[place - 1].kept if place else "same"
        if piece.text != "\n" or piece.kept != "same" or kind == "same":
            continue
        after = next((other for other in range(place + 1, len(pieces)) if pieces[other].text == "\n"), place)
        if after > place and all(one.kept == kind for one in pieces[place + 1 : after + 1]):
            end = pieces[after]
            stays = replace(end, kept="same", old=max(piece.old, end.old), new=max(piece.new, end.new))
            pieces[place], pieces[after] = replace(piece, kept=kind), stays
    return pieces


def _but_last_line(pieces: list[Piece]) -> list[Piece]:
    return pieces[: -1 - len(_last_line(pieces))]


def _last_line(pieces: list[Piece]) -> list[Piece]:
    """Return the characters of the last line, without its end; none where it is empty."""
    return [pieces[-2]] if len(pieces) > 1 and pieces[-2].text != "\n" else []
