"""Nothing a user writes is run, two tabs keep out of each other's way, and everything is reached by keyboard."""

from typing import TYPE_CHECKING

import pytest

from assistant import Brief, Library
from desk import labels
from tests.browser.steps import Open, change_paragraph, downloaded, drafted, kept, marks, press, replies, say, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EVIL = (
    "<script>alert(1)</script><img src=http://192.0.2.1/a.png onerror=alert(2)> ![x](http://192.0.2.1/b.png) "
    "<iframe src=http://192.0.2.1></iframe> **b** &lt;i&gt; =cmd|'/C calc'!A1 :material/home: $x$"
)
CONTROLS = """() => {
  const found = [];
  const walk = (root) => root.querySelectorAll('*').forEach((one) => {
    if (one.shadowRoot) walk(one.shadowRoot);
    if (!one.matches('button, a[href], input, textarea, select, [role=button], [role=radio], [role=textbox]')) return;
    if (!one.checkVisibility() || one.disabled) return;
    const label = one.getAttribute('aria-label') || one.innerText || [...(one.labels || [])].map((each) => each.innerText).join('')
      || one.getAttribute('title') || one.placeholder || '';
    found.push({ name: label.trim(), tab: one.tabIndex, what: one.outerHTML.slice(0, 120) });
  });
  walk(document);
  return found;
}"""


def _shows_text_only(page: "Page") -> None:
    """No element was made of what a user wrote."""
    assert page.locator("img[src*='192.0.2.1'], iframe, script:text('alert')").count() == 0


def test_markup_and_formulas_do_no_harm_anywhere(open_page: Open, server: "Server") -> None:
    brief = Brief.of(
        {
            "region": "云岭县",
            "meeting": {"name": EVIL},
            "speaker": {"name": EVIL},
            "figures": [{"indicator": "规上工业总产值", "value": "312.6", "unit": "亿元", "yoy": "8.4", "period": "2025年"}],
            "priorities": [EVIL, "抓投资"],
            "problems": [EVIL],
        }
    )
    with Library.open(server.home) as library:
        identifier = library.save_brief(brief)
    page = open_page(f"{server.url}/?brief={identifier}")
    press(page, labels.DRAFT)
    page.locator(".paper").wait_for()
    change_paragraph(page, 1, lambda text: f"{EVIL}新签约项目317个。{text}")
    page.locator(".paper").get_by_text("onerror=alert(2)").first.wait_for()
    say(page, EVIL)
    replies(page).nth(2).wait_for()
    _shows_text_only(page)
    for view in list(labels.VIEWS.values())[1:]:
        page.get_by_role("radio", name=view, exact=True).or_(page.get_by_role("button", name=view, exact=True)).first.click()
        page.wait_for_load_state("networkidle")
        _shows_text_only(page)
    page.get_by_role("link", name=labels.DRAFTS).click()
    page.get_by_role("textbox", name=labels.SEARCH).fill(EVIL)
    page.get_by_role("textbox", name=labels.SEARCH).press("Enter")
    page.get_by_role("button", name="onerror=alert(2)").first.wait_for()
    _shows_text_only(page)


def test_a_very_long_message_and_paragraph_do_no_harm(open_page: Open) -> None:
    page = open_page()
    drafted(page)
    say(page, "很长的话。" * 20_000)
    assert replies(page).count() == 1  # more than a message may have: it stays in the box
    say(page, "很长的话。" * 3_900)
    replies(page).nth(1).wait_for()
    change_paragraph(page, 1, lambda text: text + "又一句长话。" * 3_000)
    page.get_by_text("又一句长话。").first.wait_for()
    assert downloaded(page, labels.TEXT).read_text("utf-8").count("又一句长话。") == 3_000


