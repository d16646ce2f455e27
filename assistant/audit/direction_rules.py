"""Rules of direction: the verb of a sentence against the sign of a cell."""

import re

from assistant.audit.cells import Cell
from assistant.audit.claims import Claim
from assistant.audit.view import BriefView

_RANK_UP = re.compile(r"[进升跃]到?|前移|提升")
_RANK_DOWN = re.compile(r"[退降滑跌]|后移")


class DirectionRules:
    """Whether a claim and a cell move the same way."""

    def __init__(self, view: BriefView) -> None:
        self.view = view

    def check(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        """Return ``direction`` where the verb runs against the sign of the cell, and what an agreement adds."""
        said = -(claim.direction or 1) if claim.quantity.value < 0 else claim.direction
        if claim.role == "rank":
            return self._rank_move(claim, cell)
        if not said or not (cell.sign or cell.said) or claim.role not in {"growth", "change", "versus", "move", "delta"}:
            return "", 0.0
        if cell.said is not None and cell.said.role == claim.role and cell.said.direction:
            return ("direction", 0.0) if cell.said.direction != said else ("", 0.0)
        sign = cell.sign
        if claim.role == "change" and claim.clause.rstrip("了").endswith(("收窄", "扩大")):
            return self._narrowing(claim, cell)
        return ("direction", 0.0) if sign and sign != said else ("", 0.03)

    def _rank_move(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        """由第8位降至第6位 is no fall: a smaller number is a better rank."""
        figure = self.view.table.rows.get(cell.row)
        near = claim.windows[0][0]
        if figure is None or cell.fact.field != "rank" or figure.prev_rank is None or figure.rank is None:
            return "", 0.0
        up, down = _RANK_UP.search(near), _RANK_DOWN.search(near)
        gained = figure.prev_rank - figure.rank
        wrong = (up is not None and gained < 0) or (down is not None and gained > 0)
        return ("direction", 0.0) if wrong and (up is None) != (down is None) else ("", 0.0)

    def _narrowing(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        """降幅收窄 is a rise of a negative growth, 降幅扩大 a fall of it."""
        falling = "降幅" in claim.clause or "亏损" in claim.clause
        up = claim.clause.rstrip("了").endswith("收窄") == falling
        return ("", 0.03) if (cell.sign > 0) == up else ("direction", 0.0)
