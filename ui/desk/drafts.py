"""The past drafts."""

import streamlit as st

from desk import labels, people, saving
from desk.plain import plain


def show() -> None:
    """List the drafts of whoever is at the desk, the last changed first."""
    st.subheader(labels.DRAFTS)
    for entry in saving.library().drafts(people.owner()):
        st.button(plain(entry.title), key=entry.id, on_click=saving.open_draft, args=(entry.id,))
