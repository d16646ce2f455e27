"""Broken files that text cannot describe: workbooks, packages and documents with something wrong inside."""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

PLAIN = (["指标", "单位", "数值", "同比"], ["工业投资", "亿元", 31.4, 9.3], ["工业税收", "亿元", 3.2, -1.5])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"

Maker = Callable[[Path], Path]
MAKERS: dict[str, tuple[Maker, dict[str, Any]]] = {}


def broken(name: str, *, heavy: bool = False, **expected: Any) -> Callable[[Maker], Maker]:
    """Register a maker of a broken file under a name, with what must come of it (keys as in broken.yaml)."""

    def register(maker: Maker) -> Maker:
        MAKERS[name] = (maker, expected | {"heavy": heavy})
        return maker

    return register


def book(path: Path, *rows: list[Any], change: Callable[[Any], object] | None = None) -> Path:
    """A workbook of these rows, changed by hand."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    if change:
        change(made)
    made.save(path)
    return path


def _package(path: Path, members: dict[str, bytes | Iterator[bytes]]) -> Path:
    """A workbook in which members are replaced or added."""
    whole = io.BytesIO(book(path, *PLAIN).read_bytes())
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in members:
                target.writestr(name, source.read(name))
        for name, data in members.items():
            with target.open(name, "w", force_zip64=True) as member:
                for piece in [data] if isinstance(data, bytes) else data:
                    member.write(piece)
    return path


def _sheet(rows: bytes, before: bytes = b"") -> bytes:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>' + before + b"<worksheet " + space + b"><sheetData>" + rows + b"</sheetData></worksheet>"
    )


def _line(number: int, *cells: str) -> bytes:
    written = "".join(
        f'<c t="{"n" if word[:1].isdigit() else "inlineStr"}" r="{chr(65 + place)}{number}">{_inside(word)}</c>'
        for place, word in enumerate(cells)
    )
    return f'<row r="{number}">{written}</row>'.encode()


def _inside(word: str) -> str:
    return f"<v>{word}</v>" if word[:1].isdigit() else f"<is><t>{word}</t></is>"


TOP = _line(1, "指标", "单位", "数值") + _line(2, "工业投资", "亿元", "31.4")


@broken("空的工作簿文件", says=["空"])
def _(folder: Path) -> Path:
    (folder / "表.xlsx").write_bytes(b"")
    return folder / "表.xlsx"


@broken("没有内容的工作簿", says=[])
def _(folder: Path) -> Path:
    return book(folder / "表.xlsx")


@broken("工作簿只有表头", says=[])
def _(folder: Path) -> Path:
    return book(folder / "表.xlsx", PLAIN[0])


@broken("工作簿里的引用错误", says=["第2行", "C列", "#REF!"])
def _(folder: Path) -> Path:
    return book(folder / "表.xlsx", PLAIN[0], ["工业投资", "亿元", "#REF!", 9.3])


@broken("日期占了数值", says=["第2行", "C列"])
def _(folder: Path) -> Path:
    return book(folder / "表.xlsx", PLAIN[0], ["工业投资", "亿元", datetime(2026, 9, 30), 9.3])


@broken("时期成了日期", says=["第2行", "D列", "日期"])
def _(folder: Path) -> Path:
    return book(folder / "表.xlsx", ["指标", "单位", "数值", "时期"], ["工业投资", "亿元", 31.4, datetime(2026, 1, 9)])


@broken("真假值", says=["第2行", "C列"])
def _(folder: Path) -> Path:
    return book(folder / "表.xlsx", PLAIN[0], ["工业投资", "亿元", True, 9.3])


@broken("公式没有算过", says=["第2行", "C列"], or_tells=["C2"])
def _(folder: Path) -> Path:
    return book(folder / "表.xlsx", PLAIN[0], ["工业投资", "亿元", "=1+2", 9.3], PLAIN[2])


@broken("公式互相引用", says=["第2行", "C列"], or_tells=["C2"])
def _(folder: Path) -> Path:
    return book(folder / "表.xlsx", PLAIN[0], ["工业投资", "亿元", "=C3", 9.3], ["工业税收", "亿元", "=C2", 1.1])


@broken("全部合并成一格", says=[])
def _(folder: Path) -> Path:
    return book(folder / "表.xlsx", *PLAIN, change=lambda made: made.active.merge_cells("A1:D3"))


@broken("合并区互相重叠", reads={"C2": "31.4"}, or_says=[])
def _(folder: Path) -> Path:
    def change(made: Any) -> None:
        made.active.merge_cells("A5:C6")
        made.active.merge_cells("B6:D7")

    return book(folder / "表.xlsx", *PLAIN, change=change)


@broken("数值合并在一起", says=[], or_asks=["合并"], or_tells=["C2"])
def _(folder: Path) -> Path:
    return book(folder / "表.xlsx", *PLAIN, change=lambda made: made.active.merge_cells("C2:C3"))


@broken("工作表全部隐藏", says=["隐藏"], or_tells=["隐藏"])
def _(folder: Path) -> Path:
    def change(made: Any) -> None:
        made.create_sheet("封面")["A1"] = "云岭县统计局"
        made.worksheets[0].sheet_state = "hidden"

    return book(folder / "表.xlsx", *PLAIN, change=change)


@broken("只有图表页", says=[])
def _(folder: Path) -> Path:
    def change(made: Any) -> None:
        made.create_chartsheet("图")
        made.remove(made.worksheets[0])

    return book(folder / "表.xlsx", change=change)


@broken("一百万空行", heavy=True, reads={"C2": "31.4"}, or_says=["行"])
def _(folder: Path) -> Path:
    empty = (b"".join(b'<row r="%d"/>' % row for row in range(start, start + 4096)) for start in range(3, 1_048_000, 4096))

    def pieces() -> Iterator[bytes]:
        head, tail = _sheet(b"|").split(b"|")
        yield head + TOP
        yield from empty
        yield tail

    return _package(folder / "表.xlsx", {SHEET: pieces()})


@broken("一百万空行带格式", heavy=True, reads={"C2": "31.4"}, or_says=["行"])
def _(folder: Path) -> Path:
    empty = (
        b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(start, start + 4096))
        for start in range(3, 1_048_000, 4096)
    )

    def pieces() -> Iterator[bytes]:
        head, tail = _sheet(b"|").split(b"|")
        yield head + TOP
        yield from empty
        yield tail

    return _package(folder / "表.xlsx", {SHEET: pieces()})


@broken("最后一行有一格", heavy=True, reads={"C2": "31.4"}, or_says=["行"])
def _(folder: Path) -> Path:
    last = '<row r="1048576"><c t="inlineStr" r="A1048576"><is><t>备注</t></is></c></row>'.encode()
    return _package(folder / "表.xlsx", {SHEET: _sheet(TOP + last)})


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
    return _package(folder / "表.xlsx", {SHEET: _sheet(TOP)[:-80]})


@broken("压缩炸弹", heavy=True, says=[])
def _(folder: Path) -> Path:
    return _package(folder / "表.xlsx", {SHEET: (bytes(1 << 20) for _ in range(700))})


@broken("压缩炸弹藏在文字表", heavy=True, says=[])
def _(folder: Path) -> Path:
    return _package(folder / "表.xlsx", {"xl/sharedStrings.xml": (b"<si><t>" + b"x" * (1 << 20) + b"</t></si>" for _ in range(300))})


@broken("压缩炸弹谎报大小", heavy=True, says=[], or_reads={"C2": "31.4"})
def _(folder: Path) -> Path:
    path = _package(folder / "表.xlsx", {"xl/comments1.xml": (bytes(1 << 20) for _ in range(300))})
    size = struct.pack("<I", 300 << 20)
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<I", 1000)))
    return path


@broken("文档炸弹", heavy=True, says=[])
def _(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "表.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(400):
                member.write(bytes(1 << 20))
    return folder / "表.docx"


@broken("实体层层展开", says=[])
def _(folder: Path) -> Path:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    kinds = f'<!DOCTYPE worksheet [<!ENTITY l0 "哈哈哈哈">{levels}]>'.encode()
    return _package(folder / "表.xlsx", {SHEET: _sheet(TOP + _line(3, "&l11;", "亿元", "1"), kinds)})


@broken("实体互相引用", says=[])
def _(folder: Path) -> Path:
    kinds = b'<!DOCTYPE worksheet [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'
    return _package(folder / "表.xlsx", {SHEET: _sheet(TOP + _line(3, "&a;", "亿元", "1"), kinds)})


@broken("实体指向别的文件", says=[])
def _(folder: Path) -> Path:
    (folder / "密.txt").write_text("机密99.9", "utf-8")
    kinds = f'<!DOCTYPE worksheet [<!ENTITY a SYSTEM "{(folder / "密.txt").as_uri()}">]>'.encode()
    return _package(folder / "表.xlsx", {SHEET: _sheet(TOP + _line(3, "&a;", "亿元", "1"), kinds)})


@broken("带宏的工作簿", reads={"C2": "31.4"})
def _(folder: Path) -> Path:
    return _package(folder / "表.xlsx", {"xl/vbaProject.bin": OLE + bytes(2048)}).rename(folder / "表.xlsm")


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
    return _package(path, {SHEET: data})


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
