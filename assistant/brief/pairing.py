"""Which row of an earlier table a row of the next one is: by what it is about, never by where it stands.

Rows of one identity are told apart by their time. The row of the reporting period stays the row of the reporting period; a row
of another time is the same where it covers the same months, else where it lags the reporting period by as much as before.
What cannot be told apart is not paired: it is ambiguous, and asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from assistant.brief.identity import Identity, dimension_of, identity_of
from assistant.brief.model import Figure
from assistant.lexicon.indicators import find_indicator, normal_name
from assistant.numbers import Period

CLOSE_NAME = 0.7
"""Names as alike as this may be the same indicator in other words; a person says so."""


@dataclass
class Pairing:
    """The outcome for every row.

    Attributes:
        pairs: Old and new row that are the same.
        doubts: Old rows with the new rows each of them may be.
        gone: Old rows that the new table does not have.
        new: New rows that the old table did not have.
    """

    pairs: list[tuple[Figure, Figure]] = field(default_factory=list)
    doubts: list[tuple[Figure, tuple[Figure, ...]]] = field(default_factory=list)
    gone: list[Figure] = field(default_factory=list)
    new: list[Figure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Side:
    """The rows of one month with its reporting period."""

    figures: Sequence[Figure]
    reporting: Period | None

    def is_reporting(self, figure: Figure) -> bool:
        """Tell whether a row holds for the reporting period, or ends with it (当月, 月末)."""
        when, now = figure.when, self.reporting
        return when is not None and now is not None and (when.year, when.last) == (now.year, now.last)

    def years_ago(self, figure: Figure) -> int | None:
        """Return how many years a row lies before the reporting year; ``None`` where one of them is not known."""
        if figure.when is None or self.reporting is None or figure.when.year is None or self.reporting.year is None:
            return None
        return self.reporting.year - figure.when.year

    def season(self, figure: Figure) -> object:
        """Return the months a row covers, and how many years ago."""
        when = figure.when
        return when and (self.years_ago(figure), when.first, when.last, when.point)

    def lag(self, figure: Figure) -> object:
        """Return by how many months a row lags the reporting period, beside what kind of stretch it is."""
        if figure.when is None or self.reporting is None:
            return None
        ago = self.years_ago(figure)
        months = 12 * (ago or 0) + self.reporting.last - figure.when.last
        return months, figure.when.point, figure.when.first == 1, figure.when.months == 12


def pair_rows(old: Side, new: Side) -> Pairing:
    """Pair the rows of two months; the order of the rows on either side changes nothing."""
    found = Pairing()
    mine, theirs = _by_identity(old.figures), _by_identity(new.figures)
    for identity in sorted(mine.keys() | theirs.keys()):
        _pair_alike(old, new, mine.get(identity, []), theirs.get(identity, []), found)
    _doubt_alike(old, new, found)
    for figures, side in ((found.gone, old), (found.new, new)):
        place = {figure.id: at for at, figure in enumerate(side.figures)}
        figures.sort(key=lambda figure: place[figure.id])
    return found


def _by_identity(figures: Iterable[Figure]) -> dict[Identity, list[Figure]]:
    groups: defaultdict[Identity, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[identity_of(figure)].append(figure)
    return groups


def _pair_alike(old: Side, new: Side, mine: list[Figure], theirs: list[Figure], found: Pairing) -> None:
    """Pair rows about the same thing by their time: each rule only where it leaves one row on either side."""
    if len(mine) == len(theirs) == 1 and old.years_ago(mine[0]) == new.years_ago(theirs[0]):
        _take(mine, theirs, found, lambda figure: 0, lambda figure: 0)
    _take(mine, theirs, found, lambda figure: old.is_reporting(figure) or None, lambda figure: new.is_reporting(figure) or None)
    _take(mine, theirs, found, old.season, new.season)
    _take(mine, theirs, found, old.lag, new.lag)
    for figure in mine:
        same_time = tuple(other for other in theirs if _same_time(old, new, figure, other))
        if same_time:
            found.doubts.append((figure, same_time))
        else:
            found.gone.append(figure)
    asked = {other.id for _, others in found.doubts for other in others}
    found.new += [figure for figure in theirs if figure.id not in asked]


def _take(
    mine: list[Figure], theirs: list[Figure], found: Pairing, left: Callable[[Figure], object], right: Callable[[Figure], object]
) -> None:
    """Pair the rows whose key stands once on either side, and take them off the lists."""
    by_left, by_right = _grouped(mine, left), _grouped(theirs, right)
    for key, figures in by_left.items():
        others = by_right.get(key, [])
        if len(figures) != 1 or len(others) != 1:
            continue
        mine.remove(figures[0])
        theirs.remove(others[0])
        if _convertible(figures[0], others[0]):
            found.pairs.append((figures[0], others[0]))
        else:
            found.doubts.append((figures[0], (others[0],)))


def _grouped(figures: Iterable[Figure], key: Callable[[Figure], object]) -> dict[object, list[Figure]]:
    groups: defaultdict[object, list[Figure]] = defaultdict(list)
    for figure in figures:
        if (value := key(figure)) is not None:
            groups[value].append(figure)
    return groups


def _convertible(one: Figure, other: Figure) -> bool:
    """A level in 亿元 is not the rate in % of the same name; a row without a unit agrees with any."""
    return not dimension_of(one) or not dimension_of(other) or dimension_of(one) == dimension_of(other)


def _doubt_alike(old: Side, new: Side, found: Pairing) -> None:
    """Ask about rows that went and rows that came: one scope and names much alike, or one name and scopes that hold each other."""
    by_scopes, by_name = _grouped(found.new, _frame), _grouped(found.new, _subject)
    left = []
    for figure in found.gone:
        renamed = [other for other in by_scopes.get(_frame(figure), []) if _alike_names(figure, other)]
        moved = [other for other in by_name.get(_subject(figure), []) if _nested_scopes(figure, other)]
        near = {other.id: other for other in (*renamed, *moved) if _same_time(old, new, figure, other) and _convertible(figure, other)}
        if near:
            found.doubts.append((figure, tuple(near[row] for row in sorted(near))))
        else:
            left.append(figure)
    asked = {other.id for _, others in found.doubts for other in others}
    found.gone = left
    found.new = [figure for figure in found.new if figure.id not in asked]


def _frame(figure: Figure) -> object:
    identity = identity_of(figure)
    return identity.scopes, identity.kind, identity.basis, identity.span


def _subject(figure: Figure) -> object:
    identity = identity_of(figure)
    return identity.name, identity.remark, identity.kind, identity.basis, identity.span


def _same_time(old: Side, new: Side, figure: Figure, other: Figure) -> bool:
    return new.season(other) == old.season(figure) or new.lag(other) == old.lag(figure)


def _alike_names(figure: Figure, other: Figure) -> bool:
    """Tell whether two names might be one in other words: never two that the catalogue tells apart."""
    known = find_indicator(figure.name), find_indicator(other.name)
    if all(known) and known[0] is not known[1]:
        return False
    one, two = (normal_name(each.name) + identity_of(each).remark for each in (figure, other))
    return one == two or SequenceMatcher(None, one, two, autojunk=False).ratio() >= CLOSE_NAME


def _nested_scopes(figure: Figure, other: Figure) -> bool:
    """园区 and 云岭产业园区 may be one place, and so may a place and none named; 望岳县 and 东城区 are two."""
    return figure.scope in other.scope or other.scope in figure.scope
