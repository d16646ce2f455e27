"""Layouts: from known figures to a sheet with the facts that stand in it."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.tables.axes import Axis, Options, columns_of, rows_of
from tests.tables.known import PERCENT, known
from tests.tables.sheet import Cell, Fact, Sheet, address

FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
SEPARATE = ("docx", "html")
_WHOLE = {"rank", "yoy_rank", "prev_rank"}


class Builder:
    """Sets one table into a sheet, from a row and column on."""

    def __init__(self, spec: dict[str, Any], options: Options, sheet: Sheet, top: int = 1, left: int = 1) -> None:
        self.about = known(spec["content"])
        self.spec, self.options, self.sheet = spec, options, sheet
        self.row, self.left = top, left
        self.leading = [*(["序号"] if options.sequence else []), spec.get("label", "指标名称"), *(["单位"] if self._unit_column else [])]
        self.columns = spec["_columns"] if "_columns" in spec else columns_of(spec, self.about, options)
        self.first = left + len(self.leading) + bool(options.blank_column)

    @property
    def _unit_column(self) -> bool:
        return self.options.units == "column" and self.spec["by"] == "indicator"

    def build(self) -> Sheet:
        """Write everything and return the sheet."""
        if self.options.titled:
            self._title()
        self._heading()
        rows = self.spec["_rows"] if "_rows" in self.spec else rows_of(self.spec, self.about, self.options)
        for index, row in enumerate(rows):
            self._line(index, row)
        if self.options.total:
            self._total()
        if self.options.notes:
            self._notes()
        self._hide()
        self.sheet.doubt = self.spec.get("doubt", "")
        return self.sheet

    def _put(self, column: int, cell: Cell | str) -> None:
        shown = cell if isinstance(cell, Cell) else Cell(cell)
        if shown.shown:
            self.sheet.cells[self.row, column] = shown

    def _title(self) -> None:
        lines = [self.about.title]
        if self.options.units == "line":
            lines.append("单位：" + "、".join(dict.fromkeys([self.about.money or self._money(), "%"])))
        if self.options.format in SEPARATE:
            self.sheet.above += lines
            return
        last = self.first + len(self.columns) - 1
        for number, line in enumerate(lines):
            self._put(self.left if number == 0 else max(self.left, last - 1), line)
            if number == 0 and self.options.merge == "merge" and self.options.format != "csv":
                self.sheet.merges.append((self.row, self.left, self.row, last))
            self.row += 1

    def _money(self) -> str:
        return next(one.unit for one in self.about.indicators.values() if one.unit)

    def _unit(self, given: dict[str, str]) -> str:
        measure = given.get("measure", "value")
        if measure in _WHOLE:
            return ""
        one = self.about.indicators.get(given.get("indicator", self.spec.get("indicator", "")))
        return "%" if measure in PERCENT else one.unit if one else self.about.money or self._money()

    def _levels(self, column: Axis) -> tuple[str, ...]:
        labels = column.labels
        unit = self._unit(column.given)
        if self.options.flat:
            head, last = labels
            labels = (last if last and self.options.flat == "left" else head + last,)
        if self.options.units == "heading" and column.given.get("measure") not in PERCENT and unit:
            labels = (*labels[:-1], f"{labels[-1]}（{unit}）")
        return (*labels, unit or "位") if self.options.units == "row" else labels

    def _heading(self) -> None:
        heads = [self._levels(column) for column in self.columns]
        depth = max(map(len, heads))
        heads = [head + ("",) * (depth - len(head)) for head in heads]
        for place, label in enumerate(self.leading):
            self._put(self.left + place, label)
            if depth > 1 and self.options.merge == "merge":
                self.sheet.merges.append((self.row, self.left + place, self.row + depth - 1, self.left + place))
        for level in range(depth):
            for start, end in _runs([head[: level + 1] for head in heads], last=level == depth - 1):
                self._over(
                    heads[start][level], start, end, level, depth - len([word for word in heads[start] if word]) if level == 0 else 0
                )
            self.row += 1

    def _over(self, word: str, start: int, end: int, level: int, below: int) -> None:
        """Write a heading over the columns from start to end, and over the rows below it that say nothing of their own."""
        repeat = self.options.merge == "repeat"
        for column in range(start, end + 1 if repeat else start + 1):
            self._put(self.first + column, word)
        if self.options.merge == "merge" and word and (end > start or below):
            self.sheet.merges.append((self.row, self.first + start, self.row + below, self.first + end))

    def _line(self, index: int, row: Axis) -> None:
        if row.section:
            self._put(self.left, row.section)
            self.row += 1
        if self.options.blank_rows and index % 3 == 2:
            self.row += 1
        for place, cell in enumerate(self._labels(index, row)):
            self._put(self.left + place, cell)
        for place, column in enumerate(self.columns):
            self._figure(self.first + place, row.given | column.given, missing=bool(self.options.missing) and (index * 7 + place) % 5 == 3)
        self.row += 1

    def _labels(self, index: int, row: Axis) -> Iterator[Cell]:
        if self.options.sequence:
            yield Cell(str(index + 1), Decimal(index + 1), "0")
        spaced = self.options.indent == "spaces"
        yield Cell("　" * row.level * spaced + row.labels[0], indent=row.level if self.options.indent == "format" else 0)
        if self._unit_column:
            yield Cell(self.about.indicators[row.given["indicator"]].unit or "%")

    def _where(self, given: dict[str, str]) -> tuple[str, str, str, str, str]:
        scope = given.get("scope", "")
        period = given.get("period", self.about.period)
        inner = "" if scope == self.about.whole else scope
        return given["indicator"], inner, period, given.get("span", ""), given["measure"]

    def _figure(self, column: int, given: dict[str, str], missing: bool = False) -> None:
        value = self.about.figure(*self._where(given))
        if value is None or missing:
            self._put(column, self.options.missing)
            return
        self._put(column, self._dressed(value, given))
        fact = self._fact(column, value, given)
        self.sheet.expected.append(fact)

    def _fact(self, column: int, value: Decimal, given: dict[str, str]) -> Fact:
        measure = given["measure"]
        otherwise = self.about.period if self.options.titled else self.spec.get("undated", "")
        return Fact(
            cell=address(self.row, column),
            measure="rank" if measure == "yoy_rank" else measure,
            value=str(value.normalize()) if value else "0",
            indicator=given["indicator"],
            unit=self.about.indicators[given["indicator"]].unit if measure in ("value", "last_year", "target") else "",
            scope=given.get("scope", ""),
            period=given.get("period", otherwise),
            span=given.get("span", ""),
            name=given.get("name", ""),
            sheet=self.sheet.name,
        )

    def _dressed(self, value: Decimal, given: dict[str, str]) -> Cell:
        measure = given["measure"]
        decimals = max(0, -int(value.as_tuple().exponent))
        shown, form = f"{value:f}", "0" + ("." + "0" * decimals if decimals else "")
        if measure in PERCENT and measure != "mom_pp":
            if self.options.percent == "format":
                return Cell(shown + "%", value / 100, form + "%")
            if self.options.percent == "sign":
                return Cell(shown + "%")
        if self.options.units == "value" and measure == "value":
            return Cell(shown + self.about.indicators[given["indicator"]].unit)
        return _numbered(value, shown, form, self.options.numbers)

    def _total(self) -> None:
        self._put(self.left, self.options.total)
        before = len(self.sheet.expected)
        for place, column in enumerate(self.columns):
            if column.given["measure"] == "value":
                self._figure(self.first + place, column.given | {"scope": ""} | {k: v for k, v in self.spec.items() if k == "indicator"})
        for fact in self.sheet.expected[before:]:
            self.sheet.optional.append(fact)
            self.sheet.told[fact.cell] = (f"第{self.row}行",)
        del self.sheet.expected[before:]
        self.row += 1

    def _notes(self) -> None:
        for text in ("注：1.本表为快报数，增加值增速按可比价计算。", "2.房地产投资为500万元及以上项目。"):
            self._put(self.left, text)
            self.sheet.told[address(self.row, self.left)] = (f"第{self.row}行", text[:12])
            self.row += 1

    def _hide(self) -> None:
        hidden = {fact.cell for fact in self.sheet.expected}
        if self.options.hide == "row":
            row = self.row - 1
            self.sheet.hidden_rows.add(row)
            hidden = {cell for cell in hidden if cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(row)}
            names: tuple[str, ...] = (f"第{row}行",)
        elif self.options.hide == "column":
            column = self.first + len(self.columns) - 1
            self.sheet.hidden_columns.add(column)
            letter = address(1, column)[:-1]
            hidden = {cell for cell in hidden if cell.rstrip("0123456789") == letter}
            names = (f"{letter}列",)
        else:
            return
        self.sheet.told |= dict.fromkeys(hidden, names)
        self.sheet.optional += [fact for fact in self.sheet.expected if fact.cell in hidden]
        self.sheet.expected = [fact for fact in self.sheet.expected if fact.cell not in hidden]


def _runs(keys: list[tuple[str, ...]], last: bool) -> Iterator[tuple[int, int]]:
    """Stretches of equal headings; those of the lowest row stand each for itself."""
    start = 0
    for place in range(1, len(keys) + 1):
        if place == len(keys) or last or keys[place] != keys[start]:
            yield start, place - 1
            start = place


def _numbered(value: Decimal, shown: str, form: str, style: str) -> Cell:
    if style == "text":
        return Cell(shown)
    if style == "full":
        return Cell(shown.translate(FULL_WIDTH))
    if style == "thousands":
        return Cell(f"{value:,f}", value, form.replace("0", "#,##0", 1))
    if style == "tail":
        return Cell(shown, value + Decimal("0.00000000000003"), form)
    return Cell(shown, value, form)


def sheet_of(spec: dict[str, Any], options: Options) -> Sheet:
    """One table on a sheet of its own, named by the content."""
    return Builder(spec, options, Sheet(options.format if options.format in ("csv", "tsv") else spec.get("sheet", spec["content"]))).build()


def stacked(specs: list[dict[str, Any]], options: Options, beside: bool) -> Sheet:
    """Several tables in one sheet, below or beside each other."""
    sheet, row, column = Sheet("综合"), 1, 1
    for spec in specs:
        Builder(spec, replace(options), sheet, row, column).build()
        rows, columns = sheet.size
        row, column = (1, columns + 2) if beside else (rows + 2, 1)
    return sheet
