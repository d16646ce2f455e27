"""Files that leave the house are written aside and renamed into place: whole, or not at all."""

import os
import threading
from pathlib import Path

from assistant.errors import InputError


def check_target(path: Path, *, overwrite: bool = True) -> None:
    """Refuse a place that nothing can be written to, before any work is done.

    Args:
        path: The file to be written.
        overwrite: Whether a file of this name may be replaced.

    Raises:
        InputError: The path is a folder or a device, its folder is missing, writing is not allowed, or there is a file already.
    """
    folder = path.resolve().parent
    if path.is_dir():
        raise InputError(f"输出“{path}”是文件夹，请写明文件名。")
    if path.exists() and not path.is_file():
        raise InputError(f"输出“{path}”不是普通文件，请换一个文件名。")
    if not folder.is_dir():
        raise InputError(f"输出文件夹“{folder}”不存在，请先建好文件夹或换一个位置。")
    if not overwrite and path.exists():
        raise InputError(f"“{path}”已经存在，没有改动它；要换掉请写明 overwrite=True，或换一个文件名。")
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise InputError(f"没有写入“{path}”的权限，请换一个位置。")


def write_text(path: Path, text: str, *, overwrite: bool = True) -> None:
    """Write a text file in UTF-8; an old file of this name stays as it is until the new one is complete.

    Raises:
        InputError: The file cannot be written, or there is one already that may not be replaced.
    """
    write_bytes(path, text.encode("utf-8"), overwrite=overwrite)


def write_bytes(path: Path, content: bytes, *, overwrite: bool = True) -> None:
    """Write a file; an old file of this name stays as it is until the new one is complete and on the disk.

    Raises:
        InputError: The file cannot be written, or there is one already that may not be replaced.
    """
    check_target(path, overwrite=overwrite)
    target = path.resolve()
    # A short name of its own: one of 255 bytes has no room for more, and two writers must not meet.
    aside = target.with_name(f".{os.getpid()}-{threading.get_ident()}.part")
    try:
        with open(aside, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        check_target(path, overwrite=overwrite)  # another program may have put a file there meanwhile
        os.replace(aside, target)
    except OSError as error:
        advice = "这个文件可能正在别的程序里打开，请先关闭它，并检查权限" if isinstance(error, PermissionError) else "请检查磁盘空间和权限"
        raise InputError(f"无法写入“{path}”（{error.strerror}），{advice}；原有的文件没有改动。") from error
    finally:
        aside.unlink(missing_ok=True)
