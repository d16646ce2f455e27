"""Search by substring, the same on every database: both sides are folded here, never by the database."""

import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, and_, true

from assistant.brief import Brief
from assistant.draft import Draft
from assistant.errors import LibraryError

MOST_WORDS, MOST_QUERY = 50, 2000  # a pattern of SQLite has at most 50,000 bytes
MOST_TITLE = 120  # characters of a first line that stands in for a title


def folded(text: str) -> str:
    """Return a text without white space and control characters, full-width forms and capitals made alike.

    Example:
        >>> folded("ＧＤＰ 增长 7.6％")
        'gdp增长7.6%'
    """
    alike = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in alike if not character.isspace() and unicodedata.category(character) != "Cc")


def matches(column: ColumnElement[str], query: str) -> ColumnElement[bool]:
    """Return the condition that every word of a query (divided by white space) occurs.

    Raises:
        LibraryError: The query is longer than databases can take.
    """
    words = list(dict.fromkeys(word for word in map(folded, query.split()) if word))
    if len(words) > MOST_WORDS or sum(map(len, words)) > MOST_QUERY:
        raise LibraryError("查找的词语太多或太长；请只写几个词，或一句话。")
    conditions: list[Any] = [column.contains(word, autoescape=True) for word in words]
    return and_(true(), *conditions)


def title_of(draft: Draft) -> str:
    """Return the title of a speech, or its first line."""
    return draft.brief.title or _first_line(draft.text)


def brief_title(brief: Brief) -> str:
    """Return what a brief is known by: title, meeting, or region and period."""
    return brief.title or brief.meeting.name or f"{brief.region}{brief.period}" or "未命名的任务单"


def brief_search(brief: Brief) -> str:
    """Return everything of a brief that is searched, folded."""
    words = [brief_title(brief), brief.region, brief.meeting.name, brief.period, brief.background]
    words += [figure.indicator for figure in brief.figures] + [priority.title for priority in brief.priorities]
    return folded("\n".join([*words, *(problem.text for problem in brief.problems)]))


def _first_line(text: str) -> str:
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return first.replace("\0", "")[:MOST_TITLE] or "未命名的文稿"
