"""Projects: each by name, with its investment, worded by its state."""

import re

from assistant.brief import Brief
from assistant.brief.model import Project
from assistant.drafting.phrases import Voice
from assistant.drafting.state import Message
from assistant.slots import slotted

_STATE = re.compile(r"在建|建设中|试生产中|调试|试运行|施工|推进中|前期")
_DONE = re.compile(r"已(建成|投产|投运|竣工|完工|达产)|投产见效")
_STUCK = re.compile(r"未开工|未动工|停工|停滞|受阻|缓慢|未落地|卡")
_DUE = re.compile(r"(月|季度|年|底|前|内).*(开工|投产|投运|竣工|达产|试生产|完工|建成|交付)")


def told(project: Project, brief: Brief, voice: Voice) -> Message:
    """Tell a project with its investment, worded by its state."""
    status = slotted(brief, project.id, "status").strip("。；;").replace("，", "、")
    values = {"name": slotted(brief, project.id, "name"), "inv": slotted(brief, project.id, "investment"), "status": status}
    kind = stage_of(project.status)
    if kind == "建期":
        state, _, plan = slotted(brief, project.id, "status").partition("，")
        values |= {"state": state, "plan": plan.strip("。")}
    elif kind == "建":
        values["state"] = status
    text = voice.say_again("项目", (kind,), values)
    if "投资" in project.investment:
        text = text.replace(f"总投资{values['inv']}", values["inv"])
    if not project.investment:
        text = re.sub(r"(，)?总投资(?=，|的|。)的?", "", text)
    if not project.status:
        text = re.sub(r"，(?=，)", "", text)
    return Message("project", (text,), 0, (project.id,))


def stage_of(status: str) -> str:
    """Return the stage of a project: 完, 卡, 建期, 建, 期 or 他."""
    if _STUCK.search(status):
        return "卡"
    if _DONE.search(status):
        return "完"
    if _STATE.search(status):
        return "建期" if "，" in status and _DUE.search(status.partition("，")[2]) else "建"
    return "期" if _DUE.search(status) else "他"
