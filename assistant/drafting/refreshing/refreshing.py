"""Refresh: a speech told again with the next table; only what the table moves is changed, and everything changed is told."""

from assistant.drafting.refreshing.cells import with_cells
from assistant.drafting.refreshing.following import followed
from assistant.drafting.refreshing.moves import Moves
from assistant.drafting.refreshing.points import settle_points
from assistant.drafting.refreshing.proving import CheckWording, Proof, Prover, known_flaws
from assistant.drafting.refreshing.script import Script, Sentence, script_of
from assistant.drafting.refreshing.times import with_times
from assistant.drafting.state import DraftState
from assistant.slots import render

MEASURES = "措施"


def refreshed(before: DraftState, moves: Moves, checks: tuple[CheckWording, CheckWording]) -> tuple[DraftState, Script]:
    """Tell a speech with the next brief.

    Args:
        before: The speech, in slots of the last brief.
        moves: The last brief and the next one.
        checks: The wording check, knowing the last brief and knowing the next one.

    Returns:
        The speech in slots of the next brief, and its sentences with what each was.
    """
    text = render(before.text, moves.old, dict(before.counts)).text
    known = known_flaws(text, moves.old, checks[0])
    script = script_of(with_cells(before, moves), moves.old)
    for sentence in script.head:
        _follow(sentence, "", moves)
    for block in script.blocks:
        if block.heading is not None:
            _follow(block.heading, "", moves)
        for paragraph in block.paragraphs:
            for sentence, after in zip(paragraph, [one.was for one in paragraph[1:]] + [""], strict=True):
                _follow(sentence, after, moves, demanding=block.role == MEASURES)
    settle_points(script, moves)
    Prover(Proof(moves.new, checks[1], known), before).settle(script)
    return script.state(before), script


def _follow(sentence: Sentence, after: str, moves: Moves, *, demanding: bool = False) -> None:
    told = followed(with_times(sentence.slots, moves, after), moves, demanding=demanding)
    sentence.told(told.slots, "")
    sentence.why += [why for why in told.why if why not in sentence.why]
