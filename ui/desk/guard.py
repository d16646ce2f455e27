"""No stack trace before a user: errors of ours are told as they stand, any other in one calm line."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from pathlib import Path
from threading import Thread
from typing import ParamSpec

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from assistant import AssistantError
from desk import labels, state
from desk.plain import plain, shortened

Arguments = ParamSpec("Arguments")
_log = logging.getLogger("desk")
_put_down: dict[str, list[Callable[[], None]]] = defaultdict(list)  # what was clicked and is not carried out yet, by session


def told(error: Exception) -> str:
    """Return what is told to the user about an error; of an unexpected one the log keeps kind and place, never its text or figures."""
    if isinstance(error, AssistantError):
        return shortened(str(error))
    _log.error("%s in %s", type(error).__name__, _place(error))
    return labels.broken(type(error).__name__, _place(error))


@contextmanager
def calm() -> Iterator[None]:
    """Show an error of the block on the page, in place of what it would have shown."""
    try:
        yield
    except Exception as error:
        st.error(plain(told(error)))


def callback(work: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Decorate a callback of a widget: it is carried out whole, at the top of the run that follows it.

    Where the browser sends something newer, Streamlit breaks a callback off at its next look into the session, and does not call it
    again. So a click is only put down here, without such a look, and ``carry_out`` does the rest.
    """

    @wraps(work)
    def put_down(*given: Arguments.args, **named: Arguments.kwargs) -> None:
        _put_down[_session()].append(partial(work, *given, **named))

    return put_down


def carry_out() -> None:
    """Carry out what was clicked, in the order of the clicks."""
    for work in _put_down.pop(_session(), []):
        whole(work)


def whole(work: Callable[Arguments, None], *given: Arguments.args, **named: Arguments.kwargs) -> None:
    """Do something that nothing newer may break off half-way; its error is told at the top of the next run."""

    def calmly() -> None:
        try:
            work(*given, **named)
        except Exception as error:
            st.session_state[state.FLASH] = told(error)

    unbroken(calmly)


def unbroken(work: Callable[[], None]) -> None:
    """Do something that nothing newer may break off half-way.

    Streamlit breaks off only the thread of the script: in one beside it the work comes to its end, and the script waits for it.

    Raises:
        Exception: What the work failed with.
    """
    failed: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:
            failed.append(error)

    beside = Thread(target=run, name="desk-act", daemon=True)
    add_script_run_ctx(beside)
    beside.start()
    beside.join()
    if failed:
        raise failed[0]


def _session() -> str:
    context = get_script_run_ctx()
    return context.session_id if context is not None else ""


def show_flash() -> None:
    """Show the error of a callback, once."""
    if text := state.text_of(state.FLASH):
        st.session_state[state.FLASH] = ""
        st.error(plain(text))


def _place(error: Exception) -> str:
    trace, place = error.__traceback__, ""
    while trace:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
