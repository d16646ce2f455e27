"""A demand as a sentence: which problem it answers, who acts, what, how many, by when, and how."""

import re
from dataclasses import replace

from assistant.brief import Brief
from assistant.brief.model import Priority
from assistant.drafting.answers import MOST_QUESTIONS, QUESTIONS, answering, speaks_of
from assistant.drafting.demands import OF_ALL, Demand, answered, carrying, demands, dues
from assistant.drafting.gaps import tied_to_target
from assistant.drafting.leads import shared_out, split_leads
from assistant.drafting.matching import figures_in, magnitude
from assistant.drafting.phrases import Voice
from assistant.drafting.projects import core_in
from assistant.drafting.state import Message
from assistant.drafting.tasks import Task
from assistant.drafting.topics import GENERAL, closeness
from assistant.numbers import extract_quantities
from assistant.slots import slotted

_OWED = ("资金", "诉求")  # what is owed to enterprises is worth a second word before anything else is
_COUNTED = ("户", "个", "件", "项")
_UNDONE = re.compile("未|停|负增长|亏损|诉求|隐患|账款|临规|储备|计划")
_MOST_REPORTED = 3
_LENDING = re.compile(r"^新增(?=[一-鿿]*贷款)")
_TRIES = 3
_FEW = 3
_BIDS = re.compile(r"自愿|依法|权益")
# A count of enterprises is worth a word where they are helped, not where they are inspected or trained.
_MEANT = {
    "企业": ("企业", "走访", "复产", "产能", "方案"),
    "开工": ("开工", "复工", "投产", "手续"),
    "诉求": ("诉求",),
    "资金": ("兑付",),
    "账款": ("清欠",),
    "培育": ("培育",),
    "安全": ("安全",),
    "改革": ("改革",),
}
_QUESTION_CHANCE = 0.4
_AREA = re.compile(r"[区园](、|$)")
LINK = re.compile(r"^(同时|还有|还要|此外|另外|与此同时|在此基础上)，?")
_ENDS_ON_LEAD = ("牵头。", "负责。", "抓落实。")


def assigned(task: Task, priority: Priority, brief: Brief, voice: Voice) -> list[list[Message]]:
    """Return the demands of a priority that has points, in the user's order: each with what carries it further."""
    projects = [project for project in brief.projects if project.id in task.projects]
    found = carrying(answered(dues(demands(brief, priority), priority, brief), task, brief), projects)
    opens = [demand.opens for demand in found]
    leads = shared_out(priority.lead, [demand.raw for demand in found], opens)
    groups: list[list[Message]] = []
    for demand, lead in zip(found, leads, strict=True):
        monthly, goal = tied_to_target(demand.raw, brief, voice)
        before = [message for group in groups for message in group]
        group = [_varied(_sentence(demand, lead, monthly, task, brief, voice, first=not groups), before)]
        if goal:
            group.append(Message("contrast", (goal,), 1, (priority.id,), relation="倒算"))
        groups.append([*group, *_elaborated(demand, priority, voice)])
    if priority.lead and not any(leads):
        groups[-1].append(Message("demand", (voice.say_again("牵头", ("",), {"lead": priority.lead}),), 0, (priority.id,)))
    return groups


def _varied(message: Message, before: list[Message]) -> Message:
    """Drop a linking word that the paragraph has used already, or that stands before what sums the paragraph up."""
    if OF_ALL in message.variants[0]:
        return replace(message, variants=tuple(LINK.sub("", text) for text in message.variants))
    links = {match[1] for one in before if (match := LINK.match(one.variants[0]))}
    match = LINK.match(message.variants[0])
    if match is None or match[1] not in links:
        return message
    instead = "要" if match[1] == "还要" else ""
    return replace(message, variants=tuple(instead + LINK.sub("", text) for text in message.variants))


def _sentence(demand: Demand, lead: str, monthly: str, task: Task, brief: Brief, voice: Voice, *, first: bool) -> Message:
    text = _with_project(_worded(demand, lead, voice, first=first), demand, brief)
    heeded = _heeded(demand, brief)
    pairs = zip(demand.problems, demand.labels, strict=True)
    if unnamed := [label for problem, label in pairs if not _told(problem, text, demand, brief)]:
        text = answering(unnamed, LINK.sub(_kept_must, text), voice)
    elif lead and len(brief.priorities) > 1 and (question := _question(demand, voice)):
        text = question + text
    details = [] if text.endswith(_ENDS_ON_LEAD) else _details(demand, text, monthly, lead, voice)
    variants = [text]
    for detail, mark in zip(details, _marks(voice), strict=False):
        variants.append(f"{variants[-1].removesuffix('。')}{mark}{detail}。")
    if heeded:
        variants = [f"{text.removesuffix('。')}。这件事要坚持{heeded}。"]
    rows = (task.id, *demand.problems, *([demand.project.id] if demand.project else []))
    return Message("demand", tuple(variants), 0, rows, relation="对策")


def _with_project(text: str, demand: Demand, brief: Brief) -> str:
    """Name the project a point is about in full, with its investment."""
    project = demand.project
    if project is None:
        return text
    named = text.replace(core_in(demand.raw, project), slotted(brief, project.id, "name"), 1)
    amount = slotted(brief, project.id, "investment")
    invested = "" if not amount else f"，{amount if '投资' in project.investment else f'总投资{amount}'}"
    return f"{named.removesuffix('。')}{invested}。"


