"""What an instruction can mean by a place of the speech."""

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal[
    "all", "part", "role", "measures", "priority", "priorities", "heading", "paragraph", "sentence", "masthead", "opening", "closing"
]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a speech.

    Attributes:
        kind: ``all``; ``part``: a top-level part (一、二、三) with its heading; ``role``: what does one job, wherever it stands
            (成绩, 问题, 目标, 保障 …, in ``title``); ``measures``: the part that holds the priorities; ``priority``: the block of one
            priority, heading included, by ``number`` or by ``title``; ``priorities``: every priority, each for itself (每条);
            ``heading``: only the heading of the place ``of``; ``paragraph``: paragraph ``number`` of ``of``, of all where that is
            absent, headings of parts not counted; ``sentence``: the sentences that contain ``title``, inside ``of`` where given;
            ``masthead``: title, date, speaker, salutation; ``opening``: from the salutation to the first part; ``closing``: the
            last paragraphs, which belong to no part.
        number: Which one, as it stands in the speech, from 1; -1 is the last; 0 where there is nothing to count.
        title: Title of a priority or a good piece of it, name of a role, words of a sentence.
        of: The place that a heading, a paragraph or a sentence belongs to.
    """

    kind: PlaceKind
    number: int = 0
    title: str = ""
    of: "Place | None" = None


ALL = Place("all")
MASTHEAD = Place("masthead")
OPENING = Place("opening")
CLOSING = Place("closing")
MEASURES = Place("measures")
PRIORITIES = Place("priorities")


def part(number: int) -> Place:
    """Return the place of a top-level part."""
    return Place("part", number)


def priority(which: int | str) -> Place:
    """Return the place of a priority, by its number in the speech or by its title."""
    return Place("priority", which) if isinstance(which, int) else Place("priority", title=which)
