"""Work that takes a while, off the page: it goes on through clicks, reloads and changes of page, and can be stopped."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Semaphore, Thread
from typing import Any
from uuid import uuid4

from assistant import Event, StopDrafting

Tell = Callable[[Event], None]
Finish = Callable[[], None]
_MOST_KEPT = 50
_turns = Semaphore(2)  # work that computes runs two at a time: more would end no sooner, and make every page wait
_STOPPABLE = frozenset({"model", "text", "wait"})  # steps of a model; the built-in composer is done before one could stop it


class Job:
    """A piece of work in a thread of its own; nothing in it may touch the page.

    Attributes:
        identifier: Name that nobody can guess.
        owner: Whose it is.
        label: What is being done, in a few words.
        events: What has happened so far, the last text of every section included.
        error: What it failed with, or ``None``.
    """

    def __init__(self, owner: str, label: str, work: Callable[[Tell], Finish], *, computes: bool = False) -> None:
        """Begin the work.

        Args:
            owner: Whose it is.
            label: What is being done.
            work: Called in the thread with a function that takes events; returns what has to be done on the page when it is over.
            computes: Whether it keeps a processor busy, rather than waiting for a model: such work waits its turn.
        """
        self.identifier = uuid4().hex
        self.owner = owner
        self.label = label
        self.events: list[Event] = []
        self.error: Exception | None = None
        self._work = work
        self._turn: AbstractContextManager[Any] = _turns if computes else nullcontext()
        self._finish: Finish | None = None
        self._taken = False
        self._news: SimpleQueue[None] = SimpleQueue()
        self._stop = Flag()
        self._thread = Thread(target=self._run, name="desk-job", daemon=True)
        self._thread.start()
        _keep(self)

    @property
    def done(self) -> bool:
        """Whether nothing more will happen."""
        return not self._thread.is_alive()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask it to stop at the next step; what is finished is kept."""
        self._stop.set()

    def news(self, patience: float = 0.2) -> Iterator[None]:
        """Yield each time something has happened, and at least every ``patience`` seconds, until the work is over."""
        while not self.done:
            try:
                self._news.get(timeout=patience)
            except Empty:
                continue
            finally:
                yield

    def finish(self) -> None:
        """Do on the page what the result asks for, once: a second tab with the same work has nothing left to do.

        Where a newer click breaks the run off half-way (no ``Exception``), the next run does it again, so that no result is lost.

        Raises:
            Exception: What the work failed with.
        """
        if self._taken:
            return
        try:
            if self.error is not None:
                raise self.error
            if self._finish is not None:
                self._finish()
        except Exception:
            self._take()
            raise
        self._take()

    def _take(self) -> None:
        self._taken = True
        _kept.pop(self.identifier, None)

    def _run(self) -> None:
        try:
            with self._turn:
                self._finish = self._work(self._tell)
        except Exception as error:
            self.error = error
        self._news.put(None)

    def _tell(self, event: Event) -> None:
        if event.step != "wait":
            self.events.append(event)
            self._news.put(None)
        if self._stop.is_set() and event.step in _STOPPABLE:
            raise StopDrafting("已停止")


_kept: dict[str, Job] = {}  # of all sessions, until the result was taken: a page that was reloaded finds its work again


def find(identifier: str, owner: str) -> Job | None:
    """Return a piece of work whose result nobody has taken yet; that of another person is not there."""
    job = _kept.get(identifier)
    return job if job is not None and job.owner == owner else None


def _keep(job: Job) -> None:
    """Keep work to be found again; results that nobody came for go, the oldest first: the library has them."""
    _kept[job.identifier] = job
    over = [one for one in tuple(_kept.values()) if one.done][:-_MOST_KEPT]
    for old in over:
        _kept.pop(old.identifier, None)
