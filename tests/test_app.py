"""The page, through Streamlit's own test driver."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

PAGE = Path(__file__).resolve().parents[1] / "ui" / "app.py"
BRIEF = "region: 云岭县\nfigures:\n  - {indicator: 规上工业总产值, value: 312.6, unit: 亿元, yoy: 8.4}\npriorities: [抓企业稳产]\n"


@pytest.fixture
def page() -> AppTest:
    at = AppTest.from_file(str(PAGE), default_timeout=30).run()
    assert not at.exception
    return at


def test_the_sample_becomes_a_speech_with_marked_numbers(page: AppTest) -> None:
    assert not page.get("html")
    at = page.button[0].click().run()
    assert 'class="supported"' in at.get("html")[0].proto.body
    assert "个数字：" in at.success[0].value
    assert len(at.download_button) == 1
    assert not at.exception


@pytest.mark.parametrize(
    ("name", "content"),
    [("brief.yaml", BRIEF.encode()), ("figures.csv", "指标,数值,单位,同比\n规上工业总产值,312.6,亿元,8.4\n".encode("gb18030"))],
)
def test_an_upload_is_drafted(page: AppTest, name: str, content: bytes) -> None:
    at = page.file_uploader[0].set_value((name, content, "application/octet-stream")).run()
    at = at.button[0].click().run()
    assert "312.6亿元" in at.get("html")[0].proto.body
    assert not at.exception


def test_a_bad_upload_is_told_in_chinese(page: AppTest) -> None:
    at = page.file_uploader[0].set_value(("brief.yaml", b"regoin: x", "text/yaml")).run()
    assert "regoin" in at.error[0].value
    assert not at.get("html")
    assert not at.exception
