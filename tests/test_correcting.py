"""A wrong figure put right: the value, the word of direction, or both; never at the price of another figure."""

import pytest

from assistant import Brief, check_numbers, correct_number
from assistant.audit.report import GOOD

pytestmark = pytest.mark.slow

BRIEF = Brief.of(
    [
        {"indicator": "工业投资", "value": "68.5", "unit": "亿元", "yoy": "-3.2", "period": "2025年"},
        {"indicator": "规上工业总产值", "value": "312.6", "unit": "亿元", "yoy": "8.4", "period": "2025年"},
        {
            "indicator": "规上工业增加值增速",
            "value": "6.9",
            "unit": "%",
            "rank": 5,
            "prev_rank": 3,
            "rank_scope": "全市",
            "period": "2025年",
        },
    ]
)


def _corrected(text: str) -> str | None:
    wrong = [finding for finding in check_numbers(text, BRIEF).findings if finding.verdict not in GOOD]
    assert wrong
    return correct_number(text, wrong[0], BRIEF)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("规上工业总产值312.9亿元。", "规上工业总产值312.6亿元。"),
        ("规上工业总产值312.6亿元，同比增长8.7%。", "规上工业总产值312.6亿元，同比增长8.4%。"),
        ("规上工业总产值312.6亿元，同比下降8.4%。", "规上工业总产值312.6亿元，同比增长8.4%。"),
        ("工业投资68.5亿元，同比增长3.2%。", "工业投资68.5亿元，同比下降3.2%。"),
        ("工业投资68.5亿元，同比增长3.9%。", "工业投资68.5亿元，同比下降3.2%。"),
    ],
)
def test_a_contradicted_figure_is_put_right(wrong: str, right: str) -> None:
    assert _corrected(wrong) == right


@pytest.mark.parametrize("text", ["社会消费品零售总额41.7亿元，工业投资68.5亿元。", "新签约项目17个，工业投资68.5亿元。"])
def test_what_the_brief_does_not_know_is_left_to_a_person(text: str) -> None:
    assert _corrected(text) is None


def test_a_second_mistake_stays_for_a_second_correction() -> None:
    once = _corrected("工业投资68.9亿元，规上工业总产值312.9亿元。")
    assert once == "工业投资68.5亿元，规上工业总产值312.9亿元。"
    assert _corrected(once) == "工业投资68.5亿元，规上工业总产值312.6亿元。"
