"""Reports, briefs and drafts show themselves: escaped, light and dark; as text in a terminal; as frames without a lost digit."""

import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from assistant import AuditError, charts_of, check_numbers, draft_speech, sample_brief
from assistant.brief import Brief
from assistant.brief.writing import brief_mapping
from assistant.display import Panel, Row, Table
from assistant.resources import bundled

pytestmark = pytest.mark.slow

BRIEFS = Path(__file__).parent / "data" / "briefs"
ROWS = [{"id": "f01", "indicator": "工业投资", "value": "68.50", "unit": "亿元", "yoy": "12.1", "period": "2025年"}]
HOSTILE = '<script>alert("x")</script>&\n<img src=http://a>'
ALLOWED = {"div", "style", "p", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "mark", "ol", "li", "span"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


class _Printer:
    """The part of IPython's printer that is used."""

    def __init__(self) -> None:
        self.lines = [""]

    def text(self, text: str) -> None:
        self.lines[-1] += text

    def break_(self) -> None:
        self.lines.append("")


def _hostile() -> Brief:
    rows = [{**ROWS[0], "indicator": HOSTILE.replace("\n", "")}]
    return Brief.of({"region": "<b>云岭县", "figures": rows, "problems": [HOSTILE], "priorities": [{"title": HOSTILE, "lead": "<i>"}]})


def _shown() -> dict[str, Any]:
    brief, hostile = sample_brief(), _hostile()
    wrong = check_numbers("<script>工业投资86.5亿元，增长21.1%。", ROWS)
    draft = draft_speech(brief, model=False)
    told = {"brief": brief, "hostile": hostile, "wrong": wrong, "ok": check_numbers("工业投资68.5亿元。", ROWS), "draft": draft}
    return told | {f"chart {chart.kind}": chart for chart in charts_of(hostile)} | {chart.kind: chart for chart in charts_of(brief)}


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    return _shown()


NAMES = ["brief", "hostile", "wrong", "ok", "draft", "chart growth", "progress", "growth", "ranks"]


@pytest.mark.parametrize("name", NAMES)
def test_html_stands_alone_and_is_escaped(name: str, shown: dict[str, Any]) -> None:
    html = shown[name]._repr_html_()
    page = _Tags()
    page.feed(html)
    assert set(page.tags) <= ALLOWED
    assert not [key for key, value in page.attributes if key.startswith("on") or key in {"src", "href"} or "url(" in (value or "")]
    assert "prefers-color-scheme:dark" in html
    assert not re.search(r"https?://|@import|url\(|javascript:", re.sub(r"&lt;.*?&gt;", "", html))
    assert 'lang="zh-CN"' in html


def test_what_a_user_wrote_is_shown_as_it_stands(shown: dict[str, Any]) -> None:
    page = _Tags()
    page.feed(shown["hostile"]._repr_html_())
    assert HOSTILE in page.text and "<b>云岭县" in page.text


def test_a_report_shows_what_is_wrong_first(shown: dict[str, Any]) -> None:
    wrong, fine = shown["wrong"], shown["ok"]
    assert str(wrong).split("\n")[:4] == [
        "数字核对：未通过",
        "2个数字：2个与输入矛盾。",
        "需要处理的数字（2）：",
        "  1. 86.5亿元  与输入矛盾  数值与输入不符：应为68.5亿元（f01 工业投资），此处是86.5亿元。",
    ]
    assert str(fine) == "数字核对：通过\n1个数字：1个与输入一致。"
    assert repr(fine) == "<NumberReport 通过：1个数字：1个与输入一致。>"
    assert '<tr class="bad"><td>86.5亿元</td><td>与输入矛盾</td>' in wrong._repr_html_()


@pytest.mark.parametrize("name", ["brief", "wrong", "draft"])
def test_a_terminal_gets_plain_lines(name: str, shown: dict[str, Any]) -> None:
    printer = _Printer()
    shown[name]._repr_pretty_(printer, False)
    assert "\n".join(printer.lines).startswith(str(shown[name]))
    assert not any("\n" in line for line in printer.lines)
    assert "\n" not in repr(shown[name]) and len(repr(shown[name])) < 200


def test_a_brief_shows_its_rows_without_empty_columns() -> None:
    brief = Brief.of({"region": "云岭县", "meeting": {"name": "调度会"}, "figures": ROWS, "priorities": ["抓项目"]})
    assert str(brief) == "\n".join(
        [
            "任务单：云岭县 · 调度会",
            "1行数据，1项重点工作",
            "数据（1）：",
            "  1. f01  工业投资  68.50亿元  同比12.1%  2025年",
            "重点工作（1）：",
            "  1. p01  抓项目",
        ]
    )
    assert "<th>位次</th>" not in brief._repr_html_() and "<th>同比</th>" in brief._repr_html_()
    assert repr(brief) == "<Brief 云岭县 调度会：1行数据，0个问题，1项重点工作>"


def test_a_panel_says_nothing_of_what_is_not_there() -> None:
    panel = Panel("甲", "乙", (Table("空", ("a",), ()), Table("收起", ("a",), (Row(("1",)),), folded=True)))
    assert panel.text() == "甲\n乙"
    assert "空" not in panel.html() and "<details><summary>收起（1）</summary>" in panel.html()


def test_raise_if_failed_stops_only_a_report_that_failed(shown: dict[str, Any]) -> None:
    shown["ok"].raise_if_failed()
    with pytest.raises(AuditError) as caught:
        shown["wrong"].raise_if_failed()
    assert str(caught.value).split("\n")[:2] == [
        "数字核对没有通过。2个数字：2个与输入矛盾。",
        "86.5亿元：数值与输入不符：应为68.5亿元（f01 工业投资），此处是86.5亿元。",
    ]
    with pytest.raises(AuditError, match="没有可核对的数字"):
        check_numbers("同志们好。", ROWS).raise_if_failed()


def test_a_report_as_a_frame() -> None:
    report = check_numbers("工业投资68.5亿元，增长21.1%。", ROWS)
    frame = report.to_frame()
    assert frame["text"].tolist() == ["68.5亿元", "21.1%"]
    assert frame[frame["verdict"] == "contradicted"]["expected"].tolist() == ["12.1%"]
    assert [tuple(row) for row in frame[["facts", "cells"]].to_numpy()] == [(finding.facts, finding.cells) for finding in report.findings]
    empty = check_numbers("", ROWS).to_frame()
    assert (len(empty), list(empty.columns)) == (0, list(frame.columns))


@pytest.mark.parametrize(
    "path", [bundled("examples") / "brief.yaml", bundled("examples") / "brief-city.yaml", *sorted(BRIEFS.glob("*.yaml"))]
)
def test_rows_come_back_from_a_frame_as_they_were(path: Path) -> None:
    brief = Brief.of(path)
    if not brief.figures:
        assert len(brief.to_frame()) == 0
        return
    again = Brief.of(brief_mapping(brief) | {"figures": brief.to_frame()})
    assert [replace(figure, source=None) for figure in again.figures] == [replace(figure, source=None) for figure in brief.figures]
    assert again.questions == ()


@pytest.mark.shared
@pytest.mark.parametrize("name", ["s01", "s03", "s06"])
def test_rows_of_the_scenarios_come_back_too(name: str, shared: Path) -> None:
    test_rows_come_back_from_a_frame_as_they_were(shared / "scenarios" / "briefs" / f"{name}.json")


def test_a_frame_keeps_every_digit_and_knows_its_cells() -> None:
    frame = Brief.of(ROWS).to_frame()
    assert (frame.at[0, "value"], str(frame.at[0, "value"])) == (Decimal("68.50"), "68.50")
    frame.at[0, "value"] = Decimal("70.25")
    (figure,) = Brief.of(frame).figures
    assert figure.value == Decimal("70.25")
    assert figure.source is not None and figure.source.place() == "DataFrame C1"
