"""What a session remembers: every key of ``st.session_state`` is named here, and its value read and set through these functions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from assistant import Brief, Draft, Intake

if TYPE_CHECKING:
    from desk.jobs import Job

STARTED = "started"  # whether what the address names was looked up already
BRIEF = "brief"  # the brief in use, or None
BRIEF_ID = "brief_id"  # its identifier in the library
BRIEF_MADE_HERE = "brief_made_here"  # whether this session has put it there
DRAFT = "draft"  # the version on the page, or None
CHAT_ID = "chat_id"  # identifier of the chat in the library
SAID = "said"  # the messages of the chat, oldest first
ASKED = "asked"  # what the last message of material became, with what it leaves to be asked
JOB = "job"  # work under way, or None
FAILURE = "failure"  # why the last work came to nothing, until other work is done or the material is changed
FLASH = "flash"  # one line to be told at the next run
# Widgets that others must be able to read or fill.
WRITER = "writer"  # who writes: the built-in composer or the model
SHEET = "sheet"  # the speech on the page
WHOLE_TEXT = "whole_text"  # the speech as one text to edit
VIEW = "view"  # what the right column shows
SEARCH = "search"  # words looked for among the past drafts
# The brief and the other pages.
FORM = "form"  # the brief being filled in, right or wrong
PART = "part"  # which part of the material is shown
TOOK = "took"  # whether a field has changed the form in this run
UPLOADS = "uploads"  # how often each uploader was used: every use makes it a fresh one
MONTH = "month"  # next month's table while it is being looked at
AUDITED = "audited"  # a speech from elsewhere with its audit
SPEECH = "speech"  # the exemplar that is looked at
OUTLINED = "outlined"  # the last brief that was outlined, with its outline
APPROVED = "approved"  # whether an outline was approved a moment ago
EXAMINED = "examined"  # what the examination of the installation found


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the chat; ``role`` is ``user`` or ``assistant``."""

    role: str
    text: str


def start() -> None:
    """Give every key its first value."""
    first: dict[str, Any] = {
        BRIEF: None,
        BRIEF_ID: "",
        BRIEF_MADE_HERE: False,
        DRAFT: None,
        CHAT_ID: "",
        SAID: [],
        ASKED: None,
        JOB: None,
        FAILURE: "",
        FLASH: "",
    }
    st.session_state.update(first | {ASKED: None, JOB: None, FLASH: ""})


def started() -> bool:
    """Return whether the session was started before; from now on it was."""
    before = bool(st.session_state.get(STARTED))
    st.session_state[STARTED] = True
    return before


def brief() -> Brief | None:
    """Return the brief in use."""
    found: Brief | None = st.session_state.get(BRIEF)
    return found


def draft() -> Draft | None:
    """Return the version on the page."""
    found: Draft | None = st.session_state.get(DRAFT)
    return found


def said() -> list[Said]:
    """Return the messages of the chat, oldest first."""
    found: list[Said] = st.session_state.setdefault(SAID, [])
    return found


def asked() -> Intake | None:
    """Return what the last message of material became."""
    found: Intake | None = st.session_state.get(ASKED)
    return found


def job() -> "Job | None":
    """Return the work under way."""
    found: Job | None = st.session_state.get(JOB)
    return found


def text_of(key: str) -> str:
    """Return a text that is kept under a key; empty where there is none."""
    return str(st.session_state.get(key) or "")
