"""The outline: which parts a speech has, which figures go where, and which measure answers which problem."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from assistant.audit.facts import FactTable, table_of
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.headings import item_mark, part_headings
from assistant.drafting.locality import further_rows, local_rows
from assistant.drafting.matching import rows_of_problem, told_in
from assistant.drafting.profile import Profile, outline_record, profile_of
from assistant.drafting.standing import shaded, sign_of, trouble, weak
from assistant.drafting.style import Style, blended
from assistant.drafting.tasks import Task, burdened, gap_counts, tasks_of
from assistant.drafting.topics import ANGLES, angle_of

_CONTEXT_ANGLES = frozenset(("服务", "园区", "项目", "要素", "其他", "创新"))
_ROWS_PER_TASK = 3
_MOST_ANGLES = 5
_FIRST = {"惠企": "服务", "技改": "投入"}
# A secretary sets direction and discipline, a mayor counts and assigns, a deputy goes into the detail of the work.
_BY_POST = {"secretary": {"目标": -2, "成绩": -2, "结尾": 4}, "mayor": {"目标": 3, "成绩": -3}, "deputy": {"措施": 4, "成绩": -4}}


@dataclass(frozen=True, slots=True)
class Part:
    """A top part: its heading and the roles it holds, in order."""

    heading: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The plan of a speech before a word of it is written.

    Attributes:
        angles: Rows of the review by angle (总量, 结构 …), in speaking order.
        problems: Rows of each problem, by problem id; under ``""`` those no problem names but the data show.
        local: Rows of one indicator for the places of the region, best first: they are told as tiers.
        further: Rows of other indicators place by place, largest first.
        goals: Target and plan rows, and rows with a gap to their target.
        length: Least and greatest number of characters without white space.
        weights: How the length is shared out among the roles.
        items: How measures are numbered: （, 要, 是 or 1.
        light: No 一、 headings: the speech goes on in paragraphs.
    """

    profile: Profile
    parts: tuple[Part, ...]
    angles: tuple[tuple[str, tuple[str, ...]], ...]
    problems: tuple[tuple[str, tuple[str, ...]], ...]
    goals: tuple[str, ...]
    tasks: tuple[Task, ...]
    length: tuple[int, int]
    weights: tuple[tuple[str, int], ...]
    local: tuple[str, ...] = ()
    further: tuple[tuple[str, ...], ...] = ()
    items: str = "（"
    light: bool = False

    @property
    def points(self) -> int:
        """Number of headed parts, which the opening announces."""
        return 1 if self.light else len(self.parts)


def build_outline(brief: Brief, rng: Random | None = None, style: Style | None = None) -> Outline:
    """Plan a speech from a brief and its meeting type.

    Args:
        brief: The brief.
        rng: Chooses among heading sets of equal standing; a fixed one where absent.
        style: Traits of the exemplars; the habits of the meeting type hold where they say nothing.
    """
    rng, style = rng or Random(0), style or Style()
    table = table_of(brief)
    profile = profile_of(brief, sign_of(brief.figures))
    record = outline_record(profile.meeting)
    named = {problem.id: rows_of_problem(table, problem) for problem in brief.problems}
    goals = _goals(table)
    kept = _in_tasks(table, named, goals)
    spare = _unnamed(table, named, kept, profile)
    local, further = local_rows(table), further_rows(table)
    by_place = (*local, *(row for rows in further for row in rows))
    angles = _angles(table, {row for rows in named.values() for row in rows}, goals, {*kept, *spare}, by_place)
    angles = _led(angles, _FIRST.get(profile.meeting, "总量"))
    aside = (*spare, *_shaded(table, named, (*spare, *kept), profile))
    problems = [*named.items(), *([("", aside)] if aside else [])]
    paired = style.paired is not False
    parts = _parts(record, _present(brief, angles, problems, goals), rng, paired)
    tasks = burdened(tasks_of(table, kept, rng, paired), table, goals, profile.meeting)
    low, high = brief.length or tuple(record["length"])
    # One speech without headings is no habit of its meeting type: who revises a speech refers to 第二部分 and needs to find it.
    light = bool(record.get("light")) and style.light is not False
    items = item_mark(style.items or ("要" if light else "（"), [task.heading for task in tasks])
    weights = tuple(_weights(record["weights"], profile, style).items())
    return Outline(profile, parts, angles, tuple(problems), goals, tasks, (low, high), weights, local, further, items, light)


def _weights(weights: dict[str, int], profile: Profile, style: Style) -> dict[str, int]:
    """Return the share of each role, by who speaks and by what the exemplars do."""
    for post, shifts in _BY_POST.items():
        if post in profile.has:
            weights = {role: weight + shifts.get(role, 0) for role, weight in weights.items()}
    return blended(weights, style)


