"""Refresh: figures, periods and direction words follow the next table, the rest stays word for word, and the change list says why."""

from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from assistant import Brief, Draft, draft_speech
from assistant.audit.check import check_numbers
from assistant.drafting.composer import compose
from assistant.drafting.editing import state_of
from assistant.drafting.refreshing import Refreshed, known_flaws, moves_of, refreshed
from assistant.drafting.refreshing.following import followed
from assistant.drafting.refreshing.points import Turn, taken_back
from assistant.drafting.refreshing.seasons import within_season
from assistant.drafting.refreshing.times import with_times
from assistant.drafting.state import DraftState
from assistant.slots import bind, render
from assistant.wording import check
from assistant.wording.leaks import LeakIndex
from tests.judging_refresh import faults, share_kept
from tests.perturbing import next_month

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(__file__).parent / "data"
SENTENCES = yaml.safe_load((DATA / "refresh" / "sentences.yaml").read_text("utf-8"))
LEADS = yaml.safe_load((DATA / "refresh" / "leads.yaml").read_text("utf-8"))
TIMES = yaml.safe_load((DATA / "refresh" / "times.yaml").read_text("utf-8"))
BRIEFS = [
    path
    for path in (*sorted((ROOT / "examples").glob("brief*.yaml")), *sorted((DATA / "briefs").rglob("*.yaml")))
    if Brief.of(path).figures
]
QUICK = [path for path in BRIEFS if path.stem in {"county_retrofit", "county_year_end_rising", "figures_only"}]
SCENARIOS = ("s01", "s03", "s06")


def told_again(old: Brief, state: DraftState, new: Brief, seed: int) -> Refreshed:
    known = known_flaws(check_numbers(reads(state, old), old), check(reads(state, old), old, LeakIndex()))
    return refreshed(state, moves_of(old, new), compose(new, rng=Random(seed)), partial(check, brief=new, leaks=LeakIndex()), known)


def reads(state: DraftState, brief: Brief) -> str:
    return render(state.text, brief, dict(state.counts)).text


def judge(old: Brief, state: DraftState, seed: int) -> tuple[Refreshed, str]:
    """Tell a speech again with a perturbed table, and let the judge read it."""
    month = next_month(old, seed)
    moves = moves_of(old, month.brief)
    assert {row: moves.rows.get(row) for row in month.rows} == month.rows
    told = told_again(old, state, month.brief, seed)
    text, now = reads(state, old), reads(told.state, month.brief)
    assert list(faults(old, text, month, told, now)) == []
    return told, now


def brief_of(rows: list[dict[str, Any]], period: str, meeting: str) -> Brief:
    return Brief.of(
        {"region": "青石县", "level": "县", "meeting": {"name": "全县工作会", "date": meeting}, "period": period, "figures": rows}
    )


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["why"])
def test_what_a_sentence_says_with_the_next_table(case: dict[str, Any]) -> None:
    periods = case.get("periods", ["2026年1—9月", "2026年1—10月"])
    meetings = case.get("meetings", ["2026-10-27", "2026-11-20"])
    old, new = (brief_of(case[side], period, str(day)) for side, period, day in zip(("old", "new"), periods, meetings, strict=True))
    moves = moves_of(old, new)
    told = followed(with_times(bind(case["text"], old).slots, moves), moves, demanding=case.get("demand", False))
    assert render(told.slots, new).text == case["say"]
    if "reason" in case:
        assert case["reason"] in told.why
    if case["text"] == case["say"]:
        assert told.why == ()


@pytest.mark.parametrize("case", TIMES, ids=lambda case: case["why"])
def test_periods_in_words_move_on(case: dict[str, Any]) -> None:
    rows = [{"indicator": "工业用电量", "value": "9.1", "unit": "亿千瓦时"}]
    old, new = (brief_of(rows, *map(str, case[side])) for side in ("old", "new"))
    moves = moves_of(old, new)
    slots = with_times(bind(case["text"], old).slots, moves)
    assert render(slots, new).text == case["say"]


def test_time_limits_follow_the_words_of_the_user() -> None:
    speech = yaml.safe_load((DATA / "editing" / "speech.yaml").read_text("utf-8"))
    old = Brief.of(speech["brief"])
    data = speech["brief"] | {"priorities": [dict(one) for one in speech["brief"]["priorities"]]}
    data["priorities"][0]["points"] = ["15个项目10月底前开工"]
    new = Brief.of(data)
    told = told_again(old, state_of(speech["text"], old), new, 0)
    assert "15个项目10月底前开工" in reads(told.state, new)
    assert [(change.kind, change.why) for change in told.changes] == [("changed", "时限更新")]


@pytest.mark.parametrize("case", LEADS, ids=lambda case: case["text"])
def test_praise_and_blame_are_taken_back(case: dict[str, str]) -> None:
    ranks = ("down", "mixed", "up")
    turn = Turn(case["now"], ranks.index(case["now"]) < ranks.index(case["was"]))
    assert (taken_back(case["text"], turn) if turn.wrong(case["text"]) else case["text"]) == case["say"]


