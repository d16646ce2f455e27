"""Months at which something is to happen: a model may tell those of the user's projects and points, each with its own."""

import re
from collections.abc import Iterator

from assistant.brief import Brief
from assistant.brief.model import Project
from assistant.drafting.chain.naming import words_of

_HAPPENS = re.compile(
    r"(?P<month>(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月)(?:份|底|末|初|[上中下]旬)?(?:之?前)?[^，。；\d]{0,4}?"
    r"(?P<what>试生产|投产|开工|交付|封顶|竣工|建成|完工|达产|投用|签约)"
)
_SENTENCE = re.compile(r"[^。！？\n]*")
_PIECE = 4  # characters of a project's name by which it is called


def wrong_schedules(text: str, brief: Brief) -> Iterator[tuple[int, str]]:
    """Yield where a text gives something another month than the user did, and what is wrong, one Chinese sentence.

    Args:
        text: The finished text, or its slot form.
        brief: The brief.
    """
    for sentence in _SENTENCE.finditer(text):
        for match in _HAPPENS.finditer(sentence[0]):
            project = _named(sentence[0][: match.start()], brief)
            told = project.status if project and _HAPPENS.search(project.status) else words_of(brief)
            if not any((given["month"], given["what"]) == (match["month"], match["what"]) for given in _HAPPENS.finditer(told)):
                yield sentence.start() + match.start(), f"材料里没有“{match[0]}”这个时间"


def _named(before: str, brief: Brief) -> Project | None:
    """Return the project that a sentence has named last: by its enterprise or by a piece of its name that no other has."""
    found = [(before.rfind(piece), project) for project in brief.projects for piece in _pieces(project, brief) if piece in before]
    return max(found, key=lambda item: item[0])[1] if found else None


def _pieces(project: Project, brief: Brief) -> Iterator[str]:
    others = "\n".join(other.name for other in brief.projects if other.id != project.id)
    name = project.name.removesuffix("项目")
    yield from (enterprise for enterprise in brief.enterprises if enterprise in name and enterprise not in others)
    yield from (piece for at in range(len(name) - _PIECE + 1) if (piece := name[at : at + _PIECE]) not in others + brief.region)
