"""What a database says, told in Chinese; never a text, a figure, an address or a password."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError

from assistant.errors import LibraryError

_DAMAGED = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
_SAID = {
    sqlite3.SQLITE_BUSY: "文稿库正被别的程序占用，等了很久没有等到；请稍后再试，或关闭其他窗口。",
    sqlite3.SQLITE_LOCKED: "文稿库正被别的程序占用，等了很久没有等到；请稍后再试，或关闭其他窗口。",
    sqlite3.SQLITE_READONLY: "文稿库文件不能写入；请检查文件和文件夹的权限。",
    sqlite3.SQLITE_CANTOPEN: "打不开文稿库文件；请检查数据文件夹（ASSISTANT_HOME）是否存在、有没有权限。",
    sqlite3.SQLITE_PERM: "没有读写文稿库文件的权限；请检查文件和文件夹的权限。",
    sqlite3.SQLITE_FULL: "磁盘已满，没有存上；请腾出空间后再存一次。",
    sqlite3.SQLITE_IOERR: "读写文稿库文件时磁盘出错；请检查磁盘后再试。",
}
_CORRUPT = "文稿库文件有损坏，这一步没有做成；请先用 python -m assistant drafts export 导出还读得出的内容，再换用备份。"


def sqlite_code(error: BaseException | None) -> int | None:
    """Return the primary result code of SQLite behind an error; ``None`` where there is none."""
    original = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(original, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF


def is_damage(error: BaseException) -> bool:
    """True where SQLite says that a file is damaged, or is no database at all."""
    return sqlite_code(error) in _DAMAGED


@contextmanager
def told() -> Iterator[None]:
    """Turn errors of the database into :class:`assistant.errors.LibraryError`."""
    try:
        yield
    except SQLAlchemyError as error:
        raise LibraryError(_message(error)) from error


def _message(error: SQLAlchemyError) -> str:
    if is_damage(error):
        return _CORRUPT
    if said := _SAID.get(sqlite_code(error) or 0):
        return said
    if isinstance(error, IntegrityError):
        return "内容前后对不上，或别的程序正在改同样的内容；这一步没有做成，请再试一次。"
    if isinstance(error, OperationalError) and sqlite_code(error) is None:
        return "连不上文稿库的数据库；请检查 ASSISTANT_DATABASE_URL 里的地址、库名、用户和密码，以及数据库服务是否启动。"
    return f"文稿库出错（{type(error).__name__}），这一步没有做成；请运行 python -m assistant doctor 自查，并反馈这一行。"
