"""Numbers in the user's own words that a new table has overtaken."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from assistant.brief.changes import CellChange, cells_of
from assistant.brief.model import BriefData, Figure
from assistant.errors import Trouble
from assistant.lexicon.indicators import find_indicator
from assistant.numbers import Quantity, base_unit, extract_quantities

_POINTS = ("yoy_pp", "mom_pp")
_LEVELS = ("value", "prev", "last_year", "target")
_PLACES = ("rank", "prev_rank")
TELLING = 3
"""Digits from which a number is unlikely to stand in a text by chance; a shorter one must be called by its indicator."""


def stale_numbers(brief: BriefData, changes: Sequence[tuple[Figure, Figure, tuple[CellChange, ...]]]) -> tuple[Trouble, ...]:
    """Return each number in problems, priorities and other words of the user that was a cell of the last table and is no more.

    Args:
        brief: The brief whose words are read.
        changes: Old row, new row, and the cells in which they differ.
    """
    found = [trouble for place, text, rows in _texts(brief) for trouble in _in_text(place, text, rows, changes)]
    return tuple(dict.fromkeys(found))


def _texts(brief: BriefData) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield place and text of what the user wrote, with the rows it points to."""
    for index, problem in enumerate(brief.problems):
        yield f"problems[{index}]", problem.text, problem.figures
    pointed = {problem.id: problem.figures for problem in brief.problems}
    for index, priority in enumerate(brief.priorities):
        rows = pointed.get(priority.problem, ())
        yield f"priorities[{index}].title", priority.title, rows
        yield from ((f"priorities[{index}].points[{number}]", point, rows) for number, point in enumerate(priority.points))
    for index, known in enumerate(brief.known):
        yield f"known[{index}]", known.text, ()
    yield "background", brief.background, ()
    yield "meeting.agenda", brief.meeting.agenda, ()


def _in_text(
    place: str, text: str, rows: Sequence[str], changes: Sequence[tuple[Figure, Figure, tuple[CellChange, ...]]]
) -> Iterator[Trouble]:
    quantities = extract_quantities(text) if text else []
    for quantity in quantities:
        hits = [(old, cell) for old, new, cells in changes for cell in cells if _overtaken(quantity, text, rows, old, new, cell)]
        if hits and not any(_still_true(quantity, new) for _, new, _ in changes):
            old, cell = min(hits, key=lambda hit: hit[0].id not in rows)
            said = text[quantity.start : max(quantity.end, quantity.unit_end)]
            now = f"本期是{_shown(cell.new)}{_unit(cell.key, old)}" if cell.new is not None else "本期没有这个数"
            yield Trouble(place, f"“{said}”是“{old.indicator}”上一期的数，{now}；请核对这句话。")


def _overtaken(quantity: Quantity, text: str, rows: Sequence[str], old: Figure, new: Figure, cell: CellChange) -> bool:
    if not isinstance(cell.old, Decimal | int) or not _equals(quantity, cell.key, Decimal(cell.old), old):
        return False
    if isinstance(cell.new, Decimal | int) and _equals(quantity, cell.key, Decimal(cell.new), new):
        return False
    entry = find_indicator(old.name)
    names = {old.name, old.indicator, *((entry.says, entry.short) if entry else ())}
    called = old.id in rows or any(name and name in text for name in names)
    return called or sum(character.isdigit() for character in quantity.text) >= TELLING


def _still_true(quantity: Quantity, new: Figure) -> bool:
    return any(isinstance(value, Decimal | int) and _equals(quantity, key, Decimal(value), new) for key, value in cells_of(new).items())


def _equals(quantity: Quantity, key: str, value: Decimal, figure: Figure) -> bool:
    """Tell whether a printed number is a cell, at the places it is printed with; its sign is left to the verb beside it."""
    unit, scale = base_unit(_unit(key, figure))
    own, own_scale = base_unit(quantity.unit)
    if unit != own and not (key in _PLACES and quantity.form == "rank"):
        return False
    steps = (abs(value) * scale / (quantity.step * own_scale)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return steps * quantity.step == abs(quantity.value)


def _unit(key: str, figure: Figure) -> str:
    if key in _LEVELS:
        return figure.unit
    if key in _POINTS:
        return "个百分点"
    if key.startswith("also:"):
        return next((also.unit for also in figure.also if also.name == key.removeprefix("also:")), "")
    if key in _PLACES:
        return "位"
    level = key.startswith("targets:") and not key.endswith(":yoy")
    return figure.unit if level or (key.startswith("reference:") and figure.yoy is None) else "%"


def _shown(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)
