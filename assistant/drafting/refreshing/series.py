"""Numbered points run on without a hole, and announced counts equal what is delivered, after something was dropped or added."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial

from assistant.audit.remarks.series import Marker, announcements, markers_in, number_of
from assistant.drafting.refreshing.script import Script
from assistant.numbers import spell

NUMBERED, ANNOUNCED = "序号顺延", "数目与实有一致"
_PLACE = re.compile(r" inline$")
_STAND_ALONE = ("一是", "一看", "第一，", "其一")
Edit = tuple[int, int, str]
"""Start, end and what stands there instead, in slot text."""


def renumbered(script: Script) -> None:
    """Set the numbers of points, then the counts announced for them, in place.

    Args:
        script: The speech.
    """
    before = _starts(script.was)
    _apply(script, partial(_numbers, before=before), NUMBERED)
    _apply(script, _counts, ANNOUNCED)


def _apply(script: Script, edits_of: Callable[[str], Iterator[Edit]], why: str) -> None:
    text, placed = script.placed()
    starts = [start for start, _ in placed]
    for start, end, instead in sorted(edits_of(text), reverse=True):
        at, sentence = placed[bisect_right(starts, start) - 1]
        sentence.told(sentence.slots[: start - at] + instead + sentence.slots[end - at :], why)


def _starts(text: str) -> frozenset[tuple[str, int]]:
    """Return with which numbers the series of the last speech began: one that left its 一看 unsaid may go on doing so."""
    return frozenset((_PLACE.sub("", kind), run[0].number) for kind, series in markers_in(text).items() for run in _runs(series))


def _numbers(text: str, before: frozenset[tuple[str, int]]) -> Iterator[Edit]:
    for kind, series in markers_in(text).items():
        for run in _runs(series):
            first = run[0].number if (_PLACE.sub("", kind), run[0].number) in before else 1
            if len(run) == 1 and run[0].number != first and kind.startswith(_STAND_ALONE):
                yield run[0].start, run[0].end, ""
                continue
            for wanted, marker in enumerate(run, first):
                if marker.number != wanted:
                    yield marker.start, marker.start + len(_numeral(text, marker)), _like(wanted, _numeral(text, marker))


def _runs(series: list[Marker]) -> Iterator[list[Marker]]:
    """Yield the runs of a series: one ends where the number does not rise any more."""
    run: list[Marker] = []
    for marker in series:
        if run and marker.number <= run[-1].number:
            yield run
            run = []
        run.append(marker)
    if run:
        yield run


def _numeral(text: str, marker: Marker) -> str:
    end = marker.start
    while end < marker.end and number_of(text[marker.start : end + 1]) and text[end] in "一二三四五六七八九十0123456789":
        end += 1
    return text[marker.start : end]


def _like(number: int, numeral: str) -> str:
    return str(number) if numeral.isdigit() else spell(number)


def _counts(text: str) -> Iterator[Edit]:
    for told in announcements(text):
        if told.number != told.delivered:
            numeral = text[told.start : told.end]
            yield told.start, told.end, str(told.delivered) if numeral.isdigit() else spell(told.delivered, counting=True)
