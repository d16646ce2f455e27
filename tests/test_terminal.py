"""The audit on a terminal: settled figures are counted, the others shown with their words, unused rows listed."""

import pytest

from assistant import Brief, check_numbers
from assistant.export.terminal import excerpt, report_text, wording_text
from assistant.wording import check

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


WORDED = "全市上下给予税收返还。一是进度慢。县财政局要设立2亿元专项资金。"


def test_wording_is_told_with_place_reason_and_advice() -> None:
    brief = Brief.of({"region": "云岭县", "level": "县", "figures": [{"indicator": "工业投资", "value": "68.5", "unit": "亿元"}]})
    findings = check(WORDED, brief)
    lines = wording_text(findings, WORDED).splitlines()
    assert lines[0] == "措辞核对：2处错误，1处提醒，2处说明。"
    assert lines[1] == "需要处理的措辞（3）："
    assert lines[2] == "  1. [错误]  “全市上下给予税收返还”"
    assert lines[3].endswith("建议：全县。")
    assert "公平竞争审查条例" in lines[5]
    assert lines[8:] == [
        "需要确认的说法（2）：",
        "  1. 输入中没有提到“县财政局”。",
        "  2. 输入中没有“设立2亿元专项资金”这项资金或减免的承诺。",
    ]


def test_wording_that_a_remark_tells_is_not_told_twice() -> None:
    brief = Brief.of([{"indicator": "工业投资", "value": "68.5", "unit": "亿元"}])
    remarks = check_numbers(WORDED, brief).remarks
    assert "一是" not in wording_text(check(WORDED, brief), WORDED, remarks)
    assert wording_text((), "") == "措辞核对：没有发现问题。"
