"""Doubts about a table: asked once, answered from the file of answers where that knows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha1

from assistant.tables.outcome import Alternative, Notice, Question
from assistant.tables.sheet import Sheet


@dataclass
class Doubts:
    """Collects the questions and notices of one reading.

    Attributes:
        shape: Shape of the table, under which answers are remembered.
        answers: Answers given before for this shape, by id of a question.
    """

    shape: str
    answers: Mapping[str, str]
    asked: dict[str, Question] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def ask(self, question: Question) -> str:
        """Return what is known of the answer: one given before, else the suggestion while the question is open.

        A doubt that several cells share is one question. A question that is held back has no provisional answer.
        """
        answer = self.answers.get(question.id)
        if answer is not None and answer in {alternative.value for alternative in question.alternatives}:
            return answer
        known = self.asked.get(question.id)
        cells = tuple(dict.fromkeys((*(known.cells if known else ()), *question.cells)))
        self.asked[question.id] = Question(
            question.id,
            question.sheet,
            cells,
            question.field,
            question.text,
            question.alternatives,
            question.suggested,
            question.confidence,
            question.reason,
            question.held,
            self.shape,
        )
        return "" if question.held else question.suggested

    def tell(self, sheet: Sheet, cells: Iterable[str], reason: str, text: str, confidence: float = 1.0) -> None:
        """Note what was not taken as a value, or was settled by a rule."""
        self.notices.append(Notice(text, sheet.file, sheet.name, tuple(cells), reason, confidence))


def question_id(*words: str) -> str:
    """Return an id made of what a doubt is about, never of a value or a position."""
    return "q" + sha1("|".join(words).encode(), usedforsecurity=False).hexdigest()[:7]


def options(*pairs: tuple[str, str]) -> tuple[Alternative, ...]:
    """Return alternatives from pairs of value and label."""
    return tuple(Alternative(value, label) for value, label in pairs)
