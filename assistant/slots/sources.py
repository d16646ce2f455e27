"""Sources: what a figure stands for, a cell or a derivation, and every slot that can write it, clauses before bare forms."""

from dataclasses import dataclass, replace

from assistant.audit.derivations import DERIVATIONS, OF_ONE_ROW, of_row, try_derive
from assistant.audit.facts import Fact, FactTable
from assistant.audit.formulas import Derived
from assistant.audit.rows import PERCENT
from assistant.findings import NumberFinding
from assistant.slots.grammar import Slot, parse_slot

Source = Fact | Derived

_OF_CELLS = tuple(name for name in DERIVATIONS if name not in OF_ONE_ROW)
_WITH_CLAUSE = ("progress_gap", "rank_change", "point_change", "growth_change")
# Cells of the same row that say what a derivation would compute.
_GIVEN = ("mom_pp", "progress", "share", "also")
# Cells that stand for themselves; any other may be the own value or growth of another row.
_OWN = ("value", "yoy", "also", "text")


@dataclass(frozen=True, slots=True)
class Forms:
    """The slots of one source, those that carry verb or wording first; within each group the preferred one first."""

    clauses: tuple[str, ...]
    bare: tuple[str, ...]


def source_of_slot(slot: Slot, table: FactTable) -> Source | None:
    """Return what a slot stands for; ``None`` for names, counts and periods."""
    if slot.kind == "derivation":
        return try_derive(table, slot.name, *slot.operands)
    if slot.kind != "figure" or slot.key == "name":
        return None
    head, _, area = slot.key.partition(":")
    if head == "vs":
        return try_derive(table, "vs", slot.name, *([area] if area else []))
    if head == "change":
        return table.get(f"{slot.name}.mom_pp") or _changed(table, slot.name)
    key = f"{slot.name}.{slot.key}" if slot.key else slot.name
    return table.get(key) or (table.get(slot.name) if head in {"yoy", "rank"} else None)


def _changed(table: FactTable, row: str) -> Derived | None:
    return try_derive(table, "point_change", row) or try_derive(table, "growth_change", row)


def source_of_finding(finding: NumberFinding, table: FactTable) -> Source | None:
    """Return what the audit found a figure to stand for."""
    if not finding.formula:
        return table.get(finding.facts[0]) if len(finding.facts) == 1 else None
    rows = dict.fromkeys(key.partition(".")[0] for key in finding.facts)
    found = [derived for row in rows if row in table.rows for _, derived in of_row(table, row)]
    found += [derived for name in _OF_CELLS if (derived := try_derive(table, name, *finding.facts))]
    return next((derived for derived in found if (derived.operands, derived.formula) == (finding.facts, finding.formula)), None)


def preferred(source: Source, table: FactTable) -> Source:
    """Return what comes first of all that says the same.

    A derivation gives way to the cell of its row that states the result; last year's value, an earlier period's or a target
    to the row whose own value or growth it is.
    """
    if isinstance(source, Fact):
        return source if source.field in _OWN else next((fact for fact in table.facts if _same_told(fact, source)), source)
    row = source.operands[0].partition(".")[0]
    given = (fact for fact in table.of_row(row) if fact.field in _GIVEN and fact.unit == source.unit)
    return next((fact for fact in given if abs(fact.value) == abs(source.value)), source)


def _same_told(own: Fact, other: Fact) -> bool:
    """Tell whether a row states as its own what another row states beside it: the same indicator, scope, period and kind."""
    if own.field not in {"value", "yoy"} or own.value != other.value or own.unit != other.unit or own.when is None:
        return False
    alike = (own.canonical, own.scopes, own.when, own.kind, own.measure) == (
        other.canonical,
        other.scopes,
        other.when,
        other.kind,
        other.measure,
    )
    return alike and own.basis == other.basis and own.name == other.name


def forms_of(source: Source, table: FactTable) -> Forms:
    """Return the slots that write a source."""
    if not isinstance(source, Fact):
        return _derived_forms(source, table)
    forms = _cell_forms(source)
    if source.unit != PERCENT or source.field == "text":
        return forms
    key = f"{source.row}.value" if source.field == "value" else source.key
    return replace(forms, bare=(*forms.bare, f"{key}:whole", f"{key}:tenth"))


def _cell_forms(fact: Fact) -> Forms:
    key, row = fact.key, fact.row
    if fact.field == "value" and fact.measure == "growth":
        return Forms((f"{row}.yoy", f"{row}.yoy:verb"), (row,))
    if fact.field == "rank" or (fact.field == "value" and fact.measure == "rank"):
        return Forms((f"{row}.rank", f"{row}.rank:place"), (row if fact.field == "value" else f"{key}:value",))
    if fact.field == "mom_pp":
        return Forms((f"{row}.change",), (key,))
    verb = (f"{key}:verb",) if fact.measure in {"growth", "pp"} and fact.field != "text" else ()
    if fact.field == "share":
        return Forms((key, f"{key}:each", *verb), (f"{key}:rate",))
    if fact.field in {"yoy", "progress"}:
        return Forms((key, *verb), (f"{key}:rate",))
    if fact.field in {"yoy_pp", "also"}:
        return Forms((key, *verb), (f"{key}:value",))
    return Forms(verb, (key, f"{key}:value") if fact.field == "prev_rank" else (key,))


def _derived_forms(derived: Derived, table: FactTable) -> Forms:
    slot = parse_slot(derived.key)
    row, keys = slot.operands[0].partition(".")[0], derived.operands
    if slot.name == "vs" or (slot.name == "diff" and keys[1].startswith(f"{row}.reference:")):
        return _versus_forms(table, row, keys)
    if slot.name == "diff":
        return Forms(tuple(f"d:diff({a},{b}):clause" for a, b in (keys, keys[::-1])), (f"d:diff({','.join(sorted(keys))})",))
    if slot.name == "sum":
        return Forms((), (f"d:sum({','.join(sorted(keys))})",))
    if slot.name in OF_ONE_ROW:
        bare = f"d:{slot.name}({row})"
        clause = f"{row}.change" if slot.name in {"point_change", "growth_change"} else f"{bare}:clause"
        return Forms((clause,) if slot.name in _WITH_CLAUSE else (), (bare,))
    return Forms((), (f"d:{slot.name}({','.join(keys)})",))


def _versus_forms(table: FactTable, row: str, keys: tuple[str, ...]) -> Forms:
    area = keys[1].partition("reference:")[2]
    first = table.row(row).references[0].name == area
    clauses = (f"{row}.vs" if first else f"{row}.vs:{area}", f"d:diff({','.join(keys)}):clause")
    return Forms(clauses, (f"d:vs({row})" if first else f"d:vs({row},{area})",))
