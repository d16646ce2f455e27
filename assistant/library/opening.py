"""Opening: a new library is made, an older one brought up to date, a damaged file set aside, a newer one refused."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, inspect, text

from assistant.errors import LibraryError
from assistant.library.faults import is_damage
from assistant.library.schema import KNOWN, METADATA, NEWEST
from assistant.library.store import PATIENCE, Store

MIGRATIONS = Path(__file__).parent / "migrations"
READ_THROUGH = 50_000_000  # bytes; a larger file is looked at by its head only, so that opening stays quick
_LOCK = 711_2026  # our own number among the advisory locks of a server


def prepare(store: Store) -> tuple[str, ...]:
    """Make a database ready for use.

    Returns:
        What the user has to be told, one Chinese sentence each.

    Raises:
        LibraryError: It was made by a newer program or holds something else, or cannot be reached.
    """
    path = store.place.path
    if path is None:
        store.write(_brought_up_to_date)
        return ()
    with _alone(path):
        notices = () if _sound(path) else (_set_aside(path, store.now()),)
        if not _ready(store):
            with store.bare() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            store.write(_brought_up_to_date)
    return notices


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep others from opening the same file meanwhile; those who have it open are not disturbed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=PATIENCE):
            yield
    except Timeout as error:
        raise LibraryError("文稿库正被别的程序打开，等了很久没有等到；请稍后再试。") from error
    except OSError as error:
        raise LibraryError(
            f"文稿库所在的文件夹“{path.parent}”不能写入（{error.strerror}）；请检查权限，或换一个 ASSISTANT_HOME。"
        ) from error


def _sound(path: Path) -> bool:
    """Tell whether SQLite can read the file: all of it, or the head of a large one."""
    if not path.exists() or not path.stat().st_size:
        return True
    try:
        # for reading only: a damaged file and its journal are set aside as they were found
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            check = "quick_check(1)" if path.stat().st_size <= READ_THROUGH else "schema_version"
            said = connection.execute(f"PRAGMA {check}").fetchone()
        return check == "schema_version" or said == ("ok",)
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise LibraryError("打不开文稿库文件；请检查文件权限，或关闭占用它的程序后再试。") from error


def _set_aside(path: Path, now: str) -> str:
    """Rename a damaged file, its journal first: left behind, that would be played into the new file."""
    stamp = "".join(character for character in now[:19] if character.isdigit())
    aside = next(
        name
        for number in range(1000)
        if not (name := path.with_name(f"{path.stem}.damaged-{stamp}{f'-{number}' if number else ''}.sqlite3")).exists()
    )
    for suffix in ("-wal", "-shm", ""):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            os.replace(beside, aside.with_name(aside.name + suffix))
    return (
        f"文稿库文件已损坏，读不出来；原文件没有动，改名为“{aside.name}”留在原处，现在用的是一个新的空文稿库。有导出文件的，可以导入恢复。"
    )


def _ready(store: Store) -> bool:
    with store.reading() as connection:
        return _schema_version(connection) == NEWEST


def _schema_version(connection: Connection) -> str:
    """Return the version of the tables; empty where there are none.

    Raises:
        LibraryError: They were made by a newer program, or are not ours.
    """
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if tables & set(METADATA.tables):
            raise LibraryError("这个数据库里已有别的程序的同名数据表，不能用作文稿库；请换一个数据库。")
        return ""
    version = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
    if version and version not in KNOWN:
        raise LibraryError("文稿库是由更新版本的程序写成的，这个版本读不了；请升级程序。文稿库没有改动。")
    return version


def _brought_up_to_date(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # a file has its lock beside it
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    if _schema_version(connection) != NEWEST:
        migrate(connection, NEWEST)


def migrate(connection: Connection, version: str) -> None:
    """Bring the tables to a version, inside the transaction of the connection: wholly, or not at all."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, version)
