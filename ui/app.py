"""The app: the pages, who may see them, and what comes back after a reload."""

from pathlib import Path

import streamlit as st

from desk import drafts, guard, labels, page, people, saving
from desk.brief import material


def main() -> None:
    """Lay out the page that was chosen."""
    st.set_page_config(page_title=labels.TITLE, page_icon="📝", layout="wide", initial_sidebar_state="collapsed")
    st.html(Path(__file__).parent / "desk" / "look.css")
    with guard.calm():
        if people.signed_in():
            saving.restore()
            chosen = st.navigation(
                [
                    st.Page(page.show, title=labels.DESK, url_path="desk", default=True),
                    st.Page(material.show, title=labels.MATERIAL, url_path="material"),
                    st.Page(drafts.show, title=labels.DRAFTS, url_path="drafts"),
                ],
                position="top",
            )
            guard.show_flash()
            with guard.calm():
                chosen.run()
            saving.remember()


main()
