"""The desk: the chat on the left, the speech with its proof on the right."""

import streamlit as st

from desk import chat, guard, speech, watching


def show() -> None:
    """Lay out the two columns, then watch what is under way."""
    left, right = st.columns([5, 8], gap="medium")
    with right:
        so_far = st.empty()
        with guard.calm():
            speech.show()
    with left, guard.calm():
        watching.watch(chat.show(), so_far)
