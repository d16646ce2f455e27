"""The past drafts: found by their words, opened with their chat, or deleted for good."""

import streamlit as st

from desk import guard, labels, page, people, saving, state
from desk.plain import plain

_MOST = 50  # drafts listed at once; the search finds the others


def show() -> None:
    """List the drafts of whoever is at the desk, the last changed first."""
    people.sign_out_button()
    query = st.text_input(labels.SEARCH, key=state.SEARCH, placeholder=labels.SEARCH_HINT, max_chars=200)
    found = saving.library().drafts(people.owner(), query=query, most=_MOST)
    if not found:
        st.html(f'<div class="blank">{labels.NONE_FOUND if query.strip() else labels.NO_DRAFTS}</div>')
        return
    st.caption(labels.drafts(len(found)))
    for entry in found:
        with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"draft-{entry.id}"):
            title, when = plain(entry.title), f"{entry.changed.astimezone():%Y-%m-%d %H:%M}"
            if st.button(f"{labels.OPEN}：{title}", key=f"open-{entry.id}", type="tertiary", width="stretch"):
                saving.open_draft(entry.id)
                st.switch_page(st.Page(page.show, url_path="desk", default=True))
            st.caption(f"{when}　{labels.count_versions(entry.versions)}", width="content")
            with st.popover(labels.DELETE):
                st.button(labels.REALLY, key=f"delete-{entry.id}", on_click=_delete, args=(entry.id,))


@guard.callback
def _delete(identifier: str) -> None:
    saving.delete(identifier)
