"""Masking: nothing that tells where, who or how much survives; the rhythm of the sentence does."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.exemplars import load_speeches
from assistant.exemplars.preview import preview
from assistant.lexicon import read_records
from assistant.masking import Names, mask, names_of
from assistant.settings import Settings

DATA = Path(__file__).parent / "data"
ON = date(2026, 11, 20)
SPEECHES = load_speeches()
SENTENCES = [json.loads(line) for line in (DATA / "masking" / "sentences.jsonl").read_text("utf-8").splitlines()]
CASES = [json.loads(line) for line in (DATA / "masking.jsonl").read_text("utf-8").splitlines()]
EXPIRED = {json.loads(line)["pattern"]: json.loads(line) for line in (DATA / "dated_examples.jsonl").read_text("utf-8").splitlines()}


def listed(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text("utf-8").splitlines()
    return [(kind, text) for kind, text in (line.split("\t") for line in lines if line and not line.startswith("#"))]


@pytest.fixture(scope="module")
def names() -> Names:
    return names_of([speech.text for speech in SPEECHES])


@pytest.fixture(scope="module")
def masked(names: Names) -> str:
    return "\n".join(mask(speech.text, names, on=ON).text for speech in SPEECHES)


def test_the_hand_made_list_is_long_and_true() -> None:
    rows = listed(DATA / "exemplar_names.txt")
    everything = "\n".join(speech.text for speech in SPEECHES)
    assert len(rows) > 100
    assert [text for _, text in rows if text not in everything] == []


def test_no_listed_figure_or_name_survives(masked: str) -> None:
    assert [(kind, text) for kind, text in listed(DATA / "exemplar_names.txt") if text in masked] == []


def test_no_digit_and_no_redaction_mark_survives(masked: str) -> None:
    without_markers = re.sub(r"(?m)(^|(?<=[。；\n]))\d{1,2}[.．、]", "", masked)
    assert re.findall(r"[\d*＊○□]|(?<![A-Za-z])[XxＸ×]{1,4}(?![A-Za-z])", without_markers) == []


@pytest.mark.parametrize("speech", SPEECHES, ids=lambda speech: speech.id)
def test_three_quarters_of_a_speech_are_kept(speech, names) -> None:
    result = mask(speech.text, names, on=ON)
    assert result.kept >= 0.75
    assert result.length == len(speech.text)


@pytest.mark.parametrize("speech", SPEECHES, ids=lambda speech: speech.id)
def test_spans_rebuild_the_original(speech, names) -> None:
    result = mask(speech.text, names, on=ON)
    rebuilt, done = "", 0
    for span in result.spans:
        assert result.text[span.at :].startswith(f"〔{span.kind}〕")
        rebuilt += result.text[done : span.at] + span.text
        done = span.at + len(span.kind) + 2
        assert speech.text[span.start : span.end] == span.text
    assert rebuilt + result.text[done:] == speech.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_one_sentence(case: dict[str, str]) -> None:
    assert mask(case["text"], {}, on=ON).text == case["masked"]


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:24])
def test_names_go_and_words_stay(case: dict) -> None:
    shown = mask(case["text"], on=ON).text
    assert [name for name in case["gone"] if name in shown] == []
    assert [words for words in case["kept"] if words not in shown] == []


def test_masking_twice_changes_nothing(names: Names) -> None:
    once = mask(SPEECHES[2].text, names, on=ON).text
    assert mask(once, names, on=ON).text == once


PIECES = st.sampled_from(
    [
        *"、和与等县的“”（）《》*园要对%。\n",
        "XX",
        "企业",
        "公司",
        "3家",
        "两个",
        "二期",
        "项目",
        "瀚泽",
        "光明",
        "沙河镇",
        "抓好",
        "增长",
        "〔数〕",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_can_be_rebuilt_and_is_masked_once_and_for_all(text: str) -> None:
    result = mask(text, on=ON)
    rebuilt, done = "", 0
    for span in result.spans:
        rebuilt += result.text[done : span.at] + span.text
        done = span.at + len(span.kind) + 2
    assert rebuilt + result.text[done:] == text
    assert not re.search(r"[\d*]", result.text)


def test_long_lists_take_no_longer_than_their_length() -> None:
    text = "支持" + "、".join(["瀚泽", "光明", "沙河重卡"] * 300) + "等企业做大做强，" + "重点骨干龙头优质工业产业" * 200 + "。"
    assert "瀚泽" not in mask(text, on=ON).text


def test_a_name_found_once_is_a_name_everywhere() -> None:
    found = names_of(["重点支持瀚泽、衡川等企业做大做强。", "会后我到衡川看了看，衡川的车间很满。"])
    assert "衡川" not in mask("会后我到衡川看了看，衡川的车间很满。", found, on=ON).text


@pytest.mark.parametrize("path", sorted((DATA / "masking" / "speeches").glob("*.txt")), ids=lambda path: path.stem)
def test_an_unseen_speech_survives_no_worse(path: Path) -> None:
    text = path.read_text("utf-8")
    rows = listed(path.with_suffix(".tsv"))
    result = mask(text, on=ON)
    assert [name for _, name in rows if name not in text] == []
    assert [(kind, name) for kind, name in rows if name in result.text] == []
    assert result.kept >= 0.75


def test_before_and_after_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    sentence = "重点支持瀚泽科技做大做强，瀚泽科技去年产值达到12亿元。"
    path.write_text(f"同志们：\n{sentence}\n" + "要把企业的事当成自己的事。" * 30, "utf-8")
    shown = preview(path, settings=Settings(tmp_path))
    assert "未变：同志们：" in shown
    assert f"原文：{sentence}\n遮后：重点支持〔企业〕科技做大做强，〔企业〕科技去年产值达到〔数〕亿元。" in shown
    assert "〔企业〕2处：瀚泽（2处）\n〔数〕1处：12" in shown
    assert shown.endswith("%。")
    assert [child.name for child in tmp_path.iterdir()] == ["稿.txt"]


def test_every_dated_pattern_compiles_and_has_an_example() -> None:
    records = read_records("dated")
    assert len(records) == 98
    for record in records:
        example = EXPIRED[record["pattern"]]
        assert re.search(record["pattern"], example["match"]), record["pattern"]
        assert not re.search(record["pattern"], example["other"]), record["pattern"]


@pytest.mark.parametrize(
    ("text", "on", "shown"),
    [
        ("做好疫情防控工作。", date(2021, 3, 1), False),  # the epidemic goes at any date: it tells the year
        ("坚持高质量发展。", ON, True),
        ("“十四五”规划收官之年", date(2025, 6, 1), True),
        ("“十四五”规划收官之年", ON, False),
        ("不得以税收返还招商。", ON, True),
        ("给予税收返还。", ON, False),
        ("实现首季“开门红”。", ON, True),
    ],
)
def test_wording_has_its_time(text: str, on: date, shown: bool) -> None:
    assert ("〔" not in mask(text, {}, on=on).text) is shown


@pytest.mark.shared
def test_corpus_and_dated_wording_are_as_supplied(shared: Path) -> None:
    for path in sorted((shared / "corpus").glob("*.txt")):
        assert (Path(__file__).parents[1] / "corpus" / "speeches" / path.name).read_bytes() == path.read_bytes()
    items = json.loads((shared / "domain" / "dated.json").read_text("utf-8"))["items"]
    assert list(read_records("dated")) == items
