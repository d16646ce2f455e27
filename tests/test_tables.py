"""Tables: plain ones with one heading row, and everything that may be wrong with a file."""

import io
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from assistant.errors import TableError
from assistant.lexicon import read_records
from assistant.tables import (
    ANSWERS_FILE,
    TableReading,
    load_answers,
    package,
    read_heading,
    read_number,
    read_pasted,
    read_table,
    reading,
    record_answers,
    workbook,
)

DATA = Path(__file__).parent / "data"
GOOD = yaml.safe_load((DATA / "tables.yaml").read_text("utf-8"))
BAD = yaml.safe_load((DATA / "bad_tables.yaml").read_text("utf-8"))


def _written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def _book(path: Path, *rows: list[Any], title: str = "表一") -> Path:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return str(value) if isinstance(value, Decimal) else value


def _rows(table: TableReading) -> list[dict[str, Any]]:
    return [_plain({key: value for key, value in row.items() if key != "source"}) for row in table.rows]


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["name"])
def test_table(tmp_path: Path, case: dict[str, Any]) -> None:
    table = read_table(_written(tmp_path / "表.csv", case["text"]))
    assert _rows(table) == case["rows"]
    if "notices" in case:
        assert len(table.notices) == len(case["notices"])
        assert all(any(fragment in str(notice) for notice in table.notices) for fragment in case["notices"])


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["name"])
def test_bad_table(tmp_path: Path, case: dict[str, Any]) -> None:
    with pytest.raises(TableError) as caught:
        read_table(_written(tmp_path / "表.csv", case["text"]))
    assert "表.csv" in str(caught.value)
    assert [fragment for fragment in case["says"] if fragment not in str(caught.value)] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le-bom", "utf-16-be-bom"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "指标,单位,数值\n工业投资,亿元,31.4\n"
    marked = encoding.endswith("-bom")
    path = _written(tmp_path / "表.csv", ("\ufeff" if marked else "") + text, encoding.removesuffix("-bom"))
    assert _rows(read_table(path)) == [{"indicator": "工业投资", "unit": "亿元", "value": "31.4"}]


def test_workbook_keeps_what_is_shown(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["指标", "单位", "数值", "同比"])
    sheet.append(["工业投资", "亿元", 312.59999999999997, 0.084])
    sheet.append(["营业收入利润率", "%", 6, None])
    sheet["D2"].number_format, sheet["C3"].number_format = "0.0%", "0.0"
    book.save(tmp_path / "表.xlsx")
    table = read_table(tmp_path / "表.xlsx")
    assert [row["value"] for row in _rows(table)] == ["312.6", "6.0"]
    assert _rows(table)[0]["yoy"] == "8.4"
    source = table.rows[0]["source"]
    assert source["cells"]["yoy"] == "D2"
    assert (source["file"], source["sheet"]) == ("表.xlsx", "Sheet")


def test_further_sheets_are_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "封面"
    book.active.append(["平川县统计局"])
    for title in ("数据", "草稿"):
        sheet = book.create_sheet(title)
        sheet.append(["指标", "单位", "数值"])
        sheet.append(["工业投资", "亿元", 31.4])
    book.save(tmp_path / "表.xlsx")
    table = read_table(tmp_path / "表.xlsx")
    assert table.rows[0]["source"]["sheet"] == "数据"
    assert [name for name in ("封面", "草稿") if not any(name in str(notice) for notice in table.notices)] == []


def test_cell_of_a_workbook_is_named(tmp_path: Path) -> None:
    path = _book(tmp_path / "表.xlsx", ["指标", "单位", "数值", "时期"], ["工业投资", "亿元", "#DIV/0!", datetime(2026, 1, 9)])
    with pytest.raises(TableError) as caught:
        read_table(path)
    assert "表.xlsx 工作表“表一” 第2行C列（数值）：“#DIV/0!”不是数字" in str(caught.value)


def test_period_turned_into_a_date_is_told(tmp_path: Path) -> None:
    path = _book(tmp_path / "表.xlsx", ["指标", "单位", "数值", "时期"], ["工业投资", "亿元", 3, datetime(2026, 1, 9)])
    with pytest.raises(TableError, match="第2行D列（时期）：“2026-01-09”被表格软件当成了日期"):
        read_table(path)


