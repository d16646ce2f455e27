"""Conflicts: what a sentence says of a figure that cannot be so for a cell, although the number may agree.

Population, period, target against achievement, what a number is set against, basis and direction each have their rule.
A rule returns its name where it is broken, and how much the agreement speaks for the cell where it is not.
"""

import re

from assistant.audit.cells import Cell
from assistant.audit.claims import Claim
from assistant.audit.direction_rules import DirectionRules
from assistant.audit.firm_rules import FirmRules
from assistant.audit.identity import pairs
from assistant.audit.nouns import NounRules
from assistant.audit.period_rules import PeriodRules
from assistant.audit.rows import POINTS
from assistant.audit.scope import HOME, same_time
from assistant.audit.view import BriefView
from assistant.brief.model import Figure
from assistant.numbers import read_period

_REDUCTION = re.compile(r"(压缩|压减|降低|下降|减少)(比例|幅度|率)?$")
_AIMED_NAME = re.compile(r"计划|目标|任务")
_REACHED = re.compile(r"(提高|提升|下降|降低|压缩|压减|上升|增加|减少|增长|压降|缩短|回升|回落|扩大|收窄)(到|至)了?$")
_RATE_WORD = re.compile(r"增速|增幅|涨幅|降幅|率|比重|占比")
_TARGET_WORD = re.compile(r"目标|任务|计划|力争|确保|预期|要|定|全年|年度")
_CHANGES = ("d:point_change", "d:growth_change", "d:since_prev")
_APART = ("d:vs", "d:diff")
_GROWTH_WORD = re.compile(r"[增涨快慢]|降幅|下降")
_LINE = re.compile(r"(\d[\d.]*)?([千百十]?[万亿])元(?:及)?以上")
_SCOPES_AND_FILLERS = re.compile(r"全[国省市县区]|全部|整个|我[省市县区]|同期|的|总量|总数|\d[\d.]*[^\d，。；]{0,3}")
NOUN = 3
SLIGHT = 0.2
_LEVELS = ("全国", "全省", "全市", "全县", "全区")
PENALTY = {
    "scope": 0.4,
    "period": 0.4,
    "kind": 0.3,
    "anchor": 0.45,
    "basis": 0.2,
    "direction": 0.0,
    "reached": 0.3,
    "noun": 0.25,
    "vague": 0.0,
}


def _reaches(claim: Claim | None) -> bool:
    """Tell whether a number is what something came to (提高到40%), not by how much it moved (提高40%)."""
    return claim is not None and _REACHED.search(claim.clause) is not None


