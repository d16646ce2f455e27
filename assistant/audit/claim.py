"""The claim: one figure of a text with what the sentence says of it, before anything is looked up."""

from dataclasses import dataclass

from assistant.audit.cues import Role
from assistant.numbers import PeriodMention, Quantity

# A sentence read aloud is shorter than this; a longer one is read in part, so that the work grows with the length of the text.
REACH = 240


@dataclass(frozen=True)
class Claim:
    """What the sentence says about one figure.

    Attributes:
        quantity: The figure.
        dimension: What its unit measures.
        role: What kind of number the words make of it.
        windows: Subject texts from near to far, each with its weight.
        right: Text after the number up to the next break.
        anchor: What the number is set against (全市平均; 规上工业总产值 in 占规上工业总产值的).
        direction: 1 up, -1 down, 0 not said.
        basis: 同比, 环比, 比年初, or empty.
        stance: ``aim`` (力争, 目标), ``done`` (已), or empty.
        mood: The same, as the sentence before the clause leaves it.
        period: The period the clause speaks of, ``near`` when it stands in the clause itself.
        than: The period a change is measured from (比上半年).
        clause: Text of the clause before the number.
        sentence: Span of the sentence, and ``said`` its text as far as ``REACH`` characters to either side.
    """

    quantity: Quantity
    dimension: str
    role: Role
    windows: tuple[tuple[str, float], ...]
    right: str
    anchor: str = ""
    direction: int = 0
    basis: str = ""
    stance: str = ""
    mood: str = ""
    period: PeriodMention | None = None
    near: bool = False
    than: PeriodMention | None = None
    clause: str = ""
    sentence: tuple[int, int] = (0, 0)
    said: str = ""

    @property
    def before(self) -> str:
        """The sentence up to the figure, as far as ``REACH`` characters back."""
        return self.said[: min(self.quantity.start - self.sentence[0], REACH)]


def end_of(quantity: Quantity) -> int:
    """Return the offset after a figure and its unit."""
    return max(quantity.end, quantity.unit_end)


def clause_start(text: str, at: int, floor: int) -> int:
    """Return where the clause that ends at an offset begins."""
    start = at
    while start > floor and text[start - 1] not in "，；：。！？\n":
        start -= 1
    return start
