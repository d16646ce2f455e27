"""Tables written by hand, number by number."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.brief import Brief
from assistant.errors import TableError
from tests.tables.judge import facts_of, named, plain
from tests.tables.known import DATA
from tests.tables.sheet import Fact

WRITTEN = yaml.safe_load((DATA / "written.yaml").read_text("utf-8"))
_PARTS = ("measure", "value", "indicator", "unit", "scope", "period", "name")


def _right(fact: Fact, case: dict[str, Any]) -> bool:
    """Tell whether a fact is the one that stands in its cell."""
    if fact.cell not in case["facts"]:
        return False
    told = dict(zip(_PARTS, case["facts"][fact.cell], strict=False))
    told["period"] = told.get("period") or "2026年1—9月"
    left_open = {"span", *(part for part, word in told.items() if word == "any")}
    expected = plain(Fact(fact.cell, **{part: "0" if word == "any" else word for part, word in told.items()}))
    if fact.indicator in case.get("names", {}).get(told["indicator"], ()):
        left_open.add("indicator")
    return replace(expected, **{part: getattr(fact, part) for part in left_open}) == fact


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: case["name"])
def test_table(tmp_path: Path, case: dict[str, Any]) -> None:
    path = tmp_path / "表.csv"
    path.write_text(case["text"], "utf-8")
    try:
        brief = Brief.of(path)
    except TableError as error:
        assert case.get("or_message"), str(error)
        assert all(word in str(error) for word in case["or_message"]), str(error)
        return
    got = list(facts_of(brief.figures))
    assert [fact for fact in got if not _right(fact, case)] == []
    missing = case["facts"].keys() - {fact.cell for fact in got}
    assert missing <= set(case.get("or_told", ()))
    said = [*brief.notices, *brief.questions]
    assert [cell for cell in missing if not named(said, cell, ())] == []
    assert [
        question.text for question in brief.questions if case.get("doubt", "\0") not in question.text and not missing & set(question.cells)
    ] == []
