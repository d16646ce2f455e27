"""Builds the fields of a brief from a mapping; every trouble in it is collected before it is told."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.brief.fields import Fields, kind_of_value
from assistant.brief.joining import join_rows
from assistant.brief.model import Figure, Known, Meeting, Priority, Problem, Project, Speaker
from assistant.brief.resolve import find_row, name_rows, resolve_row, resolve_share, unknown_id
from assistant.brief.rows import RawRow, read_row, row_of_table
from assistant.brief.setting import Setting
from assistant.errors import BriefError, TableError, Trouble
from assistant.tables import Notice, Question, TableReading, read_frame, read_table

BRIEF_KEYS = (
    *("format", "region", "level", "meeting", "title", "salutation", "speaker", "audience", "period", "background", "figures"),
    *("problems", "priorities", "projects", "enterprises", "known", "names", "length", "style"),
)
CURRENT_FORMAT = 1
NOTHING_TO_SAY = Trouble("", "没有内容可写；至少要有 figures（数据）或 priorities（重点工作）。")
_MEETING = ("type", "name", "date", "place", "agenda")


def is_frame(value: object) -> bool:
    """Tell whether a value is a pandas DataFrame, without importing pandas."""
    return type(value).__name__ == "DataFrame" and hasattr(value, "columns") and hasattr(value, "notna")


def build(raw: Mapping[Any, Any], folder: Path, answers: Path | None = None) -> dict[str, Any]:
    """Return the fields of a brief.

    Args:
        raw: The brief's keys.
        folder: Where a relative path to a table starts.
        answers: File of answers given about tables before.

    Raises:
        BriefError: Lists everything that is wrong.
    """
    builder = _Builder(raw, folder, answers)
    built = builder.build()
    if builder.troubles:
        raise BriefError(*dict.fromkeys(builder.troubles))
    return built


class _Builder:
    """Reads one brief."""

    def __init__(self, raw: Mapping[Any, Any], folder: Path, answers: Path | None) -> None:
        self.troubles: list[Trouble] = []
        self.notices: list[Notice] = []
        self.questions: list[Question] = []
        self.answers = answers
        self.fields = Fields(raw, "", self.troubles)
        self.folder = folder

    def build(self) -> dict[str, Any]:
        """Return the fields of the brief; every trouble met on the way is kept, not only the first."""
        fields = self.fields
        fields.check_keys(BRIEF_KEYS)
        texts = {key: fields.text(key) for key in ("region", "level", "title", "salutation", "period", "background", "style")}
        lists = {key: fields.texts(key) for key in ("audience", "enterprises", "names")}
        meeting, priorities = self._meeting(), self._priorities()
        leads = tuple(name for priority in priorities for name in priority.lead.split("、"))
        setting = Setting(texts["region"], texts["level"], meeting, texts["period"], (*lists["audience"], *leads))
        figures = self._figures(setting)
        problems = self._problems(figures)
        if not (self.troubles or figures or priorities or self.questions):
            self.troubles.append(NOTHING_TO_SAY)
        texts["title"] = texts["title"] or (f"在{meeting.name}上的讲话" if meeting.name else "")
        texts["salutation"] = texts["salutation"] or "同志们："
        return (
            texts
            | lists
            | {
                "format": self._format(),
                "meeting": meeting,
                "speaker": self._speaker(),
                "reporting": setting.reporting,
                "planning": setting.planning,
                "figures": figures,
                "problems": problems,
                "priorities": self._answered(priorities, problems),
                "projects": self._projects(),
                "known": self._known(),
                "length": self._length(),
                "notices": tuple(self.notices),
                "questions": tuple(self.questions),
            }
        )

    def _format(self) -> int:
        number = self.fields.integer("format")
        if number not in (None, CURRENT_FORMAT):
            self.fields.trouble("format", f"版本 {number} 不认识；这里能读的是 {CURRENT_FORMAT}。")
        return CURRENT_FORMAT

    def _meeting(self) -> Meeting:
        part = self.fields.part("meeting", _MEETING)
        return Meeting(part.text("type"), part.text("name"), part.day("date"), part.text("place"), part.text("agenda"))

    def _speaker(self) -> Speaker:
        part = self.fields.part("speaker", ("name", "post"))
        return Speaker(part.text("name"), part.text("post"))

    def _parts(self, key: str, known: tuple[str, ...], needed: str, text_alone: bool = True) -> list[Fields]:
        """Return the items of a list as mappings; an item that is text stands for its main key."""
        parts = []
        for index, item in enumerate(self.fields.items(key)):
            place = f"{key}[{index}]"
            if isinstance(item, str) and text_alone:
                item = {needed: item}
            if not isinstance(item, Mapping):
                self.troubles.append(Trouble(place, f"应分项填写（{'、'.join(known)}），这里是{kind_of_value(item)}。"))
                continue
            part = Fields(item, place, self.troubles)
            part.check_keys(known)
            if not part.text(needed) and not any(trouble.place == part.where(needed) for trouble in self.troubles):
                part.trouble(needed, "这一项不能空；请填写，或删去整条。")
            parts.append(part)
        return parts

    def _priorities(self) -> tuple[Priority, ...]:
        parts = self._parts("priorities", ("title", "lead", "points", "due", "problem"), "title")
        return tuple(
            Priority(f"p{index:02}", part.text("title"), part.text("lead"), part.texts("points"), part.text("due"), part.text("problem"))
            for index, part in enumerate(parts, start=1)
        )

    def _answered(self, priorities: tuple[Priority, ...], problems: tuple[Problem, ...]) -> tuple[Priority, ...]:
        """Settle which problem a priority answers: its id, or its text."""
        ids = {problem.text: problem.id for problem in problems} | {problem.id: problem.id for problem in problems}
        for index, priority in enumerate(priorities):
            if priority.problem and priority.problem not in ids:
                hint = "、".join(problem.id for problem in problems) or "（要点里没有写问题）"
                self.troubles.append(Trouble(f"priorities[{index}].problem", f"没有“{priority.problem}”这个问题；可写的编号有：{hint}。"))
        return tuple(replace(priority, problem=ids.get(priority.problem, "")) for priority in priorities)

    def _problems(self, figures: tuple[Figure, ...]) -> tuple[Problem, ...]:
        parts = self._parts("problems", ("text", "figures"), "text")
        return tuple(Problem(f"m{index:02}", part.text("text"), self._ids(part, figures)) for index, part in enumerate(parts, start=1))

    def _ids(self, part: Fields, figures: tuple[Figure, ...]) -> tuple[str, ...]:
        found = []
        for index, said in enumerate(part.texts("figures")):
            row = next((figure for figure in figures if figure.id == said), None) or find_row(said, figures)
            if row:
                found.append(row.id)
            else:
                part.trouble(f"figures[{index}]", unknown_id(said, figures))
        return tuple(dict.fromkeys(found))

    def _projects(self) -> tuple[Project, ...]:
        parts = self._parts("projects", ("name", "investment", "status", "owner"), "name")
        return tuple(
            Project(f"j{index:02}", part.text("name"), part.text("investment"), part.text("status"), part.text("owner"))
            for index, part in enumerate(parts, start=1)
        )

    def _known(self) -> tuple[Known, ...]:
        parts = self._parts("known", ("text", "source", "by"), "text", text_alone=False)
        for part in parts:
            if not part.text("source"):
                part.trouble("source", "请写明这个数的出处（文件、表格或提供人）。")
        return tuple(
            Known(f"k{index:02}", part.text("text"), part.text("source"), part.text("by")) for index, part in enumerate(parts, start=1)
        )

    def _length(self) -> tuple[int, int] | None:
        raw = self.fields.get("length")
        if raw is None:
            return None
        bounds = list(raw) if isinstance(raw, list | tuple) else [raw, raw]
        whole = [bound for bound in bounds if isinstance(bound, int) and not isinstance(bound, bool)]
        if len(bounds) != 2 or len(whole) != 2 or not 0 < whole[0] <= whole[1]:
            self.fields.trouble("length", "请写一个字数（2500），或从小到大的两个字数（[2000, 2800]）。")
            return None
        return whole[0], whole[1]

    def _figures(self, setting: Setting) -> tuple[Figure, ...]:
        rows = self._rows()
        read = [resolve_row(read_row(row, self.troubles), setting) for row in rows]
        places = [row.place + (f"（{figure.indicator[:30]}）" if not row.source else "") for row, figure in zip(rows, read, strict=True)]
        read, places, twice = join_rows(read, places)
        self.notices.extend(twice)
        named = name_rows(read, setting, places, self.troubles)
        self._notice_gaps(named, places)
        return tuple(resolve_share(figure, named, place, self.troubles) for figure, place in zip(named, places, strict=True))

    def _notice_gaps(self, figures: list[Figure], places: list[str]) -> None:
        for figure, place in zip(figures, places, strict=True):
            if figure.value is not None and not figure.unit:
                self.notices.append(Notice(f"{place}：有数值而没有单位，写进讲话时没有单位可用。", reason="gap"))
            if figure.period and figure.when is None:
                self.notices.append(Notice(f"{place}：时期“{figure.period}”读不出年月。", reason="gap"))

    def _rows(self) -> list[RawRow]:
        raw = self.fields.get("figures")
        if raw is None:
            return []
        if isinstance(raw, TableReading):
            return self._table_rows(raw)
        try:
            if is_frame(raw):
                return self._table_rows(read_frame(raw, answers=self.answers))
            if isinstance(raw, str | Path):
                return self._table_rows(read_table(self.folder / Path(raw), answers=self.answers))
        except TableError as error:
            self.troubles.extend(error.troubles)
            return []
        return self._given_rows()

    def _given_rows(self) -> list[RawRow]:
        rows = []
        for index, item in enumerate(self.fields.items("figures")):
            if isinstance(item, Mapping):
                rows.append(RawRow(f"figures[{index}]", item))
            else:
                self.troubles.append(
                    Trouble(f"figures[{index}]", f"每一行应分项填写（indicator、value、unit 等），这里是{kind_of_value(item)}。")
                )
        return rows

    def _table_rows(self, table: TableReading) -> list[RawRow]:
        self.notices.extend(table.notices)
        self.questions.extend(table.questions)
        return [row_of_table(row) for row in table.rows]
