"""What an instruction can ask of words, figures and the head of a speech, as plain frozen data."""

from dataclasses import dataclass

from assistant.drafting.revision.place import ALL, Place


@dataclass(frozen=True, slots=True)
class Replace:
    """Write one word for another, wherever it stands in a place; headings, leads and masthead inside the place included."""

    old: str
    new: str
    where: Place = ALL


@dataclass(frozen=True, slots=True)
class Abbreviate:
    """Write a name in full at its first mention and short after that."""

    full: str
    short: str


@dataclass(frozen=True, slots=True)
class Forbid:
    """Do without words: another wording stands in for them, or the clause goes.

    Attributes:
        words: Words that must not occur in the place any more.
        instead: Pairs (word, other wording) that the instruction gives; for the rest the house has its own.
        where: The place; the whole speech where the instruction names none.
    """

    words: tuple[str, ...]
    instead: tuple[tuple[str, str], ...] = ()
    where: Place = ALL


@dataclass(frozen=True, slots=True)
class UseFigure:
    """State figures in a place, each at least once.

    Attributes:
        cells: Rows or cells.
        where: The place; :data:`ALL` where the instruction leaves it to us.
    """

    cells: tuple[str, ...]
    where: Place = ALL


@dataclass(frozen=True, slots=True)
class DropFigure:
    """State figures no more: nowhere in the place, the whole speech where the instruction names none."""

    cells: tuple[str, ...]
    where: Place = ALL


@dataclass(frozen=True, slots=True)
class LimitFigure:
    """State figures at most so many times.

    Attributes:
        cells: Rows or cells.
        most: How often each of them may be stated.
        keep: Where it is to be stated (放在…那条里); nowhere else then. Without it the first mentions stay.
    """

    cells: tuple[str, ...]
    most: int = 1
    keep: Place | None = None


@dataclass(frozen=True, slots=True)
class MoveFigure:
    """State figures in a place and nowhere else (挪到…去讲，原来的地方不留)."""

    cells: tuple[str, ...]
    to: Place


@dataclass(frozen=True, slots=True)
class Answer:
    """Let a place take up a problem of the brief, with its figures where it has any.

    Attributes:
        where: A part or a priority.
        problem: Id of the problem (``m03``).
        figures: Whether the instruction asks for its figures to be named (把数点出来); where it has any, they are named in any case.
    """

    where: Place
    problem: str
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Masthead:
    """Change what stands at the head of the speech; ``None`` leaves a line as it is.

    Attributes:
        title: The whole new title.
        date: Day of the meeting as ISO text, 2026-01-27; the brief's meeting follows.
        speaker: Name only.
        post: Office of the speaker; it goes to the brief.
        salutation: With its colon.
    """

    title: str | None = None
    date: str | None = None
    speaker: str | None = None
    post: str | None = None
    salutation: str | None = None
