"""The index as a cache that can be trusted: threads, processes, kill -9, damaged files, a full disk, a server."""

import threading
from pathlib import Path

import pytest

from assistant.exemplars import ExemplarIndex, Passage

PASSAGES = [Passage(f"p{at}", "s", f"抓好第{at}个项目，{'甲乙丙丁戊己庚辛'[at % 8]}园区要加快建设。", "措施") for at in range(60)]


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
