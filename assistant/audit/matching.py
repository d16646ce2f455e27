"""Matching: which cell a claim speaks of, and whether its number is that of the cell.

Every cell whose unit and role fit is scored by how well the words before the figure call it. The best-called cell decides:
its value printed there is *supported* (or *derived*), another value *contradicts* it. A value that equals some other cell
proves nothing: swapped figures are found because each is called by the name of the other.
"""

import re
from dataclasses import dataclass

from assistant.audit.calling import CARRIED, Calling
from assistant.audit.cells import Cell, cells_of
from assistant.audit.claims import Claim
from assistant.audit.conflicts import PENALTY, Conflicts
from assistant.audit.on_demand import OnDemand
from assistant.audit.rows import PERCENT, POINTS
from assistant.audit.values import Agreement, agree
from assistant.audit.view import BriefView

IDENTIFIED = 0.62
BAND = 0.13
FAINT = 0.16
TOLD = 0.1
SUFFIX = 0.35
REPEATED = 0.25
OTHER_UNIT = 0.15
_ENTERPRISES = frozenset("户家")
SHORT_NAME = 0.5
# Verbs that only differences of two rates have: 收窄2.3% can only be meant as 2.3个百分点.
_CHANGED = re.compile(r"(收窄|放缓|回落|扩大|加快)了?$")
_LEFT_OVER = re.compile(r"还有|尚有|另有|[未没缺][^，。；]{0,14}$")


@dataclass(frozen=True, slots=True)
class Match:
    """A cell a claim may speak of.

    Attributes:
        score: How well the words call the cell, conflicts deducted.
        called: How well they call it by name alone.
        conflicts: Rules the words break for this cell.
        agreement: Whether the printed number is the cell's value.
    """

    cell: Cell
    score: float
    called: float
    conflicts: tuple[str, ...]
    agreement: Agreement
    calling: Calling

    @property
    def near(self) -> float:
        """How well the words right before the figure call it."""
        return self.calling.called(self.cell, near=True)


class Matcher:
    """Matches claims against one brief."""

    def __init__(self, view: BriefView) -> None:
        self.view = view
        self.cells = cells_of(view.brief)
        self.conflicts = Conflicts(view)
        self.on_demand = OnDemand(view)

    def matches(self, claim: Claim) -> list[Match]:
        """Return the cells a claim may speak of, best first."""
        calling = Calling(self.view, claim)
        roles = {claim.role, "level"} if claim.role == "gap" and _LEFT_OVER.search(claim.clause) else {claim.role}
        pool = [cell for cell in self.cells if cell.dimension == claim.dimension and roles & cell.roles]
        pool += [cell for cell in self.on_demand.cells(claim) if cell.dimension == claim.dimension and roles & cell.roles]
        found = [self._match(calling, cell) for cell in pool]
        return sorted(found, key=lambda match: (-round(match.score, 3), match.cell.derived is not None, match.cell.key))

    def elsewhere(self, claim: Claim) -> list[Cell]:
        """Return cells of any role that print like the figure: what the number really is."""
        alike = (cell for cell in self.cells if cell.dimension == claim.dimension)
        return [cell for cell in alike if agree(claim.quantity, cell.value, cell.unit).rule in {"exact", "rounded"}]

    def mixed(self, claim: Claim) -> Cell | None:
        """Return the cell of the row told of that has this very number as % where 个百分点 is said, or the other way round."""
        other = {PERCENT: POINTS, POINTS: PERCENT}.get(claim.dimension)
        calling = Calling(self.view, claim)
        said = abs(claim.quantity.value)
        cells = [cell for cell in self.cells if cell.dimension == other and abs(cell.value) == said and cell.said is None]
        best = max(((calling.called(cell), cell.key, cell) for cell in cells), key=lambda item: item[:2], default=None)
        least = SHORT_NAME if _CHANGED.search(claim.clause) else IDENTIFIED
        return best[2] if best is not None and best[0] >= least else None

    def _match(self, calling: Calling, cell: Cell) -> Match:
        claim = calling.claim
        called = calling.called(cell)
        conflicts, bonus = self.conflicts.of(claim, cell)
        bonus += self.on_demand.cued(claim, cell)
        repeated = cell.key in calling.repeated
        told = cell.row == calling.antecedent and not repeated and calling.plain
        bonus += SUFFIX if cell.row == calling.antecedent and calling.ends(cell.row) else 0.0
        bonus += TOLD if told and called >= CARRIED / 2 else 0.0
        bonus -= REPEATED if repeated and claim.quantity.form != "fraction" else 0.0
        bonus -= OTHER_UNIT if (claim.quantity.unit in _ENTERPRISES) != (cell.unit in _ENTERPRISES) else 0.0
        score = called + bonus - sum(PENALTY[rule] for rule in conflicts)
        exact = cell.derived.exact if cell.derived else None
        agreement = agree(claim.quantity, cell.value, cell.unit, qualifier=cell.fact.qualifier if not cell.derived else "", exact=exact)
        return Match(cell, score, called, conflicts, agreement, calling)
