"""Tables as text for a terminal: the rows as read, what was not taken, what has to be asked, and what a new month changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.audit.fact import FIELD_LABELS, Fact
from assistant.audit.facts import table_of
from assistant.audit.printing import signed
from assistant.brief import Brief
from assistant.brief.changes import CellChange, RowChange, Value
from assistant.brief.model import Figure
from assistant.brief.update import BriefUpdate
from assistant.export.terminal import numbered
from assistant.tables import Notice, Question

MOST_NOTICES = 40
"""Beyond these the list says how many there are; the whole of it stands in the JSON form."""

_KINDS = {"actual": "", "target": "目标", "plan": "计划", "threshold": "门槛", "rank": "位次"}
_CHANGES = {"ambiguous": "认不准的行，要问", "changed": "数有变化", "renamed": "换了说法", "new": "新添的行", "gone": "本期没有的行"}
_WORDS = {
    **{key: label for key, label in FIELD_LABELS.items() if label},
    **{"value": "数值", "unit": "单位", "period": "时期", "qualifier": "限定词", "prev_period": "上期", "share_of": "占比的整体"},
    **{"rank_scope": "排位范围", "note": "备注"},
}
_OF_UNIT = frozenset(("value", "prev", "last_year", "target"))
_POINTS = frozenset(("yoy_pp", "mom_pp"))
_RATES = frozenset(("yoy", "prev_yoy", "progress", "share"))


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One cell that another month's table changed, in words: what became of the row, indicator, cell, before and after."""

    kind: str
    indicator: str
    cell: str = ""
    old: str = ""
    new: str = ""


def rows_text(brief: Brief) -> str:
    """Return the rows of a brief as they were read, each with where it stands in the user's own file."""
    return "\n".join(numbered("读出的数据", (_row(brief, figure) for figure in brief.figures)))


def doubts_text(notices: Sequence[Notice], questions: Sequence[Question]) -> str:
    """Return what was not taken from a table and what has to be asked, questions with their alternatives."""
    lines = [*numbered("要回答的问题", (_question(question) for question in questions))]
    lines += numbered("没有当作数据、或按规则认定的", (str(notice) for notice in notices[:MOST_NOTICES]))
    if len(notices) > MOST_NOTICES:
        lines.append(f"  ……共{len(notices)}条，全部内容请加 --json 查看。")
    return "\n".join(lines)


def doubts_line(brief: Brief, name: str) -> str:
    """Return in short what a table left open, for a command that is about something else; empty where nothing is.

    Args:
        brief: The brief.
        name: How the user called its file.
    """
    told = []
    if brief.questions:
        told.append(f"有{len(brief.questions)}处读不准，要问：" + "；".join(question.text for question in brief.questions[:3]))
    if brief.notices:
        told.append(f"读表说明{len(brief.notices)}条")
    return f"{name}：{'；'.join(told)}。详见 python -m assistant table {name}" if told else ""


def update_text(update: BriefUpdate) -> str:
    """Return what a new month's table changed."""
    kinds = {kind: update.of_kind(kind) for kind in _CHANGES}
    units = {figure.id: figure for figure in update.brief.figures}
    lines = [f"新一期：{update.brief.period or '（没有写时期）'}；{update.matched}行对上，{len(update.brief.figures)}行数据。"]
    for kind, changes in kinds.items():
        lines += numbered(_CHANGES[kind], (_change(change, units) for change in changes))
    lines += numbered("要回答的问题", (_question(question) for question in update.questions))
    lines += numbered("请人工核对", (str(remark) for remark in update.remarks))
    return "\n".join(lines)


def change_rows(update: BriefUpdate) -> tuple[ChangeRow, ...]:
    """Return what a new month's table changed, a row for each cell, for a page that shows it as a table."""
    figures = {figure.id: figure for figure in update.brief.figures}
    return tuple(row for kind, label in _CHANGES.items() for change in update.of_kind(kind) for row in _change_rows(change, label, figures))


def _change_rows(change: RowChange, label: str, figures: Mapping[str, Figure]) -> Iterator[ChangeRow]:
    figure = figures.get(change.row)
    name = _told_apart(change.indicator, figure, figures) + (f"（原作“{change.was}”）" if change.was else "")
    if not change.cells or figure is None:
        yield ChangeRow(label, name)
        return
    for cell in change.cells:
        key, _, part = cell.key.partition(":")
        old, new = (_value(value, key, figure) for value in (cell.old, cell.new))
        yield ChangeRow(label, name, part or _WORDS.get(key, key), old, new)


