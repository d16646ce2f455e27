"""The material in a real browser: a messy table, its doubts, a cell changed by hand, next month, charts, and a speech from elsewhere."""

import re
from pathlib import Path

import pytest

from desk import labels, terms
from tests.browser.steps import Open, marks, press, settled
from tests.single_pages import messy

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def tables(tmp_path: Path) -> tuple[str, str]:
    paths = (tmp_path / "9月报.xlsx", tmp_path / "10月报.xlsx")
    for path, data in zip(paths, (messy(), messy(10, 30)), strict=True):
        path.write_bytes(data)
    return str(paths[0]), str(paths[1])


def go(page, name: str, sign: str = "") -> None:
    """Go to a page; ``sign`` is what stands on no other one."""
    page.get_by_role("link", name=name, exact=True).click()
    if sign:
        page.get_by_text(sign, exact=True).first.wait_for()


def sampled(page) -> None:
    """Take the sample on the page of the material."""
    go(page, labels.MATERIAL, terms.CLEAR)
    press(page, labels.SAMPLE)
    page.get_by_text("25行数据").wait_for()


def part(page, name: str) -> None:
    page.get_by_role("radio", name=re.compile(f"^{name}")).click()


def hand_in(page, label: str, path: str) -> None:
    page.get_by_label(label, exact=True).locator("input[type=file]").set_input_files(path)


def test_a_messy_table_becomes_a_speech_and_next_month_another(open_page: Open, tables: tuple[str, str]) -> None:
    page = open_page()
    go(page, labels.MATERIAL, terms.CLEAR)
    hand_in(page, terms.UPLOAD, tables[0])
    page.get_by_text("9月报.xlsx，读出").wait_for()
    page.get_by_text("有些数没有写单位").wait_for()  # no other test hands in a table of this shape, which is asked about once
    page.get_by_text("亿元", exact=True).first.click()
    press(page, terms.RECORD)
    page.get_by_text("有些数没有写单位").wait_for(state="detached")
    press(page, terms.TAKE_SUGGESTION)
    page.get_by_text("表里写的是").wait_for(state="detached")
    go(page, labels.OUTLINE)
    press(page, terms.APPROVE)
    paper = page.locator(".paper")
    paper.get_by_text("312.6亿元").first.wait_for()
    go(page, labels.MATERIAL, terms.CLEAR)
    part(page, "下一期数据")
    page.get_by_text(terms.UPLOAD_NEXT, exact=True).wait_for()
    hand_in(page, terms.UPLOAD_NEXT, tables[1])
    page.get_by_text("342.6亿元").first.wait_for()
    press(page, terms.ADOPT)
    page.get_by_text(terms.UPLOAD_NEXT).wait_for(state="detached")
    go(page, labels.DESK)
    press(page, labels.REFRESH)
    paper.get_by_text("342.6亿元").first.wait_for()
    assert "312.6亿元" not in paper.inner_text()


def test_a_cell_is_changed_in_the_grid_and_kept_after_a_reload(open_page: Open) -> None:
    page = open_page()
    sampled(page)
    page.get_by_test_id("glide-cell-2-0").wait_for(state="attached")
    settled(page)
    grid = page.get_by_test_id("stDataFrame")
    headings = grid.locator("[role=columnheader]").all_text_contents()
    grid.click(position={"x": 20, "y": 50})  # the first cell of the first row; by keyboard, wherever a column stands
    for _ in range(headings.index(terms.FIGURE_COLUMNS["value"][0])):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    cell = page.locator("#portal textarea")
    cell.fill("143.8")
    cell.press("Enter")
    page.get_by_text(terms.row(1, "规上工业总产值")).first.wait_for()  # the target and its progress no longer fit
    page.reload()
    page.get_by_text(terms.row(1, "规上工业总产值")).first.wait_for()


def test_two_fields_filled_in_quick_succession_are_both_kept(open_page: Open) -> None:
    page = open_page()
    sampled(page)
    part(page, "会议和讲话人")
    page.get_by_label(terms.SPEAKER_NAME).wait_for()
    for label, text in ((terms.SPEAKER_NAME, "顾望川"), (terms.SPEAKER_POST, "县长"), (terms.MEETING_NAME, "全县三季度工业经济调度会")):
        page.get_by_label(label, exact=True).fill(text)
        page.keyboard.press("Tab")
    page.get_by_text("全县三季度工业经济调度会：25行数据").wait_for()
    page.reload()
    part(page, "会议和讲话人")
    assert page.get_by_label(terms.SPEAKER_NAME, exact=True).input_value() == "顾望川"
    assert page.get_by_label(terms.SPEAKER_POST, exact=True).input_value() == "县长"


def test_what_is_typed_into_the_form_comes_back_after_a_reload(open_page: Open) -> None:
    page = open_page()
    sampled(page)
    part(page, "会议和讲话人")
    name = page.get_by_label(terms.MEETING_NAME)
    name.fill("全县三季度工业经济调度会")
    name.press("Tab")
    page.get_by_text("全县三季度工业经济调度会：25行数据").wait_for()
    page.reload()
    part(page, "会议和讲话人")
    assert page.get_by_label(terms.MEETING_NAME).input_value() == "全县三季度工业经济调度会"


def test_a_chart_is_saved_as_a_picture(open_page: Open) -> None:
    page = open_page()
    sampled(page)
    go(page, labels.CHARTS)
    page.locator("canvas, svg.marks").first.wait_for()
    with page.expect_download() as saving:
        page.get_by_role("button", name=terms.SAVE_CHART).first.click()
    assert Path(saving.value.path()).read_bytes().startswith(b"\x89PNG")
    assert saving.value.suggested_filename == "目标进度.png"


def test_a_word_file_is_audited_beside_its_table(open_page: Open, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    for line in ("在全县工业经济调度会上的讲话", "同志们：", "上半年，工业投资完成31.4亿元，同比增长9.8%，技改投资完成99.9亿元。"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "讲话稿.docx"))
    (tmp_path / "表.csv").write_text("指标,数值,单位,时期,同比\n工业投资,31.4,亿元,2026年1—6月,9.8\n", "utf-8")
    page = open_page()
    go(page, labels.AUDIT, terms.AUDIT_NOW)
    hand_in(page, terms.UPLOAD_SPEECH, str(tmp_path / "讲话稿.docx"))
    page.get_by_text("技改投资完成99.9亿元").first.wait_for()
    hand_in(page, terms.UPLOAD_BESIDE, str(tmp_path / "表.csv"))
    page.get_by_text("表.csv，读出1行").wait_for()
    press(page, terms.AUDIT_NOW)
    page.get_by_text("3个数字").wait_for()
    marks(page, "unsupported").wait_for()


@pytest.mark.parametrize("address", ["material", "outline", "charts", "audit", "corpus", "settings"])
def test_every_control_can_be_reached_by_keyboard_and_has_a_name(open_page: Open, server, address: str) -> None:
    page = open_page(f"{server.url}/{address}")
    page.get_by_role("link", name=labels.MATERIAL).wait_for()
    settled(page)
    nameless = page.evaluate("""() => [...document.querySelectorAll('button, input:not([type=file]), textarea, a[href]')]
        .filter(one => one.offsetParent && !(one.innerText || one.ariaLabel || one.labels?.length || one.title
            || one.getAttribute('aria-labelledby') || one.placeholder)).map(one => one.outerHTML.slice(0, 200))""")
    assert nameless == []
