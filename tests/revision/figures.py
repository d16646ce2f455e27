"""Which figures of the brief a text states, and where, by what the audit binds each mention to."""

from dataclasses import dataclass

from assistant import Brief, check_numbers
from assistant.audit.facts import table_of

GOOD = {"supported", "derived", "known"}


@dataclass(frozen=True)
class Stated:
    """A figure as a text states it.

    Attributes:
        start: Where the mention begins.
        cells: What it stands for: cells (``f18.value``), or the number of a priority or problem that repeats none.
        formula: The derivation, for a figure that is derived; ``cells`` are its operands then.
    """

    start: int
    cells: tuple[str, ...]
    formula: str = ""

    def tells(self, wanted: str) -> bool:
        """Tell whether it is the cell wanted, or a cell of the row wanted; what is derived is neither."""
        return not self.formula and any(cell == wanted or ("." not in wanted and cell.partition(".")[0] == wanted) for cell in self.cells)


def stated(text: str, brief: Brief) -> list[Stated]:
    """Return the figures of a text that the audit has traced, in order."""
    found = []
    for finding in check_numbers(text, brief).findings:
        if finding.verdict in GOOD and finding.facts:
            cells = finding.facts if finding.formula else tuple(cell_of(key, brief) for key in finding.facts)
            found.append(Stated(finding.start, cells, finding.formula))
    return found


def cell_of(key: str, brief: Brief) -> str:
    """Return the cell that a fact stands for: itself, or for a number of a priority or problem the cell that it repeats."""
    table = table_of(brief)
    fact = table.get(key)
    if fact is None or fact.field != "text":
        return key if "." in key else f"{key}.value"
    rows = next((problem.figures for problem in brief.problems if problem.id == fact.row), ())
    cells = [cell for cell in table.facts if cell.field != "text" and abs(cell.value) == abs(fact.value) and cell.unit == fact.unit]
    near = [cell for cell in cells if cell.row in rows] or [cell for cell in cells if _alike(cell.name + cell.anchor, fact.text)]
    return cell_of(near[0].key, brief) if near else key


def _alike(name: str, text: str) -> bool:
    return any(name[at : at + 2] in text for at in range(len(name) - 1))


def untraced(text: str, brief: Brief) -> list[str]:
    """Name every figure that the audit does not trace, and every remark that is an error."""
    report = check_numbers(text, brief)
    wrong = [finding.text for finding in report.findings if finding.verdict not in GOOD]
    return wrong + [remark.text for remark in report.remarks if remark.severity == "error"]
