"""Chroma as a cache of vectors: the only module that imports chromadb.

The passages are the truth. The directory is built aside, renamed into place, checked at every open (a deleted segment
folder raises nothing and answers with a tenth of the data) and built again when in doubt. One builder at a time, by a
file lock: several processes writing one directory lose vectors without any error.
"""

import atexit
import contextlib
import json
import os
import shutil
import threading
import warnings
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar
from uuid import uuid4

from assistant.errors import CorpusError
from assistant.exemplars.embedding import Embedding
from assistant.exemplars.passages import Passage

_T = TypeVar("_T")
_COLLECTION = "passages"
_BATCH = 5000  # Chroma takes at most 5461 records at once
_LAYOUT = 1
_CHECK_SECONDS = 20.0
_LOCK_SECONDS = 120.0


def fingerprint(passages: Sequence[Passage], embedding: Embedding) -> str:
    """Return a hash of everything the index depends on: passages, labels, embedding and layout."""
    content = [embedding.label, _LAYOUT, [[p.id, p.text, _metadata(p)] for p in passages]]
    return blake2b(json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8"), digest_size=10).hexdigest()


def _metadata(passage: Passage) -> dict[str, str | bool]:
    fields: dict[str, str | bool] = {
        "speech": passage.speech,
        "role": passage.role,
        "meeting_type": passage.meeting_type,
        "level": passage.level,
        "season": passage.season,
    }
    return fields | {f"topic:{topic}": True for topic in passage.topics}


def _connect(folder: Path) -> Any:
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


def _within(seconds: float, action: Callable[[], _T]) -> _T | None:
    """Return what an action gives, or ``None``; in a thread, since a damaged directory may raise anything, or hang."""
    answer: list[_T] = []

    def run() -> None:
        with contextlib.suppress(BaseException):
            answer.append(action())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    return answer[0] if answer else None


class VectorIndex:
    """The vectors of a set of passages in an embedded Chroma directory.

    Args:
        passages: The masked passages, the truth.
        embedding: What makes the vectors.
        home: The state folder; the index lies in ``home/index/<embedding label>/<fingerprint>``.
    """

    def __init__(self, passages: Sequence[Passage], embedding: Embedding, home: Path) -> None:
        self._passages = tuple(passages)
        self._embedding = embedding
        self._print = fingerprint(self._passages, embedding)
        self._base = home / "index" / embedding.label
        self._client: Any = None
        self._collection: Any = None
        if self._passages and not self._open():
            self.rebuild(only_if_damaged=True)

    @property
    def folder(self) -> Path:
        """Where the vectors lie."""
        return self._base / self._print

    def health(self) -> bool:
        """Say whether every passage can be found: count and a full query agree with the passages."""
        if not self._passages:
            return True
        return self._collection is not None and _within(_CHECK_SECONDS, lambda: self._complete(self._collection)) is True

    def close(self) -> None:
        """Let go of the directory."""
        if self._client is not None:
            with contextlib.suppress(Exception):
                self._client.close()
        self._client = self._collection = None

    def nearest(self, text: str, limit: int, where: Mapping[str, str | bool]) -> list[str]:
        """Return the identifiers of the passages nearest to a text, best first.

        Args:
            text: The query.
            limit: At most so many.
            where: Metadata that must hold, all of it.
        """
        if not self._passages:
            return []
        from chromadb.errors import ChromaError

        vectors = self._embedding.embed([text])
        try:
            if self._collection is not None:
                return self._query(vectors, limit, where)
        except ChromaError:
            self.close()
        if not self._open():
            self.rebuild(only_if_damaged=True)
        return self._query(vectors, limit, where)

    def _query(self, vectors: list[list[float]], limit: int, where: Mapping[str, str | bool]) -> list[str]:
        clauses: list[dict[str, str | bool]] = [{key: value} for key, value in where.items()]
        condition: Any = {"$and": clauses} if len(clauses) > 1 else clauses[0] if clauses else None
        count = min(limit, len(self._passages))
        found = self._collection.query(query_embeddings=vectors, n_results=count, where=condition, include=[])
        ids: list[str] = found["ids"][0]
        return ids

    def rebuild(self, *, only_if_damaged: bool = False) -> None:
        """Build the directory anew, aside, and put it in place; in a temporary folder where the home cannot be written.

        Args:
            only_if_damaged: Leave it as it is when another process has just built it.
        """
        self.close()
        try:
            self._build_locked(only_if_damaged)
        except OSError as error:
            warnings.warn(f"范文索引写不进 {self._base}（{type(error).__name__}），这一次改用临时文件夹", stacklevel=2)
            self._build_elsewhere()
        if self._collection is None and not self._open():
            raise CorpusError("范文索引建好后读不出全部段落，请检查磁盘空间，或用 ASSISTANT_HOME 换一个文件夹再试")

    def _build_elsewhere(self) -> None:
        try:
            self._base = Path(mkdtemp(prefix="speech-assistant-"))
            atexit.register(shutil.rmtree, self._base, ignore_errors=True)
            self._build_locked(False)
        except OSError as error:
            raise CorpusError(f"范文索引建不成，临时文件夹也写不进（{error}），请检查磁盘空间") from error

    def _build_locked(self, only_if_damaged: bool) -> None:
        from filelock import FileLock, Timeout

        self._base.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._base / ".lock", timeout=_LOCK_SECONDS):
                if only_if_damaged and self._open():
                    return
                self._sweep()
                self._fill(self._base / f".building-{os.getpid()}-{uuid4().hex[:8]}")
        except Timeout as error:
            raise CorpusError("另一个程序正在建立范文索引，等了两分钟仍未完成，请稍后再试") from error

    def _sweep(self) -> None:
        """Remove what earlier builds left: unfinished or damaged folders and indexes of an older corpus."""
        self.close()
        for child in self._base.iterdir():
            if child.is_dir() and child.name != self._print:
                shutil.rmtree(child, ignore_errors=True)

    def _fill(self, aside: Path) -> None:
        """Write all vectors into a new directory, then put it where the index is looked for."""
        from chromadb.errors import ChromaError

        try:
            client = self._written(aside)
        except ChromaError as error:
            raise OSError(str(error)) from error
        if self.folder.exists():
            damaged = self._base / f".damaged-{uuid4().hex[:8]}"
            self.folder.rename(damaged)
            shutil.rmtree(damaged, ignore_errors=True)
        aside.rename(self.folder)
        client.clear_system_cache()  # a client of the replaced directory would answer from deleted files

    def _written(self, folder: Path) -> Any:
        client = _connect(folder)
        collection = client.create_collection(_COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
        for at in range(0, len(self._passages), _BATCH):
            batch = self._passages[at : at + _BATCH]
            texts = [passage.text for passage in batch]
            collection.add(
                ids=[passage.id for passage in batch],
                embeddings=self._embedding.embed(texts),
                documents=texts,
                metadatas=[_metadata(passage) for passage in batch],
            )
        client.close()
        return client

    def _open(self) -> bool:
        """Open the directory; say whether it is complete."""
        if not (self.folder / "chroma.sqlite3").is_file():
            return False
        self._client, self._collection = _within(_CHECK_SECONDS, self._connected) or (None, None)
        return self._collection is not None

    def _connected(self) -> tuple[Any, Any] | None:
        client = _connect(self.folder)
        collection = client.get_collection(_COLLECTION, embedding_function=None)
        if self._complete(collection):
            return client, collection
        client.close()
        return None

    def _complete(self, collection: Any) -> bool:
        expected = {passage.id for passage in self._passages}
        probe = self._embedding.embed([self._passages[0].text])
        found = collection.query(query_embeddings=probe, n_results=len(expected), include=[])
        return bool(collection.count() == len(expected) and set(found["ids"][0]) == expected)
