"""Files that leave the house are written aside and renamed into place: whole, or not at all."""

import os
from pathlib import Path

from assistant.errors import InputError


def check_target(path: Path) -> None:
    """Refuse a place that nothing can be written to, before any work is done.

    Raises:
        InputError: The path is a folder or a device, its folder is missing, or writing is not allowed.
    """
    folder = path.resolve().parent
    if path.is_dir():
        raise InputError(f"输出“{path}”是文件夹，请写明文件名。")
    if path.exists() and not path.is_file():
        raise InputError(f"输出“{path}”不是普通文件，请换一个文件名。")
    if not folder.is_dir():
        raise InputError(f"输出文件夹“{folder}”不存在，请先建好文件夹或换一个位置。")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise InputError(f"没有写入“{path}”的权限，请换一个位置。")


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8; an old file of this name stays as it is until the new one is complete.

    Raises:
        InputError: The file cannot be written.
    """
    check_target(path)
    target = path.resolve()
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        aside.write_text(text, "utf-8", newline="\n")
        os.replace(aside, target)
    except OSError as error:
        raise InputError(f"无法写入“{path}”（{error.strerror}），请检查磁盘空间和权限。") from error
    finally:
        aside.unlink(missing_ok=True)
