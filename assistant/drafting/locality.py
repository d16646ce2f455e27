"""Rows that tell one indicator for several places of the region: counties of a city, townships of a county."""

from decimal import Decimal

from assistant.audit.facts import FactTable
from assistant.audit.rows import growth_row
from assistant.brief.model import Figure

_LEAST_PLACES = 3
_PLACES = "县市区镇乡旗道"
_PARKS = ("开发区", "园区", "新区")


def local_rows(table: FactTable) -> tuple[str, ...]:
    """Return the rows that tell one growth for several places, best first: a table of growth rates before one of amounts.

    Empty where there are fewer than three places.
    """
    groups = [group for group in _groups(table) if all(growth_of(figure) is not None for figure in group)]
    largest = max(groups, key=lambda group: (growth_row(group[0]), len(group)), default=[])
    ranked = sorted(largest, key=lambda figure: -(growth_of(figure) or 0))
    return tuple(figure.id for figure in ranked)


def further_rows(table: FactTable) -> tuple[tuple[str, ...], ...]:
    """Return the other indicators told place by place, each with its rows, largest first."""
    first = set(local_rows(table))
    rest = [group for group in _groups(table) if group[0].id not in first]
    return tuple(tuple(figure.id for figure in sorted(group, key=lambda figure: -(figure.value or 0))) for group in rest)


def _groups(table: FactTable) -> list[list[Figure]]:
    """Return the rows of one indicator and period for three places or more, indicator by indicator."""
    groups: dict[str, list[Figure]] = {}
    for figure in table.brief.figures:
        if figure.kind == "actual" and figure.scope not in {"", table.brief.region} and is_place(figure.scope):
            groups.setdefault(f"{figure.canonical}{figure.when}", []).append(figure)
    return [kin for group in groups.values() if len(kin := _of_one_kind(group)) >= _LEAST_PLACES]


def _of_one_kind(group: list[Figure]) -> list[Figure]:
    """Return counties without the parks among them: a park is no county, and is told with its share elsewhere."""
    proper = [figure for figure in group if figure.scope[-1] in _PLACES and not figure.scope.endswith(_PARKS)]
    return proper if len(proper) >= _LEAST_PLACES else group


def growth_of(figure: Figure) -> Decimal | None:
    """Return the growth a row tells, as its value or beside its value."""
    return figure.value if growth_row(figure) else figure.yoy


def is_place(scope: str) -> bool:
    """Tell whether a scope is a county, a township or a park of the region."""
    return (scope[-1] in _PLACES and scope[:1] != "全") or scope.endswith(_PARKS)
