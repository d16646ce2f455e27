"""Facts: every cell of a brief, and every number inside its texts, with what it is about.

The key of a fact is the slot that refers to it: ``f01`` the value of a row, ``f01.yoy`` its growth, ``f02.reference:全市平均``,
``f09.also:净增企业``; ``p02.q1`` the first number in the second priority, ``k01`` a number a person vouches for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.audit.fact import Fact
from assistant.audit.row_cells import cells_of_row
from assistant.brief import Brief
from assistant.brief.identity import Identity, identity_of
from assistant.brief.model import Figure
from assistant.numbers import Quantity, extract_quantities

__all__ = ["Fact", "FactTable", "table_of"]


def _texts(brief: Brief) -> Iterator[tuple[str, str, str]]:
    """Yield owner, part and text of everything the user wrote in words that may carry numbers."""
    for problem in brief.problems:
        yield problem.id, "text", problem.text
    for priority in brief.priorities:
        yield priority.id, "title", priority.title
        yield from ((priority.id, str(number), point) for number, point in enumerate(priority.points))
        yield priority.id, "due", priority.due
        yield priority.id, "problem", priority.problem
    for project in brief.projects:
        yield project.id, "name", project.name
        yield project.id, "investment", project.investment
        yield project.id, "status", project.status
    for known in brief.known:
        yield known.id, "text", known.text
    yield "bg", "text", brief.background
    yield "bg", "agenda", brief.meeting.agenda
    for number, group in enumerate(brief.audience):
        yield "bg", f"audience{number}", group


def _text_facts(brief: Brief) -> Iterator[Fact]:
    counts: dict[str, int] = {}
    known = {item.id for item in brief.known}
    projects = {project.id: project.name for project in brief.projects}
    for owner, part, text in _texts(brief):
        for quantity in extract_quantities(text):
            counts[owner] = counts.get(owner, 0) + 1
            key = owner if owner in known and counts[owner] == 1 else f"{owner}.q{counts[owner]}"
            yield _text_fact(key, owner, part, text, quantity, "known" if owner in known else "actual", projects.get(owner, ""))


def _text_fact(key: str, owner: str, part: str, text: str, quantity: Quantity, kind: str, name: str) -> Fact:
    return Fact(
        key=key,
        row=owner,
        field="text",
        value=quantity.value,
        unit=quantity.unit,
        measure="text",
        name=name,
        canonical="",
        kind=kind,
        qualifier=quantity.qualifier,
        text=text,
        start=quantity.start,
        end=max(quantity.end, quantity.unit_end),
        part=part,
    )


YEAR = 12
Stretch = tuple[int | None, int, int, bool]
"""Year, first month, last month, and whether a point in time is meant."""


@dataclass(frozen=True)
class FactTable:
    """All facts of a brief, in the order of the brief."""

    brief: Brief
    facts: tuple[Fact, ...]

    @cached_property
    def by_key(self) -> dict[str, Fact]:
        """Facts by their slot key."""
        return {fact.key: fact for fact in self.facts}

    @cached_property
    def rows(self) -> dict[str, Figure]:
        """Rows of the brief by id."""
        return {figure.id: figure for figure in self.brief.figures}

    @cached_property
    def _grouped(self) -> dict[str, tuple[Fact, ...]]:
        grouped: dict[str, list[Fact]] = {}
        for fact in self.facts:
            grouped.setdefault(fact.row, []).append(fact)
        return {row: tuple(facts) for row, facts in grouped.items()}

    @cached_property
    def year_targets(self) -> dict[tuple[str, str, int | None], Figure]:
        """Target rows of a whole year by indicator, scope and year; the first where there are several."""
        found: dict[tuple[str, str, int | None], Figure] = {}
        for figure in self.brief.figures:
            if figure.kind == "target" and figure.when is not None and figure.when.months == YEAR:
                found.setdefault((figure.canonical, figure.scope, figure.when.year), figure)
        return found

    @cached_property
    def at_time(self) -> dict[tuple[Identity, Stretch], tuple[Figure, ...]]:
        """Rows by what they are about and the stretch of time they cover."""
        found: dict[tuple[Identity, Stretch], tuple[Figure, ...]] = {}
        for figure in self.brief.figures:
            if (when := figure.when) is not None:
                key = (identity_of(figure), (when.year, when.first, when.last, when.point))
                found[key] = (*found.get(key, ()), figure)
        return found

    @cached_property
    def parts(self) -> dict[str, tuple[Figure, ...]]:
        """Rows by the row they are a share of."""
        found: dict[str, list[Figure]] = {}
        for figure in self.brief.figures:
            found.setdefault(figure.share_of, []).append(figure)
        return {whole: tuple(rows) for whole, rows in found.items() if whole}

    def get(self, key: str) -> Fact | None:
        """Return the fact a slot key names; ``f01.value`` is ``f01``."""
        return self.by_key.get(key.removesuffix(".value"))

    def row(self, row: str) -> Figure:
        """Return a row by its id."""
        return self.rows[row]

    def place(self, key: str) -> str:
        """Return where a cell stands in the user's own file; empty for words, and for what came from no file."""
        row, _, field = key.partition(".")
        figure = self.rows.get(row)
        return figure.source.place(field or "value") if figure and figure.source else ""

    def places(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return where several cells stand, each once."""
        return tuple(dict.fromkeys(filter(None, map(self.place, keys))))

    def of_row(self, row: str) -> tuple[Fact, ...]:
        """Return the facts of a row, or of a text."""
        return self._grouped.get(row, ())


@lru_cache(maxsize=16)
def table_of(brief: Brief) -> FactTable:
    """Return the facts of a brief (kept for the last few briefs)."""
    cells = [fact for figure in brief.figures for fact in cells_of_row(figure)]
    return FactTable(brief, (*cells, *_text_facts(brief)))
