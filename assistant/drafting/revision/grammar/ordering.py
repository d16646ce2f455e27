"""Operations of one instruction made ready to be carried out together: places that hold while others go, one change of the masthead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from assistant.drafting.revision.grammar.heading import merged
from assistant.drafting.revision.grammar.rules import Context
from assistant.drafting.revision.grammar.scene import Scene
from assistant.drafting.revision.operations import ALL, Ask, Drop, Forbid, Move, Operation, Place, Resize, Rewrite, Swap


def settled(operations: tuple[Operation, ...], scene: Scene) -> tuple[Operation, ...]:
    """Return operations in an order, and with places, that let each mean what it meant when it was said.

    Args:
        operations: As understood, in the order they were said.
        scene: The speech.
    """
    told = tuple(_by_title(one, scene) for one in merged(_without_manner(_joined(operations))))
    order = _Order(list(range(1, len(scene.headings) + 1)))
    ready: list[Operation] = []
    for kinds in ((), (Move, Swap), (Drop,), (Resize,)):
        ready += [order.carried(one) for one in told if _turn(one) == kinds]
    return tuple(ready)


def _turn(operation: Operation) -> tuple[type, ...]:
    """Return when an operation is carried out: first what leaves the parts where they are, then moves, drops, and lengths."""
    return next((kinds for kinds in ((Move, Swap), (Drop,), (Resize,)) if isinstance(operation, kinds)), ())


@dataclass
class _Order:
    """Where the parts stand while operations are carried out.

    Attributes:
        numbers: The number each part had when the instruction was given, in the order they have now.
    """

    numbers: list[int]

    def carried(self, operation: Any) -> Any:
        """Return an operation with parts by the number they have now; those it moves or drops stand elsewhere from then on."""
        changed = {
            field.name: self._now(value) for field in fields(operation) if isinstance(value := getattr(operation, field.name), Place)
        }
        ready = replace(operation, **changed) if changed else operation
        if isinstance(ready, Drop) and self._is_part(ready.where):
            del self.numbers[ready.where.number - 1]
        elif isinstance(ready, Swap) and self._is_part(ready.first) and self._is_part(ready.second):
            one, other = ready.first.number - 1, ready.second.number - 1
            self.numbers[one], self.numbers[other] = self.numbers[other], self.numbers[one]
        elif isinstance(ready, Move) and self._is_part(ready.what):
            self._moved(ready)
        return ready

    def _moved(self, move: Move) -> None:
        target = move.before or move.after
        if target is None or not self._is_part(target):
            return
        what, beside = self.numbers[move.what.number - 1], self.numbers[target.number - 1]
        if what != beside:
            self.numbers.remove(what)
            self.numbers.insert(self.numbers.index(beside) + (move.before is None), what)

    def _is_part(self, place: Place) -> bool:
        return place.kind == "part" and 1 <= place.number <= len(self.numbers)

    def _now(self, place: Place) -> Place:
        if place.of is not None:
            return replace(place, of=self._now(place.of))
        if place.kind != "part" or place.number not in self.numbers:
            return replace(place, number=len(self.numbers)) if place.kind == "part" and place.number == -1 and self.numbers else place
        return replace(place, number=self.numbers.index(place.number) + 1)


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
