"""What is asked for on the sheet: a number corrected, dropped or vouched for, a paragraph rewritten; and that the page is not trusted."""

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Draft, Library, check_numbers, draft_speech, sample_brief
from desk import acts, exports, labels
from desk.sheet import Act, _act
from desk.sheet.content import content, marked
from desk.versions import difference

pytestmark = pytest.mark.slow

WRONG, RIGHT = "148.2亿元", "142.8亿元"
EVIL = "<script>alert(1)</script>&lt;b&gt; ![x](http://192.0.2.1) **b** =cmd|'/C calc'!A1"


@pytest.fixture(scope="session")
def draft(home: Any) -> Draft:
    return draft_speech(sample_brief(), model=False)


@pytest.fixture
def wrong(draft: Draft) -> Draft:
    return draft.edit(draft.text.replace(RIGHT, WRONG, 1))


def carry_out(draft: Draft, act: Act) -> AppTest:
    """Do what was asked for on the sheet of a saved draft, on a page."""

    def script() -> None:
        import streamlit as st

        from desk import acts, guard, saving, state

        saving.restore()
        asked = st.session_state.pop("to_do", None)
        if asked is not None:
            with guard.calm():
                acts.carry_out(asked, state.draft())

    with Library.open() as library:
        identifier = library.save(replace(draft, shelf=type(draft.shelf)())).id
    at = AppTest.from_function(script, default_timeout=60)
    at.query_params["draft"] = identifier
    at.session_state["to_do"] = act
    at.run()
    assert not at.exception
    return at


def _wrong_finding(draft: Draft) -> Any:
    return next(finding for finding in draft.report.findings if finding.text == WRONG)


def test_a_wrong_number_is_corrected(wrong: Draft, draft: Draft) -> None:
    at = carry_out(wrong, Act("correct", _wrong_finding(wrong)))
    assert at.session_state["draft"].text == draft.text
    assert at.session_state["draft"].ok
    assert [said.text for said in at.session_state["said"]] == [labels.corrected(WRONG, RIGHT)]


def test_a_number_nobody_can_correct_is_left_and_that_is_said(draft: Draft) -> None:
    unknown = draft.edit(draft.text.replace("同志们：\n", "同志们：\n新签约外资项目317个。", 1))
    finding = next(finding for finding in unknown.report.findings if finding.text == "317个")
    at = carry_out(unknown, Act("correct", finding))
    assert at.session_state["draft"].text == unknown.text
    assert at.session_state["said"][-1].text == labels.CANNOT_CORRECT


def test_the_sentence_of_a_number_is_dropped(wrong: Draft) -> None:
    at = carry_out(wrong, Act("drop", _wrong_finding(wrong)))
    assert WRONG not in at.session_state["draft"].text
    assert at.session_state["draft"].text in [wrong.text.replace(at.session_state["said"][-1].text.removeprefix(labels.dropped("")), "")]


def test_a_number_is_vouched_for_with_its_source(draft: Draft) -> None:
    unknown = draft.edit(draft.text.replace("同志们：\n", "同志们：\n新签约外资项目317个。", 1))
    finding = next(finding for finding in unknown.report.findings if finding.text == "317个")
    at = carry_out(unknown, Act("vouch", finding, text="商务局8月5日电话"))
    vouched = at.session_state["draft"]
    assert [(known.text, known.source) for known in vouched.brief.known][-1] == ("317个", "商务局8月5日电话")
    assert next(one for one in vouched.report.findings if one.text == "317个").verdict == "known"


def test_a_paragraph_in_other_words_is_audited_again(draft: Draft) -> None:
    lines = content(draft.text, draft.report.findings, (), editable=True)["lines"]
    place = next(number for number, line in enumerate(lines) if line["role"] == "")
    at = carry_out(draft, Act("edit", line=place, text=f"工业用电量9.99亿千瓦时。{EVIL}"))
    edited = at.session_state["draft"]
    assert EVIL in edited.text
    assert "9.99亿千瓦时" in [finding.text for finding in edited.report.findings if finding.verdict == "contradicted"]


