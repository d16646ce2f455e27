"""The vectors in a Chroma server: one collection for each set of passages, built aside and renamed."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from assistant.errors import CorpusError
from assistant.exemplars.index import connection
from assistant.exemplars.index.directory import Fill

_PREFIX = "exemplars"
_UNFINISHED_SECONDS = 3600.0
_KEPT = 2  # collections of what a corpus was before


@dataclass(frozen=True, slots=True)
class Server:
    """Where a Chroma server answers, and on whose behalf it is asked.

    Attributes:
        url: ``http://host:port`` or ``https://host``.
        corpus: Tells this corpus from others on the same server; older collections of the same corpus are removed.
        token: Sent as a bearer token when the server stands behind a gate; never shown.
    """

    url: str
    corpus: str = ""
    token: str = field(default="", repr=False)


class ServerStore:
    """The place of one set of passages on a server.

    Args:
        server: Where it answers.
        label: Label of the embedding.
        fingerprint: Hash of passages and embedding.
        clock: Seconds since the epoch, to tell an abandoned build from one that is under way.
    """

    seconds = 10.0

    def __init__(self, server: Server, label: str, fingerprint: str, clock: Callable[[], float] = time.time) -> None:
        self._server = server
        self._name = f"{_PREFIX}-{label}-{fingerprint}"
        self._clock = clock
        self._client: Any = None

    @property
    def place(self) -> str:
        """Server and collection, as a user would look for them."""
        return f"{self._server.url} 集合 {self._name}"

    def generation(self) -> str:
        """Return nothing: a collection that has been replaced answers no more, which tells a reader to open it again."""
        return ""

    def open(self) -> Any | None:
        """Return the collection; ``None`` where none has been built.

        Raises:
            CorpusError: The server cannot be reached.
        """
        return connection.collection_of(self._connected(), self._name)

    def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            connection.close(self._client)
        self._client = None

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold nothing: each builder writes a collection of its own, the server takes them one after the other."""
        yield

    def replace(self, fill: Fill, contents: Mapping[str, str], *, anew: bool) -> None:
        """Build a collection aside and give it its name; a complete one of the same passages gives way.

        Raises:
            CorpusError: The server cannot be reached.
            ChromaFailure: It cannot write.
        """
        client = self._connected()
        with connection.failures():
            metadata = {"corpus": self._server.corpus or "-", "built": self._clock()}
            aside = connection.new_collection(client, f"{self._name}-{uuid4().hex[:8]}", metadata)
            try:
                fill(aside, {})
                self._rename(client, aside)
            except BaseException:
                with suppress(Exception):
                    client.delete_collection(aside.name)
                raise
            self._sweep(client)

    def _rename(self, client: Any, aside: Any) -> None:
        """Give a collection the name that counts; where another builder has just done so with the same passages, that is as good."""
        if connection.collection_of(client, self._name) is not None:
            with suppress(Exception):  # another builder was quicker
                client.delete_collection(self._name)
        try:
            aside.modify(name=self._name)
        except Exception:
            if connection.collection_of(client, self._name) is None:
                raise
            client.delete_collection(aside.name)

    def _sweep(self, client: Any) -> None:
        """Remove abandoned builds, and what this corpus was before but for the newest."""
        ours = [found for found in client.list_collections() if found.name.startswith(f"{_PREFIX}-") and found.name != self._name]
        mine = [found for found in ours if (found.metadata or {}).get("corpus") == self._server.corpus and _finished(found.name)]
        old = sorted(mine, key=_built, reverse=True)[_KEPT:] if self._server.corpus else []
        abandoned = [found for found in ours if not _finished(found.name) and _built(found) < self._clock() - _UNFINISHED_SECONDS]
        for found in [*old, *abandoned]:
            with suppress(Exception):  # another machine was quicker
                client.delete_collection(found.name)

    def _connected(self) -> Any:
        if self._client is None:
            parts = urlsplit(self._server.url)
            headers = {"Authorization": f"Bearer {self._server.token}"} if self._server.token else {}
            secure = parts.scheme == "https"
            try:
                self._client = connection.within(
                    self.seconds,
                    lambda: connection.open_server(str(parts.hostname), parts.port or (443 if secure else 80), ssl=secure, headers=headers),
                )
            except (connection.ChromaFailure, OSError) as error:
                raise self.away() from error
        return self._client

    def away(self) -> CorpusError:
        """Return what a user is told when the server does not answer."""
        return CorpusError(
            f"连不上范文向量服务器 {self._server.url}；请确认服务器已启动、网址（ASSISTANT_CHROMA_URL）和令牌无误，"
            "或去掉 ASSISTANT_CHROMA_URL 改用本机索引。"
        )


def _finished(name: str) -> bool:
    return len(name.rsplit("-", 1)[-1]) != 8


def _built(collection: Any) -> float:
    return float((collection.metadata or {}).get("built", 0.0))
