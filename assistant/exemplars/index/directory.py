"""The vectors in a directory of ours: built aside, put in place by one small file, one builder at a time.

``index/<embedding label>/<fingerprint>/`` holds the file ``generation`` with the name of the folder that counts. A folder
gets a new name at every build, so nobody ever opens a path whose files have been replaced; readers see that the
file has moved and open the new folder. Several processes writing one Chroma directory lose vectors without any error:
hence the file lock.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from assistant.errors import CorpusError
from assistant.exemplars.index import connection

GENERATION, CONTENTS = "generation", "contents.json"
_COLLECTION = "passages"
_LOCK_SECONDS = 120.0
_KEPT = 2  # indexes of other corpora, or of what this one was before

Fill = Callable[[Any, Mapping[str, str]], None]


class Directory:
    """The place of one set of passages below the state folder.

    Args:
        home: The state folder.
        label: Label of the embedding.
        fingerprint: Hash of passages and embedding.
    """

    seconds = 20.0

    def __init__(self, home: Path, label: str, fingerprint: str) -> None:
        self._label = home / "index" / label
        self._shelf = self._label / fingerprint
        self._client: Any = None
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder that counts now."""
        return self._shelf / (self.generation() or "none")

    @property
    def place(self) -> str:
        """The folder, as a user would look for it."""
        return str(self.folder)

    def generation(self) -> str:
        """Return the name of the folder that counts; empty when there is none."""
        try:
            return (self._shelf / GENERATION).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def open(self) -> Any | None:
        """Return the collection; ``None`` where none has been built."""
        self.close()
        folder = self.folder
        if not (folder / "chroma.sqlite3").is_file():
            return None
        self._client, self._folder = connection.open_directory(folder), folder
        return connection.collection_of(self._client, _COLLECTION)

    def close(self) -> None:
        """Let go of the folder."""
        if self._client is not None:
            connection.close(self._client, str(self._folder))
        self._client = self._folder = None

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the lock of all builders.

        Raises:
            CorpusError: Another process has held it for two minutes.
            OSError: The folder cannot be written.
        """
        from filelock import FileLock, Timeout

        self._shelf.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._label / ".lock", timeout=_LOCK_SECONDS):
                yield
        except Timeout as error:
            raise CorpusError("另一个程序正在建立范文索引，等了两分钟仍未完成，请稍后再试") from error

    def replace(self, fill: Fill, contents: Mapping[str, str], *, anew: bool) -> None:
        """Build a new folder aside and let it count.

        Args:
            fill: Brings a collection, of which it is told the contents, to what is wanted, and checks it.
            contents: What is wanted: a hash by identifier.
            anew: Take nothing over from an earlier folder.

        Raises:
            OSError: It cannot be written; what counted before still does.
            ChromaFailure: Chroma cannot write it.
        """
        aside = self._shelf / uuid4().hex[:12]
        try:
            if anew or not self._taken_over(fill, contents, aside):
                self._write(aside, fill, {})
            (aside / CONTENTS).write_text(json.dumps(contents), "utf-8")
            written = aside / GENERATION
            written.write_text(aside.name, "utf-8")
            os.replace(written, self._shelf / GENERATION)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        self._sweep()

    def _write(self, aside: Path, fill: Fill, known: Mapping[str, str]) -> None:
        with connection.failures():
            client = connection.open_directory(aside)
            try:
                collection = connection.collection_of(client, _COLLECTION) if known else connection.new_collection(client, _COLLECTION)
                fill(collection, known)
            finally:
                connection.close(client, str(aside))

    def _taken_over(self, fill: Fill, contents: Mapping[str, str], aside: Path) -> bool:
        """Start from a copy of the newest index that shares half of the passages: a new speech costs its own passages only."""
        for shelf in sorted(self._others(), key=_age):
            try:
                folder = shelf / (shelf / GENERATION).read_text("utf-8").strip()
                known: dict[str, str] = json.loads((folder / CONTENTS).read_text("utf-8"))
                if 2 * len(known.items() & contents.items()) < max(len(known), len(contents)):
                    continue
                shutil.copytree(folder, aside)
                self._write(aside, fill, known)
            except (OSError, ValueError, connection.ChromaFailure):  # that one is damaged too
                shutil.rmtree(aside, ignore_errors=True)
            else:
                return True
        return False

    def _others(self) -> list[Path]:
        return [child for child in self._label.iterdir() if child.is_dir() and child != self._shelf]

    def _sweep(self) -> None:
        """Remove what earlier builds left: unfinished and replaced folders, and all but the newest indexes of other passages."""
        current = self.generation()
        replaced = [child for child in self._shelf.iterdir() if child.is_dir() and child.name != current]
        for folder in [*replaced, *sorted(self._others(), key=_age)[_KEPT:]]:
            shutil.rmtree(folder, ignore_errors=True)


def _age(shelf: Path) -> float:
    try:
        return -(shelf / GENERATION).stat().st_mtime
    except OSError:  # never finished
        return 0.0
