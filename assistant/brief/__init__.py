"""The brief: what a user hands in, from a file, a dict, rows or a DataFrame."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.brief.building import build, is_frame
from assistant.brief.model import (
    Also,
    BriefData,
    Figure,
    Kind,
    Known,
    Meeting,
    Priority,
    Problem,
    Project,
    Reference,
    Source,
    Span,
    Speaker,
    Target,
)
from assistant.brief.sources import BRIEF_SUFFIXES, read_mapping
from assistant.display import show_text
from assistant.errors import BriefError, TableError, Trouble
from assistant.tables import TABLE_SUFFIXES, TableReading

if TYPE_CHECKING:
    from assistant.brief.update import BriefUpdate

__all__ = [
    "Also",
    "Brief",
    "BriefData",
    "Figure",
    "Kind",
    "Known",
    "Meeting",
    "Priority",
    "Problem",
    "Project",
    "Reference",
    "Source",
    "Span",
    "Speaker",
    "Target",
    "load_brief",
]


@dataclass(frozen=True, slots=True)
class Brief(BriefData):
    """Everything a speech may say; frozen and hashable."""

    @classmethod
    def of(cls, source: Any, *, answers: Path | None = None) -> "Brief":
        """Make a brief from whatever the user has at hand.

        Args:
            source: Path of a JSON, YAML, CSV, TSV or XLSX file, a mapping, a list of rows, a pandas DataFrame,
                a table as read, or a Brief. A table alone gives a brief that has figures only.
            answers: File of answers given about tables before; what it settles is not asked again.

        Raises:
            BriefError: Lists everything that is wrong, in Chinese; a ``TableError`` where a table alone was given.

        Example:
            >>> Brief.of([{"indicator": "工业投资", "value": "68.5", "unit": "亿元", "period": "2025年"}]).figures[0].canonical
            '工业投资'
        """
        if isinstance(source, Brief):
            return source
        if isinstance(source, str | Path):
            return cls._of_path(Path(source).expanduser(), answers)
        if isinstance(source, Mapping):
            return cls(**build(source, Path(), answers))
        if is_frame(source) or isinstance(source, TableReading):
            return cls._of_table(source, Path(), answers)
        if isinstance(source, list | tuple):
            return cls(**build({"figures": list(source)}, Path()))
        message = f"读不了 {type(source).__name__}；请给文件路径、字典、数据行列表或 DataFrame。"
        raise BriefError(Trouble("要点", message))

    @classmethod
    def _of_path(cls, path: Path, answers: Path | None) -> "Brief":
        suffix = path.suffix.lower()
        if suffix in TABLE_SUFFIXES and not path.is_dir():
            return cls._of_table(path.name, path.parent, answers)
        if suffix not in BRIEF_SUFFIXES and path.is_file():
            message = f"不认识的文件类型“{suffix}”；要点用 YAML 或 JSON，数据表用 CSV、TSV 或 XLSX。"
            raise BriefError(Trouble(path.name, message))
        return cls(**build(read_mapping(path), path.parent, answers))

    @classmethod
    def _of_table(cls, table: Any, folder: Path, answers: Path | None) -> "Brief":
        try:
            return cls(**build({"figures": table}, folder, answers))
        except BriefError as error:
            raise TableError(*error.troubles) from error

    def update(
        self, table: Any, *, period: str | None = None, rows: Mapping[str, str] | None = None, answers: Path | None = None
    ) -> "BriefUpdate":
        """Put another month's table in the place of this brief's figures; rows are found again by what they are about.

        A row is known by indicator, scope, kind, basis and span, and by its time relative to the reporting period; never by its
        position, its value or its id in the new table. What was found again keeps its id, so that problems still point to it.
        A row that cannot be told for certain is bound to nothing: it is listed and asked.

        Args:
            table: Anything :meth:`of` takes; of a whole brief its figures and its period are used.
            period: The new reporting period, or a whole period text; default: the one the table tells, else the present one.
            rows: Answers about ambiguous rows: id of the old row to one of its candidates, or ``none``.
            answers: File of answers given about tables before.

        Returns:
            The new brief with the list of changes.

        Raises:
            BriefError: The table, the period or an answer cannot be used.

        Example:
            >>> march = Brief.of({"period": "2026年1—3月", "figures": [{"indicator": "工业投资", "value": "9.1", "unit": "亿元"}]})
            >>> done = march.update([{"indicator": "工业投资", "value": "12.4", "unit": "亿元", "period": "2026年1—4月"}])
            >>> done.brief.period, [(change.kind, change.cells[0].new) for change in done.changes]
            ('2026年1—4月', [('changed', Decimal('12.4'))])
        """
        from assistant.brief.update import update_brief

        return update_brief(self, table, period, rows, answers)

    def vouch(self, text: str, source: str, by: str = "") -> "Brief":
        """Return the brief with one more number that a person vouches for.

        Args:
            text: The number as the speech has it, with unit: 7100万元.
            source: Where it comes from, in the person's words.
            by: Who vouches.

        Raises:
            BriefError: Number or source is empty.

        Example:
            >>> Brief.of({"priorities": ["抓投资"]}).vouch("27家", "商务局电话").known[0].source
            '商务局电话'
        """
        for field, given in (("数字", text), ("来源", source)):
            if not given.strip():
                raise BriefError(Trouble("担保", f"没有写{field}；请写明数字和它的来源。"))
        return replace(self, known=(*self.known, Known(f"k{len(self.known) + 1:02d}", text.strip(), source.strip(), by.strip())))

    def to_yaml(self) -> str:
        """Return the brief as the YAML file a user hands in; read back, it is the same brief."""
        from assistant.brief.writing import brief_yaml

        return brief_yaml(self)

    def to_frame(self) -> Any:
        """Return the rows as a ``pandas.DataFrame``, numbers as ``Decimal``; given back as ``figures``, they are the same rows.

        Columns are the keys of a row (``id``, ``indicator``, ``value``, ``unit``, ``period`` …); those that no row fills are left out.

        Example:
            >>> brief = Brief.of([{"indicator": "工业投资", "value": "68.50", "unit": "亿元", "period": "2025年"}])
            >>> brief.to_frame().at[0, "value"]
            Decimal('68.50')
        """
        from assistant.brief.showing import figures_frame

        return figures_frame(self)

    def _repr_html_(self) -> str:
        from assistant.brief.showing import brief_panel

        return brief_panel(self).html()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        show_text(printer, str(self))

    def __str__(self) -> str:
        from assistant.brief.showing import brief_panel

        return brief_panel(self).text()

    def __repr__(self) -> str:
        counts = f"{len(self.figures)}行数据，{len(self.problems)}个问题，{len(self.priorities)}项重点工作"
        return f"<Brief {self.region} {self.meeting.name or self.meeting.type}：{counts}>"


def load_brief(source: Any, *, answers: Path | None = None) -> Brief:
    """Return the brief in a path, mapping, list of rows or DataFrame; the same as :meth:`Brief.of`."""
    return Brief.of(source, answers=answers)
