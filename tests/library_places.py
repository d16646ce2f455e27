"""Places for a library: a folder, or a database of its own on the server that TEST_POSTGRES names."""

import os
from atexit import register
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url

from assistant import Library
from assistant.library.store import FILE

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@cache
def _made() -> Path:
    """Make an empty library, once: the tests of opening have their own."""
    home = Path(mkdtemp())
    Library.open(home).close()
    register(rmtree, home)
    return home


@contextmanager
def place(kind: str, folder: Path) -> Iterator[Path | str]:
    """Give an empty place of a kind; a database goes again afterwards."""
    if kind == "sqlite":
        copyfile(_made() / FILE, folder / FILE)
        yield folder
        return
    server = os.environ.get("TEST_POSTGRES")
    if not server:
        pytest.fail("TEST_POSTGRES names no server; .ci/run starts one")
    url = make_url(server).set(drivername="postgresql+psycopg")
    name = f"library_{uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield url.set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        engine.dispose()
