"""The check sheet: a row for every number, the right cell of the user's own file behind it, safe to open and ready to print."""

import hashlib
import html
import re
import subprocess
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assistant import Draft, check_numbers, draft_speech
from assistant.brief import Brief
from assistant.errors import InputError
from assistant.export import files
from assistant.export.checksheet import CheckSheet, Part, check_sheet, clean
from assistant.export.checksheet_book import book_of
from assistant.findings import Finding, NumberFinding
from assistant.resources import bundled
from tests.tables.layout import sheet_of
from tests.tables.test_generated import CASES
from tests.tables.writers import write

pytestmark = pytest.mark.slow

TITLES = ["数据核对表", "未用数据", "措辞", "其他数字"]
NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
PLACE = re.compile(r"(?P<file>.+?)(?:「(?P<sheet>.+)」| )(?P<cell>[A-Z]+[0-9]+)")
XLSX = [pytest.param(*case.values, id=case.id, marks=case.marks) for case in CASES if case.values[1].format == "xlsx"]


@pytest.fixture(scope="module")
def city() -> Draft:
    return draft_speech(Brief.of(bundled("examples") / "brief-city.yaml"), model=False)


@pytest.fixture(scope="module")
def sheet(city: Draft) -> CheckSheet:
    return _sheet_of(city)


def _sheet_of(draft: Draft) -> CheckSheet:
    return check_sheet(draft.text, draft.report, draft.brief, draft.wording, version="第2版")


def _column(part: Part, title: str) -> list[str]:
    place = [column.title for column in part.columns].index(title)
    return [row.cells[place] for row in part.rows]


def _opened(content: bytes, tmp_path: Path, **how: Any) -> Any:
    path = tmp_path / "表.xlsx"
    path.write_bytes(content)
    return openpyxl.load_workbook(path, **how)


@pytest.mark.parametrize("name", ["brief.yaml", "brief-city.yaml"])
def test_every_number_of_the_text_has_its_row(name: str) -> None:
    draft = draft_speech(Brief.of(bundled("examples") / name), model=False)
    figures, _, wording, other = _sheet_of(draft).parts
    assert _column(figures, "数字") == [finding.text for finding in draft.report.findings]
    assert _column(figures, "序号") == [str(number) for number in range(1, len(figures.rows) + 1)]
    told = "\n".join((*_column(figures, "数字"), *_column(wording, "词句"), *_column(other, "数字")))
    assert Counter(NUMERAL.findall(draft.text)) <= Counter(NUMERAL.findall(told))


def test_the_number_is_marked_in_its_sentence(city: Draft, sheet: CheckSheet) -> None:
    for part, title in ((sheet.parts[0], "数字"), (sheet.parts[3], "数字")):
        marked = [row.cells[1][slice(*row.mark)] for row in part.rows if row.mark]
        assert marked == _column(part, title)
        assert all(row.cells[1] in clean(city.text) for row in part.rows)


def _number_at(place: str, folder: Path) -> Decimal:
    """Read the number at an address of the original file as it is shown there, without any reader of the product."""
    told = PLACE.fullmatch(place)
    assert told, place
    book = openpyxl.load_workbook(folder / told["file"], data_only=True)
    cell = book[told["sheet"]][told["cell"]]
    if isinstance(cell.value, int | float):
        number = Decimal(str(cell.value)) * (100 if "%" in cell.number_format else 1)
        places = re.search(r"\.(0+)", cell.number_format)
        return number if cell.number_format == "General" else round(number, len(places[1]) if places else 0)
    text = str(cell.value).translate(str.maketrans("０１２３４５６７８９．－", "0123456789.-")).replace(",", "").replace("，", "")
    (first, *_) = re.findall(r"-?[0-9]+(?:\.[0-9]+)?", text)
    return Decimal(first)


def _told_pairs(part: Part) -> list[tuple[str, str]]:
    """Pair each value of a part with its address, line by line where there are several."""
    pairs = []
    for values, places in zip(_column(part, "输入中的数"), _column(part, "数据位置"), strict=True):
        several, where = values.split("\n"), places.split("\n")
        if len(several) == len(where):
            pairs += [(value.lstrip("①②③④⑤⑥⑦⑧⑨⑩"), place.lstrip("①②③④⑤⑥⑦⑧⑨⑩")) for value, place in zip(several, where, strict=True)]
    return pairs


def _value(text: str) -> Decimal:
    return Decimal(re.sub(r"^第|[^0-9.\-].*$", "", text.lstrip("近约超第")))


