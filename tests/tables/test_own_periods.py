"""Rows that name a period of their own, cumulative columns below merged headings, and columns whose heading is not understood."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from assistant import Brief, check_numbers
from assistant.tables import ANSWERS_FILE, TableReading, read_table, record_answers
from tests.tables.known import DATA

OWN_PERIODS = yaml.safe_load((DATA / "own_periods.yaml").read_text("utf-8"))
UNHEARD = "云岭县2026年1—10月主要指标\n指标,单位,累计,同比（%）,调度口径甲\n固定资产投资,亿元,81.27,3.1,7.5\n工业投资,亿元,34.58,12.3,2.5\n"


def _written(folder: Path, text: str) -> Path:
    path = folder / "表.csv"
    path.write_text(text, "utf-8")
    return path


def _cells(table: TableReading) -> dict[str, str]:
    """Every cell of a figure, and the period of the row it went into."""
    return {row["source"]["cells"][key]: row["period"] for row in table.rows for key in ("value", "yoy", "last_year", "prev") if key in row}


@pytest.mark.parametrize("case", OWN_PERIODS, ids=lambda case: case["name"])
def test_row_with_a_period_of_its_own(tmp_path: Path, case: dict[str, Any]) -> None:
    table = read_table(_written(tmp_path, case["text"]))
    found = _cells(table)
    assert {cell: found.get(cell) for cell in case["periods"]} == case["periods"]
    asked = {cell for question in table.questions for cell in question.cells if question.held}
    assert asked == set(case.get("asks", ()))
    assert not asked & set(found)


def test_column_not_understood_is_told_with_its_count(tmp_path: Path) -> None:
    told = [notice for notice in read_table(_written(tmp_path, UNHEARD)).notices if notice.reason == "heading"]
    assert [notice.cells for notice in told] == [("E3:E4",)]
    assert "E列（调度口径甲）" in str(told[0])
    assert "2个数" in str(told[0])


def test_known_headings_are_not_told_as_unheard(tmp_path: Path) -> None:
    table = read_table(_written(tmp_path, UNHEARD.replace("调度口径甲", "增加额")))
    assert [notice for notice in table.notices if notice.reason == "heading"] == []


@pytest.mark.parametrize(
    ("group", "heading"),
    [("累计", "总量（自年初）"), ("累计", "数值（年初至今）"), ("自年初", "绝对量"), ("累计（自年初）", "总额"), ("年初至本月", "总量")],
)
def test_cumulative_column_below_a_merged_heading(tmp_path: Path, group: str, heading: str) -> None:
    assert _merged(tmp_path, group, heading) == ({"E4": "累计", "F4": "累计"}, [])


def test_unheard_words_below_a_merged_heading_are_told(tmp_path: Path) -> None:
    kept, told = _merged(tmp_path, "调度口径甲", "总量")
    assert "E4" not in kept
    assert ["E列（调度口径甲总量）" in text and "1个数" in text for text in told] == [True]


def _merged(folder: Path, group: str, heading: str) -> tuple[dict[str, str], list[str]]:
    """The span of the figures below a group of two columns, and the notices on headings."""
    book = Workbook()
    page = book.active
    for row in (
        ["云岭县2026年1—10月主要指标"],
        ["指标名称", "计量单位", "本月", None, group, None],
        [None, None, "总量", "同比±%", heading, "同比±%"],
        ["固定资产投资", "亿元", 7.36, 4.1, 81.27, 3.1],
    ):
        page.append(row)
    for area in ("A2:A3", "B2:B3", "C2:D2", "E2:F2"):
        page.merge_cells(area)
    book.save(folder / "表.xlsx")
    table = read_table(folder / "表.xlsx")
    cells = [(row["source"]["cells"][key], row["span"]) for row in table.rows for key in ("value", "yoy") if "span" in row and key in row]
    told = [notice.text for notice in table.notices if notice.reason == "heading"]
    return {cell: span for cell, span in cells if cell in ("E4", "F4")}, told


@pytest.mark.parametrize(("answer", "period"), [("row", "2026年6月"), ("column", "2026年1—10月")])
def test_answer_settles_the_period_of_the_row(tmp_path: Path, answer: str, period: str) -> None:
    path = _written(tmp_path, "云岭县2026年1—10月主要指标\n指标,单位,累计\n全社会用电量（6月）,万千瓦时,9120\n")
    question = read_table(path, answers=tmp_path / ANSWERS_FILE).questions[0]
    record_answers(tmp_path / ANSWERS_FILE, (question,), {question.id: answer})
    table = read_table(path, answers=tmp_path / ANSWERS_FILE)
    assert (_cells(table), table.questions) == ({"C3": period}, ())


@pytest.mark.parametrize(("when", "verdict"), [("1—10月", "contradicted"), ("前三季度", "supported")])
def test_audit_holds_a_figure_to_the_period_of_its_row(tmp_path: Path, when: str, verdict: str) -> None:
    brief = Brief.of(
        {"region": "云岭县", "level": "县", "period": "2026年1—10月", "figures": str(_written(tmp_path, OWN_PERIODS[0]["text"]))}
    )
    assert [found.verdict for found in check_numbers(f"{when}，地区生产总值168.42亿元。", brief).findings] == [verdict]
