"""The user's own corpus: a folder the user owns, with the texts and a manifest that may be corrected by hand.

One writer at a time, by a file lock; every file is written aside and renamed. A text is in place before its record is,
and a removed text is kept in ``removed/``: whatever breaks in between, no text is lost.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.exemplars.hygiene import without_instructions
from assistant.exemplars.likeness import content_hash
from assistant.exemplars.recognition import recognise, split_head
from assistant.exemplars.speeches import MANIFEST, TEXTS, Speech, read_manifest, speech_of

REMOVED, EXCLUDED = "removed", "excluded.yaml"
_LOCK_SECONDS = 120.0
_INTRODUCTION = (
    "# 您的范文目录。题目、日期、讲话人、会议类型（occasion）、层级（level）、时段（season）可以直接改，重建索引时不会被覆盖。\n"
)


class OwnCorpus:
    """The speeches of one user or one office.

    Args:
        folder: Where they lie; it is made when the first speech is added.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._texts = folder / TEXTS

    def state(self) -> object:
        """Return something that changes whenever a speech, its record or the list of excluded speeches does."""
        marks: list[tuple[str, int, int]] = []
        for place in (self.folder / MANIFEST, self.folder / EXCLUDED, *self._text_files()):
            with suppress(OSError):
                seen = place.stat()
                marks.append((place.name, seen.st_mtime_ns, seen.st_size))
        return tuple(marks)

    def records(self) -> list[dict[str, Any]]:
        """Return the records of the manifest; none where there is no corpus yet.

        Raises:
            CorpusError: The manifest cannot be read.
        """
        return read_manifest(self.folder / MANIFEST) if (self.folder / MANIFEST).exists() else []

    def excluded(self) -> frozenset[str]:
        """Return the identifiers of bundled speeches that are not to be used."""
        import yaml

        try:
            listed = yaml.safe_load((self.folder / EXCLUDED).read_text("utf-8-sig"))
        except (FileNotFoundError, NotADirectoryError):
            return frozenset()
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise CorpusError(f"停用范文的名单读不出来：{EXCLUDED}，请改正或删去这个文件") from error
        return frozenset(str(item) for item in listed or ())

    def speeches(self) -> tuple[list[Speech], list[str]]:
        """Return the speeches that can be read, and a Chinese sentence for each that cannot.

        The lines above the salutation and paragraphs that speak to a language model are left out of a speech's text.
        """
        found: list[Speech] = []
        troubles: list[str] = []
        for record in self.records():
            try:
                speech = speech_of(self.folder, record)
            except CorpusError as error:
                if not self._was_removed(record):
                    troubles.append(f"{error}。")
                continue
            found.append(_fit(speech))
        return found, troubles

    def _was_removed(self, record: Mapping[str, Any]) -> bool:
        """A removal that was cut short: the text has gone, its record not yet."""
        return (self.folder / REMOVED / str(record.get("file", ""))).is_file()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock of all writers of this corpus.

        Raises:
            CorpusError: Another process holds it, or the folder cannot be written.
        """
        from filelock import FileLock, Timeout

        try:
            self._texts.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / ".lock", timeout=_LOCK_SECONDS):
                for left in (*self.folder.glob(".*.part"), *self._texts.glob(".*.part")):  # by a process that was killed
                    left.unlink(missing_ok=True)
                yield
        except Timeout as error:
            raise CorpusError("另一个程序正在修改范文，等了两分钟仍未完成，请稍后再试") from error
        except OSError as error:
            said = error.strerror or type(error).__name__
            raise CorpusError(f"范文文件夹写不进：{self.folder}（{said}），请检查权限和磁盘空间，或用 ASSISTANT_CORPUS 换一个") from error

    def put(self, name: str, text: str) -> dict[str, Any]:
        """Add a speech and return its record. To be called while :meth:`writing`."""
        key = content_hash(text)
        file = f"{_stem(name)}-{key}.txt"
        _write(self._texts / file, text + "\n")
        return self._record(key, file, name, text)

    def adopt(self) -> list[dict[str, Any]]:
        """Take in texts without a record: dropped into the folder by hand, or left by a process that was killed."""
        recorded = {str(record.get("file")) for record in self.records()}
        taken = []
        for path in self._text_files():
            if path.name not in recorded:
                with suppress(OSError, UnicodeDecodeError):
                    text = path.read_text("utf-8-sig")
                    taken.append(self._record(content_hash(text), path.name, path.name, text))
        return taken

    def _record(self, key: str, file: str, name: str, text: str) -> dict[str, Any]:
        found = recognise(text, name)
        record: dict[str, Any] = {"id": f"u{key}", "file": file, "title": found.title, "date": found.date, "speaker": found.speaker}
        record |= {"occasion": found.occasion, "level": found.level, "season": found.season, "year": found.year, "provenance": name}
        self._append(record)
        return record

    def _append(self, record: Mapping[str, Any]) -> None:
        """Write the manifest with one more record; what stands there stays as it is, remarks and all."""
        import yaml

        manifest = self.folder / MANIFEST
        before = manifest.read_text("utf-8-sig") if manifest.exists() else _INTRODUCTION
        after = yaml.safe_dump([dict(record)], allow_unicode=True, sort_keys=False, width=1000)
        _write(manifest, before + ("" if before.endswith("\n") or not before else "\n") + after)

    def take_out(self, identifier: str) -> None:
        """Remove a speech; its text is kept in ``removed/``. To be called while :meth:`writing`."""
        record = next(record for record in self.records() if str(record.get("id")) == identifier)
        text = self._texts / str(record.get("file"))
        (self.folder / REMOVED).mkdir(exist_ok=True)
        if text.is_file():
            os.replace(text, self.folder / REMOVED / text.name)
        self._drop(identifier)

    def _drop(self, identifier: str) -> None:
        """Cut the lines of one record out of the manifest."""
        import yaml

        manifest = self.folder / MANIFEST
        written = manifest.read_text("utf-8-sig")
        lines = written.splitlines(keepends=True)
        nodes: list[Any] = getattr(yaml.compose(written, Loader=yaml.SafeLoader), "value", [])
        for number, node in enumerate(nodes):
            if any(key.value == "id" and value.value == identifier for key, value in node.value):
                end = nodes[number + 1].start_mark.line if number + 1 < len(nodes) else len(lines)
                del lines[node.start_mark.line : end]
                break
        _write(manifest, "".join(lines))

    def exclude(self, identifiers: frozenset[str]) -> None:
        """Set the list of bundled speeches that are not to be used. To be called while :meth:`writing`."""
        import yaml

        _write(self.folder / EXCLUDED, "# 停用的自带范文的编号。\n" + yaml.safe_dump(sorted(identifiers), allow_unicode=True))

    def _text_files(self) -> list[Path]:
        return sorted(path for path in self._texts.glob("*.txt") if not path.name.startswith(".")) if self._texts.is_dir() else []


def _fit(speech: Speech) -> Speech:
    return replace(speech, text=without_instructions(split_head(speech.text)[1]))


def _stem(name: str) -> str:
    """Return a file name without suffix and without what file systems or YAML trip over."""
    return re.sub(r"[^\w\u4e00-\u9fff-]+", "_", re.sub(r"\.[A-Za-z]+$", "", name)).strip("_")[:40] or "speech"


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
