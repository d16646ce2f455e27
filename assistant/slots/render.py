"""Render: slot text in, prose and the place of every figure out. A pure function of text and brief."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.audit.derivations import derive
from assistant.audit.facts import Fact, FactTable, table_of
from assistant.audit.printing import printed, with_unit
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.brief.model import Figure, Priority, Problem, Project
from assistant.errors import DerivationError, SlotError
from assistant.numbers import Period, spell
from assistant.slots import clauses
from assistant.slots.grammar import Slot, parse_slot, slots_in

Reading = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SlotSpan:
    """Where a slot stands in the rendered text, and the cells it came from."""

    start: int
    end: int
    slot: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered text with the span of each slot."""

    text: str
    spans: tuple[SlotSpan, ...]


@dataclass
class _Context:
    """What has been said so far: it decides full or short name, and whether 同比 is repeated."""

    table: FactTable
    counts: Mapping[str, int]
    named: set[str] = field(default_factory=set)
    yoy_said: bool = False


def render(text: str, brief: Brief, counts: Mapping[str, int] | None = None) -> Rendered:
    """Replace every slot by number, unit, direction and rank wording together.

    Args:
        text: Prose with slots; paragraphs end with a line feed.
        brief: The brief the slots refer to.
        counts: Announced counts for ``{{n:…}}`` slots.

    Raises:
        SlotError: A slot is malformed or names something the brief does not have.
    """
    context = _Context(table_of(brief), counts or {})
    out: list[str] = []
    spans: list[SlotSpan] = []
    at = length = 0
    for start, end, slot in slots_in(text):
        before = text[at:start]
        if "\n" in before:
            context.yoy_said = False
        if "同比" in before.rpartition("\n")[2]:
            context.yoy_said = True
        reading, facts = _read(slot, context)
        out += [before, reading]
        length += len(before)
        spans.append(SlotSpan(length, length + len(reading), slot.body, facts))
        length += len(reading)
        if "同比" in reading:
            context.yoy_said = True
        at = end
    return Rendered("".join([*out, text[at:]]), tuple(spans))


def available(brief: Brief, slot: str) -> bool:
    """Tell whether the brief can fill a slot (given with or without its braces)."""
    try:
        read_slot(brief, parse_slot(slot.removeprefix("{{").removesuffix("}}")))
    except SlotError:
        return False
    return True


@lru_cache(maxsize=4096)
def fillable(body: str, brief: Brief) -> bool:
    """Tell whether a slot, given without its braces, can be filled; an announced count always can."""
    try:
        slot = parse_slot(body)
    except SlotError:
        return False
    return slot.kind == "count" or available(brief, body)


def read_slot(brief: Brief, slot: Slot, *, yoy_said: bool = False) -> Reading:
    """Return how one slot reads where no name has been told yet, and the cells behind it; ``yoy_said``: the paragraph has said 同比.

    Raises:
        SlotError: The brief cannot fill the slot.
    """
    return _read(slot, _Context(table_of(brief), {}, yoy_said=yoy_said))


def slotted(brief: Brief, owner: str, part: str | int = "text") -> str:
    """Return a text of the user with its numbers as slots.

    Args:
        brief: The brief.
        owner: ``p01``, ``m02``, ``j01`` or ``bg``.
        part: ``title``, the number of a point from 0, ``due``; ``text`` of a problem; ``name``, ``investment``, ``status`` of a project.
    """
    facts = [fact for fact in table_of(brief).of_row(owner) if fact.part == str(part)]
    text = _text_of(brief, owner, str(part))
    for fact in reversed(facts):
        text = f"{text[: fact.start]}{{{{{fact.key}}}}}{text[fact.end :]}"
    return text


def _text_of(brief: Brief, owner: str, part: str) -> str:
    if owner == "bg":
        return brief.background if part == "text" else brief.meeting.agenda
    owners: list[Problem | Priority | Project] = [*brief.problems, *brief.priorities, *brief.projects]
    for item in owners:
        if item.id == owner:
            points = getattr(item, "points", ())
            if part.isdigit():
                return str(points[int(part)])
            return str(getattr(item, part))
    raise SlotError(f"输入中没有 {owner}。")


def _read(slot: Slot, context: _Context) -> Reading:
    if slot.kind == "time":
        return _time(slot, context.table.brief), ()
    if slot.kind == "count":
        if slot.name not in context.counts:
            raise SlotError(f"没有可供宣布的数目：{{{{{slot.body}}}}}。")
        return spell(context.counts[slot.name], counting=True), ()
    if slot.kind == "derivation":
        return _derived(slot, context.table)
    return _figure(slot, context)


