"""Parts and their whole: shares of one row, and the sets of indicators that make up a whole by definition.

Rounding excuses half a unit of the last place for each printed number (GB/T 8170; statistical communiqués say so in their notes).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from assistant.audit.consistency.amounts import different_population
from assistant.audit.consistency.doubts import doubt
from assistant.audit.consistency.tolerance import HUNDRED, slack_of
from assistant.audit.facts import FactTable
from assistant.audit.formulas import ENTERPRISE_PARTS, cross_cutting
from assistant.audit.printing import plain, with_unit
from assistant.audit.rows import scope_in_name, value_measure
from assistant.brief.model import Also, Figure
from assistant.findings import BriefFinding
from assistant.lexicon import read_records
from assistant.lexicon.indicators import split_name
from assistant.numbers import base_unit

MOST_NAMED = 6
"""How many parts a message names; its cells name them all."""

_INDUSTRY = ("产业产值", "行业产值", "工业产值")
_DONE = re.compile(r"^已(?P<what>.+)")


def check_parts(table: FactTable) -> Iterator[BriefFinding]:
    """Yield wholes whose parts do not make them up."""
    for figure in table.brief.figures:
        yield from _check_shares(table, figure)
        yield from _check_done_and_open(table, figure)
    yield from _check_enterprises(table)
    yield from _check_sets(table)


def _check_shares(table: FactTable, whole: Figure) -> Iterator[BriefFinding]:
    """Rows that are a share of another: none exceeds it, and industries side by side together do not."""
    rows = table.parts.get(whole.id, ())
    parts = [part for part in rows if part.value is not None and part.unit == whole.unit and not different_population(part, whole)]
    beside = [part for part in parts if _industry(part)]
    sums = list(compare_sum(table, whole, beside, "brief-parts-sum")) if len(beside) > 1 else []
    yield from sums
    shares = [part for part in rows if _industry(part) and part.share is not None and not different_population(part, whole)]
    total = sum((part.share for part in shares if part.share is not None), Decimal(0))
    if not sums and len(shares) > 1 and total - slack_of(part.share for part in shares if part.share is not None) > HUNDRED:
        facts = tuple(f"{part.id}.share" for part in shares)
        yield doubt(table, whole, "brief-shares-sum", facts, parts=_told(shares), total=plain(total))
    for part in parts:
        if _exceeds(part, whole):
            yield _too_large(table, part, whole)


def _industry(part: Figure) -> bool:
    return part.name.endswith(_INDUSTRY) and not cross_cutting(part.name)


def _exceeds(part: Figure, whole: Figure) -> bool:
    return part.value is not None and whole.value is not None and part.value > whole.value


def _too_large(table: FactTable, part: Figure, whole: Figure) -> BriefFinding:
    words = {"part": with_unit(part.value or Decimal(0), part.unit), "whole": f"{whole.id} {whole.indicator}"}
    return doubt(table, part, "brief-part", (part.id, whole.id), total=with_unit(whole.value or Decimal(0), whole.unit), **words)


def compare_sum(table: FactTable, whole: Figure, parts: Sequence[Figure], rule: str, *, complete: bool = False) -> Iterator[BriefFinding]:
    """Compare a whole with the sum of its parts; parts that are all there may not fall short of it either."""
    scale = base_unit(whole.unit)[1]
    values = [(part.value or Decimal(0), base_unit(part.unit)[1] / scale) for part in parts]
    total = sum((value * factor for value, factor in values), Decimal(0))
    slack = sum((slack_of([value], whole.unit) * factor for value, factor in values), slack_of([whole.value or Decimal(0)], whole.unit))
    over = total - (whole.value or Decimal(0))
    if over > slack or (complete and -over > slack):
        facts = (whole.id, *(part.id for part in parts))
        words = {"parts": _told(parts), "total": with_unit(total, whole.unit), "whole": with_unit(whole.value or Decimal(0), whole.unit)}
        yield doubt(table, whole, rule, facts, **words)


def _told(parts: Sequence[Figure]) -> str:
    named = "、".join(f"{part.id} {scope_in_name(part)}{split_name(part.indicator).base}" for part in parts[:MOST_NAMED])
    return named + (f"等{len(parts)}项" if len(parts) > MOST_NAMED else "")


def _check_done_and_open(table: FactTable, figure: Figure) -> Iterator[BriefFinding]:
    """已开工 and 未开工 make up the whole they are told beside."""
    named = {also.name: also for also in figure.also}
    for also in figure.also:
        match = _DONE.match(also.name)
        rest = named.get(f"未{match['what']}") if match else None
        if rest is None or figure.value is None or not also.unit == rest.unit == figure.unit or figure.qualifier:
            continue
        if abs(also.value + rest.value - figure.value) > slack_of((also.value, rest.value, figure.value), figure.unit):
            yield _not_made_up(table, figure, (also, rest))


def _not_made_up(table: FactTable, figure: Figure, parts: tuple[Also, Also]) -> BriefFinding:
    facts = (figure.id, *(f"{figure.id}.also:{also.name}" for also in parts))
    total = sum((also.value for also in parts), Decimal(0))
    words = {"parts": "、".join(also.name for also in parts), "total": with_unit(total, figure.unit)}
    return doubt(table, figure, "brief-parts-open", facts, whole=with_unit(figure.value or Decimal(0), figure.unit), **words)


def _check_enterprises(table: FactTable) -> Iterator[BriefFinding]:
    """Enterprises that are 规上 by definition are no more than there are."""
    wholes = [figure for figure in table.brief.figures if figure.canonical == "规上工业企业数" and figure.kind == "actual"]
    for part in table.brief.figures:
        if part.canonical not in ENTERPRISE_PARTS or part.kind != "actual" or part.share_of:
            continue
        for whole in wholes:
            if whole.scopes == part.scopes and _same_year(part, whole) and _exceeds(part, whole):
                yield _too_large(table, part, whole)


def _same_year(part: Figure, whole: Figure) -> bool:
    return part.when is None or whole.when is None or part.when.year == whole.when.year


def _check_sets(table: FactTable) -> Iterator[BriefFinding]:
    """Wholes that a definition splits into parts: 地区生产总值 into three industries."""
    groups: defaultdict[object, list[Figure]] = defaultdict(list)
    for figure in table.brief.figures:
        if figure.value is not None and value_measure(figure) == "level" and not figure.qualifier:
            groups[(figure.scopes, figure.kind, figure.span, figure.when)].append(figure)
    for rows in groups.values():
        for whole in rows:
            for names in _sets().get(whole.canonical, ()):
                parts = [row for row in rows if any(row.canonical in known for known in names) and _same_unit(row, whole)]
                if len(parts) == len(names) and all(any(row.canonical in known for row in parts) for known in names):
                    yield from compare_sum(table, whole, parts, "brief-set", complete=True)


def _same_unit(part: Figure, whole: Figure) -> bool:
    return base_unit(part.unit)[0] == base_unit(whole.unit)[0]


@cache
def _sets() -> dict[str, list[list[list[str]]]]:
    """Wholes with the names each of their parts goes by."""
    found: defaultdict[str, list[list[list[str]]]] = defaultdict(list)
    for record in read_records("whole_sets"):
        for name in record.get("whole", ()):
            found[name].append(record["parts"])
    return dict(found)
