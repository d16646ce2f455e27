"""Where the cells of the last brief stand in the next one: rows by what they are about, the user's own words by their text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

from assistant.audit.facts import Fact, table_of
from assistant.brief import Brief
from assistant.brief.identity import identity_of
from assistant.brief.model import Figure
from assistant.brief.moving import reporting_of
from assistant.brief.pairing import Side, pair_rows
from assistant.slots import Slot, available, parse_slot

_NUMBER = re.compile(r"[0-9０-９]+(?:\.[0-9]+)?|[一二两三四五六七八九十百千万]+(?=[户家个件项人亿万])")
_ALIKE = 0.6
_OWNER = re.compile(r"[pmjk]\d+|bg")


@dataclass(frozen=True)
class Moves:
    """What the last brief and the next one have in common.

    Attributes:
        old: The brief the speech was made from.
        new: The brief it is told again from.
        rows: New id of each row that was found again.
        gone: Rows the next brief does not have.
        fresh: Rows the last brief did not have.
        doubtful: Rows that may be one of several; they count as gone until a person says so.
    """

    old: Brief
    new: Brief
    rows: Mapping[str, str]
    gone: tuple[Figure, ...]
    fresh: tuple[Figure, ...]
    doubtful: tuple[Figure, ...] = ()

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """New id of each problem, priority, project and known number that was found again by its words."""
        found = {"bg": "bg"}
        found |= _again([(one.id, one.text) for one in self.old.problems], [(one.id, one.text) for one in self.new.problems])
        found |= _again([(one.id, one.title) for one in self.old.priorities], [(one.id, one.title) for one in self.new.priorities])
        found |= _again([(one.id, one.name) for one in self.old.projects], [(one.id, one.name) for one in self.new.projects])
        return found | _again([(one.id, one.text) for one in self.old.known], [(one.id, one.text) for one in self.new.known])

    def body(self, body: str) -> str:
        """Return the slot of the next brief for one of the last; empty where it has none that can be filled."""
        slot = parse_slot(body)
        renamed = self._renamed(slot)
        return renamed if renamed and (slot.kind == "count" or available(self.new, renamed)) else ""

    def row(self, row: str) -> str:
        """Return the new id of a row or of a text of the user; empty where it is gone."""
        return self.rows.get(row) or self.owners.get(row, "")

    def _renamed(self, slot: Slot) -> str:
        if slot.kind == "count" or (slot.kind == "time" and not slot.key):
            return slot.body
        if slot.kind == "derivation":
            operands = [self._operand(operand) for operand in slot.operands]
            form = f":{slot.form}" if slot.form else ""
            return f"d:{slot.name}({','.join(operands)}){form}" if all(operands) else ""
        if _OWNER.fullmatch(slot.name):
            return self._of_words(slot)
        name, _, rest = slot.body.partition(".")
        return ".".join(filter(None, (self.rows.get(name, ""), rest))) if name in self.rows else ""

    def _operand(self, operand: str) -> str:
        """Return an operand of a derivation: a row or a cell of one; what is neither (the name of an area) stays."""
        name, dot, key = operand.partition(".")
        if name not in table_of(self.old).rows and not _OWNER.fullmatch(name):
            return operand
        new = self.row(name)
        return f"{new}{dot}{key}" if new else ""

    def _of_words(self, slot: Slot) -> str:
        """Return the number at the same place of the user's words: the same words around it, else nothing."""
        before = table_of(self.old).get(f"{slot.name}.{slot.key}" if slot.key else slot.name)
        owner = self.owners.get(slot.name)
        if before is None or owner is None:
            return ""
        facts = table_of(self.new).of_row(owner)
        alike = [fact for fact in facts if _around(fact) == _around(before)]
        return alike[0].key if alike else ""

    def restated(self, slot: Slot) -> bool:
        """Tell whether the user has written another number in the place of one in the words of the last brief."""
        body = self._of_words(slot) if slot.kind == "figure" and _OWNER.fullmatch(slot.name) else ""
        now, before = table_of(self.new).get(body), table_of(self.old).get(f"{slot.name}.{slot.key}" if slot.key else slot.name)
        return now is not None and before is not None and (now.value, now.unit) != (before.value, before.unit)


def moves_of(old: Brief, new: Brief, rows: Mapping[str, str] | None = None) -> Moves:
    """Find the cells of the last brief in the next one.

    Args:
        old: The brief the speech was made from.
        new: The next one.
        rows: What a person says of doubtful rows: old id to new id.
    """
    found = pair_rows(Side(old.figures, reporting_of(old)), Side(new.figures, reporting_of(new)))
    said = rows or {}
    ids = {before.id: after.id for before, after in found.pairs} | {row: said[row] for row in said}
    ids |= _planned_again(old, new, ids)
    doubtful = tuple(figure for figure, _ in found.doubts if figure.id not in ids)
    taken = set(ids.values())
    fresh = tuple(figure for figure in new.figures if figure.id not in taken)
    gone = tuple(figure for figure in (*found.gone, *doubtful) if figure.id not in ids)
    return Moves(old, new, ids, gone, fresh, doubtful)


def _planned_again(old: Brief, new: Brief, ids: Mapping[str, str]) -> dict[str, str]:
    """Pair rows that do not move with the reporting period: what is planned for the period ahead, and what holds for the same months."""
    found: dict[str, str] = {}
    taken = set(ids.values())
    for same in (_of_one_time, _of_the_plan, _of_one_year):
        for figure in old.figures:
            if figure.id in ids or figure.id in found:
                continue
            alike = [other for other in new.figures if other.id not in taken and _subject(other) == _subject(figure)]
            fitting = [other for other in alike if same(figure, other, old, new)]
            if len(fitting) == 1:
                found[figure.id] = fitting[0].id
                taken.add(fitting[0].id)
    return found


def _subject(figure: Figure) -> object:
    """A quarter of the plan adds up from January or does not: that is no difference of subject."""
    return replace(identity_of(figure), span=""), figure.unit


def _of_one_time(figure: Figure, other: Figure, old: Brief, new: Brief) -> bool:
    return figure.when is not None and figure.when == other.when


def _of_the_plan(figure: Figure, other: Figure, old: Brief, new: Brief) -> bool:
    return None not in {figure.when, other.when} and (figure.when, other.when) == (old.planning, new.planning)


def _of_one_year(figure: Figure, other: Figure, old: Brief, new: Brief) -> bool:
    whole = figure.when is not None and other.when is not None and figure.when.months == other.when.months == 12
    return whole and figure.kind in {"target", "plan"}


def masked(text: str) -> str:
    """Return words without their numbers: what makes two texts of the user the same one told again."""
    return _NUMBER.sub("〇", text)


def _around(fact: Fact) -> tuple[str, str]:
    """Return the words on both sides of a number."""
    return masked(fact.text[max(0, fact.start - 4) : fact.start]), masked(fact.text[fact.end : fact.end + 3])


def _again(old: Sequence[tuple[str, str]], new: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Pair texts of the user, the most alike first."""
    candidates = [
        (ratio, before, after)
        for before, text in old
        for after, other in new
        if (ratio := SequenceMatcher(None, masked(text), masked(other), autojunk=False).ratio()) >= _ALIKE
    ]
    found: dict[str, str] = {}
    for _, before, after in sorted(candidates, key=lambda one: -one[0]):
        if before not in found and after not in found.values():
            found[before] = after
    return found
