"""One request to a chat model: streamed, limited in time and length, recorded."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from assistant.errors import ModelError
from assistant.prompts import Message

STOPPED = "已按要求停下"
OnPiece = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked of a model and what it answered, without keys.

    Attributes:
        step: ``plan``, ``section`` or ``repair``.
        section: Key of the section; empty for the plan.
        messages: What was sent.
        answer: What came back, also where it broke off.
        seconds: Wall clock of the request.
        first: Seconds until the first piece; zero where none came.
        tokens_in: Tokens of the request as the endpoint counts them; zero where it does not say.
        tokens_out: Tokens of the answer.
        fault: Why it broke off; empty where it did not.
    """

    step: str
    section: str
    messages: tuple[Message, ...]
    answer: str
    seconds: float
    first: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take.

    Attributes:
        seconds: Wall clock of one request, whether pieces still trickle in or not.
        at_once: Requests under way at the same time.
        repairs: Rounds of repair.
        attempts: How often a section is asked for.
    """

    seconds: float = 180.0
    at_once: int = 4
    repairs: int = 2
    attempts: int = 2


@dataclass
class Correspondence:
    """The requests of one draft.

    Args:
        model: A LangChain chat model.
        limits: What a request may take.
        explain: Tells in one Chinese sentence what an exception of the model's client means.
        clock: Gives seconds; for the record only.
    """

    model: Any
    limits: Limits
    explain: Callable[[Exception], str]
    clock: Callable[[], float] = perf_counter
    exchanges: list[Exchange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._under_way: set[asyncio.Task[str]] = set()
        self._stopped = False
        self._gate = asyncio.Semaphore(self.limits.at_once)

    def stop(self) -> None:
        """Abort every request under way and send no other. To be called in the loop that the requests run in."""
        self._stopped = True
        for task in self._under_way:
            task.cancel()

    async def ask(self, step: str, section: str, messages: Sequence[Message], most: int, on_piece: OnPiece | None = None) -> str:
        """Wait for a turn, send one request and return the answer.

        Args:
            step: ``plan``, ``section`` or ``repair``.
            section: Key of the section.
            messages: System and user message.
            most: Characters at which the answer is cut off; a model that runs on is not waited for.
            on_piece: Called with each piece of the answer as it comes.

        Raises:
            ModelError: The endpoint failed, took longer than the limit, or the correspondence was stopped; the message says what to do.
        """
        if self._stopped:
            raise ModelError(STOPPED)
        task = asyncio.ensure_future(self._exchange(step, section, messages, most, on_piece))
        self._under_way.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            if not self._stopped:
                task.cancel()
                raise
            raise ModelError(STOPPED) from None
        finally:
            self._under_way.discard(task)

    async def _exchange(self, step: str, section: str, messages: Sequence[Message], most: int, on_piece: OnPiece | None) -> str:
        # not LangChain's max_concurrency: requests that are cancelled while they wait for their turn would never be awaited
        async with self._gate:
            return await self._answered(step, section, messages, most, on_piece)

    async def _answered(self, step: str, section: str, messages: Sequence[Message], most: int, on_piece: OnPiece | None) -> str:
        started = self.clock()
        record = _Record()
        fault = ""
        try:
            async with asyncio.timeout(self.limits.seconds):
                await self._stream(messages, most, record, on_piece)
        except TimeoutError as error:
            fault = f"模型 {self.limits.seconds:g} 秒内没有答完，可换一个快些的模型，或调大 ASSISTANT_TIMEOUT"
            raise ModelError(fault) from error
        except ModelError as error:
            fault = str(error)
            raise
        except Exception as error:
            fault = self.explain(error)
            raise ModelError(fault) from error
        finally:
            first = record.first - started if record.first else 0.0
            self.exchanges.append(
                Exchange(
                    step, section, tuple(messages), record.text, self.clock() - started, first, record.tokens_in, record.tokens_out, fault
                )
            )
        return record.text

    async def _stream(self, messages: Sequence[Message], most: int, record: "_Record", on_piece: OnPiece | None) -> None:
        from langchain_core.messages import HumanMessage, SystemMessage

        sent = [(SystemMessage if message.role == "system" else HumanMessage)(message.text) for message in messages]
        stream = self.model.astream(sent)
        try:
            async for chunk in stream:
                piece = _text_of(chunk)
                usage = getattr(chunk, "usage_metadata", None) or {}
                record.tokens_in = max(record.tokens_in, int(usage.get("input_tokens", 0)))
                record.tokens_out = max(record.tokens_out, int(usage.get("output_tokens", 0)))
                if piece:
                    record.first = record.first or self.clock()
                    record.text += piece
                    if on_piece:
                        on_piece(piece)
                if len(record.text) > most:
                    break
        finally:
            if hasattr(stream, "aclose"):
                await stream.aclose()


@dataclass
class _Record:
    text: str = ""
    first: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0


def _text_of(chunk: Any) -> str:
    """Return the text of a piece; parts that are no text (reasoning, tool calls) are passed over."""
    content = getattr(chunk, "content", chunk)
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in content if _is_text(part))
    return ""


def _is_text(part: Any) -> bool:
    return isinstance(part, str) or (isinstance(part, dict) and part.get("type", "text") == "text")
