"""No stack trace before a user: errors of ours are told as they stand, any other in one calm line."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import streamlit as st

from assistant import AssistantError
from desk import labels, state
from desk.plain import plain, shortened

Arguments = ParamSpec("Arguments")
_log = logging.getLogger("desk")


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
    """Decorate a callback of a widget: its errors are told at the top of the next run."""

    @wraps(work)
    def guarded(*given: Arguments.args, **named: Arguments.kwargs) -> None:
        try:
            work(*given, **named)
        except Exception as error:
            st.session_state[state.FLASH] = told(error)

    return guarded


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
