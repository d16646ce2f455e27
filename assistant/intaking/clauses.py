"""A tidied message as clauses: cut at the marks that end a thought."""

from dataclasses import dataclass, replace

_STOPS = "，；。！？\n"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two marks.

    Attributes:
        start: Offset in the message.
        text: The stretch, tidied.
        mark: The mark that ends it; empty at the end of the message.
        line: Number of its line.
        sentence: Number of its sentence; a semicolon ends none.
    """

    start: int
    text: str
    mark: str = ""
    line: int = 0
    sentence: int = 0

    @property
    def end(self) -> int:
        """Offset after the stretch."""
        return self.start + len(self.text)

    def cut(self, first: int, last: int | None = None) -> "Clause":
        """Return a part of the clause, offsets within its text."""
        return replace(self, start=self.start + first, text=self.text[first:last])


def clauses_of(text: str) -> list[Clause]:
    """Return the clauses of a tidied message; marks inside brackets cut nothing."""
    found: list[Clause] = []
    start = depth = line = sentence = 0
    for at, character in enumerate([*text, "\n"]):
        depth = 0 if character == "\n" else max(0, depth + (character == "（") - (character == "）"))
        if character not in _STOPS or (depth and character not in "\n"):
            continue
        piece = text[start:at]
        inner = piece.strip()
        if inner:
            found.append(Clause(start + piece.index(inner), inner, text[at : at + 1], line, sentence))
        start = at + 1
        sentence += character in "。！？\n"
        line += character == "\n"
    return found
