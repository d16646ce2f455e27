"""Clients of Chroma: opened and closed by one thread at a time, and every step within a time limit.

chromadb keeps one system per directory and process, and registers it before it has started: a second thread that opens
the same directory at that moment gets a system without its database, and a failed opening releases what another thread
holds. So every place has a lock of its own, and its global cache is never cleared.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from assistant.errors import AssistantError

_T = TypeVar("_T")

_turns: dict[str, threading.Lock] = {}
_registering = threading.Lock()


class ChromaFailure(Exception):
    """Chroma could not do what was asked, or did not answer in time; never shown to a user."""


@contextlib.contextmanager
def failures() -> Iterator[None]:
    """Turn whatever Chroma raises into a :class:`ChromaFailure`; a panic of the native library is no ``Exception``.

    Errors of ours come through as they are.
    """
    try:
        yield
    except (AssistantError, ChromaFailure, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise ChromaFailure(type(error).__name__) from error


def within(seconds: float, action: Callable[[], _T]) -> _T:
    """Return what an action gives; it runs in a thread, since a damaged directory or a server may hang.

    Raises:
        ChromaFailure: It took too long, or Chroma raised an error, which is the cause.
        AssistantError: As the action raised it.
    """
    answer: list[_T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with failures():
                answer.append(action())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not answer:
        raise ChromaFailure(f"no answer in {seconds:g} s")
    return answer[0]


def open_directory(folder: Path) -> Any:
    """Return a client of an embedded directory; it is made when it does not exist."""
    chromadb, settings = _quiet()
    with _turn(str(folder)):
        return chromadb.PersistentClient(path=str(folder), settings=settings)


def open_server(host: str, port: int, *, ssl: bool, headers: Mapping[str, str]) -> Any:
    """Return a client of a server."""
    chromadb, settings = _quiet()
    return chromadb.HttpClient(host=host, port=port, ssl=ssl, headers=dict(headers), settings=settings)


def new_collection(client: Any, name: str, metadata: Mapping[str, Any] | None = None) -> Any:
    """Make an empty collection for vectors of our own; it measures by angle."""
    return client.create_collection(name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}, metadata=metadata)


def collection_of(client: Any, name: str) -> Any | None:
    """Return a collection; ``None`` where there is none of this name."""
    from chromadb.errors import NotFoundError

    try:
        return client.get_collection(name, embedding_function=None)
    except NotFoundError:
        return None


def close(client: Any, place: str = "") -> None:
    """Let go of a client; the last one of a directory closes its files."""
    with _turn(place), contextlib.suppress(Exception):
        client.close()
    # chromadb leaves the connections to a server open: its own, and those of the second client it keeps inside.
    for part in (client, getattr(client, "_admin_client", None)):
        session = getattr(getattr(part, "_server", None), "_session", None)
        if session is not None:
            session.close()


def _turn(place: str) -> threading.Lock:
    with _registering:
        return _turns.setdefault(place, threading.Lock())


def _quiet() -> tuple[Any, Any]:
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb
    from chromadb.config import Settings

    return chromadb, Settings(anonymized_telemetry=False)
