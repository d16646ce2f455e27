"""Stand-ins for the outside world: a model endpoint on this machine, for tests, the demonstration and the documents.

Whoever builds on this package can test a notebook or a script without a key and without a network. There are two ways in:

- :class:`ScriptedChatModel` is a LangChain chat model that answers from a script and remembers what it was asked. It goes in as
  ``model=`` and needs no server.
- :class:`EndpointServer` speaks the OpenAI-compatible protocol on the loopback address. It goes in as the address of the settings, so
  that time-outs, retries, broken streams and headers are those of the real client.

A script is a function from what was asked to the answer. The request for a section says ``# 现在写：成绩`` in its last message, a
request for repair ``# 要改的句子``; any other is the request for the plan. In place of an answer a :class:`Reply` makes a fault.

Example:
    A model that writes one section and is of no use in the others; the built-in composer steps in, and every number is still proven:

    >>> from assistant import draft_speech, sample_brief
    >>> from assistant.testing import ScriptedChatModel
    >>> def script(asked):
    ...     return "同志们，欠账不怕，怕的是不认账。让我们一笔一笔还清，一步一步赶上！" if "# 现在写：结尾" in asked else "好的。"
    >>> draft = draft_speech(sample_brief(), model=ScriptedChatModel(script=script))
    >>> draft.ok, "怕的是不认账" in draft.text, list(draft.writing.by_model)
    (True, True, ['结尾'])

    The same over HTTP, with an endpoint that refuses the key:

    >>> from pathlib import Path
    >>> from assistant import Settings
    >>> from assistant.errors import ModelError
    >>> from assistant.testing import EndpointServer, Reply
    >>> with EndpointServer({"/v1/chat/completions": lambda call: Reply({"error": {}}, status=401)}) as server:
    ...     settings = Settings(home=Path("~").expanduser(), model="any", base_url=server.base_url)
    ...     try:
    ...         draft_speech(sample_brief(), settings=settings)
    ...     except ModelError as error:
    ...         print(error)
    ...     len(server.calls)
    模型服务不接受所给的密钥（401），请检查密钥是否正确、是否过期
    1
"""

from typing import Any

from assistant.testing.chat import ToolCall, answer_chat
from assistant.testing.embedding import answer_embeddings
from assistant.testing.server import Call, EndpointServer, Handler, Reply

__all__ = ["Call", "EndpointServer", "Handler", "Reply", "ScriptedChatModel", "ToolCall", "answer_chat", "answer_embeddings"]


def __getattr__(name: str) -> Any:
    """Load the scripted chat model when it is asked for, since LangChain takes its time."""
    if name != "ScriptedChatModel":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from assistant.testing.scripted import ScriptedChatModel

    return ScriptedChatModel
