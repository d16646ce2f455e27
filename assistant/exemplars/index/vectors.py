"""The vectors of a set of passages. The passages are the truth, the vectors a cache.

It is checked at every open (a deleted segment folder raises nothing and answers with a tenth of the data) and built
again when in doubt. Where it lies, in a directory or on a server, is the store's affair.
"""

import atexit
import json
import shutil
import warnings
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Protocol

from assistant.errors import CorpusError
from assistant.exemplars.embedding import Embedding
from assistant.exemplars.index.connection import ChromaFailure, within
from assistant.exemplars.index.directory import Directory, Fill
from assistant.exemplars.index.server import Server, ServerStore
from assistant.exemplars.passages import Passage

_TRIES = 3
_BATCH = 5000  # Chroma takes at most 5461 records at once
_PROBED = 1000  # vectors looked up at every open, spread evenly; asking for one that is lost raises an error
_ASKED = 10
_LAYOUT = 2


class Store(Protocol):
    """Where the vectors of one set of passages lie."""

    seconds: float

    @property
    def place(self) -> str: ...  # noqa: D102
    def generation(self) -> str: ...  # noqa: D102
    def open(self) -> Any | None: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102
    def building(self) -> AbstractContextManager[None]: ...  # noqa: D102
    def replace(self, fill: Fill, contents: Mapping[str, str], *, anew: bool) -> None: ...  # noqa: D102


def fingerprint(passages: Sequence[Passage], embedding: Embedding) -> str:
    """Return a hash of everything the index depends on: passages, labels, embedding and layout."""
    content = [embedding.label, _LAYOUT, *_contents(passages).items()]
    return blake2b(json.dumps(content).encode("utf-8"), digest_size=10).hexdigest()


def _contents(passages: Sequence[Passage]) -> dict[str, str]:
    """Return a hash of text and metadata by identifier."""
    return {
        passage.id: blake2b(repr((passage.text, _metadata(passage))).encode("utf-8"), digest_size=8).hexdigest() for passage in passages
    }


def _metadata(passage: Passage) -> dict[str, str | bool]:
    fields: dict[str, str | bool] = {
        "speech": passage.speech,
        "role": passage.role,
        "meeting_type": passage.meeting_type,
        "level": passage.level,
        "season": passage.season,
    }
    return fields | {f"topic:{topic}": True for topic in passage.topics}


