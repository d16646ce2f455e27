"""What a slot says besides its size: whether it rose or fell, whether that is good news, whether it can be said at all."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from assistant.audit.facts import Fact, table_of
from assistant.audit.rows import growth_row
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.plan import slots_of
from assistant.drafting.standing import FULL, direction, good_when_more, trouble
from assistant.slots import Slot, parse_slot
from assistant.slots.sources import Source, source_of_slot

_SIGNED = ("yoy", "yoy_pp", "mom_pp", "prev_yoy")
_COMPARED = frozenset(
    {"vs", "diff", "progress_gap", "target_gap", "rank_change", "point_change", "growth_change", "growth", "since_prev", "increase"}
)
_SHORT = frozenset({"gap", "need_per_month", "need_more", "minus"})
_LEFT = ("未", "缺", "差", "停", "退出", "低效", "闲置", "空置", "逾期")


def source_of(body: str, brief: Brief) -> Source | None:
    """Return the cell or derivation behind a slot; ``None`` where it has none or the brief cannot fill it."""
    slot = parse_slot(body)
    return source_of_slot(slot, table_of(brief)) if slot.kind in {"figure", "derivation"} else None


def sign_of_slot(body: str, brief: Brief) -> int | None:
    """Return 1, 0 or −1 for what a slot says rose, stood or fell; ``None`` for what has no direction.

    A level has none but for being nothing at all: 0 for 还有0户. Progress is 1 from 100 % on and −1 below.
    """
    source, slot = source_of(body, brief), parse_slot(body)
    if source is None:
        return None
    if isinstance(source, Fact):
        if source.field == "progress":
            return 1 if source.value >= FULL else -1
        if source.field in _SIGNED or source.measure == "growth" or _is_difference(source):
            return _sign(source.value)
        return 0 if source.value == 0 else None
    return _sign(source.value) if slot.name in {*_COMPARED, "change"} or slot.key == "change" or slot.key.startswith("vs") else None


def _is_difference(fact: Fact) -> bool:
    return fact.field == "also" and (fact.anchor.endswith("之差") or fact.anchor.startswith("净") or fact.value < 0)


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def bad_news(body: str, brief: Brief) -> bool:
    """Tell whether a slot shows a shortcoming: a fall of what should rise, something left over, a gap, a place lost."""
    slot, source = parse_slot(body), source_of(body, brief)
    if source is None:
        return False
    if slot.kind == "derivation" and slot.name in _SHORT:
        return source.value > 0
    row = table_of(brief).rows.get(_row_of(slot, source))
    if row is None:
        return False
    if isinstance(source, Fact) and source.field in {"value", "share"} and trouble(row) and not growth_row(row):
        return bool(row.value)
    if isinstance(source, Fact) and source.field == "also" and any(mark in source.anchor for mark in _LEFT) and not _is_difference(source):
        return source.value > 0
    if slot.name == "rank_change":
        return source.value < 0
    sign = sign_of_slot(body, brief)
    return sign is not None and sign != 0 and _is_change(slot, source) and (sign < 0) == good_when_more(row)


def _is_change(slot: Slot, source: Source) -> bool:
    return not isinstance(source, Fact) or source.field != "progress"


def _row_of(slot: Slot, source: Source) -> str:
    return source.row if isinstance(source, Fact) else source.operands[0].partition(".")[0]


def rows_of(slots: str, brief: Brief) -> tuple[str, ...]:
    """Return the rows a slot text tells, each once, in order."""
    return tuple(dict.fromkeys(_rows(slots, brief)))


def _rows(slots: str, brief: Brief) -> Iterator[str]:
    rows = table_of(brief).rows
    for body in slots_of(slots):
        slot = parse_slot(body)
        if slot.kind == "time" or slot.kind == "count":
            continue
        for name in slot.operands or (slot.name,):
            row = name.partition(".")[0]
            if row in rows:
                yield row


def balance(rows: Iterable[str], brief: Brief) -> str:
    """Return how rows stand together: ``up``, ``down``, ``mixed``; empty where none of them says."""
    figures = [figure for row in rows if (figure := table_of(brief).rows.get(row)) is not None]
    told = [way for figure in figures if (way := way_of(figure))]
    if not told:
        return ""
    if all(way > 0 for way in told):
        return "up"
    return "down" if all(way < 0 for way in told) else "mixed"


def way_of(figure: Figure) -> int:
    """Return 1 for a row that got better, −1 for one that got worse or counts what nobody wants, 0 where that is not known."""
    if figure.kind not in {"actual", "rank"}:
        return 0
    return (-1 if figure.value else 1) if trouble(figure) else direction(figure)
