"""A clerk's day at the desk, in a real browser."""

from typing import TYPE_CHECKING

import docx
import pytest
import yaml

from assistant import Brief
from desk import labels
from tests.browser.steps import Open, change_paragraph, downloaded, drafted, kept, marks, paper_after, press, replies, say, settled

if TYPE_CHECKING:
    from tests.browser.conftest import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_number_shows_where_it_comes_from(open_page: Open) -> None:
    page = open_page()
    drafted(page)
    assert marks(page, "supported").count() > 50
    marks(page, "derived").first.click()
    card = page.get_by_role("dialog")
    assert "由输入推算" in card.inner_text()
    page.keyboard.press("Escape")
    assert card.count() == 0


def test_a_wrong_number_is_seen_at_once_and_corrected(open_page: Open) -> None:
    page = open_page()
    drafted(page)
    change_paragraph(page, 2, lambda text: text.replace("142.8亿元", "148.2亿元"))
    wrong = marks(page, "contradicted")
    wrong.wait_for()
    wrong.click()
    press(page, f"{labels.SHEET['correct']} 142.8亿元")
    wrong.wait_for(state="detached")
    assert "142.8亿元" in page.locator(".paper").inner_text()


def test_the_speech_is_revised_by_chat_in_three_ways_and_undone(open_page: Open) -> None:
    page = open_page()
    drafted(page)
    paper = page.locator(".paper")
    first = paper.inner_text()
    for number, instruction in enumerate(("称谓改为“同志们、朋友们：”", "把推动建材转型提到第一条", "删去结尾"), start=1):
        before = paper.inner_text()
        say(page, instruction)
        paper_after(page, number, before)
    press(page, labels.UNDO)
    replies(page).nth(4).wait_for()
    press(page, labels.UNDO)
    replies(page).nth(5).wait_for()
    press(page, labels.UNDO)
    paper.get_by_text("同志们：", exact=True).wait_for()
    assert paper.inner_text() == first
    press(page, labels.REDO)
    paper.get_by_text("同志们、朋友们：").wait_for()


def test_a_paragraph_is_shortened_from_its_own_menu(open_page: Open) -> None:
    page = open_page()
    drafted(page)
    before = page.locator(".paper").inner_text()
    press(page, labels.SHEET["paragraph"].replace("N", "5"))
    press(page, labels.SHEET["shorten"])
    after = paper_after(page, 1, before)
    assert len(after) < len(before)
    assert after.split("\n")[:8] == before.split("\n")[:8]


def test_what_cannot_be_done_is_said_and_changes_nothing(open_page: Open) -> None:
    page = open_page()
    drafted(page)
    before = page.locator(".paper").inner_text()
    say(page, "第九部分压缩三分之一")
    replies(page).nth(1).wait_for()
    say(page, "工业投资完成多少？")
    replies(page).nth(2).get_by_text("31.4亿元").first.wait_for()
    assert page.locator(".paper").inner_text() == before


def test_the_speech_is_exported_and_reads_the_same(open_page: Open) -> None:
    page = open_page()
    drafted(page)
    text = downloaded(page, labels.TEXT).read_text("utf-8")
    assert all(line in text for line in page.locator(".paper .line.title").all_inner_texts())
    for name in labels.WORD.values():
        paragraphs = [paragraph.text for paragraph in docx.Document(str(downloaded(page, name))).paragraphs]
        assert any("今天召开全县上半年工业经济运行调度会" in paragraph.replace("\n", "") for paragraph in paragraphs)
    assert downloaded(page, labels.MARKDOWN).read_text("utf-8").startswith("# ")
    brief = Brief.of(yaml.safe_load(downloaded(page, labels.YAML).read_text("utf-8")))
    assert len(brief.figures) == 25


def test_everything_comes_back_after_a_reload_and_after_a_crash(open_page: Open, server: "Server") -> None:
    page = open_page()
    drafted(page)
    change_paragraph(page, 1, lambda text: text + "我们一起干。")
    page.get_by_text("我们一起干。").first.wait_for()
    before = page.locator(".paper").inner_text()
    address = kept(page)
    page.reload()
    page.locator(".paper").wait_for()
    assert page.locator(".paper").inner_text() == before
    server.stop(hard=True)
    server.start()
    again = open_page(address)
    again.locator(".paper").wait_for()
    settled(again)
    assert again.locator(".paper").inner_text() == before
    assert again.get_by_text(labels.EDITED).count() == 1
