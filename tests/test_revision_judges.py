"""The judge of revisions, judged itself: each predicate holds where it should and is broken where something was planted."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from revision.figures import cell_of
from revision.predicates import PREDICATES, Revision, broken
from revision.running import source_of, universal
from revision.speech import Speech, bare

from assistant import Brief

pytestmark = pytest.mark.slow

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "revision" / "judged.yaml").read_text("utf-8"))
BRIEF = Brief.of(DATA["brief"])
SOURCE = source_of(BRIEF)


def revision(changes: list[list[str]]) -> Revision:
    after = DATA["text"]
    for old, new in changes:
        assert old in after, old
        after = after.replace(old, new)
    return Revision(Speech(DATA["text"], SOURCE), Speech(after, SOURCE), (BRIEF, BRIEF), "要改的是哪一处？", (DATA["text"], "别的"))


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: f"{next(iter(case['predicate']))}-{case['holds']}")
def test_a_predicate_holds_or_is_broken(case: dict[str, Any]) -> None:
    wrong = broken(revision(case["change"]), [case["predicate"]])
    assert (wrong == []) == case["holds"], wrong


def test_every_predicate_has_a_case_that_holds_and_one_that_is_broken() -> None:
    seen = {(next(iter(case["predicate"])), case["holds"]) for case in DATA["cases"]}
    assert seen == {(name, holds) for name in PREDICATES for holds in (True, False)}


@pytest.mark.parametrize("case", DATA["universal"], ids=lambda case: case["wrong"] or "nothing")
def test_what_holds_for_every_revision_is_judged(case: dict[str, Any]) -> None:
    found = universal({"instruction": "第一部分压缩一半。", "predicates": []}, revision(case["change"]))
    assert any(case["wrong"] in one for one in found) if case["wrong"] else found == []


def test_a_priority_that_is_spoken_of_may_change() -> None:
    changed = revision([["（三）抓安全，把底线守住", "（三）抓安全，把红线守住"]])
    assert universal({"instruction": "抓安全这条改一下。", "predicates": []}, changed) == []
    assert universal({"instruction": "第三条标题改一下。", "predicates": [{"changed": {"priority": 3}}]}, changed) == []
    assert universal({"instruction": "第一条标题改一下。", "predicates": [{"changed": {"priority": 1}}]}, changed) != []


def test_an_unknown_predicate_is_no_predicate() -> None:
    with pytest.raises(KeyError):
        broken(revision([]), [{"nicely_written": True}])


def test_places_are_found_by_their_text() -> None:
    speech = Speech(DATA["text"], SOURCE)
    assert speech.part_headings == ["看清形势", "抓好落实"]
    assert speech.priority_headings == ["抓项目，把后劲攒足", "抓用工，把人手配齐", "抓安全，把底线守住"]
    assert speech.told("opening") == "今天把大家请来，就是要把账算清。我讲两点意见。"
    assert speech.told("closing").startswith("同志们，全县的工业")
    assert speech.told({"priority": 3}).endswith("逐条销号。")
    assert speech.told({"heading_of": 1}) == "一、看清形势"
    assert speech.told(3) == speech.told({"title": "抓环保"}) == ""
    assert "各乡镇回去就办。" in speech.told("measures")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("（一）抓项目。", "一要抓项目。", True),
        ("我讲两点意见。", "我讲三点意见。", True),
        ("同时，工业投资19.6亿元。", "投资19.6亿元。", True),
        ("全县规上工业总产值同比增长11.8%。", "规模以上总产值增长11.8%。", True),
        ("工业投资19.6亿元。", "工业投资19.8亿元。", False),
        ("抓用工。", "抓用工！", False),
    ],
)
def test_sentences_are_the_same_but_for_what_depends_on_their_place(one: str, other: str, same: bool) -> None:
    assert (bare(one, SOURCE) == bare(other, SOURCE)) == same


def test_a_number_of_a_text_that_repeats_a_cell_counts_as_that_cell() -> None:
    assert cell_of("p02.q1", BRIEF) == "f03.value"
    assert cell_of("m01.q1", BRIEF) == "f03.value"
    assert cell_of("f01", BRIEF) == "f01.value"
    assert cell_of("f01.yoy", BRIEF) == "f01.yoy"
