"""Single pages of the app under Streamlit's own test driver, and what of them is read as markup."""

import io
from typing import Any

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

EVIL = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://192.0.2.1/a.png) [a](http://192.0.2.1) **b** `c` $x$ :red[y] :material/close:",
    "&lt;script&gt;&#x3c;",
    "=cmd|' /C calc'!A1",
    "字" * 100_000,
)
NAMES = ("script", "image", "markdown", "entities", "formula", "100 kB")
_QUICK = "markdown"  # the text with most kinds of markup stands for all in the quick suite
ANY_EVIL = [pytest.param(text, id=name, marks=() if name == _QUICK else pytest.mark.slow) for name, text in zip(NAMES, EVIL, strict=True)]
_SCRIPT = """
from desk import guard, saving
from desk{package} import {module}
saving.restore()
guard.carry_out()
guard.show_flash()
with guard.calm():
    {module}.show()
saving.remember()
"""


def open_page(module: str, **session: Any) -> AppTest:
    package, _, name = module.rpartition(".")
    at = AppTest.from_string(_SCRIPT.format(package=f".{package}" if package else "", module=name), default_timeout=60)
    for key, value in session.items():
        at.session_state[key] = value
    return run(at)


def run(at: AppTest) -> AppTest:
    """Run a page; whatever was done to it, it ends without an exception and shows nothing that is read as markup."""
    at.run()
    assert not at.exception
    assert harmless(at) == []
    return at


def press(at: AppTest, label: str, which: int = 0) -> AppTest:
    [button for button in at.button if button.label == label][which].click()
    return run(at)


def upload(at: AppTest, label: str, *files: tuple[str, bytes]) -> AppTest:
    uploader = next(one for one in at.file_uploader if one.label == label)
    given = [(name, data, "application/octet-stream") for name, data in files]
    uploader.set_value(given if uploader.proto.multiple_files else given[0])
    return run(at)


def choose(at: AppTest, part: str) -> AppTest:
    at.button_group(key="part").set_value(part)
    return run(at)


def field(elements: Any, label: str, which: int = 0) -> Any:
    return [one for one in elements if one.label == label][which]


def told(at: AppTest) -> str:
    """What the page tells in words, without the signs that keep text from being markup."""
    kinds = (at.error, at.warning, at.info, at.success, at.markdown, at.caption)
    return "\n".join(one.value for kind in kinds for one in kind).replace("\\", "") + "\n".join(html(at))


def html(at: AppTest) -> list[str]:
    return [one.proto.body for one in at.get("html")]


def harmless(at: AppTest) -> list[str]:
    """Return the texts of users that would be read as markup."""
    read = [one.value for kind in (at.error, at.warning, at.info, at.success, at.markdown, at.caption) for one in kind]
    read += [one.label for kind in (at.button, at.text_input, at.text_area, at.radio, at.expander) for one in kind]
    read += [option for one in at.radio for option in one.options]
    signs = ("<script", "<img", "![x]", "**b**", "$x$", ":red[", "&lt;script")
    found = [text[:80] for text in read for sign in signs if sign in text.replace("\\<", "").replace("\\&", "&amp;")]
    return found + [body[:80] for body in html(at) for sign in ("<script", "<img") if sign in body]


def workbook(*rows: tuple[object, ...], title: str = "主要指标", merged: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def messy(month: int = 9, more: float = 0) -> bytes:
    """A monthly table as offices send it: merged headings, no unit said, 其中 rows, blanks, a note."""
    return workbook(
        (f"云岭县2026年{month}月工业经济主要指标完成情况",),
        ("制表：县统计局",),
        ("指标", f"1—{month}月", None, f"{month}月当月", None, "年度目标", "备注"),
        (None, "完成额", "同比±%", "完成额", "同比±%", None, None),
        ("一、规上工业总产值", 312.6 + more, 8.4, 36.2, 5.1, 420, "可比口径"),
        ("  其中：装备制造业", 98.3 + more / 2, 10.6, 11.2, 7.7, None, None),
        ("        新材料产业", 64.1, -3.2, 7.0, -5.5, None, "市场价格下行"),
        ("二、工业投资", 68.5 + more, 12.1, 8.8, 9.0, 95, None),
        ("三、规上工业企业数（户）", 146, None, None, None, 150, None),
        ("注：增速均按可比价格计算。",),
        merged=("A1:G1", "A3:A4", "B3:C3", "D3:E3", "F3:F4", "G3:G4"),
    )