def _locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def _package(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("表.xls", b"\xd0\xcf\x11\xe0", "已损坏"),
        ("表.et", b"\xd0\xcf\x11\xe0", "另存为 XLSX"),
        ("表.xlsx", _locked(), "打开密码"),
        ("表.xlsx", b"\xd0\xcf\x11\xe0" + bytes(64), "旧版 Office"),
        ("表.xlsx", "指标,数值\n".encode(), "不是 XLSX 工作簿"),
        ("表.xlsx", b"PK\x03\x04" + bytes(40), "已损坏"),
        ("表.xlsx", _package(a=b"x"), "已损坏"),
        ("表.xlsx", _package(**{"xl/workbook.xml": b"<a", "[Content_Types].xml": b"<a"}), "已损坏"),
        ("表.csv", _package(a=b"x"), "其实是 Excel 工作簿"),
        ("表.csv", bytes(range(256)), "读不出文字"),
        ("表.csv", b"\xff\xfe\x00", "读不出文字"),
        ("表.csv", b"", "文件是空的"),
        ("表.csv", b" \n\n", "文件是空的"),
        ("表.pdf", b"%PDF", "不认识的表格类型"),
    ],
)
def test_bad_file(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(TableError, match=says) as caught:
        read_table(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_truncated_workbook(tmp_path: Path) -> None:
    path = _book(tmp_path / "表.xlsx", ["指标", "单位", "数值"], ["工业投资", "亿元", 31.4])
    whole = path.read_bytes()
    for share in (0.3, 0.6, 0.95):
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(TableError, match="已损坏"):
            read_table(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="找不到这个文件"):
        read_table(tmp_path / "没有.csv")
    (tmp_path / "夹.csv").mkdir()
    with pytest.raises(TableError, match="文件夹"):
        read_table(tmp_path / "夹.csv")


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = tmp_path / "大.csv"
    with big.open("wb") as file:
        file.truncate(reading.MAX_BYTES + 1)
    with pytest.raises(TableError, match="超过20 MB的上限"):
        read_table(big)
    with pytest.raises(TableError, match="超过50,000行"):
        read_table(_written(tmp_path / "长.csv", "指标,数值\n" + "\n" * 50_001))
    bomb = _package(**{"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": bytes(package.MAX_UNPACKED + 1)})
    (tmp_path / "炸.xlsx").write_bytes(bomb)
    with pytest.raises(TableError, match="解压后超过100 MB"):
        read_table(tmp_path / "炸.xlsx")
    monkeypatch.setattr(workbook, "MAX_ROWS", 2)
    rows = _book(tmp_path / "多行.xlsx", ["指标", "单位", "数值"], *[["工业投资", "亿元", 1]] * 3)
    with pytest.raises(TableError, match="超过2行"):
        read_table(rows)


NUMBERS = [
    ("8.4%", "8.4", "%", ""),
    ("1,234.5", "1234.5", "", ""),
    ("１２．５", "12.5", "", ""),
    ("-3.2", "-3.2", "", ""),
    ("－3.2％", "-3.2", "%", ""),
    ("下降3.2%", "-3.2", "%", ""),
    ("同比增长3.2%", "3.2", "%", ""),
    ("312.6亿元", "312.6", "亿元", ""),
    ("13.8万元/亩", "13.8", "万元/亩", ""),
    ("近50户", "50", "户", "近"),
    ("8.0%以上", "8.0", "%", "以上"),
    ("持平", "0", "", ""),
]


@pytest.mark.parametrize(("text", "value", "unit", "qualifier"), NUMBERS)
def test_number_in_text(text: str, value: str, unit: str, qualifier: str) -> None:
    number = read_number(text)
    assert number is not None
    assert (str(number.value), number.unit, number.qualifier) == (value, unit, qualifier)


@pytest.mark.parametrize("raw", ["快", "1,23", "1.2.3", "下降-3%", "3-5", "", None, True, float("nan"), float("inf"), [1], "4（前移2位）5"])
def test_no_number(raw: Any) -> None:
    assert read_number(raw) is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_two_decimals_survive_a_float(value: Decimal) -> None:
    number = read_number(float(value))
    assert number is not None and number.value == value


HEADINGS = [
    ("同比±%", "yoy", "%", ""),
    ("增速(%)", "yoy", "%", ""),
    ("增长（%）", "yoy", "%", ""),
    ("占全县比重", "share", "", "全县"),
    ("占规上工业总产值的比重（%）", "share", "%", "规上工业总产值"),
    ("完成额(亿元)", "value", "亿元", ""),
    ("同比增减（个百分点）", "yoy_pp", "个百分点", ""),
    ("全市平均", "reference", "", "全市平均"),
    ("全省开发区平均", "reference", "", "全省开发区平均"),
    ("全市位次", "rank", "", "全市"),
    ("序号", "", "", ""),
    ("净增企业（户）", "also", "户", ""),
]


@pytest.mark.parametrize(("text", "key", "unit", "name"), HEADINGS)
def test_heading(text: str, key: str, unit: str, name: str) -> None:
    heading = read_heading(text)
    assert (heading.key, heading.unit, heading.name) == (key, unit, name)


PASTED = [
    "指标\t单位\t数值\n工业投资\t亿元\t31.4\n",
    "| 指标 | 单位 | 数值 |\n|---|---|---|\n| 工业投资 | 亿元 | 31.4 |\n",
    "<table><tr><th>指标<th>单位<th>数值</tr><tr><td>工业投资<td>亿元<td>31.4</table>",
]


@pytest.mark.parametrize("text", PASTED, ids=["tabs", "pipes", "page"])
def test_pasted(text: str) -> None:
    table = read_pasted(text)
    assert _rows(table) == [{"indicator": "工业投资", "unit": "亿元", "value": "31.4"}]
    assert (table.questions, table.notices) == ((), ())


@pytest.mark.parametrize("text", ["", " \n", "今天天气很好", "<table></table>", "|a|\n|---|"])
def test_nothing_pasted(text: str) -> None:
    with pytest.raises(TableError, match=reading.PASTED):
        read_pasted(text)


DOUBTFUL = "云岭县2026年9月主要指标\n指标,单位,数值\n工业投资,亿元,{}\n"


def test_an_answer_is_kept_and_used(tmp_path: Path) -> None:
    first = read_pasted(DOUBTFUL.format("31.4"))
    (question,) = first.questions
    assert (question.suggested, question.held, first.rows[0]["period"]) == ("累计", False, "2026年1—9月")
    path = tmp_path / "夹" / ANSWERS_FILE
    record_answers(path, first.questions, {question.id: "当期"})
    later = read_pasted(DOUBTFUL.format("35.9").replace("9月", "10月"), answers=path)
    assert (later.questions, later.rows[0]["period"]) == ((), "2026年10月")
    assert question.text in path.read_text("utf-8")
    assert [item.name for item in path.parent.iterdir()] == [ANSWERS_FILE]


def test_an_answer_must_fit_its_question(tmp_path: Path) -> None:
    (question,) = read_pasted(DOUBTFUL.format("31.4")).questions
    with pytest.raises(TableError, match="没有编号为“q0”的问题"):
        record_answers(tmp_path / "答.yaml", (question,), {"q0": "累计"})
    with pytest.raises(TableError, match="不在可选的回答之列"):
        record_answers(tmp_path / "答.yaml", (question,), {question.id: "去年"})
    assert not (tmp_path / "答.yaml").exists()


@pytest.mark.parametrize("text", ["[", "a: b", "a: {b: c}"])
def test_damaged_answers_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "答.yaml").write_text(text, "utf-8")
    with pytest.raises(TableError, match="读不出来"):
        load_answers(tmp_path / "答.yaml")


def test_no_heading_stands_for_two_keys() -> None:
    texts = [text for record in read_records("headings") for text in record["headings"]]
    assert sorted(texts) == sorted(set(texts))
