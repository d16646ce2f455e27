"""The speech as a tree: masthead, parts, blocks, paragraphs, sentences; all in slot form, numerals and announced counts apart.

Numerals of parts and priorities are no text here: they are set when the tree becomes a :class:`DraftState` again, so that whatever
is dropped, added or moved, numbering runs on without a hole and announced counts equal what is delivered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from assistant.drafting.headings import item, numbered
from assistant.drafting.plan import Plan, SectionPlan
from assistant.drafting.state import DraftState, Section

NONE = -1
MASTHEAD = -1
"""Part of the addresses of the masthead; their block counts title, date, speaker, salutation."""


class Address(NamedTuple):
    """Where a piece stands, counted from zero; part 0 is the opening, the last one the closing.

    ``(2,)`` is the heading of the second headed part, ``(3, 1)`` the run-in heading of a block, ``(3, 1, 0, 2)`` a sentence.
    """

    part: int
    block: int = NONE
    paragraph: int = NONE
    sentence: int = NONE


Paragraph = tuple[str, ...]
Change = Callable[[Address, str], str]


@dataclass(frozen=True, slots=True)
class Block:
    """A section of the speech: what does one job, or one priority.

    Attributes:
        role: 导语, 成绩, 问题, 目标, 措施, 保障, 结尾 …
        owner: Id of the priority it carries out.
        head: Its run-in heading, without numeral and stop.
        paragraphs: Sentences of each paragraph, without ``head``.
        counted: Whether its heading has a numeral, and is announced.
    """

    role: str
    owner: str = ""
    head: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    counted: bool = False

    @property
    def key(self) -> str:
        """Its name in the plan."""
        return f"{self.role}/{self.owner}" if self.owner else self.role


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks under one heading; the heading is empty for opening, closing and a speech without headed parts."""

    heading: str
    blocks: tuple[Block, ...]


class Piece(NamedTuple):
    """A heading or a sentence with its place in the slot text of the speech; numerals and end marks of headings lie outside."""

    address: Address
    start: int
    end: int


