"""Headings: one shape for all headings of a level."""

import re
from collections.abc import Sequence
from random import Random
from typing import Any

from assistant.brief import Brief
from assistant.drafting.phrases import Phrase, bank
from assistant.drafting.points import VERB_FIRST
from assistant.drafting.profile import outline_record
from assistant.drafting.topics import GENERAL
from assistant.slots import slotted

NUMERALS = "一二三四五六七八九十"
_LONG_TITLE = 10
_FIELDS = (
    ("融资|资金|贷款|银企|信贷|账款", "资金"),
    ("用工|招工|技工|岗位|人手", "用工"),
    ("招商", "招商"),
    ("订单|销路|市场|展销", "订单"),
)
"""Titles about one thing of a wider topic: what follows from them is that thing's, not any of the topic's."""


def part_headings(record: dict[str, Any], groups: Sequence[tuple[str, ...]], rng: Random, paired: bool = True) -> list[str]:
    """Return headings of the top parts out of one set, so that they are parallel.

    Args:
        record: The outline table's record of the meeting type.
        groups: The roles of each part.
        rng: Chooses the set.
        paired: Headings of two clauses that answer each other; else of one.
    """
    keys = [_key(roles) for roles in groups]
    fitting = [headings for headings in (*record["sets"], *outline_record(GENERAL)["sets"]) if headings.keys() >= set(keys)]
    own = [headings for headings in record["sets"] if headings.keys() >= set(keys)]
    shaped = [headings for headings in own or fitting if _paired(headings) == paired]
    fitting = shaped or [headings for headings in fitting if _paired(headings) == paired] or fitting
    chosen = rng.choice(fitting)
    return [chosen[key] for key in keys]


def _paired(headings: dict[str, str]) -> bool:
    return all("，" in heading or "：" in heading for heading in headings.values())


def _key(roles: tuple[str, ...]) -> str:
    if roles in (("成绩", "问题"), ("目标", "措施")):
        return "成绩问题" if roles[0] == "成绩" else "措施"
    return roles[0]


def task_headings(brief: Brief, topics: Sequence[str], rng: Random, paired: bool = True) -> list[str]:
    """Return the user's titles, each with a gloss of one shape; long titles, or titles with a gloss of their own, stand alone."""
    titles = [slotted(brief, priority.id, "title") for priority in brief.priorities]
    if not paired or any(len(priority.title) > _LONG_TITLE or "，" in priority.title for priority in brief.priorities):
        return titles
    # Two halves that both begin with 把 read as one list; after 把… comes what it is for.
    shapes = "2" if any(priority.title.startswith("把") for priority in brief.priorities) else "123"
    shape, used = rng.choice(shapes), set[str]()
    return [
        f"{title}，{_gloss(priority.title, topic, shape, used, rng)}"
        for title, priority, topic in zip(titles, brief.priorities, topics, strict=True)
    ]


def _gloss(title: str, topic: str, shape: str, used: set[str], rng: Random) -> str:
    """Return a gloss that says something else than the title does."""
    narrow = next((field for cue, field in _FIELDS if re.search(cue, title)), "")
    for among in (narrow or topic, GENERAL):
        free = [phrase for phrase in _glosses(among, shape) if phrase.text not in used and not _echoes(title, phrase.text)]
        if free:
            chosen = rng.choice(free).text
            used.add(chosen)
            return chosen
    return _glosses(GENERAL, shape)[0].text


def _glosses(topic: str, shape: str) -> list[Phrase]:
    return [phrase for phrase in bank().get(("题解", topic), ()) if shape in phrase.when["form"]]


def _echoes(title: str, gloss: str) -> bool:
    return any(gloss[i : i + 2] in title for i in range(len(gloss) - 1) if gloss[i : i + 2] not in {"企业", "项目"})


def item_mark(wanted: str, headings: Sequence[str]) -> str:
    """Return how measures are numbered: 一要 only before verbs that bear it."""
    bears = all(VERB_FIRST.match(heading) and not heading.startswith("要") for heading in headings)
    return "是" if wanted == "要" and not bears else wanted


def item(number: int, mark: str) -> str:
    """Return what stands before the n-th measure: （一）, 一要, 一是, 第一， or 1."""
    if mark == "1":
        return f"{number}."
    if mark == "第":
        return f"第{numbered(number, style='')}，"
    return numbered(number, style="（") if mark == "（" else f"{numbered(number, style='')}{mark}"


def numbered(number: int, *, style: str = "、") -> str:
    """Return 一、 or （一） for the n-th heading (1 to 19)."""
    word = NUMERALS[number - 1] if number <= 10 else "十" + NUMERALS[number - 11]
    return f"（{word}）" if style == "（" else f"{word}{style}"
