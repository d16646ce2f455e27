"""What holds a sentence to its brief, and which figures a speech has told already."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.drafting.matching import figures_in, magnitude
from assistant.errors import SlotError
from assistant.slots import render

_HAN = re.compile(r"[一-鿿]+")
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_WIDTH = 3
_COMMON = re.compile(
    r"规上工|上工业|工业总|业总产|总产值|工业企|业企业|工业经|业经济|工业投|业投资|全县工|全市工|全区工|县工业|市工业|区工业|有关部|关部门"
)
_MOST_TOLD = 2


def _words(brief: Brief) -> Iterator[str]:
    yield from (*brief.audience, *brief.enterprises, brief.meeting.place, brief.background)
    yield from (problem.text for problem in brief.problems)
    yield from (figure.indicator for figure in brief.figures)
    for project in brief.projects:
        yield project.name
    for priority in brief.priorities:
        yield from (priority.title, priority.lead, priority.due, *priority.points)


class Ties:
    """Tells whether a sentence has a figure of the brief or words its writer used."""

    def __init__(self, brief: Brief) -> None:
        self._grams = {run[i : i + _WIDTH] for text in _words(brief) for run in _HAN.findall(text) for i in range(len(run) - _WIDTH + 1)}
        self._grams = {gram for gram in self._grams if not _COMMON.fullmatch(gram)}

    def hold(self, sentence: str) -> bool:
        """Tell whether one sentence, in slot form, speaks of this brief."""
        if "{{" in sentence.replace("{{n:", ""):
            return True
        return any(run[i : i + _WIDTH] in self._grams for run in _HAN.findall(sentence) for i in range(len(run) - _WIDTH + 1))

    def loose(self, text: str) -> int:
        """Return how many sentences of a text could stand in any speech."""
        return sum(not self.hold(sentence) for sentence in _SENTENCE.findall(text))


def _marked(value: Decimal) -> bool:
    """Tell whether a number can be recognised when it comes again: 0.5 and 9 are too common for that."""
    return len(value.normalize().as_tuple().digits) > 1


class Ledger:
    """Counts how often each figure is said; numbers in the user's own wording are said as they stand."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._read: dict[str, frozenset[tuple[Decimal, str]]] = {}
        self._told: Counter[tuple[Decimal, str]] = Counter()
        self.paragraph: set[tuple[Decimal, str]] = set()
        table = table_of(brief)
        texts = [row.id for rows in (brief.problems, brief.priorities, brief.projects) for row in rows]
        for row in texts:
            self._told.update({magnitude(fact.value, fact.unit) for fact in table.of_row(row) if _marked(fact.value)})

    def read(self, text: str) -> frozenset[tuple[Decimal, str]]:
        """Return the figures a slot text prints."""
        if text not in self._read:
            try:
                told = render(text, self._brief).text
            except SlotError:
                told = ""
            self._read[text] = frozenset(figures_in(told))
        return self._read[text]

    def values(self, text: str) -> frozenset[tuple[Decimal, str]]:
        """Return those figures of a slot text that can be recognised when they come again."""
        return frozenset(value for value in self.read(text) if _marked(value[0]))

    def fresh(self, text: str) -> bool:
        """Tell whether every figure of a text is new to its paragraph and not worn out in the speech."""
        return all(value not in self.paragraph and self._told[value] < _MOST_TOLD for value in self.values(text))

    def tell(self, text: str) -> str:
        """Enter the figures of a text and return it."""
        values = self.values(text)
        self.paragraph |= values
        self._told.update(values)
        return text

    def begin(self, *texts: str) -> None:
        """Begin a paragraph that holds the given texts in any case; their figures count as told in the speech already."""
        self.paragraph = {value for text in texts for value in self.values(text)}
