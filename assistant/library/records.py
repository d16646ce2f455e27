"""What the library tells about what it holds; plain data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LOCAL = "local"
"""The owner where nobody else is named: the one person at this machine."""

Role = Literal["user", "assistant"]


@dataclass(frozen=True, slots=True)
class SavedAs:
    """Where a draft stands.

    Attributes:
        library: The place of the library, see :attr:`assistant.Library.place`.
        id: Identifier of the draft.
        version: Number of the version, from 1.
    """

    library: str
    id: str
    version: int


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A draft in a list.

    Attributes:
        title: Title of the speech, or its first line.
        versions: How many versions it has; the numbers run from 1 without a gap.
        created: When its first version was saved (UTC).
        changed: When its last version was saved (UTC).
    """

    id: str
    owner: str
    title: str
    versions: int
    created: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """A version of a draft.

    Attributes:
        number: From 1.
        parent: Number of the version it was made from; 0 for the first. Two versions with the same parent were written side by side.
        writer: Who wrote.
        saved: When (UTC).
    """

    number: int
    parent: int
    writer: str
    saved: datetime


@dataclass(frozen=True, slots=True)
class BriefEntry:
    """A brief in a list; ``drafts`` counts the drafts that have a version made from it."""

    id: str
    owner: str
    title: str
    saved: datetime
    drafts: int


@dataclass(frozen=True, slots=True)
class ChatEntry:
    """A chat in a list; ``draft`` is the draft it is about, or empty."""

    id: str
    owner: str
    draft: str
    messages: int
    created: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a chat, numbered from 1."""

    number: int
    role: Role
    text: str
    said: datetime


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has added; ``known`` counts what was there already, word for word."""

    drafts: int
    briefs: int
    chats: int
    known: int
