"""The app: the pages, who may see them, and what comes back after a reload."""

from pathlib import Path

import streamlit as st

from desk import auditing, charts, configured, corpus, drafts, guard, labels, outlining, page, people, saving
from desk.brief import material


def main() -> None:
    """Lay out the page that was chosen."""
    st.set_page_config(page_title=labels.TITLE, page_icon="📝", layout="wide", initial_sidebar_state="collapsed")
    st.html(Path(__file__).parent / "desk" / "look.css")
    with guard.calm():
        if people.signed_in():
            saving.warm_up()
            saving.restore()
            guard.carry_out()
            chosen = st.navigation(
                [
                    st.Page(page.show, title=labels.DESK, url_path="desk", default=True),
                    st.Page(material.show, title=labels.MATERIAL, url_path="material"),
                    st.Page(outlining.show, title=labels.OUTLINE, url_path="outline"),
                    st.Page(charts.show, title=labels.CHARTS, url_path="charts"),
                    st.Page(auditing.show, title=labels.AUDIT, url_path="audit"),
                    st.Page(drafts.show, title=labels.DRAFTS, url_path="drafts"),
                    st.Page(corpus.show, title=labels.CORPUS, url_path="corpus"),
                    st.Page(configured.show, title=labels.CONFIGURED, url_path="settings"),
                ],
                position="top",
            )
            guard.show_flash()
            with guard.calm():
                chosen.run()
            saving.remember()


main()
