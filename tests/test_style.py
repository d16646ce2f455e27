"""Style learnt from exemplars: what is measured, and that the composer follows it."""

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import mean

import pytest

from assistant.brief import Brief
from assistant.drafting.composer import compose
from assistant.drafting.state import DraftState
from assistant.drafting.style import Style, blended, style_of

BRIEF = Brief.of(Path(__file__).parent / "data" / "briefs" / "county_half_year_falling.yaml")


@dataclass(frozen=True)
class Piece:
    role: str
    text: str
    heading: str = ""
    speech: str = "s1"
    meeting_type: str = "半年调度会"
    level: str = "县"


def speech(opening: str, heads: tuple[str, ...], mark: str, sentence: str, closing: str, name: str = "s1") -> list[Piece]:
    body = [Piece("措施", f"{mark.format(n=n)}抓好这一件。{sentence * 4}", head, name) for n, head in zip("一二三", heads, strict=True)]
    return [Piece("称谓", "同志们：", "", name), Piece("导语", opening, "", name), *body, Piece("结尾", closing, "", name)]


FORMAL = speech(
    "刚才，大家作了汇报。",
    ("一、看清形势，稳住人心", "二、算清账目，定下担子", "三、抓牢实事，交出结果"),
    "（{n}）",
    "短句一个。",
    "同志们，散会。",
)
LIGHT = speech(
    "今天开个会，" * 40 + "现在开始。", ("", "", ""), "{n}要", f"{'这一句写得很长' * 9}。", f"同志们，{'让我们一起往前走，' * 12}。"
)


@pytest.mark.parametrize(
    ("pieces", "style"),
    [
        (FORMAL,
         {"light": False, "items": "（", "paired": True, "breath": "short",
          "spoken_first": True, "opening": "short", "closing": "short", "call": ""}),
        (LIGHT,
         {"light": True, "items": "要", "paired": None, "breath": "long",
          "spoken_first": False, "opening": "long", "closing": "long", "call": "让我们"}),
    ],
    ids=["formal", "light"],
)  # fmt: skip
def test_traits_are_measured(pieces: list[Piece], style: dict[str, object]) -> None:
    found = style_of(pieces, "调度")
    assert {key: getattr(found, key) for key in style} == style
    assert sum(share for _, share in found.shares) == pytest.approx(1)


def test_another_meeting_type_teaches_nothing() -> None:
    assert style_of(FORMAL, "座谈") == Style()
    assert style_of([], "调度") == Style()


def test_the_speeches_retrieved_come_first() -> None:
    other = speech("今天开会。", ("甲", "乙", "丙"), "{n}是", "短句一个。", "散会。", "s2")
    assert style_of([*FORMAL, *other], "调度", ["s2"]).items == "是"
    assert style_of(FORMAL, "调度", ["s9"]).items == "（"


def test_weights_are_drawn_half_way_to_the_exemplars() -> None:
    style = Style(shares=(("成绩", 0.5), ("措施", 0.5)))
    assert blended({"成绩": 20, "措施": 60, "结尾": 20}, style) == {"成绩": 35, "措施": 55, "结尾": 20}
    assert blended({"成绩": 20}, Style()) == {"成绩": 20}


def lines(state: DraftState) -> list[str]:
    return [line for section in state.sections for line in (section.heading, *section.paragraphs) if line]


def test_numbering_and_headings_follow() -> None:
    formal = compose(BRIEF, rng=Random(1), style=Style(light=False, items="（", paired=True))
    light = compose(BRIEF, rng=Random(1), style=Style(light=True, items="要"))
    assert sum(bool(re.match("[一二三]、", line)) for line in lines(formal)) == 3
    assert not any(re.match("[一二三]、", line) for line in lines(light))
    assert sum(line.startswith(("（一）", "（二）", "（三）")) for line in lines(formal)) == 3
    assert sum(bool(re.match("[一二三]要", line)) for line in lines(light)) == 3
    single = compose(BRIEF, rng=Random(1), style=Style(light=False, paired=False))
    assert not any("，" in section.heading for section in single.sections)


def test_a_verbless_title_is_numbered_by_one_is() -> None:
    brief = Brief.of({"meeting": {"type": "调度会"}, "priorities": [{"title": "安全生产", "points": ["排查隐患"]}, {"title": "抓好用工"}]})
    told = lines(compose(brief, rng=Random(1), style=Style(light=True, items="要")))
    assert [line[:6] for line in told if re.match("[一二]是", line)] == ["一是安全生产", "二是抓好用工"]


def opening_of(style: Style) -> float:
    return mean(len("".join(compose(BRIEF, rng=Random(seed), style=style).sections[0].paragraphs)) for seed in range(4))


@pytest.mark.slow
def test_opening_and_closing_follow() -> None:
    assert opening_of(Style(opening="long")) > 1.2 * opening_of(Style(opening="short"))
    drafts = {size: [compose(BRIEF, rng=Random(seed), style=Style(closing=size)) for seed in range(4)] for size in ("short", "long")}
    closings = {size: mean(len(lines(state)[-1]) for state in states) for size, states in drafts.items()}
    assert closings["long"] > 1.2 * closings["short"]
    agenda_first = compose(BRIEF, rng=Random(1), style=Style(spoken_first=True)).sections[0].paragraphs[0]
    assert agenda_first.startswith("刚才，")


@pytest.mark.parametrize(("post", "words"), [("县委书记", "县委"), ("副县长", "县委、县政府")])
def test_who_speaks_shows(post: str, words: str) -> None:
    raw = {
        "region": "甲县",
        "level": "县",
        "meeting": {"type": "惠企政策专题会", "name": "全县惠企会"},
        "speaker": {"post": post},
        "audience": ["各乡镇"],
        "priorities": [{"title": "兑现资金", "lead": "县财政局", "points": ["6月底前兑现到账"]}],
        "length": 1000,
    }
    texts = {"".join(lines(compose(Brief.of(raw), rng=Random(seed)))) for seed in range(6)}
    assert any(words in text for text in texts)
    assert not any("分管工作" in text for text in texts if post == "县委书记")
