"""A draft made from a text, and a draft edited by hand: what :class:`assistant.Draft` does over the editing of plain data."""

from dataclasses import replace
from typing import Any

from assistant.api import open_index
from assistant.brief import Brief
from assistant.draft import Draft, Event
from assistant.drafting.editing import state_of
from assistant.making import Workshop
from assistant.settings import Settings, quiet_libraries

BY_HAND = "手工稿"


def bench(brief: Brief, seed: int = 0) -> Workshop:
    """Return what a draft is proven with, by the settings of the environment."""
    settings = Settings.from_env()
    quiet_libraries(settings)
    return Workshop(brief, open_index(), seed, settings, _silent)


def draft_of_text(text: str, brief: Any) -> Draft:
    """Return the draft a text is; see :meth:`assistant.Draft.from_text`."""
    brief = Brief.of(brief)
    return bench(brief).proven(state_of(text, brief), (), BY_HAND)


def edited(draft: Draft, text: str) -> Draft:
    """Return a draft with the text a user has typed; see :meth:`assistant.Draft.edit`."""
    state = state_of(text, draft.brief, draft.state)
    if state == draft.state:
        return draft
    proven = bench(draft.brief, draft.seed).proven(state, draft.exemplars, draft.writer, draft.writing)
    return replace(proven, shelf=draft.shelf)


def _silent(event: Event) -> None:
    """Take no notice."""
