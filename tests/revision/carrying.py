"""Operations written as data, carried out on a draft of the composer, and what the judges need of the outcome."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from revision.predicates import Revision
from revision.speech import Speech

from assistant import Brief
from assistant.drafting.composer import compose
from assistant.drafting.revision import operations
from assistant.drafting.revision.applying import Applied, apply
from assistant.drafting.revision.operations import Ask, Operation, Place, Refuse
from assistant.drafting.state import DraftState
from assistant.slots import render

BRIEFS = Path(__file__).parents[1] / "data" / "briefs"
PLACES = ("where", "before", "after", "what", "first", "second", "keep", "to", "of")


def composed(brief: Brief, turn: int = 0) -> DraftState:
    """Compose a speech; the same brief and turn give the same speech."""
    return compose(brief, rng=Random(turn))


@lru_cache(maxsize=8)
def drafted(name: str) -> tuple[DraftState, Brief]:
    """Return the speech of one of the test briefs."""
    brief = Brief.of(BRIEFS / f"{name}.yaml")
    return composed(brief), brief


def place_of(told: Any) -> Place:
    """Return a place: a word, or a mapping of kind to number or title, with ``of``."""
    if isinstance(told, str):
        return Place(told)  # type: ignore[arg-type]
    inner = dict(told)
    of = inner.pop("of", None)
    ((kind, which),) = inner.items()
    outer = place_of(of) if of is not None else None
    return Place(kind, which, of=outer) if isinstance(which, int) else Place(kind, title=which or "", of=outer)


def operation_of(told: Mapping[str, Any]) -> Operation:
    """Return the operation that a row of a table writes: its name, then its fields."""
    ((name, fields),) = told.items()
    values = {key: place_of(value) if key in PLACES else _value(value) for key, value in fields.items()}
    if "ratio" in values:
        values["ratio"] = Fraction(values["ratio"])
    made: Operation = getattr(operations, name)(**values)
    return made


def _value(value: Any) -> Any:
    return tuple(map(_value, value)) if isinstance(value, list) else value


def text_of(state: DraftState, brief: Brief) -> str:
    """Return a speech as it reads."""
    return render(state.text.rstrip("\n"), brief, dict(state.counts)).text


def carried_out(name: str, told: list[Mapping[str, Any]]) -> Applied | Ask | Refuse:
    """Carry out the operations of a row on the speech of a test brief."""
    state, brief = drafted(name)
    return apply(state, brief, tuple(map(operation_of, told)), composed)


def revision_of(name: str, done: Applied) -> Revision:
    """Return what the judges need."""
    state, brief = drafted(name)
    source = yaml.safe_load((BRIEFS / f"{name}.yaml").read_text("utf-8"))
    before, after = text_of(state, brief), text_of(done.state, done.brief)
    return Revision(Speech(before, source), Speech(after, source), (brief, done.brief), "", (before, after))
