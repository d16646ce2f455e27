"""The menu of slots a model is given for a section: which slot, how it reads, what it is.

At most forty slots, a line for each row. Where figures stay in the house, the digits of a reading are left out: name, direction
and judgement (快于全市, 列第…位) remain.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.chain.withholding import WITHHELD
from assistant.slots import available, render

MOST_SLOTS = 40
_KEYS = ("", "yoy", "yoy_pp", "change", "share", "rank", "progress", "target", "prev", "prev_yoy", "last_year")
_DERIVED = ("d:gap({0})", "d:over({0})", "d:need_per_month({0})", "d:month_average({0})", "d:progress_gap({0}):clause", "d:increase({0})")
_NEEDS_PROGRESS = "d:progress({0})"
# What a bare number is: nobody can tell from “28.6亿元” that it is last year's.
_GLOSSES = {
    "target": "年度目标",
    "prev": "上期数",
    "prev_yoy": "上期同比",
    "last_year": "上年同期数",
    "d:gap": "离目标还差",
    "d:over": "超过目标",
    "d:need_per_month": "往后每月要完成",
    "d:month_average": "前一段月均完成",
    "d:increase": "比上年同期净增",
}
_KINDS = {"target": "目标数", "plan": "计划数", "threshold": "门槛", "rank": "位次"}
_DIGITS = re.compile(r"\d[\d.,]*|[零〇一二两三四五六七八九十百千万亿]+(?=[个户家项件条人台年月位成倍])")


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
        return f"- {self.what}：" + "；".join(f"{slot}{_gloss(slot)} 读作“{reading}”" for slot, reading in self.slots)


def menu(
    brief: Brief,
    rows: Sequence[str],
    planned: Collection[str] = (),
    shown: Collection[str] = (),
    *,
    show_figures: bool = True,
    most: int = MOST_SLOTS,
) -> tuple[MenuLine, ...]:
    """Return the menu for some rows.

    Args:
        brief: The brief.
        rows: Ids of rows, the most important first; also ids of priorities, problems and projects, whose numbers are slots.
        planned: Bodies of slots that the plan fills: they come before others.
        shown: Bodies of slots that stand in the request already: they come before all others.
        show_figures: Whether readings carry their digits.
        most: At most so many slots; what is beyond is left out, later rows first, a row's lesser slots before its value.
    """
    lines = [line for line in (_line(brief, row, planned, shown, show_figures) for row in dict.fromkeys(rows)) if line.slots]
    return tuple(_within(lines, (shown, planned), most))


def _within(lines: Sequence[MenuLine], tiers: Sequence[Collection[str]], most: int) -> Iterator[MenuLine]:
    """Share the slots out: a tier at a time and then the rest, every row its first ones before any row its later ones."""
    left = most - sum("{{" in line.what for line in lines)  # the slot of the row's own period
    allowed = [0] * len(lines)
    for tier in (*tiers, None):
        for depth in range(max((len(line.slots) for line in lines), default=0)):
            for at, line in enumerate(lines):
                if left > 0 and depth == allowed[at] < len(line.slots) and (tier is None or line.slots[depth][0][2:-2] in tier):
                    allowed[at] += 1
                    left -= 1
    for line, count in zip(lines, allowed, strict=True):
        if count:
            yield MenuLine(line.row, line.what, line.slots[:count])


def _line(brief: Brief, row: str, planned: Collection[str], shown: Collection[str], show_figures: bool) -> MenuLine:
    figure = table_of(brief).rows.get(row)
    bodies = list(_bodies(figure, brief, planned)) if figure is not None else [fact.key for fact in table_of(brief).of_row(row)]
    bodies.sort(key=lambda body: (body not in shown, body not in planned))
    slots = tuple((f"{{{{{body}}}}}", _reading(brief, body, show_figures)) for body in bodies if available(brief, body))
    what = _what(figure, brief) if figure is not None else _told(brief, row)
    return MenuLine(row, what, slots)


def _gloss(slot: str) -> str:
    body = slot[2:-2]
    told = _GLOSSES.get(body.partition("(")[0] if body.startswith("d:") else body.partition(".")[2])
    return f"（{told}）" if told and not body.endswith(":clause") else ""


def _bodies(figure: Figure, brief: Brief, planned: Collection[str]) -> Iterator[str]:
    """Yield the slots a row may offer, each once, the most telling first; what the plan has of it beyond these at the end."""
    usual = list(_usual(figure))
    yield from usual
    own = re.compile(rf"{re.escape(figure.id)}(?![0-9a-z])|d:[a-z_]+\({re.escape(figure.id)}(?![0-9a-z])")
    hidden = (f"{figure.id}.name", f"{figure.id}.period")
    yield from (body for body in planned if own.match(body) and body not in usual and body not in hidden and available(brief, body))


def _usual(figure: Figure) -> Iterator[str]:
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
    if figure.span in {"当月", "时点"}:
        told.append("当月" if figure.span == "当月" else "时点数，写“截至”")
    return f"{figure.id} {told[0]}" + (f"（{'；'.join(told[1:])}）" if told[1:] else "")


def _told(brief: Brief, owner: str) -> str:
    """Say whose numbers they are; the words around them stand among the matters of the speech."""
    owners = {*(one.id for one in brief.problems), *(one.id for one in brief.priorities), *(one.id for one in brief.projects)}
    if owner == "bg":
        return "议程和上级要求里的数"
    return f"{owner} 原话里的数" if owner in owners else f"{owner} 里的数"