def test_two_tabs_keep_out_of_each_others_way(open_page: Open) -> None:
    one = open_page()
    drafted(one)
    two = open_page(kept(one))
    two.locator(".paper").wait_for()
    change_paragraph(one, 1, lambda text: text + "甲写的。")
    one.locator(".paper").get_by_text("甲写的。").wait_for()
    change_paragraph(two, 1, lambda text: text + "乙写的。")
    two.locator(".paper").get_by_text("乙写的。").wait_for()
    assert "乙写的。" not in one.locator(".paper").inner_text()
    one.reload()
    one.locator(".paper").get_by_text("乙写的。").wait_for()
    one.get_by_text(labels.VIEWS["versions"], exact=True).click()
    newest = one.get_by_role("combobox", name=labels.COMPARE)
    newest.wait_for()
    assert newest.input_value().startswith("第3版")
    two.get_by_text(labels.VIEWS["versions"], exact=True).click()
    two.get_by_text("甲写的。").first.wait_for()


def test_every_control_has_a_name_and_a_place_in_the_tab_order(open_page: Open) -> None:
    page = open_page()
    drafted(page)
    settled(page)
    controls = page.evaluate(CONTROLS)
    assert len(controls) > 100
    assert [control["what"] for control in controls if not control["name"]] == []
    radios = [control for control in controls if control["tab"] < 0]
    assert [control["what"] for control in radios if "radio" not in control["what"] and "segmented" not in control["what"]] == []


def test_a_number_is_looked_at_and_left_by_keyboard(open_page: Open) -> None:
    page = open_page()
    drafted(page)
    change_paragraph(page, 2, lambda text: text.replace("142.8亿元", "148.2亿元"))
    marks(page, "contradicted").wait_for()
    page.locator(".legend .contradicted").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog")
    card.wait_for()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=f"{labels.SHEET['correct']} 142.8亿元").wait_for()
    page.keyboard.press("Enter")
    marks(page, "contradicted").wait_for(state="detached")


def test_a_verdict_is_told_by_more_than_its_colour(open_page: Open) -> None:
    page = open_page()
    drafted(page)
    change_paragraph(page, 2, lambda text: text.replace("142.8亿元", "148.2亿元") + "新签约项目317个。")
    marks(page, "contradicted").wait_for()
    style = "mark => [getComputedStyle(mark).textDecorationStyle, mark.querySelector('sup')?.textContent ?? '']"
    looks = {kind: tuple(marks(page, kind).first.evaluate(style)) for kind in ("supported", "derived", "unsupported")}
    assert len(set(looks.values())) == 3
    assert "与输入矛盾" in (marks(page, "contradicted").get_attribute("aria-label") or "")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900)])
def test_chat_and_speech_fit_the_screen(open_page: Open, width: int, height: int) -> None:
    page = open_page(width=width, height=height)
    drafted(page)
    for number, question in enumerate(("哪些指标在下降？", "谁牵头？", "离目标还差多少？"), start=1):
        say(page, question)
        replies(page).nth(number).wait_for()
    settled(page)
    chat, last = page.locator(".st-key-chat").bounding_box(), replies(page).last.bounding_box()
    assert chat and last and chat["y"] <= last["y"] + last["height"] <= chat["y"] + chat["height"]
    box = page.get_by_role("textbox", name=labels.MESSAGE).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= height
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    paper = page.locator(".st-key-paper").bounding_box()
    assert paper is not None
    assert paper["height"] > height * 0.6
    assert paper["y"] + paper["height"] <= height + 1


def test_the_box_to_write_in_stays_in_view_beneath_what_is_offered(open_page: Open, server: "Server") -> None:
    page = open_page(width=1366, height=768)
    drafted(page)
    with Library.open(server.home) as library:
        other = library.save_brief(Brief.of({"meeting": {"name": "全县三季度调度会"}, "priorities": ["抓好春耕"]}))
    page.goto(f"{kept(page)}&brief={other}")
    page.get_by_text(labels.CHANGED_BRIEF).wait_for()
    settled(page)
    box, chat = page.get_by_role("textbox", name=labels.MESSAGE).bounding_box(), page.locator(".st-key-chat").bounding_box()
    assert box and chat
    assert chat["y"] + chat["height"] < box["y"]
    assert box["y"] + box["height"] <= 768
