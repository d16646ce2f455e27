"""A chat model that answers from a script and remembers what it was asked."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field, PrivateAttr

Answer = str | Exception
Script = Callable[[str], Answer] | Sequence[Answer]


class ScriptedChatModel(BaseChatModel):
    """A LangChain chat model for tests and demonstrations: no network, no key.

    Attributes:
        script: A function from the last message's text to an answer, or a list of answers used up one by one. An exception among
            them is raised.
        piece: How many characters a streamed piece holds.

    Example:
        >>> model = ScriptedChatModel(script=["好的。"])
        >>> model.invoke("写一句").content
        '好的。'
        >>> model.asked
        ['写一句']
    """

    script: Any = Field(default_factory=list)
    piece: int = 7
    _asked: list[list[BaseMessage]] = PrivateAttr(default_factory=list)

    @property
    def asked(self) -> list[str]:
        """The text of the last message of every request, in order."""
        return [str(messages[-1].content) for messages in self._asked]

    @property
    def requests(self) -> list[list[BaseMessage]]:
        """All messages of every request, in order."""
        return self._asked

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _answer(self, messages: list[BaseMessage]) -> str:
        self._asked.append(messages)
        if callable(self.script):
            answer = self.script(str(messages[-1].content))
        else:
            place = len(self._asked) - 1
            if place >= len(self.script):
                raise AssertionError(f"剧本只有{len(self.script)}段，第{place + 1}次请求没有答案")
            answer = self.script[place]
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    def _generate(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: CallbackManagerForLLMRun | None = None, **kwargs: Any
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=self._answer(messages)))])

    def _stream(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: CallbackManagerForLLMRun | None = None, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        answer = self._answer(messages)
        for at in range(0, len(answer) or 1, self.piece):
            yield ChatGenerationChunk(message=AIMessageChunk(content=answer[at : at + self.piece]))

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        for chunk in self._stream(messages, stop, **kwargs):
            yield chunk
