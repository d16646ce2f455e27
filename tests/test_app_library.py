"""Material without a draft: listed in the library, opened and deleted, nobody else's; and on the desk, what it lacks."""

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Brief, Library
from desk import labels, state
from tests.single_pages import html, open_page, run, told

pytestmark = pytest.mark.slow


def saved(name: str, owner: str = "local") -> str:
    meeting = {"meeting": {"name": name}} if name else {}
    with Library.open() as library:
        return library.save_brief(Brief.of({**meeting, "priorities": [f"抓好{name}"]}), owner=owner)


def keys(at: AppTest) -> list[str | None]:
    return [button.key for button in at.button]


def test_material_without_a_draft_is_found_and_deleted(home: object) -> None:
    mine, other, theirs = saved("乌岭县十月调度会"), saved("云岭县三季度分析会"), saved("别人的会", owner="别人")
    at = open_page("drafts")
    assert {f"open-{mine}", f"open-{other}"} <= set(keys(at))
    assert f"open-{theirs}" not in keys(at)
    at.text_input[0].set_value("乌岭县 十月")
    at = run(at)
    assert keys(at) == [f"open-{mine}", f"delete-{mine}"]
    assert labels.briefs(1) in told(at)
    at.button(key=f"delete-{mine}").click()
    at = run(at)
    assert labels.NONE_FOUND in "\n".join(html(at))


def test_material_is_opened_where_it_was_filled_in(home: object) -> None:
    def opening(identifier: str) -> None:
        from desk import saving
        from desk.brief import material

        saving.open_brief(identifier)
        material.show()
        saving.remember()

    def opened(identifier: str) -> AppTest:
        return run(AppTest.from_function(opening, args=(identifier,), default_timeout=60))

    mine, theirs = saved("乌岭县十一月调度会"), saved("别人的会", owner="别人")
    at = opened(mine)
    assert "乌岭县十一月调度会" in told(at)
    assert at.query_params["brief"] == mine
    at = opened(theirs)
    assert at.session_state[state.BRIEF] is None
    assert labels.NO_SUCH in told(at)


def test_a_desk_without_a_draft_says_what_the_material_lacks(home: object) -> None:
    at = open_page("page", **{state.STARTED: True, state.BRIEF: Brief.of({"priorities": ["抓好春耕"]})})
    assert labels.no_draft(("figures", "meeting", "speaker"), "") in "\n".join(html(at))
    whole = {
        "meeting": {"type": "调度会"},
        "speaker": {"post": "县长"},
        "figures": [{"indicator": "工业投资", "value": "3", "unit": "亿元"}],
    }
    at = open_page("page", **{state.STARTED: True, state.BRIEF: Brief.of({**whole, "priorities": ["抓好春耕"]})})
    assert labels.no_draft((), "") in "\n".join(html(at))
