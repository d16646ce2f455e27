"""With a login of one's own everybody sees their own drafts; without one there is one person at the desk."""

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Draft, Library, draft_speech, sample_brief
from desk import labels
from tests.app_pages import PAGE, buttons, press, shown

pytestmark = pytest.mark.slow


def someone(subject: str, **address: str) -> AppTest:
    """Open the app as somebody who has signed in; without a subject, as somebody who has not."""
    at = AppTest.from_file(str(PAGE), default_timeout=60)
    claims: dict[str, Any] = {"is_logged_in": bool(subject)}
    at.user = claims | ({"iss": "https://login.invalid", "sub": subject, "email": "a@x.invalid", "name": "张三"} if subject else {})
    for name, value in address.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


@pytest.fixture(scope="session")
def draft(home: object) -> Draft:
    return draft_speech(sample_brief(), model=False)


def test_who_has_not_signed_in_sees_only_that_they_may() -> None:
    at = someone("")
    assert buttons(at) == [labels.SIGN_IN]
    assert not at.chat_input


def test_drafts_belong_to_who_wrote_them() -> None:
    mine = press(press(someone("first"), labels.SAMPLE), labels.DRAFT)
    address = dict(mine.query_params)
    assert someone("first", **address).get("bidi_component")
    other = someone("second", **address)
    assert labels.NO_SUCH in shown(other)
    assert not other.get("bidi_component")
    assert not other.session_state["said"]
    with Library.open() as library:
        assert address["draft"] in [entry.id for entry in library.drafts("https://login.invalid first")]
        assert address["draft"] not in [entry.id for entry in library.drafts()]


def test_the_same_mail_address_elsewhere_is_somebody_else(draft: Draft) -> None:
    with Library.open() as library:
        identifier = library.save(replace(draft, shelf=type(draft.shelf)()), owner="https://login.invalid first").id
    at = AppTest.from_file(str(PAGE), default_timeout=60)
    at.user = {"is_logged_in": True, "iss": "https://elsewhere.invalid", "sub": "first", "email": "a@x.invalid"}
    at.query_params["draft"] = identifier
    at.run()
    assert labels.NO_SUCH in shown(at)
