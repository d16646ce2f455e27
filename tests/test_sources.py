"""Every value knows where it stands in the user's own file, and every finding about it says so."""

from pathlib import Path

import openpyxl
import pytest

from assistant import check_numbers
from assistant.brief import Brief
from assistant.brief.model import Source
from assistant.export.terminal import report_text


@pytest.mark.parametrize(
    ("source", "key", "place"),
    [
        (Source("月报.xlsx", "主要指标", (("value", "C7"), ("yoy", "D7"))), "yoy", "月报.xlsx「主要指标」D7"),
        (Source("月报.csv", "", (("value", "C7"),)), "value", "月报.csv C7"),
        (Source("月报.xlsx", "表一", (("value", "C7"), ("rank", "表二!B4"))), "rank", "月报.xlsx「表二」B4"),
        (Source("月报.xlsx", "表一", (("reference:全市平均", "F7"),)), "reference:全市平均", "月报.xlsx「表一」F7"),
        (Source("月报.xlsx", "表一", (("targets", "F7"),)), "targets:市下达", "月报.xlsx「表一」F7"),
        (Source("月报.xlsx", "表一", (("target:市下达", "F7"), ("target_yoy:市下达", "G7"))), "targets:市下达", "月报.xlsx「表一」F7"),
        (Source("月报.xlsx", "表一", (("target:市下达", "F7"), ("target_yoy:市下达", "G7"))), "targets:市下达:yoy", "月报.xlsx「表一」G7"),
        (Source("月报.xlsx", "表一", (("value", "C7"),)), "yoy", ""),
        (Source("", "", (("value", "C7"),)), "value", "C7"),
    ],
)
def test_where_a_cell_stands(source: Source, key: str, place: str) -> None:
    assert source.place(key) == place


@pytest.fixture
def table(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "主要指标"
    for row in (["指标", "单位", "数值", "同比（%）"], ["规上工业总产值", "亿元", 312.6, 8.4], ["工业投资", "亿元", 60.5, -3.2]):
        sheet.append(row)
    book.save(tmp_path / "月报.xlsx")
    return tmp_path / "月报.xlsx"


def test_a_finding_shows_the_cell_behind_it(table: Path) -> None:
    text = "规上工业总产值312.6亿元，增长8.4%。工业投资61.5亿元，下降3.2%。"
    brief = Brief.of(table)
    report = check_numbers(text, brief)
    assert [finding.cells for finding in report.findings] == [
        ("月报.xlsx「主要指标」C2",),
        ("月报.xlsx「主要指标」D2",),
        ("月报.xlsx「主要指标」C3",),
        ("月报.xlsx「主要指标」D3",),
    ]
    assert report.to_dict()["findings"][2]["cells"] == ["月报.xlsx「主要指标」C3"]
    assert "见 月报.xlsx「主要指标」C3" in report_text(report, text, brief)


def test_a_derived_figure_shows_every_cell_it_rests_on(table: Path) -> None:
    (finding,) = check_numbers("工业投资增速比规上工业总产值低11.6个百分点。", table).findings
    assert finding.verdict == "derived"
    assert set(finding.cells) == {"月报.xlsx「主要指标」D2", "月报.xlsx「主要指标」D3"}


def test_what_came_from_no_file_has_no_cells() -> None:
    (finding,) = check_numbers("工业投资60亿元。", [{"indicator": "工业投资", "value": 60, "unit": "亿元"}]).findings
    assert finding.cells == ()
