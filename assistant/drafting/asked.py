"""What the figures ask for where the user set no priorities."""

import re

from assistant.audit.rows import value_measure
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.phrases import Voice
from assistant.drafting.state import Message
from assistant.drafting.tasks import Task
from assistant.drafting.topics import GENERAL

_ASKED = {"企业帮扶": "要头一个盯住", "运行调度": "增势要稳住，差额要补上", "产业链集群": "好势头要接着保"}
_ROW_KINDS = (("企业", r"企业|户数"), ("投资", r"投资|技改"), ("效益", r"利润|收入|税收"), ("用电", r"用电|用气"), ("产业", r"产业|行业"))


def asked_by_figures(task: Task, brief: Brief, voice: Voice) -> list[Message]:
    """Say what the rows of a task ask for: the first by its number, then each with what mending or keeping it takes."""
    first, *rest = (figure for figure in brief.figures if figure.id in task.figures)
    number = f"{{{{{first.id}.yoy}}}}" if first.yoy is not None or value_measure(first) == "growth" else f"{{{{{first.id}}}}}"
    told = f"{{{{{first.id}.name}}}}{number}，{_ASKED[task.topic]}。"
    messages = [Message("demand", (told,), 0, (first.id,))]
    return [*messages, *(message for figure in (first, *rest) for message in _one_by_one(figure, task, voice))]


def _one_by_one(figure: Figure, task: Task, voice: Voice) -> list[Message]:
    """Say of a row what keeping or mending it means."""
    kind = next((kind for kind, cue in _ROW_KINDS if re.search(cue, figure.name)), GENERAL)
    topics = (f"保{kind}", "保通用") if task.topic == "产业链集群" else (f"补{kind}", "补通用")
    messages = []
    for weight in (1, 3):
        if text := voice.say_first("逐项", topics, {"name": f"{{{{{figure.id}.name}}}}"}):
            messages.append(Message("demand", (text,), weight, (figure.id,)))
    return messages
