"""The menu of slots a model is given for a section: which slot, how it reads, what it is.

At most forty slots, a line for each row. Where figures stay in the house, the digits of a reading are left out: name, direction
and judgement (快于全市, 列第…位) remain.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.slots import available, render

MOST_SLOTS = 40
WITHHELD = "▢"
_KEYS = ("", "yoy", "yoy_pp", "change", "share", "rank", "progress", "target", "prev", "prev_yoy", "last_year")
_DERIVED = ("d:gap({0})", "d:over({0})", "d:need_per_month({0})", "d:month_average({0})", "d:progress_gap({0}):clause", "d:increase({0})")
_NEEDS_PROGRESS = "d:progress({0})"
_KINDS = {"target": "目标数", "plan": "计划数", "threshold": "门槛", "rank": "位次"}
_DIGITS = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A row of the brief with the slots it offers.

    Attributes:
        row: Id of the row.
        what: What it is, in words.
        slots: Slot and reading, the most telling first.
    """

    row: str
    what: str
    slots: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"- {self.what}：" + "；".join(f"{slot} 读作“{reading}”" for slot, reading in self.slots)


def menu(brief: Brief, rows: Sequence[str], *, show_figures: bool = True, most: int = MOST_SLOTS) -> tuple[MenuLine, ...]:
    """Return the menu for some rows.

    Args:
        brief: The brief.
        rows: Ids of rows, the most important first; also ids of priorities, problems and projects, whose numbers are slots.
        show_figures: Whether readings carry their digits.
        most: At most so many slots; what is beyond is left out, later rows first, a row's lesser slots before its value.
    """
    lines = [line for line in (_line(brief, row, show_figures) for row in dict.fromkeys(rows)) if line.slots]
    return tuple(_within(lines, most))


def _within(lines: Sequence[MenuLine], most: int) -> Iterator[MenuLine]:
    """Share the slots out: every row its first ones before any row its later ones."""
    allowed = [0] * len(lines)
    left = most
    for depth in range(max((len(line.slots) for line in lines), default=0)):
        for at, line in enumerate(lines):
            if left and depth < len(line.slots):
                allowed[at] += 1
                left -= 1
    for line, count in zip(lines, allowed, strict=True):
        if count:
            yield MenuLine(line.row, line.what, line.slots[:count])


def _line(brief: Brief, row: str, show_figures: bool) -> MenuLine:
    figure = table_of(brief).rows.get(row)
    bodies = list(_bodies(figure, brief)) if figure is not None else [fact.key for fact in table_of(brief).of_row(row)]
    slots = tuple((f"{{{{{body}}}}}", _reading(brief, body, show_figures)) for body in bodies if available(brief, body))
    what = _what(figure, brief) if figure is not None else _told(brief, row)
    return MenuLine(row, what, slots)


def _bodies(figure: Figure, brief: Brief) -> Iterator[str]:
    """Yield the slots a row may offer, the most telling first."""
    for key in _KEYS:
        yield f"{figure.id}.{key}" if key else figure.id
    yield from (f"{figure.id}.vs:{reference.name}" for reference in figure.references)
    yield from (f"{figure.id}.also:{item.name}" for item in figure.also)
    if figure.kind == "actual" and figure.target is not None:
        if figure.progress is None:
            yield _NEEDS_PROGRESS.format(figure.id)
        yield from (pattern.format(figure.id) for pattern in _DERIVED)


def _reading(brief: Brief, body: str, show_figures: bool) -> str:
    reading = render(f"{{{{{body}}}}}", brief).text
    return reading if show_figures else _DIGITS.sub(WITHHELD, reading)


def _what(figure: Figure, brief: Brief) -> str:
    told = [spoken_name(figure)]
    if figure.kind in _KINDS:
        told.append(_KINDS[figure.kind])
    if figure.when and figure.when != brief.reporting and available(brief, f"{figure.id}.period"):
        told.append(f"时期 {{{{{figure.id}.period}}}}，即{render(f'{{{{{figure.id}.period}}}}', brief).text}")
    if figure.span != "累计":
        told.append(figure.span)
    return f"{figure.id} {told[0]}" + (f"（{'；'.join(told[1:])}）" if told[1:] else "")


def _told(brief: Brief, owner: str) -> str:
    """Say whose numbers they are; the words around them stand among the matters of the speech."""
    owners = {*(one.id for one in brief.problems), *(one.id for one in brief.priorities), *(one.id for one in brief.projects)}
    return f"{owner} 原话里的数" if owner in owners else f"{owner} 里的数"
