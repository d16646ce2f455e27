"""Periods in texts, and what can be asked of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.numbers import Period, find_periods, read_period

ROWS = [json.loads(line) for line in (Path(__file__).parent / "data" / "periods.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:24])
def test_periods_of_a_text(row: dict[str, Any]) -> None:
    found = find_periods(row["text"])
    assert [mention.text for mention in found] == [expected["text"] for expected in row["periods"]]
    for mention, expected in zip(found, row["periods"], strict=True):
        assert row["text"][mention.start : mention.end] == mention.text
        assert mention.period == Period(
            expected["year"],
            expected["first"],
            expected["last"],
            point=expected.get("point", False),
            offset=expected.get("offset"),
            day=expected.get("day", 0),
        )
        assert (mention.period.label(), mention.period.label(with_year=False)) == (expected["label"], expected["bare"])


def test_read_period_takes_the_first() -> None:
    assert read_period("2025年（总结）、2026年一季度（部署）") == Period(2025, 1, 12)
    assert read_period("没有时期") is None


@pytest.mark.parametrize(
    ("text", "span", "months"),
    [
        ("2025年", "累计", 12),
        ("1—9月", "累计", 9),
        ("12月当月", "当月", 1),
        ("1月", "当月", 1),
        ("三季度", "单季", 3),
        ("9月末", "时点", 1),
    ],
)
def test_span_and_months(text: str, span: str, months: int) -> None:
    period = read_period(text)
    assert period is not None
    assert (period.span, period.months) == (span, months)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2026年1—9月", "前三季度", True),
        ("2026年1—9月", "2025年1—9月", False),
        ("前三季度", "三季度", False),
        ("5月", "1—5月", False),
        ("9月", "9月末", False),
        ("去年12月", "2025年12月", True),
        ("去年12月", "今年12月", False),
        ("1月23日", "1月24日", False),
    ],
)
def test_same_stretch(a: str, b: str, same: bool) -> None:
    first, second = read_period(a), read_period(b)
    assert first is not None and second is not None
    assert first.same_stretch(second) is same
    assert second.same_stretch(first) is same


def test_resolved_fills_the_year_only_from_words() -> None:
    assert [period and period.resolved(2026) for period in map(read_period, ("去年12月", "明年一季度", "2024年", "1—9月"))] == [
        Period(2025, 12, 12),
        Period(2027, 1, 3),
        Period(2024, 1, 12),
        Period(None, 1, 9),
    ]