def test_every_address_of_a_speech_points_at_its_cell(sheet: CheckSheet) -> None:
    pairs = [(value, place) for part in sheet.parts[:2] for value, place in _told_pairs(part) if "任务单" not in place]
    assert len(pairs) > 60
    wrong = [(value, place) for value, place in pairs if _value(value) != _number_at(place, bundled("examples"))]
    assert wrong == []


@pytest.mark.parametrize(("spec", "options"), XLSX)
def test_every_address_points_at_its_cell_in_tables_of_every_shape(spec: dict[str, Any], options: Any, tmp_path: Path) -> None:
    path = write([sheet_of(spec, options)], tmp_path, "xlsx", protect=options.protect)
    brief = Brief.of(path)
    text = "同志们：今天不报数字。"
    part = check_sheet(text, check_numbers(text, brief), brief).parts[1]
    pairs = _told_pairs(part)
    assert len(pairs) == len(part.rows) >= len(brief.figures) > 0
    assert [(value, place) for value, place in pairs if "任务单" in place or _value(value) != _number_at(place, tmp_path)] == []


def test_a_derived_number_shows_every_operand_on_a_line_of_its_own() -> None:
    rows = [
        {"id": "f01", "indicator": "工业投资", "value": "60", "unit": "亿元", "yoy": "8.7"},
        {"id": "f02", "indicator": "技改投资", "value": "9", "unit": "亿元", "yoy": "14.3"},
    ]
    brief = Brief.of({"period": "2026年1—6月", "figures": rows})
    text = "工业技改投资增速高于工业投资5.6个百分点。"
    (row,) = check_sheet(text, check_numbers(text, brief), brief).parts[0].rows
    assert row.cells[3:9] == (
        *("①技改投资 同比\n②工业投资 同比", "2026年上半年", "①14.3%\n②8.7%"),
        *("①任务单 数据 f02 同比\n②任务单 数据 f01 同比", "技改投资14.3% − 工业投资8.7% = 5.6个百分点", "推算"),
    )


def test_words_remarks_and_doubts_stand_on_the_third_sheet() -> None:
    brief = Brief.of([{"indicator": "工业投资", "value": "60", "unit": "亿元", "target": "100", "progress": "70"}])
    text = "讲两点意见。一是抓投资，二是抓项目，三是抓招商。工业投资60亿元。"
    finding = Finding(6, 10, text[6:10], "duty", "warning", "说明。", "改一改")
    part = check_sheet(text, check_numbers(text, brief), brief, (finding,)).parts[2]
    assert [(row.cells[2], row.cells[3], row.cells[5]) for row in part.rows if row.cells[1] != "（输入自身）"][-1] == (
        "一是抓投",
        "提醒",
        "改一改",
    )
    assert [row.state for row in part.rows if row.cells[1] == "（输入自身）"] != []


def test_a_sheet_without_numbers_says_that_it_proves_nothing(tmp_path: Path) -> None:
    brief = Brief.of([{"indicator": "工业投资", "value": "60", "unit": "亿元"}])
    page = _opened(book_of(check_sheet("同志们好。", check_numbers("同志们好。", brief), brief)), tmp_path).worksheets[0]
    assert page["B2"].value == "没有可核对的数字，不能视为通过。"