def _heeded(demand: Demand, brief: Brief) -> str:
    """Return what the note of a row the point counts bids to heed: 企业自愿、依法…"""
    own = figures_in(demand.raw)
    for figure in brief.figures:
        counted = figure.value is not None and magnitude(figure.value, figure.unit) in own
        if counted and _BIDS.search(figure.note) and not extract_quantities(figure.note):
            return figure.note.strip("。；;")
    return ""


def _kept_must(match: re.Match[str]) -> str:
    return "要" if match[1] == "还要" else ""


def _marks(voice: Voice) -> str:
    """Return what joins a demand and how it is carried out: short-breathed exemplars end the sentence first."""
    return "。。" if voice.style.breath == "short" else "，；"


def _told(problem: str, text: str, demand: Demand, brief: Brief) -> bool:
    """Tell whether a demand speaks of its problem in its own words."""
    own = next((one for one in brief.problems if one.id == problem), None)
    return own is not None and (speaks_of(demand.raw, own) or speaks_of(text, own))


def _worded(demand: Demand, lead: str, voice: Voice, *, first: bool) -> str:
    """Return a demand as a sentence: who acts, what, by when; 这件事 only where the heading has just named it."""
    point = demand.point
    values = {"lead": lead, "p": point.text, "v": point.deed, "t": point.time, "q": demand.second}
    if "金融" in lead:  # an office lends nothing: it brings enterprises and banks together
        values |= {key: _LENDING.sub("组织银企对接、新增", values[key]) for key in ("p", "v")}
    shape = "两" if demand.second and lead else point.shape
    shape = "动" if shape == "主" and _AREA.search(lead) else shape
    for _ in range(_TRIES):
        text = voice.say_again("点首" if lead else "点续", (shape,), values)
        if first or not text.startswith("这件事"):
            break
    return f"{text.removesuffix('。')}；{demand.second}。" if demand.second and not lead else text


def _question(demand: Demand, voice: Voice) -> str:
    """Return a question the demand is the answer to; few in a speech."""
    asked = voice.turns.get(QUESTIONS, 0)
    if asked >= MOST_QUESTIONS or voice.rng.random() > _QUESTION_CHANCE:
        return ""
    question = voice.say("点问", demand.kind)
    voice.turns[QUESTIONS] = asked + bool(question)
    return question


def _details(demand: Demand, text: str, monthly: str, lead: str, voice: Voice) -> list[str]:
    """Return up to two words on how a demand is to be carried out: what it means a month first, then the craft of its kind."""
    chosen = [one for one in (monthly, _reported(demand, lead, voice) or _detail(demand, voice)) if one]
    more = _detail(demand, voice) if len(chosen) == 1 else ""
    return [*chosen, more] if more else chosen


def _reported(demand: Demand, lead: str, voice: Voice) -> str:
    """Return how what a demand counts is accounted for, by its name and by whom; a few times in a speech."""
    point, told = demand.point, voice.turns.get("点报/次", 0)
    listed = re.search("名单|清单|台账", demand.raw)
    if not lead or "、" in lead or listed or point.unit not in _COUNTED or not _UNDONE.search(point.thing) or told >= _MOST_REPORTED:
        return ""
    voice.turns["点报/次"] = told + 1
    return voice.say_again("点报", ("",), {"lead": lead, "thing": point.thing, "unit": point.unit})


def _detail(demand: Demand, voice: Voice) -> str:
    """Return a word on how a demand is to be carried out; one that only repeats the user's words is passed over."""
    for _ in range(_TRIES):
        text = voice.say("点展", demand.kind)
        if not text or closeness(text, demand.raw) < 1:
            return text
    return ""


def _elaborated(demand: Demand, priority: Priority, voice: Voice) -> list[Message]:
    """Say more of what a point counts, or of what it is about."""
    messages = []
    weights = (2, 4, 5) if demand.group in _OWED else (4, 6)
    for weight in weights if demand.kind in _MEANT.get(demand.group, ()) else ():
        if text := voice.say("点说", demand.group, {"thing": demand.point.thing}):
            messages.append(Message("cause", (text,), weight, (priority.id,)))
    return messages


def accountable(task: Task, priority: Priority, voice: Voice) -> list[Message]:
    """End a measure on those who carry it, or on the task itself by name."""
    leads = split_leads(priority.lead)
    several = {"a": leads[0], "b": "、".join(leads[1:])} if len(leads) > 1 else {}
    choices = [("交账", "众", several)] if several else [("交账", "独", {"lead": priority.lead})] if leads else []
    title = ("交账", "题", {"title": priority.title} if "要" not in priority.title else {})
    ordered = [*choices, title] if voice.rng.random() < 0.6 else [title, *choices]
    ordered += [("交账", "独", {"lead": leads[0]})] if leads else []
    # A priority of one or two points has to live on what is asked of those who carry it.
    ordered += [title] if len(priority.points) < _FEW else []
    messages = []
    for weight, (role, topic, values) in zip((4, 4, 5, 6), ordered, strict=False):
        if text := voice.say(role, topic, values):
            messages.append(Message("demand", (text,), weight, (task.id,)))
    return messages


def lead_in(task: Task, brief: Brief, voice: Voice) -> list[Message]:
    """Return a sentence on why the task matters, for where there is room; last of all where no figure ties the speech to its brief."""
    text = voice.say_first("措施_引", (task.topic, GENERAL))
    return [Message("cause", (text,), 3 if brief.figures else 6)] if text else []
