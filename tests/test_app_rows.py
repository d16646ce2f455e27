"""The rows of figures: told from one another by number and name, kept as chosen, and gone with their table."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Brief, BriefForm
from desk import state, terms
from desk.brief.naming import row_names
from tests.single_pages import choose, field, messy, open_page, press, run, told, upload

pytestmark = pytest.mark.slow

OUTPUT = {"indicator": "规模以上工业增加值", "unit": "%"}
ROWS = [
    {**OUTPUT, "value": "7.9", "period": "2026年1—10月", "scope": "乌岭县"},
    {**OUTPUT, "value": "8.7", "period": "2026年1—10月", "scope": "城关镇"},
    {**OUTPUT, "value": "6.2", "period": "2026年10月", "scope": "乌岭县"},
    {"indicator": "工业投资", "yoy": "-3.1", "period": "2026年1—10月", "scope": "乌岭县"},
    {"indicator": "工业投资", "value": "95", "unit": "亿元", "period": "2026年", "scope": "乌岭县", "kind": "target"},
]
NAMES = [
    "规模以上工业增加值 · 1—10月 · 乌岭县 · 7.9%",
    "规模以上工业增加值 · 1—10月 · 城关镇 · 8.7%",
    "规模以上工业增加值 · 10月 · 乌岭县 · 6.2%",
    "工业投资 · 1—10月 · 乌岭县 · 同比-3.1%",
    "工业投资 · 2026年 · 乌岭县 · 目标 · 95亿元",
]


def brief_of(rows: list[dict[str, str]]) -> Brief:
    return Brief.of({"period": "2026年1—10月", "figures": rows, "problems": ["城关镇快，全县慢"]})


def named(rows: list[dict[str, str]]) -> list[str]:
    brief = brief_of(rows)
    return list(row_names(BriefForm.of(brief), brief).values())


def test_rows_are_told_apart_by_month_scope_and_value() -> None:
    assert named(ROWS) == NAMES


def test_the_year_is_told_where_it_tells_rows_apart() -> None:
    rows = [{**OUTPUT, "value": "8.7", "period": f"{year}年1—10月", "scope": "城关镇"} for year in (2025, 2026)]
    assert named(rows) == [f"规模以上工业增加值 · {year}年1—10月 · 城关镇 · 8.7%" for year in (2025, 2026)]


def test_rows_that_would_be_called_alike_get_their_number() -> None:
    long = "很长的指标名称" * 10
    rows = [{"indicator": f"{long}{sign}", "value": "3", "unit": "个", "period": "2026年"} for sign in "甲乙"]
    assert [name[-8:] for name in named(rows)] == ["3个 · 第1行", "3个 · 第2行"]


def test_the_row_that_was_chosen_is_the_one_a_problem_points_to(home: Path) -> None:
    brief = brief_of(ROWS)
    at: AppTest = choose(open_page("brief.material", **{state.STARTED: True, state.BRIEF: brief}), "problems")
    offered = field(at.multiselect, terms.PROBLEM_FIGURES)
    assert list(offered.options) == NAMES
    second = brief.figures[1].id
    offered.set_value([second])
    at = run(at)
    assert at.session_state[state.BRIEF].problems[0].figures == (second,)
    assert field(choose(choose(at, "figures"), "problems").multiselect, terms.PROBLEM_FIGURES).value == [second]


def test_every_row_of_the_table_has_the_number_that_doubts_name() -> None:
    at = open_page("brief.material", **{state.STARTED: True, state.BRIEF: brief_of(ROWS)})
    assert list(at.dataframe[0].value["number"]) == ["1", "2", "3", "4", "5"]


def test_what_was_told_of_a_table_goes_with_it(home: Path) -> None:
    (home / "table_answers.yaml").unlink(missing_ok=True)
    page = open_page("brief.material")
    before = told(page)
    at = upload(page, terms.UPLOAD, ("9月报.xlsx", messy()))
    assert "表里写的是" in told(at)
    assert at.radio
    assert at.expander
    at = press(at, terms.FORGET)
    assert told(at) == before
    assert not at.radio
    assert not at.expander
