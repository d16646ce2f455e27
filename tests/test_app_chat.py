"""The chat: material is taken in, questions are answered, the speech is revised, taken back and told again with another month."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Draft, Library, draft_speech, sample_brief
from desk import labels
from tests.app_pages import EVIL, buttons, open_page, press, say, shown

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def draft(home: object) -> Draft:
    return draft_speech(sample_brief(), model=False)


@pytest.fixture
def page(draft: Draft) -> AppTest:
    with Library.open() as library:
        return open_page(draft=library.save(replace(draft, shelf=type(draft.shelf)())).id)


def text(at: AppTest) -> str:
    return str(at.session_state["draft"].text)


def last(at: AppTest) -> str:
    said = at.session_state["said"][-1]
    assert said.role == "assistant"
    return str(said.text)


def test_a_clerk_types_the_material_and_gets_a_speech() -> None:
    at = say(open_page(), "云岭县三季度工业座谈会，11月20日开。1—9月规上工业总产值268.5亿元，同比增长7.6%。重点抓项目、抓帮扶。")
    assert "268.5" in last(at)
    assert last(at).startswith(labels.NOTED)
    at = press(at, labels.DRAFT)
    assert "268.5亿元" in text(at)
    assert at.session_state["draft"].report.ok
    assert [said.role for said in at.session_state["said"]] == ["user", "assistant", "assistant"]


def test_what_is_no_material_is_asked_about() -> None:
    at = say(open_page(), "你好")
    assert last(at)
    assert labels.DRAFT in buttons(at)
    assert next(button for button in at.button if button.label == labels.DRAFT).disabled


def test_a_question_is_answered_from_the_material(page: AppTest, draft: Draft) -> None:
    at = say(page, "工业投资完成多少？")
    assert "31.4亿元" in last(at)
    assert text(at) == draft.text


@pytest.mark.parametrize("instruction", ["称谓改为“同志们、朋友们：”", "把推动建材转型提到第一条", "会期改为7月22日"])
def test_a_revision_becomes_a_version_that_can_be_taken_back(page: AppTest, draft: Draft, instruction: str) -> None:
    at = say(page, instruction)
    revised = text(at)
    assert revised != draft.text
    assert labels.CHANGED_BRIEF not in shown(at)
    at = press(at, labels.UNDO)
    assert text(at) == draft.text
    at = press(at, labels.REDO)
    assert text(at) == revised
    again = open_page(**dict(at.query_params))
    assert text(again) == revised
    assert [said.text for said in again.session_state["said"]] == [said.text for said in at.session_state["said"]]


def test_what_cannot_be_done_is_said_and_changes_nothing(page: AppTest, draft: Draft) -> None:
    at = say(page, "第九部分压缩三分之一")
    assert text(at) == draft.text
    assert last(at)
    assert at.session_state["draft"].shelf.place.version == 1


def test_new_figures_by_chat_leave_the_speech_until_it_is_told_again(page: AppTest, draft: Draft) -> None:
    at = say(page, "工业投资更正为32.4亿元")
    assert text(at) == draft.text
    assert labels.CHANGED_BRIEF in shown(at)
    assert at.query_params.keys() == {"draft", "brief", "chat"}
    again = open_page(**dict(at.query_params))
    assert labels.CHANGED_BRIEF in shown(again)
    at = press(again, labels.REFRESH)
    assert "32.4亿元" in text(at)
    assert labels.CHANGED_BRIEF not in shown(at)
    assert text(press(at, labels.UNDO)) == draft.text


def test_drafting_anew_is_the_next_version(page: AppTest, draft: Draft) -> None:
    at = press(press(say(page, "删去结尾"), labels.DRAFT_ANEW), labels.UNDO)
    assert text(at) != draft.text
    assert at.session_state["draft"].shelf.place.id == page.query_params["draft"]


@pytest.mark.parametrize("message", [EVIL, "\0\x1b[31m\u202e", "很长的话。" * 4_000, "=cmd|'/C calc'!A1", "　"])
def test_any_message_is_kept_as_it_is_and_shown_as_text(page: AppTest, message: str) -> None:
    at = say(page, message)
    assert at.session_state["said"][0].text == message
    assert "<script>" not in shown(at)
    assert max(map(len, shown(at).split("\n"))) < 30_000
    assert not at.error


def test_the_whole_text_is_edited_and_audited_at_once(page: AppTest, draft: Draft) -> None:
    page.session_state["view"] = "whole"
    at = page.run()
    at.text_area[0].set_value(draft.text.replace("142.8亿元", "148.2亿元", 1))
    at = press(at, labels.SAVE_WHOLE)
    assert "148.2亿元" in text(at)
    assert not at.session_state["draft"].ok
    assert text(press(at, labels.UNDO)) == draft.text


def test_a_speech_that_is_wiped_out_by_hand_is_refused(page: AppTest, draft: Draft) -> None:
    page.session_state["view"] = "whole"
    at = page.run()
    at.text_area[0].set_value(" ")
    at = press(at, labels.SAVE_WHOLE)
    assert len(at.error) == 1
    assert text(at) == draft.text


def test_an_answer_shows_the_cells_it_rests_on(page: AppTest) -> None:
    at = say(page, "工业投资完成多少？")
    assert f"<summary>{labels.grounds(2)}</summary>" in shown(at)
    assert "f04 工业投资 同比 9.8%" in shown(at)


def test_a_short_answer_settles_what_was_asked() -> None:
    at = say(open_page(), "云岭县11月20日开三季度调度会，规上工业总产值268.5")
    assert not at.session_state["brief"].figures
    figure = say(at, "亿元").session_state["brief"].figures[0]
    assert (str(figure.value), figure.unit) == ("268.5", "亿元")
