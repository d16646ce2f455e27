"""The index as a cache that can be trusted: threads, processes, kill -9, damaged files, a full disk, a server."""

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.exemplars import ExemplarIndex, Passage, open_index
from assistant.exemplars.corpus import OwnCorpus
from assistant.exemplars.index import Server, connection
from assistant.exemplars.opening import server_of
from tests.index_worker import speech

ROOT = Path(__file__).resolve().parents[1]
PASSAGES = [Passage(f"p{at}", "s", speech(at).splitlines()[2 + at % 6], "措施") for at in range(60)]
CHROMA = Path(sys.executable).with_name("chroma")


# Threads


@pytest.mark.slow
def test_many_threads_build_and_open_one_directory(tmp_path: Path) -> None:
    """chromadb itself breaks here: without a lock around opening and closing, every tenth round fails on a busy machine."""
    said: list[object] = []

    def open_and_ask(home: Path, start: threading.Barrier) -> None:
        start.wait()
        try:
            index = ExemplarIndex(PASSAGES, home)
            said.append((index.health(), len(index.retrieve("项目", k=3))))
            index.close()
        except Exception as error:
            said.append(error)

    for round_ in range(40):
        start = threading.Barrier(4)
        threads = [threading.Thread(target=open_and_ask, args=(tmp_path / str(round_), start)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert said == [(True, 3)] * 160


# A directory


def test_a_reader_opens_what_another_has_rebuilt(tmp_path: Path) -> None:
    reader, other = ExemplarIndex(PASSAGES, tmp_path), ExemplarIndex(PASSAGES, tmp_path)
    before = reader.place
    other.rebuild()
    assert len(reader.retrieve("项目", k=3)) == 3
    assert reader.place == other.place != before
    assert not Path(before).exists()
    reader.close()
    other.close()


def test_a_new_passage_costs_its_own_vector_only(tmp_path: Path) -> None:
    embedded: list[int] = []

    class Counting:
        label = "counting-8"
        semantic = False

        def embed(self, texts: list[str]) -> list[list[float]]:
            embedded.append(len(texts))
            return [[float(len(text)), *map(float, text.encode()[:7])] for text in texts]

    for count in (58, 60, 59):
        index = ExemplarIndex(PASSAGES[:count], tmp_path, embedding=Counting())
        assert index.health()
        index.close()
    assert embedded == [58, 2]


def test_a_damaged_neighbour_is_not_taken_over(tmp_path: Path) -> None:
    first = ExemplarIndex(PASSAGES[:58], tmp_path)
    place = Path(first.place)
    first.close()
    for child in [child for child in place.iterdir() if child.is_dir()]:
        shutil.rmtree(child)
    second = ExemplarIndex(PASSAGES, tmp_path)
    assert second.health()
    second.close()


@pytest.mark.slow
def test_a_thousand_passages_and_more_are_found_whole(tmp_path: Path) -> None:
    many = [Passage(f"p{at}", "s", speech(at), "措施") for at in range(1200)]
    index = ExemplarIndex(many, tmp_path)
    assert index.health()
    place = index.place
    index.close()
    shutil.rmtree(next(child for child in Path(place).iterdir() if child.is_dir()))
    again = ExemplarIndex(many, tmp_path)
    assert again.health()
    assert again.place != place
    again.close()


@pytest.mark.slow
def test_old_indexes_are_swept(tmp_path: Path) -> None:
    for count in range(50, 60):
        ExemplarIndex(PASSAGES[:count], tmp_path).close()
    [label] = (tmp_path / "index").iterdir()
    assert len([child for child in label.iterdir() if child.is_dir()]) == 3


# A server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int, limit: int = 0) -> Iterator[str]:
    """Run a Chroma server; with a limit its files cannot grow beyond so many bytes."""

    def limited() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    command = [str(CHROMA), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=limited, start_new_session=True)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if process.poll() is not None or probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with serving(tmp_path / "server", _free_port()) as url:
        yield url


@pytest.mark.slow
def test_a_server_answers_like_a_directory(tmp_path: Path, server: str) -> None:
    near, far = ExemplarIndex(PASSAGES, tmp_path / "home"), ExemplarIndex(PASSAGES, tmp_path, server=Server(server, "a"))
    queries = ["盯紧项目建设", "园区配套", "安全生产，责任落到具体的人"]
    for query in queries:
        assert far.retrieve(query, k=5, role="措施") == near.retrieve(query, k=5, role="措施")
    assert (far.health(), server in far.place) == (True, True)
    other = ExemplarIndex(PASSAGES, tmp_path, server=Server(server, "b"))
    other.rebuild()
    assert len(far.retrieve("项目", k=3)) == 3
    for index in (near, far, other):
        index.close()


@pytest.mark.slow
def test_a_server_is_kept_tidy(tmp_path: Path, server: str) -> None:
    for count in range(50, 60):
        ExemplarIndex(PASSAGES[:count], tmp_path, server=Server(server, "a")).close()
    ExemplarIndex(PASSAGES[:30], tmp_path, server=Server(server, "b")).close()
    client = connection.open_server("127.0.0.1", int(server.rpartition(":")[2]), ssl=False, headers={})
    assert sorted(found.metadata["corpus"] for found in client.list_collections()) == ["a", "a", "a", "b"]
    connection.close(client)


@pytest.mark.slow
def test_a_server_that_lost_vectors_is_filled_again(tmp_path: Path) -> None:
    folder, port = tmp_path / "server", _free_port()
    with serving(folder, port) as url:
        index = ExemplarIndex(PASSAGES, tmp_path, server=Server(url))
    for child in [child for child in folder.iterdir() if child.is_dir()]:
        shutil.rmtree(child)
    with serving(folder, port):
        assert len(index.retrieve("项目", k=3)) == 3
        again = ExemplarIndex(PASSAGES, tmp_path, server=Server(url))
        assert again.health()
        again.close()
    with serving(tmp_path / "another", port):
        assert len(index.retrieve("项目", k=3)) == 3
        assert index.health()
    with pytest.raises(AssistantError, match=r"连不上范文向量服务器 http://127.*ASSISTANT_CHROMA_URL"):
        index.retrieve("项目", k=3)
    index.close()


@pytest.mark.slow
def test_a_server_that_cannot_write_is_one_clear_message(tmp_path: Path) -> None:
    folder, port = tmp_path / "server", _free_port()
    with serving(folder, port) as url:
        ExemplarIndex(PASSAGES[:50], tmp_path, server=Server(url)).close()
    with serving(folder, port, limit=200_000), pytest.raises(AssistantError, match="范文向量服务器"):
        ExemplarIndex(PASSAGES, tmp_path, server=Server(url))
    with serving(folder, port):
        index = ExemplarIndex(PASSAGES, tmp_path, server=Server(url))
        assert index.health()
        index.close()


def test_a_server_that_is_away_is_one_clear_message(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{_free_port()}"
    with pytest.raises(AssistantError, match=r"连不上范文向量服务器 http://127.*去掉 ASSISTANT_CHROMA_URL"):
        open_index(tmp_path, server=Server(url))


def test_a_stranger_at_the_address_is_one_clear_message(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        answering = threading.Thread(target=lambda: listening.accept()[0].close(), daemon=True)
        answering.start()
        with pytest.raises(AssistantError, match="连不上范文向量服务器"):
            ExemplarIndex(PASSAGES, tmp_path, server=Server(f"http://127.0.0.1:{listening.getsockname()[1]}"))


def test_a_token_is_never_shown() -> None:
    server = server_of("https://chroma.example", "s3cret", Path("corpus"))
    assert server is not None
    assert "s3cret" not in repr(server)
    assert server_of("", "s3cret", Path("corpus")) is None


# Processes


def _worker(home: Path, log: Path, action: str, first: int, url: str = "", limit: int = 0) -> "subprocess.Popen[str]":
    environment = os.environ | {"ASSISTANT_HOME": str(home), "ASSISTANT_CHROMA_URL": url}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-m", "tests.index_worker", action, str(home), str(log), str(first)],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None,
    )


def _lines(log: Path) -> list[list[str]]:
    return [line.split() for line in log.read_text("utf-8").splitlines()] if log.exists() else []


def _two_write_one_reads(folder: Path, seconds: float, kills: int, url: str = "") -> None:
    """Kill one of two writers again and again while a reader asks; then nothing acknowledged is lost, and nobody was told wrong."""
    home, logs = folder / "home", [folder / name for name in ("a.log", "b.log", "reader.log")]
    writers = [_worker(home, log, "write", 1000 * at, url) for at, log in enumerate(logs[:2])]
    reader = _worker(home, logs[2], "read", 0, url)
    try:
        for kill in range(kills):
            side = kill % 2
            _wait(writers[side], logs[side], more=len(_lines(logs[side])) + 1)
            time.sleep(seconds / kills)
            assert writers[side].poll() is None, writers[side].communicate()[1]
            writers[side].kill()
            writers[side].communicate()
            writers[side] = _worker(home, logs[side], "write", 1000 * side + 100 * (kill + 1), url)
        for process, log in zip((*writers, reader), logs, strict=True):
            _wait(process, log, more=len(_lines(log)) + 2)
        assert [process.poll() for process in (*writers, reader)] == [None] * 3
    finally:
        for process in (*writers, reader):
            process.kill()
            process.communicate()
    written = [line for log in logs[:2] for line in _lines(log)]
    read = [line for line in _lines(logs[2]) if len(line) == 2]
    added = {line[1] for line in written if line[0] == "added" and len(line) == 2}
    assert len(added) >= kills / 2
    healthy = [line[-1] for line in written if line[0] == "indexed" and len(line) == 3]
    # On a server the other writer may sweep what this one has just built, before it asks; readers and the next start must not notice.
    assert set(healthy) == {"True"} or (url and "True" in healthy)
    assert {line[0] for line in read} == {"right"}
    assert len({line[1] for line in read}) > 3
    print(f"{len(added)} speeches added, {len(read)} answers, {len({line[1] for line in read})} states of the corpus seen")
    _answers_right(home, added, url)


def _answers_right(home: Path, added: set[str], url: str = "") -> None:
    """Open as the next start would: every text acknowledged is there, each of its passages can be found."""
    own = OwnCorpus(home / "corpus")
    speeches, troubles = own.speeches()
    assert troubles == []
    assert added <= {speech.id for speech in speeches}
    index = open_index(home, server=server_of(url, "", own.folder))
    assert added <= {passage.speech for passage in index.passages}
    assert index.health()
    assert len(index.retrieve("抓实项目建设", k=5)) == 5
    index.close()


@pytest.mark.slow
def test_two_write_one_reads_and_ten_are_killed(tmp_path: Path) -> None:
    _two_write_one_reads(tmp_path, 60, kills=10)


@pytest.mark.slow
def test_two_write_to_a_server_one_reads_and_ten_are_killed(tmp_path: Path, server: str) -> None:
    _two_write_one_reads(tmp_path, 40, kills=10, url=server)


@pytest.mark.slow
def test_a_server_is_killed_while_two_write(tmp_path: Path) -> None:
    home, port, folder = tmp_path / "home", _free_port(), tmp_path / "server"
    logs = [tmp_path / "a.log", tmp_path / "b.log"]
    with serving(folder, port) as url:
        writers = [_worker(home, log, "write", 1000 * at, url) for at, log in enumerate(logs)]
        for writer, log in zip(writers, logs, strict=True):
            _wait(writer, log)
    said = [writer.communicate(timeout=60)[1] for writer in writers]
    assert ["CorpusError: 连不上范文向量服务器 http" in text for text in said] == [True, True]
    with serving(folder, port):
        _answers_right(home, {line[1] for log in logs for line in _lines(log) if line[0] == "added"}, url)


@pytest.mark.slow
@pytest.mark.parametrize("limit", [300, 2_000, 60_000, 250_000])
def test_writes_refused_in_the_middle_lose_nothing(tmp_path: Path, limit: int) -> None:
    home, log = tmp_path / "home", tmp_path / "a.log"
    writer = _worker(home, log, "write", 0)
    _wait(writer, log)
    writer.kill()
    writer.communicate()
    (tmp_path / "speech1000.txt").write_text(speech(1000), "utf-8")
    refused = _worker(home, tmp_path / "b.log", "write", 1000, limit=limit)
    said = refused.communicate(timeout=120)[1]
    assert "Error: " in said
    assert "请检查" in said
    assert not list((home / "corpus").rglob("*.part"))
    _answers_right(home, {line[1] for name in ("a.log", "b.log") for line in _lines(tmp_path / name) if line[0] == "added"})


def _wait(worker: "subprocess.Popen[str]", log: Path, more: int = 4) -> None:
    """Wait until a log has so many lines: four mean two speeches added."""
    for _ in range(2400):
        if len(_lines(log)) >= more:
            return
        if worker.poll() is not None:
            break
        time.sleep(0.05)
    worker.kill()
    raise AssertionError(worker.communicate()[1])
