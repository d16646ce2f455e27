"""The desk through Streamlit's own test driver: every state of the page, and every way it can go wrong."""

import logging
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from assistant import AssistantError, Brief, Draft, Library, draft_speech, sample_brief
from assistant.errors import LibraryError, ModelError
from desk import drafting, labels, saving
from tests.app_pages import EVIL, buttons, open_page, press, shown


@pytest.fixture(scope="session")
def draft(home: object) -> Draft:
    return draft_speech(sample_brief(), model=False)


@pytest.fixture
def saved(draft: Draft) -> str:
    with Library.open() as library:
        return library.save(replace(draft, shelf=type(draft.shelf)())).id


def test_an_empty_desk_says_how_to_begin() -> None:
    at = open_page()
    assert labels.EMPTY_CHAT in shown(at)
    assert labels.SAMPLE in buttons(at)
    assert labels.UNDO not in buttons(at)
    assert at.query_params == {}


def test_the_sample_becomes_a_speech_whose_numbers_are_counted(draft: Draft) -> None:
    at = press(open_page(), labels.SAMPLE)
    assert at.query_params.keys() == {"brief"}
    assert labels.no_draft((), "") in shown(at)
    at = press(at, labels.DRAFT)
    assert draft.report.summary() in shown(at)
    assert at.get("bidi_component")
    assert [message.name for message in at.chat_message] == ["assistant"]
    assert f"{labels.WRITTEN_BY}{labels.BUILT_IN}" in shown(at)
    assert at.query_params.keys() == {"draft", "chat"}
    assert len(at.get("download_button")) == 4 + len(labels.WORD)


@pytest.mark.slow
def test_a_reload_brings_everything_back() -> None:
    first = press(press(open_page(), labels.SAMPLE), labels.DRAFT)
    again = open_page(**dict(first.query_params))
    assert shown(again) == shown(first)
    assert again.query_params == first.query_params


def test_a_brief_comes_back_before_there_is_a_draft() -> None:
    first = press(open_page(), labels.SAMPLE)
    again = open_page(**dict(first.query_params))
    assert labels.DRAFT in buttons(again)


@pytest.mark.parametrize("name", ["draft", "brief"])
@pytest.mark.parametrize(
    "identifier", ["nothing", pytest.param(EVIL, marks=pytest.mark.slow), pytest.param("x" * 5000, marks=pytest.mark.slow)]
)
def test_an_address_that_leads_nowhere_is_told(name: str, identifier: str) -> None:
    at = open_page(**{name: identifier})
    assert labels.NO_SUCH in shown(at)
    assert labels.SAMPLE in buttons(at)
    assert at.query_params == {}


def test_nobody_opens_the_drafts_of_another(draft: Draft) -> None:
    with Library.open() as library:
        other = library.save(replace(draft, shelf=type(draft.shelf)()), owner="somebody else")
        chat = library.start_chat("somebody else")
        library.add_message(chat, "user", "秘密")
    at = open_page(draft=other.id, chat=chat)
    assert labels.NO_SUCH in shown(at)
    assert "秘密" not in shown(at)


@pytest.mark.slow
@pytest.mark.parametrize("view", list(labels.VIEWS))
def test_every_view_beside_the_speech_is_shown(saved: str, view: str) -> None:
    at = open_page(draft=saved)
    at.session_state["view"] = view
    at = at.run()
    assert not at.exception
    assert not at.error


def test_what_a_brief_does_not_get_into_the_speech_is_listed(saved: str) -> None:
    at = open_page(draft=saved)
    at.session_state["view"] = "missing"
    assert "企业用工缺口" in shown(at.run())


def test_priorities_stand_against_problems(saved: str) -> None:
    at = open_page(draft=saved)
    at.session_state["view"] = "matrix"
    table = shown(at.run())
    assert all(priority.title in table for priority in sample_brief().priorities)
    assert labels.NOT_COVERED not in table


