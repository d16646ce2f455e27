"""What leaves the desk is opened, and a Word file that comes back is dropped in, in a real browser."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from desk import labels
from tests.browser.steps import Open, downloaded, drafted, marks, replies

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RIGHT, WRONG = "规上工业总产值已经达到142.8亿元。", "工业投资完成41.3亿元，大家再加把劲。"


def view(page: "Page", name: str) -> None:
    page.get_by_role("radio", name=labels.VIEWS[name], exact=True).click()


def hand_in(page: "Page", path: Path) -> None:
    page.get_by_label(labels.DROP_IN, exact=True).locator("input[type=file]").set_input_files(str(path))


def tracked(paragraph: object, tag: str, author: str) -> object:
    """Return a tracked change at the end of a paragraph."""
    change = OxmlElement(f"w:{tag}")
    change.set(qn("w:id"), "9001")
    change.set(qn("w:author"), author)
    change.set(qn("w:date"), datetime(2026, 11, 20, 9, 30, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    paragraph._p.append(change)
    return change


def review(path: Path, target: Path) -> None:
    """Do what a leader does: add a sentence plainly, another one as a tracked change, and ask a question in the margin."""
    document = Document(str(path))
    paragraph = next(one for one in document.paragraphs if "142.8亿元" in one.text)
    run = paragraph.add_run(RIGHT)
    added = paragraph.add_run(WRONG)
    tracked(paragraph, "ins", "王县长").append(added._r)
    document.add_comment(run, text="这个数再核一遍", author="王县长", initials="王")
    document.save(str(target))


def test_every_file_is_opened_and_the_check_sheet_has_every_number(open_page: Open) -> None:
    page = open_page()
    drafted(page)
    texts = {}
    for layout, name in labels.WORD.items():
        document = Document(str(downloaded(page, name)))
        texts[layout] = "".join(one.text for one in document.paragraphs).replace("\n", "")
    assert all("142.8亿元" in text for text in texts.values())
    book = openpyxl.load_workbook(BytesIO(downloaded(page, labels.CHECK_SHEET).read_bytes()))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    page.keyboard.press("Escape")
    counted = sum(marks(page, kind).count() for kind in ("supported", "derived", "known", "unclear", "unsupported", "contradicted"))
    assert len(rows) - 1 == counted > 50
    assert any("142.8亿元" in str(row) for row in rows)


def test_a_file_that_comes_back_shows_its_changes_and_is_found_again(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    drafted(page)
    review(downloaded(page, labels.WORD["印发稿"]), tmp_path / "王县长改.docx")
    view(page, "versions")
    hand_in(page, tmp_path / "王县长改.docx")
    replies(page).nth(1).wait_for()
    assert "41.3亿元（与输入矛盾）" in replies(page).nth(1).inner_text()
    shown = page.locator(".difference")
    shown.get_by_text(WRONG).wait_for()
    assert shown.locator("ins").all_inner_texts() == [f"{labels.ADDED}　{RIGHT}", f"{labels.ADDED}　{WRONG}"]
    assert shown.locator("del").count() == 0
    page.reload()
    wrong = marks(page, "contradicted")
    wrong.wait_for()
    assert wrong.inner_text().startswith("41.3亿元")
    view(page, "versions")
    page.get_by_role("cell", name="这个数再核一遍").wait_for()
    page.get_by_role("cell", name=RIGHT).wait_for()
    page.get_by_text("修订人：王县长").wait_for()
    page.locator(".difference").get_by_text(WRONG).wait_for()


def test_a_file_that_is_no_word_file_is_told(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    drafted(page)
    view(page, "versions")
    (tmp_path / "<b>讲话.docx").write_bytes(b"no Word file")
    hand_in(page, tmp_path / "<b>讲话.docx")
    page.get_by_text("<b>讲话.docx：内容不是 Word 文档").wait_for()
    page.get_by_label(labels.DROP_IN, exact=True).wait_for()
