"""The speech as a tree: letter for letter the draft, numbered anew, with the places an instruction can name."""

from pathlib import Path
from random import Random

import pytest

from assistant import Brief
from assistant.drafting.composer import compose
from assistant.drafting.revision.document import Address
from assistant.drafting.revision.operations import ALL, CLOSING, MASTHEAD, MEASURES, OPENING, PRIORITIES, Place, part, priority
from assistant.drafting.revision.parsing import document_of
from assistant.drafting.revision.places import scope_of
from assistant.drafting.revision.speech import NotDone, Speech
from assistant.drafting.state import DraftState, Section
from assistant.drafting.style import Style

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
BRIEFS = [*sorted((HERE / "data" / "briefs").glob("*.yaml")), *sorted((HERE.parent / "examples").glob("brief*.yaml"))]
STYLES = [Style(items=mark) for mark in ("（", "是", "要", "1")]


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_tree_is_the_draft_letter_for_letter(path: Path) -> None:
    brief = Brief.of(path)
    for seed, style in enumerate(STYLES):
        state = compose(brief, rng=Random(seed), style=style)
        document = document_of(state, brief)
        assert document.text == state.text
        again = document.state()
        assert (again.text, again.sections, again.counts) == (state.text, state.sections, state.counts)
        assert again.plan == state.plan
        for piece in document.pieces():
            assert document.text[piece.start : piece.end] == document.text_at(piece.address)


def speech_of(name: str) -> Speech:
    brief = Brief.of(HERE / "data" / "briefs" / f"{name}.yaml")
    return Speech(document_of(compose(brief, rng=Random(0)), brief), brief, lambda brief, turn: compose(brief, rng=Random(turn)))


def test_each_piece_reads_as_it_stands() -> None:
    speech = speech_of("county_retrofit")
    for at in speech.addresses:
        assert speech.reading(at) in speech.text
        assert "{{" not in speech.reading(at)
    whole = sum(len("".join(line.split())) for line in speech.text.splitlines())
    assert speech.length(scope_of(speech, ALL)) == whole


@pytest.mark.parametrize(
    ("place", "begins", "ends"),
    [
        (part(2), "看目标", "办法总归在人手里。"),
        (part(-1), "看行动", "把任务排到人、排到天。"),
        (priority(2), "推动开工，把后劲攒足", "今天的工地，就是来年的厂房。"),
        (priority("强化支持"), "强化支持", ""),
        (Place("heading", of=part(1)), "看账本", "看账本，技改走到了哪一步"),
        (MASTHEAD, "在全县工业技术改造专题推进会上的讲话", "同志们："),
        (OPENING, "机器会旧", ""),
        (CLOSING, "同志们，", "！"),
        (MEASURES, "看行动", ""),
        (PRIORITIES, "摸清底数", ""),
        (Place("paragraph", 2, of=part(1)), "从总量看", ""),
        (Place("paragraph", -1), "同志们，", ""),
        (Place("role", title="保障"), "会后，", "排到天。"),
        (Place("sentence", title="每个行业"), "每个行业", "每个行业要树一个样板，由县工信局牵头负责。"),
    ],
)
def test_a_place(place: Place, begins: str, ends: str) -> None:
    speech = speech_of("county_retrofit")
    inside = sorted(scope_of(speech, place), key=speech.addresses.index)
    assert speech.reading(inside[0]).startswith(begins)
    assert speech.reading(inside[-1]).endswith(ends)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (part(4), "全文共3个部分"),
        (priority(5), "措施共4条"),
        (priority("抓安全"), "不在措施的标题里"),
        (priority("，"), "对得上好几条"),
        (Place("paragraph", 99), "没有第九十九段"),
        (Place("sentence", title="没有这句话"), "没有找到"),
        (Place("role", title="认识"), "没有"),
        (Place("heading", of=OPENING), "没有标题"),
    ],
)
def test_a_place_that_is_not_there(place: Place, told: str) -> None:
    with pytest.raises(NotDone, match=told):
        scope_of(speech_of("county_retrofit"), place)


def test_a_draft_of_a_text_is_told_apart() -> None:
    brief = Brief.of(
        {
            "period": "2026年1—5月",
            "figures": [{"indicator": "工业投资", "value": "9.1", "unit": "亿元"}],
            "priorities": ["抓项目", "抓用工"],
        }
    )
    paragraphs = ("（一）抓项目，抢进度。倒排工期。", "（二）抓用工，补缺口。办招聘会。开专车。")
    sections = (Section("导语", "", ("开个会。",)), Section("措施", "一、往前走", paragraphs), Section("", "", ("各位，散会以后就干！",)))
    document = document_of(DraftState("", "", "", "同志们：", sections), brief)
    assert [(document.block(at).owner, document.block(at).head) for at in document.priorities] == [
        ("p01", "抓项目，抢进度"),
        ("p02", "抓用工，补缺口"),
    ]
    assert document.text_at(Address(len(document.parts) - 1, 0, 0, 0)) == "各位，散会以后就干！"
