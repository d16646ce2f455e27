"""A speech as HTML: every judged number marked once, everything escaped, nothing fetched from anywhere."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.export.html import speech_html, speech_page
from assistant.findings import Finding, NumberFinding, Verdict
from assistant.lexicon.labels import VERDICTS, severity_label, tally, verdict_label

SPEECH = "在调度会上的讲话\n（2026年1月23日）\n周明远\n\n同志们：\n总产值312.6亿元，增长8.4%。\n一、看清<形势>\n还差91.5亿元。"


def _finding(number: str, verdict: Verdict, message: str = "有据", formula: str = "", text: str = SPEECH) -> NumberFinding:
    start = text.index(number)
    return NumberFinding(start, start + len(number), number, "figure", "note", message, verdict=verdict, facts=("f01",), formula=formula)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _parse(html: str) -> _Tags:
    parser = _Tags()
    parser.feed(html)
    return parser


def test_numbers_are_marked_by_verdict_with_their_source() -> None:
    findings = [
        _finding("312.6亿元", "supported"),
        _finding("8.4%", "contradicted", "应为8.3%"),
        _finding("91.5亿元", "derived", formula="360−268.5"),
    ]
    page = _parse(speech_html(SPEECH, findings))
    marks = [attributes for tag, attributes in page.tags if tag == "mark"]
    assert [mark["class"] for mark in marks] == ["supported", "contradicted", "derived"]
    assert marks[1]["title"] == "与输入矛盾：应为8.3% | f01"
    assert marks[2]["title"] == "推算：有据 | 360−268.5 | f01"
    assert [attributes.get("class") for tag, attributes in page.tags if tag == "p"] == [
        "audit", "title", "under", "under", "open", None, "heading", None,
    ]  # fmt: skip


def test_the_words_of_the_speech_are_all_there_and_escaped() -> None:
    html = speech_html(SPEECH, [_finding("8.4%", "unclear", '"><script>alert(1)</script>')])
    assert "<script" not in html
    assert "一、看清&lt;形势&gt;" in html
    body = "".join(_parse(html.partition("</p>")[2]).texts)
    assert re.sub(r"\s", "", body) == re.sub(r"\s", "", SPEECH)


def test_one_line_counts_the_verdicts() -> None:
    assert "3个数字：1个与输入一致，1个为推算，1个无依据。" in speech_html(
        SPEECH, [_finding("312.6亿元", "supported"), _finding("8.4%", "unsupported"), _finding("91.5亿元", "derived")]
    )
    assert "没有可核对的数字。" in speech_html(SPEECH, [])


def test_of_overlapping_findings_the_worse_is_shown() -> None:
    html = speech_html(SPEECH, [_finding("312.6亿元", "supported"), _finding("312.6", "contradicted")])
    assert [attributes["class"] for tag, attributes in _parse(html).tags if tag == "mark"] == ["contradicted"]


def test_a_page_needs_nothing_from_outside() -> None:
    page = speech_page(SPEECH, [])
    assert page.startswith("<!doctype html>")
    assert "<title>在调度会上的讲话</title>" in page
    assert not re.search(r"https?:|src=|<link|@import|url\(", page)
    assert "prefers-color-scheme:dark" in page


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("二、锚定目标，把一季度的账算到每一天", "heading"),
        ("（三）抓要素保障", "heading"),
        ("（三）抓要素保障，拆掉拦路石。人从哪里来？", None),
        ("一季度工业要稳", None),
    ],
)
def test_headings_go_by_their_number(line: str, role: str | None) -> None:
    assert [attributes.get("class") for tag, attributes in _parse(speech_html(line, [])).tags if tag == "p"] == ["audit", role]


def test_a_bare_text_has_no_title() -> None:
    classes = [attributes.get("class") for tag, attributes in _parse(speech_html("总产值312.6亿元。", [])).tags if tag == "p"]
    assert classes == ["audit", None]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_a_name_and_a_style(verdict: str) -> None:
    assert verdict_label(verdict)
    assert tally([verdict]).startswith("1个数字：1个")
    assert f"mark.{verdict}" in speech_html("", [])


def test_every_severity_has_a_name() -> None:
    assert [severity_label(name) for name in ("error", "warning", "note")] == ["错误", "提醒", "说明"]


def test_wording_is_marked_beside_the_numbers_and_listed_below() -> None:
    start = SPEECH.index("形势")
    wording = [
        Finding(start, start + 2, "形势", "r", "error", "不能<这样>说。", "换一种说法"),
        Finding(SPEECH.index("312.6"), SPEECH.index("312.6") + 3, "312", "r", "warning", "和数字在一处。"),
        Finding(0, 2, "在全", "r", "note", "只是说明。"),
    ]
    page = _parse(speech_page(SPEECH, [_finding("312.6亿元", "supported")], wording))
    assert [attrs["class"] for tag, attrs in page.tags if tag == "mark"] == ["supported", "wording error"]
    items = "".join(page.texts).partition("还差91.5亿元。")[2]
    assert "错误：不能<这样>说。建议：换一种说法。" in items
    assert "提醒：和数字在一处。" in items
    assert "只是说明" not in items


def test_a_mark_shows_where_the_cells_stand_in_the_users_own_file() -> None:
    finding = replace(_finding("312.6亿元", "supported"), cells=("月报.xlsx「主要指标」D7",))
    marks = [attrs for tag, attrs in _parse(speech_html(SPEECH, [finding])).tags if tag == "mark"]
    assert "月报.xlsx「主要指标」D7" in (marks[0]["title"] or "")
    assert finding.to_dict()["cells"] == ("月报.xlsx「主要指标」D7",)
