"""The page of the settings: what is set, never a key; and what works, on demand."""

import streamlit as st

from assistant import Settings, examine, shown_settings
from desk import state, terms
from desk.tables import table


def show() -> None:
    """Show what is set, and the examination once it was asked for."""
    settings = Settings.from_env()
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"##### {terms.SET}")
        st.caption(terms.SET_HELP)
        table(terms.SET_COLUMNS, [(meaning, value, name) for name, meaning, value in shown_settings(settings)])
    with right:
        st.markdown(f"##### {terms.EXAMINATION}")
        st.caption(terms.EXAMINE_HELP)
        if st.button(terms.EXAMINE, type="primary", icon=":material/stethoscope:"):
            with st.spinner(terms.EXAMINING):
                st.session_state[state.EXAMINED] = examine(settings)
        if checks := st.session_state.get(state.EXAMINED):
            table(terms.CHECK_COLUMNS, [(check.name, terms.outcome(ok=check.ok), check.text) for check in checks])
