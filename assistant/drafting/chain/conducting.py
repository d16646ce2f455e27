"""Run a chain of requests for a caller that waits: events in the caller's own thread, and nothing left running when it stops.

One event loop in a thread of its own serves the whole process, since the connections of a client belong to the loop they were made
in and a notebook has a loop of its own already.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from queue import SimpleQueue
from typing import Any, TypeVar

_T = TypeVar("_T")
_PATIENCE = 5.0  # seconds for aborted requests to close their connections
_lock = threading.Lock()
_loops: list[asyncio.AbstractEventLoop] = []


def conduct(work: Callable[[Callable[[Any], None]], Coroutine[Any, Any, _T]], on_event: Callable[[Any], None]) -> _T:
    """Run a coroutine to its end.

    Args:
        work: Makes the coroutine; what it hands to its argument comes to ``on_event``.
        on_event: Called in this thread, in order. If it raises, all requests are aborted and the error goes on to the caller;
            so it is with an interrupt from the keyboard.

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
            more, event = events.get()
            if not more:
                return future.result()
            on_event(event)
    except BaseException:
        future.cancel()
        ended.wait(_PATIENCE)
        raise


def loop() -> asyncio.AbstractEventLoop:
    """Return the event loop that serves all requests of this process, started when first needed."""
    with _lock:
        if not _loops:
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="requests", daemon=True).start()
            _loops.append(loop)
        return _loops[0]
