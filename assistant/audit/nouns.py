"""The noun a figure is told of: an indicator the brief does not have must not borrow the number of one it has."""

from assistant.audit.calling import operand_rows
from assistant.audit.cells import Cell
from assistant.audit.claims import Claim
from assistant.audit.fact import Fact
from assistant.audit.heads import Head, head_after, heads_of
from assistant.audit.identity import LOOSE, VERBS, Name, Weights, names_of, normal, pairs
from assistant.audit.view import BriefView
from assistant.brief.model import Figure
from assistant.lexicon.indicators import find_indicator

COVERED = 0.7
NAMED = 0.62
ALIKE = 0.6
AFTER = 0.4
BESIDE = 6
# What a figure of these roles is told of stands before it: an average, a rest, a change.
_CARRIED_ON = frozenset(("average", "delta", "gap", "versus", "change", "move"))
_PARTS = {"investment": "项目总投资"}


class NounRules:
    """Whether the noun of a clause can be that of a cell; what was found for a claim is remembered for its other cells."""

    def __init__(self, view: BriefView) -> None:
        self.view = view
        self.places = tuple(sorted({view.brief.region, *view.scopes.own} - {""}, key=lambda place: (-len(place), place)))
        self._claim: Claim | None = None
        self._head: tuple[Head | None, bool] = (None, False)
        self._verdicts: dict[tuple[str, ...], str] = {}
        self._fitting: dict[tuple[Head, str], bool] = {}
        self._refused: tuple[Claim, Head] | None = None

    def check(self, claim: Claim, cell: Cell) -> tuple[str, float]:
        """Return ``noun`` where the words name another indicator than the cell's, ``vague`` where they name what no row is called by."""
        head, own = self._noun(claim)
        if head is None or (cell.words and (cell.words in head.text or not pairs(cell.words).isdisjoint(pairs(head.bare)))):
            return "", 0.0
        if cell.fact.field == "text":
            return ("" if _in_words(head, claim, cell.fact) else _rule(head)), 0.0
        rows = operand_rows(cell, self.view)
        if rows not in self._verdicts:
            self._verdicts[rows] = self._of_rows(claim, head, rows, own=own)
        return self._verdicts[rows], 0.0

    def said(self, claim: Claim) -> str:
        """Return the noun of a claim as the sentence has it."""
        head = self._noun(claim)[0]
        return head.text if head is not None else ""

    def remember(self, claim: Claim, *, refused: bool) -> None:
        """Remember whether the noun of a figure was refused: the figures after it are then told of the same noun."""
        head = self._noun(claim)[0]
        self._refused = (claim, head) if refused and head is not None else None

    def _noun(self, claim: Claim) -> tuple[Head | None, bool]:
        """Return the noun of a claim, and whether it stands right before the figure."""
        if claim is not self._claim:
            self._claim, self._head, self._verdicts = claim, self._find(claim), {}
        return self._head

    def _find(self, claim: Claim) -> tuple[Head | None, bool]:
        """Find the noun right before a figure, else right after it, else the one the figures before were told of."""
        window = claim.windows[0][0]
        if "分别" in window:
            return None, False
        first, *rest = heads_of(window, self.places)
        if first is not None:
            return first, True
        after = head_after(claim.right, self.places)
        if after is not None and after.firm:
            return after, False
        if self._refused is not None and self._refused[0].sentence == claim.sentence:
            return self._refused[1], False
        carried = () if "；" in window else claim.windows[1:-1]
        before = [*rest, *(head for text, _ in carried for head in heads_of(text, self.places))]
        nearest = next((head for head in before if head is not None), None)
        return (nearest, False) if nearest is not None and nearest.firm else (None, False)

    def _of_rows(self, claim: Claim, head: Head, rows: tuple[str, ...], *, own: bool) -> str:
        if any(self._fits(head, row) for row in rows):
            return ""
        names = [name for row in rows for name in self.view.names(row)]
        sure = own and head.firm
        if self._follows(claim, head, names, sure=sure):
            return ""
        told = not sure and (claim.role in _CARRIED_ON or self.view.antecedent(claim) in rows or self._beside(claim, head, names))
        return "" if told else _rule(head)

    def _fits(self, head: Head, row: str) -> bool:
        if (head, row) not in self._fitting:
            self._fitting[head, row] = _is_called(head, self.view.table.row(row), self.view.weights)
        return self._fitting[head, row]

    def _follows(self, claim: Claim, head: Head, names: list[Name], *, sure: bool) -> bool:
        """Tell whether the words after the figure call the cell (34户企业亏损); a doubtful phrase before it gives way to any of them."""
        after, said = pairs(claim.right), pairs(head.text)
        if said <= after:
            return any(len(said & name.pairs) >= ALIKE * len(said) for name in names)
        if not sure:
            return any(not after.isdisjoint(name.pairs) for name in names)
        return any(self.view.weights.cover(name, after) >= AFTER for name in names)

    def _beside(self, claim: Claim, head: Head, names: list[Name]) -> bool:
        """Tell whether a row is told of in the sentence beside the noun: by name, or by a word of its own right before the figure."""
        near, *rest = (pairs(text.replace(head.text, "|")) for text, _ in claim.windows[:-1] or claim.windows)
        window, own = near.union(*rest), near & self.view.weights.telling
        return any(own & name.pairs or self.view.weights.cover(name, window) >= NAMED for name in names)


def _rule(head: Head) -> str:
    return "noun" if head.firm else "vague"


def _is_called(head: Head, figure: Figure, weights: Weights) -> bool:
    """Tell whether a noun is a name of a row: the name, a part or an abbreviation of it, or one that holds it."""
    names = names_of(figure)
    if any(form == name.text for form in head.forms for name in names):
        return True
    if head.known and (entry := find_indicator(figure.canonical)) is not None:
        return head.known == entry.says or _is_share(head, figure, names)
    if any(_holds(form, name) for form in head.forms for name in names):
        return True
    said = pairs(head.bare)
    if not head.firm and any(not said.isdisjoint(name.pairs) for name in names):
        return True
    return max((weights.cover(name, said) for name in names), default=0.0) >= COVERED


def _is_share(head: Head, figure: Figure, names: tuple[Name, ...]) -> bool:
    """Tell whether one of two known names begins the other (研发费用, 研发费用占营业收入比重), 规上 left unsaid."""
    if any(name.weight > LOOSE and head.known.startswith(name.text) for name in names):
        return True
    return any(figure.name.startswith((form, f"规上{form}")) for form in head.forms)


def _in_words(head: Head, claim: Claim, fact: Fact) -> bool:
    """Tell whether a text of the user speaks of what a phrase names: it is copied, has the name, or any word of a doubtful phrase."""
    if fact.text[max(0, fact.start - BESIDE) : fact.end + BESIDE] in claim.said:
        return True
    words = normal(fact.text + fact.name + _PARTS.get(fact.part, ""))
    if any(form in words for form in head.forms):
        return True
    said = pairs(head.bare) if head.firm else pairs(claim.clause) - VERBS
    shared = said & pairs(words)
    return len(shared) >= len(said) * ALIKE if head.firm else bool(shared)


def _holds(form: str, name: Name) -> bool:
    """Tell whether a phrase is in a name, in order and with gaps (材料产值 in 新型材料产业产值), or holds a name of its own."""
    left = iter(name.text)
    return (name.weight > LOOSE and name.text in form) or all(character in left for character in form)
