"""What the figures ask for where the user set no priorities."""

import re

from assistant.audit.rows import value_measure
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.figures import shadows_of
from assistant.drafting.phrases import Voice
from assistant.drafting.standing import direction
from assistant.drafting.state import Message
from assistant.drafting.tasks import Task
from assistant.drafting.topics import GENERAL

_ASKED = {"企业帮扶": "要头一个盯住", "运行调度": "增势要稳住，差额要补上", "产业链集群": "好势头要接着保"}
_ROW_KINDS = (
    ("企业", r"企业|户数"),
    ("项目", r"项目"),
    ("投资", r"投资|技改"),
    ("效益", r"利润|收入|税收"),
    ("用电", r"用电|用气"),
    ("产业", r"产业|行业"),
)


def asked_by_figures(task: Task, brief: Brief, voice: Voice) -> list[Message]:
    """Say what the rows of a task ask for: the first by its number and why, then each with what mending or keeping it takes."""
    first, *rest = (figure for figure in brief.figures if figure.id in task.figures)
    first, rest = _worst_first(task, [first, *rest])
    told = f"{{{{{first.id}.name}}}}{_standing(first, brief)}，{_ASKED[task.topic]}。"
    messages = [Message("demand", (told,), 0, (first.id,))]
    for figure in (first, *rest):
        messages += _one_by_one(figure, task, voice, numbered=figure is not first)
    return messages


def _worst_first(task: Task, figures: list[Figure]) -> tuple[Figure, list[Figure]]:
    """Return the rows with what fell before what only lags, where the task is to mend."""
    first, *rest = sorted(figures, key=lambda figure: direction(figure) >= 0) if task.topic == "企业帮扶" else figures
    return first, rest


def _standing(figure: Figure, brief: Brief) -> str:
    """Return what a row is asked about: its fall, or what speaks against its growth."""
    number = _number(figure)
    against = shadows_of(figure, brief) if direction(figure) > 0 else []
    return f"虽然{number}，但{'、'.join(clause.text for clause in against[:2])}" if against else number


def _number(figure: Figure) -> str:
    growth = figure.yoy is not None or value_measure(figure) == "growth"
    return f"{{{{{figure.id}.yoy}}}}" if growth else f"{{{{{figure.id}}}}}"


def _one_by_one(figure: Figure, task: Task, voice: Voice, *, numbered: bool) -> list[Message]:
    """Say of a row what keeping or mending it means; with its number where it has not just been told."""
    kind = next((kind for kind, cue in _ROW_KINDS if re.search(cue, figure.name)), GENERAL)
    topics = (f"保{kind}", "保通用") if task.topic == "产业链集群" else (f"补{kind}", "补通用")
    name = f"{{{{{figure.id}.name}}}}"
    messages = []
    for weight in (1, 5):
        if text := voice.say_first("逐项", topics, {"name": name}):
            if numbered and weight == 1 and text.startswith(f"{name}要") and voice.ledger.fresh(_number(figure)):
                text = voice.ledger.tell(text.replace(name, f"{name}{_number(figure)}，", 1))
            messages.append(Message("demand", (text,), weight, (figure.id,)))
    return messages
