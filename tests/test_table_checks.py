"""Checks on the table itself: every rule has cases it must see and cases it must leave alone."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import check_numbers
from assistant.audit.consistency import check_brief
from assistant.audit.consistency.doubts import rules
from assistant.brief import Brief

DATA = Path(__file__).parent / "data"
CASES = [json.loads(line) for line in (DATA / "table_checks.jsonl").read_text("utf-8").splitlines()]


def _brief(case: dict[str, Any], key: str = "rows", period: str = "2026年1—9月") -> Brief:
    region = {"region": case.get("region", "云岭县"), "level": case.get("level", "县")}
    return Brief.of({**region, "period": period, "figures": case[key]})


def _told(case: dict[str, Any]) -> list[str]:
    earlier = _brief(case, "earlier", "2026年1—8月") if "earlier" in case else None
    return [finding.rule for finding in check_brief(_brief(case), earlier)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']} {case['why']}")
def test_a_rule_sees_what_it_must_and_nothing_else(case: dict[str, Any]) -> None:
    told = set(_told(case))
    if case["finds"]:
        assert case["rule"] in told
    assert told <= ({case["rule"]} if case["finds"] else set()) | set(case.get("besides", ()))


def test_every_rule_has_a_case_for_and_a_case_against() -> None:
    assert {case["rule"] for case in CASES if case["finds"]} == set(rules())
    assert {case["rule"] for case in CASES if not case["finds"]} == set(rules())


@pytest.mark.parametrize("case", [case for case in CASES if case["finds"]], ids=lambda case: f"{case['rule']} {case['why']}")
def test_a_finding_names_row_cells_and_what_to_do(case: dict[str, Any]) -> None:
    brief = _brief(case)
    earlier = _brief(case, "earlier", "2026年1—8月") if "earlier" in case else None
    for finding in check_brief(brief, earlier):
        row = next(figure for figure in brief.figures if figure.id == finding.row)
        assert finding.message.startswith(f"{row.id} {row.indicator}：")
        assert finding.message.endswith("。")
        assert finding.message.count("。") == 1
        assert "；" in finding.message
        assert "{" not in finding.message
        assert finding.severity == rules()[finding.rule]["severity"]
        assert finding.facts
        assert all(fact.split(".")[0] in {figure.id for figure in brief.figures} for fact in finding.facts)


def test_a_finding_shows_the_cells_of_the_users_own_file(tmp_path: Path) -> None:
    path = tmp_path / "月报.csv"
    path.write_text("指标,数值,单位,目标,完成进度\n工业投资,60,亿元,100,70%\n", "utf-8")
    (finding,) = check_brief(Brief.of(path))
    assert finding.cells == ("月报.csv E2", "月报.csv B2", "月报.csv D2")
    assert check_numbers("工业投资60亿元。", path).to_dict()["brief"][0]["cells"] == list(finding.cells)
    assert check_numbers("工业投资60亿元。", path).findings[0].cells == ("月报.csv B2",)


@given(st.lists(st.integers(0, 4), min_size=3, max_size=8), st.randoms(use_true_random=False))
def test_a_true_ranking_is_never_doubted_and_a_turned_one_always_is(values: list[int], chance: Any) -> None:
    """Ranks made from the values themselves hold, ties included; swapping two areas that differ breaks them."""
    rows = [
        {"indicator": "工业投资增速", "scope": f"{'甲乙丙丁戊己庚辛'[place]}县", "value": value, "unit": "%", "rank": _rank(value, values)}
        for place, value in enumerate(values)
    ]
    chance.shuffle(rows)
    assert check_brief(Brief.of({"period": "2026年1—9月", "figures": rows})) == ()
    if min(values) == max(values):
        return
    worst, best = min(rows, key=lambda row: row["value"]), max(rows, key=lambda row: row["value"])
    worst["rank"], best["rank"] = best["rank"], worst["rank"]
    told = Counter(finding.rule for finding in check_brief(Brief.of({"period": "2026年1—9月", "figures": rows})))
    assert set(told) == {"brief-rank-order"}


def _rank(value: int, values: list[int]) -> int:
    return 1 + sum(other > value for other in values)


@given(st.decimals(1, 900, places=1), st.decimals("0.1", 99, places=1), st.booleans())
def test_months_that_add_up_are_never_doubted(before: Any, month: Any, small_unit: bool) -> None:
    """What is computed exactly and then printed to its places holds, in either unit."""
    scale, unit = (10000, "万元") if small_unit else (1, "亿元")
    rows = [
        {"indicator": "工业投资", "value": before + month, "unit": "亿元", "period": "2026年1—9月"},
        {"indicator": "工业投资", "value": before * scale, "unit": unit, "period": "2026年1—8月"},
        {"indicator": "工业投资（当月）", "value": month, "unit": "亿元", "period": "2026年9月"},
    ]
    told = {finding.rule for finding in check_brief(Brief.of({"period": "2026年1—9月", "figures": rows}))}
    assert told <= {"brief-mixed-units"}
