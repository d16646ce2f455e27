"""What each capability of the audit is worth: the same cases with one of them taken out.

A capability is taken out by replacing a few attributes of the audit inside this process, restored afterwards; the seams below
say which. The membership rule stands beside them as what is left when everything is gone.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from assistant.audit import check, matching, values
from assistant.audit.calling import Calling
from assistant.audit.conflicts import Conflicts
from assistant.audit.direction_rules import DirectionRules
from assistant.audit.nouns import NounRules
from assistant.audit.on_demand import OnDemand
from assistant.audit.period_rules import PeriodRules
from assistant.audit.values import DIFFERS, EXACT, Agreement
from assistant.audit.view import BriefView
from assistant.brief import Brief
from assistant.numbers import Quantity, base_unit
from benchmarks.audit import membership
from benchmarks.audit.checkers import audited
from benchmarks.audit.mutations import cases
from benchmarks.audit.scoring import Row, Table, judge, tabulate

WORST = 4
Judged = tuple[tuple[str, ...], float]


@dataclass(frozen=True)
class Seam:
    """An attribute of the audit and what stands in its place; ``made`` gets the attribute it replaces."""

    owner: Any
    name: str
    made: Callable[[Any], Any]


def _silent(_: Any) -> Callable[..., tuple[str, float]]:
    """Replace one check of the rules: it never objects and never speaks for a cell."""
    return lambda self, claim, cell: ("", 0.0)


def _unheard(*rules: str) -> Callable[[Any], Any]:
    """Replace ``Conflicts.of``: rules of these names are dropped, whichever check found them."""

    def made(whole: Callable[..., Judged]) -> Callable[..., Judged]:
        def of(self: Conflicts, claim: Any, cell: Any) -> Judged:
            conflicts, bonus = whole(self, claim, cell)
            return tuple(rule for rule in conflicts if rule not in rules), bonus

        return of

    return made


def _rule(owner: type, method: str, *rules: str) -> tuple[Seam, Seam]:
    return Seam(owner, method, _silent), Seam(Conflicts, "of", _unheard(*rules))


def _always_called(_: Any) -> Callable[..., float]:
    """Replace ``Calling.called``: every cell of the right unit and role is called as well as any other."""
    return lambda self, cell, *, near=False: 1.0


def _given_only(whole: Callable[[Brief], Any]) -> Callable[[Brief], Any]:
    """Replace ``cells_of``: only what the brief gives, nothing computed from a row."""
    return lambda brief: tuple(cell for cell in whole(brief) if cell.derived is None)


def _nothing(_: Any) -> Callable[..., Iterator[Any]]:
    return lambda *arguments: iter(())


def _forgetful(_: Any) -> Callable[..., None]:
    """Replace ``BriefView.told``: no figure is remembered for the ones after it."""
    return lambda self, claim, facts: None


def _equal_only(_: Any) -> Callable[..., Agreement]:
    """Replace ``agree``: equal after unit conversion or not equal; no rounding, no 近, 超过 or 以上, no fractions."""

    def agree(quantity: Quantity, value: Any, unit: str, **_: Any) -> Agreement:
        said = abs(quantity.value) * base_unit(quantity.unit)[1]
        return EXACT if said == values.in_base(value, unit)[0] else DIFFERS

    return agree


SEAMS: dict[str, tuple[Seam, ...]] = {
    "names": (Seam(Calling, "called", _always_called), *_rule(NounRules, "check", "noun", "vague")),
    "periods": _rule(PeriodRules, "check", "period"),
    "scope": _rule(Conflicts, "_scope", "scope"),
    "basis": _rule(Conflicts, "_basis", "basis"),
    "direction": _rule(DirectionRules, "check", "direction"),
    "target or actual": _rule(Conflicts, "_kind", "kind", "reached"),
    "anchors": _rule(Conflicts, "_anchor", "anchor"),
    "derivations": (Seam(matching, "cells_of", _given_only), Seam(OnDemand, "cells", _nothing)),
    "carry-over": (Seam(BriefView, "told", _forgetful),),
    "rounding, qualifiers": (Seam(matching, "agree", _equal_only),),
    "words as facts": (Seam(check, "check_words", _nothing),),
}
WHOLE, BASELINE = "nothing", "membership rule"


@contextmanager
def without(capability: str) -> Iterator[None]:
    """Take a capability out of the audit of this process, and put it back."""
    seams = SEAMS.get(capability, ())
    replaced = [(seam, getattr(seam.owner, seam.name)) for seam in seams]
    try:
        for seam, whole in replaced:
            setattr(seam.owner, seam.name, seam.made(whole))
        yield
    finally:
        for seam, whole in reversed(replaced):
            setattr(seam.owner, seam.name, whole)


def measured(capability: str, speech: str) -> Table:
    """Return the table of one speech without a capability."""
    with without(capability):
        return tabulate(judge(membership.check if capability == BASELINE else audited, cases(speech)))


def ablated(speeches: list[str], jobs: int | None = None) -> dict[str, Table]:
    """Return the table of every ablation, the whole audit first and the membership rule last."""
    capabilities = [WHOLE, *SEAMS, BASELINE]
    tasks = [(capability, speech) for capability in capabilities for speech in speeches]
    tables = {capability: Table() for capability in capabilities}
    with ProcessPoolExecutor(jobs or os.cpu_count()) as pool:
        for (capability, _), table in zip(tasks, pool.map(measured, *zip(*tasks, strict=True)), strict=True):
            tables[capability].add(table)
    return tables


def print_ablations(tables: dict[str, Table]) -> None:
    """Print one line for each ablation; classes stand with their span+ and what was lost."""
    whole = tables[WHOLE]
    print(f"{'without':22}{'span+':>7}{'lost':>7}{'alarms':>8}{'unclear':>9}   classes that lose most (span+, points lost)")
    for name, table in tables.items():
        errors, clean = table.total("error"), table.total("clean")
        lost = share(whole.total("error")) - share(errors)
        unclear = 100 * clean.unclear / clean.judged if clean.judged else 0.0
        print(f"{name:22}{share(errors):7.1f}{lost:7.1f}{clean.alarms:8}{unclear:8.1f}%   {', '.join(_worst(table, whole))}")
    counted = whole.total("clean")
    print(f"{whole.total('error').cases} errors; alarms and unclear over {counted.cases} clean texts with {counted.judged} judged figures")


def share(row: Row) -> float:
    """Return the errors found at their place and not in the clean speech, in percent."""
    return 100 * row.span_new / row.cases if row.cases else 0.0


def _worst(table: Table, whole: Table) -> list[str]:
    full = dict(whole.of("error"))
    lost = sorted(((share(row) - share(full[kind]), share(row), kind) for kind, row in table.of("error")), key=lambda item: item[:2])
    if table is whole:
        return [f"{kind} {now:.0f}" for _, now, kind in sorted(lost, key=lambda item: item[1])[:WORST]]
    return [f"{kind} {now:.0f} ({change:.0f})" for change, now, kind in lost[:WORST] if change < 0] or ["none"]