def _label(when: Period | None, brief: Brief, slot: Slot) -> str:
    if when is None:
        raise SlotError(f"{{{{{slot.body}}}}} 没有可读的时期。")
    meeting = brief.meeting.date
    whole_year = when.months == 12
    return when.label(with_year=whole_year or meeting is None or when.year != meeting.year)


def _time(slot: Slot, brief: Brief) -> str:
    if slot.key == "period":
        for figure in brief.figures:
            if figure.id == slot.name:
                return _label(figure.when, brief, slot)
        raise SlotError(f"输入中没有 {slot.name} 这一行。")
    if slot.name == "period":
        return _label(brief.reporting, brief, slot)
    if slot.name == "plan_period":
        return _label(brief.planning, brief, slot)
    day = brief.meeting.date
    if slot.name == "date":
        if day is None:
            raise SlotError("输入中没有会议日期。")
        return f"{day.year}年{day.month}月{day.day}日"
    year = brief.reporting.year if brief.reporting and brief.reporting.year else day.year if day else None
    if year is None:
        raise SlotError("输入中没有年份。")
    return f"{year if slot.name == 'year' else year + 1}年"


def _derived(slot: Slot, table: FactTable) -> Reading:
    try:
        derived = derive(table, slot.name, slot.operands)
    except DerivationError as error:
        raise SlotError(f"{{{{{slot.body}}}}}：{error}") from None
    if slot.form == "clause":
        if slot.name == "diff":
            return clauses.compared(table, derived), derived.operands
        if slot.name in {"progress_gap", "rank_change"}:
            return (clauses.paced if slot.name == "progress_gap" else clauses.moved)(derived), derived.operands
        raise SlotError(f"{{{{{slot.body}}}}} 没有分句写法。")
    return with_unit(derived.value, derived.unit), derived.operands


def _need(slot: Slot, table: FactTable, key: str) -> Fact:
    fact = table.get(key)
    if fact is None:
        known = [other.key for other in table.of_row(slot.name)][:12]
        hint = f"这一行可用的有：{'、'.join(known)}" if known else f"输入中没有 {slot.name} 这一行"
        raise SlotError(f"槽位 {{{{{slot.body}}}}} 无值可填；{hint}。")
    return fact


def _figure(slot: Slot, context: _Context) -> Reading:
    table = context.table
    figure = table.rows.get(slot.name)
    if figure is None:
        fact = _need(slot, table, f"{slot.name}.{slot.key}" if slot.key else slot.name)
        return printed(fact), (fact.key,)
    return (_name(figure, context), ()) if slot.key == "name" else _cell(slot, figure, context)


def _name(figure: Figure, context: _Context) -> str:
    full = spoken_name(figure)
    if full in context.named:
        return clauses.short_name(figure)
    context.named.add(full)
    return full


def _cell(slot: Slot, figure: Figure, context: _Context) -> Reading:
    table, head = context.table, slot.key.partition(":")[0]
    if slot.form in {"rate", "verb", "whole", "tenth"} or (slot.form == "value" and head):
        key = figure.id if head == "yoy" and figure.yoy is None else f"{figure.id}.{slot.key or 'value'}"
        fact = _need(slot, table, key)
        return clauses.bare(fact, slot.form), (fact.key,)
    if head == "yoy":
        fact = table.get(f"{figure.id}.yoy") or _need(slot, table, figure.id)
        if fact.measure != "growth":
            raise SlotError(f"{figure.id} 没有增速。")
        return clauses.growth(fact, said=context.yoy_said), (fact.key,)
    if head == "yoy_pp":
        fact = _need(slot, table, f"{figure.id}.yoy_pp")
        return clauses.points_change(fact, said=context.yoy_said), (fact.key,)
    if head == "change":
        return clauses.change(table, figure)
    if head == "vs":
        return _versus(slot, figure, table)
    if head == "rank":
        return clauses.rank(table, figure, place_only=slot.form == "place")
    fact = _need(slot, table, f"{figure.id}.{slot.key}" if slot.key else figure.id)
    if head == "progress":
        return clauses.progress(figure, fact), (fact.key,)
    if head == "share" and slot.form == "each":
        return clauses.each(figure, fact), (fact.key,)
    if head == "share":
        whole = table.rows.get(fact.anchor)
        return clauses.share(table, figure, fact, short=bool(whole and spoken_name(whole) in context.named)), (fact.key,)
    if head == "also":
        item = next(item for item in figure.also if item.name == fact.anchor)
        return clauses.also(item, fact), (fact.key,)
    return printed(fact), (fact.key,)


def _versus(slot: Slot, figure: Figure, table: FactTable) -> Reading:
    area = slot.key.partition(":")[2]
    try:
        derived = derive(table, "vs", (figure.id, area) if area else (figure.id,))
    except DerivationError as error:
        raise SlotError(str(error)) from None
    name = area or figure.references[0].name
    return clauses.versus(derived, name), derived.operands
