"""Reading of numerals beside two tools that are about, in the same run: recognizers-text-suite and cn2an.

The truth is the hand-checked table of the tests, ``tests/data/figures.jsonl``. A figure is *right* when its value is among the
values a tool returns for the sentence, else *missed*; a value that is that of no figure is *false*. The peers know no years,
names or document numbers from figures and do not claim to: their false column is what a checker on top would have to sort out.
"""

import json
import re
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant.numbers import extract_quantities
from benchmarks.audit.mutations import names, speech_of

TABLE = Path(__file__).resolve().parents[2] / "tests" / "data" / "figures.jsonl"
NEEDED = {"recognizers_suite": "recognizers-text-suite", "emoji": "emoji<2", "cn2an": "cn2an"}
GROUPS = {
    "numbers": frozenset({"plain", "range"}),
    "ranks, thresholds": frozenset({"rank", "threshold"}),
    "spoken": frozenset({"cheng", "fraction", "fan", "multiple", "zero", "vague"}),
}
RUNS = 5
DIGITS = 9
NUMERALS = re.compile(r"[0-9][0-9.]*[十百千万亿]*(?:[0-9.]+[十百千万亿]+)*|[零〇一二两三四五六七八九十百千万亿点]+")

Reader = Callable[[str], list[Decimal]]


@dataclass
class Score:
    """Figures of the table read right and missed, and values that are no figure."""

    right: Counter[str]
    wanted: Counter[str]
    false: int = 0
    clean_rows: int = 0


def ours(text: str) -> list[Decimal]:
    """Read with the number ring; a fraction is its value, three tenths are 30."""
    return [quantity.value for quantity in extract_quantities(text)]


def recognizers() -> Reader:
    """Return the four models of recognizers-text for Chinese as one reader; of readings that overlap the longest counts."""
    number, unit = import_module("recognizers_number"), import_module("recognizers_number_with_unit")
    models = [
        number.NumberRecognizer("zh-cn").get_number_model(),
        number.NumberRecognizer("zh-cn").get_percentage_model(),
        unit.NumberWithUnitRecognizer("zh-cn").get_currency_model(),
        unit.NumberWithUnitRecognizer("zh-cn").get_dimension_model(),
    ]

    def read(text: str) -> list[Decimal]:
        found = [result for model in models for result in model.parse(text) if (result.resolution or {}).get("value")]
        taken: list[Any] = []
        for result in sorted(found, key=lambda item: item.start - item.end):
            if all(result.end < other.start or other.end < result.start for other in taken):
                taken.append(result)
        return [value for result in taken if (value := decimal(result.resolution["value"])) is not None]

    return read


def cn2an() -> Reader:
    """Return cn2an as a reader: every run of numeral characters is handed to it; what it refuses is not read."""
    convert = import_module("cn2an").cn2an

    def read(text: str) -> list[Decimal]:
        found = []
        for match in NUMERALS.finditer(text):
            try:
                value = decimal(str(convert(match[0], "smart")))
            except ValueError:
                continue
            if value is not None:
                found.append(value)
        return found

    return read


def decimal(written: str) -> Decimal | None:
    """Return a value as a peer writes it; 8.6% is 8.6."""
    try:
        return Decimal(written.rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None


def scored(read: Reader) -> Score:
    """Return how a reader fares on the table, one sentence a call."""
    score = Score(Counter(), Counter())
    for line in TABLE.read_text("utf-8").splitlines():
        row = json.loads(line)
        found = Counter(rounded(value) for value in read(row["text"]))
        for figure in row["figures"]:
            group = next(name for name, forms in GROUPS.items() if figure.get("form", "plain") in forms)
            score.wanted[group] += 1
            value = rounded(Decimal(figure["value"]))
            if found[value]:
                found[value] -= 1
                score.right[group] += 1
        score.false += found.total()
        score.clean_rows += not row["figures"] and bool(found.total())
    return score


def rounded(value: Decimal) -> Decimal:
    """Return a magnitude as it is compared: no sign, nine digits."""
    return Decimal(f"{abs(value):.{DIGITS}g}").normalize()


def pace(read: Reader) -> float:
    """Return characters a second over the speeches, one speech a call, the first round not counted; the median of five."""
    speeches = [speech_of(name) for name in names()]
    rates = []
    for turn in range(RUNS + 1):
        texts = [speech + "\n" * turn for speech in speeches]  # a text of its own each time, so that nothing is remembered
        start = time.perf_counter()
        for text in texts:
            read(text)
        rates.append(sum(map(len, texts)) / (time.perf_counter() - start))
    return statistics.median(rates[1:])


def missing() -> list[str]:
    """Return what the extra ``peers`` would install and is not there."""
    gone = [package for module, package in NEEDED.items() if find_spec(module) is None]
    if "emoji<2" not in gone and not version("emoji").startswith(("0.", "1.")):
        gone.append("emoji<2")
    return gone


def main() -> None:
    """Measure every tool that is installed and print one line each."""
    if gone := missing():
        print(f"peers not installed: {', '.join(gone)} (pip install '.[peers]')")
        return
    warnings.simplefilter("ignore")
    readers: dict[str, Reader] = {"extract_quantities": ours, "recognizers-text": recognizers(), "cn2an": cn2an()}
    wanted = scored(ours).wanted
    heads = "".join(f"{f'{group} ({wanted[group]})':>26}" for group in GROUPS)
    print(f"{'right of':20}{heads}{'missed':>8}{'false':>7}{'in clean rows':>15}{'characters/s':>14}{'ours is':>9}")
    rates = {name: pace(read) for name, read in readers.items()}
    for name, read in readers.items():
        score = scored(read)
        columns = "".join(f"{score.right[group]:20}{_percent(score.right[group], wanted[group]):>6}" for group in GROUPS)
        times = f"{rates['extract_quantities'] / rates[name]:.1f}×"
        missed = wanted.total() - score.right.total()
        print(f"{name:20}{columns}{missed:8}{score.false:7}{score.clean_rows:15}{rates[name]:14,.0f}{times:>9}")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%"
