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
from assistant.audit.rows import PERCENT, POINTS, covers_whole
from assistant.audit.scope import HOME
from assistant.audit.view import BriefView

_INDUSTRIES = re.compile(r"([两二三四五六])个(?:主导|支柱|优势|重点|特色)?(?:产业|行业)")
_APART = re.compile(r"剪刀差|相差|差距|落差|相距")
_TOGETHER = ("合计", "加在一起", "加起来", "合起来", "两者", "共", "总计", "两个", "三个", "两项")
_LAST_YEAR = re.compile(r"去年|上年|同期")
_MONTHLY = re.compile(r"月均|每个?月")
_EACH = re.compile(r"[户人亩]均|平均每")
_PRONOUN = re.compile(r"它|其|两者|二者")
_PLACES = re.compile(r"([两二三四五六])(?:地|县|市|区|家|户|项|者|类|个县|个区|个市)")
_MORE = ("多", "高出")
_BESIDES = ("以外", "其余", "其他", "剩")
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


class OnDemand:
    """The derivations a sentence asks for."""

    def __init__(self, view: BriefView) -> None:
        self.view = view

    def cells(self, claim: Claim) -> Iterator[Cell]:
        """Yield the derivations whose cue and operands stand in the sentence."""
        if claim.role in {"versus", "gap"} and claim.dimension == POINTS:
            yield from self._differences(claim)
        sentence = "".join(text for text, _ in reversed(claim.windows))
        together = any(cue in sentence for cue in _TOGETHER) and "分别" not in claim.windows[0][0]
        if claim.role in {"level", "share", "ratio"} and together:
            yield from self._sums(claim, sentence)
        if any(cue in sentence + claim.right for cue in (*_BESIDES, "还有", "还差", "未")):
            yield from self._rests(claim, sentence + claim.right)
        if claim.role in {"gap", "delta"}:
            yield from self._to_own_target(claim)
        if claim.role == "average":
            yield from self._per_unit(claim)
        if claim.role == "share" and claim.dimension == PERCENT:
            yield from self._shares(claim)

    def cued(self, claim: Claim, cell: Cell) -> float:
        """A sum or a remainder outweighs its parts where the words before the number say so."""
        near = claim.clause + claim.windows[0][0]
        if cell.key.startswith("d:increase") and _LAST_YEAR.search(claim.anchor):
            return 0.2
        if cell.key.startswith("d:need_more") and not _MONTHLY.search(claim.said):
            return 0.0
        cues = {"d:sum": _TOGETHER, "d:minus": _BESIDES, "d:need_more": _MORE}.get(cell.key.partition("(")[0], ())
        return 0.4 if "分别" not in near and any(cue in near for cue in cues) else 0.0

    def _subjects(self, claim: Claim) -> list[str]:
        """Return the row told of just before, then those the windows call, nearest first, in each only those it calls best."""
        apart = _APART.search(claim.said) is not None
        found = [row for row in (self.view.antecedent(claim), self.view.before(claim) if apart else "") if row]
        for text, _ in claim.windows:
            called = self.view.rows(text)
            best = max(called.values(), default=0.0)
            found += sorted(
                (row for row, score in called.items() if score >= best - 0.1 and row not in found), key=lambda row: -called[row]
            )
        return found

    def _differences(self, claim: Claim) -> Iterator[Cell]:
        if not claim.anchor and _APART.search(claim.clause + claim.windows[0][0]):
            yield from self._apart(claim)
        lefts = self._subjects(claim)[:4]
        for left in lefts:
            for right in self._compared(claim, left, lefts):
                for a, b in ((f"{left}{x}", f"{right}{y}") for x in (".yoy", "", ".share") for y in (".yoy", "", ".share")):
                    if left != right and (derived := try_derive(self.view.table, "diff", a, b)):
                        yield derived_cell(self.view.table, "diff", derived)

    def _apart(self, claim: Claim) -> Iterator[Cell]:
        """Yield the differences between figures just told (一升一降，剪刀差接近9个百分点; 最高与最低相差…)."""
        for first, second in combinations(self.view.just_told(claim)[-6:], 2):
            if derived := try_derive(self.view.table, "diff", first, second):
                yield derived_cell(self.view.table, "diff", derived)
        for first, second in combinations(self._subjects(claim)[:6], 2):
            for tail in ("", ".yoy", ".share"):
                if derived := try_derive(self.view.table, "diff", first + tail, second + tail):
                    yield derived_cell(self.view.table, "diff", derived)

    def _compared(self, claim: Claim, left: str, lefts: list[str]) -> list[str]:
        """Return the rows a difference is taken to: those the anchor calls, the whole place, or the other row of the sentence."""
        if not claim.anchor:
            return []
        whole = self.view.table.row(left).share_of
        called = self.view.rows(claim.anchor)
        if called:
            return sorted(called, key=lambda row: -called[row])[:3]
        if self.view.scopes.said(claim.anchor.replace("平均", "").replace("水平", "")) != HOME:
            return []
        name = self.view.table.row(left).canonical
        same = [figure.id for figure in self.view.brief.figures if figure.canonical == name and covers_whole(figure) and figure.id != left]
        return same or ([whole] if whole in self.view.table.rows else [])

    def _sums(self, claim: Claim, sentence: str) -> Iterator[Cell]:
        called = self.view.rows(sentence, 0.8)
        told = self.view.antecedent(claim) or (self.view.before(claim) if _PRONOUN.search(claim.said) else "")
        rows = list(dict.fromkeys([*([told] if told else []), *sorted(called, key=lambda row: -called[row])]))[:8]
        match = _INDUSTRIES.search(claim.said)
        if len(rows) < 2 and match:
            rows = self._industries(_COUNTS[match[1]])
        for size in self._sizes(claim, match, rows):
            for group in combinations(sorted(rows), size):
                for tail in ("", ".share"):
                    derived = try_derive(self.view.table, "sum", *(row + tail for row in group))
                    if derived is not None:
                        yield derived_cell(self.view.table, "sum", derived)

    def _sizes(self, claim: Claim, match: re.Match[str] | None, rows: list[str]) -> tuple[int, ...]:
        """Return of how many parts a sum may be: as many as the sentence says, else two, or all it names."""
        if match:
            return (_COUNTS[match[1]],)
        if places := _PLACES.search(claim.said):
            return (_COUNTS[places[1]],)
        return (2, len(rows)) if 2 < len(rows) <= 4 else (2,)

    def _industries(self, count: int) -> list[str]:
        """Return the industries of the brief where there are exactly as many as the sentence says (两个主导产业)."""
        rows = [figure.id for figure in self.view.brief.figures if figure.share_of and figure.name.endswith(("产业产值", "行业产值"))]
        rows = [row for row in rows if not cross_cutting(self.view.table.row(row).name)]
        return rows if len(rows) == count else []

    def _rests(self, claim: Claim, sentence: str) -> Iterator[Cell]:
        rows = sorted(self.view.rows(sentence, 0.7))[:6]
        told = self.view.antecedent(claim)
        if told:
            rows = list(dict.fromkeys([told, self.view.table.row(told).share_of, *rows]))
        for whole in rows:
            for part in rows:
                if whole != part and (derived := try_derive(self.view.table, "minus", whole, part)):
                    yield derived_cell(self.view.table, "minus", derived)

    def _to_own_target(self, claim: Claim) -> Iterator[Cell]:
        """Yield the distance to a target that only the user's own words name (达到90户以上，再添18户)."""
        rows = [*self._subjects(claim)[:2], *self.view.rows(claim.said)]
        for key in self.view.own_numbers(claim)[-2:]:
            for row in dict.fromkeys(rows):
                if derived := try_derive(self.view.table, "to_text", key, row):
                    yield derived_cell(self.view.table, "to_text", derived)

    def _per_unit(self, claim: Claim) -> Iterator[Cell]:
        """Yield an amount of the row told of divided by a count of the same row (户均, 人均)."""
        told = self.view.antecedent(claim)
        if not told or not _EACH.search(claim.clause):
            return
        facts = self.view.table.of_row(told)
        for amount in facts:
            for count in facts:
                if derived := try_derive(self.view.table, "per_unit", amount.key, count.key):
                    yield derived_cell(self.view.table, "per_unit", derived)

    def _shares(self, claim: Claim) -> Iterator[Cell]:
        wholes = list(self.view.rows(claim.anchor, 0.6)) if claim.anchor else []
        if claim.quantity.form != "plain":
            wholes += [figure.id for figure in self.view.brief.figures if figure.canonical == "规上工业企业数"]
        for part in self._subjects(claim)[:1]:
            for whole in wholes:
                given = self.view.table.get(f"{part}.share")
                if whole != part and given is None and (derived := try_derive(self.view.table, "share", part, whole)):
                    yield derived_cell(self.view.table, "share", derived)
