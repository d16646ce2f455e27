"""Remarks: what must hold inside a speech, what needs a person, and a report that says why it is not green."""

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant import check_numbers
from assistant.audit.remarks.severity import SEVERITY
from assistant.brief import Brief, load_brief

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data" / "audit"
BENCHMARK = ROOT / "benchmarks" / "audit"
CASES = [json.loads(line) for line in (DATA / "remarks.jsonl").read_text("utf-8").splitlines()]


@cache
def county() -> Brief:
    return load_brief(DATA / "county.yaml")


def brief_for(case: dict[str, Any]) -> Brief:
    date = case.get("meeting")
    return replace(county(), meeting=replace(county().meeting, date=datetime.date.fromisoformat(date))) if date else county()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text'][:40]} {case.get('meeting', '')}")
def test_remarks_on_a_text(case: dict[str, Any]) -> None:
    remarks = check_numbers(case["text"], brief_for(case)).remarks
    assert [[remark.rule, remark.text] for remark in remarks] == case["remarks"], [remark.message for remark in remarks]
    for remark in remarks:
        assert case["text"][remark.start : remark.end] == remark.text
        assert remark.severity == SEVERITY[remark.rule]
        assert remark.message.endswith("。")


def test_every_rule_is_shown_and_most_texts_are_left_alone() -> None:
    assert {rule for case in CASES for rule, _ in case["remarks"]} == set(SEVERITY)
    assert sum(not case["remarks"] for case in CASES) >= 25


def test_only_a_certain_deadline_is_an_error() -> None:
    assert {rule for rule, severity in SEVERITY.items() if severity == "error"} == {"deadline-past"}


def test_an_error_among_the_remarks_spoils_the_report_and_is_read_aloud() -> None:
    text = "工业投资增长11.5%。今年2月底前完成入库。"
    report = check_numbers(text, county())
    assert all(finding.verdict == "supported" for finding in report.findings)
    assert not report.ok
    assert "时限已过" in report.summary()


def test_a_deadline_the_brief_itself_has_is_doubted_only() -> None:
    brief = Brief.of({**_minimal(), "priorities": [{"title": "抓入库", "due": "今年2月底前"}]})
    (remark,) = check_numbers("抓入库，今年2月底前完成。", brief).remarks
    assert (remark.rule, remark.severity) == ("deadline-doubtful", "warning")


def _minimal() -> dict[str, Any]:
    rows = [{"indicator": "工业投资", "value": 60, "unit": "亿元", "period": "2026年1—5月"}]
    return {"meeting": {"date": "2026-06-24"}, "figures": rows}


def test_superlatives_of_the_user_are_left_alone() -> None:
    brief = Brief.of({**_minimal(), "background": "园区首次进入全省前十"})
    assert check_numbers("园区首次进入全省先进行列。", brief).remarks == ()


def test_the_place_of_the_other_value_is_told() -> None:
    text = "同志们：\n工业投资96.4亿元。\n工业投资98.4亿元。"
    (remark,) = check_numbers(text, county()).remarks
    assert "第2段" in remark.message
    assert "96.4亿元" in remark.message


@pytest.mark.slow
@pytest.mark.parametrize("name", ["b1", "b2", "b3", "b4", "b5"])
def test_clean_speeches_get_notes_at_most(name: str) -> None:
    text = (BENCHMARK / "speeches" / f"{name}.txt").read_text("utf-8")
    remarks = check_numbers(text, load_brief(BENCHMARK / "briefs" / f"{name}.yaml")).remarks
    assert [remark for remark in remarks if remark.severity != "note"] == []


@pytest.mark.shared
@pytest.mark.parametrize("name", ["s01", "s03", "s06"])
def test_references_get_notes_at_most(name: str, shared: Path) -> None:
    text = (shared / "scenarios" / "references" / f"{name}.txt").read_text("utf-8")
    brief = json.loads((shared / "scenarios" / "briefs" / f"{name}.json").read_text("utf-8"))
    assert [remark for remark in check_numbers(text, brief).remarks if remark.severity != "note"] == []


# --- the report


@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_an_empty_text_is_not_green_and_says_why(text: str) -> None:
    report = check_numbers(text, county())
    assert not report.ok
    assert "稿子是空的" in report.summary()


def test_a_text_without_figures_is_not_green_and_says_why() -> None:
    report = check_numbers("同志们：要进一步提振信心。", county())
    assert not report.ok
    assert "文中没有数据" in report.summary()


@pytest.mark.parametrize("text", ["", "同志们：要进一步提振信心。", "工业投资60亿元。", "开工项目6个。"])
def test_a_brief_without_rows_is_never_green_and_says_why(text: str) -> None:
    report = check_numbers(text, {"priorities": [{"title": "抓项目", "points": ["开工项目6个"]}]})
    assert not report.ok
    assert report.to_dict()["ok"] is False
    assert ("输入中没有数据" if text else "稿子是空的") in report.summary()


def test_the_summary_is_one_line_fit_to_read_aloud() -> None:
    summary = check_numbers("工业投资增长11.5%。规上工业总产值418.5亿元。", county()).summary()
    assert summary == "2个数字：2个与输入一致。"


def test_missing_rows_come_by_problem_then_by_priority_then_in_order() -> None:
    rows = [
        {"id": f"r{n}", "indicator": name, "value": n, "unit": "亿元"}
        for n, name in enumerate(("工业投资", "工业税收", "外贸出口", "工业用地"), 1)
    ]
    brief = {"figures": rows, "problems": [{"text": "出口不振", "figures": ["r3"]}], "priorities": ["做大工业税收"]}
    assert check_numbers("工业用地4亿元。", brief).missing == ("r3", "r2", "r1")


def test_known_numbers_are_known() -> None:
    (finding,) = check_numbers("项目带动就业2600人。", county()).findings
    assert finding.verdict == "known"
    assert check_numbers("项目带动就业2600人。", county()).ok


@pytest.mark.parametrize("text", ["“5812”行动", "5812行动", "‘5812’行动"])
def test_digits_of_a_name_are_never_judged(text: str) -> None:
    report = check_numbers(f"实施{text}。工业投资增长11.5%。", county())
    assert [finding.text for finding in report.findings] == ["11.5%"]
    assert report.ok


@pytest.mark.parametrize("piece", ["一是稳，", "讲三点意见。", "一、稳\n", "5月底前", "其中1个、", "首次", "1—4月"])
def test_work_grows_with_the_length_of_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.audit.remarks import dates, series

    counted = [0]

    def counting(function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*given: Any) -> Any:
            counted[0] += 1
            return function(*given)

        return wrapped

    monkeypatch.setattr(series, "_from", counting(series._from))
    monkeypatch.setattr(dates, "_due", counting(dates._due))
    steps = []
    for size in (500, 1000):
        counted[0] = 0
        text = piece * size
        list(series.check_series(text))
        list(dates._deadlines(text, datetime.date(2026, 11, 18), ""))
        steps.append(counted[0])
    assert steps[1] <= 2.2 * steps[0] + 10
