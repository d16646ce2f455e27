"""Word files and the check sheet on the desk: offered, and a Word file that comes back taken in or told why not."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from assistant import Draft, Library, draft_speech, sample_brief
from desk import labels, state
from tests.app_pages import open_page, press, shown
from tests.single_pages import EVIL, NAMES, harmless, html, upload

WRONG = "新签约项目317个，完成工业总产值148.2亿元。"


@pytest.fixture(scope="module")
def draft(home: object) -> Draft:
    return draft_speech(sample_brief(), model=False)


@pytest.fixture
def saved(draft: Draft) -> str:
    with Library.open() as library:
        return library.save(replace(draft, shelf=type(draft.shelf)())).id


@pytest.fixture(scope="module")
def printed(draft: Draft) -> bytes:
    return draft.docx("印发稿", when=datetime(2026, 11, 20, 9, 30))


def reviewed(content: bytes, sentence: str = "", comment: str = "", author: str = "王县长") -> bytes:
    """Return a Word file with a sentence more at the end of a paragraph, and a comment on that paragraph."""
    document, written = Document(io.BytesIO(content)), io.BytesIO()
    target = next(paragraph for paragraph in document.paragraphs if "142.8亿元" in paragraph.text)
    if sentence:
        document.add_table(1, 1)
        target.add_run(sentence)
    if comment:
        document.add_comment(target.runs[-1], text=comment, author=author, initials="")
    document.save(written)
    return written.getvalue()


def look_at_versions(draft: str) -> AppTest:
    at = open_page(draft=draft)
    at.session_state[state.VIEW] = "versions"
    at.run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    """What the chat says last."""
    return at.session_state[state.SAID][-1].text


def versions(draft: str) -> int:
    with Library.open() as library:
        return len(library.versions(draft))


@pytest.mark.slow
def test_every_file_is_offered_under_a_name_of_its_own(saved: str) -> None:
    at = open_page(draft=saved)
    offered = [button.proto.label for button in at.get("download_button")]
    assert offered == [*labels.WORD.values(), labels.CHECK_SHEET, labels.TEXT, labels.MARKDOWN, labels.YAML]


@pytest.mark.slow
def test_the_check_sheet_is_the_one_that_is_written(draft: Draft, tmp_path: object) -> None:
    book = openpyxl.load_workbook(io.BytesIO(draft.checksheet()))
    told = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert sum(draft.text.count(str(row[2])) > 0 for row in told[1:]) == len(draft.report.findings)
    path = draft.to_checksheet(f"{tmp_path}/核对表.xlsx")
    assert [[cell.value for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()] == told
    assert "送审稿" in openpyxl.load_workbook(io.BytesIO(draft.checksheet(version="送审稿"))).worksheets[0].oddFooter.left.text


@pytest.mark.slow
def test_a_returned_file_becomes_the_next_version_and_stays(saved: str, draft: Draft, printed: bytes) -> None:
    at = look_at_versions(saved)
    at = upload(at, labels.DROP_IN, ("领导改.docx", reviewed(printed, WRONG, "这个数\n再核一遍")))
    assert versions(saved) == 2
    assert "“领导改.docx”：加了1句，批注1条" in said(at)
    assert "317个" in said(at) and "148.2亿元" in said(at)
    page = shown(at)
    assert f"<ins>{labels.ADDED}　{WRONG}</ins>" in page
    assert page.count("<del>") == 0
    again = look_at_versions(saved)
    for one in (at, again):
        assert [warning.value for warning in one.warning] == ["有1个表格，没有读入。"]
        (comments,) = [body for body in html(one) if labels.COMMENTS[0] in body]
        assert "<td>王县长</td><td>这个数\n再核一遍</td>" in comments
        assert WRONG in comments
    assert again.session_state[state.DRAFT].report.summary() in shown(again)
    assert press(again, labels.UNDO).session_state[state.DRAFT].text == draft.text


@pytest.mark.slow
def test_a_file_with_nothing_but_comments_keeps_them(saved: str, draft: Draft, printed: bytes) -> None:
    at = upload(look_at_versions(saved), labels.DROP_IN, ("批.docx", reviewed(printed, comment="同意")))
    assert "文字没有变，批注1条" in said(at)
    assert versions(saved) == 2
    assert at.session_state[state.DRAFT].text == draft.text
    assert "<td>同意</td>" in shown(look_at_versions(saved))


@pytest.mark.slow
@pytest.mark.parametrize("layout", list(labels.WORD))
def test_an_untouched_file_makes_no_version(saved: str, draft: Draft, layout: str) -> None:
    at = upload(look_at_versions(saved), labels.DROP_IN, ("原样.docx", draft.docx(layout)))
    assert said(at) == labels.NOTHING_CAME_BACK
    assert versions(saved) == 1


@pytest.mark.slow
def test_comments_belong_to_the_version_that_brought_them(draft: Draft, printed: bytes) -> None:
    back = Draft.from_docx(io.BytesIO(reviewed(printed, WRONG, "核")), draft)
    assert back.returned is not None and back.changes[0].after == WRONG
    later = back.edit(back.text.replace("同志们：", "同志们、朋友们：", 1))
    assert later.returned is None
    assert back.followed_by(replace(back, seed=1)).returned is None
    assert later.undo().returned == back.returned


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


WRONG_FILES: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("半.docx", cut, "损坏或不完整"),
    ("空.docx", lambda _: b"", "不是 Word 文档"),
    ("月报.xlsx", lambda _: "指标,数值\n工业投资,3".encode(), "不是 Word 文档"),
    ("旧.doc", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 Word"),
    ("长.docx", lambda content: reviewed(content, "字" * 100_000), "不像单篇讲话稿"),
    ("大.docx", lambda content: content + bytes(20 * 1024 * 1024), "超过20 MB"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "spoil", "told"), WRONG_FILES, ids=[name for name, _, _ in WRONG_FILES])
def test_a_file_that_is_no_use_is_told_and_changes_nothing(
    saved: str, printed: bytes, name: str, spoil: Callable[[bytes], bytes], told: str
) -> None:
    at = upload(look_at_versions(saved), labels.DROP_IN, (name, spoil(printed)))
    assert said(at).startswith(f"{name}：") and told in said(at)
    assert versions(saved) == 1
    assert at.session_state[state.JOB] is None


@pytest.mark.slow
@pytest.mark.parametrize("text", EVIL, ids=NAMES)
def test_whatever_stands_in_a_file_or_its_name_does_no_harm(saved: str, printed: bytes, text: str) -> None:
    given = (f"../{text}.docx", reviewed(printed, f"{text[:5000]}。", text, author=text[:200]))
    at = upload(look_at_versions(saved), labels.DROP_IN, given)
    assert "批注1条" in said(at)
    assert text[:50] in at.session_state[state.DRAFT].text
    assert harmless(look_at_versions(saved)) == []
