"""A law of intake: the rows of a brief, told in a clerk's sentences, are the same rows again when they are taken in."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Brief, intake
from assistant.brief.model import Figure

AMOUNTS = (
    "规上工业总产值",
    "工业投资",
    "技改投资",
    "规上工业营业收入",
    "规上工业利润总额",
    "应收账款",
    "装备制造业产值",
    "城关镇规上工业总产值",
)
COUNTS = ("规上工业企业", "高新技术企业", "亏损企业", "在建项目")
RATES = ("营业收入利润率", "产品销售率", "项目开工率")
_WORDS: dict[str, tuple[str, ...]] = {
    "value": ("{name}{value}", "{name}完成{value}", "{name}达到{value}", "{name}：{value}"),
    "yoy": ("同比{way}{yoy}%", "{way}{yoy}%", "增速为{signed}%", "同比{signed}%"),
    "yoy_pp": ("同比{rise}{yoy_pp}个百分点", "比上年同期{rise}{yoy_pp}个百分点"),
    "last_year": ("去年同期{last_year}", "上年同期为{last_year}"),
    "target": ("全年目标{target}", "年度目标是{target}"),
    "progress": ("完成年度目标的{progress}%", "进度{progress}%"),
    "share": ("占全部工业的{share}%", "占全部工业比重为{share}%"),
    "rank": ("排全市第{rank}位", "列全市第{rank}位", "居全市第{rank}"),
}
_FIELDS = {
    "amount": ("yoy", "last_year", "target", "progress", "share", "rank"),
    "count": ("yoy", "last_year", "rank"),
    "rate": ("yoy_pp", "rank"),
}


def _tenths(least: int, most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(least, most).map(lambda tenths: Decimal(tenths) / 10)


@st.composite
def _rows(draw: st.DrawFn) -> list[tuple[dict[str, object], str]]:
    """Rows of different indicators, each with the sentence a clerk would write."""
    names = draw(st.lists(st.sampled_from((*AMOUNTS, *COUNTS, *RATES)), min_size=1, max_size=4, unique=True))
    return [draw(_row(name)) for name in names]


@st.composite
def _row(draw: st.DrawFn, name: str) -> tuple[dict[str, object], str]:
    kind = "amount" if name in AMOUNTS else "count" if name in COUNTS else "rate"
    unit = {"amount": "亿元", "count": "个" if "项目" in name else "户", "rate": "%"}[kind]
    level = _tenths(11, 9999) if kind != "count" else st.integers(3, 900).map(Decimal)
    row: dict[str, object] = {"indicator": name, "unit": unit, "value": draw(level)}
    for field in draw(st.lists(st.sampled_from(_FIELDS[kind]), unique=True)):
        rate = _tenths(-399, 399).filter(bool)
        row[field] = draw(
            {"yoy": rate, "yoy_pp": rate, "rank": st.integers(1, 20), "share": _tenths(1, 999), "progress": _tenths(1, 1200)}.get(
                field, level
            )
        )
    return row, "，".join(_told(draw, row, field, unit) for field in row if field in _WORDS) + draw(st.sampled_from(("。", "；", "\n")))


def _told(draw: st.DrawFn, row: dict[str, object], field: str, unit: str) -> str:
    value = row[field]
    falls = isinstance(value, Decimal) and value < 0
    amount = f"{abs(value) if isinstance(value, Decimal) and field in {'yoy', 'yoy_pp'} else value}"
    level = unit if field in {"value", "last_year", "target"} else ""
    words = {"name": row["indicator"], field: f"{amount}{level}", "signed": f"{value}" if falls else f"+{value}"}
    words |= {"way": "下降" if falls else "增长", "rise": "下降" if falls else "提高"}
    return draw(st.sampled_from(_WORDS[field])).format(**words)


def _numbers(figure: Figure) -> dict[str, object]:
    fields = ("value", *(field for fields in _FIELDS.values() for field in fields))
    return {field: number for field in fields if (number := getattr(figure, field)) is not None}


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(_rows())
def test_rows_told_in_sentences_are_the_same_rows_again(rows: list[tuple[dict[str, object], str]]) -> None:
    message = "".join(sentence for _, sentence in rows)
    taken = intake(message, model=False)
    assert taken.brief is not None, message
    assert [one.text for one in taken.left] == [], message
    wanted = {row["indicator"]: {key: value for key, value in row.items() if key not in {"indicator", "unit"}} for row, _ in rows}
    assert {figure.indicator: _numbers(figure) for figure in taken.brief.figures} == wanted, message
    assert {figure.indicator: figure.unit for figure in taken.brief.figures} == {row["indicator"]: row["unit"] for row, _ in rows}


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(_rows())
def test_what_is_said_twice_changes_nothing(rows: list[tuple[dict[str, object], str]]) -> None:
    message = "".join(sentence for _, sentence in rows)
    first = intake(message, model=False)
    again = intake(message, first.brief, model=False)
    assert again.brief == first.brief, message
    assert again.left == first.left


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet="工业投资产值增长下降百分点亿元万户第0123456789.%，。；：、（）\n\t|是不一二三由牵头重点问题目标月年比同期", max_size=60
    )
)
def test_any_text_is_read_without_failing(text: str) -> None:
    taken = intake(text, Brief.of([{"indicator": "工业投资", "value": "41.6", "unit": "亿元"}]), model=False)
    assert taken.brief is not None
    for one in (*taken.understood, *taken.left):
        assert 0 <= one.start <= one.end <= len(text)
