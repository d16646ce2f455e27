"""The audit on a terminal: settled figures are counted, the others shown with their words, unused rows listed."""

import pytest

from assistant import Brief, check_numbers
from assistant.export.terminal import excerpt, report_text

BRIEF = Brief.of(
    [
        {"id": "f01", "indicator": "规上工业总产值", "value": "312.6", "unit": "亿元", "yoy": "8.4"},
        {"id": "f02", "indicator": "工业投资", "value": "68.5", "unit": "亿元", "yoy": "12.1"},
    ]
)


def test_what_needs_a_person_is_shown() -> None:
    text = "今年以来形势总体平稳。规上工业总产值完成312.6亿元，同比增长9.4%，企业信心有所恢复。"
    lines = report_text(check_numbers(text, BRIEF), text, BRIEF).splitlines()
    assert lines[0].startswith("数字核对：2个数字：1个与输入一致，1个")
    assert lines[1] == "需要处理的数字（1）："
    assert "9.4%  “…业总产值完成312.6亿元，同比增长9.4%，企业信心有所恢复”" in lines[2]
    assert "8.4%" in lines[3]
    assert lines[4:] == ["稿中没有用到的数据（1）：", "  1. f02 工业投资 68.5亿元"]


def test_a_clean_text_needs_one_line() -> None:
    text = "规上工业总产值完成312.6亿元，同比增长8.4%。工业投资68.5亿元，增长12.1%。"
    assert report_text(check_numbers(text, BRIEF), text, BRIEF) == "数字核对：4个数字：4个与输入一致。"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲。乙5个丙。丁", "乙5个丙"),
        ("5个", "5个"),
        ("一" * 30 + "5个" + "二" * 30, "…" + "一" * 18 + "5个" + "二" * 18 + "…"),
    ],
)
def test_excerpt_stays_within_the_sentence(text: str, shown: str) -> None:
    start = text.index("5个")
    assert excerpt(text, start, start + 2) == shown
