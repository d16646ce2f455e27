"""The next month: another table in the place of the last one, every row found again by what it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.brief.changes import CellChange, RowChange, changed_cells
from assistant.brief.model import Figure, Problem
from assistant.brief.moving import read_next, reporting_of
from assistant.brief.pairing import Pairing, Side, pair_rows
from assistant.brief.stale import stale_numbers
from assistant.errors import BriefError, Trouble
from assistant.tables import Alternative, Question

if TYPE_CHECKING:
    from assistant.brief import Brief

NEITHER = "none"
"""The answer that an old row is none of the candidates."""

ASKED = "row:"
"""Before the id of the old row in the id of a question about it."""


@dataclass(frozen=True, slots=True)
class BriefUpdate:
    """A brief with another month's table.

    Attributes:
        brief: The new brief: rows that were found again keep their ids, problems and priorities point to the same rows.
        changes: Rows that changed, were renamed, are new, are gone, or are ambiguous; a row that is as it was is not among them.
        questions: One for each ambiguous row; answered by ``update(table, rows={old id: value})``.
        remarks: What a person should look at: numbers in the user's words that the table has overtaken, pointers that lost their row.
        matched: How many rows were found again.
    """

    brief: "Brief"
    changes: tuple[RowChange, ...]
    questions: tuple[Question, ...] = ()
    remarks: tuple[Trouble, ...] = ()
    matched: int = 0

    def of_kind(self, kind: str) -> tuple[RowChange, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)

    def to_dict(self) -> dict[str, Any]:
        """Return changes, questions and remarks as plain data."""
        return {
            "period": self.brief.period,
            "matched": self.matched,
            "changes": [change.to_dict() for change in self.changes],
            "questions": [asdict(question) for question in self.questions],
            "remarks": [{"place": remark.place, "message": remark.message} for remark in self.remarks],
        }


def update_brief(
    old: "Brief", table: Any, period: str | None = None, rows: Mapping[str, str] | None = None, answers: Path | None = None
) -> BriefUpdate:
    """Put another month's table into a brief; see :meth:`assistant.Brief.update`."""
    fresh = read_next(old, table, period, answers)
    last, now = Side(old.figures, reporting_of(old)), Side(fresh.figures, reporting_of(fresh))
    found = pair_rows(last, now)
    names = _names(old, fresh)
    questions = tuple(_question(figure, others, names) for figure, others in found.doubts)
    _settle(found, rows or {}, names)
    ids = names | {after.id: before.id for before, after in found.pairs}
    figures, pairs = _figures(old, fresh, found, ids)
    brief = replace(
        old,
        **{name: getattr(fresh, name) for name in ("period", "reporting", "planning", "notices", "questions")},
        figures=figures,
        problems=tuple(_repointed(problem, {figure.id for figure in figures}) for problem in old.problems),
    )
    cells = [(before, after, _changed(last, now, before, after)) for before, after in pairs]
    remarks = (
        *_lost_pointers(old, brief),
        *_old_dates(brief, moved=last.reporting != now.reporting),
        *stale_numbers(brief, cells),
    )
    left = tuple(question for question in questions if question.id.removeprefix(ASKED) not in (rows or {}))
    return BriefUpdate(brief, tuple(_changes(cells, found, ids, figures)), left, remarks, len(pairs))


def _changed(old: Side, new: Side, before: Figure, after: Figure) -> tuple[CellChange, ...]:
    """Return the cells that differ; that a row moved on with the reporting period is told once, for the brief."""
    moved = before.when == old.reporting and after.when == new.reporting
    return tuple(cell for cell in changed_cells(before, after) if not (moved and cell.key == "period"))


def _names(old: "Brief", fresh: "Brief") -> dict[str, str]:
    """Return what each new row is called unless it is found to be an old one: never by the id of an old row."""
    before = {figure.id for figure in old.figures}
    taken = before | {figure.id for figure in fresh.figures}
    return {figure.id: _free(figure.id, taken) if figure.id in before else figure.id for figure in fresh.figures}


def _free(name: str, taken: set[str]) -> str:
    return next(f"{name}_{number}" for number in range(2, len(taken) + 3) if f"{name}_{number}" not in taken)


def _question(old: Figure, others: Sequence[Figure], names: Mapping[str, str]) -> Question:
    """Ask which row of the new table an old one is."""
    options = [Alternative(names[other.id], _shown(other)) for other in sorted(others, key=lambda other: other.id)]
    return Question(
        id=f"{ASKED}{old.id}",
        sheet=others[0].source.sheet if others[0].source else "",
        cells=tuple(filter(None, (other.source.place() if other.source else "" for other in others))),
        field="indicator",
        text=f"上一期的“{_shown(old)}”在新表里是哪一行？",
        alternatives=(*options, Alternative(NEITHER, "都不是，这一行本期没有")),
        suggested="",
        confidence=0.0,
        reason="名称、单位或时期相近而不相同，不能自动认定",
        held=True,
    )


def _shown(figure: Figure) -> str:
    words = [figure.indicator, figure.scope if figure.scope not in figure.indicator else "", figure.period, figure.unit]
    return " ".join(filter(None, words))


