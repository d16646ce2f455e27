"""``drafts word`` and ``drafts returned`` on the command line."""

from pathlib import Path

import pytest
from docx import Document

from assistant import Library, draft_speech, sample_brief
from tests.conftest import Run

pytestmark = pytest.mark.slow


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A draft in a library of its own; returns its identifier."""
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    with Library.open() as library:
        return str(library.save(draft_speech(sample_brief(), model=False)).id)


def test_a_draft_leaves_as_word_and_comes_back(saved: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "讲话 稿.docx"
    code, out, _ = run("drafts", "word", saved, path, "--corner", "讲话稿（送审稿）")
    assert (code, out) == (0, f"已写入 {path}（印发稿）\n")
    code, _, err = run("drafts", "word", saved, path)
    assert code == 2 and "已经存在" in err
    assert run("drafts", "word", saved, path, "--layout", "朗读稿", "--overwrite")[0] == 0
    assert run("drafts", "word", saved, path, "--annex", "--overwrite")[0] == 0

    code, out, _ = run("drafts", "returned", saved, path)
    assert (code, out) == (0, "正文没有改动，也没有批注，没有存新的一版。\n")

    document = Document(str(path))
    line = next(paragraph for paragraph in document.paragraphs if "142.8亿元" in paragraph.text)
    wrong = next(part for part in line.runs if "142.8亿元" in part.text)
    wrong.text = wrong.text.replace("142.8亿元", "143.8亿元")
    document.add_comment(wrong, text="请核", author="县长")
    document.save(str(path))
    code, out, _ = run("drafts", "returned", saved, path)
    assert code == 1
    assert "143.8亿元" in out and "批注（县长）" in out and "第2版" in out
    assert "143.8亿元" in run("drafts", "show", saved)[1]
    assert "142.8亿元" in run("drafts", "show", saved, "--version", "1")[1]


def test_what_cannot_be_read_is_told(saved: str, tmp_path: Path, run: Run) -> None:
    code, _, err = run("drafts", "returned", saved, tmp_path / "没有.docx")
    assert code == 2 and "找不到这个文件" in err
    assert run("drafts", "word", "没有这篇", tmp_path / "稿.docx")[0] == 2