class VectorIndex:
    """The vectors of a set of passages, in a directory below the state folder or on a server.

    Args:
        passages: The masked passages, the truth.
        embedding: What makes the vectors.
        home: The state folder; without a server the index lies in ``home/index/<embedding label>/<fingerprint>``.
        server: The Chroma server to use instead.

    Raises:
        CorpusError: The server is away, or the index can be built nowhere.
    """

    def __init__(self, passages: Sequence[Passage], embedding: Embedding, home: Path, *, server: Server | None = None) -> None:
        self._passages = {passage.id: passage for passage in passages}
        self._embedding = embedding
        self._contents = _contents(passages)
        self._print = fingerprint(passages, embedding)
        self._server = server
        self._store: Store = ServerStore(server, embedding.label, self._print) if server else self._directory(home)
        self._collection: Any = None
        self._generation = ""
        if self._passages and not self._open():
            self.rebuild(only_if_damaged=True)

    def _directory(self, home: Path) -> Directory:
        return Directory(home, self._embedding.label, self._print)

    @property
    def place(self) -> str:
        """Where the vectors lie, as a user would look for them."""
        return self._store.place

    def health(self) -> bool:
        """Say whether the passages can be found: all of them up to a thousand, a thousand spread evenly beyond."""
        if not self._passages:
            return True
        try:
            return self._collection is not None and within(self._store.seconds, lambda: self._complete(self._collection))
        except ChromaFailure:
            return False

    def close(self) -> None:
        """Let go of the directory, or of the connection."""
        self._store.close()
        self._collection = None

    def nearest(self, text: str, limit: int, where: Mapping[str, str | bool]) -> list[str]:
        """Return the identifiers of the passages nearest to a text, best first.

        Args:
            text: The query.
            limit: At most so many.
            where: Metadata that must hold, all of it.

        Raises:
            CorpusError: The server is away, or the index can be built nowhere.
        """
        if not self._passages:
            return []
        vectors = self._embedding.embed([text])
        if self._collection is not None and self._store.generation() == self._generation:
            try:
                return self._query(vectors, limit, where)
            except ChromaFailure:  # damaged or replaced since
                self.close()
        if not self._open():
            self.rebuild(only_if_damaged=True)
        try:
            return self._query(vectors, limit, where)
        except ChromaFailure as error:
            raise self._unusable() from error

    def _query(self, vectors: list[list[float]], limit: int, where: Mapping[str, str | bool]) -> list[str]:
        clauses: list[dict[str, str | bool]] = [{key: value} for key, value in where.items()]
        condition: Any = {"$and": clauses} if len(clauses) > 1 else clauses[0] if clauses else None
        count = min(limit, len(self._passages))
        collection = self._collection
        found = within(
            self._store.seconds, lambda: collection.query(query_embeddings=vectors, n_results=count, where=condition, include=[])
        )
        return [identifier for identifier in found["ids"][0] if identifier in self._passages]

    def rebuild(self, *, only_if_damaged: bool = False) -> None:
        """Build the vectors anew, aside, and put them in place; in a temporary folder where the home cannot be written.

        Args:
            only_if_damaged: Leave them as they are when somebody else has just built them.

        Raises:
            CorpusError: The server is away, or they can be built nowhere.
        """
        self.close()
        # On a server other builders sweep and rename meanwhile: what failed for that reason succeeds when tried again.
        for _ in range(_TRIES if self._server else 0):
            with suppress(OSError, ChromaFailure):
                self._build(only_if_damaged)
                if self._collection is not None or self._open():
                    return
        try:
            self._build(only_if_damaged)
        except (OSError, ChromaFailure) as error:
            if self._server:
                raise self._unusable() from error
            cause = str(error) if isinstance(error, ChromaFailure) else type(error).__name__
            warnings.warn(f"范文索引写不进 {self.place}（{cause}），这一次改用临时文件夹", stacklevel=2)
            self._build_elsewhere()
        if self._collection is None and not self._open():
            raise self._unusable()

    def _build_elsewhere(self) -> None:
        try:
            base = Path(mkdtemp(prefix="speech-assistant-"))
            atexit.register(shutil.rmtree, base, ignore_errors=True)
            self._store = self._directory(base)
            self._build(False)
        except (OSError, ChromaFailure) as error:
            raise CorpusError(f"范文索引建不成，临时文件夹也写不进（{error}），请检查磁盘空间") from error

    def _build(self, only_if_damaged: bool) -> None:
        with self._store.building():
            if not (only_if_damaged and self._open()):
                self._store.replace(self._fill, self._contents, anew=not only_if_damaged)
                self._open()  # before another builder of this home comes in

    def _unusable(self) -> CorpusError:
        self.close()
        if isinstance(self._store, ServerStore):
            return self._store.away()
        return CorpusError("范文索引建好后读不出全部段落，请检查磁盘空间，或用 ASSISTANT_HOME 换一个文件夹再试")

    def _fill(self, collection: Any, known: Mapping[str, str]) -> None:
        """Bring a collection to the passages, and look whether it answers with all of them."""
        gone = [identifier for identifier in known if identifier not in self._passages]
        for at in range(0, len(gone), _BATCH):
            collection.delete(ids=gone[at : at + _BATCH])
        missing = [passage for passage in self._passages.values() if known.get(passage.id) != self._contents[passage.id]]
        for at in range(0, len(missing), _BATCH):
            batch = missing[at : at + _BATCH]
            texts = [passage.text for passage in batch]
            collection.upsert(
                ids=[passage.id for passage in batch],
                embeddings=self._embedding.embed(texts),
                documents=texts,
                metadatas=[_metadata(passage) for passage in batch],
            )
        if not self._complete(collection):
            raise ChromaFailure("incomplete")

    def _open(self) -> bool:
        """Open what has been built; say whether it is complete."""
        self._generation = self._store.generation()
        try:
            self._collection = within(self._store.seconds, self._opened)
        except ChromaFailure:
            self._collection = None
        return self._collection is not None

    def _opened(self) -> Any | None:
        collection = self._store.open()
        if collection is not None and self._complete(collection):
            return collection
        self._store.close()
        return None

    def _complete(self, collection: Any) -> bool:
        """Say whether count, vectors and a query agree with the passages.

        Vectors are asked for by name: a wide query walks the graph of neighbours and may miss a few of a sound collection.
        """
        if collection.count() != len(self._passages):
            return False
        names = list(self._passages)[:: -(-len(self._passages) // _PROBED)]
        stored = collection.get(ids=names, include=["embeddings"])
        if len(stored["ids"]) != len(names):
            return False
        wanted = min(_ASKED, len(self._passages))
        found = collection.query(query_embeddings=[stored["embeddings"][0]], n_results=wanted, include=[])["ids"][0]
        return len(found) == wanted and set(found) <= self._passages.keys()
