"""One indicator for the parts of a place or of a population, and for all of it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from assistant.audit.consistency.impossible import areas_in
from assistant.audit.consistency.parts import compare_sum
from assistant.audit.facts import FactTable
from assistant.audit.rows import covers_whole, value_measure
from assistant.brief.model import Figure
from assistant.findings import BriefFinding
from assistant.lexicon import read_records
from assistant.numbers import base_unit

# Places that do not overlap; a park lies within townships, so it is no part beside them.
_TOWNSHIPS, _COUNTIES = re.compile(r"[镇乡]$|街道$"), re.compile(r"[县区市旗]$")
_PARTS_OF = {"县": (_TOWNSHIPS,), "区": (_TOWNSHIPS,), "旗": (_TOWNSHIPS,), "市": (_COUNTIES, _TOWNSHIPS), "州": (_COUNTIES,), "省": ()}
_PARKS = re.compile(r"园区|开发区|高新区|经开区|示范区|保税区|新区$|集镇$|^全|市辖区")
_NO_SUM = re.compile(r"均|率$")


def check_places(table: FactTable) -> Iterator[BriefFinding]:
    """Yield wholes that their townships or counties exceed, and those that a complete set of parts does not make up."""
    for rows in _groups(table):
        wholes, patterns = _wholes(rows)
        for pattern in patterns:
            parts = [row for row in rows if row.id != wholes[0].id and pattern.search(row.scope) and not _PARKS.search(row.scope)]
            if len(parts) > 1:
                numbers = {number for part in parts if (number := areas_in(part.rank_scope)) is not None}
                yield from compare_sum(table, wholes[0], parts, "brief-places", complete=numbers == {len(parts)})
        for names in _populations():
            parts = [row for row in rows if row.scope in names]
            others = [row for row in rows if row.scope not in names]
            if len(others) == 1 and {row.scope for row in parts} == names:
                yield from compare_sum(table, others[0], parts, "brief-set", complete=True)


def _groups(table: FactTable) -> list[list[Figure]]:
    """Return the rows that differ by nothing but their scope; averages and rates do not add up."""
    groups: defaultdict[object, list[Figure]] = defaultdict(list)
    for figure in table.brief.figures:
        if figure.value is not None and value_measure(figure) == "level" and "/" not in figure.unit and not figure.qualifier:
            groups[(figure.canonical, figure.kind, figure.span, figure.when, base_unit(figure.unit)[0])].append(figure)
    return [rows for rows in groups.values() if not _NO_SUM.search(rows[0].name)]


def _wholes(rows: list[Figure]) -> tuple[list[Figure], tuple[re.Pattern[str], ...]]:
    """Return the one row for the whole place, and what the names of its parts end in; none where it is not clear."""
    wholes = [row for row in rows if covers_whole(row)]
    if not wholes:  # a table by itself: the county that stands above its townships
        counties = [row for row in rows if _COUNTIES.search(row.scope) and not _PARKS.search(row.scope)]
        return (counties, (_TOWNSHIPS,)) if len(counties) == 1 else ([], ())
    levels = {scope[1] for row in wholes for scope in row.scopes if re.fullmatch(r"全.", scope)}
    return (wholes, _PARTS_OF.get(levels.pop(), ())) if len(wholes) == 1 and len(levels) == 1 else ([], ())


@cache
def _populations() -> tuple[frozenset[str], ...]:
    """Return the sets of scopes that split any whole: 轻工业 and 重工业."""
    return tuple(frozenset(record["scopes"]) for record in read_records("whole_sets") if "scopes" in record)
