"""Tables written by hand, number by number."""

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


def _fact(cell: str, told: list[str]) -> Fact:
    measure, value, indicator, unit, scope, period, name = (*told, "", "", "", "")[:7]
    return plain(Fact(cell, measure, value, indicator, unit, scope, period or "2026年1—9月", name=name))


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: case["name"])
def test_table(tmp_path: Path, case: dict[str, Any]) -> None:
    path = tmp_path / "表.csv"
    path.write_text(case["text"], "utf-8")
    expected = {cell: _fact(cell, told) for cell, told in case["facts"].items()}
    try:
        brief = Brief.of(path)
    except TableError as error:
        assert case.get("or_message"), str(error)
        assert all(word in str(error) for word in case["or_message"]), str(error)
        return
    got = list(facts_of(brief.figures))
    assert [fact for fact in got if expected.get(fact.cell) != fact] == []
    missing = expected.keys() - {fact.cell for fact in got}
    assert missing <= set(case.get("or_told", ()))
    assert [
        cell
        for cell in (*missing, *case.get("or_told", ()))
        if cell not in {f.cell for f in got} and not named((*brief.notices, *brief.questions), cell, ())
    ] == []
    assert brief.questions == () or missing
