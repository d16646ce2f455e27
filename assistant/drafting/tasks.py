"""The measures of a speech before they are worded: which priority answers which problem, carries which project, closes which gap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from assistant.audit.derivations import try_derive
from assistant.audit.facts import FactTable
from assistant.audit.rows import spoken_name, value_measure
from assistant.brief.model import Figure
from assistant.drafting.headings import task_headings
from assistant.drafting.matching import answered_by, carried_by, magnitude, topic_of_priority, words_of
from assistant.drafting.standing import direction, shaded, weak
from assistant.drafting.topics import ANGLES, angle_of, closeness

_GAPS_PER_TASK = 2
_NAMES = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One measure: a priority of the user, or, where there is none, what the figures ask for.

    Attributes:
        id: Id of the priority; ``t1`` … for a task made from figures.
        heading: Heading in slot form, without its number.
        problems: Problems it answers by name.
        figures: Rows told in it as the state of things.
        gaps: Rows whose gap to their target it has to close.
    """

    id: str
    heading: str
    topic: str
    lead: str = ""
    problems: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


def burdened(tasks: tuple[Task, ...], table: FactTable, goals: Sequence[str], meeting: str) -> tuple[Task, ...]:
    """Give the gaps other than the leading one to the tasks that close them; a gap that a priority states itself is told there."""
    rows = [table.row(row) for row in goals if table.row(row).kind == "actual" and table.row(row).target is not None]
    rows.sort(key=lambda figure: gap_rank(figure, meeting))
    words = {priority.id: words_of(priority) for priority in table.brief.priorities}
    owners: dict[str, str] = {}
    for figure in rows[1:]:
        scores = {task.id: _closing_score(task, figure, words.get(task.id, "")) for task in tasks}
        near = [task.id for task in tasks if scores[task.id] and list(owners.values()).count(task.id) < _GAPS_PER_TASK]
        if near and not any(task_states(table, task.id, figure) for task in tasks):
            owners[figure.id] = max(near, key=lambda task: scores[task])
    return tuple(replace(task, gaps=tuple(row for row, owner in owners.items() if owner == task.id)) for task in tasks)


def _closing_score(task: Task, figure: Figure, words: str) -> float:
    """Return how far a task is the one that closes the gap of a row: by its topic, and by naming the row."""
    named = closeness(spoken_name(figure), words)
    return (2.0 if task.topic in closes(figure.name) else 0.0) + (named if named >= _NAMES else 0.0)


def gap_rank(figure: Figure, meeting: str) -> tuple[bool, int, bool]:
    """Return the order in which gaps are told: what the meeting is about, then the great totals, amounts before rates."""
    return meeting == "技改" and "技改" not in figure.name, ANGLES.index(angle_of(figure)), value_measure(figure) == "growth"


def task_states(table: FactTable, owner: str, figure: Figure) -> bool:
    """Tell whether a priority states the gap of a row itself."""
    gap = try_derive(table, "gap", figure.id)
    return gap is None or magnitude(gap.value, gap.unit) in {magnitude(fact.value, fact.unit) for fact in table.of_row(owner)}


def closes(name: str) -> tuple[str, ...]:
    """Return the topics of measures that close a gap of an indicator."""
    if "技改" in name or "设备" in name:
        return ("技改投资", "数字化转型")
    if "投资" in name or "项目" in name:
        return ("项目建设", "招商引资")
    if "税" in name:
        return ("企业帮扶",)
    return ("企业培育", "统计入库") if "企业" in name else ()


def gap_counts(table: FactTable, figure: Figure) -> bool:
    """Tell whether a row has a gap to its target that the rest of the year can still close."""
    gap = try_derive(table, "gap", figure.id)
    return gap is not None and gap.value > 0 and figure.when is not None and figure.when.months < 12 and figure.span == "累计"


def tasks_of(table: FactTable, kept: dict[str, str], rng: Random, paired: bool) -> tuple[Task, ...]:
    """Return one task for each priority, in the user's order; where there are none, what the figures ask for."""
    brief = table.brief
    if not brief.priorities:
        return _made_tasks(table)
    answers = {problem.id: answered_by(table, problem) for problem in brief.problems}
    carried = {project.id: carried_by(table, project) for project in brief.projects}
    topics = [topic_of_priority(priority) for priority in brief.priorities]
    headings = task_headings(brief, topics, rng, paired)
    return tuple(
        Task(
            priority.id,
            heading,
            topic,
            priority.lead,
            tuple(problem for problem, owner in answers.items() if owner == priority.id),
            tuple(project for project, owner in carried.items() if owner == priority.id),
            tuple(row for row, owner in kept.items() if owner == priority.id),
        )
        for priority, topic, heading in zip(brief.priorities, topics, headings, strict=True)
    )


def _made_tasks(table: FactTable) -> tuple[Task, ...]:
    """Return what the figures ask for where the user set no priorities: mend what fell, make up what lags, keep what is good."""
    brief = table.brief
    actual = [figure for figure in brief.figures if figure.kind == "actual"]
    fallen = [f.id for f in sorted(actual, key=lambda f: direction(f) >= 0) if weak(f, brief) or shaded(f, brief)]
    late = [f.id for f in actual if f.id not in fallen and gap_counts(table, f)]
    good = [f.id for f in actual if f.id not in fallen and f.id not in late]
    chosen = (
        ("止住下滑，把短处补上来", "企业帮扶", fallen),
        ("补齐差额，把进度赶上去", "运行调度", late),
        ("巩固优势，把势头保持住", "产业链集群", good),
    )
    found = [(title, topic, rows) for title, topic, rows in chosen if rows]
    problems = tuple(problem.id for problem in brief.problems)
    projects = tuple(project.id for project in brief.projects)
    return tuple(
        Task(f"t{number}", title, topic, "", problems if number == 1 else (), projects if number == len(found) else (), tuple(rows[:4]))
        for number, (title, topic, rows) in enumerate(found, 1)
    )
