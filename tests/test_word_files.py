"""Where Word files go: names, existing files, folders that cannot be written, disks that are full."""

import errno
import os
from pathlib import Path

import pytest

from assistant import Draft, draft_speech, sample_brief
from assistant.errors import InputError

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_speech(sample_brief(), model=False)


@pytest.mark.parametrize("name", ["讲话.docx", "全县 上半年（送审稿 2026-07-21）.docx", "a b.DOCX", "“稿”.docx", "字" * 80 + ".docx"])
def test_names(draft: Draft, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "讲话 稿"
    folder.mkdir()
    path = draft.to_docx(folder / name)
    assert [path] == list(folder.iterdir())
    assert Draft.from_docx(str(path), draft).text == draft.text


def test_an_existing_file_stays_unless_asked_for(draft: Draft, tmp_path: Path) -> None:
    path = tmp_path / "讲话.docx"
    path.write_bytes(b"old")
    with pytest.raises(InputError, match=r"讲话\.docx”已经存在，没有改动它"):
        draft.to_docx(path)
    assert path.read_bytes() == b"old"
    draft.to_docx(path, overwrite=True)
    assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("没有/讲话.docx", "不存在，请先建好文件夹"),
        ("讲话.doc", r"扩展名应为 \.docx"),
        ("讲话", r"扩展名应为 \.docx"),
        ("夹.docx", "是文件夹"),
    ],
)
def test_places_that_cannot_be_written(draft: Draft, tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "夹.docx").mkdir()
    with pytest.raises(InputError, match=said):
        draft.to_docx(tmp_path / name)
    assert [path.name for path in tmp_path.rglob("*")] == ["夹.docx"]


def test_a_folder_without_permission(draft: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # the superuser may write anywhere
    with pytest.raises(InputError, match=r"没有写入.*的权限，请换一个位置"):
        draft.to_docx(tmp_path / "讲话.docx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("step", "code"), [("fsync", errno.ENOSPC), ("replace", errno.EACCES), ("fsync", errno.EIO)])
def test_a_write_refused_in_the_middle(draft: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int) -> None:
    path = tmp_path / "讲话.docx"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(InputError, match=r"无法写入.*原有的文件没有改动") as caught:
        draft.to_docx(path, overwrite=True)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["讲话.docx"]


def test_an_unknown_layout(draft: Draft, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有“汇报稿”这种版式，可选：印发稿、朗读稿、审阅稿"):
        draft.to_docx(tmp_path / "讲话.docx", "汇报稿")
    assert list(tmp_path.iterdir()) == []


def test_the_users_house_settings(draft: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path))
    (tmp_path / "word.yaml").write_text("印发稿: {正文: {字体: 华文仿宋}, 题注顺序: [讲话人, 日期]}", "utf-8")
    path = draft.to_docx(tmp_path / "讲话.docx")
    from docx import Document

    lines = [paragraph.text for paragraph in Document(str(path)).paragraphs]
    assert lines[1:3] == [draft.text.split("\n")[2], draft.text.split("\n")[1]]
    assert Draft.from_docx(path, draft).state.title == draft.state.title
    (tmp_path / "word.yaml").write_text("印发稿: {正文: {字号: 大}}", "utf-8")
    with pytest.raises(InputError, match="“印发稿·正文·字号”应为数字"):
        draft.to_docx(tmp_path / "讲话.docx", overwrite=True)
