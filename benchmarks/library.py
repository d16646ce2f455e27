"""The library at 100 and at 10,000 drafts with 10 versions each: size, and the times of its public methods.

Run ``python -m benchmarks.library [--drafts N]``. Times depend on the machine; beside them stands the ratio between the large and the
small library of the same run, and to a bare file of the same content, written and synced. The drafts are copies of one real draft, each
with a sentence of its own, put in as rows; what is timed goes through the public methods.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import insert, select

from assistant import Draft, Library, draft_speech, sample_brief
from assistant.library.schema import DRAFTS, PARTS, VERSIONS
from assistant.library.searching import folded
from benchmarks.index import sentence

SMALL, LARGE, VERSIONS_EACH, TIMES = 100, 10_000, 10, 15
NEEDLE = "凤尾竹编合作社"
BATCH = 200


def revised(draft: Draft, rng: Random) -> Draft:
    """Return a draft with one sentence more, in the text and in the slots."""
    more = sentence(rng)
    sections = list(draft.state.sections)
    sections[0] = replace(sections[0], paragraphs=(*sections[0].paragraphs, more))
    state = replace(draft.state, sections=tuple(sections))
    return replace(draft, text=f"{draft.text}\n{more}", slots=f"{draft.slots}\n{more}", state=state)


def fill(library: Library, template: str, count: int, rng: Random) -> None:
    """Put copies of a saved draft with all its versions beside it."""
    with library._store.reading() as connection:
        draft = dict(connection.execute(select(DRAFTS).where(DRAFTS.c.id == template)).mappings().one())
        versions = [dict(row) for row in connection.execute(select(VERSIONS).where(VERSIONS.c.draft == template)).mappings()]
        parts = [dict(row) for row in connection.execute(select(PARTS).where(PARTS.c.draft == template)).mappings()]
    for start in range(0, count, BATCH):
        ids = [f"copy{number}" for number in range(start, min(start + BATCH, count))]
        own = [{**draft, "id": name, "changed": changed(name), "search": draft["search"] + folded(sentence(rng))} for name in ids]
        for row in own:
            row["search"] += NEEDLE if row["id"] == "copy7" else ""

        def put(connection, ids=ids, own=own):  # type: ignore[no-untyped-def]
            connection.execute(insert(DRAFTS), own)
            connection.execute(insert(VERSIONS), [{**row, "draft": name} for name in ids for row in versions])
            connection.execute(insert(PARTS), [{**row, "draft": name} for name in ids for row in parts])

        library._store.write(put)


def changed(name: str) -> str:
    """Return a time of change for a copy: one a minute."""
    return (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=int(name.removeprefix("copy")))).isoformat(timespec="microseconds")


def median(action: Callable[[], object], times: int = TIMES) -> float:
    """Return the median of several runs in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def measure(home: Path, count: int, draft: Draft) -> dict[str, float]:
    """Return size in MB and times in milliseconds at a number of drafts."""
    rng = Random(count)
    with Library.open(home) as library:
        draft = replace(draft, shelf=type(draft.shelf)())
        template = library.save(draft).id
        for _ in range(VERSIONS_EACH - 1):
            draft = revised(draft, rng)
            library.save(draft)
        fill(library, template, count - 1, rng)
        told = {"size, MB": sum(path.stat().st_size for path in home.glob("library.sqlite3*")) / 1e6}
        told["open"] = median(lambda: Library.open(home).close())
        told["list all"] = median(library.drafts)
        told["list 50"] = median(lambda: library.drafts(most=50))
        assert [entry.id for entry in library.drafts(query=NEEDLE)] == ["copy7"]
        told["search, one hit"] = median(lambda: library.drafts(query=NEEDLE))
        told["search, first 50 of all"] = median(lambda: library.drafts(query="工业 企业", most=50))
        told["load, audited afresh"] = median(lambda: library.load("copy5"))
        current = library.load("copy3")
        told["save a version"] = median(lambda: library.save(revised(current, rng)))
        told["save a new draft"] = median(lambda: library.save(replace(current, shelf=type(current.shelf)())))
        told["delete for good"] = median(lambda: library.delete(library.drafts(most=1)[0].id), 3)
    return told


def bare_file(home: Path, draft: Draft) -> float:
    """Return the milliseconds of writing a draft's record to a file of its own, synced and renamed."""
    record = json.dumps(draft.record(), ensure_ascii=False).encode()

    def write() -> None:
        with open(home / "aside", "wb") as file:
            file.write(record)
            os.fsync(file.fileno())
        os.replace(home / "aside", home / "draft.json")

    return median(write)


def main() -> None:
    """Measure both sizes and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drafts", type=int, default=LARGE)
    chosen = parser.parse_args()
    draft = draft_speech(sample_brief(), model=False)
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        few, many = measure(small, SMALL, draft), measure(large, chosen.drafts, draft)
        plain = bare_file(small, draft)
    print(f"{'':32}{SMALL:>10,}{chosen.drafts:>10,}     ratio   (drafts with {VERSIONS_EACH} versions; milliseconds, medians)")
    for name, value in many.items():
        print(f"{name:32}{few[name]:10.1f}{value:10.1f}{value / few[name]:10.1f}")
    print(f"a bare file written and synced: {plain:.1f} ms; saving a version takes {many['save a version'] / plain:.1f} times that")


if __name__ == "__main__":
    main()
