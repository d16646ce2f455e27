"""The indicator catalogue and the reading of indicator names."""

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.lexicon.indicators import (
    DERIVATIONS,
    all_indicators,
    find_indicator,
    find_loosely,
    indicator_like,
    normal_name,
    split_name,
)

DATA = Path(__file__).parent / "data"
NAMES = [json.loads(line) for line in (DATA / "indicator_names.jsonl").read_text("utf-8").splitlines()]


def test_no_name_belongs_to_two_indicators() -> None:
    owners = Counter(normal_name(name) for indicator in all_indicators() for name in (indicator.name, *indicator.aliases))
    assert [name for name, times in owners.items() if times > 1] == []


def test_no_loose_word_belongs_to_two_indicators() -> None:
    owners = Counter(word for indicator in all_indicators() for word in indicator.loose)
    assert [word for word, times in owners.items() if times > 1] == []


@pytest.mark.parametrize("indicator", all_indicators(), ids=lambda indicator: indicator.name)
def test_entry_is_complete(indicator) -> None:
    assert indicator.permitted <= DERIVATIONS
    assert indicator.units
    assert indicator.says and indicator.short
    assert len(indicator.short) <= len(indicator.says) + 2
    assert all(find_indicator(name) is indicator for name in (indicator.name, *indicator.aliases))
    if indicator.kind == "share" or indicator.name.endswith("增速"):
        assert indicator.units == ("%",) and "pp_diff" in indicator.permitted and "yoy" not in indicator.permitted
    if indicator.kind == "count":
        assert indicator.decimals == 0


@pytest.mark.parametrize("indicator", all_indicators(), ids=lambda indicator: indicator.name)
def test_short_form_leads_back(indicator) -> None:
    """A short form names its own indicator, or the level whose growth the indicator is."""
    found = find_indicator(indicator.short)
    assert found is indicator or (found is not None and indicator.says in (found.says, found.name))


def test_growth_of_scale_aggregates_is_not_derived_from_levels() -> None:
    for name in ("规上工业总产值", "规上工业增加值", "规上工业利润总额", "规上工业营业收入"):
        indicator = find_indicator(name)
        assert indicator is not None and "yoy" not in indicator.permitted


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case["text"])
def test_split_name(case: dict) -> None:
    parts = split_name(case["text"], tuple(case.get("regions", ())))
    expected = {"scope": "", "kind": "", "span": "", "unit": "", "period": "", "remark": ""} | {
        key: value for key, value in case.items() if key not in ("text", "regions", "canonical")
    }
    assert {key: getattr(parts, key) for key in expected} == expected
    found = find_indicator(parts.base)
    assert (found.name if found else None) == case.get("canonical")


def test_unknown_indicator_takes_the_permissions_of_its_kind() -> None:
    industry = indicator_like("硅基新材料产业产值", "亿元")
    assert (industry.name, industry.kind) == ("硅基新材料产业产值", "flow")
    assert "share_of_total" in industry.permitted and "yoy" not in industry.permitted
    assert indicator_like("春节期间连续生产企业数", "户").says == "春节期间连续生产企业"
    assert indicator_like("链主本地采购占比", "%").kind == "share"
    assert indicator_like("全省开发区考核位次", "位").kind == "rank"


def test_loose_word() -> None:
    assert find_indicator("产值") is None
    found = find_loosely("产值")
    assert found is not None and found.name == "规上工业总产值"
