"""Words that are facts: what a sentence claims without a number, judged against the brief, and only where it is wrong."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant import check_numbers, draft_speech
from assistant.audit.report import NumberReport
from assistant.brief import Brief, load_brief
from assistant.findings import NumberFinding

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data"
BENCHMARK = ROOT / "benchmarks" / "audit"
CASES = [json.loads(line) for line in (DATA / "audit" / "words.jsonl").read_text("utf-8").splitlines()]
WRONG = [case for case in CASES if "word" in case]
SILENT = [case for case in CASES if "word" not in case]
RULES = {"word-direction", "word-comparison", "word-target", "word-rank", "word-size", "word-whole"}
BRIEFS = [
    *(ROOT / "examples" / name for name in ("brief.yaml", "brief-city.yaml")),
    *sorted((DATA / "briefs").glob("*.yaml")),
    *sorted((BENCHMARK / "briefs").glob("*.yaml")),
]


@cache
def county() -> Brief:
    return load_brief(DATA / "audit" / "county.yaml")


def words(report: NumberReport) -> list[NumberFinding]:
    return [finding for finding in report.findings if finding.rule.startswith("word-")]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["text"])
def test_a_word_against_the_brief_is_a_contradiction(case: dict[str, Any]) -> None:
    report = check_numbers(case["text"], county())
    (finding,) = words(report)
    assert (finding.rule, finding.text) == (case["rule"], case["word"])
    assert (finding.verdict, finding.severity) == ("contradicted", "error")
    assert case["text"][finding.start : finding.end] == finding.text
    assert list(finding.facts) == case.get("facts", list(finding.facts))
    assert finding.facts[0].split(".")[0] in {figure.id for figure in county().figures}
    assert not report.ok


@pytest.mark.parametrize("case", SILENT, ids=lambda case: case["text"])
def test_a_word_is_left_alone(case: dict[str, Any]) -> None:
    assert words(check_numbers(case["text"], county())) == [], case["why"]


def test_every_rule_has_words_for_and_there_are_words_against() -> None:
    assert {case["rule"] for case in WRONG} == RULES
    assert len(SILENT) >= 30


def test_agreement_adds_nothing_to_the_counts() -> None:
    bare = check_numbers("工业投资增长11.5%。", county()).counts
    told = check_numbers("工业投资增长11.5%，慢于时间进度，同比增长。", county())
    assert told.counts == bare
    assert told.ok


def test_findings_stand_in_text_order() -> None:
    text = "工业投资同比下降，利润总额19.6亿元，由负转正，规上工业总产值418.5亿元。"
    starts = [finding.start for finding in check_numbers(text, county()).findings]
    assert starts == sorted(starts)
    assert len(starts) == 4


@pytest.mark.parametrize("name", ["b1", "b2", "b3", "b4", "b5"])
def test_no_word_of_a_clean_speech_is_refused(name: str) -> None:
    text = (BENCHMARK / "speeches" / f"{name}.txt").read_text("utf-8")
    assert words(check_numbers(text, load_brief(BENCHMARK / "briefs" / f"{name}.yaml"))) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", ["s01", "s03", "s06"])
def test_no_word_of_a_reference_is_refused(name: str, shared: Path) -> None:
    text = (shared / "scenarios" / "references" / f"{name}.txt").read_text("utf-8")
    brief = json.loads((shared / "scenarios" / "briefs" / f"{name}.json").read_text("utf-8"))
    assert words(check_numbers(text, brief)) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))])
def test_no_word_of_a_draft_is_refused(path: Path, seed: int) -> None:
    report = draft_speech(load_brief(path), seed=seed).report
    assert words(report) == []
    assert [remark for remark in report.remarks if remark.severity == "error" or remark.rule in {"announced-count", "series-gap"}] == []


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["工业投资增长", "由负转正，", "高于全市平均", "由1户增到2户，", "工业投资同比下降，"])
def test_hostile_repetition_is_survived(piece: str) -> None:
    text = piece * 1500
    for finding in check_numbers(text, county()).findings:
        assert text[finding.start : finding.end] == finding.text
