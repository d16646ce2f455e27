"""The plan of a draft: sections, messages and what is left out, as plain data."""

import json
from pathlib import Path
from random import Random

import pytest

from assistant.brief import Brief
from assistant.drafting.composer import compose, compose_section
from assistant.drafting.figures import plain_sentence
from assistant.drafting.leads import shared_out
from assistant.drafting.plan import Plan, slots_of
from assistant.slots import render

BRIEFS = sorted((Path(__file__).parent / "data" / "briefs").rglob("*.yaml"))


@pytest.fixture(params=BRIEFS, ids=lambda path: path.stem)
def brief(request: pytest.FixtureRequest) -> Brief:
    return Brief.of(request.param)


def test_plan_and_speech_have_the_same_sections(brief: Brief) -> None:
    state = compose(brief, rng=Random(1))
    keys = [section.key for section in state.sections]
    assert [section.key for section in state.plan.sections] == keys
    assert len(set(keys)) == len(keys)
    for section, planned in zip(state.sections, state.plan.sections, strict=True):
        body = "\n".join(section.paragraphs)
        assert all(message.text in body for message in planned.messages if message.said)
        assert planned.length[0] <= len("".join(render(f"{section.heading}\n{body}", brief, dict(state.counts)).text.split()))


@pytest.mark.slow
def test_every_row_problem_and_priority_is_planned_or_left_out_with_a_reason(brief: Brief) -> None:
    plan = compose(brief, rng=Random(1)).plan
    left = {one.row: one.why for one in plan.left_out}
    assert all(why.endswith("。") for why in left.values())
    named = {row for section in plan.sections for row in (*section.rows, *section.problems, *section.priorities)}
    wanted = {one.id for group in (brief.figures, brief.problems, brief.priorities) for one in group}
    assert wanted <= named | set(left)


@pytest.mark.slow
def test_a_plan_survives_json(brief: Brief) -> None:
    plan = compose(brief, rng=Random(2)).plan
    assert Plan.from_dict(json.loads(json.dumps(plan.to_dict()))) == plan


def test_the_headline_reads(brief: Brief) -> None:
    plan = compose(brief, rng=Random(1)).plan
    assert len(render(plan.headline, brief).text) >= 12


def test_a_falling_brief_is_planned_as_one() -> None:
    brief = Brief.of(next(path for path in BRIEFS if path.stem == "county_half_year_falling"))
    plan = compose(brief, rng=Random(1)).plan
    assert plan.headline.startswith("多数指标在下降")
    kinds = {message.kind for section in plan.sections for message in section.messages}
    assert {"judgement", "evidence", "contrast", "cause", "demand", "frame"} <= kinds


def test_what_was_not_said_is_at_hand() -> None:
    brief = Brief.of(next(path for path in BRIEFS if path.stem == "city_quarter"))
    plan = compose(brief, rng=Random(1)).plan
    section = plan.section("措施/p01")
    assert section is not None
    assert section.priorities == ("p01",)
    assert all(text not in "".join(m.text for m in section.messages if m.said) for text in section.unsaid("p01"))
    assert plan.section("措施/p99") is None


def test_a_row_can_always_be_told_plainly(brief: Brief) -> None:
    for figure in brief.figures:
        text = plain_sentence(brief, [figure.id])
        assert text.endswith("。")
        assert figure.id in {body.partition(".")[0] for body in slots_of(text)}
        assert render(text, brief).text
    assert plain_sentence(brief, []) == ""


def test_one_section_brings_its_part_of_the_plan() -> None:
    brief = Brief.of(next(path for path in BRIEFS if path.stem == "city_quarter"))
    state = compose_section(brief, "措施", Random(1))
    assert [section.key for section in state.plan.sections] == [f"措施/{priority.id}" for priority in brief.priorities]


@pytest.mark.parametrize(
    ("lead", "points", "owners"),
    [
        ("县人社局", ["招聘", "培训"], ["县人社局", ""]),
        ("县人力资源社会保障局、县金融办", ["补齐用工缺口", "新增贷款8亿元"], ["县人力资源社会保障局", "县金融办"]),
        ("县人力资源社会保障局、县金融办", ["提高效率", "新增贷款8亿元"], ["县人力资源社会保障局、县金融办", ""]),
        ("县工信局、县科技局", ["组织对接", "签订协议"], ["县工信局、县科技局", ""]),
        ("县住建局、县供电公司、县人社局", ["变电站10月投运", "污水处理厂开工", "补齐用工缺口"], ["县供电公司", "县住建局", "县人社局"]),
        ("市统计局、市工信局", ["企业逐户辅导", "依法申报入库"], ["市工信局", "市统计局"]),
    ],
)
def test_departments_get_the_points_they_answer_for(lead: str, points: list[str], owners: list[str]) -> None:
    assert shared_out(lead, points, [True] * len(points)) == owners


def test_nobody_is_put_before_a_prohibition() -> None:
    assert shared_out("县招商局", ["不以零地价换项目"], [False]) == [""]
