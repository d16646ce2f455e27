"""Figures that stay in the house: whatever text goes to a model, the values of the brief are blotted out of it.

Slots keep nearly all of them out already. This is the last gate, for a number that a title, a heading or a finding quotes.
"""

import re
from functools import lru_cache

from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.slots import outside_slots

WITHHELD = "▢"
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_FEWEST = 3  # digits: a month, a day or 第5位 tells nothing, and the prompts themselves count


def withheld(text: str, brief: Brief) -> str:
    """Return a text in which no value of the brief stands outside slots.

    Args:
        text: Text of a request.
        brief: The brief.
    """
    values = _values(brief)

    def blotted(match: re.Match[str]) -> str:
        return WITHHELD if _bare(match[0]) in values else match[0]

    return outside_slots(lambda piece, before, behind: _NUMBER.sub(blotted, piece), text)


@lru_cache(maxsize=64)
def _values(brief: Brief) -> frozenset[str]:
    """Return the numbers of a brief as digits without separators and idle zeros; those of few digits are left out."""
    facts = table_of(brief).facts
    told = {_bare(number) for fact in facts if fact.text for number in _NUMBER.findall(fact.text[fact.start : fact.end])}
    told |= {_bare(f"{abs(fact.value):f}") for fact in facts}
    return frozenset(number for number in told if len(number.replace(".", "")) >= _FEWEST or "." in number)


def _bare(number: str) -> str:
    number = re.sub(r"[,，]", "", number)
    return number.rstrip("0").rstrip(".") if "." in number else number
