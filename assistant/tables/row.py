"""One row of a table: its cells put under the keys of a figure row."""

import re
from datetime import date
from typing import Any

from assistant.errors import Trouble
from assistant.lexicon.indicators import find_indicator, split_name
from assistant.tables.cells import Number, is_missing, narrow, read_number
from assistant.tables.headings import Heading
from assistant.tables.sheet import Sheet, TableRow, letter

NUMBER_KEYS = frozenset(
    ("value", "yoy", "yoy_pp", "prev", "prev_yoy", "mom_pp", "last_year", "target", "progress", "share", "rank", "prev_rank", "reference")
)
_LEVELS = frozenset(("value", "prev", "last_year", "target"))
_TOTALS = frozenset(("合计", "小计", "总计"))
_LEADING = re.compile(r"^(其中[:：]?|#+|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．](?!\d)|[①-⑳])\s*")


class RowReader:
    """Reads one row of a sheet."""

    def __init__(self, sheet: Sheet, index: int, columns: dict[int, Heading], troubles: list[Trouble], notices: list[str]) -> None:
        self.sheet, self.index, self.troubles, self.notices = sheet, index, troubles, notices
        cells = sheet.rows[index]
        self.cells = {
            column: (heading, cells[column])
            for column, heading in columns.items()
            if column < len(cells) and heading.key and not is_missing(cells[column])
        }
        self.values: dict[str, Any] = {}
        self.found: list[tuple[str, int]] = []

    def has_numbers(self) -> bool:
        """Tell whether a column of numbers holds one."""
        return any(heading.key in NUMBER_KEYS and read_number(cell) is not None for heading, cell in self.cells.values())

    def row(self) -> TableRow | None:
        """Return the row, or ``None`` where it holds no figure (which is told)."""
        name = next((str(cell).strip() for heading, cell in self.cells.values() if heading.key == "indicator"), "")
        name = _LEADING.sub("", name)
        if name in _TOTALS or not any(read_number(cell) for heading, cell in self.cells.values() if heading.key in NUMBER_KEYS | {"also"}):
            self._check_unreadable()
            what = "是汇总行" if name in _TOTALS else "没有数字"
            self.notices.append(f"{self.sheet.place(self.index)}“{name or self._first()}”{what}，已跳过。")
            return None
        if not name:
            self.troubles.append(Trouble(self.sheet.place(self.index), "有数字而没有指标名称；请在“指标”一列写明是什么指标。"))
            return None
        for column, (heading, cell) in self.cells.items():
            self._take(column, heading, cell)
        self.values["indicator"] = name
        self._settle_unit()
        return self._made()

    def _check_unreadable(self) -> None:
        """A row is skipped only where nothing in it was meant to be a number."""
        for column, (heading, cell) in self.cells.items():
            if heading.key in NUMBER_KEYS and read_number(cell) is None:
                self._trouble(column, heading, f"“{cell}”不是数字；请改成数字，没有数据的请留空。")

    def _first(self) -> str:
        return str(next((cell for _, cell in self.cells.values()), ""))[:20]

    def _made(self) -> TableRow:
        cells = tuple((key, f"{letter(column)}{self.index + self.sheet.first_row}") for key, column in self.found)
        places = {key.partition(":")[0]: self.sheet.place(self.index, column) for key, column in self.found}
        place = self.sheet.place(self.index)
        return TableRow(place, self.values, cells, self.sheet.file, self.sheet.name, places)

    def _take(self, column: int, heading: Heading, cell: Any) -> None:
        if isinstance(cell, list | dict):
            self._keep(heading.key, column, cell)
        elif heading.key in NUMBER_KEYS:
            self._take_number(column, heading, cell)
        elif heading.key == "also":
            self._take_also(column, heading, cell)
        else:
            text = self._as_text(column, heading, cell)
            if text is not None:
                self._keep(heading.key, column, text)

    def _as_text(self, column: int, heading: Heading, cell: Any) -> Any:
        if isinstance(cell, date):
            self._trouble(column, heading, f"“{cell:%Y-%m-%d}”被表格软件当成了日期；请把这一格设为文本，写成“2026年1—9月”的样子。")
            return None
        return cell.strip() if isinstance(cell, str) else cell

    def _take_number(self, column: int, heading: Heading, cell: Any) -> None:
        number = _rank(cell) if heading.key in ("rank", "prev_rank") else read_number(cell)
        if number is None:
            what = f"{cell:%Y-%m-%d}" if isinstance(cell, date) else str(cell)[:30]
            self._trouble(column, heading, f"“{what}”不是数字；请改成数字，没有数据的请留空。")
            return
        if heading.key == "reference":
            self.values.setdefault("references", []).append({"name": heading.name, "value": number.value})
            self.found.append((f"reference:{heading.name}", column))
            return
        self._keep(heading.key, column, number.value)
        self._take_words(column, heading, number)

    def _take_words(self, column: int, heading: Heading, number: Number) -> None:
        """Keep what cell and heading say beside the number."""
        if heading.key == "value":
            if heading.span:
                self.values.setdefault("span", heading.span)
            if number.qualifier:
                self.values.setdefault("qualifier", number.qualifier)
        elif heading.key in ("share", "rank") and heading.name:
            self.values.setdefault("share_of" if heading.key == "share" else "rank_scope", heading.name)
        unit = number.unit or heading.unit
        if heading.key in _LEVELS and unit:
            self.values.setdefault("_units", []).append((column, heading, unit, bool(number.unit)))

    def _take_also(self, column: int, heading: Heading, cell: Any) -> None:
        number = read_number(cell)
        if number is None:
            self.notices.append(f"{self.sheet.place(self.index, column, heading.text)}“{str(cell)[:20]}”不是已知的列，没有读取。")
            return
        self.values.setdefault("also", []).append({"name": heading.text, "value": number.value, "unit": number.unit or heading.unit})
        self.found.append((f"also:{heading.text}", column))

    def _settle_unit(self) -> None:
        """One unit for all levels of a row: its own column, else the indicator's bracket, else the cell, else the heading."""
        parts = split_name(self.values["indicator"])
        said: list[tuple[int, Heading, str, bool]] = self.values.pop("_units", [])
        unit = str(self.values.get("unit") or parts.unit or next((said_unit for _, _, said_unit, own in said if own), ""))
        if not unit and said:
            unit = self._unit_of_heading(parts.base, said[0])
        if unit:
            self.values["unit"] = narrow(unit)
        for column, heading, other, own in said:
            if unit and narrow(other) != narrow(unit) and (own or heading.key != "value"):
                self._trouble(column, heading, f"单位“{other}”与这一行的单位“{unit}”不一致；请统一单位。")

    def _unit_of_heading(self, base: str, said: tuple[int, Heading, str, bool]) -> str:
        column, heading, unit, _ = said
        indicator = find_indicator(base)
        if indicator and indicator.units == ("%",) and unit != "%":
            self._trouble(column, heading, f"列标题的单位是“{unit}”，而“{base}”的单位应是%；请加一列“单位”写明。")
        return unit

    def _keep(self, key: str, column: int, value: Any) -> None:
        self.values[key] = value
        self.found.append((key, column))

    def _trouble(self, column: int, heading: Heading, message: str) -> None:
        self.troubles.append(Trouble(self.sheet.place(self.index, column, heading.text), message))


def _rank(cell: Any) -> Number | None:
    if isinstance(cell, str) and (match := re.fullmatch(r"第?\s*(\d+)\s*[位名]?", narrow(cell.strip()))):
        return read_number(match[1])
    return read_number(cell)
