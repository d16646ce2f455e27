"""Saving and loading drafts and briefs."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, func, select, update

from assistant.brief import Brief
from assistant.draft import Draft
from assistant.errors import LibraryError
from assistant.library.content import BRIEF, Part, draft_of, listed, part, parts_of, unpacked, value_of
from assistant.library.records import SavedAs
from assistant.library.schema import BRIEFS, DRAFTS, PARTS, VERSIONS
from assistant.library.searching import brief_search, brief_title, folded, title_of
from assistant.library.store import Store


def save_draft(store: Store, draft: Draft, base: SavedAs | None, owner: str, *, parent: int | None = None) -> SavedAs:
    """Save a draft as a new version of one that is saved, else as a new draft.

    Args:
        store: Where.
        draft: The draft.
        base: What it was loaded from, saved as or made from.
        owner: Whose it is.
        parent: Number of the version it was made from; by default that of ``base``.
    """
    brief, parts = part(BRIEF, draft.brief), parts_of(draft)

    def work(connection: Connection) -> SavedAs:
        """Write the version in one transaction."""
        known = _standing(connection, store, base, owner)
        if base and known == base.version and _same(connection, base, brief, parts):
            return base
        now = store.now()
        written = {"title": title_of(draft), "changed": now, "search": folded(f"{title_of(draft)}\n{draft.text}")}
        if base and known:
            saved = SavedAs(str(store.place), base.id, known + 1)
        else:
            saved = SavedAs(str(store.place), store.new_id(), 1)
            connection.execute(DRAFTS.insert().values(id=saved.id, owner=owner, created=now, versions=0, **written))
        row = {
            "parent": (base.version if parent is None else parent) if base and known else 0,
            "saved": now,
            "writer": draft.writer,
            "parts": listed(parts),
        }
        brief_id = _brief_id(connection, store, draft.brief, brief, owner)
        connection.execute(VERSIONS.insert().values(draft=saved.id, number=saved.version, brief=brief_id, **row))
        _add_parts(connection, saved.id, parts)
        connection.execute(update(DRAFTS).where(DRAFTS.c.id == saved.id).values(versions=saved.version, **written))
        return saved

    return store.write(work)


def _standing(connection: Connection, store: Store, base: SavedAs | None, owner: str) -> int:
    """Return the number of the last version of a draft saved before; 0 where it is not here, deleted, or another's."""
    if base is None or base.library != str(store.place):
        return 0
    here = select(DRAFTS.c.id).where(DRAFTS.c.id == base.id, DRAFTS.c.owner == owner)
    last = select(func.max(VERSIONS.c.number)).where(VERSIONS.c.draft.in_(here))
    return connection.execute(last).scalar() or 0


def _same(connection: Connection, base: SavedAs, brief: Part, parts: tuple[Part, ...]) -> bool:
    columns = select(VERSIONS.c.parts, BRIEFS.c.digest).join(BRIEFS, BRIEFS.c.id == VERSIONS.c.brief)
    found = connection.execute(columns.where(VERSIONS.c.draft == base.id, VERSIONS.c.number == base.version)).one()
    return tuple(found) == (listed(parts), brief.digest)


def _add_parts(connection: Connection, draft: str, parts: tuple[Part, ...]) -> None:
    there = set(connection.execute(select(PARTS.c.digest).where(PARTS.c.draft == draft)).scalars())
    for one in parts:
        if one.digest not in there:
            connection.execute(PARTS.insert().values(draft=draft, digest=one.digest, kind=one.kind, body=one.body))


def _brief_id(connection: Connection, store: Store, brief: Brief, packed: Part, owner: str, *, kept: bool = False) -> str:
    there = select(BRIEFS.c.id).where(BRIEFS.c.owner == owner, BRIEFS.c.digest == packed.digest)
    found: str | None = connection.execute(there).scalar()
    if found is None:
        found = store.new_id()
        row = {"title": brief_title(brief), "search": brief_search(brief), "saved": store.now(), "digest": packed.digest}
        connection.execute(BRIEFS.insert().values(id=found, owner=owner, kept=kept, body=packed.body, **row))
    elif kept:
        connection.execute(update(BRIEFS).where(BRIEFS.c.id == found).values(kept=True))
    return found


def save_brief(store: Store, brief: Brief, owner: str) -> str:
    """Save a brief for its own sake; the same brief of the same owner keeps its identifier."""
    packed = part(BRIEF, brief)
    return store.write(lambda connection: _brief_id(connection, store, brief, packed, owner, kept=True))


def load_brief(store: Store, identifier: str) -> Brief:
    """Load a brief; see :meth:`assistant.Library.load_brief`."""
    with store.reading() as connection:
        body = connection.execute(select(BRIEFS.c.body).where(BRIEFS.c.id == identifier)).scalar()
    if body is None:
        raise LibraryError(f"文稿库里没有编号为“{identifier}”的任务单。")
    brief: Brief = value_of(BRIEF, unpacked(body))
    return brief


def load_draft(store: Store, identifier: str, version: int | None) -> tuple[Draft, int]:
    """Load one version of a draft, the last by default, and tell its number; see :meth:`assistant.Library.load`."""
    with store.reading() as connection:
        last = known_draft(connection, identifier)
        number = last if version is None else version
        query = select(VERSIONS.c.parts, BRIEFS.c.body).join(BRIEFS, BRIEFS.c.id == VERSIONS.c.brief)
        row = connection.execute(query.where(VERSIONS.c.draft == identifier, VERSIONS.c.number == number)).one_or_none()
        if row is None:
            raise LibraryError(f"文稿“{identifier}”没有第{number}版；现有第1版到第{last}版。")
        bodies = _bodies(connection, identifier, json.loads(row.parts))
    return draft_of(value_of(BRIEF, unpacked(row.body)), bodies), number


def known_draft(connection: Connection, identifier: str) -> int:
    """Return the number of versions of a draft.

    Raises:
        LibraryError: There is no such draft.
    """
    last: int | None = connection.execute(select(DRAFTS.c.versions).where(DRAFTS.c.id == identifier)).scalar()
    if last is None:
        raise LibraryError(f"文稿库里没有编号为“{identifier}”的文稿；运行 python -m assistant drafts list 可查看全部编号。")
    return last


def _bodies(connection: Connection, draft: str, digests: Mapping[str, str]) -> dict[str, bytes]:
    found = select(PARTS.c.digest, PARTS.c.body).where(PARTS.c.draft == draft, PARTS.c.digest.in_(list(digests.values())))
    bodies = {row.digest: row.body for row in connection.execute(found)}
    return {kind: unpacked(bodies[digest]) for kind, digest in digests.items() if digest in bodies}
