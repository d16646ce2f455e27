"""The change list of a refresh: every sentence that reads otherwise, and why."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.drafting.plan import slots_of
from assistant.drafting.refreshing.moves import Moves
from assistant.drafting.refreshing.news import sign_of_slot
from assistant.drafting.refreshing.script import Script, Sentence
from assistant.drafting.revision.differences import Change
from assistant.slots import Rendered, parse_slot, render, slots_in

NUMBERS, TIMES, WORDING = "数字更新", "时期更新", "随前文调整"
_DIGITS = re.compile(r"[0-9０-９.%]+")
_PLACES = {"导语": "开头", "": "题头"}


def changes_of(script: Script, moves: Moves, counts: dict[str, int]) -> tuple[Change, ...]:
    """Return what a refresh changed, in speaking order.

    Args:
        script: The speech as it came out.
        moves: The last brief and the next one.
        counts: Announced counts of the speech now.
    """
    text, placed = script.placed()
    reads = _readings(text, placed, render(text, moves.new, counts))
    return tuple(_changes(script, moves, reads))


def _readings(text: str, placed: list[tuple[int, Sentence]], rendered: Rendered) -> dict[int, str]:
    """Return how each sentence reads now, by its identity."""
    found: dict[int, str] = {}
    ends = [start for start, _ in placed[1:]] + [len(text)]
    marks = [(start, end) for start, end, _ in slots_in(text)]
    for (start, sentence), end in zip(placed, ends, strict=True):
        first, last = (_rendered_offset(at, marks, rendered) for at in (start, end))
        found[id(sentence)] = rendered.text[first:last].strip("\n")
    return found


def _rendered_offset(at: int, marks: list[tuple[int, int]], rendered: Rendered) -> int:
    """Return where a place of the slot text stands in what it renders to; the place lies in no slot."""
    index = bisect_right(marks, at, key=lambda mark: mark[1]) - 1
    return at if index < 0 else at - marks[index][1] + rendered.spans[index].end


def _changes(script: Script, moves: Moves, reads: dict[int, str]) -> Iterator[Change]:
    for key, sentence in script.sentences():
        now = reads.get(id(sentence), "") if sentence.slots else ""
        if now == sentence.read or not (now or sentence.read):
            continue
        reasons = sentence.why or _plain_reasons(sentence, now, moves)
        why = "；".join(reasons if now else reasons[-1:])  # what was dropped needs no word on how it was told before
        section = _section(key, moves.new)
        if not now:
            yield Change("dropped", sentence.read, "", section, why)
        elif not sentence.read:
            yield Change("added", "", now, section, why)
        else:
            yield Change("changed", sentence.read, now, section, why)


def _plain_reasons(sentence: Sentence, now: str, moves: Moves) -> list[str]:
    """Return why a sentence reads otherwise where nothing had to be put in other words."""
    found = []
    for body in slots_of(sentence.was):
        slot, new = parse_slot(body), moves.body(body)
        row, after = table_of(moves.old).rows.get(slot.name), table_of(moves.new).rows.get(moves.rows.get(slot.name, ""))
        if slot.key.startswith("rank") and row and after and row.rank and after.rank and row.rank != after.rank:
            found.append("位次后移" if after.rank > row.rank else "位次前移")
        if slot.key.startswith("progress") and new and (sign_of_slot(body, moves.old), sign_of_slot(new, moves.new)) == (-1, 1):
            found.append("目标已完成")
    if _timed(sentence.was) and not _tells(sentence.was):
        return [TIMES]
    if _DIGITS.sub("", sentence.read) != _DIGITS.sub("", now) and (_timed(sentence.was) or sentence.slots != sentence.was):
        found.append(TIMES)
    if _DIGITS.findall(sentence.read) != _DIGITS.findall(now) and _tells(sentence.was):
        found.append(NUMBERS)
    return list(dict.fromkeys(found)) or [WORDING]


def _timed(slots: str) -> bool:
    return any(parse_slot(body).kind == "time" for body in slots_of(slots))


def _tells(slots: str) -> bool:
    return any(parse_slot(body).kind in {"figure", "derivation"} for body in slots_of(slots))


def _section(key: str, brief: Brief) -> str:
    role, _, owner = key.partition("/")
    title = next((priority.title for priority in brief.priorities if priority.id == owner), "")
    return title or _PLACES.get(role, role)
