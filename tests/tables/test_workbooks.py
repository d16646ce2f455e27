"""What one sheet cannot show: several sheets, hidden ones, formulas, several tables in one sheet, other programs' files, answers."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from assistant.brief import Brief
from assistant.tables import read_pasted, read_table
from tests.tables.axes import Options
from tests.tables.judge import differences, facts_of, figures_in, named
from tests.tables.known import DATA
from tests.tables.layout import sheet_of, stacked
from tests.tables.sheet import Cell, Sheet
from tests.tables.test_generated import LAYOUTS, assert_read
from tests.tables.writers import OFFICE, office, page, separated, workbook_of, write

BY_NAME = {layout["name"]: layout for layout in LAYOUTS}
DOUBTS = yaml.safe_load((DATA / "doubts.yaml").read_text("utf-8"))
MONTHLY, TOWNS, PARKS = "月报，一行表头", "分乡镇，各指标总量、增速、位次", "园区，上半年"
RANKS, MONEY, TREND = "全市各县位次表", "投资，单位在表头上方", "多期并列"
BESIDE = {TOWNS: Options(units="indicator"), PARKS: Options(units="indicator"), RANKS: Options(units="none"), MONEY: Options(units="line")}


def _sheet(name: str, **changes: Any) -> Sheet:
    return sheet_of(
        BY_NAME[name] | {"sheet": "逐月" if name == TREND else BY_NAME[name]["content"]}, replace(BESIDE.get(name, Options()), **changes)
    )


@pytest.mark.parametrize("names", [(MONTHLY, TOWNS), (MONEY, PARKS, RANKS), (TREND, TOWNS, PARKS)])
def test_several_sheets_are_all_read(tmp_path: Path, names: tuple[str, ...]) -> None:
    sheets = [_sheet(name) for name in names]
    cover = Sheet("封面", {(3, 2): Cell("云岭县统计局"), (5, 2): Cell("二〇二六年十月")})
    assert_read(sheets, Brief.of(write([cover, *sheets], tmp_path, "xlsx")))


def test_the_same_numbers_on_two_sheets_are_read_once(tmp_path: Path) -> None:
    sheets = [_sheet(MONTHLY), _sheet(TREND)]
    assert_read(sheets, Brief.of(write(sheets, tmp_path, "xlsx")))


def test_sheets_that_contradict_each_other_are_asked_about(tmp_path: Path) -> None:
    brief = Brief.of(write([_sheet(MONTHLY), _sheet(RANKS)], tmp_path, "xlsx"))
    assert any({"D3", "位次!B5"} <= set(question.cells) for question in brief.questions)
    assert not any(fact.cell in ("D3", "B5") and fact.measure == "yoy" for fact in facts_of(brief.figures) if fact.scope == "")


@pytest.mark.parametrize("name", [MONTHLY, TOWNS, PARKS])
@pytest.mark.parametrize("form", ["tsv", "html"])
def test_pasted_tables(name: str, form: str) -> None:
    sheet = _sheet(name, format=form, merge="merge" if form == "html" else "blank")
    text = page(sheet) if form == "html" else separated(sheet, "\t")
    reading = read_pasted(text)
    assert reading.questions == ()
    rows = [dict(row) for row in reading.rows]
    assert differences([sheet], Brief.of(rows), sheeted=False) == []


@pytest.mark.parametrize(("kept", "hidden"), [(MONTHLY, PARKS), (TOWNS, MONEY)])
def test_a_hidden_sheet_is_told(tmp_path: Path, kept: str, hidden: str) -> None:
    sheets = [_sheet(kept), replace(_sheet(hidden), hidden=True)]
    sheets[1].optional, sheets[1].expected = sheets[1].expected, []
    brief = Brief.of(write(sheets, tmp_path, "xlsx"))
    assert_read(sheets, brief)
    assert any(sheets[1].name in notice.text and "隐藏" in notice.text for notice in brief.notices)


@pytest.mark.parametrize("beside", [False, True], ids=["below", "beside"])
@pytest.mark.parametrize("names", [(MONTHLY, TOWNS), (MONEY, PARKS), (PARKS, TOWNS, RANKS)])
def test_several_tables_in_one_sheet(tmp_path: Path, names: tuple[str, ...], beside: bool) -> None:
    units = "indicator" if RANKS not in names else "heading"
    sheet = stacked([BY_NAME[name] for name in names], Options(units=units), beside)
    assert_read([sheet], Brief.of(write([sheet], tmp_path, "xlsx")))


def _with_formulas(path: Path, sheet: Sheet, cached: bool) -> dict[str, str]:
    """Turn every third figure into a formula that gives the same; returns what stands in each such cell."""
    book = workbook_of([sheet])
    changed = {fact.cell: fact.value for fact in sheet.expected[::3]}
    for cell, value in changed.items():
        book.active[cell] = f"={value}+0"
    book.save(path)
    if cached:
        _cache(path, changed)
    return changed


def _cache(path: Path, values: dict[str, str]) -> None:
    """Put the results of formulas into the file, as a program that computes would."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    text = members[name].decode()
    for cell, value in values.items():
        text = re.sub(rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v\s*/?>(?:</v>)?', rf"\g<1><v>{value}</v>", text)
    members[name] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for member, data in members.items():
            package.writestr(member, data)


@pytest.mark.parametrize("name", [MONTHLY, TOWNS])
def test_formulas_with_results_are_read(tmp_path: Path, name: str) -> None:
    sheet = _sheet(name)
    _with_formulas(tmp_path / "表.xlsx", sheet, cached=True)
    assert load_workbook(tmp_path / "表.xlsx", data_only=True).active[sheet.expected[0].cell].value is not None
    assert_read([sheet], Brief.of(tmp_path / "表.xlsx"))


def test_formulas_without_results_are_told(tmp_path: Path) -> None:
    sheet = _sheet(MONTHLY)
    changed = _with_formulas(tmp_path / "表.xlsx", sheet, cached=False)
    sheet.expected = [fact for fact in sheet.expected if fact.cell not in changed]
    sheet.told |= dict.fromkeys(changed, ())
    brief = Brief.of(tmp_path / "表.xlsx")
    assert differences([sheet], brief) == []
    assert any("公式" in notice.text for notice in (*brief.notices, *brief.questions))


@pytest.mark.office
@pytest.mark.parametrize("form", list(OFFICE))
def test_formulas_that_libreoffice_computed(tmp_path: Path, form: str) -> None:
    (tmp_path / "原件").mkdir()
    sheet = _sheet(TOWNS)
    _with_formulas(tmp_path / "原件" / "表.xlsx", sheet, cached=False)
    office(tmp_path / "原件" / "表.xlsx", OFFICE[form], tmp_path)
    assert_read([sheet], Brief.of(tmp_path / f"表.{OFFICE[form].split(':')[0]}"))


@pytest.mark.office
@pytest.mark.parametrize("form", list(OFFICE))
def test_several_sheets_through_libreoffice(tmp_path: Path, form: str) -> None:
    percent = "format" if form == "resaved" else "plain"  # old workbooks do not tell how a number is shown
    sheets = [_sheet(MONTHLY, percent=percent, numbers="thousands"), _sheet(PARKS, percent=percent), _sheet(TREND)]
    assert_read(sheets, Brief.of(write(sheets, tmp_path, form)))


@pytest.mark.parametrize("case", DOUBTS, ids=lambda case: case["name"])
def test_doubt(tmp_path: Path, case: dict[str, Any]) -> None:
    """What the table leaves open is asked, in one list with alternatives; no cell in doubt is read as anything but what it may be."""
    path = tmp_path / "表.csv"
    path.write_text(case["text"], "utf-8")
    brief = Brief.of(path)
    for words in case["asks"]:
        assert any(all(word in f"{question.text}{question.cells}" for word in words.split()) for question in brief.questions), (
            brief.questions
        )
    assert len(brief.questions) <= case.get("most", len(case["asks"]))
    assert all(len(question.alternatives) > 1 or not question.alternatives for question in brief.questions)
    got = {(fact.cell, fact.measure, fact.unit, fact.period, fact.span) for fact in facts_of(brief.figures)}
    for cell, allowed in case.get("allowed", {}).items():
        wrong = [fact for fact in got if fact[0] == cell and " ".join(filter(None, fact[1:])) not in allowed]
        assert wrong == []
    read = {fact[0] for fact in got}
    sheet = Sheet(
        "csv", {(r, c): Cell(word) for r, line in enumerate(case["text"].splitlines(), 1) for c, word in enumerate(line.split(","), 1)}
    )
    said = [*brief.notices, *brief.questions]
    assert [cell for cell in figures_in(sheet) if cell not in read and not named(said, cell, ())] == []


def test_an_answer_is_remembered_for_the_next_table_of_the_shape(tmp_path: Path) -> None:
    from assistant.tables import record_answers

    case = next(case for case in DOUBTS if case["name"] == "没有单位的金额")
    (tmp_path / "九月.csv").write_text(case["text"], "utf-8")
    (tmp_path / "十月.csv").write_text(case["text"].replace("31.4", "35.9").replace("1—9", "1—10"), "utf-8")
    asked = read_table(tmp_path / "九月.csv").questions
    record_answers(tmp_path / "答.yaml", asked, {question.id: "万元" for question in asked})
    later = read_table(tmp_path / "十月.csv", answers=tmp_path / "答.yaml")
    assert later.questions == ()
    assert {row["unit"] for row in later.rows} == {"万元"}
    assert read_table(tmp_path / "十月.csv").questions != ()
