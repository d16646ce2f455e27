"""A speech while it is told again: its sentences in slot form, each with what it was and why it changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.brief import Brief
from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.editing import delivered
from assistant.drafting.state import DraftState, Section
from assistant.slots import render


@dataclass
class Sentence:
    """A sentence on its way.

    Attributes:
        was: Its slot form in the last speech; empty for a new sentence.
        read: How it read there.
        slots: Its slot form now; empty once it is dropped.
        why: What made it change, one short Chinese phrase each.
    """

    was: str
    read: str
    slots: str
    why: list[str] = field(default_factory=list)

    def told(self, slots: str, why: str) -> None:
        """Tell it otherwise, for a reason; nothing where it stays as it is."""
        if slots != self.slots:
            self.slots = slots
            if why and why not in self.why:
                self.why.append(why)


@dataclass
class Block:
    """A section on its way; its paragraphs are lists of sentences."""

    role: str
    owner: str
    heading: Sentence | None
    paragraphs: list[list[Sentence]]

    @property
    def key(self) -> str:
        """The name of the section in the plan."""
        return f"{self.role}/{self.owner}" if self.owner else self.role

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences of its paragraphs."""
        for paragraph in self.paragraphs:
            yield from paragraph


@dataclass
class Script:
    """A speech on its way.

    Attributes:
        head: Title, date, speaker, salutation.
        blocks: Its sections.
    """

    head: list[Sentence]
    blocks: list[Block]

    def sentences(self) -> Iterator[tuple[str, Sentence]]:
        """Yield every sentence and heading with the key of its section, in speaking order; the masthead has none."""
        for sentence in self.head:
            yield "", sentence
        for block in self.blocks:
            if block.heading is not None:
                yield block.key, block.heading
            for sentence in block.sentences():
                yield block.key, sentence

    @property
    def was(self) -> str:
        """The slot text of the last speech below its masthead."""
        lines = []
        for block in self.blocks:
            lines += [block.heading.was] if block.heading is not None else []
            lines += ["".join(one.was for one in paragraph) for paragraph in block.paragraphs]
        return "\n".join(lines)

    def state(self, before: DraftState) -> DraftState:
        """Return the speech as a draft that announces what it delivers; a part that has lost all its paragraphs is gone."""
        sections: list[Section] = []
        heading = ""
        for block in self.blocks:
            if block.heading is not None:
                heading = block.heading.slots
            paragraphs = tuple(text for paragraph in block.paragraphs if (text := "".join(one.slots for one in paragraph)).strip())
            if paragraphs:
                sections.append(Section(block.role, heading, paragraphs, block.owner))
                heading = ""
        title, date, speaker, salutation = (one.slots for one in self.head)
        return DraftState(title, date, speaker, salutation, tuple(sections), delivered(sections), before.plan)

    def placed(self) -> tuple[str, list[tuple[int, Sentence]]]:
        """Return the slot text of :meth:`state`, and where in it each sentence starts."""
        lines: list[list[Sentence]] = [[one] for one in self.head[:3] if one.slots]
        lines += [[]] if lines else []
        lines += [[one] for one in self.head[3:] if one.slots]
        heading: Sentence | None = None
        for block in self.blocks:
            heading = block.heading if block.heading is not None else heading
            for paragraph in block.paragraphs:
                told = [one for one in paragraph if one.slots]
                if told:
                    lines += [[heading]] if heading is not None and heading.slots else []
                    lines.append(told)
                    heading = None
        text, starts = "", []
        for line in lines:
            for one in line:
                starts.append((len(text), one))
                text += one.slots
            text += "\n"
        return text, starts


def script_of(state: DraftState, brief: Brief) -> Script:
    """Return a speech sentence by sentence, with how each reads."""
    parts = [part for part in (state.title, state.date, state.speaker, state.salutation) if part]
    lines = "\n".join(parts) + "\n" + "".join(f"{line}\n" for one in state.sections for line in (one.heading, *one.paragraphs) if line)
    read = iter(sentences_of(render(lines, brief, dict(state.counts)).text))

    def line(slots: str) -> list[Sentence]:
        told = [(one.text.rstrip("\n"), next(read).text.rstrip("\n")) for one in sentences_of(f"{slots}\n")]
        return [Sentence(was, reads, was) for was, reads in told]

    def whole(slots: str) -> Sentence:
        told = line(slots) if slots else []
        return Sentence("\n".join(one.was for one in told), "\n".join(one.read for one in told), slots)

    head = [whole(part) for part in (state.title, state.date, state.speaker, state.salutation)]
    blocks = []
    for one in state.sections:
        heading = whole(one.heading) if one.heading else None
        blocks.append(Block(one.role, one.owner, heading, [_closed(line(text)) for text in one.paragraphs]))
    return Script(head, blocks)


def _closed(sentences: list[Sentence]) -> list[Sentence]:
    return [sentence for sentence in sentences if sentence.was]
