"""措施: each priority in the user's order: who, what, how many, by when, and which problem it answers."""

import re
from dataclasses import replace
from decimal import Decimal

from assistant.audit.rows import value_measure
from assistant.brief import Brief
from assistant.brief.model import Figure, Priority
from assistant.drafting.demands import Demand, answered, demands, dues
from assistant.drafting.figures import facets, head, joined, within
from assistant.drafting.gaps import gap_sentence
from assistant.drafting.headings import item
from assistant.drafting.labels import label_of
from assistant.drafting.matching import magnitude
from assistant.drafting.outline import Outline, Task
from assistant.drafting.phrases import Voice
from assistant.drafting.places import told_of_places
from assistant.drafting.projects import told_together
from assistant.drafting.review import period_of
from assistant.drafting.state import Message, Passage
from assistant.drafting.topics import GENERAL, closeness
from assistant.numbers import extract_quantities
from assistant.slots import SLOT, slotted

_BREATH = 64
_TRIES = 3
_FILLING = (("措施_细", 5), ("措施_收", 4), ("措施_细", 6), ("措施_细", 6))


def measures(outline: Outline, brief: Brief, voice: Voice) -> list[Passage]:
    """Return one paragraph for each task, with its heading run in."""
    passages = []
    for number, task in enumerate(outline.tasks, 1):
        head_line = f"{item(number, outline.items)}{task.heading}。"
        passages.append(Passage("措施", tuple(_measure(task, outline, brief, voice)), head=head_line, owner=task.id))
    return passages


def _measure(task: Task, outline: Outline, brief: Brief, voice: Voice) -> list[Message]:
    priority = next((one for one in brief.priorities if one.id == task.id), None)
    voice.ledger.begin(*(slotted(brief, task.id, number) for number in range(len(priority.points) if priority else 0)))
    topics = (task.topic, GENERAL)
    lead_in = voice.say_first("措施_引", topics) if brief.figures else ""
    messages = [Message("cause", (lead_in,), 3)] if lead_in else []
    messages += _state_of_things(task, brief, voice)
    messages += told_of_places(outline, brief, task.id, voice)
    messages += [gap_sentence(figure, brief, voice) for figure in brief.figures if figure.id in task.gaps]
    if priority:
        messages += _demanded(task, priority, brief, voice)
    messages += told_together([project for project in brief.projects if project.id in task.projects], brief, voice)
    if not priority:
        messages += _named(task, brief, voice)
    if not any("{{" in message.variants[0] for message in messages if message.weight == 0) and not task.lead:
        messages.append(Message("demand", (voice.say("措施_实"),), 0, (task.id,)))
    return [*messages, *_closing(task, priority, voice), *_filling(topics, voice)]


def _filling(topics: tuple[str, ...], voice: Voice) -> list[Message]:
    """Return sentences of no particular speech: they come last, and the length plan lets few of them in."""
    return [Message("cause", (text,), weight) for role, weight in _FILLING if (text := voice.say_first(role, topics))]


def _demanded(task: Task, priority: Priority, brief: Brief, voice: Voice) -> list[Message]:
    found = answered(dues(demands(brief, priority), priority, brief), task, brief)
    if not found:
        return _led(priority, task, brief, voice)
    messages: list[Message] = []
    named = not priority.lead
    for demand in found:
        if demand.opens and not named:
            messages.append(_sentence(demand, priority.lead, priority.id, voice))
            named = True
        else:
            messages.append(_varied(_sentence(demand, "", priority.id, voice), messages))
        messages += _elaborated(demand, priority, voice)
    if not named:
        messages.append(Message("demand", (voice.say_again("牵头", ("",), {"lead": priority.lead}),), 0, (priority.id,)))
    return messages


_AREA = re.compile(r"[区园](、|$)")
_LINK = re.compile(r"^(同时|还有|还要|再就是)，?")


def _varied(message: Message, before: list[Message]) -> Message:
    """Drop a linking word that the sentence before has used already."""
    links = {match[1] for one in before if (match := _LINK.match(one.variants[0]))}
    match = _LINK.match(message.variants[0])
    if match is None or match[1] not in links:
        return message
    instead = "要" if match[1] in {"还要", "再就是"} or re.match(r"(同时)[^，]", message.variants[0]) else ""
    return replace(message, variants=tuple(instead + _LINK.sub("", text) for text in message.variants))


def _led(priority: Priority, task: Task, brief: Brief, voice: Voice) -> list[Message]:
    """Say who leads where the user wrote no points."""
    messages = _named(task, brief, voice)
    if priority.lead:
        messages.append(Message("demand", (f"{priority.title}由{priority.lead}牵头。",), 0, (priority.id,)))
    if priority.due:
        messages.append(Message("demand", (f"{slotted(brief, priority.id, 'due')}要见到结果。",), 0, (priority.id,)))
    return messages


def _named(task: Task, brief: Brief, voice: Voice) -> list[Message]:
    """Name the problems of a task that has no points to answer them with."""
    named = [problem for problem in brief.problems if problem.id in task.problems]
    return [Message("demand", (voice.say_again("答", ("独",), {"label": label_of(one.text)}),), 0, (one.id,)) for one in named]


