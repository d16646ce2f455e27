"""What is clicked is carried out whole, whatever else is clicked meanwhile."""

import pytest
from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.slow


def _newer() -> None:
    """Let the browser send something newer while the work goes on: at its next look into the session Streamlit breaks a callback off."""
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    get_script_run_ctx().script_requests.request_rerun(RerunData())


def _page(newer) -> None:
    import streamlit as st

    from desk import guard

    def work(name: str) -> None:
        st.session_state["begun"] = [*st.session_state.get("begun", []), name]
        newer()
        st.session_state["ended"] = [*st.session_state.get("ended", []), name]

    def fails() -> None:
        newer()
        raise ValueError

    def breaks() -> None:
        raise ValueError

    guard.carry_out()
    guard.show_flash()
    for name in "甲乙":
        st.button(name, on_click=guard.callback(work), args=(name,))
    st.button("错", on_click=guard.callback(fails))
    if st.button("就地"):
        guard.whole(work, "就地")
    with guard.calm():
        if st.button("就地错"):
            guard.unbroken(breaks)


def _opened() -> AppTest:
    return AppTest.from_function(_page, default_timeout=60, args=(_newer,)).run()


def test_a_click_is_carried_out_to_its_end_though_a_newer_one_comes() -> None:
    at = _opened()
    for button in at.button[:2]:
        button.click()
    at.run()
    assert at.session_state["begun"] == at.session_state["ended"] == ["甲", "乙"]
    at.button[1].click().run()
    assert at.session_state["ended"] == ["甲", "乙", "乙"]


def test_what_is_done_in_the_midst_of_a_page_comes_to_its_end_too() -> None:
    at = _opened()
    at.button[3].click().run()
    assert at.session_state["begun"] == at.session_state["ended"] == ["就地"]


@pytest.mark.parametrize("button", [2, 4])
def test_an_error_is_told(button: int) -> None:
    at = _opened()
    at.button[button].click().run()
    assert not at.exception
    assert "ValueError" in at.error[0].value.replace("\\", "")
