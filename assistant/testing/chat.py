"""The chat part of the endpoint on this machine: streamed and not, with usage, tool calls, pauses and faults on demand."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from threading import Event
from typing import Any

from assistant.testing.server import Call, Handler, Reply


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool that the scripted model calls instead of answering.

    Attributes:
        name: Name of the tool.
        arguments: Its arguments.
    """

    name: str
    arguments: Mapping[str, Any]


Answer = str | ToolCall | Reply
Script = Callable[[Sequence[Mapping[str, Any]]], Answer]


def answer_chat(script: Script, *, piece: int = 6, pause: float = 0.0, stop: str = "stop", refuse: Sequence[str] = ()) -> Handler:
    """Return a handler for ``/v1/chat/completions``.

    Args:
        script: From the messages of a request to the answer; a :class:`Reply` is sent as it is, for faults.
        piece: Characters in one piece of a stream.
        pause: Seconds before each piece.
        stop: The reason given for the end of the answer.
        refuse: Fields of a request that are refused, as providers do with what they do not know.
    """
    numbers = count(1)

    def answer(call: Call) -> Reply:
        asked = call.body if isinstance(call.body, dict) else {}
        refused = [name for name in refuse if name in asked]
        if refused or not asked.get("messages"):
            return Reply({"error": {"message": f"unknown field {refused}", "type": "invalid_request_error"}}, status=400)
        said = script(asked["messages"])
        if isinstance(said, Reply):
            return said
        usage = _usage(asked["messages"], said)
        base = {"id": f"chat-{next(numbers)}", "created": 0, "model": asked.get("model", "")}
        if asked.get("stream"):
            wanted = bool((asked.get("stream_options") or {}).get("include_usage"))
            return Reply(_stream(base, said, piece, pause, stop, usage if wanted else None))
        message = {"role": "assistant", **_content(said)}
        choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if isinstance(said, ToolCall) else stop}
        return Reply({**base, "object": "chat.completion", "choices": [choice], "usage": usage}, delay=pause)

    return answer


def _content(said: str | ToolCall) -> dict[str, Any]:
    if isinstance(said, str):
        return {"content": said}
    function = {"name": said.name, "arguments": json.dumps(said.arguments, ensure_ascii=False)}
    return {"content": None, "tool_calls": [{"id": "call-1", "index": 0, "type": "function", "function": function}]}


def _usage(messages: Sequence[Mapping[str, Any]], said: str | ToolCall) -> dict[str, int]:
    asked = sum(len(str(message.get("content", ""))) for message in messages)
    answered = len(str(_content(said).get("content") or ""))
    return {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered}


def _stream(
    base: Mapping[str, Any], said: str | ToolCall, piece: int, pause: float, stop: str, usage: Mapping[str, int] | None
) -> Iterator[bytes]:
    waiting = Event()
    for delta in _deltas(said, piece):
        waiting.wait(pause)
        yield event({**base, "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
    end = "tool_calls" if isinstance(said, ToolCall) else stop
    yield event({**base, "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {}, "finish_reason": end}]})
    if usage is not None:
        yield event({**base, "object": "chat.completion.chunk", "choices": [], "usage": usage})
    yield b"data: [DONE]\n\n"


def _deltas(said: str | ToolCall, piece: int) -> Iterator[dict[str, Any]]:
    yield {"role": "assistant", "content": ""}
    if isinstance(said, str):
        yield from ({"content": said[at : at + piece]} for at in range(0, len(said), piece))
    else:
        yield _content(said)


def event(data: Mapping[str, Any]) -> bytes:
    """Return one event of a stream."""
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
