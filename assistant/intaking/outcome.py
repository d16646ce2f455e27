"""What a message became: the brief to confirm, what was read, what was not, and the one question to ask."""

from dataclasses import dataclass

from assistant.brief import Brief


@dataclass(frozen=True, slots=True)
class Understood:
    """A stretch of the message that landed somewhere in the brief.

    Attributes:
        start: Offset in the message.
        end: Offset after it.
        text: The stretch.
        key: Where it landed: a fact key for a figure (``rab12cd3.yoy``), else the key of the brief (``meeting.date``, ``p02.lead``).
        label: The same in Chinese, for the user: ``工业投资 同比``.
        value: What was read, as text: ``-3.2``, ``2026-11-20``.
        was: What stood there before; empty where nothing did.
    """

    start: int
    end: int
    text: str
    key: str
    label: str
    value: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A stretch of the message that was not taken in.

    Attributes:
        start: Offset in the message.
        end: Offset after it.
        text: The stretch.
        why: What is asked about it, one Chinese sentence.
        kind: What would settle it: ``indicator``, ``unit``, ``year``, ``name``, ``which``; ``clause`` for
            words that are not understood at all; empty where only the clerk's own words can.
        template: The stretch with a gap ``{}`` for what would settle it.
        suggestion: The likeliest filling; empty where nothing is likelier than the rest.
    """

    start: int
    end: int
    text: str
    why: str
    kind: str = ""
    template: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """What a message became.

    Attributes:
        brief: The brief to confirm; ``None`` where nothing is known yet. It may still lack both figures and priorities.
        question: Everything that is missing or in doubt, in one Chinese message; empty where nothing is.
        understood: What was read, in text order.
        left: What was not taken in, in text order.
        missing: Keys of the brief that a speech needs and that are still absent: ``region``, ``meeting``, ``period`` …
        fault: Why a model could not help, where one was asked; the grammar has read the message all the same.
    """

    brief: Brief | None
    question: str
    understood: tuple[Understood, ...] = ()
    left: tuple[Left, ...] = ()
    missing: tuple[str, ...] = ()
    fault: str = ""

    @property
    def ready(self) -> bool:
        """Whether the brief has figures or priorities, so that a speech can be drafted."""
        return self.brief is not None and bool(self.brief.figures or self.brief.priorities)
