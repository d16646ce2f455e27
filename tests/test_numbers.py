"""Figures, mentions, units and spelled counts, from tables of examples."""

import itertools
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.numbers import base_unit, extract_quantities, find_periods, read_mentions, read_period, same_unit, spell
from assistant.numbers.units import all_units, family_of

DATA = Path(__file__).parent / "data"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def cases() -> list[Any]:
    return [
        pytest.param(row, id=row["text"][:24], marks=[pytest.mark.xfail(reason=row["gap"], strict=True)] if "gap" in row else [])
        for row in rows(DATA / "figures.jsonl")
    ]


@pytest.mark.parametrize("row", cases())
def test_figures_and_their_values(row: dict[str, Any]) -> None:
    found = extract_quantities(row["text"])
    assert [(q.text, q.unit, q.per, q.qualifier, q.form) for q in found] == [
        (f["text"], f["unit"], f.get("per", ""), f.get("qualifier", ""), f.get("form", "plain")) for f in row["figures"]
    ]
    for quantity, expected in zip(found, row["figures"], strict=True):
        assert float(quantity.value) == pytest.approx(float(expected["value"]), rel=1e-9)


@pytest.mark.parametrize("row", [row for row in rows(DATA / "figures.jsonl") if "gap" not in row], ids=lambda row: row["text"][:24])
def test_other_numerals_and_their_classes(row: dict[str, Any]) -> None:
    assert [[m.kind, m.text] for m in read_mentions(row["text"]) if m.kind != "figure"] == row.get("others", [])


def test_table_is_large_and_has_both_sides() -> None:
    table = rows(DATA / "figures.jsonl")
    assert sum(bool(row["figures"]) for row in table) >= 150
    assert sum(not row["figures"] for row in table) >= 100


@pytest.mark.shared
def test_shared_cases(shared: Path) -> None:
    for row in rows(shared / "numbers" / "cases.jsonl"):
        found = [(q.text, q.unit, q.start, q.end) for q in extract_quantities(row["input"])]
        assert found == [(s["text"], s["unit"], s["start"], s["end"]) for s in row["spans"]], row["input"]
        for quantity, span in zip(extract_quantities(row["input"]), row["spans"], strict=True):
            assert float(quantity.value) == pytest.approx(span["value"], rel=1e-9)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("312.6亿元", "1e7"),
        ("8%", "1"),
        ("8.40%", "0.01"),
        ("2.1‰", "0.01"),
        ("3200余万元", "1e4"),
        ("2亿3千万元", "1e7"),
        ("3千亩", "1e3"),
        ("五十余户", "1"),
        ("一千二百亩", "1"),
        ("十二点三亿元", "1e7"),
        ("七成", "10"),
        ("两成五", "1"),
        ("亿元以上企业", "1e8"),
        ("5—8亿元", "1e8"),
    ],
)
def test_step_is_one_unit_in_the_last_printed_place(text: str, step: str) -> None:
    assert extract_quantities(text)[0].step == Decimal(step)


@pytest.mark.parametrize(
    ("text", "unit_end"),
    [("12.5亿元。", 6), ("18.6万元/亩", 8), ("五十余户", 4), ("8.4%", 4), ("第3位", 3), ("产值 30 万千瓦时", 10)],
)
def test_unit_end_is_after_the_printed_unit(text: str, unit_end: int) -> None:
    assert extract_quantities(text)[0].unit_end == unit_end


def test_inherited_unit_has_no_place_of_its_own() -> None:
    first = extract_quantities("5、8亿元")[0]
    assert (first.unit, first.unit_end) == ("元", first.end)


def test_announced_count_is_noted_in_digits() -> None:
    assert [(m.kind, m.note) for m in read_mentions("讲三点意见，围绕4个方面，抓好六件事。")] == [
        ("announced", "3"),
        ("announced", "4"),
        ("announced", "6"),
    ]


ALPHABET = (
    "0123456789０９．，,.%％‰一二两三四五六七八九十百千万亿零〇点分之成番半倍个户家元年月日季度前第上至到—-~约近超余多以上"
    "“”《》（）、。XX*_○\n 翻过持平无首位的①/每"
)


