"""A batch of briefs in processes against the same briefs one at a time; memory; seconds of a check sheet.

Run ``python -m benchmarks.batch [--briefs N] [--workers N]``. Times depend on the machine and on who else uses it; the ratio is taken in
the same run. The briefs are the bundled sample under N invented names, so that none is remembered from the one before.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

import yaml

from assistant import Draft, draft_speech, draft_speeches
from assistant.resources import bundled

FEW = 20
NAMES = [f"{first}{second}" for first, second in product("青云清长安永兴和宁泰", "溪岭川河原山泽江湖州")]
SHEETS = 10


def briefs(count: int) -> list[dict[str, object]]:
    """Return the sample under so many names."""
    text = (bundled("examples") / "brief.yaml").read_text("utf-8")
    return [yaml.safe_load(text.replace("栖云", NAMES[number % len(NAMES)])) for number in range(count)]


def peak(who: int) -> float:
    """Return the greatest memory in MB of this process, or of any child that has ended."""
    return resource.getrusage(who).ru_maxrss / 1024


def measured(count: int, workers: int) -> None:
    """Print the seconds of a batch, and the peak memory of this process and of its children."""
    start = time.perf_counter()
    results = draft_speeches(briefs(count), model=False, workers=workers, progress=False)
    taken = time.perf_counter() - start
    assert all(result.ok for result in results)
    print(taken, peak(resource.RUSAGE_SELF), peak(resource.RUSAGE_CHILDREN))


def in_own_process(count: int, workers: int) -> list[float]:
    """Run :func:`measured` in a fresh process, so that no run pays or profits from another."""
    command = [sys.executable, "-m", "benchmarks.batch", "--measure", "--briefs", str(count), "--workers", str(workers)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(part) for part in result.stdout.split()]


def one_at_a_time(count: int) -> tuple[float, list[Draft]]:
    """Return the seconds of single calls, and the drafts."""
    given = briefs(count)
    draft_speech(given[0], model=False)  # what is loaded once is loaded
    start = time.perf_counter()
    drafts = [draft_speech(brief, model=False) for brief in given]
    return time.perf_counter() - start, drafts


def sheet_seconds(drafts: list[Draft]) -> float:
    """Return the median seconds of writing a check sheet."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        for number, draft in enumerate(drafts[:SHEETS]):
            start = time.perf_counter()
            draft.to_checksheet(Path(folder) / f"核对表{number}.xlsx")
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Measure and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--briefs", type=int, default=100)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--measure", action="store_true", help="only this batch, in this process")
    chosen = parser.parse_args()
    if chosen.measure:
        measured(chosen.briefs, chosen.workers)
        return
    with tempfile.TemporaryDirectory() as home:
        os.environ["ASSISTANT_HOME"] = home
        alone, drafts = one_at_a_time(chosen.briefs)
        same = [result.draft for result in draft_speeches(briefs(FEW), model=False, workers=chosen.workers)] == drafts[:FEW]
        few, many = in_own_process(FEW, chosen.workers), in_own_process(chosen.briefs, chosen.workers)
        print(f"{chosen.briefs} briefs one at a time: {alone:.1f} s; in {chosen.workers} processes, their start included: {many[0]:.1f} s")
        print(f"times as fast: {alone / many[0]:.2f}; drafts the same as those of single calls: {'yes' if same else 'NO'}")
        told = f"parent {few[1]:.0f} and {many[1]:.0f} MB, worker {few[2]:.0f} and {many[2]:.0f} MB"
        print(f"peak memory with {FEW} and {chosen.briefs} briefs: {told}")
        print(f"a check sheet: {sheet_seconds(drafts):.2f} s (median of {SHEETS})")


if __name__ == "__main__":
    main()
