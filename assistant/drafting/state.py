"""A draft as plain frozen data, all in slot form, and the messages it is planned from."""

from dataclasses import dataclass, field

from assistant.drafting.plan import Kind, Plan

ANY_STRETCH = "any"
"""A figure of the whole year as such (planned area, number of items handed down): it fits beside any period."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing the speech may say, as one sentence.

    Attributes:
        kind: What it does.
        variants: The sentence from terse to full; the length plan chooses.
        weight: 0 must be said, 1 should, 2 and 3 fill out.
        rows: Ids of what it tells: rows, priorities, problems, projects.
        when: How a sentence says the period of its figures, where that is not the reporting period: 截至{{f09.period}}.
        stretch: That period, so that a paragraph says it once.
        relation: How it hangs on the message before it.
    """

    kind: Kind
    variants: tuple[str, ...]
    weight: int = 1
    rows: tuple[str, ...] = ()
    when: str = ""
    stretch: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as planned: its messages in order; ``head`` is a run-in heading."""

    role: str
    messages: tuple[Message, ...]
    head: str = ""
    part: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a draft.

    Attributes:
        role: 导语, 成绩, 问题, 目标, 措施, 保障, 结尾 …
        heading: The heading line of its part (一、…); empty where the part goes on.
        paragraphs: Paragraphs in slot form; a measure carries its own heading run in.
        owner: Id of the priority a measure carries out.
    """

    role: str
    heading: str
    paragraphs: tuple[str, ...]
    owner: str = ""

    @property
    def key(self) -> str:
        """The name of the section in the plan."""
        return f"{self.role}/{self.owner}" if self.owner else self.role


@dataclass(frozen=True, slots=True)
class DraftState:
    """A speech in slot form.

    Attributes:
        counts: Announced counts for ``{{n:…}}`` slots, from what is delivered.
        plan: What each section has to say, with every message considered.
    """

    title: str
    date: str
    speaker: str
    salutation: str
    sections: tuple[Section, ...]
    counts: tuple[tuple[str, int], ...] = ()
    plan: Plan = field(default_factory=Plan)

    @property
    def text(self) -> str:
        """The whole speech in slot form, one paragraph a line."""
        lines = [line for line in (self.title, self.date, self.speaker) if line]
        lines = [*lines, ""] if lines else []
        lines += [self.salutation] if self.salutation else []
        for section in self.sections:
            lines += [line for line in (section.heading, *section.paragraphs) if line]
        return "\n".join(lines) + "\n"
