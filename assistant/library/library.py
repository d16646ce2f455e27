"""The library: briefs, drafts in versions and chats, in a file of SQLite or in a PostgreSQL database."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from assistant.brief import Brief
from assistant.draft import Draft
from assistant.library import chats, erasing, importing, listing, portable, saving, tracing
from assistant.library.opening import prepare
from assistant.library.records import LOCAL, BriefEntry, ChatEntry, ChatMessage, DraftEntry, Imported, Role, SavedAs, VersionEntry
from assistant.library.store import Store, engine_of, place_of
from assistant.settings import Settings


def _utc() -> datetime:
    return datetime.now(UTC)


def _identifier() -> str:
    return uuid4().hex[:12]


class Library:
    """Briefs, drafts, versions and chats; use it as a context manager, or close it.

    Every method is one transaction: what it returned from is on the disk, whatever happens to the program afterwards. Several
    programs, and several threads of one, may use a library at the same time.

    Attributes:
        place: The file, or the address of the database without its password.
        notices: What happened at opening that the user has to know, one Chinese sentence each: a damaged file was set aside.
    """

    def __init__(self, store: Store, notices: tuple[str, ...]) -> None:
        self._store = store
        self.place = str(store.place)
        self.notices = notices
        self._closed = False

    @classmethod
    def open(
        cls, where: Settings | Path | str | None = None, *, clock: Callable[[], datetime] = _utc, new_id: Callable[[], str] = _identifier
    ) -> "Library":
        """Open a library; one that is not there is made, an older one brought up to date, a damaged file set aside.

        Args:
            where: Settings, the folder that holds state, or the address of a database (``postgresql://…``); default: the settings of
                the environment (``ASSISTANT_DATABASE_URL``, else ``library.sqlite3`` in ``ASSISTANT_HOME``).
            clock: Gives the time, in UTC.
            new_id: Gives an identifier that was not given before, of at most 32 characters.

        Raises:
            LibraryError: It cannot be reached or written, or a newer program has made it.
        """
        place = place_of(where)
        store = Store(engine_of(place), place, clock, new_id)
        try:
            library = cls(store, prepare(store))
            if place.path:
                erasing.scrub(store)  # a deletion that a crash or another program kept from its end
        except BaseException:
            store.engine.dispose()
            raise
        return library

    def close(self) -> None:
        """Give connections back."""
        self._closed = True
        self._store.engine.dispose()

    def _rest(self) -> None:
        """Give connections back that a draft took after the library was closed, to read an earlier version."""
        if self._closed:
            self._store.engine.dispose()

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def save(self, draft: Draft, *, owner: str = LOCAL) -> SavedAs:
        """Save a draft; the same as :meth:`assistant.Draft.save`.

        A draft that was loaded or saved before, and everything revised from it, becomes its next version; nothing is ever
        overwritten, and who writes beside another gets a version of their own with the same parent. An unchanged draft is not saved twice.
        Versions it was made from that are not saved yet are saved before it, so that they can be returned to.

        Args:
            draft: The draft. It remembers where it stands.
            owner: Whose it is. A draft that belongs to another is saved as a new one.

        Returns:
            Identifier and number of the version.

        Raises:
            LibraryError: It could not be saved.
        """
        return tracing.save(self._store, draft, owner)

    def load(self, identifier: str, version: int | None = None) -> Draft:
        """Load a draft as it was saved, its numbers audited afresh; its other versions are read when they are asked for.

        Args:
            identifier: Identifier of the draft.
            version: Number of the version; default: the last.

        Raises:
            LibraryError: There is no such draft or version, or it cannot be read.
        """
        return tracing.load(self._store, identifier, version, self._rest)

    def drafts(self, owner: str = LOCAL, *, query: str = "", most: int | None = None) -> tuple[DraftEntry, ...]:
        """List the drafts of an owner, the last changed first.

        Args:
            owner: Whose.
            query: Words of which each must occur in the title or the text of the last version; white space, full-width forms and
                capitals make no difference.
            most: How many at most.
        """
        return listing.drafts(self._store, owner, query, most)

    def versions(self, identifier: str) -> tuple[VersionEntry, ...]:
        """List the versions of a draft, the first first.

        Raises:
            LibraryError: There is no such draft.
        """
        return listing.versions(self._store, identifier)

    def save_brief(self, brief: Brief, *, owner: str = LOCAL) -> str:
        """Save a brief for its own sake and return its identifier; the same brief keeps its identifier."""
        return saving.save_brief(self._store, brief, owner)

    def load_brief(self, identifier: str) -> Brief:
        """Load a brief with its notices and questions.

        Raises:
            LibraryError: There is no such brief.
        """
        return saving.load_brief(self._store, identifier)

    def briefs(self, owner: str = LOCAL, *, query: str = "") -> tuple[BriefEntry, ...]:
        """List the briefs of an owner, those of drafts too, the last saved first; ``query`` as for :meth:`drafts`."""
        return listing.briefs(self._store, owner, query)

    def start_chat(self, owner: str = LOCAL, *, draft: str = "") -> str:
        """Begin a chat and return its identifier; a chat about a draft goes when the draft goes.

        Raises:
            LibraryError: There is no such draft.
        """
        return chats.start(self._store, owner, draft)

    def add_message(self, chat: str, role: Role, text: str) -> int:
        """Add a message to a chat and return its number.

        Raises:
            LibraryError: There is no such chat.
        """
        return chats.add(self._store, chat, role, text)

    def messages(self, chat: str) -> tuple[ChatMessage, ...]:
        """Return the messages of a chat in order.

        Raises:
            LibraryError: There is no such chat.
        """
        return chats.messages(self._store, chat)

    def chats(self, owner: str = LOCAL, *, draft: str = "", query: str = "") -> tuple[ChatEntry, ...]:
        """List the chats of an owner, or those about a draft, the last changed first.

        Args:
            owner: Whose.
            draft: Identifier of a draft: only chats about it.
            query: As for :meth:`drafts`, within one message.
        """
        return chats.chats(self._store, owner, draft, query)

    def delete(self, *identifiers: str) -> bool:
        """Delete drafts (with all versions and chats), briefs and chats for good.

        Args:
            identifiers: Identifiers of any kind; either all are deleted, or none.

        Returns:
            True when the bytes of the file are clean too; False while another program holds the file, then it is made good at the
            next open. On a server, pages and backups are the administrator's.

        Raises:
            LibraryError: One of them is not there, or a brief is still in use.
        """
        return erasing.erase(self._store, identifiers)

    def export(self, path: Path) -> int:
        """Write everything, of all owners, to one file, and return the number of drafts.

        Args:
            path: A ``.zip`` file; an old file of this name stays until the new one is complete.

        Raises:
            InputError: The file cannot be written.
        """
        return portable.export(self._store, path)

    def take_in(self, path: Path) -> Imported:
        """Add everything of an exported file: all of it, or nothing.

        What is here word for word is left out; a draft that has gone on differently here comes in beside it as a draft of its own.

        Raises:
            LibraryError: It is no such file, is damaged, or was written by a newer program.
        """
        return importing.take_in(self._store, path)