@pytest.mark.parametrize(
    ("text", "number", "left", "gone"),
    [
        ("甲。乙有3个。丙。", "3个", "甲。丙。", "乙有3个。"),
        ("甲。\n乙有3个。\n丙。", "3个", "甲。\n丙。", "乙有3个。"),
        ("乙有3个。\n丙。", "3个", "\n丙。", "乙有3个。"),
        ("甲！乙有3个", "3个", "甲！", "乙有3个"),
    ],
)
def test_a_sentence_is_taken_out_whole(text: str, number: str, left: str, gone: str) -> None:
    start = text.index(number)
    assert acts.without_sentence(text, start, start + len(number)) == (left, gone)


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("新的。", "题\n\n同志们：\n新的。\n末。"),
        ("新的。\n\n 再一段。", "题\n\n同志们：\n新的。\n再一段。\n末。"),
        (" \n", "题\n\n同志们：\n末。"),
    ],
)
def test_a_line_is_replaced_where_it_stands(words: str, after: str) -> None:
    assert acts.with_line("题\n\n同志们：\n旧的。\n末。", 2, words) == after


DATA = content("工业投资68.5亿元。", check_numbers("工业投资68.5亿元。", sample_brief()).findings, (), editable=True)
FINDINGS = marked("工业投资68.5亿元。", check_numbers("工业投资68.5亿元。", sample_brief()).findings, ())


@pytest.mark.parametrize(
    "asked",
    [
        None,
        "correct",
        {},
        {"do": "correct", "mark": 0, "stamp": "of another sheet"},
        {"do": "correct", "mark": 0, "stamp": None},
        {"do": "correct", "mark": 1},
        {"do": "correct", "mark": -1},
        {"do": "correct", "mark": "0"},
        {"do": "delete everything", "mark": 0},
        {"do": "edit", "line": 1, "text": "x"},
        {"do": "edit", "line": -1, "text": "x"},
        {"do": "edit", "line": None, "text": "x"},
        {"do": "vouch", "line": 0, "text": "x"},
    ],
)
def test_what_does_not_fit_the_sheet_is_not_done(asked: Any) -> None:
    stamped = {"stamp": DATA["stamp"]} | asked if isinstance(asked, dict) else asked
    assert _act(stamped, DATA, FINDINGS) is None


def test_what_fits_the_sheet_is_done() -> None:
    assert _act({"do": "drop", "mark": 0, "stamp": DATA["stamp"]}, DATA, FINDINGS) == Act("drop", FINDINGS[0])
    asked = {"do": "edit", "line": 0, "text": "词" * 30_000, "stamp": DATA["stamp"]}
    assert len(_act(asked, DATA, FINDINGS).text) == 20_000


def test_the_sheet_tells_words_and_numbers_but_no_markup(draft: Draft) -> None:
    data = content(draft.text, draft.report.findings, draft.wording, editable=True)
    assert "".join(run["text"] for line in data["lines"] for run in line["runs"]) == draft.text.replace("\n", "")
    assert sum(entry["count"] for entry in data["legend"] if entry["kind"] != "wording") == len(draft.report.findings)
    assert all(mark["label"] and mark["told"] for mark in data["marks"])
    assert not [mark for mark in data["marks"] if mark["offers"]]


def test_only_doubtful_numbers_can_be_put_right(wrong: Draft) -> None:
    data = content(wrong.text, wrong.report.findings, (), editable=True)
    offered = [mark for mark in data["marks"] if mark["offers"]]
    assert [(mark["kind"], mark["expected"]) for mark in offered] == [("contradicted", RIGHT)]
    assert not [mark for mark in content(wrong.text, wrong.report.findings, (), editable=False)["marks"] if mark["offers"]]


def test_markdown_shows_every_sign_as_it_stands() -> None:
    assert exports.markdown(f"{EVIL}\n\n同志们：\n一、成绩\n产值*增长*。").split("\n\n")[2:] == ["## 一、成绩", "产值\\*增长\\*。\n"]
    assert "<script" not in exports.markdown(EVIL).replace("\\<", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [("在会上的讲话\n正文", "在会上的讲话"), ("../..\\a:b*?\n", "ab"), ("\n\n", labels.FILE), ("长" * 90, "长" * 60)],
)
def test_a_file_is_named_after_the_speech(text: str, name: str) -> None:
    assert exports.file_name(text) == name


def test_what_two_versions_say_differently_is_shown_by_sentence() -> None:
    told = "".join(difference("甲。乙。\n丙。", f"甲。{EVIL}。\n丙。"))
    assert "乙。" in told
    assert "甲。" not in told
    assert "<script" not in told
    assert list(difference("甲。", "甲。")) == []
