"""The right column: the speech with its proof, and what stands beside it on demand."""

from html import escape

import streamlit as st

from assistant import Brief, Draft
from desk import acts, answering, details, exports, guard, labels, sheet, state
from desk.brief import panel

_ASIDE = {
    "matrix": details.matrix,
    "missing": details.missing,
    "wording": details.wording,
    "exemplars": details.exemplars,
    "versions": details.versions,
}


def show() -> None:
    """Show the version on the page; while there is none, how to get one."""
    draft = state.draft()
    if draft is None:
        _no_draft()
        return
    _tally(draft)
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        view = _view()
        _buttons(draft)
    with guard.calm():
        if view == "whole":
            _whole(draft)
        elif view in _ASIDE:
            _ASIDE[view](draft)
        else:
            _sheet(draft)


def _no_draft() -> None:
    brief = state.brief()
    if brief is None:
        panel.show()
    elif state.job() is None:
        told = labels.no_draft(_missing(brief), state.text_of(state.FAILURE))
        st.html(f'<div class="blank" role="status">{escape(told).replace(chr(10), "<br>")}</div>')


def _missing(brief: Brief) -> tuple[str, ...]:
    """Return which parts of a speech the material says nothing for."""
    there = {
        "figures": brief.figures,
        "meeting": brief.meeting.name or brief.meeting.type,
        "speaker": brief.speaker.name or brief.speaker.post,
        "priorities": brief.priorities,
    }
    return tuple(part for part, said in there.items() if not said)


def _tally(draft: Draft) -> None:
    sign, kind = ("✓", "fine") if draft.ok else ("!", "doubt")
    told = f'<span class="{kind}">{sign} {escape(draft.report.summary())}</span><span>{labels.WRITTEN_BY}{escape(draft.writer)}</span>'
    st.html(f'<div class="tally" role="status">{told}</div>')


def _buttons(draft: Draft) -> None:
    busy = state.job() is not None
    st.button(labels.UNDO, on_click=answering.undo, disabled=busy)
    st.button(labels.REDO, on_click=answering.redo, disabled=busy)
    exports.buttons(draft)


def _view() -> str:
    """Return what the right column shows."""
    chosen: str | None = st.segmented_control(
        labels.VIEW, list(labels.VIEWS), format_func=_view_name, default="speech", key=state.VIEW, label_visibility="collapsed"
    )
    return chosen or "speech"


def _view_name(view: str) -> str:
    return labels.VIEWS[view]


def _sheet(draft: Draft) -> None:
    with st.container(key="paper"):
        act = sheet.show(draft.text, draft.report.findings, draft.wording, key=state.SHEET, editable=state.job() is None)
    if act is not None:
        guard.whole(acts.carry_out, act, draft)
        st.rerun()


def _whole(draft: Draft) -> None:
    with st.form("whole", border=False):
        text = st.text_area(labels.WHOLE, draft.text, height=560, key=state.WHOLE_TEXT)
        if st.form_submit_button(labels.SAVE_WHOLE, type="primary", disabled=state.job() is not None):
            guard.whole(acts.edit_whole, text, draft)
            st.rerun()
