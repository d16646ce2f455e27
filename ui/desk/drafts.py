"""The past drafts, and material that nothing is drafted from yet: found by their words, opened, or deleted for good."""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from desk import guard, labels, page, people, saving, state
from desk.brief import material
from desk.plain import plain

_MOST = 50  # entries listed at once; the search finds the others


def show() -> None:
    """List what whoever is at the desk has saved, the last changed first."""
    people.sign_out_button()
    query = st.text_input(labels.SEARCH, key=state.SEARCH, placeholder=labels.SEARCH_HINT, max_chars=200)
    drafts = saving.library().drafts(people.owner(), query=query, most=_MOST)
    briefs = [entry for entry in saving.library().briefs(people.owner(), query=query) if not entry.drafts][:_MOST]
    if not drafts and not briefs:
        st.html(f'<div class="blank">{labels.NONE_FOUND if query.strip() else labels.NO_DRAFTS}</div>')
    if drafts:
        st.caption(labels.drafts(len(drafts)))
    for draft in drafts:
        about = f"{_when(draft.changed)}　{labels.count_versions(draft.versions)}"
        if _entry("draft", draft.id, draft.title, about, saving.delete):
            saving.open_draft(draft.id)
            st.switch_page(st.Page(page.show, url_path="desk", default=True))
    if briefs:
        st.caption(labels.briefs(len(briefs)))
    for brief in briefs:
        if _entry("brief", brief.id, brief.title, _when(brief.saved), saving.delete_brief):
            saving.open_brief(brief.id)
            st.switch_page(st.Page(material.show, url_path="material"))


def _entry(kind: str, identifier: str, title: str, about: str, delete: Callable[[str], None]) -> bool:
    """Show one entry of a list; returns whether it is to be opened."""
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"{kind}-{identifier}"):
        opened = st.button(f"{labels.OPEN}：{plain(title)}", key=f"open-{identifier}", type="tertiary", width="stretch")
        st.caption(about, width="content")
        with st.popover(labels.DELETE):
            st.button(labels.REALLY, key=f"delete-{identifier}", on_click=guard.callback(delete), args=(identifier,))
    return opened


def _when(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M}"