class Conflicts:
    """The rules that a claim may break for a cell."""

    def __init__(self, view: BriefView) -> None:
        self.view = view
        self.noun = NounRules(view)
        self.period = PeriodRules(view)
        self.direction = DirectionRules(view)
        self.firm = FirmRules(view)

    def of(self, claim: Claim, cell: Cell) -> tuple[tuple[str, ...], float]:
        """Return the rules a claim breaks for a cell, and what speaks for it."""
        checks = (self.noun.check, self._scope, self.period.check, self._kind, self._anchor, self._basis, self.direction.check)
        conflicts, bonus = [], 0.0
        for check in checks:
            rule, gain = check(claim, cell)
            bonus += gain
            if rule:
                conflicts.append(rule)
        return tuple(conflicts), bonus

    def _scope(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        if claim.role in {"rank", "move"}:
            return self._rank_scope(claim, cell)
        if self.firm.broken(claim, cell):
            return "scope", 0.0
        if "以上" in claim.windows[0][0] and self._other_line(claim, cell):
            return "scope", 0.0
        if cell.fact.field == "text" or cell.key.startswith(("d:minus", "d:sum")) or claim.quantity.form in {"fraction", "cheng"}:
            return "", 0.0
        said = self.view.scopes.said(claim.right) if claim.right.startswith("在") else ""
        said = said or next((found for text, _ in claim.windows if (found := self.view.scopes.said(text))), "")
        if not said:
            return ("scope" if self._unsaid(claim, cell) else ""), 0.0
        own = {self.view.scopes.kind(scope) for scope in cell.fact.scopes or (cell.fact.scope,)}
        label = cell.fact.name + cell.fact.anchor
        if said in own or said in label:
            return "", 0.1
        near = self.view.scopes.said(claim.windows[0][0])
        if said in _LEVELS and cell.fact.field not in {"value", "yoy"}:
            return self._rank_scope(claim, cell)
        return ("scope", 0.0) if near or self._same_window(claim) else ("", -0.1)

    def _other_line(self, claim: Claim, cell: Cell) -> bool:
        """Tell whether the name before the figure draws another line than that of the row (5亿元以上项目, 亿元以上项目)."""
        said, own = _LINE.findall(claim.windows[0][0]), _LINE.findall(cell.fact.name)
        return bool(said and own) and (said[-1][0] or "1", said[-1][1]) != (own[-1][0] or "1", own[-1][1])

    def _unsaid(self, claim: Claim, cell: Cell) -> bool:
        """Tell whether a bare name would stand for a part (a park) that nothing before speaks of, though the whole has a row too."""
        scope = cell.fact.scope
        if cell.fact.field not in {"value", "yoy"} or cell.derived is not None or self.view.scopes.kind(scope) == HOME:
            return False
        if self.view.scopes.said(claim.right):
            return False
        figure = self.view.table.row(cell.row)
        home = any(
            other.canonical == figure.canonical and other.when == figure.when and self.view.scopes.kind(other.scope) == HOME
            for other in self.view.brief.figures
        )
        return home and self.view.antecedent(claim) != cell.row and not self.view.spoken_of(scope)

    def _same_window(self, claim: Claim) -> bool:
        """Tell whether the subject stands in the window that names the scope: then the scope holds for the number too."""
        for text, _ in claim.windows:
            if self.view.scopes.said(text):
                return True
            if self.view.rows(text, 0.7):
                return False
        return False

    def _rank_scope(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        label = (
            cell.fact.anchor + cell.fact.name + self.view.table.row(cell.row).rank_scope + self.view.table.row(cell.row).indicator
            if cell.row in self.view.table.rows
            else ""
        )
        said = [word for word in _LEVELS if word in claim.clause or word in claim.windows[0][0]]
        if not said or not any(word in label for word in _LEVELS):
            return "", 0.0
        return ("", 0.1) if any(word in label for word in said) else ("scope", 0.0)

    def _kind(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        if cell.dimension == POINTS and _REACHED.search(claim.clause):
            return "reached", 0.0
        if claim.role not in {"level", "growth", "ratio", "gap", "delta", "average"}:
            return "", 0.0
        aims, done = cell.kind in {"target", "plan"}, cell.kind in {"actual", "rank"}
        if _reaches(claim) != _reaches(cell.said) and cell.said is not None and {claim.role, cell.said.role} == {"growth", "ratio"}:
            return "reached", 0.0
        growth = cell.fact.measure == "growth" and cell.derived is None and cell.fact.field != "value"
        if _reaches(claim) and growth and not _RATE_WORD.search(claim.clause + claim.windows[0][0]):
            return "reached", 0.0
        if cell.fact.field == "target" and cell.derived is None and not _TARGET_WORD.search(claim.said):
            return "kind", 0.0
        if _reaches(claim) and cell.row in self.view.table.rows and _REDUCTION.search(self.view.table.row(cell.row).indicator):
            return "reached", 0.0
        if cell.derived is not None and "新增" in claim.clause and cell.key.startswith("d:increase") and self._has_new(cell.row):
            return "kind", 0.0
        if claim.stance == "done" and aims:
            return "kind", 0.0
        if cell.row in self.view.table.rows and _AIMED_NAME.search(self.view.table.row(cell.row).indicator + cell.fact.anchor):
            return "", 0.0
        if claim.stance == "aim" and done and claim.role in {"level", "growth", "ratio"}:
            return "kind", 0.0
        if aims and (claim.stance == "aim" or claim.mood == "aim"):
            return "", 0.1
        return "", -0.06 if aims and not claim.stance and cell.fact.field == "target" else 0.0

    def _has_new(self, row: str) -> bool:
        return any(also.name.startswith("新增") for also in self.view.table.row(row).also)

    def _anchor(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        if cell.fact.field == "mom_pp" or cell.key.startswith(_CHANGES):
            return self._than(claim, cell)
        if self._after_progress(claim, cell):
            return "anchor", 0.0
        if cell.fact.field == "yoy_pp":
            return ("anchor", 0.0) if claim.than is not None and claim.basis != "同比" else ("", 0.0)
        if cell.fact.field == "reference" and not self._same_level(claim, cell):
            return "anchor", 0.0
        if not claim.anchor or not cell.anchor:
            return "", -0.05 if cell.anchor and claim.role == "versus" else 0.0
        whole = self.view.table.rows.get(cell.anchor)
        if whole is None:
            names = pairs(cell.anchor)
            fit = len(names & pairs(claim.anchor)) / len(names) if names else 0.0
            return ("", 0.25) if fit > 0.7 else ("anchor", 0.0)
        if self._foreign_whole(claim, whole):
            return "anchor", 0.0
        said = self.view.scopes.said(claim.anchor)
        own = self.view.scopes.kind(whole.scope)
        if said and said != own:
            return "anchor", 0.0
        window = pairs(claim.anchor)
        fit = max((self.view.weights.cover(name, window) for name in self.view.names(whole.id)), default=0.0)
        if fit > 0.6:
            return "", 0.2
        called = self.view.rows(claim.anchor, 0.85)
        return ("anchor", 0.0) if called and whole.id not in called else ("", 0.05 if said else 0.0)

    def _after_progress(self, claim: Claim, cell: Cell) -> bool:
        """Tell whether a difference of growth rates is set beside a progress or a share (完成目标的24.9%，低于全省平均11.1个百分点)."""
        if cell.derived is None or not cell.key.startswith(_APART) or _GROWTH_WORD.search(claim.clause):
            return False
        operands = frozenset(cell.derived.operands)
        if not operands.isdisjoint(self.view.repeated(claim)) or any(key.endswith((".progress", ".share")) for key in operands):
            return False
        return any(key.endswith((".progress", ".share", ".target")) for key in self.view.last_told(claim))

    def _foreign_whole(self, claim: Claim, whole: Figure) -> bool:
        """Tell whether a share is taken of something that the whole is never called (占工业用地的)."""
        noun = _SCOPES_AND_FILLERS.sub("", claim.anchor)
        if claim.role != "share" or len(noun) < NOUN:
            return False
        window = pairs(noun)
        return max((self.view.weights.cover(name, window) for name in self.view.names(whole.id)), default=0.0) < SLIGHT

    def _same_level(self, claim: Claim, cell: Cell) -> bool:
        """Tell whether a comparison area is told at its own level (全省平均 is not 全市平均)."""
        own = [word for word in _LEVELS if word in cell.fact.anchor]
        said = [word for word in _LEVELS if re.search(word + "(开发区)?平均", claim.clause + claim.windows[0][0])]
        return not own or not said or own[0] in said

    def _than(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        """A change against an earlier period must name that period."""
        if claim.basis == "同比":
            return "basis", 0.0
        if claim.than is None:
            return "", 0.0
        before = read_period(cell.anchor or self.view.table.row(cell.row).prev_period)
        if before is None:
            return "", 0.0
        same = same_time(claim.than, before, self.view.year)
        return ("anchor", 0.0) if same is False else ("", 0.2)

    def _basis(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        basis = cell.basis
        if not claim.basis or not basis or claim.role not in {"growth", "change", "delta"}:
            return "", 0.0
        return ("", 0.1) if claim.basis == basis else ("basis", 0.0)
