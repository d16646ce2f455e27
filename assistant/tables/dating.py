"""The period of a sheet that names none: that of the first title in the file, else of the file's name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from assistant.numbers import read_period
from assistant.tables.columns import Column
from assistant.tables.context import Context, read_context, with_year
from assistant.tables.doubts import Doubts
from assistant.tables.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Origin:
    """A period of the whole file; ``told`` says in Chinese where it stands."""

    period: str = ""
    bare: bool = False
    told: str = ""


def origin_of(contexts: Iterable[tuple[Sheet, Context]]) -> Origin:
    """Return the first period with a year that a title or the file's name says."""
    file = ""
    for sheet, context in contexts:
        file = file or sheet.file
        if _has_year(context.period):
            return Origin(context.period, context.bare, f"{sheet.title}的表题" if context.cell else f"{sheet.title}的表名")
    named = read_context([("", PurePath(file).stem)], "", Context())
    return Origin(named.period, named.bare, "文件名") if _has_year(named.period) else Origin()


def dated(sheet: Sheet, context: Context, columns: Sequence[Column], origin: Origin, doubts: Doubts) -> Context:
    """Give a table without a period that of its file, and tell it; a period without a year takes the year."""
    if context.period or not origin.period:
        return replace(context, period=with_year(context.period, origin.period))
    own = [column.meaning.period for column in columns if column.role == "figures" and column.meaning.period]
    if any(column.meaning.key == "period" for column in columns) or any(map(_has_year, own)):
        return context
    if not own:
        text = f"{sheet.title}没有写时期，按{origin.told}记为{origin.period}；不对的请在表题里写明。"
        doubts.tell(sheet, (), "period", text, 0.8)
    return replace(context, period=origin.period, bare=origin.bare and not own, cell="")


def _has_year(period: str) -> bool:
    read = read_period(period) if period else None
    return read is not None and read.year is not None
