"""Sentences in slot form cut into clauses, and put together again with sound punctuation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.slots import SLOT

_STRENGTH = {"": 0, "，": 1, "：": 1, "；": 2}
_TIMES = frozenset({"period", "plan_period", "date", "year", "next_year"})
_INSIDE = re.compile(r"（[^（）]*）|“[^“”]*”|《[^《》]*》")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and the mark after it: ，；： or what ends the sentence."""

    text: str
    mark: str

    @property
    def tells(self) -> bool:
        """Tell whether it holds a figure; a name, a period or an announced count is none."""
        return any(is_figure(match[1]) for match in SLOT.finditer(self.text))


def is_figure(body: str) -> bool:
    """Tell whether a slot prints a figure."""
    return not (
        body.endswith((".name", ".period")) or body.startswith("n:") or body in {"period", "plan_period", "date", "year", "next_year"}
    )


def clauses_of(sentence: str) -> list[Clause]:
    """Return the clauses of a sentence; brackets, quotes and slots are not cut."""
    kept = [match.span() for pattern in (_INSIDE, SLOT) for match in pattern.finditer(sentence)]
    found, at = [], 0
    for match in re.finditer(r"[，；：。！？]+[”’）】]*", sentence):
        if any(start < match.start() < end for start, end in kept):
            continue
        found.append(Clause(sentence[at : match.start()], match[0]))
        at = match.end()
    if at < len(sentence):
        found.append(Clause(sentence[at:], ""))
    return found


def sentence_from(clauses: Sequence[Clause]) -> str:
    """Return a sentence of clauses some of which may be gone: marks between them fit, it ends as the last clause does or in a full stop."""
    told = [clause for clause in clauses if clause.text.strip()]
    if not told:
        return ""
    end = clauses[-1].mark
    out = "".join(clause.text + clause.mark for clause in told[:-1]) + told[-1].text
    return out.removeprefix("而").removeprefix("但") + (end if end and end[0] in "。！？；" else "。")


def without(clauses: Sequence[Clause], gone: Sequence[int]) -> list[Clause]:
    """Return the clauses without some of them; the mark that ends a segment is kept by the clause before."""
    out: list[Clause] = []
    for index, clause in enumerate(clauses):
        if index not in gone:
            out.append(clause)
        elif out and _stronger(clause.mark, out[-1].mark):
            out[-1] = Clause(out[-1].text, clause.mark)
    return out


def _stronger(mark: str, other: str) -> bool:
    return _STRENGTH.get(mark[:1], 3) > _STRENGTH.get(other[:1], 3)


def segments_of(clauses: Sequence[Clause]) -> list[range]:
    """Return the runs of clauses between semicolons, as ranges of indices."""
    found, start = [], 0
    for index, clause in enumerate(clauses):
        if clause.mark[:1] in {"；", "。", "！", "？", ""} or index + 1 == len(clauses):
            found.append(range(start, index + 1))
            start = index + 1
    return found
