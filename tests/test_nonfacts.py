"""The lexicon of numerals that are no figures: every pattern is run on its own examples."""

import re
from typing import Any

import pytest

from assistant.lexicon import read_records
from assistant.numbers import extract_quantities, read_mentions
from assistant.numbers.characters import NUMERAL, fold

RECORDS = read_records("nonfacts")
MASKING = ("structural", "policy_name", "slogan", "proper_name", "idiom")
KINDS = {"marker", "announced", "name", "idiom", "document", "clock", "period"}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["pattern"][:40])
def test_every_example_matches_its_pattern(record: dict[str, Any]) -> None:
    pattern = re.compile(record["pattern"])
    assert record["examples"]
    assert all(pattern.search(fold(example)) for example in record["examples"])


@pytest.mark.parametrize(
    ("pattern", "example"),
    [(record["pattern"], example) for record in RECORDS if record["class"] in MASKING for example in record["examples"]],
)
def test_examples_of_masking_classes_hold_no_figure(pattern: str, example: str) -> None:
    assert extract_quantities(example) == []


def test_records_are_well_formed() -> None:
    assert len(RECORDS) >= 292
    assert {record["class"] for record in RECORDS} <= {*MASKING, "unit", "date", "soft"}
    assert {record.get("kind", "idiom") for record in RECORDS} <= KINDS
    assert len({record["pattern"] for record in RECORDS}) == len(RECORDS)


def test_patterns_are_bounded() -> None:
    unbounded = [record["pattern"] for record in RECORDS if re.search(r"[\])][*+](?!\+)", record["pattern"]) and record["class"] in MASKING]
    assert unbounded == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("四成的盘子", ["四成"]),
        ("三分之一强", ["三分之一"]),
        ("不到一半的户数", ["一半"]),
        ("近百户", ["百"]),
        ("两条链", ["两"]),
        ("百亿级集群", ["百亿"]),
        ("统一三个口径", ["三"]),
        ("二十一批项目", ["二十一"]),
        ("年内办结12345件", ["12345"]),
        ("全省128户", ["128"]),
        ("增速全市第二，", ["二"]),
        ("十三项任务", ["十三"]),
    ],
)
def test_a_measure_wins_over_the_lexicon(text: str, figures: list[str]) -> None:
    assert [quantity.text for quantity in extract_quantities(text)] == figures


def test_every_numeral_of_an_example_is_classed() -> None:
    for record in RECORDS:
        for example in record["examples"]:
            seen = "".join(mention.text for mention in read_mentions(example))
            assert all(numeral in seen or "百分" in example for numeral in NUMERAL.findall(fold(example)) if numeral in example)
