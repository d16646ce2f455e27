"""Chats and their messages."""

from datetime import datetime

from sqlalchemy import Connection, func, select, update

from assistant.errors import LibraryError
from assistant.library.records import ChatEntry, ChatMessage, Role
from assistant.library.saving import known_draft
from assistant.library.schema import CHATS, MESSAGES
from assistant.library.searching import folded, matches
from assistant.library.store import Store


def start(store: Store, owner: str, draft: str) -> str:
    """Begin a chat; see :meth:`assistant.Library.start_chat`."""

    def work(connection: Connection) -> str:
        if draft:
            known_draft(connection, draft)
        identifier, now = store.new_id(), store.now()
        connection.execute(CHATS.insert().values(id=identifier, owner=owner, draft=draft or None, created=now, changed=now))
        return identifier

    return store.write(work)


def add(store: Store, chat: str, role: Role, text: str) -> int:
    """Add a message; see :meth:`assistant.Library.add_message`."""
    said = text.replace("\0", "")  # PostgreSQL keeps no such character

    def work(connection: Connection) -> int:
        _known(connection, chat)
        now = store.now()
        last = connection.execute(select(func.max(MESSAGES.c.number)).where(MESSAGES.c.chat == chat)).scalar() or 0
        row = {"chat": chat, "number": last + 1, "role": role, "text": said, "said": now, "search": folded(said)}
        connection.execute(MESSAGES.insert().values(row))
        connection.execute(update(CHATS).where(CHATS.c.id == chat).values(changed=now))
        return last + 1

    return store.write(work)


def messages(store: Store, chat: str) -> tuple[ChatMessage, ...]:
    """Return the messages of a chat in order."""
    columns = (MESSAGES.c.number, MESSAGES.c.role, MESSAGES.c.text, MESSAGES.c.said)
    with store.reading() as connection:
        _known(connection, chat)
        rows = connection.execute(select(*columns).where(MESSAGES.c.chat == chat).order_by(MESSAGES.c.number)).all()
    return tuple(ChatMessage(*row[:3], datetime.fromisoformat(row.said)) for row in rows)


def chats(store: Store, owner: str, draft: str, query: str) -> tuple[ChatEntry, ...]:
    """List chats, the last changed first."""
    count = select(func.count()).where(MESSAGES.c.chat == CHATS.c.id).scalar_subquery()
    found = select(CHATS, count.label("messages")).where(CHATS.c.owner == owner)
    if draft:
        found = found.where(CHATS.c.draft == draft)
    if folded(query):
        found = found.where(select(MESSAGES.c.chat).where(MESSAGES.c.chat == CHATS.c.id, matches(MESSAGES.c.search, query)).exists())
    with store.reading() as connection:
        rows = connection.execute(found.order_by(CHATS.c.changed.desc(), CHATS.c.id)).all()
    return tuple(
        ChatEntry(row.id, row.owner, row.draft or "", row.messages, *map(datetime.fromisoformat, (row.created, row.changed)))
        for row in rows
    )


def _known(connection: Connection, chat: str) -> None:
    if connection.execute(select(CHATS.c.id).where(CHATS.c.id == chat)).scalar() is None:
        raise LibraryError(f"文稿库里没有编号为“{chat}”的对话。")
