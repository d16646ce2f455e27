"""What a measure demands: the user's points with their deadline, each tied to the problem it answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.brief.model import Priority, Problem, Project
from assistant.drafting.details import group_of, kind_of
from assistant.drafting.labels import label_of
from assistant.drafting.matching import figures_in, magnitude
from assistant.drafting.points import Point, classify, points_of
from assistant.drafting.projects import core_in
from assistant.drafting.tasks import Task
from assistant.drafting.topics import GENERAL, closeness, trouble_of
from assistant.slots import slotted

_DATE = r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|中旬|上旬|下旬|末)?|[一二三四]季度末?|年底|年末|年内"
_DEADLINE = re.compile(rf"^(?:{_DATE}|月底)(?:之?前|以前|内)?$")
_DATED = re.compile(rf"(?:{_DATE})(?:之?前|以前|内)")
_KIN = {
    "市场": ("市场",),
    "进度": ("产值", "投资"),
    "增势": ("产值", "企业", "调度"),
    "企业": ("企业", "复产"),
    "投资": ("投资", "技改", "开工"),
    "用工": ("用工",),
    "资金": ("融资", "清欠", "兑付"),
    "土地": ("土地",),
    "审批": ("手续",),
    "政策": ("兑付", "政策"),
    "服务": ("诉求",),
    "创新": ("创新",),
    "链条": ("产业",),
    "培育": ("培育",),
    "项目": ("开工", "投产", "手续"),
    "签约": ("开工", "手续"),
    "手续": ("手续", "开工"),
    "产业": ("产业", "技改", "企业"),
    "亩均": ("土地", "企业"),
    "效益": ("企业", "融资"),
    "区域": ("调度",),
    "观念": ("改革",),
}
_MOST_LABELS = 2
_MOVES = 2  # a shared number, a kindred kind of work, or the same words: less, and the point would not change what the problem counts
OF_ALL = "以上几件"
_JOINED = re.compile(r"^(其中|亿元以上)")
_SHORT = 24


@dataclass(frozen=True, slots=True)
class Demand:
    """One sentence of a measure before it is worded.

    Attributes:
        second: A further point told in the same sentence, in its clause form.
        raw: The user's words.
        labels: What the problems are called that it answers.
        problems: Their ids.
        project: The project that it is about.
    """

    point: Point
    raw: str
    second: str = ""
    labels: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    project: Project | None = None

    @property
    def kind(self) -> str:
        """What kind of work it is."""
        return kind_of(self.raw)

    @property
    def group(self) -> str:
        """What kind of thing it counts."""
        return group_of(self.point)

    @property
    def opens(self) -> bool:
        """Tell whether the leading department can be put in front of it."""
        return self.point.shape != "禁"


def demands(brief: Brief, priority: Priority) -> list[Demand]:
    """Return the points of a priority; one that only adds to the one before it stands in its sentence."""
    found: list[Demand] = []
    for raw, point in zip(priority.points, points_of(brief, priority), strict=True):
        last = found[-1] if found else None
        joins = _JOINED.match(raw) or (raw.startswith("组织") and last is not None and last.kind == "市场")
        if last and not last.second and joins and len(raw) <= _SHORT:
            found[-1] = replace(last, second=point.text)
        else:
            found.append(Demand(point, raw))
    return found


def dues(found: list[Demand], priority: Priority, brief: Brief) -> list[Demand]:
    """Tell the deadline of a priority with the point it belongs to, or as a point of its own; once in any case."""
    due = slotted(brief, priority.id, "due").rstrip("。；;") if priority.due else ""
    if not due or not found or any(_deadline_of(priority.due) and _deadline_of(priority.due) in demand.raw for demand in found):
        return found
    if _DEADLINE.match(priority.due):
        if any(_DATED.search(demand.raw) for demand in found):
            told = f"{OF_ALL}各有各的日子，最晚不过{re.sub('(之?前|以前|内)$', '', due)}"
        else:
            told = f"{OF_ALL}都要在{due}完成" if re.search("前|内", due) else f"{OF_ALL}都要在{due}前完成"
        return [*found, Demand(Point(told, "自"), priority.due)]
    near = max(range(len(found)), key=lambda i: (closeness(priority.due, found[i].raw), -i))
    if closeness(priority.due, found[near].raw) >= 1:
        point = found[near].point
        found[near] = replace(found[near], point=replace(point, text=f"{point.text}，{due}", deed=f"{point.deed}，{due}"))
        return found
    return [*found, Demand(classify(priority.due, due), priority.due)]


def carrying(found: list[Demand], projects: Sequence[Project]) -> list[Demand]:
    """Tie each project to the point that is about it, the first one that is."""
    out = list(found)
    for project in projects:
        at = next((i for i, one in enumerate(out) if one.project is None and core_in(one.raw, project)), None)
        if at is not None:
            out[at] = replace(out[at], project=project)
    return out


def _deadline_of(due: str) -> str:
    match = re.match(_DATE, due)
    return match[0] if match else ""


def answered(found: list[Demand], task: Task, brief: Brief) -> list[Demand]:
    """Tie a problem of a task to the point that moves it: the nearest one, and the less burdened of two; to none where none does."""
    out = list(found)
    for problem in (one for one in brief.problems if one.id in task.problems):
        if not out:
            return out
        scores = [_nearness(problem, demand, brief) - 3 * len(demand.labels) for demand in out]
        open_to = [i for i, demand in enumerate(out) if len(demand.labels) < _MOST_LABELS] or list(range(len(out)))
        at = max(open_to, key=lambda i: (scores[i], -i))
        if scores[at] < _MOVES:
            continue
        demand = out[at]
        out[at] = replace(demand, labels=(*demand.labels, label_of(problem.text)), problems=(*demand.problems, problem.id))
    return out


def _nearness(problem: Problem, demand: Demand, brief: Brief) -> float:
    own = {magnitude(fact.value, fact.unit) for fact in table_of(brief).of_row(problem.id)}
    shared = figures_in(demand.raw) & own
    barred = {"禁": 8, "自": 2}.get(demand.point.shape, 0)
    # 33户负增长企业 is the business of the problem that counts them, whatever else stands near.
    barred += 4 if not shared and demand.kind == "企业" and trouble_of(problem.text) not in {"企业", "增势", GENERAL} else 0
    kin = 3 if demand.kind in _KIN.get(trouble_of(problem.text), ()) else 0
    return closeness(problem.text, demand.raw) + 3 * len(shared) + kin - barred
