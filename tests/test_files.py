"""Files that leave the house: whole or not at all, nothing overwritten unasked, one clear message."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InputError
from assistant.export import files
from assistant.export.files import check_target, write_bytes, write_text

NAMES = ["核对表.xlsx", "栖云县 上半年（送审稿）.docx", "a b  c.xlsx", "长" * 80 + ".xlsx", "#100%&+.xlsx"]


@pytest.mark.parametrize("name", NAMES)
def test_names_as_offices_give_them(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "讲话稿 2026"
    folder.mkdir()
    write_bytes(folder / name, b"whole", overwrite=False)
    assert (folder / name).read_bytes() == b"whole"
    assert [path.name for path in folder.iterdir()] == [name]


def test_an_existing_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "核对表.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(InputError, match=r"核对表.xlsx”已经存在，没有改动它；.*overwrite=True"):
        write_bytes(target, b"new", overwrite=False)
    assert target.read_bytes() == b"old"
    write_bytes(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "核对表.xlsx"
    sync = os.fsync

    def meanwhile(number: int) -> None:
        target.write_bytes(b"of somebody else")
        sync(number)

    monkeypatch.setattr(files.os, "fsync", meanwhile)
    with pytest.raises(InputError, match="已经存在"):
        write_bytes(target, b"new", overwrite=False)
    assert target.read_bytes() == b"of somebody else"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("place", "said"),
    [("", "是文件夹，请写明文件名"), ("没有/核对表.xlsx", "不存在，请先建好文件夹"), ("/dev/null", "不是普通文件")],
)
def test_places_that_take_no_file(place: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        write_bytes(tmp_path / place, b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("existing", [False, True])
def test_a_folder_that_may_only_be_read(existing: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "核对表.xlsx"
    if existing:
        target.write_bytes(b"old")
    tmp_path.chmod(0o555)
    ask = os.access  # whoever runs the tests as root may write anywhere
    monkeypatch.setattr(files.os, "access", lambda path, mode: Path(path) != tmp_path and ask(path, mode))
    try:
        with pytest.raises(InputError, match=r"^没有写入“.*核对表.xlsx”的权限，请换一个位置。$"):
            check_target(target)
    finally:
        tmp_path.chmod(0o755)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([b"old"] if existing else [])


def _full(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _open_elsewhere(*_: Any) -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(
    ("step", "failure", "said"), [("fsync", _full, "请检查磁盘空间"), ("replace", _open_elsewhere, "正在别的程序里打开，请先关闭它")]
)
@pytest.mark.parametrize("existing", [False, True])
def test_a_write_refused_in_the_middle_leaves_nothing(
    step: str, failure: Any, said: str, existing: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "核对表.xlsx"
    if existing:
        target.write_bytes(b"old")
    monkeypatch.setattr(files.os, step, failure)
    with pytest.raises(InputError, match=said) as caught:
        write_bytes(target, b"new")
    assert "\n" not in str(caught.value)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == ({target.name: b"old"} if existing else {})


def test_text_is_written_as_utf_8_with_its_own_line_ends(tmp_path: Path) -> None:
    write_text(tmp_path / "稿.txt", "甲\n乙\n")
    assert (tmp_path / "稿.txt").read_bytes() == "甲\n乙\n".encode()
