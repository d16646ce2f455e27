"""Tables of every shape, as real files, read into exactly what stands in them."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.brief import Brief
from tests.tables.axes import Options
from tests.tables.judge import differences
from tests.tables.known import DATA
from tests.tables.layout import sheet_of
from tests.tables.sheet import Sheet
from tests.tables.writers import OFFICE, write

LAYOUTS = yaml.safe_load((DATA / "layouts.yaml").read_text("utf-8"))
QUICK = 3
"""One dress in so many of every layout stays in the quick run; all of them run in the full one."""

SHEETED = ("xlsx", "xls", "ods", "resaved")


def _cases() -> list[Any]:
    cases = []
    for layout in LAYOUTS:
        for number, variant in enumerate(layout["variants"]):
            options = Options(**{key: value for key, value in variant.items() if key != "doubt"})
            spec = {key: value for key, value in layout.items() if key != "variants"} | {k: v for k, v in variant.items() if k == "doubt"}
            dress = "，".join(f"{key}={value}" for key, value in variant.items() if key not in ("doubt", "aliases")) or "xlsx"
            marks = [pytest.mark.office] if options.format in OFFICE else [pytest.mark.slow] * (number % QUICK != 0)
            cases.append(pytest.param(spec, options, id=f"{layout['name']}：{dress}", marks=marks))
    return cases


CASES = _cases()


@pytest.mark.parametrize(("spec", "options"), CASES)
def test_table(tmp_path: Path, spec: dict[str, Any], options: Options) -> None:
    sheet = sheet_of(spec, options)
    path = write([sheet], tmp_path, options.format, encoding=options.encoding, protect=options.protect)
    brief = Brief.of(path)
    assert_read([sheet], brief, sheeted=options.format in SHEETED)


def assert_read(sheets: list[Sheet], brief: Brief, *, sheeted: bool = True) -> None:
    """Hold that the facts are the expected ones and that nothing is asked but what the sheets name a doubt about."""
    assert differences(sheets, brief, sheeted=sheeted) == []
    doubts = [sheet.doubt for sheet in sheets if sheet.doubt]
    assert [question.text for question in brief.questions if not any(doubt in question.text for doubt in doubts)] == []
    assert [doubt for doubt in doubts if not any(doubt in question.text for question in brief.questions)] == []


def test_enough_tables_of_every_dress() -> None:
    assert len(CASES) >= 80
    assert sum(not case.values[0].get("doubt") for case in CASES) >= 70
    for field in fields(Options):
        values = {str(getattr(case.values[1], field.name)) for case in CASES}
        assert len(values) > 1, field.name
