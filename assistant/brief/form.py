"""A brief being filled in: it may still be incomplete or wrong, and every change to it gives a new one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.brief.building import NOTHING_TO_SAY
from assistant.brief.sources import BRIEF_SUFFIXES, parse_mapping
from assistant.brief.writing import brief_mapping
from assistant.errors import BriefError, Trouble
from assistant.tables import Notice, Question, TableReading, read_pasted, read_upload, record_given, safe_name
from assistant.tables.reading import PASTED

if TYPE_CHECKING:
    from assistant.brief import Brief

Row = Mapping[str, Any]
_MOST_TABLES = 40
_CIRCUMSTANCES = frozenset(("indicator", "period", "scope", "unit", "note", "span", "kind", "basis"))


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was handed in, kept so that it can be read again once a question about it is answered."""

    name: str
    data: bytes = field(repr=False)
    pasted: bool
    reading: TableReading = field(repr=False)

    @classmethod
    def read(cls, name: str, data: bytes, pasted: bool, answers: Path | None) -> "Table":
        """Read a table.

        Raises:
            TableError: It cannot be read.
        """
        if pasted:
            return cls(name, data, True, read_pasted(data.decode(), name=name, answers=answers))
        return cls(name, data, False, read_upload(name, data, answers=answers))


@dataclass(frozen=True)
class BriefForm:
    """A brief being filled in.

    Attributes:
        fields: The keys of the brief beside ``figures``, as a user writes them.
        rows: The rows of figures, as a user writes them; one of a table carries its ``source``.
        tables: The tables the rows came from, as far as they are at hand.
        notices: What was not taken from tables that are no longer at hand.
        questions: What was asked about such tables.
        taken: Cells whose row the user has changed or dropped; a table that is read again does not bring them back.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    tables: tuple[Table, ...] = ()
    notices: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()
    taken: frozenset[str] = frozenset()

    @classmethod
    def of(cls, brief: "Brief") -> "BriefForm":
        """Return the form of a whole brief; every row says its own period, so that another reporting period moves none of them."""
        mapping = brief_mapping(brief)
        mapping.pop("format")
        rows = [
            {**row, **({"period": figure.period} if figure.period else {})}
            for row, figure in zip(mapping.pop("figures", []), brief.figures, strict=True)
        ]
        asked = tuple(notice for notice in brief.notices if notice.reason != "gap")
        return cls(mapping, tuple(rows), notices=asked, questions=brief.questions)

    @property
    def empty(self) -> bool:
        """Whether there is nothing yet that a speech could be made of."""
        return not (self.rows or self.fields.get("priorities"))

    @property
    def asked(self) -> tuple[Question, ...]:
        """What only a person can settle about the tables, each once."""
        return tuple(dict.fromkeys((*self.questions, *(question for table in self.tables for question in table.reading.questions))))

    def mapping(self) -> dict[str, Any]:
        """Return the form as the keys of a brief; items at the end of a list that nothing is written in yet do not count."""
        fields = {key: _begun(value) if isinstance(value, list) else value for key, value in self.fields.items()}
        return {**fields, "figures": list(self.rows)} if self.rows else fields

    def brief(self) -> "Brief":
        """Return the brief, with the notices and questions of its tables.

        Raises:
            BriefError: Lists everything that is still wrong; the place of a row is ``figures[0]``, of a field ``meeting.date``.
        """
        from assistant.brief import Brief

        brief = Brief.of(self.mapping())
        told = (notice for table in self.tables for notice in table.reading.notices)
        return replace(brief, notices=tuple(dict.fromkeys((*self.notices, *told, *brief.notices))), questions=self.asked)

    @property
    def as_update(self) -> Any:
        """What :meth:`assistant.Brief.update` takes as another month's table: the tables as read, or the rows of a whole brief."""
        if self.tables and not self.fields and all(row.get("source") for row in self.rows):
            notices = tuple(notice for table in self.tables for notice in table.reading.notices)
            return TableReading(self.rows, self.asked, notices)
        return self.mapping()

    def named(self, brief: "Brief") -> "BriefForm":
        """Return the form with the ids its brief gave to the rows, so that problems go on pointing to a row that is changed later."""
        if len(brief.figures) != len(self.rows):  # rows that said different things of one figure were joined
            return self
        return replace(self, rows=tuple({"id": figure.id, **row} for figure, row in zip(brief.figures, self.rows, strict=True)))

    def fill(self, **fields: Any) -> "BriefForm":
        """Set fields; an empty value takes the field away."""
        kept = {**self.fields, **fields}
        return replace(self, fields={key: value for key, value in kept.items() if value not in (None, "", [], {})})

    def take(self, name: str, data: bytes, *, answers: Path | None = None) -> "BriefForm":
        """Take in an uploaded file: a table adds its rows, a brief (YAML, JSON) takes the place of everything but the tables.

        Raises:
            BriefError: The file cannot be used; a table that is here already is refused.
        """
        name = safe_name(name)
        if Path(name).suffix.lower() in BRIEF_SUFFIXES:
            return self._with_brief(name, data)
        if any(table.data == data for table in self.tables):
            raise BriefError(Trouble(name, "这张表已经读入，没有再读一遍。"))
        if len(self.tables) >= _MOST_TABLES:
            raise BriefError(Trouble(name, f"一份材料最多{_MOST_TABLES}张表；请先移去不用的。"))
        return self._with_table(Table.read(self._free(name), data, False, answers))

    def paste(self, text: str, *, answers: Path | None = None) -> "BriefForm":
        """Take in a pasted table.

        Raises:
            TableError: There is no table in it.
        """
        return self._with_table(Table.read(self._free(PASTED), text.encode("utf-8", "replace"), True, answers))

    def answer(self, given: Mapping[Question, str], *, answers: Path) -> "BriefForm":
        """Record answers and read the tables again; what the user has changed by hand stays as it is.

        Raises:
            TableError: An answer is none of the alternatives, or the answers cannot be written.
        """
        record_given(answers, given)
        settled = {(question.shape, question.id) for question in given}  # also of other tables of the same shape
        form = replace(self, questions=tuple(one for one in self.questions if (one.shape, one.id) not in settled))
        for table in self.tables:
            form = form._read_again(table, Table.read(table.name, table.data, table.pasted, answers))
        return form

    def forget(self, name: str) -> "BriefForm":
        """Take a table away, with its rows and with what was told of it."""
        rows = tuple(row for row in self.rows if dict(row.get("source") or {}).get("file") != name)
        tables = tuple(table for table in self.tables if table.name != name)
        return replace(self, rows=rows, tables=tables, notices=tuple(notice for notice in self.notices if notice.file != name))

    def edit(self, index: int, changes: Mapping[str, Any]) -> "BriefForm":
        """Change cells of a row; an empty value takes the cell away. What the user wrote stands in no cell of the table any more."""
        row = self.rows[index]
        given = {key: value for key, value in {**row, **changes}.items() if value not in (None, "")}
        if source := row.get("source"):
            cells = {key: cell for key, cell in dict(source.get("cells") or {}).items() if key not in changes}
            given["source"] = {**source, "cells": cells}
        rows = (*self.rows[:index], given, *self.rows[index + 1 :])
        return replace(self, rows=rows, taken=self.taken | cells_of_row(row))

    def add(self, row: Row) -> "BriefForm":
        """Add a row."""
        return replace(self, rows=(*self.rows, row))

    def drop(self, indices: Iterable[int]) -> "BriefForm":
        """Take rows away."""
        away = set(indices)
        gone = frozenset().union(*(cells_of_row(self.rows[index]) for index in away))
        return replace(self, rows=tuple(row for at, row in enumerate(self.rows) if at not in away), taken=self.taken | gone)

    def _with_brief(self, name: str, data: bytes) -> "BriefForm":
        from assistant.brief import Brief

        mapping = dict(parse_mapping(data, name))
        own = tuple(row for table in self.tables for row in table.reading.rows)
        named = mapping.pop("figures") if isinstance(mapping.get("figures"), str) else ""  # a path in an upload is never opened
        wanted = [Trouble(name, f"任务单里写的数据表“{safe_name(named)}”要一起上传。")] if named and not own else []
        try:
            brief = Brief.of({**mapping, "figures": list(own)} if named and own else mapping)
        except BriefError as error:
            if wanted and error.troubles == (NOTHING_TO_SAY,):
                return replace(BriefForm(mapping), notices=(Notice(str(wanted[0]), name, reason="no table"),))
            told = (replace(trouble, place=f"{name} {trouble.place}".strip()) for trouble in error.troubles)
            raise BriefError(*wanted, *told) from error
        if named and own:  # the rows stay as the tables say them, under the ids that problems point to
            fields = {key: value for key, value in brief_mapping(brief).items() if key not in ("format", "figures")}
            return BriefForm(fields, own, self.tables).named(brief)
        form = BriefForm.of(brief)
        notices = (*form.notices, *(Notice(str(one), name, reason="no table") for one in wanted))
        return replace(form, rows=(*form.rows, *own), tables=self.tables, notices=notices)

    def _with_table(self, table: Table) -> "BriefForm":
        waited = tuple(notice for notice in self.notices if f"“{table.name}”要一起上传" not in notice.text)
        return replace(self, tables=(*self.tables, table), rows=(*self.rows, *table.reading.rows), notices=waited)

    def _read_again(self, old: Table, new: Table) -> "BriefForm":
        before = list(old.reading.rows)
        untouched = [_without_id(row) in before for row in self.rows]
        at = untouched.index(True) if True in untouched else len(self.rows)
        fresh = [row for row in new.reading.rows if not cells_of_row(row) & self.taken]
        kept = [(index, row) for index, row in enumerate(self.rows) if not untouched[index]]
        rows = (*(row for index, row in kept if index < at), *fresh, *(row for index, row in kept if index >= at))
        tables = tuple(new if table is old else table for table in self.tables)
        return replace(self, rows=rows, tables=tables)

    def _free(self, name: str) -> str:
        """Return the name under which a table is told from the others."""
        names = {table.name for table in self.tables}
        stem, dot, suffix = name.rpartition(".")
        tries = (f"{stem or suffix}（{number}）{dot}{suffix if stem else ''}" for number in range(2, len(names) + 3))
        return name if name not in names else next(other for other in tries if other not in names)


def _begun(items: list[Any]) -> list[Any]:
    count = len(items)
    while count and isinstance(items[count - 1], dict) and not any(items[count - 1].values()):
        count -= 1
    return items[:count]


def _without_id(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "id"}


def cells_of_row(row: Row) -> frozenset[str]:
    """Return the cells that hold the numbers of a row, each with its file and sheet."""
    source = dict(row.get("source") or {})
    home = f"{source.get('file')}\n{source.get('sheet')}\n"
    cells = dict(source.get("cells") or {})
    return frozenset(home + cell for key, cell in cells.items() if key not in _CIRCUMSTANCES)
