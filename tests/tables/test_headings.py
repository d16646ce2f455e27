"""Headings as county tables really write them: how many are understood, each in a table of its own."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.brief import Brief
from assistant.errors import TableError
from tests.tables.judge import facts_of, plain
from tests.tables.known import DATA
from tests.tables.sheet import Fact

HEADINGS = [
    (field, {"heading": item} if isinstance(item, str) else item)
    for field, items in yaml.safe_load((DATA / "headings.yaml").read_text("utf-8")).items()
    for item in items
]
FLOOR = 250
"""A guard against falling back, not the measure: `python -m tests.tables.test_headings` tells that."""

_PLACE = {"indicator": 0, "unit": 1, "value": 2}
_WORDS = {"indicator": "工业投资", "unit": "亿元", "scope": "青石镇", "note": "快报数", "period": "2026年1—9月"}
_NUMBERS = {"value": "31.4", "rank": "3", "prev_rank": "4", "": "1"}
PERIOD = "2026年1—9月"


def _table(field: str, heading: str, unit: str = "亿元") -> list[list[str]]:
    """A small table in which this heading heads what it means; all other headings are plain."""
    top, row = ["指标", "单位", "数值"], ["工业投资", unit, "31.4"]
    cell = _WORDS.get(field) or _NUMBERS.get(field, "46.2")
    if field in _PLACE:
        top[_PLACE[field]], row[_PLACE[field]] = heading, cell
    elif field == "":
        top.insert(0, heading)
        row.insert(0, cell)
    else:
        top.append(heading)
        row.append(cell)
    return [top, row]


def _expected(field: str, item: dict[str, str]) -> set[Fact]:
    place = _PLACE.get(field, 3)
    facts = {"C2" if field else "D2": Fact("C2" if field else "D2", "value", "31.4", "工业投资", "亿元")}
    number = Decimal(_NUMBERS.get(field, "46.2"))
    if field == "value":
        facts["C2"] = Fact("C2", "value", "31.4", "工业投资", item.get("unit", "亿元"), span=item.get("span", ""))
    elif field and field not in _WORDS:
        measure = {"prev": "value", "prev_yoy": "yoy"}.get(field, field)
        unit = item.get("unit", "亿元") if field in ("last_year", "target", "prev") else ""
        name = item.get("basis", item.get("name", "") if field == "reference" else "")
        facts["D2"] = Fact("ABCD"[place] + "2", measure, str(number), "工业投资", unit, span=item.get("span", ""), name=name)
    scope = {"scope": "青石镇"} if field == "scope" else {}
    period = item.get("period", PERIOD)
    return {
        plain(
            Fact(
                **{key: getattr(fact, key) for key in fact.__dataclass_fields__}
                | {"period": period if fact.cell == "D2" else PERIOD}
                | scope
            )
        )
        for fact in facts.values()
    }


def understood(folder: Path, field: str, item: dict[str, str]) -> str:
    """Empty where a table with this heading is read right, else what came instead."""
    path = folder / "表.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_table(field, item["heading"], item.get("unit", "亿元")))
    try:
        brief = Brief.of({"region": "云岭县", "level": "县", "period": PERIOD, "figures": str(path)})
    except TableError as error:
        return str(error)
    except Exception as error:
        return f"{type(error).__name__} {error}"
    got = {
        plain(Fact(**{key: getattr(fact, key) for key in fact.__dataclass_fields__} | {"sheet": ""})) for fact in facts_of(brief.figures)
    }
    wrong = sorted(got ^ _expected(field, item))
    extra = brief.figures[0] if brief.figures else None
    if field == "note" and (extra is None or extra.note != "快报数"):
        return "note lost"
    if "name" in item and field in ("share", "rank") and extra is not None and item["name"] not in (extra.share_of, extra.rank_scope):
        return f"name lost: {item['name']}"
    return f"{wrong}" if wrong else "；".join(question.text for question in brief.questions)


@pytest.mark.slow
def test_share_of_headings_understood(tmp_path: Path) -> None:
    assert len(HEADINGS) >= 150
    missed = [item["heading"] for field, item in HEADINGS if understood(tmp_path, field, item)]
    assert len(HEADINGS) - len(missed) >= FLOOR, missed


@pytest.mark.parametrize(("field", "item"), HEADINGS)
def test_no_heading_makes_a_wrong_value(tmp_path: Path, field: str, item: dict[str, str]) -> None:
    """What is not understood is told or asked, not read as something else."""
    said = understood(tmp_path, field, item)
    assert "Fact(" not in said or _told(tmp_path, said)


def _told(folder: Path, said: str) -> bool:
    brief: Any = Brief.of({"region": "云岭县", "level": "县", "period": PERIOD, "figures": str(folder / "表.csv")})
    return bool(brief.questions) or any("列" in notice.text for notice in brief.notices)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        results = [(field, item["heading"], understood(Path(made), field, item)) for field, item in HEADINGS]
    for field, heading, said in results:
        if said:
            print(f"{field or '（不读）'}\t{heading}\t{said[:200]}")
    print(f"{sum(not said for _, _, said in results)} of {len(results)} headings understood")
