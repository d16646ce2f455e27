"""The speech while it is being written: fixed headings around bodies whose sentences can be exchanged one by one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.plan import SectionPlan
from assistant.drafting.state import DraftState, Section

_RUN_IN = re.compile(r"[一二三四五六七八九十]{1,2}[要是][^。]{2,30}。")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: section, paragraph and sentence, counted from zero."""

    section: int
    paragraph: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Body:
    """A section without its headings.

    Attributes:
        section: The section of the composed speech: it gives role, owner and heading line.
        head: Heading run in before the first paragraph; empty where there is none.
        paragraphs: The paragraphs in slot form, without ``head``.
        by_model: Whether a model wrote it.
    """

    section: Section
    head: str
    paragraphs: tuple[str, ...]
    by_model: bool = False

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)

    def whole(self) -> Section:
        """Return the section with its headings."""
        first = f"{self.head}{self.paragraphs[0]}" if self.paragraphs else self.head
        return replace(self.section, paragraphs=tuple(line for line in (first, *self.paragraphs[1:]) if line))

    def with_sentences(self, changed: Mapping[tuple[int, int], str]) -> "Body":
        """Return the body with some sentences exchanged; an empty text takes a sentence out, and with its last one the paragraph.

        Args:
            changed: New text by paragraph and sentence.
        """
        paragraphs = []
        for number, paragraph in enumerate(self.paragraphs):
            told = [changed.get((number, at), sentence.text) for at, sentence in enumerate(sentences_of(paragraph))]
            paragraphs.append("".join(told))
        return replace(self, paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph.strip()))

    def with_added(self, sentence: str) -> "Body":
        """Return the body with a sentence added at its end."""
        if not self.paragraphs:
            return replace(self, paragraphs=(sentence,))
        return replace(self, paragraphs=(*self.paragraphs[:-1], self.paragraphs[-1] + sentence))


def bodies_of(state: DraftState) -> tuple[Body, ...]:
    """Return the bodies of a composed speech."""
    return tuple(_body(section, state.plan.section(section.key)) for section in state.sections)


def _body(section: Section, plan: SectionPlan | None) -> Body:
    """Take the run-in heading off: that of the plan, or the lead sentence of a measure (一要…。), also below a heading line."""
    first = section.paragraphs[0] if section.paragraphs else ""
    heading = plan.heading if plan else ""
    lead = _RUN_IN.match(first) if section.owner else None
    head = heading if heading and first.startswith(heading) else lead[0] if lead else ""
    return Body(section, head, tuple(line for line in (first[len(head) :], *section.paragraphs[1:]) if line))


def assembled(state: DraftState, bodies: Sequence[Body]) -> DraftState:
    """Return the speech made of these bodies."""
    return replace(state, sections=tuple(body.whole() for body in bodies))


def places(state: DraftState, bodies: Sequence[Body]) -> dict[int, Place]:
    """Return where each sentence of the assembled speech stands, by the index of the sentence; headings have no place.

    Args:
        state: The assembled speech.
        bodies: What it was assembled from.
    """
    starts: dict[int, Place] = {}
    at = len(replace(state, sections=()).text)
    for number, body in enumerate(bodies):
        at += len(body.section.heading) + 1 if body.section.heading else 0
        for line, paragraph in enumerate(body.paragraphs):
            at += len(body.head) if line == 0 else 0
            for index, sentence in enumerate(sentences_of(paragraph)):
                starts[at + sentence.start] = Place(number, line, index)
            at += len(paragraph) + 1
    text = sentences_of(state.text)
    return {
        index: starts[start]
        for index, sentence in enumerate(text)
        if (start := next((at for at in range(sentence.start, sentence.end) if at in starts), None)) is not None
    }
