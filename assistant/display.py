"""How a result shows itself: as an HTML panel in a notebook, without scripts and outside resources, and as plain text in a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

# Selectors say the class twice, to outweigh what a notebook says of all tables.
_STYLE = """
.panel{--ink:#1f2328;--soft:#59636e;--paper:#fff;--line:#d1d9e0;--good:#1a7f37;--wait:#7d4e00;--bad:#b3261e;
color:var(--ink);background:var(--paper);font:14px/1.7 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;padding:.8em 1em}
@media (prefers-color-scheme:dark){
.panel{--ink:#e6edf3;--soft:#9da7b3;--paper:#15191e;--line:#3d444d;--good:#4cc26a;--wait:#e3b341;--bad:#ff8d85}}
.panel .title{font-size:1.15em;font-weight:700;margin:0 0 .2em}
.panel .line{color:var(--soft);margin:0 0 .6em;white-space:pre-line}
.panel summary,.panel .over{font-weight:700;margin:.9em 0 .3em}
.panel summary{cursor:pointer}
.panel .wide{overflow-x:auto}
.panel.panel table{border-collapse:collapse;table-layout:auto;color:inherit;background:none;margin:0;font-size:1em}
.panel.panel table tr{color:inherit;background:none}
.panel.panel table th,.panel.panel table td{border:1px solid var(--line);padding:.2em .6em;text-align:left;vertical-align:top;
color:inherit;background:none}
.panel.panel table th{font-weight:700;white-space:nowrap}
.panel.panel table td{min-width:3em;max-width:34em;white-space:pre-line}
.panel.panel tr.good td:first-child{border-left:4px solid var(--good)}
.panel.panel tr.wait td:first-child{border-left:4px solid var(--wait)}
.panel.panel tr.bad td:first-child{border-left:4px solid var(--bad);font-weight:700}
"""
# What a verdict or a severity looks like; the word itself always stands beside it.
LOOKS = {
    **{"supported": "good", "derived": "good", "known": "good", "unclear": "wait", "unsupported": "bad", "contradicted": "bad"},
    **{"error": "bad", "warning": "wait", "note": ""},
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``state`` is a verdict, a severity, or empty."""

    cells: tuple[str, ...]
    state: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a panel.

    Attributes:
        title: What stands over it.
        head: The names of its columns.
        rows: Its rows.
        folded: Whether it is opened only by whoever wants to see it; it is left out of plain text.
        told: The columns whose name stands before the cell in plain text.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    folded: bool = False
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Panel:
    """What is shown of a result: a title, what it comes to, and tables; tables without rows and columns without words are not shown."""

    title: str
    line: str
    tables: tuple[Table, ...]

    def html(self) -> str:
        """Return it as an HTML fragment with its style; all text is escaped."""
        parts = [f'<p class="title">{escape(self.title)}</p>', f'<p class="line">{escape(self.line)}</p>']
        tables = [_table(_filled(table)) for table in self.tables if table.rows]
        return "\n".join([f'<div class="panel" lang="zh-CN"><style>{_STYLE}</style>', *parts, *tables, "</div>"])

    def text(self) -> str:
        """Return it as plain text."""
        tables = [table for table in self.tables if table.rows and not table.folded]
        return "\n".join([self.title, self.line, *(line for table in tables for line in _plain(table))])


def show_text(printer: Any, text: str) -> None:
    """Hand a text to IPython's pretty printer, line by line: its own indentation must not shift the second line."""
    for place, line in enumerate(text.split("\n")):
        if place:
            printer.break_()
        printer.text(line)


def _filled(table: Table) -> Table:
    """Return a table without the columns that no row fills."""
    kept = [place for place in range(len(table.head)) if any(row.cells[place] for row in table.rows)]
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows)
    return replace(table, head=tuple(table.head[place] for place in kept), rows=rows)


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in table.head)
    body = "\n".join(_row(row) for row in table.rows)
    told = f"{escape(table.title)}（{len(table.rows)}）"
    inner = f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>'
    return f"<details><summary>{told}</summary>{inner}</details>" if table.folded else f'<p class="over">{told}</p>{inner}'


def _row(row: Row) -> str:
    look = LOOKS.get(row.state, "")
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in row.cells)
    return f'<tr class="{look}">{cells}</tr>' if look else f"<tr>{cells}</tr>"


def _plain(table: Table) -> Iterator[str]:
    yield f"{table.title}（{len(table.rows)}）："
    for number, row in enumerate(table.rows, 1):
        named = zip(table.head, row.cells, strict=True)
        cells = [f"{name if name in table.told else ''}{cell.replace(chr(10), ' ')}" for name, cell in named if cell]
        yield f"  {number}. {'  '.join(cells)}"
