"""Speeches for many counties at once: in processes, each with the exemplar index open once; one bad brief spoils only itself."""

import multiprocessing
import os
import pickle
import signal
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.api import draft_speech, open_index
from assistant.brief import Brief
from assistant.draft import Draft, Event, OnEvent
from assistant.errors import AssistantError, BatchError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.exemplars import CorpusIndex

_AHEAD = 2  # briefs handed to each process at a time: the rest wait here, so that memory does not grow with their number
_NOT_STARTED = '子进程没有启动起来。如果这是一个脚本，请把这段程序写在 if __name__ == "__main__": 下面；也可以写 workers=1，不用子进程。'
_DIED = "写这一篇的子进程中途退出了（可能是内存不足）；请单独再写这一篇。"


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What came of one brief of a batch.

    Attributes:
        name: What the brief is called: its region, its file, or its place in the batch.
        draft: The draft; ``None`` where there is none.
        error: Why there is no draft; ``None`` where there is one.
    """

    name: str
    draft: Draft | None = None
    error: AssistantError | None = None

    @property
    def ok(self) -> bool:
        """True when there is a draft and it is ok."""
        return self.draft is not None and self.draft.ok


@dataclass(frozen=True, slots=True)
class _Order:
    """One brief with all that is needed to draft it, in any process."""

    place: int
    source: Any
    seed: int
    model: Any
    settings: Settings | None


def draft_speeches(
    briefs: Iterable[Any],
    *,
    model: Any = None,
    seed: int = 0,
    workers: int | None = None,
    progress: bool | None = None,
    on_event: OnEvent | None = None,
    settings: Settings | None = None,
) -> list[BatchResult]:
    """Draft a speech for each of many briefs, several at a time.

    Args:
        briefs: Each anything :meth:`assistant.Brief.of` takes; a file is read where it is drafted from.
        model: As for :func:`assistant.draft_speech`; a model object must be one that can be pickled.
        seed: As for :func:`assistant.draft_speech`; the same for all.
        workers: Number of processes; default: one for each core, at most one for each brief. 1 drafts in this process.
        progress: Whether to show a bar; default: where a person looks on (a terminal).
        on_event: Called with an :class:`Event` (``batch``) after each brief.
        settings: As for :func:`assistant.draft_speech`.

    Returns:
        One result for each brief, in their order; the same drafts that single calls give. A brief that cannot be used leaves its
        error in its own result.

    Raises:
        BatchError: No process could be started, or the model cannot be handed to one.
        CorpusError: The exemplar index cannot be opened.

    Example:
        >>> from assistant import sample_brief
        >>> good, bad = draft_speeches([sample_brief(), {}], model=False, workers=1)
        >>> good.draft.ok, str(bad.error).startswith("要点")
        (True, True)
    """
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        raise SystemExit(1)  # a process just starting runs an unguarded script again: its parent tells what to do
    orders = [_Order(place, source, seed, model, settings) for place, source in enumerate(briefs)]
    workers = min(workers or _cores(), len(orders))
    results: list[BatchResult | None] = [None] * len(orders)
    for done, (place, result) in enumerate(_shown(_made(orders, workers), len(orders), progress), 1):
        results[place] = result
        if on_event:
            told = "已写成" if result.draft else "没有写成"
            on_event(Event("batch", "", f"{result.name}{told}（{done}/{len(orders)}）"))
    return [result for result in results if result is not None]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _shown(made: Iterator[tuple[int, BatchResult]], total: int, progress: bool | None) -> Iterable[tuple[int, BatchResult]]:
    from tqdm import tqdm

    return tqdm(made, total=total, desc="起草", unit="篇", disable=None if progress is None else not progress)


def _made(orders: Sequence[_Order], workers: int) -> Iterator[tuple[int, BatchResult]]:
    """Yield place and result of every order as they are done."""
    if not orders:
        return
    index = open_index()  # built before anybody else opens it
    if workers <= 1:
        yield from ((order.place, _result(order, index)) for order in orders)
        return
    _check_portable(orders[0].model)
    left = yield from _by_processes(orders, workers)
    while left:  # one at a time, so that only the brief that kills its process is lost
        broken = yield from _by_processes(left, 1)
        if broken:
            yield broken[0].place, BatchResult(_name(broken[0]), error=BatchError(_DIED))
        left = broken[1:]


def _check_portable(model: Any) -> None:
    try:
        pickle.dumps(model)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise BatchError("这个模型对象不能交给子进程；请改用 ASSISTANT_MODEL 等设置，或写 workers=1。") from error


def _by_processes(orders: Sequence[_Order], workers: int) -> Generator[tuple[int, BatchResult], None, list[_Order]]:
    """Yield results as they are done; return the orders that are left where a process died, in their order."""
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_interrupts)
    waiting = iter(orders)
    running: dict[Future[BatchResult], _Order] = {}
    left: list[_Order] = []
    try:
        _start(pool)
        for order in waiting:
            try:
                running[pool.submit(_result, order)] = order
            except BrokenProcessPool:
                left.append(order)
            if left or len(running) >= workers * _AHEAD:
                yield from _finished(running, left)
            if left:
                break
        while running:
            yield from _finished(running, left)
    finally:
        pool.shutdown(wait=not running, cancel_futures=True)
    return sorted([*left, *waiting], key=lambda each: each.place)


def _start(pool: ProcessPoolExecutor) -> None:
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool:
        raise BatchError(_NOT_STARTED) from None


def _finished(running: dict[Future[BatchResult], _Order], left: list[_Order]) -> Iterator[tuple[int, BatchResult]]:
    """Wait for the next results and yield them; what died goes to those that are left."""
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        order = running.pop(future)
        try:
            yield order.place, future.result()
        except BrokenProcessPool:
            left.append(order)


def _leave_interrupts() -> None:
    """Let the parent alone answer to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@cache
def _own_index() -> "CorpusIndex":
    """The index of a worker process, opened once."""
    return open_index()


def _result(order: _Order, index: "CorpusIndex | None" = None) -> BatchResult:
    """Draft one speech; whatever goes wrong belongs to this brief alone."""
    try:
        brief = Brief.of(order.source)
        draft = draft_speech(brief, model=order.model, seed=order.seed, index=index or _own_index(), settings=order.settings)
        return BatchResult(brief.region or _name(order), draft)
    except AssistantError as error:
        return BatchResult(_name(order), error=error)
    except Exception as error:
        return BatchResult(_name(order), error=BatchError(f"程序内部错误（{type(error).__name__}）；请单独再写这一篇，并反馈这一行。"))


def _name(order: _Order) -> str:
    return Path(order.source).name if isinstance(order.source, str | Path) else f"第{order.place + 1}份任务单"
