"""Deleting for good: the rows, and in a file the bytes as well."""

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.exc import OperationalError

from assistant.errors import LibraryError
from assistant.library.schema import BRIEFS, CHATS, DRAFTS, METADATA, VERSIONS
from assistant.library.store import Store

# A file up to this size is written anew after a deletion. In a larger one, where that takes many seconds, the space of what is deleted is
# overwritten with zeros (secure_delete, on for every connection) and used again.
REWRITTEN = 200_000_000  # bytes


def erase(store: Store, identifiers: tuple[str, ...]) -> bool:
    """Delete drafts, briefs and chats; see :meth:`assistant.Library.delete`."""

    def work(connection: Connection) -> None:
        for identifier in dict.fromkeys(identifiers):
            if not (_draft(connection, identifier) or _chat(connection, identifier) or _brief(connection, identifier)):
                raise LibraryError(f"文稿库里没有编号为“{identifier}”的文稿、任务单或对话；什么都没有删。")
        if store.place.path:
            connection.exec_driver_sql(
                "PRAGMA user_version=1"
            )  # part of the transaction: a crash from here on is made good at the next open

    store.write(work)
    return scrub(store)


def scrub(store: Store) -> bool:
    """Take what was deleted out of the bytes of the file, where that is still to be done.

    Returns:
        False where another program held the file; it is tried again at the next open. On a server, where pages, journals and backups
        are in other hands, the rows are gone and their space is freed.
    """
    with store.bare() as connection:
        if store.place.path is None:
            # giving pages back to the system would wait for every other user of the table
            connection.exec_driver_sql(f"VACUUM (TRUNCATE FALSE) {', '.join(METADATA.tables)}")
            return True
        if connection.exec_driver_sql("PRAGMA user_version").scalar() == 0:
            return True
        try:
            if store.place.path.stat().st_size <= REWRITTEN:
                connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            if not busy:
                connection.exec_driver_sql("PRAGMA user_version=0")
            return not busy
        except OperationalError:  # held by another writer, or no room for the copy that is made meanwhile
            return False


def _draft(connection: Connection, identifier: str) -> bool:
    """Delete a draft with versions, parts and chats, and the briefs that only it had."""
    briefs = connection.execute(select(VERSIONS.c.brief).where(VERSIONS.c.draft == identifier).distinct()).scalars().all()
    if not connection.execute(delete(DRAFTS).where(DRAFTS.c.id == identifier)).rowcount:
        return False
    used = select(VERSIONS.c.brief).where(VERSIONS.c.brief == BRIEFS.c.id).exists()
    connection.execute(delete(BRIEFS).where(BRIEFS.c.id.in_(briefs), BRIEFS.c.kept.is_(False), ~used))
    return True


def _chat(connection: Connection, identifier: str) -> bool:
    return bool(connection.execute(delete(CHATS).where(CHATS.c.id == identifier)).rowcount)


def _brief(connection: Connection, identifier: str) -> bool:
    count = select(func.count(func.distinct(VERSIONS.c.draft))).where(VERSIONS.c.brief == identifier)
    if used := connection.execute(count).scalar():
        raise LibraryError(f"任务单“{identifier}”还有{used}篇文稿在用；请先删除这些文稿。什么都没有删。")
    return bool(connection.execute(delete(BRIEFS).where(BRIEFS.c.id == identifier)).rowcount)
