"""A Word file that comes back from its reader: dropped in, made the next version, shown with what the reader says in it."""

from io import BytesIO

import streamlit as st

from assistant import Draft, safe_name, verdict_label
from desk import drafting, guard, labels, state
from desk.plain import plain, shortened
from desk.tables import table

_KEY = "returned"
_MOST_TOLD = 5  # figures named in the chat; the sheet marks them all


def drop_in(draft: Draft) -> None:
    """Show where a Word file is dropped in; one that was becomes the next version.

    It takes any kind of file: whoever reads it judges size and kind by the content, and tells in Chinese what cannot be used.
    """
    turns = dict(st.session_state.get(state.UPLOADS) or {})
    key, busy = f"{_KEY}-{turns.get(_KEY, 0)}", state.job() is not None
    handed = st.file_uploader(labels.DROP_IN, key=key, help=labels.DROP_IN_HELP, disabled=busy)
    if handed is not None and not busy:
        st.session_state[state.UPLOADS] = {**turns, _KEY: turns.get(_KEY, 0) + 1}
        _take(handed.name, handed.getvalue(), draft)
        st.rerun()


def told(draft: Draft) -> None:
    """Show what the reviewers say in the file a version was read from, and what of it was not read."""
    returned = draft.returned
    if returned is None:
        return
    name, authors = shortened(returned.name), shortened("、".join(author for author in returned.authors if author))
    st.caption(plain(labels.came_back(name, authors)))
    for note in returned.notes:
        st.warning(plain(note))
    if returned.comments:
        rows = [(comment.author, comment.text, comment.quoted, _when(comment.when)) for comment in returned.comments]
        table(labels.COMMENTS, rows)


@guard.callback
def _take(name: str, data: bytes, draft: Draft) -> None:
    file = BytesIO(data)
    file.name = safe_name(name)
    drafting.begin(labels.READING_BACK, lambda tell: Draft.from_docx(file, draft), lambda back: _said(draft, back))


def _said(before: Draft, draft: Draft) -> str:
    """Return what is said of a file in the chat: what it changed, and which figures nobody had doubted before."""
    if draft.number == before.number:
        return labels.NOTHING_CAME_BACK
    known = {(one.text, one.message) for one in before.report.findings}
    new = [one for one in draft.report.findings if one.severity != "note" and (one.text, one.message) not in known]
    named = dict.fromkeys(f"{one.text}（{verdict_label(one.verdict)}）" for one in new)
    return labels.came_in(draft.reply, draft.report.summary(), tuple(named)[:_MOST_TOLD])


def _when(when: object) -> str:
    return f"{when:%Y-%m-%d %H:%M}" if when else ""
