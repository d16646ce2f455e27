"""A brief written as YAML is read back as the same brief."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from assistant.brief import Brief
from assistant.brief.writing import brief_mapping, brief_yaml
from assistant.errors import BriefError

ROOT = Path(__file__).resolve().parents[1]
BRIEFS = [*sorted((ROOT / "examples").glob("*.yaml")), *sorted((ROOT / "tests" / "data" / "briefs").glob("**/*.yaml"))]
BRIEFS += [ROOT / "tests" / "data" / "audit" / f"{name}.yaml" for name in ("county", "city", "derive")]


def _bare(brief: Brief) -> Brief:
    return replace(brief, notices=(), questions=())


@pytest.mark.slow
@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_what_is_written_is_read_back(path: Path, tmp_path: Path) -> None:
    brief = Brief.of(path)
    (tmp_path / "again.yaml").write_text(brief_yaml(brief), "utf-8")
    again = Brief.of(tmp_path / "again.yaml")
    assert _bare(again) == _bare(brief)
    assert [str(figure.value) for figure in again.figures] == [str(figure.value) for figure in brief.figures]
    assert _bare(Brief.of(brief_mapping(brief))) == _bare(brief)


def test_rows_keep_the_scope_kind_span_and_source_they_were_given() -> None:
    rows = [
        {"id": "f01", "indicator": "产值", "scope": "园区", "value": "12.50", "unit": "亿元", "span": "当月", "period": "2026年9月"},
        {"indicator": "规上工业企业数", "value": 90, "unit": "户", "kind": "target", "period": "2026年全年", "qualifier": "以上"},
        {
            "indicator": "工业投资",
            "value": 0,
            "unit": "亿元",
            "source": {"file": "月报.xlsx", "sheet": "主要指标", "cells": {"value": "D7"}},
        },
    ]
    brief = Brief.of({"region": "云岭县", "period": "2026年1—9月", "figures": rows, "length": [2000, 2500]})
    text = brief_yaml(brief)
    assert "12.50" in text
    assert _bare(Brief.of(yaml.safe_load(text))) == _bare(brief)


def test_nothing_derived_is_written() -> None:
    brief = Brief.of({"meeting": {"name": "全县工业经济调度会"}, "priorities": ["抓投资"]})
    assert brief_mapping(brief) == {"format": 1, "meeting": {"name": "全县工业经济调度会"}, "priorities": [{"title": "抓投资"}]}


def test_a_number_vouched_for_is_written_with_its_source() -> None:
    brief = Brief.of({"priorities": ["抓投资"], "known": [{"text": "7100万元", "source": "审计报告"}]}).vouch(
        " 27家 ", "商务局电话", by="李"
    )
    assert [(known.id, known.text, known.source, known.by) for known in brief.known][1] == ("k02", "27家", "商务局电话", "李")
    assert _bare(Brief.of(yaml.safe_load(brief.to_yaml()))) == _bare(brief)


@pytest.mark.parametrize(("text", "source", "said"), [("", "电话", "没有写数字"), ("27家", " \n", "没有写来源")])
def test_nobody_vouches_without_a_number_and_a_source(text: str, source: str, said: str) -> None:
    with pytest.raises(BriefError, match=said):
        Brief.of({"priorities": ["抓投资"]}).vouch(text, source)
