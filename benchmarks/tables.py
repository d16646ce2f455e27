"""How long a large table takes, and how much memory, beside bare pandas and bare openpyxl on the same file.

Run: ``python -m benchmarks.tables [--rows 2000] [--columns 30]``. Every reader runs in a process of its own.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

READERS = {
    "openpyxl": "import openpyxl; list(openpyxl.load_workbook(path, data_only=True).active.iter_rows(values_only=True))",
    "pandas": "import pandas; pandas.read_excel(path, header=None)",
    "reader": "from assistant.tables import read_table; read_table(path)",
    "brief": "from assistant.brief import Brief; Brief.of(path)",
}
_TIMED = """
import json, resource, sys, time
path = sys.argv[1]
started = time.perf_counter()
{code}
print(json.dumps([time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def write_table(path: Path, rows: int, columns: int) -> None:
    """Write a matrix of enterprises by indicators: a title, two heading rows, and a number in every cell."""
    from openpyxl import Workbook

    book, noise = Workbook(write_only=True), random.Random(7)
    sheet = book.create_sheet("企业")
    names = [f"{name}（万元）" for name in ("工业总产值", "营业收入", "利润总额", "税金", "研发费用", "用电支出", "应收账款", "产成品存货")]
    groups = [f"{names[number % len(names)]}" if number < len(names) else f"指标{number}（万元）" for number in range(columns // 2)]
    sheet.append(["云岭县2026年1—9月规上工业企业主要指标"])
    sheet.append(["企业名称", *(word for group in groups for word in (group, None))])
    sheet.append([None, *("1—9月", "同比（%）") * len(groups)])
    for number in range(rows):
        figures = (value for _ in groups for value in (round(noise.uniform(100, 99_999), 1), round(noise.uniform(-30, 30), 1)))
        sheet.append([f"云岭第{number + 1}机械厂", *figures])
    book.save(path)


def measure(code: str, path: Path, repeats: int) -> tuple[float, float]:
    """Median seconds (imports included) and the most memory in MB of a reader."""
    results = []
    for _ in range(repeats):
        ran = subprocess.run([sys.executable, "-c", _TIMED.format(code=code), str(path)], capture_output=True, text=True, check=True)
        results.append(json.loads(ran.stdout))
    return statistics.median(seconds for seconds, _ in results), max(megabytes for _, megabytes in results)


def main() -> None:
    """Print one line a reader, with its ratio to bare pandas."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--columns", type=int, default=30)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        write_table(path, given.rows, given.columns)
        results = {name: measure(code, path, given.repeats) for name, code in READERS.items()}
    base = results["pandas"][0]
    print(f"{given.rows} rows x {given.columns} columns, {given.repeats} runs")
    for name, (seconds, megabytes) in results.items():
        print(f"{name:9} {seconds:6.2f} s  {seconds / base:5.2f} x pandas  {megabytes:6.0f} MB")


if __name__ == "__main__":
    main()
