"""Tools that a model may call instead of answering, with a way for endpoints that know none."""

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import ModelError
from assistant.models.chat import Chat, explain
from assistant.prompts import Message

_UNKNOWN = frozenset([400, 404, 405, 415, 422, 501])
"""What endpoints answer to a field that they do not know."""
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Called:
    """A tool that a model has called.

    Attributes:
        name: Name of the tool.
        arguments: Its arguments, as the model gave them.
    """

    name: str
    arguments: Mapping[str, Any]


async def call_tools(
    chat: Chat, messages: Sequence[Message], tools: Sequence[Mapping[str, Any]], in_words: str, seconds: float
) -> tuple[Called, ...]:
    """Ask a model which tools to call.

    An endpoint that refuses tools, or a model that cannot be given any, is asked again in plain text for the same calls as JSON.

    Args:
        chat: The model.
        messages: System and user message.
        tools: JSON schema of each tool, as the OpenAI protocol has it.
        in_words: What is added to the last message where tools cannot be sent: how to answer as JSON.
        seconds: Time limit of one request.

    Returns:
        The calls in order; none where the answer holds none that can be read.

    Raises:
        ModelError: The endpoint failed.
    """
    try:
        bound = chat.model.bind_tools(list(tools))
    except NotImplementedError:
        return read_calls(str((await _answer(chat.model, _plain(messages, in_words), seconds)).content))
    try:
        answer = await _answer(bound, messages, seconds)
    except ModelError as error:
        if getattr(error.__cause__, "status_code", None) not in _UNKNOWN:
            raise
        answer = await _answer(chat.model, _plain(messages, in_words), seconds)
    called = tuple(Called(one["name"], one["args"]) for one in getattr(answer, "tool_calls", ()) or ())
    return called or read_calls(_text(answer))


def _plain(messages: Sequence[Message], in_words: str) -> list[Message]:
    return [*messages[:-1], Message(messages[-1].role, f"{messages[-1].text}\n\n{in_words}")]


async def _answer(model: Any, messages: Sequence[Message], seconds: float) -> Any:
    try:
        async with asyncio.timeout(seconds):
            return await model.ainvoke([(message.role, message.text) for message in messages])
    except TimeoutError as error:
        raise ModelError(f"模型 {seconds:g} 秒内没有答完，可换一个快些的模型，或调大 ASSISTANT_TIMEOUT") from error
    except Exception as error:
        raise ModelError(explain(error)) from error


def _text(answer: Any) -> str:
    content = answer.content
    if isinstance(content, str):
        return content[:_MOST]
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in content)[:_MOST]


def read_calls(text: str) -> tuple[Called, ...]:
    """Return the calls that a plain answer holds as JSON: one object or a list of them, with or without words around it.

    Args:
        text: The answer.

    Example:
        >>> read_calls('[{"tool": "undo", "steps": 1}]')
        (Called(name='undo', arguments={'steps': 1}),)
    """
    for match in re.finditer(r"\[.*\]|\{.*\}", text, re.DOTALL):
        try:
            found = json.loads(match[0])
        except ValueError:
            continue
        records = found if isinstance(found, list) else [found]
        return tuple(called for record in records if isinstance(record, dict) and (called := _called(record)))
    return ()


def _called(record: Mapping[str, Any]) -> Called | None:
    name = record.get("tool") or record.get("name")
    arguments = record.get("arguments", record.get("args"))
    if arguments is None:
        arguments = {key: value for key, value in record.items() if key not in {"tool", "name"}}
    return Called(name, arguments) if isinstance(name, str) and isinstance(arguments, dict) else None
