"""A model's plan read into ours: the one thing to say, and which messages of a section come when.

The model can choose and order, not invent: message numbers that do not exist are passed over, what must be said stays, and a
headline with a figure in it is not taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.drafting.plan import Plan, PlannedMessage, SectionPlan
from assistant.numbers import read_mentions

_HEADLINE = re.compile(r"^\s*[#*\s]*主\s*旨\s*[：:]\s*(.+?)[\s*]*$", re.MULTILINE)
_LINE = re.compile(r"^\s*[-*#\s]*(\S+?)\s*[｜|：:]\s*(.*\bt\d+.*)$", re.MULTILINE)
_LONGEST = 60


def plan_read(answer: str, plan: Plan) -> Plan:
    """Return the plan with what can be used of a model's answer.

    Args:
        answer: ``主旨：…`` and a line for each section: key, bar, message numbers counted through the whole plan.
        plan: The plan the model was shown.
    """
    lines = {match[1]: [int(number) for number in re.findall(r"\bt(\d+)", match[2])] for match in _LINE.finditer(answer)}
    sections, at = [], 0
    for section in plan.sections:
        numbers = [number - at - 1 for number in lines.get(section.key, ())]
        sections.append(_ordered(section, [number for number in numbers if 0 <= number < len(section.messages)]))
        at += len(section.messages)
    return replace(plan, headline=_headline(answer) or plan.headline, sections=tuple(sections))


def _headline(answer: str) -> str:
    match = _HEADLINE.search(answer)
    told = match[1].strip("。“” ") if match else ""
    usable = told and len(told) <= _LONGEST and "{{" not in told and not any(mention.kind == "figure" for mention in read_mentions(told))
    return told if usable else ""


def _ordered(section: SectionPlan, chosen: Sequence[int]) -> SectionPlan:
    """Put the chosen messages first, each said; what must be said and was not chosen follows in its old order."""
    if not chosen:
        return section
    picked = list(dict.fromkeys(chosen))
    rest = [number for number in range(len(section.messages)) if number not in picked]
    return replace(section, messages=tuple(_messages(section.messages, picked, rest)))


def _messages(messages: Sequence[PlannedMessage], picked: Sequence[int], rest: Sequence[int]) -> Iterator[PlannedMessage]:
    yield from (replace(messages[number], said=True) for number in picked)
    yield from (messages[number] for number in rest)
