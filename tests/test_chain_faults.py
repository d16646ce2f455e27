"""Endpoints that fail, over real HTTP: one Chinese message, finished sections kept and resumable, nothing left running, no secret told."""

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import Event, StopDrafting, draft_section, draft_speech
from assistant.errors import AssistantError, ModelError
from assistant.testing import EndpointServer, Reply, answer_chat
from assistant.testing.chat import event
from tests.chain.model import BRIEF, SECTION, Model, brief, drafted, settings

KEY = "sk-secret-key"
GOOD = Model(None)
FAILS_AT = "措施/p02"


@pytest.fixture
def server() -> Iterator[EndpointServer]:
    with EndpointServer() as running:
        yield running


QUICK = {"bad key"}


def _trickle() -> Iterator[bytes]:
    pause = threading.Event()
    while True:
        pause.wait(0.02)
        yield event({"id": "x", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": ""}}]})


def _broken_stream() -> Iterator[bytes]:
    for piece in ("各项工作", "都在推进", "，"):
        yield event({"id": "x", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": piece}}]})


NO_JSON = b"data: this is no JSON\n\n"
FOREIGN = 'data: {"choices": [{"delta": {"content": "全县"}}]}\n\n'.encode("gb18030")
FAULTS: Mapping[str, tuple[Reply, str]] = {
    "bad key": (Reply({"error": {"message": f"bad key {KEY}"}}, status=401), "401"),
    "no money": (Reply({"error": {"message": "no balance"}}, status=402), "402"),
    "unknown model": (Reply({"error": {"message": "no such model"}}, status=404), "404"),
    "too many requests": (Reply({"error": {"message": "slow down"}}, status=429), "429"),
    "too many requests, wait": (Reply({"error": {"message": "slow down"}}, status=429, headers={"Retry-After": "0"}), "429"),
    "server error": (Reply({"error": {"message": "oops"}}, status=500, headers={"Retry-After": "0"}), "500"),
    "refused field": (Reply({"error": {"message": "unknown field stream_options"}}, status=400), "400"),
    "dead before the stream": (Reply(b"", cut=True), "断开"),
    "dead in mid-stream": (Reply(_broken_stream(), cut=True), "断开"),
    "no JSON": (Reply(b""), "格式"),
    "wrong encoding": (Reply(b"", headers={}), "格式"),
    "a web page": (Reply(b"<html>login</html>"), "格式"),
}


STREAMS = {"dead in mid-stream": _broken_stream, "no JSON": lambda: iter([NO_JSON]), "wrong encoding": lambda: iter([FOREIGN])}


def _fresh(reply: Reply) -> Reply:
    """Return a reply that can be sent again: its stream is made anew."""
    name = next(name for name, (one, _) in FAULTS.items() if one is reply)
    return replace(reply, body=STREAMS[name]()) if name in STREAMS else reply


class Failing:
    """A good model that fails in one section, or from the first request on."""

    brief = BRIEF

    def __init__(self, reply: Reply, where: str) -> None:
        self.reply, self.where = reply, where

    def __call__(self, messages: Sequence[Mapping[str, Any]]) -> str | Reply:
        section = SECTION.search(str(messages[-1]["content"]))
        if self.where == "everywhere" or (section and section[1] == self.where):
            return _fresh(self.reply)
        return GOOD(messages)


def _one_sentence(message: str) -> bool:
    return bool(message) and "\n" not in message and KEY not in message and "Traceback" not in message and message[0] >= "\u4e00"


@pytest.mark.parametrize("name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in FAULTS])
def test_nothing_works(server: EndpointServer, home: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    reply, said = FAULTS[name]
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ModelError, match=said) as caught:
        drafted(server, home, Failing(reply, "everywhere"))  # type: ignore[arg-type]
    assert _one_sentence(str(caught.value)), str(caught.value)
    assert server.wait_idle(5)
    _no_secret(caplog)


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_one_section_fails_and_is_finished_later(server: EndpointServer, home: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    reply, said = FAULTS[name]
    caplog.set_level(logging.DEBUG)
    draft = drafted(server, home, Failing(reply, FAILS_AT))  # type: ignore[arg-type]
    assert list(draft.unfinished) == [FAILS_AT]
    assert said in draft.unfinished[FAILS_AT]
    assert _one_sentence(draft.unfinished[FAILS_AT])
    assert draft.ok
    assert "内置写作器（1节）" in draft.writer
    assert server.wait_idle(5)
    asked = len(server.calls)
    server.handlers["/v1/chat/completions"] = answer_chat(GOOD)
    finished = draft.resume(settings=settings(server, home))
    assert not finished.unfinished
    assert finished.ok
    assert finished.writer == "模型 scripted"
    assert finished.shelf is draft.shelf  # in a library it becomes the next version
    assert len(server.calls) == asked + 1
    kept = [section.text for section in draft.sections if section.role not in {"措施"}]
    assert kept == [section.text for section in finished.sections if section.role not in {"措施"}]
    _no_secret(caplog)


def _no_secret(caplog: pytest.LogCaptureFixture) -> None:
    told = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith(("openai", "httpcore", "httpx")))
    assert KEY not in told
    assert "234.7" not in told
    theirs = [record.getMessage() for record in caplog.records if record.name.startswith(("openai", "httpcore", "httpx"))]
    assert not any(KEY in line or "234.7" in line for line in theirs)


@pytest.mark.slow
def test_a_trickle_that_never_ends_is_cut_off(server: EndpointServer, home: Path) -> None:
    server.handlers["/v1/chat/completions"] = lambda call: Reply(_trickle())
    short = replace(settings(server, home), timeout=1.0)
    with pytest.raises(ModelError, match="秒内没有答完"):
        draft_speech(brief(), settings=short)
    assert server.wait_idle(5)


@pytest.mark.slow
def test_an_endpoint_that_is_not_there(home: Path) -> None:
    with EndpointServer() as gone:
        configured = settings(gone, home)
    with pytest.raises(ModelError, match="连接不上"):
        draft_speech(brief(), settings=configured)


@pytest.mark.slow
def test_an_exception_of_the_caller_aborts_everything(server: EndpointServer, home: Path) -> None:
    server.handlers["/v1/chat/completions"] = answer_chat(GOOD, pause=0.05)
    seen: list[Event] = []

    def broken(happened: Event) -> None:
        seen.append(happened)
        if happened.step == "text":
            raise LookupError("the page is gone")

    with pytest.raises(LookupError):
        draft_speech(brief(), settings=settings(server, home), on_event=broken)
    assert server.wait_idle(5)
    assert seen[-1].step == "text"


@pytest.mark.slow
def test_a_stop_keeps_what_is_finished(server: EndpointServer, home: Path) -> None:
    server.handlers["/v1/chat/completions"] = answer_chat(GOOD, pause=0.01)
    done: list[str] = []

    def stop(happened: Event) -> None:
        if happened.step == "model" and happened.text.startswith("已写好"):
            done.append(happened.section)
            raise StopDrafting("够了")

    draft = draft_speech(brief(), settings=settings(server, home), on_event=stop)
    assert server.wait_idle(5)
    assert draft.ok
    assert done[0] not in draft.unfinished
    assert set(draft.unfinished.values()) == {"已按要求停下"}
    server.handlers["/v1/chat/completions"] = answer_chat(GOOD)
    assert not draft.resume(settings=settings(server, home)).unfinished


@pytest.mark.slow
def test_a_section_for_a_speech_one_already_has(server: EndpointServer, home: Path) -> None:
    server.handlers["/v1/chat/completions"] = answer_chat(GOOD)
    part = draft_section(brief(), role="问题", settings=settings(server, home))
    assert part.report.ok
    assert [call.body["messages"][-1]["content"].count("# 现在写：问题") for call in server.calls] == [0, 1]
    with pytest.raises(AssistantError, match="写不出"):
        draft_section(brief(), role="形势", settings=settings(server, home))
