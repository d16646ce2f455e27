"""Workbooks as the bureaus of a county send them, every number cell compared with where it went."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from assistant.brief import Brief
from assistant.errors import BriefError
from assistant.tables import TableReading, load_answers, read_pasted, read_table, record_answers
from tests.tables.judge import facts_of
from tests.tables.known import DATA

BUREAUS = yaml.safe_load((DATA / "bureaus.yaml").read_text("utf-8"))
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_TEXT_NUMBER = re.compile(r"[-+]?\d[\d,]*(\.\d+)?(%|户)?|[↓↑]\d.*|(下降|提高)\d.*|持平")


def _cell(text: str) -> Any:
    """A number as a number, a quoted one as text."""
    if _NUMBER.fullmatch(text):
        return float(text)
    return text.strip('"') or None


def _written(case: dict[str, Any], folder: Path) -> tuple[Path, set[str]]:
    """Write the workbook; return its path and the cells that hold a number."""
    book, numbers = Workbook(), set()
    book.remove(book.active)
    for about in case["sheets"]:
        sheet = book.create_sheet(about["name"])
        for line in about["rows"].splitlines():
            sheet.append([_cell(text) for text in line.split("|")])
        for area in about.get("merged", ()):
            sheet.merge_cells(area)
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            if cell.column_letter in about.get("percent", ()) and isinstance(cell.value, float):
                cell.number_format = "0.0%"
            if isinstance(cell.value, float) or _TEXT_NUMBER.fullmatch(cell.value):
                numbers.add(f"{sheet.title}!{cell.coordinate}")
    book.save(folder / case["file"])
    return folder / case["file"], numbers


@pytest.fixture(params=BUREAUS, ids=lambda case: case["name"])
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


def test_workbook(tmp_path: Path, case: dict[str, Any]) -> None:
    path, numbers = _written(case, tmp_path)
    brief = Brief.of(path)
    told = [
        " ".join(
            (
                *(f"{fact.sheet}!{fact.cell}", fact.measure, fact.value, fact.indicator, fact.unit or "-", fact.scope or "-"),
                *(fact.period + (".m" if fact.span else ""), fact.name),
            )
        ).strip()
        for fact in facts_of(brief.figures)
    ]
    assert sorted(told) == sorted(case["facts"])
    assert len(brief.questions) == len(case["asks"])
    assert all(any(words in question.text for question in brief.questions) for words in case["asks"])
    read = {line.split()[0] for line in told}
    assert sorted(cell for cell in numbers - read if not _said(brief, cell)) == []


def _said(brief: Brief, cell: str) -> bool:
    """Tell whether a notice names a cell: by itself, by its row, or by an area of its column."""
    sheet, _, address = cell.rpartition("!")
    column, row = re.sub(r"\d", "", address), re.sub(r"\D", "", address)
    for notice in brief.notices:
        for named in notice.cells:
            of, _, area = named.rpartition("!")
            first, _, last = area.partition(":")
            if (of or notice.sheet) != sheet:
                continue
            if area == address or (last and re.sub(r"\d", "", first) == re.sub(r"\d", "", last) == column):
                return True
            if notice.reason == "subtotal" and row == re.sub(r"\D", "", first):
                return True
    return False


def test_parts_know_their_whole(tmp_path: Path, case: dict[str, Any]) -> None:
    brief = Brief.of(_written(case, tmp_path)[0])
    rows = {figure.id: f"{figure.canonical} {figure.scope or '-'} {figure.period}" for figure in brief.figures}
    assert [f"{rows[figure.id]} < {rows[figure.share_of]}" for figure in brief.figures if figure.share_of in rows] == case["parts"]


MONTH = "云岭县2026年1—9月主要指标\n单位：亿元、%\n指标\t本期\t±%\t年度目标\t完成进度%\n工业投资\t52.3\t11.8\t70\t74.7\n"


def _row(reading: TableReading, indicator: str) -> dict[str, Any]:
    return next(dict(row) for row in reading.rows if row["indicator"] == indicator)


def test_a_lone_target_beside_growth_is_a_growth_target() -> None:
    reading = read_pasted(MONTH + "规上工业增加值\t—\t7.6\t8.0\t\n")
    assert _row(reading, "规上工业增加值")["targets"] == [{"by": "年度目标", "yoy": Decimal("8.0")}]
    assert _row(reading, "工业投资")["target"] == 70
    assert any("增速目标" in notice.text for notice in reading.notices)
    assert reading.questions == ()


@pytest.mark.parametrize(("target", "progress"), [("160", ""), ("8.0", "74.6")])
@pytest.mark.parametrize(("answer", "told"), [("level", "target"), ("yoy", "targets")])
def test_a_target_that_may_be_an_amount_is_held_back(tmp_path: Path, target: str, progress: str, answer: str, told: str) -> None:
    text = MONTH + f"规上工业增加值\t—\t7.6\t{target}\t{progress}\n"
    reading = read_pasted(text)
    row = _row(reading, "规上工业增加值")
    assert not {"target", "targets"} & row.keys()
    assert [question.held for question in reading.questions] == [True]
    answers = tmp_path / "answers.yaml"
    record_answers(answers, reading.questions, {reading.questions[0].id: answer})
    assert load_answers(answers)
    assert told in _row(read_pasted(text, answers=answers), "规上工业增加值")


def test_a_target_with_a_unit_of_its_own_is_an_amount() -> None:
    reading = read_pasted("云岭县2026年1—9月\n指标\t±%\t年度目标（亿元）\n规上工业增加值\t7.6\t128\n")
    assert (_row(reading, "规上工业增加值")["target"], _row(reading, "规上工业增加值")["unit"]) == (128, "亿元")


@pytest.mark.parametrize(
    ("head", "number", "key", "value"),
    [
        ("增速（%）\t\n本期\t上期", "9.8", "prev_yoy", Decimal("9.8")),
        ("增速（%）\t\n本期\t上年同期", "7.7", "also", "增速（%）上年同期"),
        ("全市位次\t\n本期\t上期", "4", "prev_rank", 4),
        ("全市位次\t\n本期\t升降", "2", "also", "全市位次升降"),
        ("占比（%）\t\n本期\t上年同期", "51.1", "also", "占比（%）上年同期"),
    ],
)
def test_a_measure_of_another_time_is_no_level(head: str, number: str, key: str, value: Any) -> None:
    first, second = head.split("\n")
    text = f"云岭县2026年1—9月\n指标\t单位\t完成额\t{first}\n\t\t\t{second}\n工业投资\t亿元\t52.3\t3\t{number}\n"
    row = _row(read_pasted(text), "工业投资")
    got = row[key][0]["name"] if key == "also" else row[key]
    assert got == value
    assert not {"prev", "last_year"} & row.keys()


def test_a_fall_is_negative_and_signs_of_its_own_are_asked() -> None:
    text = "云岭县2026年1—9月\n指标\t单位\t数值\t同比降幅（%）\n规上工业综合能耗\t万吨标准煤\t31.2\t{}\n"
    assert _row(read_pasted(text.format("3.2")), "规上工业综合能耗")["yoy"] == Decimal("-3.2")
    asked = read_pasted(text.format("-1.1"))
    assert "yoy" not in _row(asked, "规上工业综合能耗")
    assert [question.held for question in asked.questions] == [True]


@pytest.mark.parametrize(
    ("name", "first", "period"),
    [
        ("表.xlsx", "云岭县2026年1—9月主要指标", "2026年1—9月"),
        ("云岭县2026年1-8月.xlsx", "主要指标", "2026年1—8月"),
        ("云岭县2026年1-8月.xlsx", "云岭县2026年1—9月主要指标", "2026年1—9月"),
        ("9月.xlsx", "主要指标", None),
    ],
)
def test_a_sheet_without_a_period_takes_that_of_the_file(tmp_path: Path, name: str, first: str, period: str | None) -> None:
    book = Workbook()
    sheets = [book.active, book.create_sheet("各乡镇")]
    for row in ([first], ["指标", "单位", "数值"], ["工业投资", "亿元", 52.3]):
        sheets[0].append(row)
    for row in (["乡镇", "规上工业总产值（亿元）"], ["城关镇", 101.2], ["白石镇", 88.1]):
        sheets[1].append(row)
    book.save(tmp_path / name)
    reading = read_table(tmp_path / name)
    assert {row.get("period") for row in reading.rows if row["source"]["sheet"] == "各乡镇"} == {period}
    assert any("没有写时期" in notice.text for notice in reading.notices) == (period is not None)


def test_two_sheets_that_differ_are_not_joined(tmp_path: Path) -> None:
    book = Workbook()
    sheets = [book.active, book.create_sheet("分县")]
    for row in (["云岭县2026年1—9月"], ["指标", "同比%"], ["固定资产投资（不含农户）", -2.6]):
        sheets[0].append(row)
    for row in (["全市2026年1—9月"], ["县区", "固定资产投资"], [None, "增速（%）"], ["云岭县", -2.7]):
        sheets[1].append(row)
    book.save(tmp_path / "表.xlsx")
    with pytest.raises(BriefError, match="同一指标"):
        Brief.of(tmp_path / "表.xlsx")


@pytest.mark.parametrize("heading", ["比上年净增", "两年平均增速", "拉动增长（百分点）", "比2025年增加额"])
def test_a_further_measure_keeps_its_name(heading: str) -> None:
    row = _row(read_pasted(f"云岭县2026年1—9月\n指标\t单位\t数值\t同比%\t{heading}\n工业投资\t亿元\t52.3\t11.2\t4.6\n"), "工业投资")
    assert [also["name"] for also in row["also"]] == [heading.split("（")[0]]
    assert row["yoy"] == Decimal("11.2")


@pytest.mark.parametrize("heading", ["本月止", "本年止", "截至本月", "至本月止"])
def test_up_to_this_month_is_since_january(heading: str) -> None:
    row = _row(read_pasted(f"云岭县2026年9月\n指标\t单位\t{heading}\t同比%\n工业投资\t亿元\t52.3\t11.2\n"), "工业投资")
    assert (row["period"], row["span"], row["value"]) == ("2026年1—9月", "累计", Decimal("52.3"))
