"""What a clerk does, as one would say it: the steps the browser tests are made of."""

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


def say(page: "Page", message: str) -> None:
    box = page.get_by_role("textbox", name=labels.MESSAGE)
    box.fill(message)
    box.press("Enter")


def replies(page: "Page") -> "Locator":
    return page.get_by_label("Chat message from assistant")


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
