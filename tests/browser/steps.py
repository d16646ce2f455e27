"""What a clerk does, as one would say it: the steps the browser tests are made of.

The page is drawn piece by piece, from the top and the right: what stands further down may come later. So each step waits for the very thing
that it or its test looks at next.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desk import labels

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Open = Callable[..., "Page"]


def press(page: "Page", name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def drafted(page: "Page") -> None:
    """Draft the sample."""
    press(page, labels.SAMPLE)
    press(page, labels.DRAFT)
    page.locator(".paper").wait_for()
    kept(page)


def kept(page: "Page") -> str:
    """Return the address once it names the draft: it does when the page is drawn to its end."""
    page.wait_for_url(re.compile(r"[?&]draft=\w+"))
    settled(page)
    return page.url


def settled(page: "Page") -> None:
    """Wait until nothing more is being drawn."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def say(page: "Page", message: str) -> None:
    box = page.get_by_role("textbox", name=labels.MESSAGE)
    box.fill(message)
    box.press("Enter")


def replies(page: "Page") -> "Locator":
    return page.get_by_label("Chat message from assistant")


def paper_after(page: "Page", number: int, before: str) -> str:
    """Return what stands on the sheet once it has changed and reply ``number`` is there."""
    from playwright.sync_api import expect

    replies(page).nth(number).wait_for()
    paper = page.locator(".paper")
    expect(paper).not_to_have_text(before, use_inner_text=True)
    return paper.inner_text()


def marks(page: "Page", kind: str) -> "Locator":
    return page.locator(f".paper .mark.{kind}")


def change_paragraph(page: "Page", number: int, change: Callable[[str], str]) -> None:
    """Change the words of a paragraph on the sheet."""
    page.get_by_role("button", name=labels.SHEET["paragraph"].replace("N", str(number)), exact=True).click()
    page.get_by_role("button", name=labels.SHEET["edit"], exact=True).click()
    field = page.get_by_role("textbox", name=labels.SHEET["edit"])
    field.fill(change(field.input_value()))
    page.get_by_role("button", name=labels.SHEET["save"], exact=True).click()
    field.wait_for(state="detached")


def downloaded(page: "Page", name: str) -> Path:
    press(page, labels.EXPORT)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    page.keyboard.press("Escape")
    return Path(waiting.value.path())