_Token = tuple[Address | None, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A speech.

    Attributes:
        parts: The opening, the headed parts (or one without a heading), the closing.
        mark: How priorities are counted: 是, 要, （ or 1.
        counts: Announced counts as they were; :meth:`announced` has them as they are.
    """

    title: str
    date: str
    speaker: str
    salutation: str
    parts: tuple[Part, ...]
    mark: str
    counts: tuple[tuple[str, int], ...] = ()
    plan: Plan = field(default_factory=Plan)

    @property
    def headed(self) -> tuple[int, ...]:
        """Indices of the parts that have a heading."""
        return tuple(number for number, one in enumerate(self.parts) if one.heading)

    @property
    def priorities(self) -> tuple[Address, ...]:
        """Addresses of the blocks of the priorities, in speaking order."""
        return tuple(at for at, block in self.blocks() if block.owner and block.head)

    def blocks(self) -> Iterator[tuple[Address, Block]]:
        """Yield every block with its address."""
        for number, one in enumerate(self.parts):
            yield from ((Address(number, at), block) for at, block in enumerate(one.blocks))

    def block(self, at: Address) -> Block:
        """Return the block an address lies in."""
        return self.parts[at.part].blocks[at.block]

    def text_at(self, at: Address) -> str:
        """Return a heading or a sentence in slot form, without its numeral."""
        if at.part == MASTHEAD:
            return (self.title, self.date, self.speaker, self.salutation)[at.block]
        if at.block == NONE:
            return self.parts[at.part].heading
        block = self.block(at)
        return block.head if at.paragraph == NONE else block.paragraphs[at.paragraph][at.sentence]

    def announced(self) -> tuple[tuple[str, int], ...]:
        """Return the announced counts, from what is delivered."""
        counts = dict(self.counts)
        if self.headed:
            counts["points"] = len(self.headed)
        if self.priorities:
            counts["tasks"] = len(self.priorities)
        return tuple(counts.items())

    def changed(self, change: Change) -> "Document":
        """Return the speech with every piece put through a function; an empty answer takes the piece out.

        A paragraph goes with its last sentence, a block with its last paragraph unless it has a heading; a part whose heading
        goes becomes one with the part before it.
        """
        head = [change(Address(MASTHEAD, at), text) for at, text in enumerate((self.title, self.date, self.speaker, self.salutation))]
        parts = []
        for number, one in enumerate(self.parts):
            heading = change(Address(number), one.heading) if one.heading else ""
            blocks = [_changed_block(Address(number, at), block, change) for at, block in enumerate(one.blocks)]
            parts.append(Part(heading, tuple(block for block in blocks if block.head or block.paragraphs)))
        return replace(self, title=head[0], date=head[1], speaker=head[2], salutation=head[3], parts=tuple(parts))

    def with_blocks(self, part: int, blocks: tuple[Block, ...]) -> "Document":
        """Return the speech with other blocks in one part."""
        new = replace(self.parts[part], blocks=blocks)
        return replace(self, parts=(*self.parts[:part], new, *self.parts[part + 1 :]))

    def with_block(self, at: Address, block: Block) -> "Document":
        """Return the speech with another block in the place of one."""
        blocks = self.parts[at.part].blocks
        return self.with_blocks(at.part, (*blocks[: at.block], block, *blocks[at.block + 1 :]))

    def state(self) -> DraftState:
        """Return the speech as sections, numbered anew."""
        sections = []
        for at, lines in groupby(self._lines(), key=lambda line: line[0]):
            block, told = self.block(at), ["".join(text for _, text in tokens) for _, tokens in lines]
            heading = told.pop(0) if at.block == 0 and self.parts[at.part].heading else ""
            sections.append(Section(block.role, heading, tuple(told), block.owner))
        plan = replace(self.plan, sections=self._planned(sections))
        return DraftState(self.title, self.date, self.speaker, self.salutation, tuple(sections), self.announced(), plan)

    def _planned(self, sections: list[Section]) -> tuple[SectionPlan, ...]:
        """Return the plans of the sections that are there, in their order."""
        there = {section.key: section for section in sections}
        planned = (self.plan.section(key) for key in there)
        return tuple(replace(plan, heading=there[plan.key].heading) for plan in planned if plan)

    def pieces(self) -> tuple[Piece, ...]:
        """Return every heading and sentence in order, with its place in the slot text of :meth:`state`."""
        found, at = [], 0
        for address, text in self._tokens():
            if address is not None and text:
                found.append(Piece(address, at, at + len(text)))
            at += len(text)
        return tuple(found)

    @property
    def text(self) -> str:
        """The slot text of :meth:`state`."""
        return "".join(text for _, text in self._tokens())

    def _tokens(self) -> Iterator[_Token]:
        head = (self.title, self.date, self.speaker)
        for number, text in enumerate(head):
            if text:
                yield from ((Address(MASTHEAD, number), text), (None, "\n"))
        yield from ((None, "\n" if any(head) else ""), (Address(MASTHEAD, 3), self.salutation), (None, "\n"))
        for _, line in self._lines():
            yield from (*line, (None, "\n"))

    def _lines(self) -> Iterator[tuple[Address, list[_Token]]]:
        """Yield the lines below the salutation, each with the block it belongs to."""
        counted = sum(block.counted for _, block in self.blocks())
        number = 0
        for at, block in self.blocks():
            heading = self.parts[at.part].heading
            if heading and at.block == 0:
                yield at, [(None, numbered(self.headed.index(at.part) + 1)), (Address(at.part), heading)]
            number += block.counted
            begins: list[_Token] = []
            if block.head:
                mark = item(number, self.mark) if block.counted and counted > 1 else ""
                begins = [(None, mark), (at, block.head), (None, "。")]
            for index, paragraph in enumerate(block.paragraphs or ((),)):
                told = [(Address(*at[:2], index, each), text) for each, text in enumerate(paragraph)]
                yield at, [*begins, *told]
                begins = []


def _changed_block(at: Address, block: Block, change: Change) -> Block:
    head = change(at, block.head) if block.head else ""
    paragraphs = []
    for index, paragraph in enumerate(block.paragraphs):
        told = (change(Address(*at[:2], index, each), text) for each, text in enumerate(paragraph))
        paragraphs.append(tuple(text for text in told if text))
    return replace(block, head=head, paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph))
