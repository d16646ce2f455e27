"""The work of an audit grows with the length of its text, whatever repeats in it: calls are counted, not seconds."""

import pytest

from assistant import Brief, check_numbers
from tests.effort import calls_of

BRIEF = Brief.of(
    [
        {"indicator": "规上工业总产值", "value": "142.8", "unit": "亿元", "period": "2026年上半年", "yoy": "6.3"},
        {"indicator": "工业投资", "value": "31.4", "unit": "亿元", "period": "2026年上半年", "yoy": "9.8", "target": "66"},
    ]
)
REPEATED = {
    "one sentence": "规上工业总产值142.8亿元，增长6.3%，",
    "list without end": "5、8、12亿元、",
    "分别 without end": "分别增长3.1%、4.2%和5.3%，",
    "digits": "1234567890",
    "digits and dots": "1.2.3.4,",
    "chinese numerals": "十二点三亿二千万",
    "periods": "2026年1—9月比上半年、",
    "each": "每3户就有近1户",
    "comparisons": "比去年同期高于全市平均1.2个百分点，",
    "paragraphs": "工业投资31.4亿元，同比增长9.8%。\n",
    "brackets": "（（“",
    "nothing": "，",
}


def calls(text: str) -> int:
    """Count the Python and C calls of one audit."""
    check_numbers("工业投资31.4亿元。", BRIEF)
    return calls_of(lambda: check_numbers(text, BRIEF))


@pytest.mark.slow
@pytest.mark.parametrize("name", REPEATED)
def test_work_grows_with_the_text(name: str) -> None:
    piece = REPEATED[name]
    small, large = (calls(piece * (size // len(piece.encode()))) for size in (10_000, 100_000))
    assert large <= 12 * small + 20_000, (small, large)
