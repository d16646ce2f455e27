"""Handing in: files, a pasted table, or the sample."""

from collections.abc import Callable

import streamlit as st

from assistant import AssistantError, BriefForm, sample_brief
from desk import guard, labels, state, terms
from desk.brief import holding
from desk.plain import plain

File = tuple[str, bytes]
_MOST_FILES = 20
_BRIEFS = (".yaml", ".yml", ".json")


def files(label: str, key: str, take: Callable[[list[File]], None], *, several: bool = True) -> None:
    """Show an uploader; what is handed in is taken, and the uploader is empty again.

    It takes any kind of file: whoever reads it tells in Chinese what cannot be used, and what to do.

    Args:
        label: What is to be handed in.
        key: Key of the uploader.
        take: Called with names and bytes, its errors told; their number is limited, size and kind of each are judged by whoever reads it.
        several: Whether several files may come at once.
    """
    turns = dict(st.session_state.get(state.UPLOADS) or {})
    handed = st.file_uploader(label, accept_multiple_files=several, key=f"{key}-{turns.get(key, 0)}", help=terms.UPLOAD_HELP)
    given = handed if isinstance(handed, list) else [handed] if handed else []
    if given:
        if len(given) > _MOST_FILES:
            tell([terms.too_many(_MOST_FILES)])
        guard.whole(take, [(file.name, file.getvalue()) for file in given[:_MOST_FILES]])
        st.session_state[state.UPLOADS] = {**turns, key: turns.get(key, 0) + 1}
        st.rerun()


def tell(troubles: list[str]) -> None:
    """Tell at the top of the next run what could not be used."""
    if troubles:
        st.session_state[state.FLASH] = "\n".join(filter(None, (state.text_of(state.FLASH), *troubles)))


def read(form: BriefForm, given: list[File]) -> BriefForm:
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
            text = st.text_area(terms.PASTE_HERE, key=f"pasted-{holding.held().turn}", height=160, placeholder=terms.PASTE_HINT)
            if st.button(terms.TAKE_PASTED, type="primary"):
                guard.whole(_take_pasted, text)
                st.rerun()
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


def _take_files(given: list[File]) -> None:
    before = holding.held().form
    form = read(before, given)
    if form is not before:
        holding.change(form)


def _take_pasted(text: str) -> None:
    holding.change(holding.held().form.paste(text, answers=holding.answers()))


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
