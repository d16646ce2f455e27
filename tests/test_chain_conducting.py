"""A caller never waits for nobody: work that ends, fails, is cancelled or loses its thread is told at once."""

import asyncio
import multiprocessing
import threading
from collections.abc import Callable
from typing import Any

import pytest

from assistant.drafting.chain import conducting
from assistant.drafting.chain.conducting import conduct, loop
from assistant.errors import ModelError


def test_events_come_in_order_in_the_callers_thread() -> None:
    seen: list[tuple[int, str]] = []

    async def work(put: Callable[[Any], None]) -> str:
        for number in range(5):
            put(number)
            await asyncio.sleep(0)
        return "done"

    assert conduct(work, lambda event: seen.append((event, threading.current_thread().name))) == "done"
    assert seen == [(number, threading.current_thread().name) for number in range(5)]


def test_what_the_work_raises_comes_to_the_caller() -> None:
    async def work(put: Callable[[Any], None]) -> None:
        put(1)
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        conduct(work, lambda event: None)


def test_what_the_caller_raises_stops_the_work() -> None:
    stopped = threading.Event()

    async def work(put: Callable[[Any], None]) -> None:
        put(1)
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    def broken(event: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        conduct(work, broken)
    assert stopped.is_set()


def test_a_silent_model_can_be_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conducting, "_LOOK", 0.01)
    stopped = threading.Event()

    async def work(put: Callable[[Any], None]) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    def enough() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        conduct(work, lambda event: None, enough)
    assert stopped.is_set()


def test_a_thread_that_dies_is_told_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conducting, "_LOOK", 0.01)

    async def work(put: Callable[[Any], None]) -> None:
        asyncio.get_running_loop().stop()
        await asyncio.Event().wait()

    dying = loop()
    with pytest.raises(ModelError, match="意外中断"):
        conduct(work, lambda event: None)
    assert loop() is not dying
    assert conduct(_nothing, lambda event: None) == "fine"
    for task in asyncio.all_tasks(dying):
        task.cancel()
    dying.run_until_complete(asyncio.sleep(0.01))
    dying.close()


async def _nothing(put: Callable[[Any], None]) -> str:
    return "fine"


def _in_child(queue: Any) -> None:
    queue.put(conduct(_nothing, lambda event: None))


@pytest.mark.slow
@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_has_a_loop_of_its_own() -> None:
    assert conduct(_nothing, lambda event: None) == "fine"
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=_in_child, args=(queue,))
    child.start()
    try:
        assert queue.get(timeout=20) == "fine"
    finally:
        child.kill()
        child.join()
        queue.close()
