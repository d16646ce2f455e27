"""Handing in: files, a pasted table, or the sample."""

from typing import Any

import streamlit as st

from assistant import AssistantError, BriefForm, sample_brief
from desk import guard, labels, state, terms
from desk.brief import holding
from desk.plain import plain

_MOST_FILES = 20
_BRIEFS = (".yaml", ".yml", ".json")
_PASTED = "pasted"


def files(label: str, key: str, take: Any, *, several: bool = True) -> None:
    """Show an uploader; what is handed in goes to a callback, and the uploader is empty again.

    It takes any kind of file: whoever reads it tells in Chinese what cannot be used, and what to do.
    """
    key = f"{key}-{_turn()}"
    st.file_uploader(label, accept_multiple_files=several, key=key, on_change=take, args=(key,), help=terms.UPLOAD_HELP)


def taken(key: str) -> list[tuple[str, bytes]]:
    """Return what was handed in as names and bytes, and let the next run show an empty uploader.

    The number of files is limited; size and kind of each are judged by whoever reads it.
    """
    given = st.session_state.get(key) or []
    given = given if isinstance(given, list) else [given]
    st.session_state[state.UPLOADS] = _turn() + 1
    if len(given) > _MOST_FILES:
        tell([terms.too_many(_MOST_FILES)])
    return [(file.name, file.getvalue()) for file in given[:_MOST_FILES]]


def tell(troubles: list[str]) -> None:
    """Tell at the top of the next run what could not be used."""
    if troubles:
        st.session_state[state.FLASH] = "\n".join(filter(None, (state.text_of(state.FLASH), *troubles)))


def read(form: BriefForm, given: list[tuple[str, bytes]]) -> BriefForm:
    """Return a form with every file that can be used; why another cannot is told. A brief comes after the tables it names."""
    troubles = []
    for name, data in sorted(given, key=lambda file: file[0].lower().endswith(_BRIEFS)):
        try:
            form = form.take(name, data, answers=holding.answers())
        except AssistantError as error:
            troubles.append(guard.told(error))
    tell(troubles)
    return form


def show(*, clearing: bool = True) -> None:
    """Show every way of handing something in.

    Args:
        clearing: Whether to offer to begin with an empty form.
    """
    left, right = st.columns([1, 1], gap="medium", vertical_alignment="bottom")
    with left:
        files(terms.UPLOAD, "upload", _take_files)
    with right, st.container(horizontal=True):
        with st.popover(terms.PASTE, icon=":material/content_paste:"):
            st.text_area(terms.PASTE_HERE, key=_PASTED, height=160, placeholder=terms.PASTE_HINT)
            st.button(terms.TAKE_PASTED, type="primary", on_click=_take_pasted)
        st.button(labels.SAMPLE, icon=":material/auto_stories:", on_click=take_sample)
        if clearing:
            st.button(terms.CLEAR, icon=":material/restart_alt:", on_click=_clear, help=terms.CLEAR_HELP)
    _tables()


def _tables() -> None:
    """List the tables that were read, each to be taken away again with its rows."""
    for place, table in enumerate(holding.held().form.tables):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/table_view: {plain(terms.table(table.name, len(table.reading.rows)))}", width="stretch")
            st.button(
                terms.FORGET,
                key=f"forget-{place}-{holding.held().turn}",
                type="tertiary",
                icon=":material/close:",
                on_click=_forget,
                args=(table.name,),
            )


def _turn() -> int:
    return int(st.session_state.get(state.UPLOADS) or 0)


@guard.callback
def _take_files(key: str) -> None:
    before = holding.held().form
    form = read(before, taken(key))
    if form is not before:
        holding.change(form)


@guard.callback
def _take_pasted() -> None:
    form = holding.held().form.paste(state.text_of(_PASTED), answers=holding.answers())
    st.session_state[_PASTED] = ""
    holding.change(form)


@guard.callback
def take_sample() -> None:
    """Take the bundled sample."""
    holding.change(BriefForm.of(sample_brief()))


@guard.callback
def _forget(name: str) -> None:
    holding.change(holding.held().form.forget(name))


@guard.callback
def _clear() -> None:
    holding.clear()
