"""Fields of the form: each shows what is in it, keeps what is typed at once, and tells beneath it what is wrong."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from desk import guard, terms
from desk.brief import holding
from desk.brief.holding import Path
from desk.plain import plain

_LINE, _TEXT = 400, 20_000  # characters


def line(label: str, path: Path, *, hint: str = "", hidden: bool = False) -> None:
    """Show a field of one line."""
    shown = str(holding.value(path) or "")
    st.text_input(
        label,
        shown,
        key=_key(path),
        placeholder=hint,
        max_chars=max(_LINE, len(shown)),
        on_change=_take,
        args=(path, str.strip),
        **_seen(hidden),
    )
    _tell(path)


def text(label: str, path: Path, *, hint: str = "", height: int = 80, hidden: bool = False) -> None:
    """Show a field of several lines."""
    shown = str(holding.value(path) or "")
    st.text_area(
        label,
        shown,
        key=_key(path),
        placeholder=hint,
        height=height,
        max_chars=max(_TEXT, len(shown)),
        on_change=_take,
        args=(path, str.strip),
        **_seen(hidden),
    )
    _tell(path)


def lines(label: str, path: Path, *, hint: str = "", height: int = 100) -> None:
    """Show a list of texts, one a line."""
    shown = "\n".join(map(str, holding.value(path) or []))
    st.text_area(
        label,
        shown,
        key=_key(path),
        placeholder=hint,
        height=height,
        max_chars=max(_TEXT, len(shown)),
        on_change=_take,
        args=(path, _listed),
    )
    _tell(path)


def day(label: str, path: Path) -> None:
    """Show a date; what is no date stays as it was written, and is told."""
    given = holding.value(path)
    shown = given if isinstance(given, datetime.date) else None
    st.date_input(label, shown, key=_key(path), format="YYYY-MM-DD", on_change=_take, args=(path, _same))
    _tell(path)


def choice(label: str, path: Path, options: Sequence[str], names: Callable[[str], str], *, none: str) -> None:
    """Show a choice of one, or of none."""
    given = str(holding.value(path) or "")
    offered = ["", *options] if given in ("", *options) else ["", given, *options]
    st.selectbox(
        label,
        offered,
        offered.index(given),
        key=_key(path),
        format_func=lambda option: names(option) if option else none,
        on_change=_take,
        args=(path, _same),
    )
    _tell(path)


def choices(label: str, path: Path, options: Sequence[str], names: Callable[[str], str]) -> None:
    """Show a choice of several."""
    given = [str(item) for item in holding.value(path) or []]
    offered = list(dict.fromkeys((*options, *given)))
    st.multiselect(label, offered, given, key=_key(path), format_func=names, placeholder="", on_change=_take, args=(path, list))
    _tell(path)


def lengths() -> None:
    """Show least and greatest length of the speech; none where both are 0."""
    given = holding.value(("length",))
    least, most = given if isinstance(given, list) and len(given) == 2 else (given or 0, given or 0)
    turn = holding.held().turn
    for column, label, name, shown in zip(st.columns(2), (terms.LEAST, terms.MOST), ("least", "most"), (least, most), strict=True):
        with column:
            st.number_input(label, 0, 50_000, int(shown), 100, key=f"{name}-{turn}", on_change=_take_lengths)
    _tell(("length",))


@guard.callback
def _take_lengths() -> None:
    turn = holding.held().turn
    least, most = (int(st.session_state[f"{name}-{turn}"]) for name in ("least", "most"))
    holding.put(("length",), [min(least, most) or most or least, max(least, most)] if least or most else None)


def _listed(written: str) -> list[str]:
    return [item.strip() for item in written.splitlines() if item.strip()]


def _same(chosen: Any) -> Any:
    return chosen


def _key(path: Path) -> str:
    return f"{'.'.join(map(str, path))}-{holding.held().turn}"


def _seen(hidden: bool) -> dict[str, Any]:
    return {"label_visibility": "collapsed" if hidden else "visible"}


@guard.callback
def _take(path: Path, read: Callable[[Any], Any]) -> None:
    holding.put(path, read(st.session_state[_key(path)]))


def _tell(path: Path) -> None:
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
    for message in holding.troubles(place):
        st.error(plain(message), icon=":material/error:")
