"""Calling: how well the words before a figure call a row, a cell of it, or a text of the user."""

from assistant.audit.cells import Cell
from assistant.audit.claims import Claim
from assistant.audit.heads import heads_of
from assistant.audit.identity import MOVES, Name, normal, pairs, text_context
from assistant.audit.view import BriefView

Window = tuple[frozenset[str], float]

VERBATIM = 1.3
CARRIED = 0.75
REMEMBERED = 0.4
SLIGHT = 0.1
ABBREVIATED = 0.85


class Calling:
    """How well one claim calls the rows of a brief; rows are remembered, for every cell of a row is called by its name."""

    def __init__(self, view: BriefView, claim: Claim) -> None:
        self.view = view
        self.claim = claim
        first = claim.windows[0][0] + claim.right
        self.near = pairs(first)
        self.windows: tuple[Window, ...] = ((self.near, 1.0), *((pairs(text), weight) for text, weight in claim.windows[1:]))
        self.said = frozenset().union(*(found for found, _ in self.windows))
        self.left = normal(claim.windows[0][0])
        self.antecedent = view.antecedent(claim)
        self.before = view.before(claim)
        self.repeated = view.repeated(claim)
        self.just_told = view.just_told(claim)
        self.telling = frozenset(pair for pair in self.near if pair in view.weights.telling)
        self._weight = view.weights.of(self.telling)
        self._rows: dict[tuple[str, bool], float] = {}
        self._own: dict[str, frozenset[str]] = {}

    @property
    def plain(self) -> bool:
        """True when the words right before the figure name nothing by themselves."""
        return not self.telling

    def ends(self, row: str) -> bool:
        """Tell whether the noun before the figure is how the row told of ends (建材产业…，技改投资1.3亿元)."""
        head = heads_of(self.claim.windows[0][0], ())[0]
        if head is None or not head.firm:
            return False
        noun = head.forms[0]
        return any(name.text.endswith(noun) and name.text != noun for name in self.view.names(row))

    def called(self, cell: Cell, *, near: bool = False) -> float:
        """Return how well a cell is called; ``near`` looks at the words right before the figure only."""
        if self.claim.quantity.form in {"fraction", "cheng"} and cell.key in self.just_told:
            return CARRIED
        if cell.fact.field == "text":
            return self._text(cell, self.windows[:1] if near else self.windows)
        rows = (cell.row,) if cell.derived is None else operand_rows(cell, self.view)
        best = max((self._row(row, near=near) for row in rows), default=0.0)
        unexplained = self._unexplained(cell, rows)
        if not near:
            best = max(best, self._carried(cell, rows) * (0.5 if unexplained > SLIGHT else 1.0))
        best -= unexplained
        return best if not cell.words or cell.derived is not None else self._with_words(cell, best, near=near)

    def _with_words(self, cell: Cell, best: float, *, near: bool) -> float:
        """Weigh the words of a cell's own (净增, 办结率) with the name of its row."""
        own = (pairs(cell.words) or frozenset({cell.words})) - MOVES
        if not own:
            return 0.5 * min(best, 1.0) + 0.5 * (cell.words in self.claim.windows[0][0])
        window = self.near if near or len(self.windows) < 2 or len(own) <= 3 else self.near | self.windows[1][0]
        share = max(len(own & window) / len(own), ABBREVIATED if self._abbreviated(cell.words) else 0.0)
        return max(0.5 * min(best, 1.0) + 0.5 * share, 0.95 * share + 0.004 * len(own) if len(own) >= 3 else 0.0)

    def _abbreviated(self, words: str) -> bool:
        """Tell whether the window ends with the first characters of a name (用地3个 for 用地手续未办结项目)."""
        return any(words.startswith(self.left[-size:]) for size in (2, 3, 4) if len(self.left) >= size)

    def _row(self, row: str, *, near: bool) -> float:
        if (row, near) not in self._rows:
            windows, said = (self.windows[:1], self.near) if near else (self.windows, self.said)
            names = self.view.names(row) if not said.isdisjoint(self.view.pairs(row)) else ()
            self._rows[row, near] = max([self._covered(name, windows) for name in names if not said.isdisjoint(name.pairs)], default=0.0)
        return self._rows[row, near]

    def _covered(self, name: Name, windows: tuple[Window, ...]) -> float:
        """Return how well the windows call a name: the best single one, or all of them together, each at its weight."""
        weights = self.view.weights
        single = max([weight * weights.cover(name, found) for found, weight in windows if not found.isdisjoint(name.pairs)])
        if single >= 1.0 or len(windows) == 1 or name.pairs.isdisjoint(self.near):
            return single
        joint, rest = 0.0, name.pairs
        for found, weight in windows:  # from near to far: every pair counts where it is nearest
            joint += weight * weights.of(rest & found)
            rest -= found
        return max(single, name.weight * joint / weights.total(name))

    def _carried(self, cell: Cell, rows: tuple[str, ...]) -> float:
        """Return how far a cell is told of because the figure before was: its row, or its indicator in another period."""
        if self.antecedent and self.antecedent in rows:
            return CARRIED
        told = self.view.table.rows.get(self.antecedent)
        alike = told is not None and self.claim.near and cell.fact.canonical == told.canonical and cell.fact.scope == told.scope
        return CARRIED if alike else REMEMBERED if cell.row == self.before else 0.0

    def _unexplained(self, cell: Cell, rows: tuple[str, ...]) -> float:
        """Return a deduction for telling words right before the figure that this cell does not have (建成 before 8.6平方公里)."""
        if not self.telling:
            return 0.0
        own = frozenset().union(*(self._pairs_of(row) for row in rows))
        if cell.words:
            own |= pairs(cell.words)
        return 0.25 * (1 - self.view.weights.of(self.telling & own) / self._weight)

    def _pairs_of(self, row: str) -> frozenset[str]:
        if row not in self._own:
            self._own[row] = self.view.pairs(row) & self.telling
        return self._own[row]

    def _text(self, cell: Cell, windows: tuple[Window, ...]) -> float:
        context = pairs(text_context(cell.fact))
        if not context:
            return 0.5
        if cell.fact.name:
            return max(weight * len(context & found) / len(context) for found, weight in windows)
        if cell.fact.text[max(0, cell.fact.start - 8) : cell.fact.end + 4] in self.claim.said:
            return VERBATIM
        wide = self.near.union(*(found for found, _ in windows[1:]))
        return min(1.0, 0.75 * len(context & self.near) / len(context) + 0.35 * len(context & wide) / len(context) + 0.1)


def operand_rows(cell: Cell, view: BriefView) -> tuple[str, ...]:
    """Return the rows a derivation speaks of: all for a sum or a remainder, else the one it is told of."""
    keys = cell.derived.operands if cell.derived and cell.key.startswith(("d:sum", "d:minus")) else (cell.row,)
    return tuple(row for row in dict.fromkeys(key.partition(".")[0] for key in keys) if row in view.table.rows)
