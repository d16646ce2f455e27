"""The desk: the chat on the left, the speech with its proof on the right."""

import streamlit as st

from desk import labels, state


def show() -> None:
    """Lay out the two columns."""
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.subheader(labels.DESK)
    with right:
        if draft := state.draft():
            st.text(draft.text)
