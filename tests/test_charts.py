"""Charts: what they show is what the brief says, and a picture without a Chinese font is refused."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from assistant import Brief, Chart, chart_png, chart_spec, charts_of, sample_brief

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]


def chart(kind: str, *rows: dict[str, object], **fields: object) -> Chart | None:
    brief = Brief.of({"region": "栖云县", "period": "2026年1—6月", "figures": [{"unit": "亿元", **row} for row in rows], **fields})
    return next((chart for chart in charts_of(brief) if chart.kind == kind), None)


def test_the_sample_has_all_three() -> None:
    charts = {chart.kind: chart for chart in charts_of(sample_brief())}
    assert [bar.text for bar in charts["progress"].bars] == ["47.6%，时间进度50.0%"] * 2
    growth = {bar.name: (bar.value, bar.group) for bar in charts["growth"].bars}
    assert growth["规上工业利润总额（2026年1—5月）"] == (Decimal("-3.8"), "主要指标")
    assert growth["新型建材产业产值"] == (Decimal("-8.5"), "行业、园区和所属地区")
    assert growth["栖云经济开发区规上工业总产值"][1] == "行业、园区和所属地区"
    rank = charts["ranks"].bars[0]
    assert (rank.value, rank.before, rank.last) == (5, 3, 7)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"indicator": "工业投资", "value": "31.4", "target": "66.0"}, "47.6%（推算），时间进度50.0%"),
        ({"indicator": "工业投资", "value": "31.4", "target": "66.0", "progress": "47.5"}, "47.5%，时间进度50.0%"),
        ({"indicator": "规上工业企业数", "value": 120, "unit": "户", "target": 125, "period": "2026年6月末"}, "96.0%（推算）"),
        ({"indicator": "工业投资", "value": "31.4", "target": "66.0", "period": "2025年"}, "47.6%（推算），时间进度100.0%"),
    ],
)
def test_progress(row: dict[str, object], text: str) -> None:
    found = chart("progress", row)
    assert found is not None
    assert found.bars[0].text == text


@pytest.mark.parametrize(
    "row",
    [
        {"indicator": "工业投资", "value": "31.4"},
        {"indicator": "工业投资", "value": "31.4", "target": "0"},
        {"indicator": "工业投资目标", "value": "66.0"},
        {"indicator": "工业投资（当月）", "value": "5.1", "target": "66.0", "period": "2026年6月"},
        {"indicator": "规上工业增加值增速", "value": "6.9", "unit": "%", "target": "7.5"},
    ],
)
def test_what_has_no_progress_is_left_out(row: dict[str, object]) -> None:
    assert chart("progress", row) is None


@pytest.mark.parametrize(
    ("row", "drawn"),
    [
        ({"indicator": "工业投资", "value": "3", "yoy": "-0.0"}, True),
        ({"indicator": "规上工业增加值增速", "value": "6.9", "unit": "%"}, True),
        ({"indicator": "工业投资", "value": "3", "yoy": "5", "basis": "环比"}, False),
        ({"indicator": "工业投资目标", "value": "3", "yoy": "5"}, False),
        ({"indicator": "营业收入利润率", "value": "5.6", "unit": "%"}, False),
    ],
)
def test_growth(row: dict[str, object], drawn: bool) -> None:
    assert (chart("growth", row) is not None) is drawn


def test_two_bars_of_one_name_are_told_apart_and_too_many_are_cut() -> None:
    rows = [{"id": f"f{place}", "indicator": "工业投资" + "很" * 60, "value": "3", "yoy": f"{place}"} for place in range(80)]
    found = chart("growth", *rows)
    assert found is not None
    assert len({bar.name for bar in found.bars}) == len(found.bars) == 60
    assert "共80项" in found.title
    assert max(len(bar.name) for bar in found.bars) < 60


def test_no_figures_no_chart() -> None:
    assert charts_of(Brief.of({"priorities": ["抓稳产"]})) == ()


def test_numbers_reach_the_drawing_as_they_are_written() -> None:
    found = chart("growth", {"indicator": "工业投资", "value": "3", "yoy": "12345678901234567.10"})
    assert found is not None
    spec = json.loads(json.dumps(chart_spec(found)))
    assert spec["data"]["values"][0]["value"] == "12345678901234567.10"


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "'; datum.x = 1 //", "**粗**&lt;", "=cmd|' /C calc'!A1", "字" * 100_000])
def test_any_name_is_drawn_as_text(name: str) -> None:
    found = chart("growth", {"indicator": name, "value": "3", "yoy": "1.5", "rank": 3, "prev_rank": 2, "target": "9"})
    assert found is not None
    assert chart_png(found).startswith(b"\x89PNG")


def test_every_chart_of_the_sample_is_drawn() -> None:
    for found in charts_of(sample_brief()):
        assert chart_png(found).startswith(b"\x89PNG")


def test_without_a_chinese_font_nothing_is_drawn_and_the_reason_told(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/nowhere</dir></fontconfig>')
    code = "from assistant import *\ntry:\n    chart_png(charts_of(sample_brief())[0])\nexcept PictureError as error:\n    print(error)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "没有可用的中文字体" in done.stdout
