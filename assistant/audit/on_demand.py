"""Derivations on demand: those whose cue and operands stand in the sentence itself.

Nothing is tried at random: with twenty inputs a wrong number equals some sum, difference or ratio of two of them more
often than not, so untyped arithmetic is no evidence.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from assistant.audit.cells import Cell, derived_cell
from assistant.audit.claims import Claim
from assistant.audit.derivations import try_derive
from assistant.audit.formulas import cross_cutting
from assistant.audit.rows import PERCENT, POINTS
from assistant.audit.view import BriefView

_INDUSTRIES = re.compile(r"([两二三四五六])个(?:主导|支柱|优势|重点|特色)?(?:产业|行业)")
_TOGETHER = ("合计", "共", "总计", "两个", "三个", "两项")
_BESIDES = ("以外", "其余", "其他", "剩")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


class OnDemand:
    """The derivations a sentence asks for."""

    def __init__(self, view: BriefView) -> None:
        self.view = view

    def cells(self, claim: Claim) -> Iterator[Cell]:
        """Yield the derivations whose cue and operands stand in the sentence."""
        if claim.role == "versus" and claim.dimension == POINTS and claim.anchor:
            yield from self._differences(claim)
        sentence = "".join(text for text, _ in reversed(claim.windows))
        if claim.role in {"level", "share", "ratio"} and any(cue in sentence for cue in _TOGETHER):
            yield from self._sums(claim, sentence)
        if any(cue in sentence + claim.right for cue in (*_BESIDES, "还有", "还差", "未")):
            yield from self._rests(sentence + claim.right)
        if claim.role == "share" and claim.dimension == PERCENT:
            yield from self._shares(claim)

    def cued(self, claim: Claim, cell: Cell) -> float:
        """A sum or a remainder outweighs its parts where the words before the number say so."""
        near = claim.clause + claim.windows[0][0]
        cues = {"d:sum": _TOGETHER, "d:minus": _BESIDES}.get(cell.key.partition("(")[0], ())
        return 0.4 if any(cue in near for cue in cues) else 0.0

    def _subjects(self, claim: Claim) -> list[str]:
        """Return the rows the windows call, nearest window first, in each only those it calls best."""
        found: list[str] = []
        for text, _ in claim.windows:
            called = self.view.rows(text)
            best = max(called.values(), default=0.0)
            found += sorted(
                (row for row, score in called.items() if score >= best - 0.1 and row not in found), key=lambda row: -called[row]
            )
        return found

    def _differences(self, claim: Claim) -> Iterator[Cell]:
        rights = [row for row, _ in sorted(self.view.rows(claim.anchor).items(), key=lambda item: -item[1])][:3]
        for left in self._subjects(claim)[:4]:
            for right in rights:
                for a, b in ((f"{left}{x}", f"{right}{y}") for x in (".yoy", "", ".share") for y in (".yoy", "", ".share")):
                    if left != right and (derived := try_derive(self.view.table, "diff", a, b)):
                        yield derived_cell(self.view.table, "diff", derived)

    def _sums(self, claim: Claim, sentence: str) -> Iterator[Cell]:
        rows = sorted(self.view.rows(sentence, 0.8))
        if len(rows) < 2 and (match := _INDUSTRIES.search(sentence)):
            rows = self._industries(_COUNTS[match[1]])
        for size in (2, 3, 4):
            for group in combinations(rows[:6], size):
                for tail in ("", ".share"):
                    derived = try_derive(self.view.table, "sum", *(row + tail for row in group))
                    if derived is not None:
                        yield derived_cell(self.view.table, "sum", derived)

    def _industries(self, count: int) -> list[str]:
        """Return the industries of the brief where there are exactly as many as the sentence says (两个主导产业)."""
        rows = [figure.id for figure in self.view.brief.figures if figure.share_of and figure.name.endswith(("产业产值", "行业产值"))]
        rows = [row for row in rows if not cross_cutting(self.view.table.row(row).name)]
        return rows if len(rows) == count else []

    def _rests(self, sentence: str) -> Iterator[Cell]:
        rows = sorted(self.view.rows(sentence, 0.7))[:6]
        for whole in rows:
            for part in rows:
                if whole != part and (derived := try_derive(self.view.table, "minus", whole, part)):
                    yield derived_cell(self.view.table, "minus", derived)

    def _shares(self, claim: Claim) -> Iterator[Cell]:
        wholes = list(self.view.rows(claim.anchor, 0.6)) if claim.anchor else []
        if claim.quantity.form != "plain":
            wholes += [figure.id for figure in self.view.brief.figures if figure.canonical == "规上工业企业数"]
        for part in self._subjects(claim)[:1]:
            for whole in wholes:
                given = self.view.table.get(f"{part}.share")
                if whole != part and given is None and (derived := try_derive(self.view.table, "share", part, whole)):
                    yield derived_cell(self.view.table, "share", derived)
