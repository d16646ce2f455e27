"""Where a library is, and its transactions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError

from assistant.errors import LibraryError
from assistant.library.faults import told
from assistant.settings import Settings

FILE = "library.sqlite3"
PATIENCE = 30  # seconds that a writer waits for the one before it
ATTEMPTS = 50  # of two writers with one number, one always gets through: this is reached by nobody
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a library is: a file of SQLite (``path``), or a database on a PostgreSQL server."""

    url: URL
    path: Path | None

    def __str__(self) -> str:
        return str(self.path) if self.path else self.url.difference_update_query(["password"]).render_as_string(hide_password=True)


def place_of(where: Settings | Path | str | None) -> Place:
    """Return the place that settings, a folder of state or the address of a database mean.

    Raises:
        LibraryError: The address is none, or of a database that is neither SQLite nor PostgreSQL.
    """
    where = Settings.from_env() if where is None else where
    if isinstance(where, Settings):
        where = where.database_url or where.home
    if isinstance(where, str) and "://" in where:
        return _server_place(where)
    return _file_place(Path(where).expanduser().absolute() / FILE)


def _file_place(path: Path) -> Place:
    return Place(URL.create("sqlite+pysqlite", database=str(path)), path)


def _server_place(address: str) -> Place:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise LibraryError("数据库地址写法有误；应为 postgresql://用户:密码@主机/库名 的样子。") from None
    kind = url.get_backend_name()
    if kind == "sqlite" and url.database:
        return _file_place(Path(url.database).absolute())
    if kind not in ("postgresql", "postgres"):
        raise LibraryError("文稿库只能放在 SQLite 文件或 PostgreSQL 里；地址应以 postgresql:// 开头。")
    return Place(url.set(drivername="postgresql+psycopg"), None)


def engine_of(place: Place) -> Engine:
    """Return the engine of a place; nothing is connected yet.

    Raises:
        LibraryError: The driver of PostgreSQL is not installed.
    """
    if place.path:
        # a connection for each transaction: none is left open, none crosses a fork or a thread
        engine = create_engine(place.url, poolclass=NullPool, connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _connected)
        event.listen(engine, "begin", _begun)
        return engine
    try:
        return create_engine(place.url, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise LibraryError("没有安装 PostgreSQL 的驱动；请运行 pip install 'speech-assistant[postgres]'。") from error


def _connected(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin late and leave table definitions outside: we begin ourselves
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("bare"):
        # a writer that first reads would find its snapshot overtaken; it queues from the start
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


@dataclass(frozen=True, slots=True)
class Store:
    """An open database with its clock and its source of identifiers."""

    engine: Engine
    place: Place
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database throughout."""
        options = {} if self.place.path else {"isolation_level": "REPEATABLE READ"}
        with told(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    def write(self, work: Callable[[Connection], Found], attempts: int = ATTEMPTS) -> Found:
        """Do work in one transaction: all of it, or nothing; from the start again where another writer took the number first."""
        writing = self.engine.execution_options(writes=True)
        with told():
            for _ in range(attempts):
                try:
                    with writing.begin() as connection:
                        return work(connection)
                except IntegrityError as error:
                    met = error
            raise met

    @contextmanager
    def bare(self) -> Iterator[Connection]:
        """Give a connection without a transaction, for what a database does outside of one."""
        with told(), self.engine.connect() as connection:
            yield connection.execution_options(bare=True, isolation_level="AUTOCOMMIT")

    def now(self) -> str:
        """Return the time (UTC) as it is kept: it sorts as text."""
        return self.clock().isoformat(timespec="microseconds")
