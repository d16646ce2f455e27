"""The rhetoric plan of a speech: what each section has to say, with which cells, before anybody words it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from assistant.slots import SLOT

Kind = Literal["judgement", "evidence", "contrast", "cause", "demand", "frame"]
"""What a message does: ``judgement`` values or names, ``evidence`` tells rows, ``contrast`` sets two rows (or a row and its target)
against each other, ``cause`` says why or what follows, ``demand`` asks somebody for something, ``frame`` holds the speech together."""


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """One message of a section.

    Attributes:
        relation: How it hangs on the message before it: 总分, 并列, 其中, 对比, 因果, 倒算, 对策, 承接.
        rows: Ids of what it tells: rows, priorities, problems, projects.
        slots: Bodies of the slots it fills, in speaking order.
        text: A wording of it, in slot form.
        said: Whether the length planned has room for it.
    """

    kind: Kind
    relation: str
    rows: tuple[str, ...]
    slots: tuple[str, ...]
    text: str
    said: bool


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """One section, as it stands in :attr:`assistant.drafting.state.DraftState.sections` under the same key.

    Attributes:
        key: ``成绩``, ``措施/p02`` …: unique in the speech.
        owner: Id of the priority (or of the task made from figures) that the section carries out.
        heading: Heading in slot form with its number; empty where the section has none.
        rows: Rows its messages tell.
        problems: Problems it names or answers.
        priorities: Priorities it carries out.
        length: Least and greatest number of characters.
    """

    key: str
    role: str
    owner: str
    heading: str
    messages: tuple[PlannedMessage, ...]
    rows: tuple[str, ...]
    problems: tuple[str, ...]
    priorities: tuple[str, ...]
    length: tuple[int, int]

    @property
    def slots(self) -> tuple[str, ...]:
        """Bodies of the slots its messages fill, each once."""
        return tuple(dict.fromkeys(slot for message in self.messages for slot in message.slots))

    def unsaid(self, row: str) -> tuple[str, ...]:
        """Return wordings about a row that the composed speech has not used."""
        return tuple(message.text for message in self.messages if row in message.rows and not message.said)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row, priority, problem or project the speech does not tell, and why."""

    row: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a speech.

    Attributes:
        headline: The one thing the speech says, in slot form.
    """

    headline: str = ""
    sections: tuple[SectionPlan, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def section(self, key: str) -> SectionPlan | None:
        """Return a section by its key."""
        return next((section for section in self.sections if section.key == key), None)

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as plain data, for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Plan":
        """Return the plan that :meth:`to_dict` told."""
        return cls(
            data["headline"],
            tuple(_section(section) for section in data["sections"]),
            tuple(LeftOut(**left) for left in data["left_out"]),
        )


def _section(data: Mapping[str, Any]) -> SectionPlan:
    messages = tuple(PlannedMessage(**{key: _frozen(value) for key, value in one.items()}) for one in data["messages"])
    return SectionPlan(**{**{key: _frozen(value) for key, value in data.items()}, "messages": messages})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else value


def slots_of(text: str) -> tuple[str, ...]:
    """Return the bodies of the slots of a text, each once, in order."""
    return tuple(dict.fromkeys(match[1].strip() for match in SLOT.finditer(text)))
