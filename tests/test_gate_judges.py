"""The judges of the composer gates, judged themselves: each finds what was planted and leaves alone what is right."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from gates.counting import miscounts
from gates.coverage import covered, loose_share, uncovered_priorities, untold_problems, words_of_one
from gates.repetition import alike, bare_sentences, spread, twice_in
from gates.signs import against_their_figures, laggards_praised, panic_in

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "gates" / "planted.yaml").read_text("utf-8"))
BRIEF = DATA["brief"]


@pytest.mark.parametrize("text", DATA["signs"]["wrong"])
def test_an_evaluation_word_against_its_figure_is_found(text: str) -> None:
    assert against_their_figures(text, BRIEF)


@pytest.mark.parametrize("text", DATA["signs"]["right"])
def test_an_evaluation_word_with_its_figure_is_left_alone(text: str) -> None:
    assert against_their_figures(text, BRIEF) == []


@pytest.mark.parametrize("text", DATA["counts"]["wrong"])
def test_a_miscount_is_found(text: str) -> None:
    assert miscounts(text)


@pytest.mark.parametrize("text", DATA["counts"]["right"])
def test_a_right_count_is_left_alone(text: str) -> None:
    assert miscounts(text) == []


@pytest.mark.parametrize("part", DATA["priorities"]["needed"])
def test_a_priority_that_lacks_something_is_found(part: str) -> None:
    whole = DATA["priorities"]["speech"]
    assert uncovered_priorities(whole, BRIEF) == []
    assert part in whole
    assert uncovered_priorities(whole.replace(part, ""), BRIEF)


def test_priorities_out_of_order_are_found() -> None:
    first, second = DATA["priorities"]["speech"].strip().split("\n")
    assert uncovered_priorities(f"{second}\n{first}", BRIEF) == ["次序"]


def test_a_problem_untold_or_unanswered_is_found() -> None:
    told, answered = DATA["problems"]["told"], DATA["problems"]["answered"]
    assert untold_problems(told, answered, BRIEF) == []
    assert [miss[:4] for miss in untold_problems("问题不少，要正视。", answered, BRIEF)] == ["没有讲："] * 2
    assert [miss[:4] for miss in untold_problems(told, "要拿出办法，一抓到底。", BRIEF)] == ["没有答："] * 2


def test_a_covered_text_has_its_numbers() -> None:
    assert covered("兑现540万元资金", "把540万元资金兑现到账") > 0.5
    assert covered("兑现540万元资金", "把资金兑现到账") == 0


def test_alike_is_eight_of_ten_characters_in_order() -> None:
    assert alike("甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊己庚辛子丑")
    assert not alike("甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊己庚子丑寅")
    assert not alike("甲乙丙丁戊", "戊丁丙乙甲")


def test_slots_and_punctuation_do_not_make_a_sentence_another() -> None:
    slots = "{{f01.name}}{{f01}}要一户一户核下去，一件一件办下来。\n{{f02}}，要一户一户核下去、一件一件办下来！短句不算。"
    assert len(bare_sentences(slots)) == 2
    assert len(twice_in(slots)) == 1
    assert twice_in(slots.split("\n")[0]) == []


def test_a_sentence_in_four_speeches_is_found_and_in_three_is_not() -> None:
    said, near = "办到什么程度都要有一个明确的说法。", "办到什么程度，都要有一个准确的说法！"
    speeches = {"甲": said, "乙": near, "丙": said, "丁": "另外说一句同样长短的别的话才行。"}
    assert spread(speeches, 3) == {}
    assert {len(holders) for holders in spread(speeches | {"戊": said}, 3).values()} == {4}


def test_loose_sentences_are_counted_by_their_characters() -> None:
    slots = "{{f01.name}}{{f01}}。\n大家要振奋精神迎难而上。县工信局要上门。竹纤维企业要帮一把。"
    share, loose = loose_share(slots, 40, {"县工信局"}, {"竹纤维"})
    assert loose == ["大家要振奋精神迎难而上。"]
    assert share == 12 / 40


def test_a_word_that_most_briefs_have_ties_nothing() -> None:
    briefs = {name: {"problems": ["工业企业" + name * 3]} for name in "甲乙丙丁"}
    assert words_of_one(briefs, 3)["甲"] == {"业甲甲", "企业甲", "甲甲甲"}


def test_a_laggard_praised_is_found() -> None:
    behind = "规上工业增加值增长4.1%，低于全市平均0.9个百分点。"
    assert laggards_praised(behind + "规上工业增加值的好势头要接着保。")
    assert laggards_praised("规上工业增加值增长4.1%，高于全市平均0.9个百分点。规上工业增加值的好势头要接着保。") == []


def test_panic_is_found() -> None:
    assert panic_in("上半年全县工业断崖式下滑。") == ["断崖"]
    assert panic_in("上半年全县工业下滑明显，这个事实要认。") == []