def _settle(found: Pairing, rows: Mapping[str, str], names: Mapping[str, str]) -> None:
    """Pair what the user has answered, and set free the candidates that nothing doubtful names any more."""
    _check_answers(found, rows, names)
    open_rows = {names[other.id]: other for _, others in found.doubts for other in others}
    doubts, found.doubts = found.doubts, []
    for figure, others in doubts:
        value = rows.get(figure.id)
        if value is None:
            found.doubts.append((figure, others))
        elif value == NEITHER:
            found.gone.append(figure)
        else:
            found.pairs.append((figure, open_rows.pop(value)))
    left = {other.id for other in open_rows.values()}
    found.doubts = [(figure, tuple(other for other in others if other.id in left)) for figure, others in found.doubts]
    asked = {other.id for _, others in found.doubts for other in others}
    found.new += [other for other in open_rows.values() if other.id not in asked]


def _check_answers(found: Pairing, rows: Mapping[str, str], names: Mapping[str, str]) -> None:
    """Refuse answers that cannot be used.

    Raises:
        BriefError: An answer is about no doubtful row, names none of its candidates, or two answers name one row.
    """
    asked = {figure.id: [names[other.id] for other in others] + [NEITHER] for figure, others in found.doubts}
    for name, value in rows.items():
        if name not in asked:
            raise BriefError(Trouble(name, f"没有问到这一行；要回答的有：{'、'.join(asked) or '（没有）'}。"))
        if value not in asked[name]:
            raise BriefError(Trouble(name, f"“{value}”不在可选之列；可选的有：{'、'.join(asked[name])}。"))
    chosen = [value for value in rows.values() if value != NEITHER]
    if len(set(chosen)) != len(chosen):
        raise BriefError(Trouble("、".join(rows), "新表的一行不能对应上一期的两行；请核对回答。"))


def _figures(
    old: "Brief", fresh: "Brief", found: Pairing, ids: Mapping[str, str]
) -> tuple[tuple[Figure, ...], list[tuple[Figure, Figure]]]:
    """Return the rows of the new brief, those found again in the old order, and the pairs under their new ids."""
    named = {figure.id: replace(figure, id=ids[figure.id], share_of=ids.get(figure.share_of, figure.share_of)) for figure in fresh.figures}
    partner = {before.id: named[after.id] for before, after in found.pairs}
    pairs = [(figure, partner[figure.id]) for figure in old.figures if figure.id in partner]
    paired = {after.id for _, after in found.pairs}
    return (*(after for _, after in pairs), *(named[figure.id] for figure in fresh.figures if figure.id not in paired)), pairs


def _repointed(problem: Problem, rows: set[str]) -> Problem:
    return replace(problem, figures=tuple(row for row in problem.figures if row in rows))


def _changes(
    cells: Sequence[tuple[Figure, Figure, tuple[CellChange, ...]]], found: Pairing, ids: Mapping[str, str], figures: Sequence[Figure]
) -> Iterator[RowChange]:
    for before, after, changed in cells:
        if before.indicator != after.indicator:
            yield RowChange("renamed", after.id, after.indicator, before.indicator, changed)
        elif changed:
            yield RowChange("changed", after.id, after.indicator, cells=changed)
    asked = {other.id for _, others in found.doubts for other in others}
    new = {ids[figure.id] for figure in found.new if figure.id not in asked}
    for figure in figures:
        if figure.id in new:
            blank = Figure(figure.id, figure.indicator, figure.name, figure.canonical)
            yield RowChange("new", figure.id, figure.indicator, cells=changed_cells(blank, figure))
    for figure in found.gone:
        yield RowChange("gone", figure.id, figure.indicator)
    for figure, others in found.doubts:
        yield RowChange("ambiguous", figure.id, figure.indicator, candidates=tuple(sorted(ids[other.id] for other in others)))


def _lost_pointers(old: "Brief", brief: "Brief") -> Iterator[Trouble]:
    """Tell of problems whose row the new table does not have."""
    names = {figure.id: figure.indicator for figure in old.figures}
    for index, (before, after) in enumerate(zip(old.problems, brief.problems, strict=True)):
        for row in before.figures:
            if row not in after.figures:
                yield Trouble(
                    f"problems[{index}].figures", f"“{names[row]}”（{row}）在新表里没有找到，问题“{before.text[:20]}”不再指向它；请核对。"
                )


def _old_dates(brief: "Brief", *, moved: bool) -> Iterator[Trouble]:
    """Tell of dates in the brief that its new reporting period has passed."""
    now = brief.reporting
    if not moved or now is None or now.year is None:
        return
    day, plan = brief.meeting.date, brief.planning
    if day is not None and (day.year, day.month) <= (now.year, now.last) and not (now.last == day.month and day.day >= 28):
        yield Trouble("meeting.date", f"会议日期仍是{day:%Y-%m-%d}，不在{now.label()}之后；请核对。")
    if plan is not None and plan.year is not None and (plan.year, plan.last) <= (now.year, now.last):
        yield Trouble("period", f"部署时期“{plan.label()}”已经过去；请核对。")
