"""What an instruction can ask for, as plain frozen data: one class for each kind of change, over a place of the speech.

An instruction becomes a tuple of operations, carried out in order, all of them or none. Figures are named as in slots without braces:
``f14`` is a row (any cell of it, and what is derived from it alone), ``f18.value``, ``f02.yoy``, ``f21.also:未办结`` are single cells.
Numbers of places count from 1 as they stand in the speech; -1 is the last.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assistant.drafting.revision.place import ALL, CLOSING, MASTHEAD, MEASURES, OPENING, PRIORITIES, Place, PlaceKind, part, priority
from assistant.drafting.revision.saying import (
    Abbreviate,
    Answer,
    DropFigure,
    Forbid,
    LimitFigure,
    Masthead,
    MoveFigure,
    Replace,
    UseFigure,
)

__all__ = [
    "ALL",
    "CLOSING",
    "MASTHEAD",
    "MEASURES",
    "OPENING",
    "PRIORITIES",
    "Abbreviate",
    "AddPart",
    "AddPriority",
    "AddSentence",
    "Answer",
    "Ask",
    "Drop",
    "DropFigure",
    "Forbid",
    "LimitFigure",
    "Masthead",
    "Move",
    "MoveFigure",
    "Operation",
    "Place",
    "PlaceKind",
    "Redo",
    "Refuse",
    "Renumber",
    "Replace",
    "Resize",
    "Retitle",
    "Rewrite",
    "Split",
    "Style",
    "Swap",
    "Undo",
    "UseFigure",
    "part",
    "priority",
]

Style = Literal["一是", "一要", "（一）", "1."]
"""How priorities are counted: 一是…二是…, 一要…二要…, （一）…（二）…, 1.…2.…"""


@dataclass(frozen=True, slots=True)
class Resize:
    """Make a place shorter or longer.

    Attributes:
        where: The place; :data:`PRIORITIES` means each of them.
        ratio: New length against the present one: two thirds for 压缩三分之一.
        least: Characters it must have, white space not counted; with ``most`` it gives a range (3000字上下: 2700 to 3300).
        most: Characters it may have.
        sentences: Exactly so many sentences.
        longer: Which way, where neither ratio nor bounds say it: 展开写写 is ``True``, 精简些 is ``False``; the amount is ours.
    """

    where: Place
    ratio: Fraction | None = None
    least: int | None = None
    most: int | None = None
    sentences: int | None = None
    longer: bool | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """Take a place out: a part, a priority, a paragraph, a sentence, the closing, a role."""

    where: Place


@dataclass(frozen=True, slots=True)
class AddPriority:
    """Put in one more priority.

    Attributes:
        title: Its heading, as given; it becomes its title in the brief.
        lead: Who leads; several joined by 、; empty where the instruction does not say.
        points: What is to be done, in the words of the instruction, one demand each.
        due: By when, as the instruction says it.
        before: The priority it goes in front of; with neither ``before`` nor ``after`` it becomes the last.
        after: The priority it follows.
    """

    title: str
    lead: str = ""
    points: tuple[str, ...] = ()
    due: str = ""
    before: Place | None = None
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class AddPart:
    """Put in one more top-level part, in words that the instruction gives.

    Attributes:
        heading: Its heading without numeral.
        text: What it says, as the instruction gives it; figures in it are bound to the brief.
        before: The part it goes in front of; with neither it becomes the last part.
        after: The part it follows.
    """

    heading: str
    text: str
    before: Place | None = None
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class AddSentence:
    """Put a sentence in that the instruction gives word for word (结尾加一句“…”); figures in it are bound to the brief.

    Attributes:
        where: Where it goes.
        text: The sentence.
        at: Whether it opens or ends the place.
    """

    where: Place
    text: str
    at: Literal["start", "end"] = "end"


@dataclass(frozen=True, slots=True)
class Move:
    """Move a part or a priority in front of another one or behind it; 提到第一 is ``before`` number 1."""

    what: Place
    before: Place | None = None
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """Let two parts or two priorities change places."""

    first: Place
    second: Place


@dataclass(frozen=True, slots=True)
class Retitle:
    """Give a part or a priority another heading; numeral and end mark stay.

    Attributes:
        where: The part or priority.
        text: The heading without numeral and end mark.
    """

    where: Place
    text: str


@dataclass(frozen=True, slots=True)
class Renumber:
    """Count the priorities in another style."""

    style: Style


@dataclass(frozen=True, slots=True)
class Split:
    """Set a place in so many paragraphs, its words as they are; 1 joins them."""

    where: Place
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Say a place in another manner (口气严厉些, 换成爬山的比方, 突出技改): needs a model.

    Attributes:
        where: The place.
        manner: What the instruction asks of it, in its own words.
    """

    where: Place
    manner: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last changes.

    Attributes:
        steps: How many.
        version: Go back to this version instead; 0 is the first draft.
    """

    steps: int = 1
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Redo:
    """Make changes again that were taken back."""

    steps: int = 1


Operation = (
    Resize
    | Drop
    | AddPriority
    | AddPart
    | AddSentence
    | Move
    | Swap
    | Retitle
    | Replace
    | Abbreviate
    | Forbid
    | UseFigure
    | DropFigure
    | LimitFigure
    | MoveFigure
    | Answer
    | Masthead
    | Renumber
    | Split
    | Rewrite
    | Undo
    | Redo
)


@dataclass(frozen=True, slots=True)
class Ask:
    """Nothing is changed: what is open, impossible or already so, as one Chinese message to the user."""

    reply: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """Nothing is changed: the instruction would make a figure untrue; the message says what the table says."""

    reply: str
