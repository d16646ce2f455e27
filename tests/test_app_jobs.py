"""Work off the page: it tells its steps, stops when asked, hands over its result once, and is found by its owner only."""

from collections.abc import Callable
from threading import Event as Flag

import pytest

from assistant import Event, StopDrafting
from desk import jobs
from desk.jobs import Job

pytestmark = pytest.mark.slow

Tell = Callable[[Event], None]


def _over(job: Job) -> Job:
    for _ in job.news(patience=0.01):
        pass
    return job


def test_steps_are_told_in_order_and_the_result_is_handed_over_once() -> None:
    done: list[str] = []

    def work(tell: Tell) -> Callable[[], None]:
        tell(Event("compose", "成绩", "已写好"))
        tell(Event("wait", "", "等待"))
        tell(Event("audit", "", "核对"))
        return lambda: done.append("put")

    job = _over(Job("me", "正在起草", work))
    assert [event.step for event in job.events] == ["compose", "audit"]
    job.finish()
    job.finish()
    assert done == ["put"]


@pytest.mark.parametrize("step", ["model", "text", "wait"])
def test_a_model_is_stopped_at_its_next_step(step: str) -> None:
    asked, stopped = Flag(), Flag()

    def work(tell: Tell) -> Callable[[], None]:
        asked.wait(10)
        try:
            tell(Event(step, "成绩", ""))
        except StopDrafting:
            stopped.set()
        return lambda: None

    job = Job("me", "正在起草", work)
    job.stop()
    asked.set()
    _over(job)
    assert job.stopping
    assert stopped.is_set()


def test_what_is_nearly_done_is_not_stopped() -> None:
    asked = Flag()

    def work(tell: Tell) -> Callable[[], None]:
        asked.wait(10)
        tell(Event("audit", "", "核对"))
        return lambda: None

    job = Job("me", "正在起草", work)
    job.stop()
    asked.set()
    _over(job).finish()


def test_a_failure_is_raised_where_the_result_is_taken() -> None:
    def work(tell: Tell) -> Callable[[], None]:
        raise ZeroDivisionError("x")

    job = _over(Job("me", "正在起草", work))
    with pytest.raises(ZeroDivisionError):
        job.finish()


def test_a_result_is_handed_over_again_where_a_newer_click_broke_in() -> None:
    class NewerClick(BaseException):
        pass

    clicks, done = [NewerClick()], []

    def put() -> None:
        if clicks:
            raise clicks.pop()
        done.append("put")

    job = _over(Job("me", "正在起草", lambda tell: put))
    with pytest.raises(NewerClick):
        job.finish()
    job.finish()
    assert done == ["put"]


def test_work_is_found_again_by_its_owner_until_its_result_is_taken() -> None:
    job = _over(Job("me", "正在起草", lambda tell: lambda: None))
    assert jobs.find(job.identifier, "me") is job
    assert jobs.find(job.identifier, "somebody else") is None
    assert jobs.find("", "me") is None
    job.finish()
    assert jobs.find(job.identifier, "me") is None


def test_results_nobody_came_for_do_not_pile_up() -> None:
    made = [_over(Job("me", "正在起草", lambda tell: lambda: None)) for _ in range(60)]
    found = [job for job in made if jobs.find(job.identifier, "me")]
    assert 40 < len(found) <= 51
    assert made[-1] in found
