"""The form of the session: what has been filled in so far, right or wrong, and the last brief it made."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from assistant import ANSWERS_FILE, Brief, BriefError, BriefForm, Settings
from desk import guard, saving, state

Path = tuple[str | int, ...]
"""Where a field stands: ``("meeting", "date")``, ``("priorities", 0, "title")``."""


@dataclass(frozen=True, slots=True)
class Held:
    """A form in a session.

    Attributes:
        form: What has been filled in.
        brief: The last brief it made; the one in use.
        troubles: Why the form as it is now makes none: place and message.
        turn: Goes up when fields must be drawn anew, because something else than the fields themselves has changed the form.
    """

    form: BriefForm
    brief: Brief | None = None
    troubles: tuple[tuple[str, str], ...] = ()
    turn: int = 0


def held() -> Held:
    """Return the form; where another part of the app has put a brief into use, the form of that one."""
    brief, kept = state.brief(), st.session_state.get(state.FORM)
    if isinstance(kept, Held) and kept.brief is brief:
        return kept
    turn = kept.turn + 1 if isinstance(kept, Held) else 0
    return _keep(Held(BriefForm.of(brief) if brief else BriefForm(), brief, (), turn))


def change(form: BriefForm, *, anew: bool = True) -> None:
    """Take a changed form; the brief it makes is put into use and kept in the library, both or neither.

    Were it broken off between the two, the form would be drawn anew from the brief, and what was being typed would be gone.

    Args:
        form: The form.
        anew: Whether the fields must be drawn anew.
    """
    guard.unbroken(lambda: _change(form, held().turn + anew))


def _change(form: BriefForm, turn: int) -> None:
    before = held()
    try:
        brief = form.brief()
    except BriefError as error:
        told = () if form.empty else tuple((trouble.place, trouble.message) for trouble in error.troubles)
        _keep(Held(form, before.brief, told, turn))
        return
    if brief != before.brief:
        saving.set_brief(brief)
        saving.remember()  # at once: what it supersedes is no longer there for a reload to find
    else:
        brief = before.brief
    _keep(Held(form.named(brief), brief, (), turn))


def clear() -> None:
    """Begin with an empty form; the brief that was in use stays in the library."""
    st.session_state.update({state.BRIEF: None, state.BRIEF_ID: ""})
    _keep(replace(Held(BriefForm()), turn=held().turn + 1))


def answers() -> Any:
    """Return the file in which answers about tables are remembered."""
    return Settings.from_env().home / ANSWERS_FILE


def value(path: Path) -> Any:
    """Return what stands in a field; ``None`` where nothing does."""
    found: Any = held().form.fields
    for step in path:
        if isinstance(step, int):
            found = found[step] if isinstance(found, list) and step < len(found) else None
        else:
            found = found.get(step) if isinstance(found, Mapping) else None
    return found


def put(path: Path, new: Any) -> None:
    """Set a field; an empty value takes it away."""
    key = str(path[0])
    form = held().form
    change(form.fill(**{key: _with(form.fields.get(key), path[1:], new)}), anew=False)


def _with(old: Any, path: Path, new: Any) -> Any:
    if not path:
        return new
    step = path[0]
    if isinstance(step, int):
        items = list(old or [])
        items[step : step + 1] = [_with(items[step] if step < len(items) else None, path[1:], new)]
        return items
    part = {**(old or {}), step: _with((old or {}).get(step), path[1:], new)}
    return {name: kept for name, kept in part.items() if kept not in (None, "", [], {})}


def troubles(place: str) -> list[str]:
    """Return what is wrong at a place and below it: ``meeting.date``, ``priorities[0].title``, ``figures[3]``."""
    return [message for where, message in held().troubles if where == place or where.startswith((f"{place}.", f"{place}[", f"{place}（"))]


def _keep(new: Held) -> Held:
    st.session_state[state.FORM] = new
    return new
