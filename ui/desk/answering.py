"""What a message of the chat sets going: material is taken in, a question answered, the speech revised; undo and redo."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from assistant import Brief, Draft, Intake, ask, intake, kind_of_message
from desk import drafting, guard, labels, people, saving, state
from desk.jobs import Job, Tell
from desk.plain import shortened

_LONGEST = 60  # characters of a value that is read back


def take(message: str) -> None:
    """Keep a message and set going what it asks for."""
    saving.say("user", message)
    draft, brief = state.draft(), state.brief()
    kind = kind_of_message(message, brief, has_draft=draft is not None)
    if kind == "ask" and brief is not None:
        _ask(message, brief, "" if draft is None else draft.text)
    elif kind == "revise" and draft is not None:
        revise(draft, message)
    else:
        _take_in(message, brief, draft)


def revise(draft: Draft, instruction: str) -> None:
    """Revise the speech; what could not be done is told in the chat, and the speech stays as it is."""
    model = _model()
    drafting.begin(labels.REVISING, lambda tell: draft.revise(instruction, model=model, on_event=tell), drafting.reply_of)


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


def _ask(question: str, brief: Brief, text: str) -> None:
    model = _model()

    def work(tell: Tell) -> Callable[[], None]:
        answer = ask(question, brief, model=model, text=text)
        return lambda: saving.say("assistant", labels.answer(answer.text, answer.places))

    st.session_state[state.JOB] = Job(labels.READING, work)


def _take_in(message: str, brief: Brief | None, draft: Draft | None) -> None:
    """Take material in; what the speech can take over by itself (会期改为6月26日) is changed there, and so in its brief."""
    model, today = _model(), date.today()
    library, owner = saving.library(), people.owner()

    def work(tell: Tell) -> Callable[[], None]:
        if draft is not None:
            revised = draft.revise(message, model=False)
            if revised.outcome == "do":
                revised.save(library, owner=owner)
                return lambda: drafting.put(revised, drafting.reply_of(revised))
        taken = intake(message, brief, model=model, today=today)
        return lambda: _take(taken)

    st.session_state[state.JOB] = Job(labels.READING, work)


def _take(taken: Intake) -> None:
    if taken.brief is not None:
        saving.set_brief(taken.brief)
    saving.say("assistant", _noted(taken))


def _noted(taken: Intake) -> str:
    """Return what was understood, each value under its name so that a slip is seen, and what is still asked."""
    values = [labels.noted(one.label, shortened(one.value, _LONGEST), shortened(one.was, _LONGEST)) for one in taken.understood]
    asked = taken.question or (labels.READY if taken.ready else "")
    told = [labels.NOTED + "；".join(values) + "。"] if values else []
    return "\n".join([*told, *filter(None, (asked, taken.fault))]) or labels.NOTHING_NOTED


def _model() -> bool | None:
    """Return what the product takes for a model: ``None`` for the configured one, ``False`` for none."""
    return None if drafting.use_model() else False
