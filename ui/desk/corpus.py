"""The page of the exemplars: add, inspect before and after masking, take out, bring back, look after."""

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from assistant import (
    Settings,
    add_speeches,
    compare_speech,
    describe_speech,
    examine_corpus,
    list_speeches,
    remove_speeches,
    restore_speeches,
    safe_name,
)
from desk import guard, state, terms
from desk.brief import handing
from desk.plain import plain
from desk.tables import table

_ADDED = "corpus-added"
_SIMILAR = "corpus-similar"


def show() -> None:
    """Show the list on the left, and on the right the speech that was chosen."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        _add()
        chosen = _list()
        _health()
    with right:
        if chosen is None:
            st.info(terms.CHOOSE_SPEECH)
        else:
            _inspect(chosen)


def _add() -> None:
    handing.files(terms.ADD_SPEECHES, "speeches", _take)
    st.checkbox(terms.SIMILAR_TOO, key=_SIMILAR)
    for report in st.session_state.get(_ADDED) or []:
        told = "\n\n".join((plain(terms.added(report.status, report.message)), *(f"- {plain(note)}" for note in report.notes)))
        (st.success if report.status == "added" else st.error if report.status == "failed" else st.warning)(told)


def _take(given: list[handing.File]) -> None:
    """Add what was handed in from a private folder; the names of files never become paths."""
    with tempfile.TemporaryDirectory() as folder:
        places = []
        for place, (name, data) in enumerate(given):
            path = Path(folder) / str(place) / safe_name(name).replace("/", "")
            path.parent.mkdir()
            path.write_bytes(data)
            places.append(path)
        st.session_state[_ADDED] = add_speeches(places, similar=bool(st.session_state.get(_SIMILAR)))


def _list() -> Any:
    """Show the list and return the speech that was chosen."""
    speeches = list_speeches()
    names = {one.speech.id: f"{one.speech.title}（{terms.standing(own=one.own, used=one.used)}）" for one in speeches}
    chosen = st.radio(
        terms.speeches(len(speeches)),
        list(names),
        None,
        format_func=lambda identifier: plain(names[identifier]),
        captions=[plain(f"{one.speech.id}，{one.speech.occasion}，{one.speech.season}") for one in speeches],
        key=state.SPEECH,
    )
    return next((one for one in speeches if one.speech.id == chosen), None)


def _inspect(one: Any) -> None:
    identifier = one.speech.id
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"##### {plain(one.speech.title)}", width="stretch")
        if one.own or one.used:
            st.button(terms.TAKE_OUT if one.own else terms.PUT_ASIDE, icon=":material/remove_circle:", on_click=_remove, args=(identifier,))
        else:
            st.button(terms.BRING_BACK, icon=":material/undo:", on_click=_restore, args=(identifier,))
    st.caption(plain(describe_speech(identifier)))
    compared = compare_speech(identifier)
    before, after = st.tabs([terms.BEFORE_AND_AFTER, terms.HIDDEN])
    with before:
        table(terms.MASK_COLUMNS, compared.paragraphs)
    with after:
        table((terms.HIDDEN,), [(told,) for told in compared.hidden])


def _health() -> None:
    if st.button(terms.CHECK_CORPUS, icon=":material/stethoscope:"):
        with st.spinner(terms.EXAMINING):
            checks = examine_corpus(Settings.from_env())
        table(terms.CHECK_COLUMNS, [(check.name, terms.outcome(ok=check.ok), check.text) for check in checks])


@guard.callback
def _remove(identifier: str) -> None:
    remove_speeches([identifier])
    st.session_state[_ADDED] = None


@guard.callback
def _restore(identifier: str) -> None:
    restore_speeches([identifier])
