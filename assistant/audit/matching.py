"""Matching: which cell a claim speaks of, and whether its number is that of the cell.

Every cell whose unit and role fit is scored by how well the words before the figure call it. The best-called cell decides:
its value printed there is *supported* (or *derived*), another value *contradicts* it. A value that equals some other cell
proves nothing: swapped figures are found because each is called by the name of the other.
"""

import re
from dataclasses import dataclass

from assistant.audit.cells import Cell, cells_of
from assistant.audit.claims import Claim
from assistant.audit.conflicts import PENALTY, Conflicts
from assistant.audit.identity import Name, names_of, normal, pairs, text_context
from assistant.audit.on_demand import OnDemand
from assistant.audit.rows import PERCENT, POINTS
from assistant.audit.values import Agreement, agree
from assistant.audit.view import BriefView

IDENTIFIED = 0.62
BAND = 0.13
FAINT = 0.16
VERBATIM = 1.3
CARRIED = 0.75
TOLD = 0.1
SLIGHT = 0.1
REPEATED = 0.25
OTHER_UNIT = 0.15
_ENTERPRISES = frozenset("户家")
REMEMBERED = 0.4
_LEFT_OVER = re.compile(r"还有|尚有|另有|[未没缺][^，。；]{0,14}$")


@dataclass(frozen=True, slots=True)
class Match:
    """A cell a claim may speak of.

    Attributes:
        score: How well the words call the cell, conflicts deducted.
        called: How well they call it by name alone.
        near: The same, by the words right before the figure.
        conflicts: Rules the words break for this cell.
        agreement: Whether the printed number is the cell's value.
    """

    cell: Cell
    score: float
    called: float
    near: float
    conflicts: tuple[str, ...]
    agreement: Agreement


def _abbreviated(words: str, window: str, claim: Claim) -> bool:
    """Tell whether the window ends with the first characters of a name (用地3个 for 用地手续未办结项目)."""
    left = normal(window.removesuffix(claim.right))
    return any(words.startswith(left[-size:]) for size in (2, 3, 4) if len(left) >= size)


