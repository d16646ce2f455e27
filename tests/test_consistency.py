"""A brief that contradicts itself is told so, once and by the right rule; one that does not is left alone."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant import check_numbers
from assistant.audit.consistency import check_brief
from assistant.brief import load_brief

DATA = Path(__file__).parent / "data"
CASES = yaml.safe_load((DATA / "audit" / "consistency.yaml").read_text("utf-8"))
RULES = {
    *("brief-progress", "brief-share", "brief-share-range", "brief-part", "brief-parts-sum", "brief-net-change", "brief-net-end"),
    *("brief-difference", "brief-change", "brief-growth", "brief-basis", "brief-negative"),
}
SOUND = [
    *sorted((DATA.parents[1] / "examples").glob("*.yaml")),
    *sorted((DATA / "briefs").glob("**/*.yaml")),
    *sorted((DATA.parents[1] / "benchmarks" / "audit" / "briefs").glob("*.yaml")),
    *(DATA / "audit" / f"{name}.yaml" for name in ("county", "city")),
]


def _case(case: dict[str, Any]) -> Any:
    return pytest.param(case, id=case["why"], marks=pytest.mark.xfail(reason=case["fails"]) if "fails" in case else ())


@pytest.mark.parametrize("case", [_case(case) for case in CASES])
def test_each_contradiction_is_told_once(case: dict[str, Any]) -> None:
    brief = load_brief({"period": "2026年1—9月", "figures": case["rows"]})
    assert [finding.rule for finding in check_brief(brief)] == ([case["rule"]] if case["rule"] else [])


@pytest.mark.parametrize("case", [case for case in CASES if case["rule"] and "fails" not in case], ids=lambda case: case["why"])
def test_a_contradiction_names_its_row_in_one_sentence(case: dict[str, Any]) -> None:
    brief = load_brief({"period": "2026年1—9月", "figures": case["rows"]})
    (finding,) = check_brief(brief)
    assert any(finding.message.startswith(f"{figure.id} {figure.indicator}：") for figure in brief.figures)
    assert finding.message.endswith("。")
    assert (finding.start, finding.end, finding.text) == (0, 0, "")
    assert finding.severity in {"error", "warning", "note"}


def test_every_rule_has_cases_for_and_against() -> None:
    assert {case["rule"] for case in CASES if case["rule"]} == RULES
    assert sum(not case["rule"] for case in CASES) >= 12


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_sound_briefs_are_left_alone(path: Path) -> None:
    assert [finding for finding in check_brief(load_brief(path)) if finding.severity != "note"] == []


def test_the_text_is_not_blamed_for_the_brief() -> None:
    rows = [{"indicator": "工业投资", "value": 60, "unit": "亿元", "target": 100, "progress": 70}]
    report = check_numbers("工业投资60亿元。", rows)
    assert report.ok
    assert len(report.brief) == 1


@pytest.mark.shared
def test_the_briefs_of_the_scenarios_are_left_alone(shared: Path) -> None:
    briefs = sorted((shared / "scenarios" / "briefs").glob("*.json"))
    assert briefs
    for path in briefs:
        assert [finding.message for finding in check_brief(load_brief(path)) if finding.severity != "note"] == []
