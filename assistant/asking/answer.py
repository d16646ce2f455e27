"""An answer about the material: what is said, and the cells it rests on."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["answered", "unknown", "refused"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question about the material.

    Attributes:
        text: The answer; every figure in it is proven by the audit.
        cells: Keys of the cells it rests on, in the order they are told: ``f06.yoy``, ``f01.target``, ``p02``, ``meeting.date``.
        places: Where these cells stand in the user's own file (``月报.xlsx「主要指标」D7``), as far as the brief knows.
        outcome: ``answered``; ``unknown`` where the material does not say it; ``refused`` where it must not be computed.
        kind: What was asked, as a word of the table of questions: ``falling``, ``gap``, ``lead`` …; empty where it was not understood.
        fault: Why a model could not help, where one was asked.
    """

    text: str
    cells: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    outcome: Outcome = "answered"
    kind: str = ""
    fault: str = ""
