"""A batch gives what single calls give; one bad brief, or one that kills its process, spoils only itself."""

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant import BatchResult, Event, draft_speech, draft_speeches
from assistant.errors import AssistantError, BatchError, BriefError, TableError, Trouble
from assistant.resources import bundled

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = [bundled("examples") / "brief.yaml", bundled("examples") / "brief-city.yaml"]
BAD = [{}, {"figures": [{"indicator": ""}]}, "没有这个文件.yaml", 7]


def _told(results: list[BatchResult]) -> list[tuple[str, bool, str]]:
    return [(result.name, result.ok, str(result.error or "")) for result in results]


class Killer:
    """A brief that ends the process that unpacks it."""

    def __reduce__(self) -> tuple[Any, tuple[int]]:
        return os._exit, (1,)


def test_in_this_process_each_brief_has_its_own_result() -> None:
    events: list[Event] = []
    results = draft_speeches([BAD[0], SAMPLES[1], *BAD[1:]], model=False, workers=1, on_event=events.append)
    assert [result.name for result in results] == ["第1份任务单", "安澜市", "第3份任务单", "没有这个文件.yaml", "第5份任务单"]
    assert [result.ok for result in results] == [False, True, False, False, False]
    for result, given in zip(results, [BAD[0], SAMPLES[1], *BAD[1:]], strict=True):
        if result.error:
            with pytest.raises(AssistantError) as alone:
                draft_speech(given, model=False)
            assert str(result.error) == str(alone.value)
    assert [event.text for event in events][:2] == ["第1份任务单没有写成（1/5）", "安澜市已写成（2/5）"]
    assert {event.step for event in events} == {"batch"}


def test_nothing_to_do() -> None:
    assert draft_speeches([]) == []


def test_processes_give_what_single_calls_give() -> None:
    briefs = [*SAMPLES, BAD[1], *SAMPLES, BAD[2], *SAMPLES]
    alone = {path: draft_speech(path, model=False, seed=3) for path in SAMPLES}
    results = draft_speeches(iter(briefs), model=False, seed=3, workers=2)
    assert [result.draft for result in results] == [alone.get(brief) if isinstance(brief, Path) else None for brief in briefs]
    assert _told(results)[2][2].startswith("figures[0].indicator：")
    assert isinstance(results[2].error, BriefError) and len(results[2].error.troubles) == 2
    assert all(result.draft.text == alone[brief].text for brief, result in zip(briefs, results, strict=True) if result.draft)


def test_a_brief_that_kills_its_process_is_lost_alone() -> None:
    results = draft_speeches([SAMPLES[0], Killer(), SAMPLES[1], Killer(), SAMPLES[0]], model=False, workers=2)
    assert [result.ok for result in results] == [True, False, True, False, True]
    assert _told(results)[1] == ("第2份任务单", False, "写这一篇的子进程中途退出了（可能是内存不足）；请单独再写这一篇。")


def test_a_script_without_a_guard_is_told_what_to_do(tmp_path: Path) -> None:
    script = tmp_path / "批量.py"
    script.write_text(f"from assistant import draft_speeches\ndraft_speeches([{str(SAMPLES[0])!r}] * 2, model=False, workers=2)\n", "utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), os.environ["PYTHONPATH"]))}
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.strip().split("\n")[-1].startswith("assistant.errors.BatchError: 子进程没有启动起来。如果这是一个脚本，请把")
    assert done.stderr.count("Traceback") == 1  # none of the child's


def test_a_model_that_cannot_be_handed_over_is_refused() -> None:
    with pytest.raises(BatchError, match=r"不能交给子进程；.*workers=1"):
        draft_speeches(SAMPLES, model=lambda: None, workers=2)


@pytest.mark.parametrize(("progress", "shown"), [(None, False), (False, False), (True, True)])
def test_the_bar_is_shown_where_a_person_looks_on(progress: bool | None, shown: bool, capsys: pytest.CaptureFixture[str]) -> None:
    draft_speeches([{}, {}], model=False, workers=1, progress=progress)
    out, err = capsys.readouterr()
    assert (out, "2/2" in err and "起草" in err) == ("", shown)


@pytest.mark.parametrize("kind", [BriefError, TableError])
def test_an_error_travels_with_all_its_troubles(kind: type[BriefError]) -> None:
    error = pickle.loads(pickle.dumps(kind(Trouble("月报.xlsx", "一。"), Trouble("", "二。"))))
    assert type(error) is kind
    assert error.troubles == (Trouble("月报.xlsx", "一。"), Trouble("", "二。"))
    assert str(error) == "月报.xlsx：一。\n二。"
