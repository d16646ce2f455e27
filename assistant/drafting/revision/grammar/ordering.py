"""Operations of one instruction made ready to be carried out together: places that hold while others go, one change of the masthead."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

from assistant.drafting.revision.grammar.heading import merged
from assistant.drafting.revision.grammar.rules import Context
from assistant.drafting.revision.grammar.scene import Scene
from assistant.drafting.revision.operations import ALL, Ask, Drop, Forbid, Operation, Place, Resize, Rewrite


def settled(operations: tuple[Operation, ...], scene: Scene) -> tuple[Operation, ...]:
    """Return operations in an order, and with places, that let each mean what it meant when it was said.

    Args:
        operations: As understood, in the order they were said.
        scene: The speech.
    """
    told = tuple(_by_title(one, scene) for one in merged(_without_manner(_joined(operations))))
    dropped = sorted({one.where.number for one in told if isinstance(one, Drop) and one.where.kind == "part" and one.where.number > 0})
    first = [one for one in told if not isinstance(one, Drop | Resize)]
    drops = [one for one in told if isinstance(one, Drop)]
    last = [_shifted(one, dropped) for one in told if isinstance(one, Resize)]
    return (*first, *drops, *last)


def _joined(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """Make one of what is said of one place in two clauses: 再展开写写，不少于260字; words to do without; a manner."""
    found: list[Operation] = []
    for one in operations:
        same = next((at for at, other in enumerate(found) if _same_place(other, one)), -1)
        if same < 0:
            found.append(one)
        else:
            found[same] = _both(found[same], one)
    return tuple(found)


def _same_place(one: Operation, other: Operation) -> bool:
    if type(one) is not type(other):
        return False
    return isinstance(one, Resize | Forbid | Rewrite) and one.where == getattr(other, "where", None)


def _both(one: Any, other: Any) -> Any:
    if isinstance(one, Forbid):
        return replace(one, words=tuple(dict.fromkeys((*one.words, *other.words))))
    if isinstance(one, Rewrite):
        return replace(one, manner=f"{one.manner}，{other.manner}")
    if isinstance(one, Resize):
        other = replace(other, least=_stricter(max, one.least, other.least), most=_stricter(min, one.most, other.most))
    kept = {field.name: value for field in fields(other) if (value := getattr(other, field.name)) is not None and field.name != "where"}
    return replace(one, **kept)


def _stricter(choose: Callable[..., int], one: int | None, other: int | None) -> int | None:
    given = [value for value in (one, other) if value is not None]
    return choose(given) if given else None


def impossible(operations: tuple[Operation, ...], context: Context) -> Ask | None:
    """Ask back where one place is to have more characters than it may have."""
    for one in operations:
        if isinstance(one, Resize) and one.least is not None and one.most is not None and one.least > one.most:
            return Ask(f"{context.told(one.where)}既要不少于{one.least}字，又要不超过{one.most}字，两样做不到一起。请问以哪一个为准？")
    return None


def _without_manner(operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
    """Leave out a manner asked of the whole speech that the words to do without explain: 口气要软和些，“必须”“务必”都换掉."""
    if not any(isinstance(one, Forbid) for one in operations):
        return operations
    return tuple(one for one in operations if not (isinstance(one, Rewrite) and one.where == ALL))


def _by_title(operation: Any, scene: Scene) -> Any:
    """Name priorities by their titles: numbers change with what is dropped, added or moved before them."""
    changed = {}
    for field in fields(operation):
        value = getattr(operation, field.name)
        if isinstance(value, Place):
            changed[field.name] = _titled(value, scene)
    return replace(operation, **changed) if changed else operation


def _titled(place: Place, scene: Scene) -> Place:
    if place.of is not None:
        return replace(place, of=_titled(place.of, scene))
    number = scene.number_of(place) if place.kind == "priority" and not place.title else 0
    return Place("priority", title=scene.titles[number - 1]) if number else place


def _shifted(operation: Resize, dropped: Sequence[int]) -> Resize:
    where = operation.where
    if where.kind != "part" or where.number <= 0:
        return operation
    return replace(operation, where=replace(where, number=where.number - sum(number < where.number for number in dropped)))
