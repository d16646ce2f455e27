"""What is read out of a model's answer, and what of it is taken for a slip or an invented name: tables of examples, for and against."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.drafting.chain.answers import paragraphs_of
from assistant.drafting.chain.bodies import Body, Place, bodies_of
from assistant.drafting.chain.coverage import completed
from assistant.drafting.chain.manners import slips_of
from assistant.drafting.chain.naming import invented_names
from assistant.drafting.chain.repair import with_names
from assistant.drafting.chain.replanning import plan_read
from assistant.drafting.chain.schedules import wrong_schedules
from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.chain.slotting import aliases, resolved, shortened
from assistant.drafting.chain.streaming import StreamRenderer
from assistant.drafting.plan import Plan, PlannedMessage, SectionPlan
from assistant.drafting.state import Section
from tests.chain.hostile_more import CITY
from tests.chain.model import brief, good_answers

DATA = Path(__file__).parent / "data" / "chain"


def _rows(name: str) -> list[Any]:
    rows = [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]
    return [pytest.param(row, id=row.get("name") or row["text"]) for row in rows]


@pytest.mark.parametrize("row", _rows("answers.jsonl"))
def test_an_answer_is_read(row: dict[str, Any]) -> None:
    assert list(paragraphs_of(row["answer"], brief(), ("成绩",), {})) == row["paragraphs"]


@pytest.mark.parametrize("row", _rows("names.jsonl"))
def test_names_that_the_brief_does_not_have(row: dict[str, Any]) -> None:
    found = [finding.text.strip("“”《》") for finding in invented_names(row["text"], brief())]
    assert found == row["names"]


@pytest.mark.parametrize("row", _rows("slips.jsonl"))
def test_slips_in_a_slot_text(row: dict[str, Any]) -> None:
    assert list(dict.fromkeys(slip.rule for slip in slips_of(row["text"], brief(), {}))) == row["rules"]


def test_generated_ids_are_short_for_a_model_and_read_back() -> None:
    city = brief(CITY)
    short = aliases(city)
    assert set(short.values()) == {f"f{number:02}" for number in range(1, len(short) + 1)}
    for row, alias in short.items():
        assert shortened(f"{{{{{row}}}}}", city) == f"{{{{{alias}}}}}"
        assert resolved(alias, city) == resolved(alias.replace("f0", "f"), city) == row
    assert not aliases(brief())


def test_a_stream_only_grows_and_ends_as_the_whole_reads() -> None:
    for text in good_answers().values():
        renderer, shown = StreamRenderer(brief(), {"points": 5, "tasks": 2}), ""
        for at in range(0, len(text), 3):
            now = renderer.feed(text[at : at + 3]).text
            assert now.startswith(shown)
            shown = now
        assert "{{" not in renderer.finish().text
        assert renderer.finish().text.startswith(shown)


def test_a_stream_shows_no_thought_and_marks_typed_digits() -> None:
    renderer = StreamRenderer(brief(), {})
    assert renderer.feed("<think>总产值可能是99.9亿元").text == ""
    shown = renderer.feed("</think>总产值88.8亿元，工业投资{{f03}}。")
    assert shown.text == "总产值88.8亿元，工业投资41.63亿元。"
    assert [shown.text[start:end] for start, end in shown.unchecked] == ["88.8亿"]


def _section(*messages: PlannedMessage) -> SectionPlan:
    return SectionPlan("问题", "问题", "", "", messages, ("f04",), ("m01",), (), (10, 100))


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("技改投资下降。{{f04.name}}{{f04}}，{{f04.yoy}}。", False),
        ("技改投资下降{{m01.q1}}，要补上来。", False),
        ("企业投钱换设备的意愿不足。", True),
    ],
)
def test_a_number_of_the_user_is_told_by_any_slot_that_reads_like_it(text: str, added: bool) -> None:
    message = PlannedMessage("judgement", "总分", ("m01",), ("m01.q1",), "工业技改投资下降{{m01.q1}}。", True)
    body = Body(Section("问题", "", (text,)), "", (text,), True)
    assert (completed(body, _section(message), brief(), {}).text != text) is added


@pytest.mark.parametrize(
    ("answer", "headline"),
    [
        ("主旨：大盘稳住了，三季度要把欠账补上", "大盘稳住了，三季度要把欠账补上"),
        ("主旨：总产值要完成300亿元", "原来的"),
        ("主旨：{{f01}}要完成", "原来的"),
        ("没有主旨", "原来的"),
    ],
)
def test_a_headline_may_name_a_period_but_no_figure(answer: str, headline: str) -> None:
    assert plan_read(answer, Plan("原来的")).headline == headline


def test_a_plan_orders_messages_and_drops_none_that_must_be_said() -> None:
    messages = tuple(PlannedMessage("judgement", "", (), (), text, True) for text in ("甲。", "乙。", "丙。"))
    told = plan_read("主旨：稳\n问题｜t3 t1 t9", Plan("", (_section(*messages),))).sections[0].messages
    assert [message.text for message in told] == ["丙。", "甲。", "乙。"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("岩筑新材装配式构件项目用地手续办理中，9月开工。", 0),
        ("岩筑新材8月投产。", 1),
        ("标准厂房10月交付。", 1),
        ("标准厂房12月交付，交出来就要有企业等着进。", 0),
        ("栖云精工盯住10月试生产；禾满仓食品8月投产，只剩最后一把力。", 0),
        ("栖云精工盯住8月投产。", 1),
        ("未开工项目9月底前全部开工。", 0),
        ("未开工项目8月底前全部开工。", 1),
        ("8月底前办结或书面答复。", 0),
    ],
)
def test_months_belong_to_what_the_user_gave_them_to(text: str, wrong: int) -> None:
    assert len(list(wrong_schedules(text, brief("examples/brief.yaml")))) == wrong


@pytest.mark.slow
def test_run_in_headings_stand_outside_the_bodies_also_below_a_heading_line() -> None:
    from assistant import draft_speech

    bodies = [body for body in bodies_of(draft_speech(brief(CITY), model=False).state) if body.section.role == "措施"]
    assert [body.head[:2] for body in bodies] == ["一要", "二要", "三要", "四要"]
    assert not any(body.text.startswith(body.head) for body in bodies)


def test_sentences_lose_nothing() -> None:
    text = "甲“乙。”丙！\n丁？戊"
    assert "".join(sentence.text for sentence in sentences_of(text)) == text


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        (
            "折算下来，每个月要完成{{d:need_per_month(f01)}}，步子要迈大。",
            "折算下来，{{f01.name}}每个月要完成{{d:need_per_month(f01)}}，步子要迈大。",
        ),
        ("还差{{d:gap(f03)}}。", "{{f03.name}}还差{{d:gap(f03)}}。"),
        ("大家还要完成{{d:gap(f01)}}。", "大家还要完成{{d:gap(f01)}}。"),  # a clause with a subject of its own
        ("{{f01.name}}还差{{d:gap(f01)}}。", "{{f01.name}}还差{{d:gap(f01)}}。"),
        ("月底前办完{{n:tasks}}件事。", "月底前办完{{n:tasks}}件事。"),
    ],
)
def test_a_sentence_left_without_its_indicator_is_given_the_name(sentence: str, named: str) -> None:
    body = Body(Section("目标", "", ()), "", (f"往后看。{sentence}",), by_model=True)
    assert with_names(body, {Place(0, 0, 1): ()}).text == f"往后看。{named}"
