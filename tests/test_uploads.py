"""What is handed in as bytes: names that lie, content that is no table, limits."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from assistant import read_speech
from assistant.errors import CorpusError, TableError
from assistant.tables import content_suffix, read_upload, safe_name
from assistant.tables.uploads import LONGEST_NAME

pytestmark = pytest.mark.slow


def workbook() -> bytes:
    book = Workbook()
    book.active.append(["指标", "数值", "单位"])
    book.active.append(["工业投资", 68.5, "亿元"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def packed(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in members.items():
            package.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("月报.xlsx", "月报.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\月报.xlsx", "月报.xlsx"),
        ("a\x00b\r\n.csv", "ab.csv"),
        ("月报\u202excod.xlsx", "月报xcod.xlsx"),
        ("", "未命名"),
        ("..", ".."),
        ("<script>alert(1)</script>.csv", "script>.csv"),
    ],
)
def test_a_name_is_only_a_label(name: str, shown: str) -> None:
    assert safe_name(name) == shown


@pytest.mark.parametrize("name", ["长" * 300 + ".xlsx", "长" * 300, "a." + "长" * 300])
def test_a_name_is_not_endless(name: str) -> None:
    assert len(safe_name(name)) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (workbook(), ".xlsx"),
        (packed(word__document_xml="x").replace(b"document_xml", b"document.xml"), ".docx"),
        ("指标,数值\n".encode(), ".csv"),
        ("指标,数值\n".encode("gb18030"), ".csv"),
        ("<table><tr><td>指标</td></tr></table>".encode(), ".html"),
        (b"\xd0\xcf\x11\xe0rest", ".xls"),
        (b"PK\x03\x04damaged", ".xlsx"),
        (packed(readme="x"), ""),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ""),
        (b"%PDF-1.7\n\x00", ""),
    ],
)
def test_the_content_tells_the_kind(data: bytes, suffix: str) -> None:
    assert content_suffix(data) == suffix


def test_a_workbook_under_any_name_is_read() -> None:
    assert read_upload("月报.csv", workbook()).rows[0]["indicator"] == "工业投资"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        (b" \n ", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "内容不是数据表"),
        (b"PK\x03\x04damaged", "损坏"),
        (b"x" * (20 * 1024 * 1024 + 1), "超过20 MB"),
    ],
)
def test_what_is_no_table_is_told(data: bytes, said: str) -> None:
    with pytest.raises(TableError, match=said):
        read_upload("月报.xlsx", data)


def test_an_old_document_is_told_what_to_save_it_as() -> None:
    with pytest.raises(TableError, match=r"不能直接读取 \.wps 文件.*DOCX"):
        read_upload("月报.wps", b"\xd0\xcf\x11\xe0rest")


def test_a_speech_of_any_length_and_name_is_read() -> None:
    assert read_speech("稿子", "同志们：工业投资增长8%。\r\n".encode("gb18030")).text == "同志们：工业投资增长8%。"
    assert read_speech("稿子.md", "## 一、标题\n**要**抓".encode()).text == "一、标题\n要抓"


def test_a_word_file_under_any_name_is_read() -> None:
    from docx import Document

    stream = io.BytesIO()
    document = Document()
    document.add_paragraph("同志们：")
    document.save(stream)
    assert read_speech("稿子.txt", stream.getvalue()).text == "同志们："


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "没有文字"),
        (workbook(), "没有 Word 正文"),
        (b"\xd0\xcf\x11\xe0", "旧版 Word"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "读不出文字"),
    ],
)
def test_what_is_no_speech_is_told(data: bytes, said: str) -> None:
    with pytest.raises(CorpusError, match=said):
        read_speech("稿子.docx", data)