HOSTILE = ["=1+1", '=HYPERLINK("http://a","b")', "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "a\x00b\x0b", "\ud800x", " =1"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_cell_is_a_formula(hostile: str, tmp_path: Path) -> None:
    brief = Brief.of([{"indicator": "工业投资", "value": "60", "unit": "亿元"}])
    finding = NumberFinding(
        0, len(hostile), hostile, "value", "error", hostile, hostile, verdict="contradicted", formula=hostile, cells=(hostile,)
    )
    report = type(check_numbers("", brief))((finding,), missing=("r01",))
    told = check_sheet(hostile, report, brief, (Finding(0, 2, hostile, "x", "error", hostile, hostile),), version=hostile)
    book = _opened(book_of(told), tmp_path)
    with zipfile.ZipFile(tmp_path / "表.xlsx") as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert not [xml for xml in sheets if re.search(r"<f[ >]", xml)]
    cells = [cell for page in book for row in page.iter_rows(min_row=2) for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert book["数据核对表"]["C2"].value.strip() == clean(hostile).strip()
    assert all(cell.quotePrefix for cell in cells if re.match(r"\s*[=+\-@＝]", cell.value))


def test_the_footer_of_every_page_names_the_version_and_what_was_checked(city: Draft, sheet: CheckSheet, tmp_path: Path) -> None:
    text = hashlib.sha256(city.text.encode()).hexdigest()
    brief = hashlib.sha256(city.brief.to_yaml().encode()).hexdigest()
    book = _opened(book_of(sheet), tmp_path)
    assert book.sheetnames == TITLES
    for page in book:
        assert page.oddFooter.left.text == f"第2版　正文 SHA-256 {text}"
        assert page.oddFooter.right.text == f"任务单 SHA-256 {brief}"
        assert not page.HeaderFooter.differentFirst and not page.HeaderFooter.differentOddEven
    with zipfile.ZipFile(tmp_path / "表.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    notes = re.findall(r"<odd(?:Header|Footer)>(.*?)</odd", xml)
    assert len(notes) == 2 and all(len(html.unescape(note)) <= 255 for note in notes)


def test_another_text_or_brief_has_another_sum(city: Draft) -> None:
    first = check_sheet(city.text, city.report, city.brief)
    other = check_sheet(city.text + "。", city.report, city.brief)
    assert first.text_sum != other.text_sum and first.brief_sum == other.brief_sum
    vouched = city.brief.vouch("27家", "商务局电话")
    assert check_sheet(city.text, city.report, vouched).brief_sum != first.brief_sum
    assert check_sheet(city.text, city.report, Brief.of(city.brief)).brief_sum == first.brief_sum


def test_it_prints_on_a4_with_its_heading_on_every_page(sheet: CheckSheet, tmp_path: Path) -> None:
    for page, part in zip(_opened(book_of(sheet), tmp_path), sheet.parts, strict=True):
        setup = page.page_setup
        assert (int(setup.paperSize), setup.orientation, int(setup.fitToWidth), int(setup.fitToHeight)) == (9, "landscape", 1, 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.freeze_panes, page.print_title_rows) == ("A2", "$1:$1")
        assert [cell.value for cell in page[1]] == [column.title for column in part.columns]
        assert page[1][-1].value == "核对人" and not any(row[-1].value for row in page.iter_rows(min_row=2))
        assert all(cell.alignment.wrap_text for row in page.iter_rows() for cell in row)


def test_the_workbook_says_what_the_rows_say(sheet: CheckSheet, tmp_path: Path) -> None:
    for page, part in zip(_opened(book_of(sheet), tmp_path), sheet.parts, strict=True):
        read = [tuple(cell or "" for cell in row) for row in page.iter_rows(min_row=2, values_only=True)]
        assert read == [row.cells for row in part.rows]
    rich = _opened(book_of(sheet), tmp_path, rich_text=True)["数据核对表"]["B2"].value
    assert [str(piece) for piece in rich if getattr(piece, "font", None) and piece.font.b] == [sheet.parts[0].rows[0].cells[2]]


@pytest.mark.parametrize("name", ["核对表.xlsx", "栖云县 上半年 核对表（第2版）.xlsx"])
def test_a_draft_writes_its_check_sheet(name: str, city: Draft, tmp_path: Path) -> None:
    path = city.to_checksheet(tmp_path / name, version="送审稿")
    assert path == tmp_path / name
    assert openpyxl.load_workbook(path).sheetnames == TITLES
    with pytest.raises(InputError, match="已经存在"):
        city.to_checksheet(str(path))
    before = path.stat().st_ino
    city.to_checksheet(path, overwrite=True)
    assert path.stat().st_ino != before
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_a_refused_write_leaves_the_old_sheet(city: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = city.to_checksheet(tmp_path / "核对表.xlsx")
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(InputError, match="磁盘空间"):
        city.to_checksheet(path, overwrite=True)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.office
def test_libreoffice_opens_prints_and_keeps_it(city: Draft, sheet: CheckSheet, tmp_path: Path) -> None:
    from pypdf import PdfReader

    path = city.to_checksheet(tmp_path / "核对表.xlsx", version="第2版")
    for form, folder in (("pdf", tmp_path), ("xlsx", tmp_path / "again")):
        command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", form]
        subprocess.run([*command, "--outdir", folder, path], check=True, capture_output=True, timeout=120)
    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(tmp_path / "核对表.pdf").pages]
    assert 4 <= len(pages) <= 12
    for number, page in enumerate(pages, 1):
        assert f"第{number}页，共{len(pages)}页" in page
        assert sheet.text_sum in page and sheet.brief_sum in page
        assert "序号" in page and "核对人" in page
    again = openpyxl.load_workbook(tmp_path / "again" / "核对表.xlsx")
    for page, part in zip(again, sheet.parts, strict=True):
        read = [tuple(str(cell or "") for cell in row) for row in page.iter_rows(min_row=2, max_col=len(part.columns), values_only=True)]
        assert read[: len(part.rows)] == [row.cells for row in part.rows]
