"""Taking in an exported file: nothing that is here is changed or overwritten."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from assistant.errors import LibraryError
from assistant.library.content import BRIEF, Part, unpacked
from assistant.library.portable import BATCH, Archive
from assistant.library.records import Imported
from assistant.library.schema import BRIEFS, CHATS, DRAFTS, MESSAGES, PARTS, VERSIONS
from assistant.library.store import Store

Row = dict[str, Any]


def take_in(store: Store, path: Path) -> Imported:
    """Add everything of an exported file, in one transaction; see :meth:`assistant.Library.take_in`."""
    with Archive(path) as archive:
        # twice, for what another has taken in meanwhile: a file that contradicts itself does so each time
        return store.write(lambda connection: _Import(connection, archive, store.new_id).run(), attempts=2)


class _Import:
    """One import: which identifiers of the file stand for which here; ``None`` for what is here already."""

    def __init__(self, connection: Connection, archive: Archive, new_id: Callable[[], str]) -> None:
        self._connection, self._archive, self._new_id = connection, archive, new_id
        self._briefs: dict[str, str] = {}
        self._drafts: dict[str, str | None] = {}
        self._chats: dict[str, str | None] = {}

    def run(self) -> Imported:
        """Import table by table and tell what was added."""
        try:
            briefs = self._insert(BRIEFS, self._new_briefs())
            drafts = self._insert(DRAFTS, self._new_owners(DRAFTS, VERSIONS, "draft", self._drafts))
            self._insert(VERSIONS, self._new_versions())
            self._insert(PARTS, self._belonging(PARTS, "draft", self._drafts))
            chats = self._insert(CHATS, self._new_chats())
            self._insert(MESSAGES, self._belonging(MESSAGES, "chat", self._chats))
        except KeyError as error:
            raise LibraryError("导出文件里的内容前后对不上，可能被改动过；什么都没有导入。") from error
        known = sum(mine is None for mine in (*self._drafts.values(), *self._chats.values()))
        return Imported(drafts, briefs, chats, known)

    def _insert(self, table: Table, rows: Iterator[Row]) -> int:
        count = 0
        while batch := list(islice(rows, BATCH)):
            for row in batch:
                _check(table, row)
            self._connection.execute(table.insert(), batch)
            count += len(batch)
        return count

    def _new_briefs(self) -> Iterator[Row]:
        here = {(row.owner, row.digest): row.id for row in self._connection.execute(select(BRIEFS.c.owner, BRIEFS.c.digest, BRIEFS.c.id))}
        taken = set(here.values())
        for row in self._archive.rows(BRIEFS):
            known = here.get((row["owner"], row["digest"]))
            self._briefs[row["id"]] = known or self._free(row["id"], taken)
            if known is None:
                yield {**row, "id": self._briefs[row["id"]]}

    def _new_owners(self, table: Table, inner: Table, key: str, names: dict[str, str | None]) -> Iterator[Row]:
        """Give the drafts or chats that are not here; one that has gone on differently here gets an identifier of its own."""
        taken = set(self._connection.execute(select(table.c.id)).scalars())
        told = self._told(inner, key)
        for row in self._archive.rows(table):
            mine = self._free(row["id"], taken)
            names[row["id"]] = None if mine != row["id"] and self._has(inner, key, row["id"], told.get(row["id"], [])) else mine
            if names[row["id"]]:
                yield {**row, "id": mine}

    def _told(self, inner: Table, key: str) -> dict[str, list[tuple[Any, ...]]]:
        rows = groupby(self._archive.rows(inner), lambda row: str(row[key]))
        return {owner: [_gist(inner, row) for row in found] for owner, found in rows}

    def _has(self, inner: Table, key: str, identifier: str, told: list[tuple[Any, ...]]) -> bool:
        """Tell whether what is here under this identifier is what the file has, or goes on from it."""
        rows = self._connection.execute(select(inner).where(inner.c[key] == identifier).order_by(inner.c.number)).mappings()
        return [_gist(inner, dict(row)) for row in rows][: len(told)] == told

    def _new_versions(self) -> Iterator[Row]:
        for row in self._belonging(VERSIONS, "draft", self._drafts):
            yield {**row, "brief": self._briefs[row["brief"]]}

    def _new_chats(self) -> Iterator[Row]:
        for row in self._new_owners(CHATS, MESSAGES, "chat", self._chats):
            about = row["draft"]
            yield {**row, "draft": (self._drafts[about] or about) if about else None}

    def _belonging(self, table: Table, key: str, names: dict[str, str | None]) -> Iterator[Row]:
        for row in self._archive.rows(table):
            if mine := names[row[key]]:
                yield {**row, key: mine}

    def _free(self, identifier: str, taken: set[str]) -> str:
        mine = self._new_id() if identifier in taken else identifier
        taken.add(mine)
        return mine


def _gist(inner: Table, row: Row) -> tuple[Any, ...]:
    names: Iterable[str] = ("number", "saved", "parts") if inner is VERSIONS else ("number", "said", "role", "text")
    return tuple(row[name] for name in names)


def _check(table: Table, row: Row) -> None:
    if "body" in table.columns:
        kind = row.get("kind", BRIEF)
        if Part(kind, unpacked(row["body"])).digest != row["digest"]:
            raise LibraryError("导出文件里有内容被改动过或已损坏，校验不符；什么都没有导入。")
