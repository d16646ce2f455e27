"""The command line with a model: doctor says in Chinese what is wrong with an endpoint, draft tells its progress and what is unfinished."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.testing import EndpointServer, Reply, answer_chat
from tests.chain.model import BRIEF, ROOT, SECTION, Model

KEY = "sk-secret-key"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def server() -> Iterator[EndpointServer]:
    with EndpointServer() as running:
        running.handlers["/v1/chat/completions"] = answer_chat(Model(None))
        yield running


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, server: EndpointServer) -> Run:
    monkeypatch.setenv("ASSISTANT_MODEL", "writer-1")
    monkeypatch.setenv("ASSISTANT_BASE_URL", server.base_url.replace("//", "//someone:secret@"))
    monkeypatch.setenv("ASSISTANT_API_KEY", KEY)

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        assert KEY not in told.out + told.err
        assert "someone:secret" not in told.out + told.err
        return code, told.out, told.err

    return run


@pytest.mark.slow
def test_doctor_tells_who_writes(run: Run, server: EndpointServer) -> None:
    code, out, _ = run("doctor")
    assert code == 0
    assert re.search(r"撰稿：OpenAI 兼容接口，模型 writer-1，地址 http://127\.0\.0\.1:\d+/v1，已设置密钥", out)
    assert re.search(r"\[正常\] 模型服务：已答复，用时\d+\.\d秒", out)
    assert server.calls[0].body["stream"] is True
    assert server.wait_idle(5)


def _trickle() -> Iterator[bytes]:
    while True:
        yield b": still thinking\n\n"


WRONG = {
    "bad key": (Reply({"error": {"message": f"no {KEY}"}}, status=401), "密钥"),
    "unknown model": (Reply({"error": {"message": "no model"}}, status=404), "模型名称"),
    "refused field": (Reply({"error": {"message": "stream_options"}}, status=400), "参数"),
    "no money": (Reply({}, status=402), "余额"),
    "a web page": (Reply(b"<html>"), "OpenAI 兼容接口"),
    "cut": (Reply(b"", cut=True), "断开"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WRONG)
def test_doctor_tells_what_is_wrong(run: Run, server: EndpointServer, name: str) -> None:
    reply, said = WRONG[name]
    server.faults.append(reply)
    code, out, _ = run("doctor")
    assert code == 1
    assert re.search(rf"\[异常\] 模型服务：.*{said}", out)
    assert len(server.calls) == 1


@pytest.mark.slow
def test_doctor_tells_an_endpoint_that_is_too_slow(run: Run, server: EndpointServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_TIMEOUT", "1")
    server.faults.append(Reply({}, delay=30))
    code, out, _ = run("doctor")
    assert code == 1
    assert re.search(r"\[异常\] 模型服务：.*(没有在规定时间内答复|秒内没有答完)", out)


@pytest.mark.slow
def test_doctor_tells_what_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PROVIDER", "deepseek")
    monkeypatch.delenv("ASSISTANT_API_KEY")
    code, out, _ = run("doctor")
    assert code == 1
    assert "[异常] 模型服务：DeepSeek 需要密钥" in out


@pytest.mark.slow
def test_draft_by_the_configured_model(run: Run, server: EndpointServer, tmp_path: Path) -> None:
    code, out, err = run("draft", ROOT / BRIEF, "-o", tmp_path / "out.txt")
    assert code == 0
    assert "撰稿：模型 writer-1" in out
    assert re.search(r"^· 已写好：问题$", err, re.MULTILINE)
    assert {call.body["model"] for call in server.calls} == {"writer-1"}
    assert run("draft", ROOT / BRIEF, "--model", "writer-2", "-o", tmp_path / "out.txt")[0] == 0
    assert server.calls[-1].body["model"] == "writer-2"


def test_draft_by_the_composer_asks_nobody(run: Run, server: EndpointServer) -> None:
    code, out, err = run("draft", ROOT / BRIEF, "--composer")
    assert (code, err) == (0, "")
    assert "撰稿：内置写作器" in out
    assert not server.calls


@pytest.mark.slow
def test_draft_tells_what_is_unfinished(run: Run, server: EndpointServer) -> None:
    good = Model(None)

    def failing(messages: list[dict[str, str]]) -> str | Reply:
        section = SECTION.search(messages[-1]["content"])
        return Reply({"error": {}}, status=402) if section and section[1] == "问题" else good(messages)  # type: ignore[return-value]

    server.handlers["/v1/chat/completions"] = answer_chat(failing)  # type: ignore[arg-type]
    code, out, err = run("draft", ROOT / BRIEF)
    assert code == 4
    assert re.search(r"^模型没有写完：问题（.*402.*），暂由内置写作器代写$", err, re.MULTILINE)
    assert "内置写作器（1节）" in out


@pytest.mark.slow
def test_draft_where_no_model_answers(run: Run, server: EndpointServer, tmp_path: Path) -> None:
    server.handlers["/v1/chat/completions"] = lambda call: Reply({"error": {}}, status=401)
    code, out, err = run("draft", ROOT / BRIEF, "-o", tmp_path / "out.txt")
    assert (code, out) == (4, "")
    assert re.search(r"^模型没有写成：.*401.*--composer。$", err, re.MULTILINE)
    assert not (tmp_path / "out.txt").exists()