def test_a_feast_stays_in_its_quarter() -> None:
    rows = [{"indicator": "工业用电量", "value": "9.1", "unit": "亿千瓦时"}]
    old = brief_of(rows, "2025年（总结）、2026年一季度（部署）", "2026-01-23")
    new = brief_of(rows, "2026年一季度（总结）、2026年二季度（部署）", "2026-04-20")
    moves = moves_of(old, new)
    assert within_season("春节在{{plan_period}}当中，有效生产时间短。", moves) == ""
    assert within_season("春节在{{plan_period}}当中，有效生产时间短。", moves_of(old, old)) != ""
    assert within_season("把{{plan_period}}的账算到每一天。", moves) == "把{{plan_period}}的账算到每一天。"


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("path", QUICK, ids=lambda path: path.stem)
def test_a_perturbed_table_moves_what_it_touches_and_nothing_else(path: Path, seed: int) -> None:
    old = Brief.of(path)
    judge(old, compose(old, rng=Random(seed)), seed)


def test_the_same_table_changes_nothing() -> None:
    old = Brief.of(QUICK[0])
    state = compose(old, rng=Random(1))
    told = told_again(old, state, old, 1)
    assert told.changes == ()
    assert reads(told.state, old) == reads(state, old)


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_own_briefs_with_many_perturbed_tables(path: Path) -> None:
    old = Brief.of(path)
    kept = []
    for seed in range(6):
        state = compose(old, rng=Random(seed))
        _, now = judge(old, state, seed)
        kept.append(share_kept(reads(state, old), now))
    assert sum(kept) / len(kept) > 0.4


@pytest.mark.shared
@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("source", ["composed", "reference"])
def test_scenarios_with_many_perturbed_tables(name: str, source: str, shared: Path) -> None:
    old = Brief.of(shared / "scenarios" / "briefs" / f"{name}.json")
    text = (shared / "scenarios" / "references" / f"{name}.txt").read_text("utf-8")
    for seed in range(12):
        judge(old, state_of(text, old) if source == "reference" else compose(old, rng=Random(seed)), seed)


@pytest.fixture(scope="module")
def draft(home: Path) -> Draft:
    return draft_speech(ROOT / "examples" / "brief.yaml", model=False)


def test_refresh_makes_the_next_version_and_says_why(draft: Draft) -> None:
    month = next_month(draft.brief, 2)
    after = draft.refresh(month.brief)
    assert after.report.ok
    assert after.brief == month.brief
    assert after.outcome == "do"
    assert after.changes
    assert all(change.why for change in after.changes)
    assert after.undo().text == draft.text
    assert after.undo().brief == draft.brief
    assert after.edit(after.text) is after


def test_a_table_alone_keeps_meeting_and_tasks(draft: Draft) -> None:
    rows = [
        {"indicator": figure.indicator, "value": str(figure.value), "unit": figure.unit, "yoy": "1.1", "period": "2026年1—7月"}
        for figure in draft.brief.figures
        if figure.when == draft.brief.reporting and figure.yoy is not None and figure.kind == "actual"
    ]
    after = draft.refresh(rows)
    assert after.brief.meeting == draft.brief.meeting
    assert after.brief.priorities == draft.brief.priorities
    assert after.report.ok
    assert "1—7月" in after.text
    assert any(change.why == "数据缺失，删去" for change in after.changes)


def test_a_speech_of_last_month_is_told_again(home: Path) -> None:
    speech = yaml.safe_load((DATA / "editing" / "speech.yaml").read_text("utf-8"))
    figures = [dict(row) for row in speech["brief"]["figures"]]
    figures[0] |= {"value": 101.3, "yoy": 6.8, "progress": 56.3}
    figures[1] |= {"value": 26.0, "yoy": 2.4, "last_year": 25.4}
    figures[2] |= {"value": 9.9, "yoy": -1.2, "share": 38.1}
    figures[3] |= {"value": 4, "period": "2026年7月末"}
    new = speech["brief"] | {"period": "2026年1—7月", "meeting": speech["brief"]["meeting"] | {"date": "2026-08-20"}, "figures": figures}
    after = Draft.from_text(speech["text"], speech["brief"]).refresh(new)
    assert after.report.ok
    assert "1—7月，规上工业总产值101.3亿元，同比增长6.8%，完成年度目标的56.3%。技改投资9.9亿元，下降1.2%" in after.text
    assert "7月末还有4户企业停产" in after.text
    assert "对4户停产企业一户一策" in after.text
    assert "后劲不足" not in after.text
    assert "15个项目8月底前开工" in after.text
    assert {change.section for change in after.changes} >= {"题头", "成绩", "问题"}
