"""The rule to beat: a printed number is right when the same number with the same unit stands anywhere in the brief.

This is what a tool does that looks values up without binding them to an indicator. It sees nothing of a number that was
moved to another indicator, period, scope or direction, and it knows no arithmetic.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant import Brief
from assistant.brief.model import Figure

Number = tuple[Decimal, str]

UNITS = "亿千瓦时|万千瓦时|吨标准煤|亿元|万元|个百分点|个工作日|户次|台（套）|万平方米|%|户|家|件|项|处|个|位|人|场|亩"
PRINTED = re.compile(rf"(?<![\d.])(\d+(?:\.\d+)?)({UNITS})")
SCALES = {"亿元": ("元", 10**8), "万元": ("元", 10**4), "亿千瓦时": ("千瓦时", 10**8), "万千瓦时": ("千瓦时", 10**4), "家": ("户", 1)}
POINTS, PERCENT = "个百分点", "%"


def plain(value: Decimal, unit: str) -> Number:
    """Return a number in its smallest unit, without sign."""
    base, scale = SCALES.get(unit, (unit.split("/")[0], 1))
    return abs(value) * scale, base


def _of_row(row: Figure) -> Iterator[Number]:
    levels = (row.value, row.prev, row.last_year, row.target, *(target.value for target in row.targets))
    rates = (row.yoy, row.prev_yoy, row.progress, row.share, *(target.yoy for target in row.targets))
    for value in levels:
        if value is not None:
            yield plain(value, row.unit)
    for value in rates:
        if value is not None:
            yield plain(value, PERCENT)
    for value in (row.yoy_pp, row.mom_pp):
        if value is not None:
            yield plain(value, POINTS)
    for place in (row.rank, row.prev_rank):
        if place is not None:
            yield plain(Decimal(place), "位")
    for reference in row.references:
        yield from (plain(reference.value, unit) for unit in (row.unit, PERCENT))
    for also in row.also:
        yield plain(also.value, also.unit)


def _texts(brief: Brief) -> Iterator[str]:
    yield brief.background
    yield from (problem.text for problem in brief.problems)
    for priority in brief.priorities:
        yield from (priority.title, *priority.points, priority.due)
    for project in brief.projects:
        yield from (project.name, project.investment, project.status)
    yield from (row.rank_scope for row in brief.figures)


def numbers_of(brief: Brief) -> frozenset[Number]:
    """Return every number a brief holds, in cells and in texts."""
    cells = {number for row in brief.figures for number in _of_row(row)}
    return frozenset(cells | {plain(Decimal(match[1]), match[2]) for text in _texts(brief) for match in PRINTED.finditer(text)})


def check(text: str, brief: Brief) -> list[tuple[int, int, str, str]]:
    """Return ``(start, end, verdict, message)`` of every printed number."""
    known = numbers_of(brief)
    found = []
    for match in PRINTED.finditer(text):
        verdict = "supported" if plain(Decimal(match[1]), match[2]) in known else "unsupported"
        found.append((match.start(), match.end(), verdict, ""))
    return found