def _led(angles: tuple[tuple[str, tuple[str, ...]], ...], first: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Put the angle a meeting is about first; without it 总量 leads."""
    return tuple(sorted(angles, key=lambda pair: pair[0] != first))


def _goals(table: FactTable) -> tuple[str, ...]:
    rows = [figure for figure in table.brief.figures if figure.kind in {"target", "plan", "threshold"}]
    open_gaps = [figure for figure in table.brief.figures if figure.kind == "actual" and gap_counts(table, figure)]
    return tuple(dict.fromkeys(figure.id for figure in (*rows, *open_gaps)))


def _in_tasks(table: FactTable, named: dict[str, tuple[str, ...]], goals: Sequence[str]) -> dict[str, str]:
    """Return the rows told in a measure rather than in the review, with their priority."""
    taken = {row for rows in named.values() for row in rows}
    kept: dict[str, str] = {}
    for figure in table.brief.figures:
        context = (
            figure.kind == "actual" and figure.yoy is None and (angle_of(figure) in _CONTEXT_ANGLES or _looks_ahead(figure, table.brief))
        )
        if figure.id in taken or figure.id in goals or not (context or trouble(figure)):
            continue
        owner = told_in(table, figure)
        if owner and list(kept.values()).count(owner) < _ROWS_PER_TASK:
            kept[figure.id] = owner
    return kept


def _of_the_period(figure: Figure, brief: Brief) -> bool:
    return figure.when is None or figure.when == brief.reporting


def _looks_ahead(figure: Figure, brief: Brief) -> bool:
    """Tell whether a row is of a time after the reporting period (a survey of this month, a stock of projects for next year)."""
    now, own = brief.reporting, figure.when
    return bool(now and own and now.year and own.year and (own.year, own.first) > (now.year, now.last))


def _unnamed(table: FactTable, named: dict[str, tuple[str, ...]], kept: Iterable[str], profile: Profile) -> tuple[str, ...]:
    """Return weak rows that no problem names: told among the problems, unless nearly everything fell."""
    taken = {row for rows in named.values() for row in rows} | set(kept)
    taken.update(local_rows(table), *further_rows(table))
    rows = [figure for figure in table.brief.figures if figure.id not in taken and figure.kind == "actual" and weak(figure, table.brief)]
    if profile.sign == "down":
        rows = [figure for figure in rows if trouble(figure)]
    return tuple(figure.id for figure in rows)


def _shaded(table: FactTable, named: dict[str, tuple[str, ...]], spare: Sequence[str], profile: Profile) -> tuple[str, ...]:
    """Return rows of the review whose other side (below the average, overtaken) no problem tells."""
    by_place = {row for rows in (local_rows(table), *further_rows(table)) for row in rows}
    taken = {row for rows in named.values() for row in rows} | {*spare} | by_place
    if profile.sign == "down":
        return ()
    return tuple(figure.id for figure in table.brief.figures if figure.id not in taken and shaded(figure, table.brief))


def _angles(
    table: FactTable, named: set[str], goals: Sequence[str], elsewhere: set[str], local: Sequence[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    grouped: dict[str, list[str]] = {angle: [] for angle in ANGLES}
    wholes = {figure.share_of for figure in table.brief.figures if figure.id not in {*named, *elsewhere}}
    for figure in table.brief.figures:
        # The audit reads no size of a fall as such (能耗降幅3.1%): such a row is left to whoever edits.
        reviewed = figure.kind in {"actual", "rank"} and not trouble(figure) and not figure.name.endswith("降幅")
        again = (
            figure.id in named
            and reviewed
            and not weak(figure, table.brief)
            and figure.yoy is not None
            and _of_the_period(figure, table.brief)
        )
        again = again or (reviewed and figure.id in named and figure.id in wholes)
        gap_too = figure.id in goals and figure.id not in named and figure.id not in elsewhere
        if reviewed and figure.id not in local and (again or gap_too or (figure.id not in named and figure.id not in {*goals, *elsewhere})):
            grouped[angle_of(figure)].append(figure.id)
    return _merged([(angle, rows) for angle, rows in grouped.items() if rows])


_KIN_ANGLES = {
    "要素": ("总量", "效益"),
    "主体": ("总量", "创新", "园区"),
    "创新": ("主体", "结构", "投入"),
    "项目": ("投入",),
    "服务": ("其他", "园区"),
    "园区": ("总量", "主体"),
    "投入": ("项目", "结构"),
    "效益": ("总量",),
    "其他": ("服务", "总量"),
}


def _merged(groups: list[tuple[str, list[str]]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Fold small angles into those they are told with, so that no paragraph stands on one figure and no review has too many views."""
    out = {angle: list(rows) for angle, rows in groups}
    while len(out) > 1 and (len(out) > _MOST_ANGLES or min(map(len, out.values())) == 1):
        least = min(reversed(out), key=lambda angle: (len(out[angle]), angle == "总量"))
        order = list(out)
        beside = order[order.index(least) - 1] if order.index(least) else order[1]
        near = next((angle for angle in _KIN_ANGLES.get(least, ()) if angle in out), beside)
        name, other = (near, least) if near == "总量" or len(out[near]) >= len(out[least]) else (least, near)
        out[name] = out[name] + out[other]
        del out[other]
    return tuple((angle, tuple(rows)) for angle, rows in out.items())


def _present(brief: Brief, angles: Sequence[Any], problems: Sequence[Any], goals: Sequence[str]) -> set[str]:
    present = {role for role, material in (("成绩", angles), ("问题", problems), ("目标", goals)) if material}
    return present | {"措施"} if brief.priorities or brief.figures else present


def _parts(record: dict[str, Any], present: set[str], rng: Random, paired: bool) -> tuple[Part, ...]:
    grouped = [tuple(role for role in roles if role in present) for roles in record["parts"]]
    groups = [roles for roles in grouped if roles]
    if not {"成绩", "问题"} & present:
        groups.insert(0, ("认识",))
    headings = part_headings(record, groups, rng, paired)
    return tuple(Part(heading, roles) for heading, roles in zip(headings, groups, strict=True))
