"""What a message of the chat sets going: material is taken in, a question answered, the speech revised; undo and redo."""

from collections.abc import Callable

import streamlit as st

from assistant import Brief, Draft, ask, intake, kind_of_message
from desk import drafting, guard, labels, saving, state
from desk.jobs import Job, Tell


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
        _take_in(message, brief)


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
        saving.set_draft(other)
        saving.say("assistant", drafting.reply_of(other))


def _ask(question: str, brief: Brief, text: str) -> None:
    model = _model()

    def work(tell: Tell) -> Callable[[], None]:
        answer = ask(question, brief, model=model, text=text)
        return lambda: saving.say("assistant", labels.answer(answer.text, answer.places))

    st.session_state[state.JOB] = Job(labels.READING, work)


def _take_in(message: str, brief: Brief | None) -> None:
    model = _model()

    def work(tell: Tell) -> Callable[[], None]:
        taken = intake(message, brief, model=model)

        def finish() -> None:
            found = taken.brief
            if found is not None:
                saving.set_brief(found)
                told = labels.ready(taken.question, len(found.figures), len(found.priorities), len(found.problems))
            saving.say("assistant", taken.question if found is None else told)

        return finish

    st.session_state[state.JOB] = Job(labels.READING, work)


def _model() -> bool | None:
    """Return what the product takes for a model: ``None`` for the configured one, ``False`` for none."""
    return None if drafting.use_model() else False
