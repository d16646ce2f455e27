"""Drafts with their history: every version a draft goes back to is saved with it, and found again when it is loaded."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from assistant.draft import Draft
from assistant.history import FIRST, History, Version, history_of
from assistant.library import saving
from assistant.library.records import SavedAs
from assistant.library.schema import VERSIONS
from assistant.library.store import Store


def save(store: Store, draft: Draft, owner: str) -> SavedAs:
    """Save a draft with the versions before it that are not saved yet, each as a version of its own.

    A version that was returned to by undoing is saved once more as the last one, made from what it was made from before: what is
    loaded next is what the user had in front of them, and can be undone further.
    """
    shelf, history = draft.shelf, history_of(draft)
    if shelf.place is None or shelf.place.library != str(store.place):
        shelf.saved.clear()
    elif not shelf.saved:
        shelf.saved[history.at] = shelf.place
    for at in history.line:
        if at in shelf.saved and at != history.at:
            continue
        _keep(shelf.saved, at, _saved(store, draft, history, at, owner))
    shelf.place = shelf.saved[history.at]
    return shelf.place


def _keep(saved: dict[int, SavedAs], at: int, place: SavedAs) -> None:
    if any(one.id != place.id for one in saved.values()):  # deleted meanwhile: it is a new draft, without a past
        saved.clear()
    saved[at] = place


def _saved(store: Store, draft: Draft, history: History, at: int, owner: str) -> SavedAs:
    saved, parent = draft.shelf.saved, history.versions[at].parent
    version = history.versions[at].draft
    if at == history.at and (version.state, version.brief) != (draft.state, draft.brief):
        version = draft  # changed by other hands than those that keep the history
    if at not in saved or not history.undone:
        return saving.save_draft(store, version, saved.get(at, saved.get(parent)), owner)
    last = max(saved.values(), key=lambda one: one.version)
    if saved[at] == last:
        return saving.save_draft(store, version, last, owner)
    return saving.save_draft(store, version, last, owner, parent=saved[parent].version if parent in saved else 0)


def load(store: Store, identifier: str, version: int | None, done: Callable[[], None]) -> Draft:
    """Load a draft; its other versions are read when they are asked for.

    Args:
        store: Where.
        identifier: Identifier of the draft.
        version: Number of the version; default: the last.
        done: Called after a version has been read later on: the library may be closed by then.
    """
    draft, number = saving.load_draft(store, identifier, version)
    query = select(VERSIONS.c.number, VERSIONS.c.parent).where(VERSIONS.c.draft == identifier).order_by(VERSIONS.c.number)
    with store.reading() as connection:
        rows = connection.execute(query).all()
    index = {row.number: at for at, row in enumerate(rows)}

    def fetched(wanted: int) -> Callable[[], Draft]:
        def fetch() -> Draft:
            try:
                return replace(saving.load_draft(store, identifier, wanted)[0], shelf=draft.shelf)
            finally:
                done()

        return fetch

    versions = tuple(
        Version(draft if row.number == number else fetched(row.number), index.get(row.parent, FIRST) if row.parent else FIRST)
        for row in rows
    )
    draft.shelf.place = SavedAs(str(store.place), identifier, number)
    draft.shelf.saved.update({at: SavedAs(str(store.place), identifier, row.number) for at, row in enumerate(rows)})
    return replace(draft, history=History(versions, index[number]))
