"""The work of masking grows with the length of its text, whatever repeats in it: calls are counted, not seconds."""

import pytest

from assistant.masking import mask
from tests.effort import calls_of

pytestmark = pytest.mark.slow

REPEATED = {
    "a list of names": "瀚泽、光明、沙河重卡、",
    "lists": "支持瀚泽、光明等企业，",
    "places": "柳河、清溪、三门县、",
    "classes": "重点骨干龙头优质工业产业",
    "name after name": "瀚泽科技和衡川机械与",
    "quotes": "“暖企”“惠企”",
    "brackets": "（二期（",
    "digits": "1234567890",
    "marks": "**局",
    "unknown characters": "瀚衡鼎",
    "ordinary words": "抓好项目建设",
    "nothing": "、",
}


def calls(text: str) -> int:
    """Count the Python and C calls of masking a text, its own names derived."""
    mask("瀚泽科技。")
    return calls_of(lambda: mask(text))


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED)
def test_twice_the_text_is_about_twice_the_work(piece: str) -> None:
    short, long = (calls(piece * (length // len(piece))) for length in (400, 800))
    assert long < 2.6 * short + 500
