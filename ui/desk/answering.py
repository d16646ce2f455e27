"""What a message of the chat sets going: material is taken in, a question answered, the speech revised; undo and redo."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from assistant import Brief, Draft, Intake, Library, ask, cell_names, intake, kind_of_message
from desk import drafting, guard, labels, people, saving, state
from desk.jobs import Finish, Job, Tell
from desk.plain import shortened

_LONGEST = 60  # characters of a value that is read back


def take(message: str) -> None:
    """Keep a message and set going what it asks for; even reading it is done off the page, for it may be long."""
    saving.say("user", message)
    desk = _Desk.now()

    def work(tell: Tell) -> Finish:
        kind = kind_of_message(message, desk.brief, has_draft=desk.draft is not None)
        if kind == "ask" and desk.brief is not None:
            return _answered(message, desk)
        if kind == "revise" and desk.draft is not None:
            return _revised(message, desk.draft, desk, tell)
        return _taken_in(message, desk, tell)

    st.session_state[state.JOB] = Job(desk.owner, labels.WORKING, work, computes=desk.model is False)


def revise(draft: Draft, instruction: str) -> None:
    """Revise the speech; what could not be done is told in the chat, and the speech stays as it is."""
    desk = _Desk.now()
    st.session_state[state.JOB] = Job(
        desk.owner, labels.REVISING, lambda tell: _revised(instruction, draft, desk, tell), computes=desk.model is False
    )


@guard.callback
def undo() -> None:
    """Go back to the version before."""
    _step(lambda draft: draft.undo())


@guard.callback
def redo() -> None:
    """Take an undone version up again."""
    _step(lambda draft: draft.redo())


def _step(go: Callable[[Draft], Draft]) -> None:
    draft = state.draft()
    if draft is not None:
        other = go(draft)
        drafting.put(other, drafting.reply_of(other))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What lies on the desk when work begins; the work itself may not look at the page."""

    draft: Draft | None
    brief: Brief | None
    asked: Intake | None
    model: bool | None
    library: Library
    owner: str
    today: date

    @classmethod
    def now(cls) -> "_Desk":
        """Return what lies there; a model is ``None`` for the configured one and ``False`` for none, as the product takes it."""
        model = None if drafting.use_model() else False
        return cls(state.draft(), state.brief(), state.asked(), model, saving.library(), people.owner(), date.today())


def _answered(question: str, desk: _Desk) -> Finish:
    answer = ask(question, desk.brief, model=desk.model, text="" if desk.draft is None else desk.draft.text)
    said = labels.answer(answer.text, cell_names(desk.brief, answer.cells) if desk.brief else ())
    return lambda: saving.say("assistant", said)


def _revised(instruction: str, draft: Draft, desk: _Desk, tell: Tell) -> Finish:
    revised = draft.revise(instruction, model=desk.model, on_event=tell)
    if revised.outcome == "do":
        revised.save(desk.library, owner=desk.owner)
    return lambda: drafting.put(revised, drafting.reply_of(revised))


def _taken_in(message: str, desk: _Desk, tell: Tell) -> Finish:
    """Take material in; what the speech can take over by itself (会期改为6月26日) is changed there, and so in its brief."""
    if desk.draft is not None and desk.draft.revise(message, model=False).outcome == "do":
        return _revised(message, desk.draft, replace(desk, model=False), tell)
    taken = intake(message, desk.brief, model=desk.model, today=desk.today, asked=desk.asked)
    return lambda: _take(taken)


def _take(taken: Intake) -> None:
    st.session_state[state.ASKED] = taken
    if taken.brief is not None:
        saving.set_brief(taken.brief)
    saving.say("assistant", _noted(taken))


def _noted(taken: Intake) -> str:
    """Return what was understood, each value under its name so that a slip is seen, and what is still asked."""
    values = [labels.noted(one.label, shortened(one.value, _LONGEST), shortened(one.was, _LONGEST)) for one in taken.understood]
    asked = taken.question or (labels.READY if taken.ready else "")
    told = [labels.NOTED + "；".join(values) + "。"] if values else []
    return "\n".join([*told, *filter(None, (asked, taken.fault))]) or labels.NOTHING_NOTED
