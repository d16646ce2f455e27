"""措施: each priority in the user's order: who, what, how many, by when, and which problem it answers."""

import re
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from assistant.audit.rows import value_measure
from assistant.brief import Brief
from assistant.brief.model import Figure, Priority
from assistant.drafting.asked import asked_by_figures
from assistant.drafting.assigning import LINK, accountable, assigned, lead_in
from assistant.drafting.demands import OF_ALL
from assistant.drafting.figures import facets, head, joined, within
from assistant.drafting.gaps import gap_sentence
from assistant.drafting.headings import item
from assistant.drafting.labels import label_of
from assistant.drafting.leads import split_leads
from assistant.drafting.matching import figures_in, magnitude, words_of
from assistant.drafting.outline import Outline
from assistant.drafting.phrases import Voice
from assistant.drafting.places import told_of_places
from assistant.drafting.projects import told_together
from assistant.drafting.review import period_of
from assistant.drafting.state import Message, Passage
from assistant.drafting.tasks import Task
from assistant.drafting.topics import GENERAL, trouble_of
from assistant.slots import slotted

_HELPING = ("企业帮扶", "运行调度", "产业链集群")
_FILLING = (("措施_细", 5), ("措施_收", 4), ("措施_细", 6), ("措施_细", 6))


def measures(outline: Outline, brief: Brief, voice: Voice) -> list[Passage]:
    """Return one paragraph for each task, with its heading run in; a task that stands alone has no number."""
    passages = []
    for number, task in enumerate(outline.tasks, 1):
        mark = item(number, outline.items) if len(outline.tasks) > 1 else ""
        begins, groups, ends = _measure(task, outline, brief, voice)
        head_line = f"{mark}{task.heading}。"
        if len(outline.tasks) == 1 and len(groups) > 1:
            passages += _itemised(task, head_line, begins, groups, ends, voice)
        else:
            whole = (*begins, *(message for group in groups for message in group), *ends)
            passages.append(Passage("措施", whole, head=head_line, owner=task.id))
    return passages


def _itemised(
    task: Task, head_line: str, begins: list[Message], groups: list[list[Message]], ends: list[Message], voice: Voice
) -> list[Passage]:
    """Give each point of a task that stands alone a paragraph: 第一，…第二，…"""
    passages = [Passage("措施", tuple(begins), head=head_line, owner=task.id)] if begins else []
    listed = [group for group in groups if not _of_all(group)]
    for number, group in enumerate(listed, 1):
        mark = "" if begins or number > 1 else head_line
        group[0] = replace(group[0], variants=tuple(LINK.sub("", text) for text in group[0].variants))
        passages.append(Passage("措施", tuple(group), head=f"{mark}{item(number, '第')}", owner=task.id))
    rest = (*(message for group in groups if _of_all(group) for message in group), *ends)
    return [*passages, Passage("措施", rest, owner=task.id)] if rest else passages


def _of_all(group: list[Message]) -> bool:
    """Tell whether a demand is about all the points before it, and so is none of the list."""
    return OF_ALL in group[0].variants[0]


def _measure(task: Task, outline: Outline, brief: Brief, voice: Voice) -> tuple[list[Message], list[list[Message]], list[Message]]:
    """Return what a measure starts from, its demands one by one, and what ends it."""
    priority = next((one for one in brief.priorities if one.id == task.id), None)
    voice.ledger.begin(*(slotted(brief, task.id, number) for number in range(len(priority.points) if priority else 0)))
    messages = lead_in(task, brief, voice)
    messages += _state_of_things(task, brief, voice) if priority else asked_by_figures(task, brief, voice)
    messages += told_of_places(outline, brief, task.id, voice)
    messages += [gap_sentence(figure, brief, voice) for figure in brief.figures if figure.id in task.gaps]
    groups = assigned(task, priority, brief, voice) if priority and priority.points else []
    if priority and not priority.points:
        messages += _led(priority, task, brief, voice)
    merged = {row for group in groups for message in group for row in message.rows}
    projects = [project for project in brief.projects if project.id in task.projects and project.id not in merged]
    ends = told_together(projects, task.lead, brief, voice)
    if not priority or priority.points:
        ends += _named(task, brief, voice, merged)
    ends += _negative_growth(task, outline, brief, voice)
    sure = [message for group in (messages, *groups, ends) for message in group if message.weight == 0]
    if not any("{{" in message.variants[0] for message in sure) and not task.lead:
        ends.append(Message("demand", (voice.say("措施_实"),), 0, (task.id,)))
    ends += accountable(task, priority, voice) if priority else []
    return messages, groups, [*ends, *_filling((task.topic, GENERAL), voice)]


