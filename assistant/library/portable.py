"""Everything as one file: a ZIP archive with a table of contents and one JSON Lines file for each table.

Packed pieces are written out as their JSON, so that the file can be read without this program.
"""

import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, select

from assistant.errors import LibraryError
from assistant.export.files import check_target
from assistant.library.content import unpacked
from assistant.library.schema import BRIEFS, CHATS, DRAFTS, MESSAGES, NEWEST, PARTS, VERSIONS
from assistant.library.store import Store

FORMAT = 1
CONTENTS = "library.json"
TABLES = (BRIEFS, DRAFTS, VERSIONS, PARTS, CHATS, MESSAGES)  # in the order in which rows can be put in
BATCH = 200


def export(store: Store, path: Path) -> int:
    """Write everything to one file; see :meth:`assistant.Library.export`."""
    check_target(path)
    target = path.resolve()
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as archive, store.reading() as connection:
            counts = {table.name: connection.execute(select(func.count()).select_from(table)).scalar() or 0 for table in TABLES}
            archive.writestr(CONTENTS, json.dumps({"format": FORMAT, "schema": NEWEST, "counts": counts}, indent=2))
            for table in TABLES:
                with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
                    for line in _lines(connection, table):
                        file.write(line)
        os.replace(aside, target)
    except OSError as error:
        raise LibraryError(f"无法写入“{path}”（{error.strerror}）；请检查磁盘空间和权限。") from error
    finally:
        aside.unlink(missing_ok=True)
    return counts[DRAFTS.name]


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    rows = connection.execution_options(yield_per=BATCH).execute(select(table).order_by(*table.primary_key)).mappings()
    for row in rows:
        yield json.dumps(_written(row), ensure_ascii=False).encode() + b"\n"


def _written(row: RowMapping) -> dict[str, Any]:
    told = dict(row)
    if "body" in told:
        told["json"] = unpacked(told.pop("body")).decode()
    return told


class Archive:
    """An exported file, open for reading.

    Raises:
        LibraryError: It is no such file, is damaged, or was written by a newer program.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = zipfile.ZipFile(path)
            contents = json.loads(self._file.read(CONTENTS))
            newer = int(contents["format"]) > FORMAT
            self.counts = {table.name: int(contents["counts"][table.name]) for table in TABLES}
        except OSError as error:
            raise LibraryError(f"读不了“{path}”（{error.strerror}）；请检查文件名和权限。") from error
        except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
            raise self._broken() from error
        if newer:
            raise LibraryError(f"“{path}”是由更新版本的程序导出的；请升级程序后再导入。")

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """Read the rows of a table, one by one; that all were there is known at the end."""
        count = 0
        try:
            with self._file.open(f"{table.name}.jsonl") as file:
                for line in file:
                    yield _row(table, json.loads(line))
                    count += 1
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError) as error:
            raise self._broken() from error
        if count != self.counts[table.name]:
            raise self._broken()

    def _broken(self) -> LibraryError:
        return LibraryError(f"“{self._path}”不是文稿库的导出文件，或已损坏；什么都没有导入。")


def _row(table: Table, told: dict[str, Any]) -> dict[str, Any]:
    if "body" in table.columns:
        told["body"] = zlib.compress(told.pop("json").encode(), 6)
    return {column.name: told[column.name] for column in table.columns}
