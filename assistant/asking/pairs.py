"""Answers on two rows or more: what they make up together, and how far apart they are."""

from itertools import pairwise

from assistant.asking.answer import Answer
from assistant.asking.refusing import refused
from assistant.asking.row_answers import tell_growth, tell_value
from assistant.asking.telling import Teller
from assistant.audit.derivations import try_derive
from assistant.audit.facts import table_of
from assistant.audit.rows import growth_row
from assistant.brief import Brief
from assistant.brief.model import Figure


def total(rows: tuple[Figure, ...], brief: Brief) -> Answer:
    """Tell the sum of rows or of their shares, where it is permitted."""
    table = table_of(brief)
    names = "和".join(f"{{{{{figure.id}.name}}}}" for figure in rows)
    keys = ",".join(figure.id for figure in rows)
    teller = Teller(brief)
    if try_derive(table, "sum", *(figure.id for figure in rows)) is not None:
        teller.tell(f"{names}合计{{{{d:sum({keys})}}}}。")
    shares = ",".join(f"{figure.id}.share" for figure in rows)
    if not teller.lines and try_derive(table, "sum", *(f"{figure.id}.share" for figure in rows)) is not None:
        teller.tell(f"{names}合计占{{{{{rows[0].share_of}.name}}}}的{{{{d:sum({shares})}}}}。", f"{names}合计占比{{{{d:sum({shares})}}}}。")
    return teller.answer("sum") if teller.lines else refused("sum", rows, brief)


def difference(rows: tuple[Figure, ...], brief: Brief) -> Answer:
    """Tell how far apart the growth, shares or rates of rows are, in points."""
    teller = Teller(brief)
    for one, other in pairwise(rows):
        left, right = _rate(one), _rate(other)
        name = f"{{{{{one.id}.name}}}}"
        growth = f"{{{{{one.id}.yoy}}}}" if one.yoy is not None or growth_row(one) else ""
        said = teller.tell(
            f"{name}{growth}，增速{{{{d:diff({left},{right}):clause}}}}。",
            f"{name}{growth}，{{{{d:diff({left},{right}):clause}}}}。",
            f"{name}{{{{d:diff({left},{right}):clause}}}}。",
        )
        if said:
            tell_growth(teller, other)
    if teller.lines:
        return teller.answer("difference")
    for figure in rows:
        tell_value(teller, figure)
    return refused("difference", rows, brief)


def _rate(figure: Figure) -> str:
    return figure.id if growth_row(figure) or figure.yoy is None else f"{figure.id}.yoy"
