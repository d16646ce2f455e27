"""Refresh: a speech told again with the next table; only what the table moves is changed, and everything changed is told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.refreshing.cells import with_cells
from assistant.drafting.refreshing.deadlines import follow_deadlines
from assistant.drafting.refreshing.following import followed
from assistant.drafting.refreshing.masthead import follow_masthead
from assistant.drafting.refreshing.moves import Moves
from assistant.drafting.refreshing.newcomers import MEASURES, Offer, follow_priorities, follow_problems, follow_rows
from assistant.drafting.refreshing.news import rows_of
from assistant.drafting.refreshing.points import settle_points
from assistant.drafting.refreshing.proving import CheckWording, Proof, Prover
from assistant.drafting.refreshing.script import Script, Sentence, script_of
from assistant.drafting.refreshing.seasons import OUT_OF_SEASON, within_season
from assistant.drafting.refreshing.telling import changes_of
from assistant.drafting.refreshing.tiers import settle_tiers
from assistant.drafting.refreshing.times import with_times
from assistant.drafting.refreshing.words import VALUES
from assistant.drafting.revision.differences import Change
from assistant.drafting.standing import sign_of
from assistant.drafting.state import DraftState

CLOSING, ANEW = "结尾", "时令已过，重写"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A speech told again.

    Attributes:
        state: The speech in slots of the next brief, with the plan of the next brief.
        changes: Every sentence that reads otherwise, and why.
        offers: What is new in the next brief and not said.
        doubts: Sentences left as they were that value things as a whole, while the figures as a whole stand otherwise now.
    """

    state: DraftState
    changes: tuple[Change, ...]
    offers: tuple[Offer, ...]
    doubts: tuple[str, ...] = ()


def refreshed(
    before: DraftState,
    moves: Moves,
    composed: DraftState,
    check_wording: CheckWording,
    known: frozenset[tuple[str, str]] = frozenset(),
) -> Refreshed:
    """Tell a speech with the next brief.

    Args:
        before: The speech, in slots of the last brief.
        moves: The last brief and the next one.
        composed: The speech the built-in composer makes of the next brief.
        check_wording: The wording check, knowing the next brief.
        known: What was flagged in the last speech, from :func:`known_flaws`: it is the user's affair and stays.

    Raises:
        SlotError: The speech is none of the last brief.
    """
    script = script_of(with_cells(before, moves), moves.old)
    follow_masthead(script, moves)
    follow_deadlines(script, moves)
    _follow_sentences(script, moves)
    settle_points(script, moves, composed)
    settle_tiers(script, moves, composed)
    follow_priorities(script, moves, composed)
    offers = [*follow_problems(script, moves, composed), *follow_rows(script, moves, composed)]
    Prover(Proof(moves.new, check_wording, known), before).settle(script)
    _close(script, composed)
    state = replace(script.state(before), plan=composed.plan)
    return Refreshed(state, changes_of(script, moves, dict(state.counts)), tuple(offers), tuple(_doubts(script, moves)))


def _doubts(script: Script, moves: Moves) -> Iterator[str]:
    if sign_of(moves.old.figures) == sign_of(moves.new.figures):
        return
    for _, sentence in script.sentences():
        if sentence.slots and sentence.slots == sentence.was and not rows_of(sentence.was, moves.old) and VALUES.search(sentence.was):
            yield sentence.read


def _close(script: Script, composed: DraftState) -> None:
    """Give the speech the composed closing where nothing of its own has stood the change."""
    last = script.blocks[-1] if script.blocks else None
    if last is None or last.role != CLOSING or any(one.slots for one in last.sentences()):
        return
    for section in composed.sections:
        if section.role == CLOSING:
            last.paragraphs += [[Sentence("", "", one.text, [ANEW]) for one in sentences_of(text)] for text in section.paragraphs]


def _follow_sentences(script: Script, moves: Moves) -> None:
    for sentence in script.head:
        if not sentence.why:  # what was renamed is of the next brief already
            _follow(sentence, "", moves)
    for block in script.blocks:
        if block.heading is not None:
            _follow(block.heading, "", moves)
        for paragraph in block.paragraphs:
            for sentence, after in zip(paragraph, [one.was for one in paragraph[1:]] + [""], strict=True):
                _follow(sentence, after, moves, demanding=block.role == MEASURES)


def _follow(sentence: Sentence, after: str, moves: Moves, *, demanding: bool = False) -> None:
    sentence.told(within_season(sentence.slots, moves), OUT_OF_SEASON)
    told = followed(with_times(sentence.slots, moves, after), moves, demanding=demanding)
    sentence.told(told.slots, "")
    sentence.why += [why for why in told.why if why not in sentence.why]