@given(st.one_of(st.text(alphabet=ALPHABET), st.text()))
@example("")
@example("亿" * 50)
@example("1" * 5000 + "亿" * 50)
@example("百分之")
@example("1/0 0/1 零分之一")
def test_any_text_is_read_without_loss(text: str) -> None:
    quantities, mentions = extract_quantities(text), read_mentions(text)
    assert [(m.start, m.end) for m in mentions if m.kind == "figure"] == [(q.start, q.end) for q in quantities]
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
    assert all(text[item.start : item.end] == item.text for item in (*quantities, *mentions, *find_periods(text)))
    covered = {place for m in mentions for place in range(m.start, m.end)}
    covered |= {place for q in quantities for place in range(q.start, q.unit_end)}
    assert all(place in covered for place, sign in enumerate(text) if sign in "0123456789一二三四五六七八九")
    read_period(text)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["一", "1,111", "《", "“一", "十", "三四", "1、", "十月", "2025年", "*、", "百分之", "A1", "\n", "个亿"])
def test_hostile_repetition_stays_linear(unit: str) -> None:
    extract_quantities((unit * 20_000)[:20_000])


@pytest.mark.parametrize("unit", sorted(name for name, unit in all_units().items() if unit.family != "voltage"))  # a rating is a name
def test_every_unit_is_read_after_digits(unit: str) -> None:
    quantity = extract_quantities(f"达到36{unit}。")[0]
    assert quantity.unit == ("%" if unit == "‰" else unit)


@pytest.mark.parametrize(
    ("unit", "base", "factor"),
    [
        ("亿元", "元", "1e8"),
        ("万元", "元", "1e4"),
        ("万千瓦时", "千瓦时", "1e4"),
        ("亿度", "千瓦时", "1e8"),
        ("千瓦时", "千瓦时", "1"),
        ("百万千瓦", "千瓦", "1e6"),
        ("万元/亩", "元/亩", "1e4"),
        ("元/人", "元/人", "1"),
        ("吨标煤/万元", "吨标准煤/元", "1e-4"),
        ("万吨/日", "吨/天", "1e4"),
        ("户", "户", "1"),
        ("家", "家", "1"),
        ("%", "%", "1"),
        ("‰", "%", "0.1"),
        ("个百分比", "个百分点", "1"),
        ("公顷", "亩", "15"),
        ("万平方米", "平方米", "1e4"),
        ("名次", "名次", "1"),
        ("", "", "1"),
        ("亿", "亿", "1"),
    ],
)
def test_base_unit(unit: str, base: str, factor: str) -> None:
    assert base_unit(unit) == (base, Decimal(factor))


@pytest.mark.parametrize(("a", "b"), [("亿元", "万元"), ("亿度", "万千瓦时"), ("百分点", "个百分点"), ("位", "个位次"), ("平方公里", "亩")])
def test_units_that_agree(a: str, b: str) -> None:
    assert same_unit(a, b)


@pytest.mark.parametrize(
    ("a", "b"), [("户", "家"), ("%", "个百分点"), ("元", "美元"), ("亿元", "亿千瓦时"), ("万元/亩", "万元"), ("倍", "%")]
)
def test_units_that_differ(a: str, b: str) -> None:
    assert not same_unit(a, b)


def test_families() -> None:
    assert [family_of(unit) for unit in ("亿元", "万千瓦时", "户", "万元/亩", "个百分点", "怪")] == [
        "money",
        "energy",
        "count",
        "money",
        "points",
        "",
    ]


@pytest.mark.parametrize(
    ("n", "word"), [(0, "零"), (2, "二"), (3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (1010, "一千零一十")]
)
def test_spell(n: int, word: str) -> None:
    assert spell(n) == word


def test_spell_before_a_measure_word() -> None:
    assert (spell(2, counting=True), spell(12, counting=True)) == ("两", "十二")


@pytest.mark.parametrize("n", [-1, 10_000])
def test_spell_out_of_range(n: int) -> None:
    with pytest.raises(ValueError, match=str(n)):
        spell(n)


@given(st.integers(min_value=1, max_value=9999))
def test_spelled_numbers_read_back(n: int) -> None:
    quantity = extract_quantities(f"共{spell(n, counting=True)}户")[0]
    assert (quantity.value, quantity.unit) == (n, "户")