def _filling(topics: tuple[str, ...], voice: Voice) -> list[Message]:
    """Return sentences of no particular speech: they come last, and the length plan lets few of them in."""
    return [Message("cause", (text,), weight) for role, weight in _FILLING if (text := voice.say_first(role, topics))]


def _led(priority: Priority, task: Task, brief: Brief, voice: Voice) -> list[Message]:
    """Say who leads where the user wrote no points."""
    messages = _named(task, brief, voice)
    if priority.lead:
        messages.append(Message("demand", (f"{priority.title}由{priority.lead}牵头。",), 0, (priority.id,)))
    if priority.due:
        messages.append(Message("demand", (f"{slotted(brief, priority.id, 'due')}要见到结果。",), 0, (priority.id,)))
    return messages


def _named(task: Task, brief: Brief, voice: Voice, told: Collection[str] = ()) -> list[Message]:
    """Name the problems of a task that no point of it answers."""
    messages = []
    for problem in brief.problems:
        if problem.id in task.problems and problem.id not in told:
            label = label_of(problem.text)
            late = trouble_of(problem.text) == "进度" and task.lead and not re.search("投资|项目", problem.text)
            title = next((one.title for one in brief.priorities if one.id == task.id), "") or task.heading.partition("，")[0]
            values = {"label": label, "title": title, "lead": task.lead}
            messages.append(Message("demand", (voice.say_again("答", ("独进度" if late else "独",), values),), 0, (problem.id,)))
    return messages


def _negative_growth(task: Task, outline: Outline, brief: Brief, voice: Voice) -> list[Message]:
    """Take up enterprises that shrink where the brief counts them and no priority of the user mentions them."""
    rows = [figure for figure in brief.figures if "负增长企业" in figure.name and figure.kind == "actual"]
    owned = [one.id for one in outline.tasks if one.topic in _HELPING and one.lead] or [one.id for one in outline.tasks if one.lead]
    taken_up = any("负增长" in words_of(priority) for priority in brief.priorities)
    if not rows or taken_up or not owned or task.id != owned[0]:
        return []
    text = voice.say("帮扶", "", {"lead": split_leads(task.lead)[0]})
    return [Message("demand", (text,), 0, (rows[0].id,))] if text else []


def _state_of_things(task: Task, brief: Brief, voice: Voice) -> list[Message]:
    """Tell the rows a measure starts from."""
    messages = []
    points = [point for one in brief.priorities if one.id == task.id for point in one.points]
    said = {figure for point in points for figure in figures_in(point)}
    for figure in brief.figures:
        if figure.id not in task.figures or _all_said(figure, said):
            continue
        clauses = [head(figure, voice.rng), *[clause for clause in facets(figure, brief, voice.rng) if voice.ledger.fresh(clause.text)]]
        text = voice.ledger.tell(f"{joined(within(clauses))}。")
        messages.append(Message("evidence", (text,), 1, (figure.id,), *period_of(figure, brief)))
    return messages


def _all_said(figure: Figure, said: set[tuple[Decimal, str]]) -> bool:
    told = figure.value is not None and magnitude(figure.value, figure.unit) in said
    return told and not figure.also and value_measure(figure) == "level"
