"""The chat: what was said, what is under way, and the line to say the next thing."""

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from desk import answering, drafting, guard, labels, state, watching
from desk.plain import html, shortened

_MOST = 20_000  # characters of one message
_FACES = {"user": ":material/person:", "assistant": ":material/edit_note:"}


def show() -> DeltaGenerator:
    """Show the chat; returns where the steps of work under way are told."""
    drafting.controls()
    with st.container(key="chat", border=True), st.container():
        if not state.said() and state.job() is None:
            st.html(html(labels.EMPTY_CHAT))
        for message in state.said():
            with st.chat_message(message.role, avatar=_FACES[message.role]):
                st.html(_said(message.text))
        steps = st.empty()
        watching.stop_button()
    busy = state.job() is not None
    said = st.chat_input(labels.BUSY if busy else labels.MESSAGE, max_chars=_MOST, disabled=busy)
    if said:
        guard.whole(answering.take, said)
        st.rerun()
    return steps


def _said(text: str) -> str:
    """Return a message as HTML, the cells an answer rests on folded below it."""
    said, _, cells = shortened(text).partition(labels.GROUND)
    if not cells:
        return html(said)
    listed = "".join(f"<li>{escape(cell)}</li>" for cell in cells.split("；"))
    return f'{html(said)}<details class="grounds"><summary>{labels.grounds(cells.count("；") + 1)}</summary><ul>{listed}</ul></details>'
