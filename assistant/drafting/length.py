"""Length by planning: which messages are said, and how fully, until the speech is as long as asked."""

from collections.abc import Mapping, Sequence
from random import Random

from assistant.brief import Brief
from assistant.drafting.state import Message, Passage
from assistant.drafting.ties import Ties
from assistant.errors import SlotError
from assistant.slots import render

UNSAID = -1
MOST_LOOSE = 2
_FILLS = 4
_DETAILS = 0
_FREE = frozenset(("导语", "结尾"))
Choice = list[list[int]]
_ALIKE = {"过渡": "措施", "认识": "成绩", "保障": "结尾"}


def rendered_length(text: str, brief: Brief, counts: Mapping[str, int]) -> int:
    """Return the number of characters without white space of a slot text once rendered."""
    return len("".join(render(text, brief, counts).text.split()))


class LengthPlan:
    """Chooses for every message whether it is said and in which variant.

    Stages: what must be said; what should be (weight 1); how each demand is to be carried out; fuller variants and elaborations
    (weight 2); what fills out (3 and more). Within a stage the section that is furthest below its share of the speech comes first.
    Sentences that could stand in any speech are let in sparingly: at most two in a paragraph, and never side by side.
    """

    def __init__(self, passages: Sequence[Passage], brief: Brief, counts: Mapping[str, int], weights: Mapping[str, int]) -> None:
        self._passages = passages
        ties = Ties(brief)
        self._loose = [
            [passage.role not in _FREE and ties.loose(message.variants[0]) > 0 for message in passage.messages] for passage in passages
        ]
        self._demands = [_demands(passage) for passage in passages]
        self._sizes = [[[_size(text, brief, counts) for text in message.variants] for message in passage.messages] for passage in passages]
        self._heads = [_size(passage.head, brief, counts) if passage.head else 0 for passage in passages]
        whole = sum(weights.values())
        self._shares = {role: weight / whole for role, weight in weights.items()}

    @property
    def wanted(self) -> int:
        """How long the speech is with everything that must and should be said, and a word on how each demand is to be carried out."""
        told = 0
        for sizes, passage in zip(self._sizes, self._passages, strict=True):
            for size, message in zip(sizes, passage.messages, strict=True):
                if message.weight <= 1:
                    told += size[min(message.kind == "demand", len(size) - 1)]
        return sum(self._heads) + told

    def choose(self, aim: int, floor: int, rng: Random) -> Choice:
        """Return the chosen variant of every message of every passage, ``UNSAID`` where it is left out.

        Args:
            aim: How long the speech should be.
            floor: How long it must be: what merely fills out is said up to here only.
            rng: Orders what is of equal standing.
        """
        choice = [[0 if message.weight == 0 else UNSAID for message in passage.messages] for passage in self._passages]
        total = sum(self._heads) + sum(self._size_of(p, m, v) for p, row in enumerate(choice) for m, v in enumerate(row))
        for stage in (1, _DETAILS, 2, 3, 4, 5, 6):
            steps = self._steps(stage, choice)
            rng.shuffle(steps)
            total = self._take(steps, choice, total, aim if stage < _FILLS else min(aim, floor))
        return choice

    def _size_of(self, passage: int, message: int, variant: int) -> int:
        return 0 if variant == UNSAID else self._sizes[passage][message][variant]

    def _steps(self, stage: int, choice: Choice) -> list[tuple[int, int, int]]:
        """Return the steps of a stage: (passage, message, variant)."""
        steps = []
        for p, passage in enumerate(self._passages):
            for m, message in enumerate(passage.messages):
                if stage and message.weight == stage:
                    steps.append((p, m, 0))
                if stage in {2, 3} and len(message.variants) >= stage and not (stage == 2 and m in self._demands[p]):
                    steps.append((p, m, stage - 1))
                if stage == _DETAILS and m in self._demands[p] and len(message.variants) > 1:
                    steps.append((p, m, 1))
        return steps

    def _take(self, steps: list[tuple[int, int, int]], choice: Choice, total: int, aim: int) -> int:
        used = self._used(choice)
        while steps and total < aim:
            at = min(range(len(steps)), key=lambda i: self._standing(steps[i][0], used, aim))
            p, m, variant = steps.pop(at)
            if variant > 0 and choice[p][m] == UNSAID:
                continue
            more = self._size_of(p, m, variant) - self._size_of(p, m, choice[p][m])
            if total + more <= aim + 12 and (variant > 0 or self._let_in(p, m, choice[p])):
                choice[p][m] = variant
                total += more
                used[self._role(p)] += more
        return total

    def _let_in(self, passage: int, message: int, chosen: list[int]) -> bool:
        """Tell whether a message may be said beside what is said already."""
        loose = self._loose[passage]
        if not loose[message]:
            return True
        before = next((at for at in range(message - 1, -1, -1) if chosen[at] != UNSAID), None)
        after = next((at for at in range(message + 1, len(chosen)) if chosen[at] != UNSAID), None)
        told = sum(free for free, variant in zip(loose, chosen, strict=True) if variant != UNSAID)
        return told < MOST_LOOSE and not any(at is not None and loose[at] for at in (before, after))

    def _role(self, passage: int) -> str:
        role = self._passages[passage].role
        return _ALIKE.get(role, role)

    def _used(self, choice: Choice) -> dict[str, float]:
        used = dict.fromkeys([*self._shares, *(self._role(p) for p in range(len(self._passages)))], 0.0)
        for p, row in enumerate(choice):
            used[self._role(p)] += self._heads[p] + sum(self._size_of(p, m, v) for m, v in enumerate(row))
        return used

    def _standing(self, passage: int, used: Mapping[str, float], aim: int) -> float:
        role = self._role(passage)
        return used[role] / (self._shares.get(role, 0.05) * aim)


def _demands(passage: Passage) -> set[int]:
    """Return the demands of a measure: how they are to be carried out belongs to them."""
    demands = {at for at, message in enumerate(passage.messages) if message.kind == "demand" and message.weight == 0}
    return demands if passage.owner else set()


def _size(text: str, brief: Brief, counts: Mapping[str, int]) -> int:
    try:
        return rendered_length(text, brief, counts)
    except SlotError as error:
        raise SlotError(f"{error}（句子：{text}）") from error


def kept(messages: Sequence[Message], chosen: Sequence[int]) -> list[tuple[Message, str]]:
    """Return the messages that are said, each with the text chosen for it."""
    return [(message, message.variants[variant]) for message, variant in zip(messages, chosen, strict=True) if variant != UNSAID]