def _told_apart(name: str, figure: Figure | None, figures: Mapping[str, Figure]) -> str:
    """Return the name of a row, with place and span where another row has the same name."""
    if figure is None or sum(other.indicator == figure.indicator for other in figures.values()) < 2:
        return name
    return f"{name}（{'，'.join(filter(None, (figure.scope, figure.span)))}）"


def _row(brief: Brief, figure: Figure) -> str:
    facts = table_of(brief).of_row(figure.id)
    value = next((_shown(fact) for fact in facts if fact.field == "value"), "")
    basis = "" if figure.basis == "同比" else figure.basis
    circumstances = [figure.scope, figure.period, figure.span, basis, _KINDS[figure.kind]]
    head = " ".join(filter(None, (figure.id, figure.indicator, value)))
    line = " · ".join(filter(None, (head, *circumstances, _place(figure))))
    further = "，".join(
        f"{basis if basis and fact.field == 'yoy' else _label(fact)} {_shown(fact)}" for fact in facts if fact.field != "value"
    )
    return f"{line}\n     {further}" if further else line


def _place(figure: Figure) -> str:
    source = figure.source
    if source is None:
        return ""
    return source.place() or next((source.place(key) for key, _ in source.cells), source.file)


def _label(fact: Fact) -> str:
    return fact.anchor if fact.field in {"also", "reference"} else _WORDS[fact.field]


def _shown(fact: Fact) -> str:
    text = signed(fact)
    return f"-{text}" if fact.value < 0 and not text.startswith("-") else text


def _question(question: Question) -> str:
    place = f"（{'、'.join(question.cells)}）" if question.cells else ""
    options = "；".join(
        f"{option.value}＝{option.label}{'（最可能）' if option.value == question.suggested else ''}" for option in question.alternatives
    )
    state = "回答之前这些数不采用" if question.held else "回答之前按最可能的读"
    reason = question.reason.removesuffix("。")
    told = reason if "回答之前" in reason else "；".join(filter(None, (reason, state)))
    return f"[{question.id}] {question.text}{place}\n     可答：{options}\n     {told}。"


def _change(change: RowChange, rows: dict[str, Figure]) -> str:
    figure = rows.get(change.row)
    name = f"{change.row} {change.indicator}" + (f"（原作“{change.was}”）" if change.was else "")
    if change.kind == "ambiguous":
        return f"{name}：可能是 {'、'.join(change.candidates)}"
    if change.kind in {"new", "gone"} or figure is None:
        return name
    return f"{name}：{'，'.join(_cells(change.cells, figure))}" if change.cells else name


def _cells(cells: Iterable[CellChange], figure: Figure) -> Iterator[str]:
    for cell in cells:
        key, _, name = cell.key.partition(":")
        label = name or _WORDS.get(key, key)
        yield f"{label} {_value(cell.old, key, figure)} → {_value(cell.new, key, figure)}"


def _value(value: Value, key: str, figure: Figure) -> str:
    if value is None or value == "":
        return "（无）"
    unit = figure.unit if key in _OF_UNIT else "个百分点" if key in _POINTS else "%" if key in _RATES else ""
    return f"{value}{unit}" if isinstance(value, str | int) else f"{value:f}{unit}"


def cell_names(brief: Brief, keys: Iterable[str]) -> tuple[str, ...]:
    """Return how cells are named before a user, each with its value and its place in the user's own file.

    Args:
        brief: The brief.
        keys: Keys of cells, as findings and answers have them (``f06.yoy``); others (``p02``, ``meeting.date``) are left out.

    Example:
        >>> cell_names(Brief.of([{"id": "f06", "indicator": "工业投资", "value": "41.6", "unit": "亿元", "yoy": "-3.2"}]), ["f06.yoy"])
        ('f06 工业投资 同比 -3.2%',)
    """
    table = table_of(brief)
    facts = [fact for fact in map(table.get, keys) if fact is not None]
    told = [(f"{fact.label} {_shown(fact)}", table.place(fact.key)) for fact in facts]
    return tuple(f"{name}（{place}）" if place else name for name, place in told)
