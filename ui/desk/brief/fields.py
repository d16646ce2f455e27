"""Fields of the form: each shows what is in it, keeps what is typed at once, and tells beneath it what is wrong.

What was typed is taken by comparing it with the form, never in a callback: one that has begun is cut off by the next thing a quick
hand does on the page, and is not called again.
"""

import datetime
from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st

from desk import state, terms
from desk.brief import holding
from desk.brief.holding import Path
from desk.plain import plain

_LINE, _TEXT = 400, 20_000  # characters


def line(label: str, path: Path, *, hint: str = "") -> None:
    """Show a field of one line."""
    shown = str(holding.value(path) or "")
    typed = st.text_input(label, shown, key=_key(path), placeholder=hint, max_chars=max(_LINE, len(shown)))
    _take(path, typed.strip(), shown.strip())


def text(label: str, path: Path, *, hint: str = "", hidden: bool = False) -> None:
    """Show a field of several lines."""
    shown = str(holding.value(path) or "")
    seen: Literal["visible", "collapsed"] = "collapsed" if hidden else "visible"
    typed = st.text_area(label, shown, key=_key(path), placeholder=hint, height=80, max_chars=max(_TEXT, len(shown)), label_visibility=seen)
    _take(path, typed.strip(), shown.strip())


def lines(label: str, path: Path, *, hint: str = "", height: int = 100) -> None:
    """Show a list of texts, one a line."""
    shown = "\n".join(map(str, holding.value(path) or []))
    typed = st.text_area(label, shown, key=_key(path), placeholder=hint, height=height, max_chars=max(_TEXT, len(shown)))
    _take(path, _listed(typed), _listed(shown))


def day(label: str, path: Path) -> None:
    """Show a date; what is no date stays as it was written, and is told."""
    given = holding.value(path)
    shown = given if isinstance(given, datetime.date) else None
    _take(path, st.date_input(label, shown, key=_key(path), format="YYYY-MM-DD"), shown)


def choice(label: str, path: Path, options: Sequence[str], names: Callable[[str], str], *, none: str) -> None:
    """Show a choice of one, or of none."""
    given = str(holding.value(path) or "")
    offered = ["", *options] if given in ("", *options) else ["", given, *options]
    told = {option: names(option) if option else none for option in offered}
    _take(path, st.selectbox(label, offered, offered.index(given), key=_key(path), format_func=told.__getitem__), given)


def choices(label: str, path: Path, options: Sequence[str], names: Callable[[str], str]) -> None:
    """Show a choice of several."""
    given = [str(item) for item in holding.value(path) or []]
    offered = list(dict.fromkeys((*options, *given)))
    _take(path, st.multiselect(label, offered, given, key=_key(path), format_func=names, placeholder=""), given)


def lengths() -> None:
    """Show least and greatest length of the speech; none where both are 0."""
    given = holding.value(("length",))
    shown = list(given) if isinstance(given, list) and len(given) == 2 else [given or 0] * 2
    typed = []
    for column, label, name, bound in zip(st.columns(2), (terms.LEAST, terms.MOST), ("least", "most"), shown, strict=True):
        with column:
            typed.append(int(st.number_input(label, 0, 50_000, int(bound), 100, key=f"{name}-{holding.held().turn}")))
    _take(("length",), _bounds(typed), _bounds(shown))


def redraw() -> None:
    """Draw the page anew where a field has changed the form; to be called when all fields have been shown."""
    if st.session_state.pop(state.TOOK, False):
        st.rerun()


def _take(path: Path, typed: Any, shown: Any) -> None:
    if typed != shown:
        st.session_state[state.TOOK] = True
        holding.put(path, typed)
    _tell(path)


def _bounds(lengths: Sequence[int]) -> list[int] | None:
    """Return least and greatest length in order; one alone bounds nothing."""
    return sorted(int(length) for length in lengths) if all(lengths) else None


def _listed(written: str) -> list[str]:
    return [item.strip() for item in written.splitlines() if item.strip()]


def _key(path: Path) -> str:
    return f"{'.'.join(map(str, path))}-{holding.held().turn}"


def _tell(path: Path) -> None:
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
    for message in holding.troubles(place):
        st.error(plain(message), icon=":material/error:")
