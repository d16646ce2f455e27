"""Nothing is lost: what is on the page stands in the library as soon as it changes, and the address says where."""

from contextlib import suppress
from importlib import import_module
from threading import Thread

import streamlit as st

from assistant import AssistantError, Brief, Draft, Library, Settings, open_index
from desk import guard, jobs, labels, people, state
from desk.plain import plain
from desk.state import Said

_BY_ONE_THREAD = ("numpy", "pandas", "pyarrow")
_PARAMETERS = {"draft", "brief", "chat", "job"}


@st.cache_resource(show_spinner=False)
def _opened(_settings: Settings, place: str) -> Library:
    return Library.open(_settings)


def library() -> Library:
    """Return the library of the settings, opened once for all sessions; it is made for several threads."""
    settings = Settings.from_env()
    return _opened(settings, settings.database_url or str(settings.home))


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Load what the first draft of this server would have to wait for; if that fails, the draft will say so.

    Some libraries are loaded before any page goes on, for two threads that load them at once (the first page and the index) see each
    other's halves: numpy then lacks names until the server is started again. The rest is loaded off the page.
    """
    for name in _BY_ONE_THREAD:
        import_module(name)

    def load() -> None:
        with suppress(Exception):
            open_index()

    Thread(target=load, name="desk-warm-up", daemon=True).start()


def restore() -> None:
    """Take up, in a new session, what the address names: a draft with its chat, or a brief."""
    if state.started():
        return
    state.start()
    asked = {name: st.query_params.get(name, "") for name in _PARAMETERS}
    with guard.calm():
        for notice in library().notices:
            st.warning(plain(notice))
        if asked["draft"]:
            open_draft(asked["draft"])
        if asked["brief"]:
            _open_brief(asked["brief"])
        if asked["chat"]:
            _open_chat(asked["chat"])
        st.session_state[state.JOB] = jobs.find(asked["job"], people.owner())


def remember() -> None:
    """Write into the address where the work stands, so that it comes back after a reload."""
    draft, wanted = state.draft(), {}
    if draft is not None:
        wanted["draft"] = _draft_id()
    if state.text_of(state.BRIEF_ID) and (draft is None or state.brief() != draft.brief):
        wanted["brief"] = state.text_of(state.BRIEF_ID)
    if state.text_of(state.CHAT_ID):
        wanted["chat"] = state.text_of(state.CHAT_ID)
    if job := state.job():
        wanted["job"] = job.identifier
    if {name: value for name, value in st.query_params.items() if name in _PARAMETERS} != wanted:
        st.query_params.from_dict(wanted)


def set_brief(brief: Brief) -> None:
    """Take a brief into use and keep it; what it supersedes goes, where this session made it and no draft is written from it."""
    old, made_here = state.text_of(state.BRIEF_ID), bool(st.session_state.get(state.BRIEF_MADE_HERE))
    new = library().save_brief(brief, owner=people.owner())
    st.session_state.update({state.BRIEF: brief, state.BRIEF_ID: new, state.BRIEF_MADE_HERE: True, state.FAILURE: ""})
    if made_here and old not in {"", new}:
        with suppress(AssistantError):  # a draft is written from it: it stays
            library().delete(old)


def set_draft(draft: Draft) -> None:
    """Put a version on the page; the library keeps it, as a version of its own where another tab has gone on meanwhile."""
    before, brief = state.draft(), state.brief()
    changed_meanwhile = before is not None and brief is not None and brief != before.brief
    draft.save(library(), owner=people.owner())
    st.session_state[state.DRAFT] = draft
    if not changed_meanwhile or brief == draft.brief:
        _use_brief_of(draft)
    if before is None:
        _move_chat(draft)


def open_draft(identifier: str) -> None:
    """Put the last version of a draft on the page, with its chat; that of another person is not there."""
    if identifier not in {entry.id for entry in library().drafts(people.owner())}:
        st.warning(labels.NO_SUCH)
        return
    draft = library().load(identifier)
    state.start()
    st.session_state[state.DRAFT] = draft
    _use_brief_of(draft)
    chats = library().chats(people.owner(), draft=identifier)
    if chats:
        _open_chat(chats[0].id)


def open_brief(identifier: str) -> None:
    """Put a brief on an empty desk; that of another person is not there."""
    state.start()
    _open_brief(identifier)


def delete(identifier: str) -> None:
    """Delete a draft for good, with its versions and chats; that of another person is not there."""
    if identifier in {entry.id for entry in library().drafts(people.owner())}:
        library().delete(identifier)
    if _draft_id() == identifier:
        state.start()


def delete_brief(identifier: str) -> None:
    """Delete a brief for good; that of another person is not there, and one that a draft is written from stays."""
    if identifier in {entry.id for entry in library().briefs(people.owner())}:
        library().delete(identifier)
    if state.text_of(state.BRIEF_ID) == identifier:
        state.start()


def begin_anew() -> None:
    """Clear the desk; what was on it stands in the library."""
    state.start()


def say(role: str, text: str) -> None:
    """Add a message to the chat and keep it."""
    if not state.text_of(state.CHAT_ID):
        st.session_state[state.CHAT_ID] = library().start_chat(people.owner(), draft=_draft_id())
    library().add_message(state.text_of(state.CHAT_ID), "user" if role == "user" else "assistant", text)
    state.said().append(Said(role, text))


def _use_brief_of(draft: Draft) -> None:
    st.session_state.update({state.BRIEF: draft.brief, state.BRIEF_ID: "", state.BRIEF_MADE_HERE: False})


def _draft_id() -> str:
    draft = state.draft()
    return draft.shelf.place.id if draft is not None and draft.shelf.place is not None else ""


def _move_chat(draft: Draft) -> None:
    """Make what was said before the first version the chat of the draft: it goes when the draft goes."""
    old, messages = state.text_of(state.CHAT_ID), list(state.said())
    st.session_state.update({state.CHAT_ID: "", state.SAID: []})
    for message in messages:
        say(message.role, message.text)
    if old:
        library().delete(old)


def _open_brief(identifier: str) -> None:
    if identifier not in {entry.id for entry in library().briefs(people.owner())}:
        st.warning(labels.NO_SUCH)
        return
    st.session_state.update({state.BRIEF: library().load_brief(identifier), state.BRIEF_ID: identifier, state.BRIEF_MADE_HERE: False})


def _open_chat(identifier: str) -> None:
    if identifier in {entry.id for entry in library().chats(people.owner())}:
        said = [Said(message.role, message.text) for message in library().messages(identifier)]
        st.session_state.update({state.CHAT_ID: identifier, state.SAID: said})
