"""Laws of reading: the order of rows and columns, blank ones between them, and other names of an indicator change no fact."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import coordinate_to_tuple

from assistant.brief import Brief
from assistant.lexicon import read_records
from tests.tables.axes import Options, columns_of, rows_of
from tests.tables.judge import differences, facts_of
from tests.tables.known import DATA, known
from tests.tables.layout import Builder
from tests.tables.sheet import Sheet, spaced
from tests.tables.writers import write

LAYOUTS = {layout["name"]: layout for layout in yaml.safe_load((DATA / "layouts.yaml").read_text("utf-8"))}
PERMUTED = [
    "月报，一行表头",
    "考核，目标、完成、进度、位次",
    "分乡镇，各指标总量、增速、位次",
    "全市各县位次表",
    "园区在列",
    "多年并列，一行表头",
]
QUICK = "园区在列"
UNITS = {"分乡镇，各指标总量、增速、位次": "indicator", "全市各县位次表": "none"}
ALIASES = {record["name"]: record["aliases"] for record in read_records("indicators")}


def _facts(sheet: Sheet, folder: Path) -> set[tuple[str, ...]]:
    brief = Brief.of(write([sheet], folder, "xlsx"))
    assert differences([sheet], brief) == []
    assert brief.questions == ()
    return {(fact.measure, fact.value, fact.indicator, fact.unit, fact.scope, fact.period, fact.span) for fact in facts_of(brief.figures)}


def _built(name: str, options: Options, rows: list[Any], columns: list[Any]) -> Sheet:
    spec = LAYOUTS[name] | {"_rows": rows, "_columns": columns}
    return Builder(spec, options, Sheet("表")).build()


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name != QUICK)) for name in PERMUTED])
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_order_and_blank_lines_change_nothing(tmp_path: Path, name: str, data: st.DataObject) -> None:
    layout, options = LAYOUTS[name], Options(units=UNITS.get(name, "column"))
    about = known(layout["content"])
    columns, rows = columns_of(layout, about, options), [replace(row, level=0) for row in rows_of(layout, about, options)]
    rows = [replace(row, labels=(row.labels[0].removeprefix("其中："),)) for row in rows]
    before = _facts(_built(name, options, rows, columns), tmp_path)
    sheet = _built(name, options, data.draw(st.permutations(rows)), _shuffled(columns, data))
    assert _facts(_with_blanks(sheet, data), tmp_path) == before


def _with_blanks(sheet: Sheet, data: st.DataObject) -> Sheet:
    """The sheet with up to three blank rows among the figures, and as many blank columns anywhere."""
    last, wide = sheet.size
    first = min(coordinate_to_tuple(fact.cell)[0] for fact in sheet.expected)
    rows = data.draw(st.sets(st.integers(first, last), max_size=3))
    columns = data.draw(st.sets(st.integers(1, wide), max_size=3))
    return spaced(sheet, sorted(rows), sorted(columns))


def _shuffled(columns: list[Any], data: st.DataObject) -> list[Any]:
    """Columns in another order: groups as wholes, and the columns of each group among themselves."""
    if all(len(column.labels) == 1 for column in columns):
        return data.draw(st.permutations(columns))
    groups: dict[str, list[Any]] = {}
    for column in columns:
        groups.setdefault(column.labels[0], []).append(column)
    return [column for group in data.draw(st.permutations(list(groups.values()))) for column in data.draw(st.permutations(group))]


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_another_name_of_an_indicator_changes_nothing(tmp_path: Path, data: st.DataObject) -> None:
    layout, about = LAYOUTS["考核，目标、完成、进度、位次"], known("考核")
    names = {name: data.draw(st.sampled_from([name, *ALIASES.get(name, ())])) for name in about.indicators}
    options = Options(aliases=names)
    rows, columns = rows_of(layout, about, options), columns_of(layout, about, options)
    plain_rows = rows_of(layout, about, Options())
    assert _facts(_built(layout["name"], options, rows, columns), tmp_path) == _facts(
        _built(layout["name"], Options(), plain_rows, columns), tmp_path
    )