class Matcher:
    """Matches claims against one brief."""

    def __init__(self, view: BriefView) -> None:
        self.view = view
        self.cells = cells_of(view.brief)
        self.conflicts = Conflicts(view)
        self.on_demand = OnDemand(view)
        self._antecedent = self._before = ""
        self._repeated: frozenset[str] = frozenset()
        self._just_told: list[str] = []

    def matches(self, claim: Claim) -> list[Match]:
        """Return the cells a claim may speak of, best first."""
        windows = self._windows(claim)
        self._antecedent = self.view.antecedent(claim)
        self._before = self.view.before(claim)
        self._repeated = self.view.repeated(claim)
        self._just_told = self.view.just_told(claim)
        roles = {claim.role, "level"} if claim.role == "gap" and _LEFT_OVER.search(claim.clause) else {claim.role}
        pool = [cell for cell in self.cells if cell.dimension == claim.dimension and roles & cell.roles]
        pool += [cell for cell in self.on_demand.cells(claim) if cell.dimension == claim.dimension and roles & cell.roles]
        found = [self._match(claim, cell, windows) for cell in pool]
        return sorted(found, key=lambda match: (-round(match.score, 3), match.cell.derived is not None, match.cell.key))

    def elsewhere(self, claim: Claim) -> list[Cell]:
        """Return cells of any role that print like the figure: what the number really is."""
        alike = (cell for cell in self.cells if cell.dimension == claim.dimension)
        return [cell for cell in alike if agree(claim.quantity, cell.value, cell.unit).rule in {"exact", "rounded"}]

    def mixed(self, claim: Claim) -> Cell | None:
        """Return the cell of the row told of that has this very number as % where 个百分点 is said, or the other way round."""
        other = {PERCENT: POINTS, POINTS: PERCENT}.get(claim.dimension)
        windows = self._windows(claim)
        said = abs(claim.quantity.value)
        cells = [cell for cell in self.cells if cell.dimension == other and abs(cell.value) == said and cell.said is None]
        called = [(self._called(cell, claim, windows), cell.key, cell) for cell in cells]
        best = max(called, key=lambda item: item[:2], default=None)
        return best[2] if best is not None and best[0] >= IDENTIFIED else None

    def _windows(self, claim: Claim) -> list[tuple[str, frozenset[str], float]]:
        windows = [(text, pairs(text), weight) for text, weight in claim.windows]
        first = claim.windows[0][0] + claim.right
        windows[0] = (first, pairs(first), 1.0)
        return windows

    def _called(self, cell: Cell, claim: Claim, windows: list[tuple[str, frozenset[str], float]]) -> float:
        if claim.quantity.form in {"fraction", "cheng"} and cell.key in self._just_told:
            return CARRIED
        if cell.fact.field == "text":
            return self._text_called(claim, cell, windows)
        rows = [cell.row] if cell.derived is None else self._operand_rows(cell)
        names = tuple(name for row in rows for name in names_of(self.view.table.row(row)))
        best = max((self._covered(name, windows) for name in names), default=0.0)
        unexplained = self._unexplained(cell, names, windows[0][1])
        if len(windows) > 1:
            best = max(best, self._carried(cell, claim) * (0.5 if unexplained > SLIGHT else 1.0))
        best -= unexplained
        if not cell.words:
            return best
        own = pairs(cell.words) or frozenset({cell.words})
        near = windows[0][1] | (windows[1][1] if len(windows) > 1 and cell.derived is None and len(own) > 3 else frozenset())
        share = max(len(own & near) / len(own), 0.85 if _abbreviated(cell.words, windows[0][0], claim) else 0.0)
        if cell.derived is not None:
            return best
        return max(0.5 * min(best, 1.0) + 0.5 * share, 0.95 * share + 0.004 * len(own) if len(own) >= 3 else 0.0)

    def _operand_rows(self, cell: Cell) -> list[str]:
        """Return the rows a derivation speaks of: both for a sum or a remainder, else the one it is told of."""
        keys = cell.derived.operands if cell.derived and cell.key.startswith(("d:sum", "d:minus")) else (cell.row,)
        return [row for row in dict.fromkeys(key.partition(".")[0] for key in keys) if row in self.view.table.rows]

    def _carried(self, cell: Cell, claim: Claim) -> float:
        """Return how far a cell is told of because the figure before was: its row, or its indicator in another period."""
        if self._antecedent and self._antecedent in (self._operand_rows(cell) if cell.derived else (cell.row,)):
            return CARRIED
        told = self.view.table.rows.get(self._antecedent)
        alike = told is not None and claim.near and cell.fact.canonical == told.canonical and cell.fact.scope == told.scope
        return CARRIED if alike else REMEMBERED if cell.row == self._before else 0.0

    def _covered(self, name: Name, windows: list[tuple[str, frozenset[str], float]]) -> float:
        """Return how well the windows call a name: the best single one, or all of them together, each at its weight."""
        single = max(weight * self.view.weights.cover(name, found) for _, found, weight in windows)
        if single >= 1.0 or not name.pairs & windows[0][1]:
            return single
        reach = {pair: max((weight for _, found, weight in windows if pair in found), default=0.0) for pair in name.pairs}
        total = sum(self.view.weights.rarity.get(pair, 1.0) for pair in sorted(name.pairs))
        joint = sum(self.view.weights.rarity.get(pair, 1.0) * reach[pair] for pair in sorted(name.pairs)) / total
        return max(single, name.weight * joint)

    def _plain(self, near: frozenset[str]) -> bool:
        """Tell whether the words right before a figure name nothing by themselves."""
        return not any(pair in self.view.weights.telling for pair in near)

    def _unexplained(self, cell: Cell, names: tuple[Name, ...], near: frozenset[str]) -> float:
        """Return a deduction for telling words right before the figure that this cell does not have (建成 before 8.6平方公里)."""
        known = {pair for pair in near if pair in self.view.weights.telling}
        if not known:
            return 0.0
        own = frozenset().union(*(name.pairs for name in names)) | pairs(cell.words)
        return 0.25 * (1 - self.view.weights.of(frozenset(known & own)) / self.view.weights.of(frozenset(known)))

    def _text_called(self, claim: Claim, cell: Cell, windows: list[tuple[str, frozenset[str], float]]) -> float:
        context = pairs(text_context(cell.fact))
        if not context:
            return 0.5
        if cell.fact.name:
            return max(weight * len(context & found) / len(context) for _, found, weight in windows)
        if cell.fact.text[max(0, cell.fact.start - 8) : cell.fact.end + 4] in claim.said:
            return VERBATIM
        near, wide = windows[0][1], windows[0][1].union(*(found for _, found, _ in windows[1:]))
        nearby = len(context & near) / len(context)
        return min(1.0, 0.75 * nearby + 0.35 * len(context & wide) / len(context) + 0.1)

    def _match(self, claim: Claim, cell: Cell, windows: list[tuple[str, frozenset[str], float]]) -> Match:
        called = self._called(cell, claim, windows)
        conflicts, bonus = self.conflicts.of(claim, cell)
        bonus += self.on_demand.cued(claim, cell)
        told = cell.row == self._antecedent and cell.key not in self._repeated and self._plain(windows[0][1])
        bonus += TOLD if told and called >= CARRIED / 2 else 0.0
        bonus -= REPEATED if cell.key in self._repeated and claim.quantity.form != "fraction" else 0.0
        bonus -= OTHER_UNIT if (claim.quantity.unit in _ENTERPRISES) != (cell.unit in _ENTERPRISES) else 0.0
        score = called + bonus - sum(PENALTY[rule] for rule in conflicts)
        exact = cell.derived.exact if cell.derived else None
        agreement = agree(claim.quantity, cell.value, cell.unit, qualifier=cell.fact.qualifier if not cell.derived else "", exact=exact)
        near = self._called(cell, claim, windows[:1])
        return Match(cell, score, called, near, conflicts, agreement)
