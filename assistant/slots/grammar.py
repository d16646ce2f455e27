"""The grammar of slots.

``{{f01}}``, ``{{f01.yoy}}``, ``{{f01.yoy:rate}}``, ``{{f09.also:净增企业}}``, ``{{f09.also:净增企业:value}}``, ``{{p02.q1}}``,
``{{d:gap(f01)}}``, ``{{d:diff(f07.yoy,f06.yoy):clause}}``, ``{{n:points}}``, ``{{period}}``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.errors import SlotError

SLOT = re.compile(r"\{\{([^{}]*)\}\}")
_APART = re.compile(r"(\{\{[^{}]*\}\})")
_DERIVATION = re.compile(r"d:([a-z_]+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)(?::([a-z]+))?")
_FORMS = {"rate", "value", "clause", "place", "verb", "whole", "tenth", "each"}
_BARE = {"rate", "value", "verb", "whole", "tenth"}
_FORMS_OF: dict[str, set[str]] = {"name": set(), "change": set(), "vs": set(), "rank": {"place", "value"}, "share": _BARE | {"each"}}
_TIMES = {"period", "plan_period", "date", "year", "next_year"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A parsed slot.

    Attributes:
        body: What stands between the braces.
        kind: ``figure`` for a row or a number inside a text, ``derivation``, ``count`` or ``time``.
        name: Row id, derivation, announced count or time word.
        key: Key of the row, with its argument: ``yoy``, ``also:净增企业``; empty for the value.
        operands: Operands of a derivation.
        form: ``rate``, ``value``, ``clause``, ``place`` or empty; ``verb`` is 增长8.4% without 同比; ``whole`` and ``tenth`` print
            a percentage as 30% or as 7.0% where the house would print it the other way; ``each`` tells a share of things that
            can be counted as 每4户就有1户, where it is nearly one in so many.
    """

    body: str
    kind: str
    name: str
    key: str = ""
    operands: tuple[str, ...] = ()
    form: str = ""


def parse_slot(body: str) -> Slot:
    """Parse what stands between the braces.

    Raises:
        SlotError: The slot is malformed.
    """
    body = body.strip()
    if body in _TIMES:
        return Slot(body, "time", body)
    if body.startswith("n:") and len(body) > 2:
        return Slot(body, "count", body[2:])
    if body.startswith("d:"):
        match = _DERIVATION.fullmatch(body)
        if match is None:
            raise SlotError(f"推算槽位写法有误：{{{{{body}}}}}，应如 {{{{d:gap(f01)}}}}。")
        operands = tuple(operand.strip() for operand in match[2].split(",") if operand.strip())
        return Slot(body, "derivation", match[1], operands=operands, form=match[3] or "")
    name, _, key = body.partition(".")
    head, _, form = key.rpartition(":")
    if head and form in _FORMS:
        key = head
    else:
        form = ""
    if not name or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        raise SlotError(f"槽位写法有误：{{{{{body}}}}}，应以数据行编号开头，如 {{{{f01.yoy}}}}。")
    if key.endswith(":") or (form and form not in _FORMS_OF.get(key.partition(":")[0], _BARE)):
        raise SlotError(f"槽位 {{{{{body}}}}} 没有“{form}”这种写法。")
    if key == "period":
        return Slot(body, "time", name, key="period")
    return Slot(body, "figure", name, key="" if key == "value" else key, form=form)


def outside_slots(change: Callable[[str, str, str], str], text: str) -> str:
    """Return a text whose pieces outside slots are changed; the slots stay as they are.

    Args:
        change: Gets a piece with the slot before it and the slot behind it, empty where there is none.
        text: The text.
    """
    pieces = ["", *_APART.split(text), ""]  # pieces and slots take turns
    changed = (change(pieces[at], pieces[at - 1], pieces[at + 1]) if at % 2 else pieces[at] for at in range(1, len(pieces) - 1))
    return "".join(changed)


def slots_in(text: str) -> Iterator[tuple[int, int, Slot]]:
    """Yield every slot of a text with its span.

    Raises:
        SlotError: A slot is malformed or cut in half.
    """
    rest = SLOT.sub(" ", text)  # a space, lest single braces on both sides of a slot become half of one
    if "{{" in rest or "}}" in rest:
        where = max(rest.find("{{"), rest.find("}}"))
        raise SlotError(f"有半个槽位：…{rest[max(0, where - 10) : where + 12]}…")
    for match in SLOT.finditer(text):
        yield match.start(), match.end(), parse_slot(match[1])
