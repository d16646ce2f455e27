"""Matching: which cell a claim speaks of, and whether its number is that of the cell.

Every cell whose unit and role fit is scored by how well the words before the figure call it. The best-called cell decides:
its value printed there is *supported* (or *derived*), another value *contradicts* it. A value that equals some other cell
proves nothing: swapped figures are found because each is called by the name of the other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from assistant.audit.cells import Cell, cells_of, derived_cell
from assistant.audit.claims import Claim
from assistant.audit.derivations import cross_cutting, try_derive
from assistant.audit.facts import PERCENT, POINTS, FactTable
from assistant.audit.identity import Name, Weights, names_of, normal, pairs, rows_called, text_context
from assistant.audit.scope import HOME, is_whole_year, same_time, scope_class, scope_said
from assistant.audit.values import Agreement, agree
from assistant.numbers import read_period

IDENTIFIED = 0.62
BAND = 0.13
FAINT = 0.16
VERBATIM = 1.3
_LEFT_OVER = re.compile(r"还有|尚有|未[^，。；]{0,8}$")
_REDUCTION = re.compile(r"(压缩|压减|降低|下降|减少)(比例|幅度|率)?$")
_AIMED_NAME = re.compile(r"计划|目标|任务")
_INDUSTRIES = re.compile(r"([两二三四五六])个(?:主导|支柱|优势|重点|特色)?(?:产业|行业)")
_LEVELS = ("全国", "全省", "全市", "全县", "全区")
_TOGETHER = ("合计", "共", "总计", "两个", "三个", "两项")
_BESIDES = ("以外", "其余", "其他", "剩")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_PENALTY = {"scope": 0.4, "period": 0.4, "kind": 0.3, "anchor": 0.45, "basis": 0.2, "direction": 0.0, "reached": 0.3}


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


def _abbreviated(words: str, window: str, claim: Claim) -> bool:
    """Tell whether the window ends with the first characters of a name (用地3个 for 用地手续未办结项目)."""
    left = normal(window.removesuffix(claim.right))
    return any(words.startswith(left[-size:]) for size in (2, 3, 4) if len(left) >= size)


def _reaches(claim: Claim | None) -> bool:
    """Tell whether a number is what something came to (提高到40%), not by how much it moved (提高40%)."""
    return claim is not None and claim.clause.endswith(("到", "至", "为"))


class Matcher:
    """Matches claims against one brief."""

    def __init__(self, table: FactTable, weights: Weights) -> None:
        self.table = table
        self.brief = table.brief
        self.weights = weights
        self.cells = cells_of(self.brief)
        meeting = self.brief.meeting.date
        self.year = meeting.year if meeting else (self.brief.reporting.year if self.brief.reporting else None)

    def matches(self, claim: Claim) -> list[Match]:
        """Return the cells a claim may speak of, best first."""
        windows = self._windows(claim)
        roles = {claim.role, "level"} if claim.role == "gap" and _LEFT_OVER.search(claim.clause) else {claim.role}
        pool = [cell for cell in self.cells if cell.dimension == claim.dimension and roles & cell.roles]
        pool += [cell for cell in self._on_demand(claim) if cell.dimension == claim.dimension and roles & cell.roles]
        found = [self._match(claim, cell, windows) for cell in pool]
        return sorted(found, key=lambda match: (-match.score, match.cell.key))

    def elsewhere(self, claim: Claim) -> list[Cell]:
        """Return cells of any unit or role that print like the figure: what the number really is."""
        said = abs(claim.quantity.value)
        return [cell for cell in self.cells if cell.derived is None and abs(cell.value) == said or agree(claim.quantity, cell.value, cell.unit).ok]

    def _windows(self, claim: Claim) -> list[tuple[str, frozenset[str], float]]:
        windows = [(text, pairs(text), weight) for text, weight in claim.windows]
        first = claim.windows[0][0] + claim.right
        windows[0] = (first, pairs(first), 1.0)
        return windows

    def _called(self, cell: Cell, claim: Claim, windows: list[tuple[str, frozenset[str], float]]) -> float:
        if cell.fact.field == "text":
            return self._text_called(claim, cell, windows)
        figure = self.table.row(cell.row)
        names = names_of(figure)
        best = max((self._covered(name, windows) for name in names), default=0.0) - self._unexplained(cell, names, windows[0][1])
        if not cell.words:
            return best
        own = pairs(cell.words) or frozenset({cell.words})
        near = windows[0][1] | (windows[1][1] if len(windows) > 1 and cell.derived is None and len(own) > 3 else frozenset())
        share = max(len(own & near) / len(own), 0.85 if _abbreviated(cell.words, windows[0][0], claim) else 0.0)
        if cell.derived is not None:
            return best
        return max(0.5 * min(best, 1.0) + 0.5 * share, 0.95 * share + 0.004 * len(own) if len(own) >= 3 else 0.0)

    def _covered(self, name: Name, windows: list[tuple[str, frozenset[str], float]]) -> float:
        """Return how well the windows call a name: the best single one, or all of them together, each at its weight."""
        single = max(weight * self.weights.cover(name, found) for _, found, weight in windows)
        if single >= 1.0 or not name.pairs & windows[0][1]:
            return single
        reach = {pair: max((weight for _, found, weight in windows if pair in found), default=0.0) for pair in name.pairs}
        total = sum(self.weights.rarity.get(pair, 1.0) for pair in sorted(name.pairs))
        joint = sum(self.weights.rarity.get(pair, 1.0) * reach[pair] for pair in sorted(name.pairs)) / total
        return max(single, name.weight * joint)

    def _unexplained(self, cell: Cell, names: tuple[Name, ...], near: frozenset[str]) -> float:
        """Return a deduction for telling words right before the figure that this cell does not have (建成 before 8.6平方公里)."""
        known = {pair for pair in near if pair in self.weights.telling}
        if not known:
            return 0.0
        own = frozenset().union(*(name.pairs for name in names)) | pairs(cell.words)
        return 0.25 * (1 - self.weights.of(frozenset(known & own)) / self.weights.of(frozenset(known)))

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
        conflicts, bonus = self._conflicts(claim, cell)
        bonus += self._cued(claim, cell)
        score = called + bonus - sum(_PENALTY[rule] for rule in conflicts)
        exact = cell.derived.exact if cell.derived else None
        agreement = agree(claim.quantity, cell.value, cell.unit, qualifier=cell.fact.qualifier if not cell.derived else "", exact=exact)
        return Match(cell, score, called, conflicts, agreement)

    def _cued(self, claim: Claim, cell: Cell) -> float:
        """A sum or a remainder outweighs its parts where the words before the number say so."""
        near = claim.clause + claim.windows[0][0]
        cues = {"d:sum": _TOGETHER, "d:minus": _BESIDES}.get(cell.key.partition("(")[0], ())
        return 0.4 if any(cue in near for cue in cues) else 0.0

    def _conflicts(self, claim: Claim, cell: Cell) -> tuple[tuple[str, ...], float]:
        checks = (self._scope, self._period, self._kind, self._anchor, self._basis, self._direction)
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
        if cell.fact.field == "text" or cell.key.startswith("d:minus"):
            return "", 0.0
        said = scope_said(claim.right, self.brief) if claim.right.startswith("在") else ""
        said = said or next((found for text, _ in claim.windows if (found := scope_said(text, self.brief))), "")
        if not said:
            return "", 0.0
        own = {scope_class(scope, self.brief) for scope in cell.fact.scopes or (cell.fact.scope,)}
        label = cell.fact.name + cell.fact.anchor
        if said in own or said in label:
            return "", 0.1
        near = scope_said(claim.windows[0][0], self.brief)
        if said in _LEVELS and cell.fact.field not in {"value", "yoy"}:
            return self._rank_scope(claim, cell)
        return ("scope", 0.0) if near or self._same_window(claim) else ("", -0.1)

    def _same_window(self, claim: Claim) -> bool:
        """Tell whether the subject stands in the window that names the scope: then the scope holds for the number too."""
        for text, _ in claim.windows:
            if scope_said(text, self.brief):
                return True
            if rows_called(self.table, text, 0.9):
                return False
        return False

    def _rank_scope(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        label = cell.fact.anchor + cell.fact.name + self.table.row(cell.row).rank_scope + self.table.row(cell.row).indicator if cell.row in self.table.rows else ""
        said = [word for word in _LEVELS if word in claim.clause or word in claim.windows[0][0]]
        if not said or not any(word in label for word in _LEVELS):
            return "", 0.0
        return ("", 0.1) if any(word in label for word in said) else ("scope", 0.0)

    def _period(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        if cell.fact.field in {"prev", "prev_yoy"} and claim.period is None:
            return "", -0.3
        if cell.fact.field == "last_year" and not claim.period and "同期" not in claim.windows[0][0] and "上年" not in claim.windows[0][0]:
            return "", -0.3
        if claim.period is None:
            return "", 0.0
        if cell.said is not None:
            return self._text_period(claim, cell)
        if claim.role == "change" and claim.period is claim.than:
            return "", 0.0
        if cell.row in self.table.rows and claim.period.text in self.table.row(cell.row).indicator:
            return "", 0.05
        same = same_time(claim.period, cell.when, self.year)
        if same:
            return "", 0.12
        if same is False and cell.kind == "target" and cell.when and cell.when.months == 12 and not is_whole_year(claim.period) and claim.role in {"level", "ratio"}:
            return ("period", 0.0) if claim.near and "目标" not in claim.clause else ("", -0.1)
        if same is False:
            return ("period", 0.0) if claim.near or self._other_year(claim, cell) else ("", -0.12)
        return "", 0.0

    def _other_year(self, claim: Claim, cell: Cell) -> bool:
        if claim.period is None or cell.when is None:
            return False
        said = claim.period.period
        year = said.year if said.year is not None else None
        return year is not None and cell.when.year is not None and year != cell.when.year

    def _text_period(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        """The period a text of the user gives its number must not be another one (四季度完成91.5亿元)."""
        own = cell.said.period if cell.said else None
        if own is None or claim.period is None or not claim.near or own.period.point or claim.period.period.point:
            return "", 0.0
        return ("period", 0.0) if same_time(claim.period, own.period, self.year) is False else ("", 0.0)

    def _kind(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        if claim.role not in {"level", "growth", "ratio", "gap", "delta"}:
            return "", 0.0
        aims, done = cell.kind in {"target", "plan"}, cell.kind in {"actual", "rank"}
        if _reaches(claim) != _reaches(cell.said) and cell.said is not None and {claim.role, cell.said.role} == {"growth", "ratio"}:
            return "reached", 0.0
        if _reaches(claim) and cell.row in self.table.rows and _REDUCTION.search(self.table.row(cell.row).indicator):
            return "reached", 0.0
        if cell.derived is not None and "新增" in claim.clause and cell.key.startswith("d:increase") and self._has_new(cell.row):
            return "kind", 0.0
        if claim.stance == "done" and aims:
            return "kind", 0.0
        if cell.row in self.table.rows and _AIMED_NAME.search(self.table.row(cell.row).indicator):
            return "", 0.0
        if claim.stance == "aim" and done and claim.role in {"level", "growth", "ratio"}:
            return "kind", 0.0
        if aims and (claim.stance == "aim" or claim.mood == "aim"):
            return "", 0.1
        return "", -0.06 if aims and not claim.stance and cell.fact.field == "target" else 0.0

    def _has_new(self, row: str) -> bool:
        return any(also.name.startswith("新增") for also in self.table.row(row).also)

    def _anchor(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        if cell.fact.field == "mom_pp":
            return self._than(claim, cell)
        if cell.fact.field == "yoy_pp":
            return ("anchor", 0.0) if claim.than is not None and claim.basis != "同比" else ("", 0.0)
        if not claim.anchor or not cell.anchor:
            return "", -0.05 if cell.anchor and claim.role == "versus" else 0.0
        whole = self.table.rows.get(cell.anchor)
        if whole is None:
            names = pairs(cell.anchor)
            fit = len(names & pairs(claim.anchor)) / len(names) if names else 0.0
            return ("", 0.25) if fit > 0.7 else ("anchor", 0.0)
        said = scope_said(claim.anchor, self.brief)
        own = scope_class(whole.scope, self.brief)
        if said and said != own:
            return "anchor", 0.0
        window = pairs(claim.anchor)
        fit = max((self.weights.cover(name, window) for name in names_of(whole)), default=0.0)
        if fit > 0.6:
            return "", 0.2
        called = rows_called(self.table, claim.anchor, 0.85)
        return ("anchor", 0.0) if called and whole.id not in called else ("", 0.05 if said else 0.0)

    def _than(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        """A change against an earlier period must name that period."""
        if claim.basis == "同比":
            return "basis", 0.0
        if claim.than is None:
            return "", 0.0
        before = read_period(cell.anchor)
        if before is None:
            return "", 0.0
        same = same_time(claim.than, before, self.year)
        return ("anchor", 0.0) if same is False else ("", 0.2)

    def _basis(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        basis = cell.basis
        if not claim.basis or not basis or claim.role not in {"growth", "change", "delta"}:
            return "", 0.0
        return ("", 0.1) if claim.basis == basis else ("basis", 0.0)

    def _direction(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        if not claim.direction or not cell.sign or claim.role not in {"growth", "change", "versus", "move", "delta"}:
            return "", 0.0
        sign = cell.sign
        if claim.role == "growth" and cell.fact.measure == "growth" and claim.quantity.value < 0:
            return "", 0.0
        if claim.role == "change" and claim.clause.endswith(("收窄", "扩大")):
            return self._narrowing(claim, cell)
        return ("direction", 0.0) if sign != claim.direction else ("", 0.03)

    def _narrowing(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        """降幅收窄 is a rise of a negative growth, 降幅扩大 a fall of it."""
        falling = "降幅" in claim.clause or "亏损" in claim.clause
        up = claim.clause.endswith("收窄") == falling
        return ("", 0.03) if (cell.sign > 0) == up else ("direction", 0.0)

    def _on_demand(self, claim: Claim) -> Iterator[Cell]:
        """Yield the derivations whose cue and operands stand in the sentence."""
        if claim.role == "versus" and claim.dimension == POINTS and claim.anchor:
            yield from self._differences(claim)
        sentence = "".join(text for text, _ in reversed(claim.windows))
        if claim.role in {"level", "share", "ratio"} and any(cue in sentence for cue in _TOGETHER):
            yield from self._sums(claim, sentence)
        if any(cue in sentence + claim.right for cue in (*_BESIDES, "还有", "还差", "未")):
            yield from self._rests(sentence + claim.right)
        if claim.role == "share" and claim.dimension == PERCENT:
            yield from self._shares(claim, sentence)

    def _differences(self, claim: Claim) -> Iterator[Cell]:
        rights = [row for row, _ in sorted(rows_called(self.table, claim.anchor).items(), key=lambda item: -item[1])][:3]
        lefts: list[str] = []
        for text, _ in claim.windows:
            lefts += [row for row in rows_called(self.table, text) if row not in lefts]
        for left in lefts[:4]:
            for right in rights:
                for a, b in ((f"{left}{x}", f"{right}{y}") for x in (".yoy", "", ".share") for y in (".yoy", "", ".share")):
                    if left != right and (derived := try_derive(self.table, "diff", a, b)):
                        yield derived_cell(self.table, "diff", derived)

    def _sums(self, claim: Claim, sentence: str) -> Iterator[Cell]:
        rows = sorted(rows_called(self.table, sentence, 0.8))
        if len(rows) < 2 and (match := _INDUSTRIES.search(sentence)):
            rows = self._industries(_COUNTS[match[1]])
        for size in (2, 3, 4):
            for group in combinations(rows[:6], size):
                for tail in ("", ".share"):
                    derived = try_derive(self.table, "sum", *(row + tail for row in group))
                    if derived is not None:
                        yield derived_cell(self.table, "sum", derived)

    def _industries(self, count: int) -> list[str]:
        """Return the industries of the brief where there are exactly as many as the sentence says (两个主导产业)."""
        rows = [figure.id for figure in self.brief.figures if figure.share_of and figure.name.endswith(("产业产值", "行业产值"))]
        rows = [row for row in rows if not cross_cutting(self.table.row(row).name)]
        return rows if len(rows) == count else []

    def _rests(self, sentence: str) -> Iterator[Cell]:
        rows = sorted(rows_called(self.table, sentence, 0.7))[:6]
        for whole in rows:
            for part in rows:
                if whole != part and (derived := try_derive(self.table, "minus", whole, part)):
                    yield derived_cell(self.table, "minus", derived)

    def _shares(self, claim: Claim, sentence: str) -> Iterator[Cell]:
        rows = sorted(rows_called(self.table, sentence, 0.8))[:6]
        wholes = list(rows_called(self.table, claim.anchor, 0.6)) if claim.anchor else []
        if claim.quantity.form != "plain":
            wholes += [figure.id for figure in self.brief.figures if figure.canonical == "规上工业企业数"]
        for part in rows:
            for whole in wholes:
                given = self.table.get(f"{part}.share")
                if whole != part and given is None and (derived := try_derive(self.table, "share", part, whole)):
                    yield derived_cell(self.table, "share", derived)

