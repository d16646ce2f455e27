"""The library of drafts: briefs, versions and chats in a database. The only room that knows SQLAlchemy, alembic and psycopg."""

from assistant.library.library import Library
from assistant.library.records import (
    LOCAL,
    BriefEntry,
    ChatEntry,
    ChatMessage,
    DraftEntry,
    Imported,
    Role,
    SavedAs,
    VersionEntry,
)

__all__ = ["LOCAL", "BriefEntry", "ChatEntry", "ChatMessage", "DraftEntry", "Imported", "Library", "Role", "SavedAs", "VersionEntry"]
