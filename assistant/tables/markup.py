"""Tables inside text: HTML of a web page, and pipes as in Markdown."""

import re
from html.parser import HTMLParser

from assistant.tables.sheet import Area, Sheet

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
_MAX_SPAN = 500
_ABOVE = 3


def has_html_table(text: str) -> bool:
    """Tell whether a text holds an HTML table."""
    return re.search(r"<table[\s>]", text, re.IGNORECASE) is not None


def read_html(text: str, name: str) -> list[Sheet]:
    """Return every innermost table of an HTML text that has cells; spans become merged areas."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    tables = [table for table in parser.done if table.rows]
    many = len(tables) > 1
    return [table.sheet(name, f"第{number}张表" if many else "") for number, table in enumerate(tables, start=1)]


def read_pipes(text: str, name: str) -> Sheet | None:
    """Return a table of lines with pipes and a rule below the heading; ``None`` where the text has no such rule."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not any("|" in line and _RULE.fullmatch(line) for line in lines):
        return None
    above = tuple(line.lstrip("# ") for line in lines if "|" not in line)
    rows = [[cell.strip() or None for cell in line.strip("|").split("|")] for line in lines if "|" in line and not _RULE.fullmatch(line)]
    return Sheet(name, "", rows, above=above[:_ABOVE], formatted=False)


class _Table:
    """One table under way; ``taken`` are places that a span has reached already."""

    def __init__(self, above: tuple[str, ...]) -> None:
        self.above = above
        self.rows: list[list[str | None]] = []
        self.merged: list[Area] = []
        self.taken: set[tuple[int, int]] = set()

    def add(self, text: str, down: int, right: int) -> None:
        """Put a cell behind the last one of the row, past places that spans from above have taken."""
        if not self.rows:
            self.rows.append([])
        at, row = len(self.rows) - 1, self.rows[-1]
        while (at, len(row)) in self.taken:
            row.append(None)
        column = len(row)
        row.extend([text or None, *[None] * (right - 1)])
        if down > 1 or right > 1:
            self.merged.append((at, column, at + down - 1, column + right - 1))
            self.taken.update((at + below, column + beside) for below in range(1, down) for beside in range(right))

    def sheet(self, file: str, name: str) -> Sheet:
        """Return the table as a sheet."""
        return Sheet(file, name, self.rows, merged=tuple(self.merged), above=self.above, formatted=False)


class _Tables(HTMLParser):
    """Collects tables; text outside them is kept as what stands above the next one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[_Table] = []
        self.done: list[_Table] = []
        self.outside: list[str] = []
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell; what is open of the same kind ends with it."""
        said = dict(attrs)
        if tag in ("script", "style"):
            self.silent += 1
        elif tag == "table":
            self.cell = None
            self.open.append(_Table(tuple(self.outside[-_ABOVE:])))
            self.outside = []
        elif tag == "tr" and self.open:
            self._close_cell()
            self.open[-1].rows.append([])
        elif tag in ("td", "th") and self.open:
            self._close_cell()
            self.cell, self.span = [], (_span(said.get("rowspan")), _span(said.get("colspan")))
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a cell or a table."""
        if tag in ("script", "style"):
            self.silent = max(self.silent - 1, 0)
        elif tag in ("td", "th", "tr"):
            self._close_cell()
        elif tag == "table" and self.open:
            self._close_cell()
            self.done.append(self.open.pop())

    def handle_data(self, data: str) -> None:
        """Keep text in its cell, or as a line above the next table."""
        if self.silent:
            return
        if self.cell is not None:
            self.cell.append(data)
        elif data.strip():
            self.outside.append(data.strip())

    def close(self) -> None:
        """End tables that the page left open."""
        super().close()
        while self.open:
            self._close_cell()
            self.done.append(self.open.pop())

    def _close_cell(self) -> None:
        if self.cell is not None and self.open:
            text = "".join(self.cell).replace("\xa0", " ")
            self.open[-1].add(text if text.strip() else "", *self.span)
        self.cell = None


def _span(said: str | None) -> int:
    return min(int(said), _MAX_SPAN) if said and said.isdigit() and int(said) else 1
