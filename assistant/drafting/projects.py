"""Projects: each by name, with its investment, worded by its state; three or more with a date are told as a list."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.brief import Brief
from assistant.brief.model import Project
from assistant.drafting.phrases import Voice
from assistant.drafting.state import Message
from assistant.slots import slotted

_STATE = re.compile(r"在建|办理中|报批|建设中|试生产中|调试|试运行|施工|推进中|前期")
_DONE = re.compile(r"已(建成|投产|投运|竣工|完工|达产)|投产见效")
_STUCK = re.compile(r"未开工|未动工|停工|停滞|受阻|缓慢|未落地|卡|缓建")
_DUE = re.compile(r"(月|季度|年|底|前|内).*(开工|投产|投运|竣工|达产|试生产|试产|完工|建成|交付|封顶|试车|投用)")
_LIST_OF = 3
_CORE = 5
_GENERAL = "期"


def told_together(projects: Sequence[Project], lead: str, brief: Brief, voice: Voice) -> list[Message]:
    """Tell the projects of a measure: those with a date in one list where they are three or more, the others one by one."""
    dated = [project for project in projects if stage_of(project.status) == "期" and project.investment]
    if len(dated) < _LIST_OF or voice.rng.random() < 0.25:
        return [told(project, brief, voice) for project in projects]
    dated.sort(key=lambda project: _month(project.status))
    items = "；".join(_item(project, brief) for project in dated[:4])
    frame = voice.say_again("项目组", ("",), {"items": items, "lead": lead or "牵头部门"})
    listed = Message("demand", (frame,), 0, tuple(project.id for project in dated[:4]))
    return [listed, *(told(project, brief, voice) for project in projects if project not in dated[:4])]


def _item(project: Project, brief: Brief) -> str:
    name, invested = slotted(brief, project.id, "name"), slotted(brief, project.id, "investment")
    amount = invested if "投资" in project.investment else f"总投资{invested}"
    return f"{name}{amount}，{slotted(brief, project.id, 'status').strip('。；;').replace('，', '、')}"


def _month(status: str) -> int:
    match = re.search(r"(\d{1,2})月", status)
    return int(match[1]) if match else 12


def core_in(point: str, project: Project) -> str:
    """Return the words by which a point speaks of a project and its next step; empty where it does not.

    110千伏变电站10月投运 and the project 白石河110千伏变电站项目, 10月投运 are one thing, and told once.
    """
    match = SequenceMatcher(None, point, project.name, autojunk=False).find_longest_match()
    core = point[match.a : match.a + match.size]
    step = re.search(r"开工|投产|投运|投用|竣工|交付|封顶|试生产", project.status)
    return core if len(core) >= _CORE and step and step[0] in point else ""


_SPOKEN = (
    (r"^已签约，?(还|尚)?未(开工|动工)$", r"签约之后还没开工"),
    (r"^在建，([一-鿿]{2,8}?)(阶段|中)?$", r"正在建设，已到\1阶段"),
    (r"^在建$", "正在建设"),
    (r"^([一-鿿]{0,6}手续)办理中$", r"\1正在办理"),
    (r"^未(开工|动工)$", r"还没\1"),
)


def spoken_status(status: str) -> str:
    """Return the entry of a state column as a person says it: 已签约，未开工 → 签约之后还没开工; others as they are."""
    for entry, words in _SPOKEN:
        if re.match(entry, status):
            return re.sub(entry, words, status)
    return status


def told(project: Project, brief: Brief, voice: Voice) -> Message:
    """Tell a project with its investment, worded by its state."""
    mark = "，" if stage_of(project.status) == "建" else "、"
    status = spoken_status(slotted(brief, project.id, "status").strip("。；;"))
    status = status.replace("，", mark)
    values = {"name": slotted(brief, project.id, "name"), "inv": slotted(brief, project.id, "investment"), "status": status}
    kind = stage_of(project.status)
    if kind in {"建期", "办期"}:
        state, _, plan = slotted(brief, project.id, "status").partition("，")
        values |= {"state": spoken_status(state), "plan": plan.strip("。")}
    elif kind == "建":
        values["state"] = status
    elif kind == "卡":
        values["status"] = _stuck(spoken_status(slotted(brief, project.id, "status").strip("。；;")))
    text = voice.say_again("项目", (_goal(project) if kind == "期" else kind,), values)
    if "投资" in project.investment:
        text = text.replace(f"总投资{values['inv']}", values["inv"])
    if not project.investment:
        text = re.sub(r"(，)?总投资(?=，|的|。)的?", "", text)
    if not project.status:
        text = re.sub(r"，(?=，)", "", text)
    return Message("demand", (text,), 0, (project.id,))


def _stuck(status: str) -> str:
    """Return what holds a project up, with 目前 before it."""
    return status if status.startswith(("目前", "仍", "已", "尚", "签约")) else f"目前{status}"


_WORKS = re.compile(r"变电站|污水|管网|厂房|供热|供水|道路|公寓")


def _goal(project: Project) -> str:
    """Return what a dated project is to come to: 投产, 开工, or another step; works that produce nothing take general words."""
    status = project.status
    if _WORKS.search(project.name):
        return _GENERAL
    if re.search(r"投产|试生产|试产|投运|试车|竣工", status):
        return "投产"
    return "开工" if "开工" in status else _GENERAL


def stage_of(status: str) -> str:
    """Return the stage of a project: 完, 卡, 建期, 办期 (papers pending, date set), 建, 期 or 他."""
    if _STUCK.search(status):
        return "卡"
    if _DONE.search(status):
        return "完"
    if _STATE.search(status):
        dated = "，" in status and _DUE.search(status.partition("，")[2])
        return ("办期" if re.search("办理|报批", status) else "建期") if dated else "建"
    return "期" if _DUE.search(status) else "他"
