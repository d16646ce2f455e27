"""Wording that had its time: what stands outside its window on a given day."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from assistant.lexicon import read_records
from assistant.masking.model import Span
from assistant.masking.vocabulary import alternatives

_NEAR = 8


@cache
def _windows() -> tuple[tuple[re.Pattern[str], date, date, tuple[str, ...]], ...]:
    """Return pattern, first day, last day and excusing words of every entry that is not a season."""
    return tuple(
        (
            re.compile(record["pattern"]),
            date.fromisoformat(record["valid_from"]),
            date.fromisoformat(record["valid_to"]),
            tuple(record.get("allow_if_near_before", ())),
        )
        for record in read_records("dated")
        if not record["recurring"]
    )


@cache
def _epidemic() -> re.Pattern[str]:
    return re.compile(alternatives("expired"))


def find_expired(text: str, on: date) -> Iterator[Span]:
    """Yield wording that is outside its window on a day, and what belongs to the epidemic years.

    Seasonal words (开门红, 汛期) come round every year and stay; so does a prohibition (不得以税收返还…).
    """
    for pattern, first, last, excuses in _windows():
        if first <= on <= last:
            continue
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - _NEAR) : match.start()]
            if not any(word in before for word in excuses):
                yield Span(_open_quote(text, match), match.end(), "过时")
    for match in _epidemic().finditer(text):
        yield Span(match.start(), match.end(), "过时")


def _open_quote(text: str, match: re.Match[str]) -> int:
    """Return where a match begins, with the opening mark of a quotation that it closes (“十四五”开局之年)."""
    start = match.start()
    closes = match.group().count("”") > match.group().count("“")
    return start - 1 if closes and text[start - 1 : start] == "“" else start
