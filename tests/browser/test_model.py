"""A model writes: its words appear as they come, its typed digits are named unchecked, and it can be stopped and taken up again."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from assistant import Library
from assistant.testing import EndpointServer, Reply, answer_chat
from assistant.testing.server import Call
from desk import labels
from tests.browser.conftest import Server
from tests.chain.model import SECTION, Model, brief

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HELD = "成绩"
TYPED = "全县新签约项目17个，势头很好。"


class Gated:
    """An endpoint whose answer for one section stops half-way until the gate is opened."""

    def __init__(self) -> None:
        self.gate = Event()
        self._answer = answer_chat(Model(None))

    def __call__(self, call: Call) -> Reply:
        reply = self._answer(call)
        section = SECTION.search(str(call.body["messages"][-1]["content"])) if call.body.get("messages") else None
        if section is None or section[1] != HELD or self.gate.is_set():
            return reply
        return replace(self._typed(call), body=self._held(self._typed(call).body))

    def _typed(self, call: Call) -> Reply:
        return answer_chat(lambda messages: TYPED + str(Model(None)(messages)))(call)

    def _held(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for number, piece in enumerate(pieces):
            if number == 8:
                self.gate.wait(120)
            yield piece


@pytest.fixture(scope="module")
def endpoint() -> Iterator[tuple[EndpointServer, Gated]]:
    gated = Gated()
    with EndpointServer({"/v1/chat/completions": gated}) as running:
        yield running, gated
        gated.gate.set()


@pytest.fixture(scope="module")
def server(endpoint: tuple[EndpointServer, Gated], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home: Path = tmp_path_factory.mktemp("model")
    settings: dict[str, Any] = {"ASSISTANT_MODEL": "writer-1", "ASSISTANT_BASE_URL": endpoint[0].base_url, "ASSISTANT_API_KEY": "sk-secret"}
    running = Server(home, **settings)
    running.start()
    yield running
    running.stop()
    assert not running.network_log.exists()
    assert "sk-secret" not in (home / "server.log").read_text("utf-8")


def test_a_model_is_watched_stopped_and_taken_up_again(
    open_page: Callable[..., "Page"], server: Server, endpoint: tuple[EndpointServer, Gated]
) -> None:
    with Library.open(server.home) as library:
        identifier = library.save_brief(brief())
    page = open_page(f"{server.url}/?brief={identifier}")
    page.get_by_role("button", name=labels.DRAFT, exact=True).click()
    page.locator(".so-far mark", has_text=re.compile(f"^17个?{labels.UNCHECKED}")).wait_for()
    page.get_by_role("button", name=labels.STOP).click()
    page.locator(".paper").wait_for()
    page.get_by_text(labels.STOPPED).first.wait_for()
    assert "17个" not in page.locator(".paper").inner_text()
    endpoint[1].gate.set()
    page.get_by_role("button", name=labels.RESUME).click()
    page.get_by_role("button", name=labels.RESUME).wait_for(state="detached")
    page.get_by_text(f"{labels.WRITTEN_BY}{labels.model('writer-1')}", exact=True).first.wait_for()
    assert "sk-secret" not in page.content()


def test_a_reload_in_the_midst_of_drafting_finds_the_work_again(
    open_page: Callable[..., "Page"], server: Server, endpoint: tuple[EndpointServer, Gated]
) -> None:
    endpoint[1].gate.clear()
    with Library.open(server.home) as library:
        identifier = library.save_brief(brief())
    page = open_page(f"{server.url}/?brief={identifier}")
    page.get_by_role("button", name=labels.DRAFT, exact=True).click()
    page.locator(".so-far mark", has_text=re.compile(f"^17个?{labels.UNCHECKED}")).wait_for()
    page.wait_for_url(re.compile("job="))
    page.reload()
    page.locator(".so-far mark", has_text=re.compile(f"^17个?{labels.UNCHECKED}")).wait_for()
    endpoint[1].gate.set()
    page.locator(".paper").wait_for()
    page.wait_for_url(re.compile(r"draft=\w+(?!.*job=)"))
