"""How long a user waits: each figure is the median of several fresh processes.

Run ``python benchmarks/speed.py``. Times depend on the machine, so every row also stands as a ratio to the import of five standard modules,
measured in the same run.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass

RUNS = 5

CHECK = """
from assistant import check_numbers
check_numbers("规上工业总产值完成312.6亿元，同比增长8.4%。",
              {"figures": [{"indicator": "规上工业总产值", "value": "312.6", "unit": "亿元", "yoy": "8.4"}]})
"""
DRAFT = """
import time
from assistant import draft_speech, sample_brief
draft_speech(sample_brief(), seed=1)
start = time.perf_counter()
draft_speech(sample_brief(), seed=2)
seconds = time.perf_counter() - start
"""
INDEX = """
import time
from pathlib import Path
from assistant.exemplars import open_index
import chromadb
start = time.perf_counter()
open_index(Path(HOME) / str(time.time_ns()))
seconds = time.perf_counter() - start
"""
FRAME = """
import os, resource, sys, time
HOME = os.environ["ASSISTANT_HOME"]
start = time.perf_counter()
seconds = None
exec(compile(sys.argv[1], "measured", "exec"))
taken = seconds if seconds is not None else time.perf_counter() - start
print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@dataclass(frozen=True)
class Row:
    name: str
    seconds: float
    megabytes: float


def measure(name: str, code: str, home: str) -> Row:
    samples = []
    for _ in range(RUNS):
        environment = os.environ | {"ASSISTANT_HOME": home}
        result = subprocess.run([sys.executable, "-c", FRAME, code], env=environment, capture_output=True, text=True, check=True)
        samples.append([float(part) for part in result.stdout.split()[-2:]])
    return Row(name, *(statistics.median(column) for column in zip(*samples, strict=True)))


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        baseline = measure("five standard modules (baseline)", "import json, decimal, re, subprocess, email.message", home)
        rows = [
            baseline,
            measure("import + first check_numbers", CHECK, home),
            measure("first index, chromadb imported", INDEX, home),
            measure("warm draft of the sample", DRAFT, home),
        ]
    print(f"{'':38}{'seconds':>9}{'MB':>7}{'ratio':>9}   (median of {RUNS}, Python {sys.version.split()[0]})")
    for row in rows:
        print(f"{row.name:38}{row.seconds:9.3f}{row.megabytes:7.0f}{row.seconds / baseline.seconds:9.1f}")


if __name__ == "__main__":
    main()
