"""Derivations: each permitted one with its value and its formula in words, and those that do not exist."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.audit.derivations import DERIVATIONS, OF_ONE_ROW, derive, of_row, try_derive
from assistant.audit.facts import FactTable, table_of
from assistant.brief import load_brief
from assistant.errors import AssistantError, DerivationError

DATA = Path(__file__).parent / "data" / "audit"
ROWS = [json.loads(line) for line in (DATA / "derivations.jsonl").read_text("utf-8").splitlines()]


@cache
def table(name: str) -> FactTable:
    return table_of(load_brief(DATA / f"{name}.yaml"))


def _cases(refused: bool) -> list[Any]:
    return [
        pytest.param(row, id=f"{row['name']}-{number}", marks=pytest.mark.xfail(reason=row["fails"]) if "fails" in row else ())
        for number, row in enumerate(ROWS, 1)
        if ("refused" in row) == refused
    ]


@pytest.mark.parametrize("row", _cases(refused=False))
def test_permitted(row: dict[str, Any]) -> None:
    derived = derive(table(row["brief"]), row["name"], tuple(row["operands"]))
    assert derived.value == Decimal(row["value"])
    assert derived.unit == row["unit"]
    assert derived.formula == row["formula"]
    assert derived.key == f"d:{row['name']}({','.join(row['operands'])})"
    assert all(table(row["brief"]).get(key) for key in derived.operands)


@pytest.mark.parametrize("row", _cases(refused=True))
def test_refused(row: dict[str, Any]) -> None:
    with pytest.raises(DerivationError) as caught:
        derive(table(row["brief"]), row["name"], tuple(row["operands"]))
    assert isinstance(caught.value, AssistantError)
    assert str(caught.value).endswith("。")
    assert try_derive(table(row["brief"]), row["name"], *row["operands"]) is None


def test_every_derivation_has_both_kinds_of_rows() -> None:
    permitted = {row["name"] for row in ROWS if "refused" not in row}
    refused = {row["name"] for row in ROWS if "refused" in row}
    assert permitted == set(DERIVATIONS)
    assert refused - permitted == {"annualise"}
    assert set(DERIVATIONS) <= refused


@pytest.mark.parametrize("name", ["county", "city", "derive"])
def test_of_row_yields_exactly_what_derive_permits(name: str) -> None:
    facts = table(name)
    for figure in facts.brief.figures:
        listed = {(kind, derived.key) for kind, derived in of_row(facts, figure.id)}
        permitted = {(kind, found.key) for kind in OF_ONE_ROW if (found := try_derive(facts, kind, figure.id))}
        further = {("vs", f"d:vs({figure.id},{area.name})") for area in figure.references[1:]}
        several = {("target_gap", f"d:target_gap({figure.id},{target.by})") for target in figure.targets}
        assert listed == permitted | further | several


@pytest.mark.parametrize("name", ["county", "city", "derive"])
def test_a_derivation_is_rounded_half_up_from_its_exact_value(name: str) -> None:
    facts = table(name)
    for figure in facts.brief.figures:
        for _, derived in of_row(facts, figure.id):
            assert isinstance(derived.value, Decimal)
            step = Decimal(1).scaleb(int(derived.value.as_tuple().exponent))
            assert abs(derived.value - derived.exact) <= step / 2, derived.key


def test_no_growth_follows_from_two_levels_of_any_aggregate() -> None:
    names = ["规上工业增加值", "规上工业总产值", "规上工业营业收入", "规上工业利润总额", "地区生产总值", "工业投资", "工业技改投资"]
    rows = [{"id": f"f{i:02}", "indicator": name, "value": 110, "unit": "亿元", "last_year": 100} for i, name in enumerate(names, 1)]
    facts = table_of(load_brief({"figures": rows, "period": "2026年1—6月"}))
    assert [row for row in facts.rows if try_derive(facts, "growth", row)] == []