def _sentence(demand: Demand, lead: str, owner: str, voice: Voice) -> Message:
    """Return a demand as a sentence: the problem it answers, who acts, what, and in a fuller variant how."""
    point = demand.point
    values = {"lead": lead, "p": point.text, "v": point.deed, "t": point.time, "q": demand.second}
    shape = "两" if demand.second and lead else point.shape
    shape = "动" if shape == "主" and _AREA.search(lead) else shape
    led = "点针" if demand.labels and shape in {"动", "主", "时"} else "点首"
    text = voice.say_again(led if lead else "点续", (shape,), values)
    if demand.second and not lead:
        text = f"{text.removesuffix('。')}；{demand.second}。"
    if demand.labels:
        role = "前" if len(demand.labels) == 1 else "群"
        prefix = voice.say_again("答", (role,), {"label": _listed(demand.labels)})
        text = prefix + re.sub(r"^(还有|同时|再就是|还要|要)，?", "", text)
    detail = _detail(demand, voice)
    rows = (owner, *demand.problems)
    if not detail or text.endswith(("牵头。", "负责。", "抓落实。")):
        return Message("demand", (text,), 0, rows)
    fuller = f"{text.removesuffix('。')}，{detail}"
    more = _detail(demand, voice) if len(SLOT.sub("数数数", fuller)) <= _BREATH else ""
    return Message("demand", (text, f"{fuller}。", f"{fuller}；{more}。") if more else (text, f"{fuller}。"), 0, rows)


def _detail(demand: Demand, voice: Voice) -> str:
    """Return a word on how a demand is to be carried out; one that only repeats the user's words is passed over."""
    for _ in range(_TRIES):
        text = voice.say_first("点展", (demand.kind, GENERAL))
        if closeness(text, demand.raw) < 1:
            return text
    return ""


def _listed(labels: tuple[str, ...]) -> str:
    if len(labels) == 1:
        return labels[0]
    return f"{'、'.join(labels[:-1])}和{labels[-1]}"


def _elaborated(demand: Demand, priority: Priority, voice: Voice) -> list[Message]:
    """Say more of what a point counts, or of what it is about."""
    messages = []
    for weight in (3, 5) if demand.group else ():
        if text := voice.say("点说", demand.group, {"thing": demand.point.thing}):
            messages.append(Message("demand", (text,), weight, (priority.id,)))
    return messages


def _closing(task: Task, priority: Priority | None, voice: Voice) -> list[Message]:
    """End a measure on those who carry it, or on the task itself by name."""
    if priority is None:
        return []
    leads = [lead for lead in re.split("[、，]", priority.lead) if lead]
    several = {"a": leads[0], "b": "、".join(leads[1:])} if len(leads) > 1 else {}
    choices = [("交账", "众", several)] if several else [("交账", "独", {"lead": priority.lead})] if leads else []
    title = ("交账", "题", {"title": priority.title} if "要" not in priority.title else {})
    messages = []
    ordered = [*choices, title] if voice.rng.random() < 0.6 else [title, *choices]
    ordered += [("交账", "独", {"lead": priority.lead})] if len(leads) == 1 else []
    for weight, (role, topic, values) in zip((3, 4, 5), ordered, strict=False):
        if text := voice.say(role, topic, values):
            messages.append(Message("demand", (text,), weight, (task.id,)))
    return messages


def _state_of_things(task: Task, brief: Brief, voice: Voice) -> list[Message]:
    if not task.lead and task.id.startswith("t"):
        return _asked_by_figures(task, brief, voice)
    messages = []
    points = [point for one in brief.priorities if one.id == task.id for point in one.points]
    said = {magnitude(quantity.value, quantity.unit) for point in points for quantity in extract_quantities(point)}
    for figure in brief.figures:
        if figure.id not in task.figures or _all_said(figure, said):
            continue
        clauses = [head(figure, voice.rng), *[clause for clause in facets(figure, brief, voice.rng) if voice.ledger.fresh(clause.text)]]
        text = voice.ledger.tell(f"{joined(within(clauses))}。")
        messages.append(Message("evidence", (text,), 1, (figure.id,), *period_of(figure, brief)))
    return messages


_ASKED = {
    "企业帮扶": ("要头一个盯住", "也要一项一项理出原因"),
    "运行调度": ("增势要稳住，差额要补上", "也要往前赶"),
    "产业链集群": ("好势头要接着保", "也要守住不退"),
}


def _asked_by_figures(task: Task, brief: Brief, voice: Voice) -> list[Message]:
    """Say what the figures ask for where no priority says it: the first row by its number, the others by name."""
    first, *rest = (figure for figure in brief.figures if figure.id in task.figures)
    number = f"{{{{{first.id}.yoy}}}}" if first.yoy is not None or value_measure(first) == "growth" else f"{{{{{first.id}}}}}"
    ask, others = _ASKED[task.topic]
    asked = f"{{{{{first.id}.name}}}}{number}，{ask}"
    more = f"；{'、'.join(f'{{{{{figure.id}.name}}}}' for figure in rest)}{others}" if rest else ""
    messages = [Message("evidence", (f"{asked}{more}。",), 0, tuple(figure.id for figure in (first, *rest)))]
    return [*messages, *(message for figure in (first, *rest) for message in _one_by_one(figure, task, voice))]


def _one_by_one(figure: Figure, task: Task, voice: Voice) -> list[Message]:
    """Say of a row what keeping or mending it means, where no priority says it."""
    kind = next((kind for kind, cue in _ROW_KINDS if re.search(cue, figure.name)), GENERAL)
    topics = (f"保{kind}", "保通用") if task.topic == "产业链集群" else (f"补{kind}", "补通用")
    messages = []
    for weight in (2, 3):
        if text := voice.say_first("逐项", topics, {"name": f"{{{{{figure.id}.name}}}}"}):
            messages.append(Message("evidence", (text,), weight, (figure.id,)))
    return messages


_ROW_KINDS = (("企业", r"企业|户数"), ("投资", r"投资|技改"), ("效益", r"利润|收入|税收"), ("用电", r"用电|用气"), ("产业", r"产业|行业"))


def _all_said(figure: Figure, said: set[tuple[Decimal, str]]) -> bool:
    told = figure.value is not None and magnitude(figure.value, figure.unit) in said
    return told and not figure.also and value_measure(figure) == "level"
