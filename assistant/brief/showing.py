"""A brief as a panel and as a frame: what was read, row by row."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.brief.model import Figure
from assistant.brief.writing import brief_mapping
from assistant.display import Panel, Row, Table
from assistant.tables.frames import frame_of

if TYPE_CHECKING:
    from assistant.brief import Brief

_FILLED = ("unit", "period", "kind", "basis", "span")
_ALWAYS = ("id", "indicator", "value", "unit", "period", "kind", "basis", "span")
_WHERE_GIVEN = (
    *("scope", "qualifier", "yoy", "yoy_pp", "prev_period", "prev", "prev_yoy", "mom_pp", "last_year", "target", "progress", "targets"),
    *("share", "share_of", "rank", "rank_scope", "prev_rank", "references", "also", "note"),
)
_SHOWN = ("编号", "范围", "指标", "数值", "同比", "目标", "进度", "位次", "时期", "数据位置")
_AFTER = frozenset(("以上", "以下", "以内", "左右", "上下", "余"))


def figures_frame(brief: "Brief") -> Any:
    """Return the rows of a brief as a frame; see :meth:`assistant.Brief.to_frame`."""
    told = brief_mapping(brief).get("figures", [])
    # What a row leaves to the brief is filled in, but for its scope: named, it would no longer stand for the region as well.
    records = [row | {key: getattr(figure, key) or None for key in _FILLED} for row, figure in zip(told, brief.figures, strict=True)]
    more = [key for key in _WHERE_GIVEN if any(record.get(key) is not None for record in records)]
    return frame_of(records, (*_ALWAYS, *more))


def brief_panel(brief: "Brief") -> Panel:
    """Return what is shown of a brief in a notebook or a terminal."""
    meeting = brief.meeting
    title = " · ".join(filter(None, (brief.region, meeting.name or meeting.type, str(meeting.date or ""))))
    counts = ((brief.figures, "行数据"), (brief.problems, "个问题"), (brief.priorities, "项重点工作"), (brief.projects, "个项目"))
    told = "，".join(f"{len(items)}{what}" for items, what in counts if items)
    tables = (
        _figures(brief),
        Table("问题", ("编号", "内容"), tuple(Row((problem.id, problem.text)) for problem in brief.problems)),
        Table(
            "重点工作",
            ("编号", "工作", "牵头", "要点"),
            tuple(Row((item.id, item.title, item.lead, "\n".join(item.points))) for item in brief.priorities),
        ),
        Table(
            "项目",
            ("编号", "项目", "投资", "进展"),
            tuple(Row((project.id, project.name, project.investment, project.status)) for project in brief.projects),
        ),
        Table("由人担保的数", ("编号", "数字", "来源"), tuple(Row((item.id, item.text, item.source)) for item in brief.known)),
        Table("读表要问的", ("问题",), tuple(Row((question.text,), "warning") for question in brief.questions)),
        Table("读表说明", ("说明",), tuple(Row((str(notice),)) for notice in brief.notices), folded=True),
    )
    return Panel(f"任务单：{title}" if title else "任务单", "；".join(filter(None, (brief.period, told))), tables)


def _figures(brief: "Brief") -> Table:
    rows = tuple(Row(_row(figure, brief.region)) for figure in brief.figures)
    return Table("数据", _SHOWN, rows, told=frozenset(("同比", "目标", "进度")))


def _row(figure: Figure, region: str) -> tuple[str, ...]:
    source = figure.source
    place = (source.place() or next((source.place(key) for key, _ in source.cells), source.file)) if source else ""
    scope = "" if figure.scope == region or figure.scope in figure.indicator else figure.scope
    value = _number(figure.value, figure.unit)
    value = f"{value}{figure.qualifier}" if figure.qualifier in _AFTER else f"{figure.qualifier}{value}"
    numbers = (value, _number(figure.yoy, "%"), _number(figure.target, figure.unit), _number(figure.progress, "%"))
    rank = f"{figure.rank_scope}第{figure.rank}位" if figure.rank else ""
    return (figure.id, scope, figure.indicator, *numbers, rank, figure.period, place)


def _number(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{value:f}{unit}"
