"""Stand-ins for the outside world: a model endpoint on this machine, for tests, the demonstration and the documents."""

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
