"""Sessions killed at any point, and several processes at once: what was confirmed is there afterwards."""

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from assistant import Library
from tests.library_drafts import bytes_of, small_draft
from tests.library_places import BOTH, place

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[1]
POINTS, EDITS = 30, 12
WRITERS, EACH = 4, 15
ENDLESS = 100_000  # more than any session gets to: the signal always finds it at work


@pytest.fixture(params=BOTH)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    with place(request.param, tmp_path) as found:
        yield found


def _process() -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.library_session"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def sessions() -> Iterator["subprocess.Popen[str]"]:
    with _process() as process:
        yield process


def _run(process: "subprocess.Popen[str]", **order: Any) -> int:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({"edits": EDITS, **order}) + "\n")
    process.stdin.flush()
    return int(process.stdout.readline())


def _told(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []


def _missing(library: Library, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what was confirmed and is not there; where the kill met a deletion, the draft may be there or not, but whole."""
    gone = {one["id"] for one in told if one["kind"] == "delete"}
    going = {one["id"] for one in told if one["kind"] == "deleting"} - gone
    here = {entry.id for entry in library.drafts()}
    missing = [{"kind": "undeleted", "id": found} for found in gone & here]
    for one in told:
        if one["kind"] == "say":
            found = [message.text for message in library.messages(one["chat"])]
            missing += [one] if found != [one["text"]] else []
        elif one["kind"] == "save" and one["id"] not in gone and (one["id"] in here or one["id"] not in going):
            missing += [one] if one["id"] not in here or library.load(one["id"], one["version"]).text != one["text"] else []
    return missing


def _whole(library: Library) -> bool:
    """Tell whether every draft has all its versions, each of which can be read."""
    for entry in library.drafts():
        numbers = [version.number for version in library.versions(entry.id)]
        if numbers != list(range(1, entry.versions + 1)):
            return False
        for number in numbers:
            library.load(entry.id, number)
    return True


def _ending(point: int, rng: Random) -> dict[str, int]:
    """Half of the sessions die at a statement, the others wherever the signal meets them."""
    if point % 2:
        return {"statement": rng.randrange(1, 70)}
    return {"confirmed": rng.randrange(EDITS), "spins": rng.randrange(200_000), "edits": ENDLESS}


def test_what_was_confirmed_survives_being_killed(where: Path | str, tmp_path: Path, sessions: "subprocess.Popen[str]") -> None:
    rng, told, unconfirmed = Random(20261009), [], 0
    for point in range(POINTS):
        log = tmp_path / f"log{point}"
        assert _run(sessions, place=str(where), log=str(log), seed=point, **_ending(point, rng)) in (signal.SIGKILL, -signal.SIGKILL)
        told += _told(log)
        with Library.open(where) as library:
            assert library.notices == ()
            assert _missing(library, told) == []
            assert _whole(library)
            saved = sum(entry.versions for entry in library.drafts())
    deleted = {one["id"] for one in told if one["kind"] == "deleting"}
    confirmed = sum(one["kind"] == "save" and one["id"] not in deleted for one in told)
    unconfirmed = saved - confirmed
    assert confirmed > POINTS  # the sessions did get somewhere
    assert unconfirmed <= 2 * POINTS  # at most the edit under way, and a draft whose deletion was met


def test_a_text_deleted_in_a_killed_session_is_not_in_the_bytes(tmp_path: Path, sessions: "subprocess.Popen[str]") -> None:
    log = tmp_path / "log"
    assert _run(sessions, place=str(tmp_path), log=str(log), seed=4, edits=60) == 0
    gone = {one["id"] for one in _told(log) if one["kind"] == "delete"}
    texts = {one["text"].split("这是")[1].split("。")[0] for one in _told(log) if one["kind"] == "save" and one["id"] in gone}
    kept = {one["text"].split("这是")[1].split("。")[0] for one in _told(log) if one["kind"] == "save" and one["id"] not in gone}
    assert len(texts) > 5
    found = bytes_of(tmp_path)
    assert [text for text in texts if f"这是{text}。".encode() in found] == []
    assert any(f"这是{text}。".encode() in found for text in kept)


def test_several_processes_lose_nothing(where: Path | str, tmp_path: Path) -> None:
    processes = [_process() for _ in range(WRITERS)]
    logs = [tmp_path / f"log{number}" for number in range(WRITERS)]
    try:
        for number, (process, log) in enumerate(zip(processes, logs, strict=True)):
            assert process.stdin
            process.stdin.write(json.dumps({"place": str(where), "log": str(log), "seed": number, "edits": 40}) + "\n")
            process.stdin.flush()
        assert [process.stdout.readline() for process in processes if process.stdout] == ["0\n"] * WRITERS
    finally:
        for process in processes:
            process.communicate()
    told = [one for log in logs for one in _told(log)]
    with Library.open(where) as library:
        assert (_missing(library, told), _whole(library), library.notices) == ([], True, ())


WRITER = """
import sys
from pathlib import Path
from assistant import Library
from tests.library_drafts import again
where, identifier, name, count = sys.argv[1:]
with Library.open(where if "://" in where else Path(where)) as library:
    for number in range(int(count)):
        print(again(library.load(identifier), f"{name}写的第{number}稿").save(library).version)
"""


def test_several_writers_of_one_draft_get_a_version_each_time(where: Path | str) -> None:
    with Library.open(where) as library:
        identifier = small_draft().save(library).id
    names = "甲乙丙丁"[:WRITERS]
    command = [sys.executable, "-c", WRITER, str(where), identifier]
    writers = [subprocess.Popen([*command, name, str(EACH)], cwd=ROOT, stdout=subprocess.PIPE, text=True) for name in names]
    numbers = [int(line) for writer in writers for line in writer.communicate()[0].split()]
    assert sorted(numbers) == list(range(2, WRITERS * EACH + 2))
    with Library.open(where) as library:
        texts = [library.load(identifier, number).text for number in numbers]
    said = Counter(name for text in texts for name in names if f"这是{name}写的第" in text)
    assert said == dict.fromkeys(names, EACH)
    assert len(set(texts)) == WRITERS * EACH


NEWCOMER = """
import sys
from pathlib import Path
from assistant import Library
from tests.library_drafts import small_draft
with Library.open(sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1])) as library:
    print(small_draft(sys.argv[2]).save(library).id)
"""


@pytest.mark.parametrize("fresh", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_several_processes_make_one_library(fresh: str, tmp_path: Path) -> None:
    with place(fresh, tmp_path) as where:
        if fresh == "sqlite":
            where = tmp_path / "not made yet"
        command = [sys.executable, "-c", NEWCOMER, str(where)]
        makers = [subprocess.Popen([*command, str(number)], cwd=ROOT, stdout=subprocess.PIPE, text=True) for number in range(WRITERS)]
        ids = {maker.communicate()[0].strip() for maker in makers}
        with Library.open(where) as library:
            assert {entry.id for entry in library.drafts()} == ids
            assert (len(ids), library.notices) == (WRITERS, ())
