"""What a version says otherwise than the one before, sentence by sentence."""

import pytest

from assistant.drafting.revision.differences import Line, differences, summary

ROWS = [
    ("nothing", "甲。乙。", "甲。乙。", []),
    ("added", "甲句话。乙句话。", "甲句话。新来的。乙句话。", [("added", "", "新来的。")]),
    ("dropped", "甲句话。乙句话。", "甲句话。", [("dropped", "乙句话。", "")]),
    ("changed", "这件事由县工信局牵头。", "这件事由县经信局牵头。", [("changed", "这件事由县工信局牵头。", "这件事由县经信局牵头。")]),
    ("other words altogether", "天气很好。", "县里开会。", [("added", "", "县里开会。"), ("dropped", "天气很好。", "")]),
    ("moved", "第一句话。第二句话。第三句话。", "第三句话。第一句话。第二句话。", [("moved", "第三句话。", "第三句话。")]),
    ("a numeral follows by itself", "二是抓项目。", "一是抓项目。", []),
    ("a numeral in brackets", "（三）抓项目。", "（二）抓项目。", []),
    ("said twice, then once", "照办。照办。", "照办。", [("dropped", "照办。", "")]),
]


def lines(text: str) -> list[Line]:
    return [Line(f"{one}。", "措施") for one in text.split("。") if one]


@pytest.mark.parametrize(("before", "after", "told"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_differences(before: str, after: str, told: list[tuple[str, str, str]]) -> None:
    found = differences(lines(before), lines(after), "说过的话")
    assert [(one.kind, one.before, one.after) for one in found] == told
    assert {one.why for one in found} <= {"说过的话"}


def test_summary() -> None:
    assert summary(differences(lines("甲句。乙句话。"), lines("甲句。丙。丁。"))) in {"加了2句、去掉1句", "改了1句、加了1句"}
    assert summary(()) == "文字没有变"
