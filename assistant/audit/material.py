"""The user's material: every word of a brief in one text, to tell what a speech has from there."""

from collections.abc import Iterator
from functools import lru_cache

from assistant.brief import Brief
from assistant.brief.model import Figure


def _row(figure: Figure) -> Iterator[str]:
    yield from (figure.indicator, figure.period, figure.prev_period, figure.rank_scope, figure.note)
    yield from (also.name for also in figure.also)
    yield from (reference.name for reference in figure.references)
    yield from (target.by for target in figure.targets)


def _pieces(brief: Brief) -> Iterator[str]:
    meeting = brief.meeting
    yield from (brief.title, brief.salutation, brief.period, brief.background, brief.style)
    yield from (meeting.type, meeting.name, meeting.place, meeting.agenda)
    yield from (*brief.audience, *brief.enterprises, *brief.names, *(problem.text for problem in brief.problems))
    for figure in brief.figures:
        yield from _row(figure)
    for priority in brief.priorities:
        yield from (priority.title, priority.lead, *priority.points, priority.due, priority.problem)
    for project in brief.projects:
        yield from (project.name, project.investment, project.status, project.owner)
    for known in brief.known:
        yield from (known.text, known.source)


@lru_cache(maxsize=16)
def words_of(brief: Brief) -> str:
    """Return all words of a brief, one piece a line."""
    return "\n".join(piece for piece in _pieces(brief) if piece)
