"""Hand edits: what was typed stays letter for letter, what is proven is a slot, what was left alone keeps its own."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Brief, Draft, draft_speech
from assistant.audit.check import check_numbers
from assistant.audit.report import GOOD
from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.composer import compose
from assistant.drafting.editing import layout_of, state_of
from assistant.drafting.plan import slots_of
from assistant.drafting.state import DraftState
from assistant.errors import DraftError
from assistant.slots import render

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent / "data" / "editing"
SPEECH = yaml.safe_load((DATA / "speech.yaml").read_text("utf-8"))
CASES = yaml.safe_load((DATA / "cases.yaml").read_text("utf-8"))
BRIEF = Brief.of(SPEECH["brief"])
BEFORE = state_of(SPEECH["text"], BRIEF)
BRIEFS = sorted((DATA.parent / "briefs").glob("*.yaml"))


def text_of(state: DraftState, brief: Brief) -> str:
    return render(state.text, brief, dict(state.counts)).text.rstrip("\n")


def edited_text(case: dict[str, Any]) -> str:
    text: str = case.get("text", SPEECH["text"])
    for before, after in case.get("change", []):
        assert text.count(before) == 1, f"{before} stands {text.count(before)} times"
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_what_becomes_of_an_edit(case: dict[str, Any]) -> None:
    text = edited_text(case)
    state = state_of(text, BRIEF, BEFORE)
    assert text_of(state, BRIEF) == layout_of(text, speaker="许知行").text
    for slots in case.get("slots", []):
        assert slots in state.text
    if "sections" in case:
        assert [section.key for section in state.sections] == case["sections"]
    if "counts" in case:
        assert dict(state.counts) == case["counts"]
    for key in ("title", "date", "salutation"):
        if key in case:
            assert getattr(state, key) == case[key]
    report = check_numbers(text_of(state, BRIEF), BRIEF)
    assert [finding.text for finding in report.findings if finding.verdict not in GOOD] == case.get("typed", [])
    assert ("remark" in case) == any(remark.rule == case.get("remark", "announced-count") for remark in report.remarks)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\n", "\n　　", " \n", "\u2028"])
def test_line_ends_and_indentation_are_layout(end: str) -> None:
    assert state_of(SPEECH["text"].replace("\n", end), BRIEF, BEFORE) == BEFORE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "稿子是空的"),
        (" \n\t　\n", "稿子是空的"),
        ("\ufeff\u200b", "稿子是空的"),
        ("规上工业总产值{{f01}}。", "双花括号"),
        ("同志们：\n" + "抓工业要实干。" * 9000, "不像单篇讲话稿"),
    ],
)
def test_what_is_no_speech_is_refused_in_one_sentence(text: str, told: str) -> None:
    with pytest.raises(DraftError, match=told) as caught:
        state_of(text, BRIEF, BEFORE)
    assert str(caught.value).endswith("。")


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_a_draft_left_alone_is_the_same_draft(path: Path) -> None:
    brief = Brief.of(path)
    state = compose(brief, rng=Random(1))
    assert state_of(text_of(state, brief), brief, state) == state


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_a_speech_of_unknown_make_has_the_same_sections(path: Path) -> None:
    """The roles told from the text are those it was composed with; a task made from figures has no priority to be told by."""
    brief = Brief.of(path)
    state = compose(brief, rng=Random(2))
    told = state_of(text_of(state, brief), brief)
    assert text_of(told, brief) == text_of(state, brief)
    alike = [section.role for section in state.sections]
    found = [section.role for section in told.sections]
    assert len(set(alike) & set(found)) >= len(set(alike)) - 1


_KINDS = st.sampled_from(["delete", "word", "number", "double"])


def check_one_edit(state: DraftState, brief: Brief, at: int, kind: str) -> None:
    """Edit one sentence, from the end of the masthead on, and see that the cells of all others are as they were."""
    text = text_of(state, brief)
    body = [one for one in sentences_of(text) if one.start > text.index("：")]
    sentence = body[at % len(body)]
    typed = {"delete": "", "word": "说到底，" + sentence.text, "number": sentence.text + "另有77.7亿元。", "double": 2 * sentence.text}[
        kind
    ]
    changed = text[: sentence.start] + typed + text[sentence.end :]
    after = state_of(changed, brief, state)
    assert text_of(after, brief) == layout_of(changed).text
    figures = [cells(one.text) for one in sentences_of(after.text)]
    for one, read in zip(sentences_of(state.text), sentences_of(text), strict=False):
        if read.start != sentence.start and cells(one.text):
            assert cells(one.text) in figures, one


@settings(max_examples=30)
@given(at=st.integers(0, 50), kind=_KINDS)
def test_an_edit_of_one_sentence_leaves_all_others(at: int, kind: str) -> None:
    check_one_edit(BEFORE, BRIEF, at, kind)


@settings(max_examples=60)
@given(seed=st.integers(0, 9), path=st.sampled_from(BRIEFS), at=st.integers(0, 200), kind=_KINDS)
def test_an_edit_of_one_sentence_of_a_whole_draft_leaves_all_others(seed: int, path: Path, at: int, kind: str) -> None:
    brief = Brief.of(path)
    check_one_edit(compose(brief, rng=Random(seed)), brief, at, kind)


def cells(slots: str) -> tuple[str, ...]:
    """Return the cells a sentence tells: a clause and its bare number are one."""
    return tuple(
        body.removesuffix(":verb").removesuffix(":rate").removesuffix(":place")
        for body in slots_of(slots)
        if not body.endswith((".name", ".period")) and not body.startswith("n:") and "." in body
    )


def test_edit_makes_the_next_version(home: Path) -> None:
    draft = draft_speech(BRIEF, model=False)
    assert draft.edit(draft.text) is draft
    figure = next(finding for finding in draft.report.findings if finding.text == "86.4亿元")
    wrong = draft.edit(draft.text[: figure.start] + "88.4亿元" + draft.text[figure.end :])
    assert (wrong.ok, wrong.outcome, wrong.plan, wrong.exemplars) == (False, "do", draft.plan, draft.exemplars)
    assert "88.4亿元" in wrong.reply
    assert [change.kind for change in wrong.changes] == ["changed"]
    assert wrong.undo().text == draft.text
    assert wrong.edit(draft.text).slots == draft.slots


def test_a_draft_from_text_is_proven(home: Path) -> None:
    draft = Draft.from_text(SPEECH["text"], SPEECH["brief"])
    assert draft.text + "\n" == SPEECH["text"]
    assert draft.report.ok
    assert [section.role for section in draft.sections] == ["导语", "成绩", "问题", "措施", "措施", "结尾"]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["s01", "s03", "s06"])
def test_reference_speeches_come_back_letter_for_letter(name: str, shared: Path) -> None:
    text = (shared / "scenarios" / "references" / f"{name}.txt").read_text("utf-8")
    brief = Brief.of(shared / "scenarios" / "briefs" / f"{name}.json")
    state = state_of(text, brief)
    assert text_of(state, brief) == text.rstrip("\n")
    roles = [section.role for section in state.sections]
    assert {"导语", "成绩", "问题", "措施", "结尾"} <= set(roles)
    assert [section.owner for section in state.sections if section.role == "措施"] == [priority.id for priority in brief.priorities]
    assert state_of(text, brief, state) == state
