"""Broken files that text cannot describe: workbooks, packages and documents with something wrong inside."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

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


def package(path: Path, members: dict[str, bytes | Iterator[bytes]]) -> Path:
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


def sheet_part(rows: bytes, before: bytes = b"") -> bytes:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>' + before + b"<worksheet " + space + b"><sheetData>" + rows + b"</sheetData></worksheet>"
    )


def line(number: int, *cells: str) -> bytes:
    written = "".join(
        f'<c t="{"n" if word[:1].isdigit() else "inlineStr"}" r="{chr(65 + place)}{number}">{_inside(word)}</c>'
        for place, word in enumerate(cells)
    )
    return f'<row r="{number}">{written}</row>'.encode()


def _inside(word: str) -> str:
    return f"<v>{word}</v>" if word[:1].isdigit() else f"<is><t>{word}</t></is>"


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
