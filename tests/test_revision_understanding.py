"""What instructions mean, without carrying them out: operations by the grammar, questions, refusals; and what it must not take for one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from revision.running import drafted, records_of
from revision.telling import told

from assistant import Brief, sample_brief
from assistant.drafting.revision.grammar.amounts import Characters, characters_of, ratio_of
from assistant.drafting.revision.grammar.naming import names_of, resolve
from assistant.drafting.revision.grammar.ranges import told_apart
from assistant.drafting.revision.grammar.tokens import Tokens, tidied
from assistant.drafting.revision.operations import Ask, Refuse
from assistant.drafting.revision.understanding import Unclear, understand
from assistant.drafting.state import DraftState, Section

PHRASES = records_of(Path(__file__).parent / "data" / "revision" / "phrases.jsonl")
OVERVIEW = Section("成绩", "一、看清形势", ("{{f01.name}}{{f01}}，{{f01.yoy}}。",))
SMALL = DraftState(
    "在全县调度会上的讲话",
    "（{{date}}）",
    "顾怀川",
    "同志们：",
    (
        Section("导语", "", ("今天把大家请来。我讲两点意见。",)),
        OVERVIEW,
        Section("措施", "二、抓好落实", ("一要稳住重点企业，把底盘托住。县工信局牵头，逐户会诊。",), "p01"),
        Section("措施", "", ("二要推动建材转型，把设备换新。县科技局要上门。",), "p02"),
        Section("结尾", "", ("同志们，我们一起干！",)),
    ),
)


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("record", PHRASES, ids=[record["instruction"] for record in PHRASES])
def test_a_phrase_is_understood(record: dict[str, object], shared: Path) -> None:
    draft = drafted(shared / "scenarios" / "briefs" / f"{record['scenario']}.json")
    assert told(understand(str(record["instruction"]), draft.state, draft.brief)) == record["understood"]


@pytest.mark.parametrize(
    ("instruction", "understood"),
    [
        ("第一部分压缩一半。", ["Resize where=part(1) ratio=1/2"]),
        ("开头太啰嗦了，压到一句话以内", ["Resize where=opening sentences=1"]),
        ("开头太啰嗦了，压到三句话以内", ["ask"]),  # it has two already
        ("“今天把大家请来。”这句不像话，删了", ["Drop where=sentence(今天把大家请来)"]),
        ("今天把大家请来。这句不像话，删了", ["Drop where=sentence(今天把大家请来)"]),
        ("把“今天把大家请来”删了", ["Drop where=sentence(今天把大家请来)"]),
        ("把“大家”删了", ["Forbid words=大家"]),
        ("‘逐户会诊’这一句太空，删掉", ["Drop where=sentence(逐户会诊)"]),
        ("把“县”这句删了", ["ask"]),
        ("麻烦您把第1部份压短一点吧，谢谢！", ["Resize where=part(1) longer=False"]),
        ("领导说了，第二条要展开，写够２００字。", ["Resize where=priority(推动建材转型) least=200 longer=True"]),
        ('把"建材转型"那条删掉', ["Drop where=priority(推动建材转型)"]),
        (
            "第二条提到第一条，标题改成“换新设备，推动建材转型”。",
            [
                "Retitle where=priority(推动建材转型) text=换新设备，推动建材转型",
                "Move what=priority(推动建材转型) before=priority(稳住重点企业)",
            ],
        ),
        ("称谓改成‘各位同志’", ["Masthead salutation=各位同志："]),
        ("第一部分去掉，第二部分压缩三分之一。", ["Drop where=part(1)", "Resize where=part(1) ratio=2/3"]),
        ("第二部分放到第一部分前面，第一部分压缩一半。", ["Move what=part(2) before=part(1)", "Resize where=part(2) ratio=1/2"]),
        ("第一部分和第二部分对调，第一部分去掉。", ["Swap first=part(1) second=part(2)", "Drop where=part(2)"]),
        ("工业投资挪到第二部分，第一部分就不写了。", ["MoveFigure cells=f04 to=part(2)"]),
        (
            "工业投资写进第二部分，第一部分就不写了。",
            ["UseFigure cells=f04.value where=part(2)", "DropFigure cells=f04.value where=part(1)"],
        ),
        ("第一部分写300字，但要压缩到100字以内。", ["ask"]),
        ("工业投资写进结尾；应收账款不提。", ["UseFigure cells=f04.value where=closing", "DropFigure cells=f09"]),
        ("这里改一下。", ["ask"]),
        ("利润写成增长3.8%。", ["refuse"]),
        ("园区的活儿再铺铺。", ["ask"]),
        ("", ["ask"]),
        ("。。。", ["ask"]),
        ("改" * 700, ["ask"]),
    ],
)
def test_a_small_speech_is_enough_to_understand(instruction: str, understood: list[str]) -> None:
    assert told(understand(instruction, SMALL, sample_brief())) == understood


def test_a_refusal_says_what_the_table_says() -> None:
    refused = understand("利润写成增长3.8%。", SMALL, sample_brief())
    assert isinstance(refused, Refuse)
    assert "同比下降3.8%" in refused.reply
    assert "f07" in refused.reply


def test_what_is_not_understood_is_quoted_short_with_what_can_be_done() -> None:
    unclear = understand("园区的活儿" * 20, SMALL, sample_brief())
    assert isinstance(unclear, Unclear)
    assert len(unclear.reply) < 300
    assert "第三部分压缩三分之一" in unclear.reply


@pytest.mark.slow
@given(st.text("第一二三部分条把压缩删掉改成的数据工业投资“”，。0123456789%亿元增长下降不要", max_size=60))
def test_any_words_are_understood_or_asked_about(words: str) -> None:
    understood = understand(words, SMALL, sample_brief())
    assert isinstance(understood, Ask | Refuse) or understood


@pytest.mark.parametrize(
    ("text", "share"),
    [("三分之一", "1/3"), ("一半", "1/2"), ("百分之三十", "3/10"), ("两成", "1/5"), ("15%", "3/20"), ("一倍", "1"), ("长", None)],
)
def test_shares_are_read(text: str, share: str | None) -> None:
    found = ratio_of(text)
    assert (None if found is None else str(found)) == share


@pytest.mark.parametrize(
    ("text", "characters", "bounds"),
    [
        ("1800字以内", Characters(1800, 1800, "most"), (None, 1800)),
        ("不超过两千字", Characters(2000, 2000, "most"), (None, 2000)),
        ("不少于260字", Characters(260, 260, "least"), (260, None)),
        ("三千字上下", Characters(3000, 3000, "about"), (2700, 3300)),
        ("三到五百字", Characters(300, 500, "range"), (300, 500)),
        ("400字", Characters(400, 400, "plain"), (None, 400)),
        ("两个字", None, None),
    ],
)
def test_numbers_of_characters_are_read(text: str, characters: Characters | None, bounds: tuple[int | None, int | None] | None) -> None:
    found = characters_of(text)
    assert found == characters
    assert (found.bounds("most") if found else None) == bounds


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("前两条压缩", "第一条、第二条压缩"),
        ("第二、三部分", "第二部分、第三部分"),
        ("第二条到第四条", "第二条、第三条、第四条"),
        ("后两部分", "第二部分、第三部分"),
        ("前九条", "前九条"),
        ("第四条到第二条", "第四条到第二条"),
    ],
)
def test_ranges_are_told_apart(text: str, apart: str) -> None:
    assert told_apart(text, 3, 5) == apart


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("请帮忙把第一条删掉一下，谢谢。", "把第一条删掉。"),
        ("县长说：结尾太长！", "结尾太长！"),
        ("第二部份, 压到１,２００字", "第二部分，压到1200字"),
    ],
)
def test_politeness_and_typing_do_not_matter(typed: str, tidy: str) -> None:
    assert tidied(typed, Tokens()).rstrip("，") == tidy


@pytest.mark.parametrize("quoted", ["“稳住”", "‘稳住’", '"稳住"', "「稳住」", "《稳住》", "”稳住”"])
def test_quotations_of_any_make_are_read(quoted: str) -> None:
    tokens = Tokens()
    tidied(f"{quoted}改掉", tokens)
    assert list(tokens.values.values()) == ["稳住"]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("总产值", ("f01",)),
        ("工业投资", ("f04",)),
        ("用电量", ("f11",)),
        ("用工缺口", ("f19",)),
        ("当月总产值", ("f03",)),
        ("总产值目标", ("f23",)),
    ],
)
def test_figures_are_named_in_the_words_of_clerks(words: str, rows: tuple[str, ...]) -> None:
    brief: Brief = sample_brief()
    name = next(name for name in names_of(brief) if name in words)
    assert resolve(words, name, None, brief).rows == rows


def test_a_reply_puts_quotations_of_the_user_between_single_marks() -> None:
    reply = understand("“今天把大家请来”这句写得太土", SMALL, sample_brief())
    assert isinstance(reply, Ask)
    assert "“‘今天把大家请来’这句写得太土”" in reply.reply
