"""Retrieval: labels first, then likeness; never below plain BM25 on labelled pieces, and better where a question shares no word."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.exemplars import Exemplar, ExemplarIndex, Passage, open_index
from assistant.exemplars.ranking import asked_senses
from assistant.lexicon import read_records
from benchmarks.retrieval import Piece, Query, Scripted, bm25, labelled, measure, phrasings

OUT = ["", *(pytest.param(speech, marks=pytest.mark.slow) for speech in ("000", "001", "002", "003", "004"))]
OWN = ("phrasings", "fresh")
Sets = list[tuple[str, list[Query]]]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ExemplarIndex]:
    opened = open_index(tmp_path)
    yield opened.current()
    opened.close()


def made(home: Path, *passages: Passage) -> ExemplarIndex:
    return ExemplarIndex(passages, home)


def with_paraphrases(name: str, queries: list[Query]) -> Sets:
    return [(name, queries), (f"{name}, paraphrases", [query for query in queries if query.paraphrase])]


# The gate: labelled pieces


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("left_out", OUT)
def test_never_below_plain_bm25(shared: Path, tmp_path: Path, left_out: str) -> None:
    every, queries = labelled(shared / "retrieval" / "labels.json")
    pieces = [piece for piece in every if piece.speech != left_out]
    index = _index_of(pieces, tmp_path)
    plain = bm25([piece.text for piece in pieces])
    own = [found for name in OWN for found in with_paraphrases(name, phrasings(name))]
    sets = [*with_paraphrases("labelled", queries), *own]
    for name, asked in sets:
        mine = measure(lambda query: _order(index, query), asked, pieces)
        base = measure(plain, asked, pieces)
        assert all(a >= b - 1e-9 for a, b in zip(mine, base, strict=True)), (name, mine, base)
    index.close()


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("left_out", OUT)
def test_a_semantic_embedding_lifts_paraphrases(shared: Path, tmp_path: Path, left_out: str) -> None:
    every, labels = labelled(shared / "retrieval" / "labels.json")
    pieces = [piece for piece in every if piece.speech != left_out]
    queries = [query for query in [*labels, *phrasings("phrasings"), *phrasings("fresh")] if query.paraphrase]
    script = {piece.text: piece.topics for piece in pieces} | {query.text: (query.topic,) for query in queries}
    without, semantic = _index_of(pieces, tmp_path), _index_of(pieces, tmp_path, Scripted(script))
    lifted = measure(lambda query: _order(semantic, query), queries, pieces)
    plain = measure(lambda query: _order(without, query), queries, pieces)
    assert lifted[1] > plain[1]
    assert lifted[2] > plain[2]
    without.close()
    semantic.close()


def _index_of(pieces: list[Piece], home: Path, embedding: Scripted | None = None) -> ExemplarIndex:
    passages = [Passage(str(at), piece.speech, piece.text, "措施") for at, piece in enumerate(pieces)]
    return ExemplarIndex(passages, home, embedding=embedding)


def _order(index: ExemplarIndex, query: str) -> list[int]:
    return [int(exemplar.id) for exemplar in index.retrieve(query, k=index.count)]


# The lexicon of everyday phrasings


@pytest.mark.parametrize(
    ("query", "sense"),
    [
        ("岁末年初严防出事", "安全生产"),
        ("替厂家解决招工难、贷款难", "要素保障"),
        ("帮企业找销路", "市场开拓"),
        ("总结前三季度的成绩", "成绩"),
        ("写一段结束语", "结尾"),
    ],
)
def test_a_question_tells_what_it_asks_for(query: str, sense: str) -> None:
    assert asked_senses(query)[sense] > 0.3


def test_topics_and_roles_of_a_question_have_length_one_each() -> None:
    topics = {record["topic"] for record in read_records("passage_topics")}
    senses = asked_senses("总结成绩，找出安全生产的隐患和园区的问题")
    assert math.isclose(math.hypot(*(weight for sense, weight in senses.items() if sense in topics)), 1)
    assert math.isclose(math.hypot(*(weight for sense, weight in senses.items() if sense not in topics)), 1)
    assert asked_senses("qwerty") == {}


def test_cues_name_known_topics_and_roles_once() -> None:
    from assistant.exemplars.passages import ROLES

    known = {record["topic"] for record in read_records("passage_topics")} | set(ROLES)
    records = read_records("query_cues")
    assert {record["sense"] for record in records} <= known
    assert len({record["sense"] for record in records}) == len(records)
    for record in records:
        cues = record["cues"].split()
        assert len(cues) == len(set(cues)), record["sense"]


# Labels, room, variety, reasons


def test_labels_hold_and_are_given_up_one_by_one(index: ExemplarIndex) -> None:
    found = index.retrieve("帮企业解难题", role="措施", topic="企业帮扶", k=3)
    assert [(exemplar.role, "企业帮扶" in exemplar.topics) for exemplar in found] == [("措施", True)] * 3
    assert "同为措施" in found[0].reason
    rare = index.retrieve("数据上报", role="结尾", topic="统计入库", meeting_type="开门红部署会", k=4)
    assert len(rare) == 4
    assert rare[0].role == "结尾"
    assert len({exemplar.id for exemplar in rare}) == 4


def test_season_and_level_are_labels_too(index: ExemplarIndex) -> None:
    by_id = {passage.id: passage for passage in index.passages}
    city = index.retrieve("抓好项目", role="措施", level="市", k=3)
    assert {by_id[exemplar.id].level for exemplar in city} == {"市"}
    assert "讲话层级：市" in city[0].reason
    opening = index.retrieve("抓好项目", role="措施", level="县", season="开门红", k=2)
    assert {by_id[exemplar.id].season for exemplar in opening} == {"开门红"}


def test_a_cap_on_characters_is_kept(index: ExemplarIndex) -> None:
    free = index.retrieve("加快园区建设", k=6)
    bound = index.retrieve("加快园区建设", k=6, characters=500)
    assert sum(len(exemplar.text) for exemplar in free) > 500 >= sum(len(exemplar.text) for exemplar in bound) > 200
    assert index.retrieve("加快园区建设", characters=3) == ()


def test_near_equals_come_from_several_speeches(tmp_path: Path) -> None:
    index = made(
        tmp_path,
        *(Passage(f"a{at}", "甲", f"加快园区建设，完善配套{tail}。", "措施") for at, tail in enumerate("一二三")),
        Passage("b", "乙", "加快园区建设，完善配套了。", "措施"),
        Passage("c", "丙", "大家辛苦。", "措施"),
    )
    found = index.retrieve("加快园区建设", k=4)
    assert {exemplar.speech for exemplar in found[:2]} == {"甲", "乙"}
    assert found[3].speech == "甲"
    index.close()


def test_reasons_say_why(index: ExemplarIndex) -> None:
    assert "用词相近" in index.retrieve("狠抓项目投资，加快在建项目进度")[0].reason
    assert "同样说到安全生产" in index.retrieve("岁末年初严防出事")[0].reason
    assert index.retrieve("qwerty")[0].reason == "没有更相近的段落"
    assert all(isinstance(exemplar, Exemplar) and exemplar.reason for exemplar in index.retrieve("", role="问题"))


def test_questions_without_known_words_still_answer(index: ExemplarIndex) -> None:
    assert [exemplar.role for exemplar in index.retrieve("qwerty", role="问题")] == ["问题"] * 3
    assert len(index.retrieve("", role="问题", k=2)) == 2
    assert index.retrieve("项目", k=0) == ()


def test_an_embedding_that_says_nothing_of_itself_counts_as_semantic(tmp_path: Path) -> None:
    class Bare:
        label = "bare-2"

        def embed(self, texts: list[str]) -> list[list[float]]:
            return [[1.0, 0.0] if "猫" in text else [0.0, 1.0] for text in texts]

    passages = [Passage("a", "甲", "加快园区建设。", "措施"), Passage("b", "乙", "猫在睡觉。", "措施")]
    index = ExemplarIndex(passages, tmp_path, embedding=Bare())  # type: ignore[arg-type]
    assert "语义相近" in index.retrieve("园区建设")[0].reason
    index.close()
