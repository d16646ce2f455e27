"""What belongs to what: problems, projects and figures to the priority that deals with them."""

import re
from collections.abc import Iterable
from decimal import Decimal

from assistant.audit.facts import Fact, FactTable
from assistant.audit.rows import spoken_name
from assistant.brief.model import Figure, Priority, Problem, Project
from assistant.drafting.topics import closeness, topic_of, trouble_of
from assistant.numbers import base_unit, extract_quantities

_SAME_STATE = 12.0
_SHARED_NUMBER, _SHARED_ROW, _KIN, _NAMED = 4.0, 3.0, 4.0, 100.0
_KIN_TOPICS = {
    "进度": ("运行调度", "企业帮扶", "项目建设"),
    "增势": ("企业帮扶", "运行调度", "产业链集群"),
    "企业": ("企业帮扶", "企业培育", "运行调度"),
    "产业": ("产业链集群", "企业帮扶"),
    "投资": ("技改投资", "项目建设"),
    "项目": ("项目建设", "招商引资"),
    "签约": ("招商引资", "项目建设"),
    "手续": ("项目建设", "营商环境"),
    "市场": ("市场开拓", "企业帮扶"),
    "用工": ("要素保障", "园区配套"),
    "资金": ("要素保障", "惠企政策"),
    "土地": ("园区建设",),
    "亩均": ("园区建设", "企业帮扶"),
    "效益": ("企业帮扶", "要素保障"),
    "创新": ("科技创新", "技改投资"),
    "服务": ("营商环境", "惠企政策"),
    "政策": ("惠企政策", "营商环境"),
    "审批": ("营商环境", "惠企政策", "改革创新"),
    "链条": ("产业链集群", "招商引资"),
    "培育": ("企业培育",),
    "区域": ("区域协同", "运行调度"),
    "观念": ("改革创新", "责任落实"),
}
_WORKS = re.compile(r"变电站|电站|污水|管网|道路|厂房|公寓|供热|供水|供气|热电|园区|消防|平台|中心")
_NOT_FACTORIES = frozenset(("园区建设", "园区配套", "要素保障", "改革创新", "安全生产", "环境保护", "营商环境"))
_STATUS_TOPICS = {"项目建设": 1.5, "招商引资": 0.0, "园区建设": 0.5, "园区配套": 1.0, "技改投资": 0.5, "产业链集群": 1.6}


def words_of(priority: Priority) -> str:
    """Return everything the user wrote in a priority."""
    return "，".join((priority.title, *priority.points, priority.problem))


def topic_of_priority(priority: Priority) -> str:
    """Return the topic of a priority."""
    return topic_of(priority.title, "，".join(priority.points))


def magnitude(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return a number without its sign in its base unit, so that 31.6亿元 of a row and of a sentence are one."""
    base, scale = base_unit(unit)
    return abs(value) * scale, base.partition("/")[0]


def figures_in(text: str) -> set[tuple[Decimal, str]]:
    """Return the figures of a text as prose; the size of a class (亿元以上项目) is none."""
    found = extract_quantities(text)
    return {magnitude(one.value, one.unit) for one in found if re.search(r"[\d一二两三四五六七八九十百]", text[one.start : one.end])}


def _numbers(facts: Iterable[Fact]) -> set[tuple[Decimal, str]]:
    return {magnitude(fact.value, fact.unit) for fact in facts}


def rows_of_problem(table: FactTable, problem: Problem) -> tuple[str, ...]:
    """Return the rows a problem is about: those it names, else those whose name and number it repeats."""
    if problem.figures:
        return tuple(row for row in problem.figures if row in table.rows)
    said = _numbers(table.of_row(problem.id))
    return tuple(
        row
        for row, figure in table.rows.items()
        if said & _numbers(table.of_row(row)) and closeness(spoken_name(figure), problem.text) >= 1
    )[:3]


def _answers(table: FactTable, priority: Priority, problem: Problem) -> float:
    if priority.problem and (priority.problem in problem.text or problem.text in priority.problem or priority.problem == problem.id):
        return _NAMED
    own = _numbers(table.of_row(priority.id))
    score = _SHARED_NUMBER * len(own & _numbers(table.of_row(problem.id)))
    score += sum(_SHARED_ROW for row in problem.figures if own & _numbers(table.of_row(row)))
    score += closeness(words_of(priority), problem.text) + 2 * closeness(priority.title, problem.text)
    topic = topic_of_priority(priority)
    kinds = dict.fromkeys(trouble_of(clause) for clause in (problem.text, *re.split("[，；]", problem.text)))
    kins = [kin for kind in kinds if topic in (kin := _KIN_TOPICS.get(kind, ()))]
    return score + max((_KIN - 1.2 * kin.index(topic) for kin in kins), default=0)


def answered_by(table: FactTable, problem: Problem) -> str:
    """Return the priority that answers a problem: the nearest one, so that none goes without an answer."""
    priorities = table.brief.priorities
    if not priorities:
        return ""
    scored = [(_answers(table, priority, problem), -number, priority.id) for number, priority in enumerate(priorities)]
    return max(scored)[2]


def _carries(priority: Priority, project: Project) -> float:
    words = words_of(priority)
    score = 2 * closeness(words, project.name)
    topic = topic_of_priority(priority)
    stages = re.findall(r"开工|投产|投运|竣工|达产|签约|在建|试生产", project.status)
    score += sum(1.0 for stage in stages if stage in words)
    score += 0.8 if stages and re.search(r"开工|投产|投运|竣工", words) else 0
    if topic in _NOT_FACTORIES and not _WORKS.search(project.name):
        score -= 1.5
    if re.search(r"未开工|没开工|未动工", project.status) and re.search(r"未开工|没有开工", words):
        score += _SAME_STATE
    if project.owner and project.owner in priority.lead:
        score += 3
    return score + _STATUS_TOPICS.get(topic, 0.0)


def carried_by(table: FactTable, project: Project) -> str:
    """Return the priority a project is told in."""
    priorities = table.brief.priorities
    if not priorities:
        return ""
    scored = [(_carries(priority, project), -number, priority.id) for number, priority in enumerate(priorities)]
    return max(scored)[2]


def told_in(table: FactTable, figure: Figure) -> str:
    """Return the priority in which a row is best told as the state of things; empty where it belongs to the review."""
    name = spoken_name(figure)
    numbers = _numbers(table.of_row(figure.id))
    best, most = "", 0.0
    for priority in table.brief.priorities:
        near = closeness(name, words_of(priority))
        shared = len(numbers & _numbers(table.of_row(priority.id)))
        score = near + (3 * shared if near else 0)
        if score > most:
            best, most = priority.id, score
    return best if most >= 2 else ""
