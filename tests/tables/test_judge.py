"""The judge itself: a perfect reading passes it, and a reading with one thing wrong does not."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.brief import Figure, Reference, Source, Target
from assistant.brief.model import BriefData
from assistant.numbers.period_reader import read_period
from assistant.tables import Notice
from tests.tables.judge import differences
from tests.tables.sheet import Fact, Sheet
from tests.tables.test_generated import CASES, sheet_of


def _figure(fact: Fact) -> Figure:
    number: dict[str, Any] = {fact.measure: Decimal(fact.value), "unit": fact.unit}
    key = fact.measure
    if key == "target_yoy":
        number, key = {"targets": (Target("年度目标", None, Decimal(fact.value)),)}, "target_yoy:年度目标"
    if key == "reference":
        number, key = {"references": (Reference(fact.name, Decimal(fact.value)),)}, f"reference:{fact.name}"
    when = read_period(fact.period) if fact.period else None
    source = Source("表.xlsx", fact.sheet, ((key, fact.cell),))
    names = {"id": "f", "indicator": fact.indicator, "name": fact.indicator, "canonical": fact.indicator}
    return Figure(**names, scope=fact.scope, when=when, span="当月" if fact.span else "累计", source=source, **number)


def _reading(sheet: Sheet) -> BriefData:
    told = Notice("没有读", cells=tuple(sheet.told))
    return BriefData(figures=tuple(map(_figure, sheet.expected)), notices=(told,))


@pytest.mark.parametrize(("spec", "options"), CASES[::4])
def test_a_perfect_reading_passes(spec: dict[str, Any], options: Any) -> None:
    sheet = sheet_of(spec, replace(options, format="xlsx"))
    assert differences([sheet], _reading(sheet)) == []


WRONG = {
    "a value": {"value": Decimal("0.01")},
    "an indicator": {"canonical": "工业税收"},
    "a scope": {"scope": "青石镇西街"},
    "a period": {"when": read_period("2026年1—7月")},
    "a span": {"span": "单季", "when": read_period("2026年7月")},
    "a unit": {"unit": "万元/亩"},
    "a cell": {"source": Source("表.xlsx", "月报", (("value", "Z99"),))},
    "a sheet": {"source": Source("表.xlsx", "封面", (("value", "C4"),))},
    "a kind": {"kind": "target"},
}


@pytest.mark.parametrize("wrong", list(WRONG.values()), ids=list(WRONG))
def test_one_wrong_thing_is_seen(wrong: dict[str, Any]) -> None:
    sheet = sheet_of(*CASES[0].values)
    reading = _reading(sheet)
    place = next(index for index, fact in enumerate(sheet.expected) if fact.cell == "C4")
    figures = list(reading.figures)
    figures[place] = replace(figures[place], **wrong)
    assert differences([sheet], replace(reading, figures=tuple(figures))) != []


def test_what_is_lost_or_told_by_nobody_is_seen() -> None:
    sheet = sheet_of(*next(case.values for case in CASES if case.values[1].notes))
    reading = _reading(sheet)
    assert differences([sheet], replace(reading, figures=reading.figures[1:])) != []
    assert differences([sheet], replace(reading, notices=())) != []
    assert differences([sheet], replace(reading, figures=(*reading.figures, reading.figures[0]))) != []
