"""A brief as the matcher sees it: facts, names, scopes and the year its meeting stands in."""

from assistant.audit.claims import Claim
from assistant.audit.facts import table_of
from assistant.audit.identity import Name, names_of, pairs_of, rows_called, weights_of
from assistant.audit.scope import Scopes
from assistant.brief import Brief

RECENT = 16
"""So many figures back a sentence is remembered."""


class BriefView:
    """What every check of a claim needs to know of the brief; remembers which rows a stretch of text calls."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.table = table_of(brief)
        self.weights = weights_of(brief)
        self.scopes = Scopes(brief)
        meeting = brief.meeting.date
        self.year = meeting.year if meeting else (brief.reporting.year if brief.reporting else None)
        self.texts: list[tuple[Claim, str]] = []
        self.trail: list[tuple[Claim, str, tuple[str, ...]]] = []
        periods = [brief.reporting, brief.planning, *(figure.when for figure in brief.figures)]
        self.years = {period.year for period in periods if period and period.year} | ({meeting.year} if meeting else set())
        self._names: dict[str, tuple[Name, ...]] = {}
        self._pairs: dict[str, frozenset[str]] = {}
        self._called: dict[str, dict[str, float]] = {}

    def names(self, row: str) -> tuple[Name, ...]:
        """Return the ways a row is called; kept by row id, for a row is dear to hash."""
        if row not in self._names:
            self._names[row] = names_of(self.table.row(row))
        return self._names[row]

    def pairs(self, row: str) -> frozenset[str]:
        """Return the pairs of all names of a row."""
        if row not in self._pairs:
            self._pairs[row] = pairs_of(self.table.row(row))
        return self._pairs[row]

    def told(self, claim: Claim, facts: tuple[str, ...]) -> None:
        """Remember the row a figure was told of, for the figures after it."""
        row = facts[0].partition(".")[0] if facts else ""
        if facts and row not in self.table.rows:
            self.texts.append((claim, facts[0]))
        if row in self.table.rows:
            self.trail.append((claim, row, facts))

    def antecedent(self, claim: Claim) -> str:
        """Return the row of the figure before in the same sentence; empty where there is none."""
        return self.trail[-1][1] if self.trail and self.trail[-1][0].sentence == claim.sentence else ""

    def last_told(self, claim: Claim) -> tuple[str, ...]:
        """Return the cells the figure before in the same sentence rests on."""
        return self.trail[-1][2] if self.antecedent(claim) else ()

    def repeated(self, claim: Claim) -> frozenset[str]:
        """Return the cells already told in the same sentence: they are not told twice."""
        told = (facts for other, _, facts in self.trail[-RECENT:] if other.sentence == claim.sentence)
        return frozenset(facts[0] for facts in told if len(facts) == 1)

    def just_told(self, claim: Claim) -> list[str]:
        """Return the cells told in this sentence and the one before, in order."""
        start = claim.sentence[0]
        near = (facts for other, _, facts in self.trail[-RECENT:] if other.sentence == claim.sentence or other.sentence[1] + 1 == start)
        return [facts[0] for facts in near if len(facts) == 1]

    def own_numbers(self, claim: Claim) -> list[str]:
        """Return the numbers of the user's own words told in this sentence or the one before (上云企业达到90户以上)."""
        start = claim.sentence[0]
        return [key for other, key in self.texts[-RECENT:] if other.sentence == claim.sentence or other.sentence[1] + 1 == start]

    def spoken_of(self, scope: str) -> bool:
        """Tell whether one of the last figures was told of a row of a scope."""
        return any(self.table.row(row).scope == scope for _, row, _ in self.trail[-RECENT:])

    def before(self, claim: Claim) -> str:
        """Return the row of the last figure of the sentence before."""
        return self.trail[-1][1] if self.trail and self.trail[-1][0].sentence[1] + 1 == claim.sentence[0] else ""

    def rows(self, text: str, least: float = 0.75) -> dict[str, float]:
        """Return the rows a stretch of text calls, with how well."""
        if text not in self._called:
            self._called[text] = rows_called(self.table, self.weights, text)
        return {row: score for row, score in self._called[text].items() if score >= least}
