"""What stands in the place of the speech while there is none: the quickest ways to one."""

import streamlit as st

from desk import terms
from desk.brief import handing


def show() -> None:
    """Show what the material may be, and how to hand it in."""
    with st.container(border=True):
        st.markdown(f"##### {terms.START}")
        st.caption(terms.START_HELP)
        handing.show(clearing=False)
