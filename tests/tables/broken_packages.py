"""Broken files of the other sort: packages that grow, hide, lie or are something else than their name says."""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.tables.broken import MAKERS, OLE, PLAIN, SHEET, book, broken, line, package, sheet_part

__all__ = ["MAKERS"]

TOP = line(1, "指标", "单位", "数值") + line(2, "工业投资", "亿元", "31.4")


def _below_the_top(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a sheet with two good rows and others below them, without ever holding it whole."""
    head, tail = sheet_part(b"|").split(b"|")
    yield head + TOP
    yield from rows
    yield tail


@broken("一百万空行", heavy=True, reads={"C2": "31.4"}, or_says=["行"])
def _(folder: Path) -> Path:
    empty = (b"".join(b'<row r="%d"/>' % row for row in range(start, start + 4096)) for start in range(3, 1_048_000, 4096))

    return package(folder / "表.xlsx", {SHEET: _below_the_top(empty)})


@broken("一百万空行带格式", heavy=True, reads={"C2": "31.4"}, or_says=["行"])
def _(folder: Path) -> Path:
    empty = (
        b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(start, start + 4096))
        for start in range(3, 1_048_000, 4096)
    )

    return package(folder / "表.xlsx", {SHEET: _below_the_top(empty)})


@broken("最后一行有一格", heavy=True, reads={"C2": "31.4"}, or_says=["行"])
def _(folder: Path) -> Path:
    last = '<row r="1048576"><c t="inlineStr" r="A1048576"><is><t>备注</t></is></c></row>'.encode()
    return package(folder / "表.xlsx", {SHEET: sheet_part(TOP + last)})


@broken("一万六千列", heavy=True, says=["列"], or_reads={"C2": "31.4"})
def _(folder: Path) -> Path:
    wide = [*PLAIN[0], *(f"指标{number}" for number in range(16_000))]
    return book(folder / "表.xlsx", wide, [*PLAIN[1], *range(16_000)])


@broken("一万六千空列带格式", heavy=True, reads={"C2": "31.4"}, or_says=["列"])
def _(folder: Path) -> Path:
    return book(folder / "表.xlsx", *PLAIN, change=lambda made: made.active.cell(3, 16_000).__setattr__("number_format", "0.0"))


@broken("加了打开密码", says=["密码"])
def _(folder: Path) -> Path:
    (folder / "表.xlsx").write_bytes(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(1024))
    return folder / "表.xlsx"


@broken("加了打开密码的旧工作簿", says=[])
def _(folder: Path) -> Path:
    stream = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 6) + struct.pack("<HH", 0x2F, 54) + bytes(54)
    (folder / "表.xls").write_bytes(OLE + "Workbook".encode("utf-16-le") + stream)
    return folder / "表.xls"


for _share in (0.2, 0.5, 0.9, 0.99):

    @broken(f"传了{_share:.0%}的工作簿", says=["损坏"])
    def _(folder: Path, share: float = _share) -> Path:
        path = book(folder / "表.xlsx", *PLAIN)
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
        return path


@broken("工作表里少一半", says=["损坏"])
def _(folder: Path) -> Path:
    return package(folder / "表.xlsx", {SHEET: sheet_part(TOP)[:-80]})


@broken("压缩炸弹", heavy=True, says=[])
def _(folder: Path) -> Path:
    return package(folder / "表.xlsx", {SHEET: (bytes(1 << 20) for _ in range(700))})


@broken("压缩炸弹藏在文字表", heavy=True, says=[])
def _(folder: Path) -> Path:
    return package(folder / "表.xlsx", {"xl/sharedStrings.xml": (b"<si><t>" + b"x" * (1 << 20) + b"</t></si>" for _ in range(300))})


@broken("压缩炸弹谎报大小", heavy=True, says=[], or_reads={"C2": "31.4"})
def _(folder: Path) -> Path:
    path = package(folder / "表.xlsx", {"xl/comments1.xml": (bytes(1 << 20) for _ in range(300))})
    size = struct.pack("<I", 300 << 20)
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<I", 1000)))
    return path


@broken("文档炸弹", heavy=True, says=[])
def _(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "表.docx", "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("[Content_Types].xml", "<Types/>")
        with whole.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(400):
                member.write(bytes(1 << 20))
    return folder / "表.docx"


@broken("实体层层展开", says=[])
def _(folder: Path) -> Path:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    kinds = f'<!DOCTYPE worksheet [<!ENTITY l0 "哈哈哈哈">{levels}]>'.encode()
    return package(folder / "表.xlsx", {SHEET: sheet_part(TOP + line(3, "&l11;", "亿元", "1"), kinds)})


@broken("实体互相引用", says=[])
def _(folder: Path) -> Path:
    kinds = b'<!DOCTYPE worksheet [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'
    return package(folder / "表.xlsx", {SHEET: sheet_part(TOP + line(3, "&a;", "亿元", "1"), kinds)})


@broken("实体指向别的文件", says=[])
def _(folder: Path) -> Path:
    (folder / "密.txt").write_text("机密99.9", "utf-8")
    kinds = f'<!DOCTYPE worksheet [<!ENTITY a SYSTEM "{(folder / "密.txt").as_uri()}">]>'.encode()
    return package(folder / "表.xlsx", {SHEET: sheet_part(TOP + line(3, "&a;", "亿元", "1"), kinds)})


@broken("带宏的工作簿", reads={"C2": "31.4"})
def _(folder: Path) -> Path:
    return package(folder / "表.xlsx", {"xl/vbaProject.bin": OLE + bytes(2048)}).rename(folder / "表.xlsm")


def _renamed(name: str, data: Callable[[Path], bytes], suffix: str, **expected: Any) -> None:
    @broken(name, **expected)
    def _(folder: Path) -> Path:
        content = data(folder / "原件.xlsx")
        (folder / f"表.{suffix}").write_bytes(content)
        return folder / f"表.{suffix}"


def _book_bytes(path: Path) -> bytes:
    return book(path, *PLAIN).read_bytes()


def _doc_bytes(*words: str) -> Callable[[Path], bytes]:
    def made(_: Path) -> bytes:
        import docx

        document, data = docx.Document(), io.BytesIO()
        for word in words:
            document.add_paragraph(word)
        document.save(data)
        return data.getvalue()

    return made


CSV = "指标,单位,数值\n工业投资,亿元,31.4\n"
_renamed("工作簿叫了csv", _book_bytes, "csv", says=[], or_reads={"C2": "31.4"})
_renamed("工作簿叫了xls", _book_bytes, "xls", says=[], or_reads={"C2": "31.4"})
_renamed("工作簿叫了docx", _book_bytes, "docx", says=[], or_reads={"C2": "31.4"})
_renamed("文本叫了xlsx", lambda _: CSV.encode(), "xlsx", says=[], or_reads={"C2": "31.4"})
_renamed("文本叫了xls", lambda _: CSV.encode("gb18030"), "xls", says=[], or_reads={"C2": "31.4"})
_renamed("PDF叫了xlsx", lambda _: b"%PDF-1.7\n" + bytes(range(256)) * 9, "xlsx", says=[])
_renamed("PDF", lambda _: b"%PDF-1.7\n" + bytes(range(256)) * 9, "pdf", says=["XLSX"])
_renamed("图片", lambda _: b"\x89PNG\r\n\x1a\n" + bytes(99), "png", says=["XLSX"])
_renamed("文档叫了xlsx", _doc_bytes("讲话稿"), "xlsx", says=[])
_renamed("WPS表格", lambda _: OLE + bytes(2048), "et", says=["XLSX"])
_renamed("苹果表格", lambda _: b"PK\x03\x04" + bytes(99), "numbers", says=["XLSX"])
_renamed("二进制工作簿", lambda _: b"PK\x03\x04" + bytes(99), "xlsb", says=["XLSX"])
_renamed("旧文档", lambda _: OLE + bytes(2048), "doc", says=[])
_renamed("旧工作簿只剩开头", lambda _: OLE, "xls", says=[])
_renamed("乱码工作簿", lambda _: zlib.compress(bytes(range(256)) * 40), "xlsx", says=[])
_renamed("乱码旧工作簿", lambda _: zlib.compress(bytes(range(256)) * 40), "xls", says=[])
_renamed("乱码文本", lambda _: bytes(range(256)) * 4, "csv", says=[])
_renamed("文档没有表格", _doc_bytes("云岭县统计局", "今年工作要点"), "docx", says=["表"])
_renamed("文档只传了一半", lambda path: _doc_bytes("表")(path)[:9000], "docx", says=["损坏"])
_renamed("两种编码混用", lambda _: CSV.encode() + "工业税收,亿元,3.2\n".encode("gb18030"), "csv", says=[])
_renamed("夹着空字节", lambda _: CSV.encode().replace(b"31.4", b"31\x00.4"), "csv", says=[])
_renamed("没有标记的UTF-16", lambda _: CSV.encode("utf-16-le"), "csv", says=[], or_reads={"C2": "31.4"})
_renamed("没有后缀", lambda _: CSV.encode(), "", says=[], or_reads={"C2": "31.4"})


@broken("太大的文件", heavy=True, says=["MB"])
def _(folder: Path) -> Path:
    with (folder / "表.csv").open("wb") as file:
        file.write(CSV.encode())
        file.truncate(600 << 20)
    return folder / "表.csv"


@broken("一行二十兆", heavy=True, says=[])
def _(folder: Path) -> Path:
    (folder / "表.csv").write_bytes("指标,单位,数值,备注\n工业投资,亿元,31.4,".encode() + b"9," * (9 << 20))
    return folder / "表.csv"


@broken("网页里套一万层表", heavy=True, suffix="html", says=[], or_reads={"B2": "31.4"})
def _(folder: Path) -> Path:
    (folder / "表.html").write_text("<table><tr><td>" * 10_000 + "指标", "utf-8")
    return folder / "表.html"


@broken("网页一格跨十亿行", heavy=True, suffix="html", says=[], or_reads={"B2": "31.4"})
def _(folder: Path) -> Path:
    cell = '<tr><td rowspan="1000000000" colspan="1000000000">指标</td><td>数值</td></tr><tr><td>工业投资</td><td>31.4</td></tr>'
    (folder / "表.html").write_text(f"<table>{cell}</table>", "utf-8")
    return folder / "表.html"


@broken("合并区大到边", heavy=True, says=[], or_reads={"C2": "31.4"})
def _(folder: Path) -> Path:
    path = book(folder / "表.xlsx", *PLAIN)
    made = load_workbook(path)
    made.active.merge_cells("F1:XFD3")
    made.save(path)
    data = zipfile.ZipFile(path).read(SHEET).replace(b"F1:XFD3", b"A5:XFD1048576")
    return package(path, {SHEET: data})


@broken("文件夹", says=["文件夹"])
def _(folder: Path) -> Path:
    (folder / "表.xlsx").mkdir()
    return folder / "表.xlsx"


@broken("没有这个文件", says=["找不到"])
def _(folder: Path) -> Path:
    return folder / "没有.xlsx"


@broken("打不开的文件", says=[])
def _(folder: Path) -> Path:
    os.symlink(folder / "表.csv", folder / "表.csv")
    return folder / "表.csv"
