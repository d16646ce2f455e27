"""Run a chain of requests for a caller that waits: events in the caller's own thread, and nothing left running when it stops.

One event loop in a thread of its own serves the whole process, since the connections of a client belong to the loop they were made
in and a notebook has a loop of its own already.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from assistant.errors import ModelError

_T = TypeVar("_T")
_PATIENCE = 5.0  # seconds for aborted requests to close their connections
_LOOK = 1.0  # seconds after which a caller who has heard nothing looks whether anybody is still at work
_lock = threading.Lock()
_running: list[tuple[asyncio.AbstractEventLoop, threading.Thread]] = []


def conduct(
    work: Callable[[Callable[[Any], None]], Coroutine[Any, Any, _T]],
    on_event: Callable[[Any], None],
    on_silence: Callable[[], None] | None = None,
) -> _T:
    """Run a coroutine to its end.

    Args:
        work: Makes the coroutine; what it hands to its argument comes to ``on_event``.
        on_event: Called in this thread, in order. If it raises, all requests are aborted and the error goes on to the caller;
            so it is with an interrupt from the keyboard.
        on_silence: Called in this thread after each second without an event, as ``on_event``: a model may keep silent for minutes, and
            the caller may have had enough.

    Returns:
        What the coroutine returns.
    """
    events: SimpleQueue[tuple[bool, Any]] = SimpleQueue()
    ended = threading.Event()

    async def whole() -> _T:
        try:
            return await work(lambda event: events.put((True, event)))
        finally:
            ended.set()
            events.put((False, None))

    future = asyncio.run_coroutine_threadsafe(whole(), loop())
    try:
        while True:
            more, event = _next(events, future, on_silence)
            if not more:
                return future.result()
            on_event(event)
    except BaseException:
        future.cancel()
        if _alive():
            ended.wait(_PATIENCE)
        raise


def _next(events: "SimpleQueue[tuple[bool, Any]]", future: "Future[Any]", on_silence: Callable[[], None] | None) -> tuple[bool, Any]:
    """Return the next event; an end where the work ended without a word, an error where nobody is left to do it."""
    while True:
        try:
            return events.get(timeout=_LOOK)
        except Empty:
            if future.done():
                return False, None
            if not _alive():
                raise ModelError("与模型的通信意外中断，请再试一次") from None
            if on_silence is not None:
                on_silence()


def _alive() -> bool:
    return bool(_running) and _running[-1][1].is_alive()


def loop() -> asyncio.AbstractEventLoop:
    """Return the event loop that serves all requests of this process, started when first needed.

    A process that was forked has the loop of its parent but not the thread that ran it: it gets one of its own.
    """
    with _lock:
        if not _alive():
            fresh = asyncio.new_event_loop()
            thread = threading.Thread(target=fresh.run_forever, name="requests", daemon=True)
            thread.start()
            _running.append((fresh, thread))
        return _running[-1][0]