@pytest.mark.slow
def test_a_new_speech_clears_the_desk_and_loses_nothing(saved: str) -> None:
    at = press(open_page(draft=saved), labels.NEW)
    assert labels.SAMPLE in buttons(at)
    assert at.query_params == {}
    assert open_page(draft=saved).get("bidi_component")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        pytest.param(AssistantError("第3行的单位看不懂；请改成亿元。"), "第3行的单位看不懂", marks=pytest.mark.slow),
        pytest.param(ModelError("密钥不对"), "密钥不对", marks=pytest.mark.slow),
        (ZeroDivisionError("312.6亿元"), "ZeroDivisionError"),
    ],
)
def test_a_failure_in_drafting_is_said_in_the_chat(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, told: str
) -> None:
    def fail(*_: object, **__: object) -> Draft:
        raise error

    monkeypatch.setattr(drafting, "draft_speech", fail)
    with caplog.at_level(logging.INFO):
        at = press(press(open_page(), labels.SAMPLE), labels.DRAFT)
    assert shown(at).count(told) == 2  # in the chat, and where the speech would stand
    assert labels.no_draft((), "") not in shown(at)
    assert "Traceback" not in shown(at)
    assert "312.6" not in shown(at) + caplog.text
    assert labels.DRAFT in buttons(at)


@pytest.mark.parametrize("error", [LibraryError("文稿库打不开；请检查磁盘。"), OSError("/secret/path")])
def test_a_library_that_cannot_be_reached_is_one_calm_line(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail() -> Library:
        raise error

    monkeypatch.setattr(saving, "library", fail)
    at = press(open_page(), labels.SAMPLE)
    assert len(at.error) == 1
    assert "/secret" not in shown(at)


def test_settings_that_cannot_be_used_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_BASE_URL", "not an address")
    assert "ASSISTANT_BASE_URL" in shown(open_page())


@pytest.mark.slow
def test_what_a_model_is_called_is_chosen_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL", "writer-1")
    at = press(open_page(), labels.SAMPLE)
    assert at.selectbox[0].options == [labels.model("writer-1"), labels.BUILT_IN]
    at = press(at.selectbox[0].set_value(labels.BUILT_IN).run(), labels.DRAFT)
    assert f"{labels.WRITTEN_BY}{labels.BUILT_IN}" in shown(at)


def test_past_drafts_are_listed_searched_and_deleted(saved: str) -> None:
    def listing() -> None:
        from desk import drafts, guard, saving

        saving.restore()
        guard.carry_out()
        drafts.show()

    at = AppTest.from_function(listing, default_timeout=60).run()
    assert not at.exception
    assert f"open-{saved}" in [button.key for button in at.button]
    at = at.text_input[0].set_value("没有这样的词").run()
    assert labels.NONE_FOUND in shown(at)
    at = at.text_input[0].set_value("工业经济 调度会").run()
    at = at.button(key=f"delete-{saved}").click().run()
    assert not at.exception
    assert f"open-{saved}" not in [button.key for button in at.button]
    assert labels.NO_SUCH in shown(open_page(draft=saved))


@pytest.fixture
def hostile() -> Brief:
    """A brief with markup in every text a user may write."""
    return Brief.of(
        {
            "region": "云岭县",
            "meeting": {"name": EVIL, "type": EVIL},
            "speaker": {"name": EVIL},
            "figures": [{"indicator": EVIL, "value": "312.6", "unit": "亿元", "yoy": "8.4", "period": "2025年"}],
            "priorities": [EVIL],
            "problems": [EVIL],
        }
    )


@pytest.mark.slow
def test_markup_in_a_brief_is_shown_as_text(hostile: Brief) -> None:
    with Library.open() as library:
        identifier = library.save_brief(hostile)
    at = press(open_page(brief=identifier), labels.DRAFT)
    for view in labels.VIEWS:
        at.session_state["view"] = view
        at = at.run()
        assert not at.exception
        assert "<script" not in shown(at)
        assert "<i>" not in shown(at)
    assert not [caption.value for caption in at.caption if "![x](" in caption.value or "**b**" in caption.value]
