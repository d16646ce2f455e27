"""How a checker fares: errors found at their place, and alarms on what is true.

``span`` counts an error when an alarm overlaps its place; ``span+`` only when the clean speech does not raise the same alarm,
so that a checker that cries wolf earns nothing. Clean variants count the alarms that the clean speech does not raise.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from benchmarks.audit.mutations import Case, Span, brief_of

Found = tuple[int, int, str, str]
Checker = Callable[..., list[Found]]

ALARMS = frozenset({"unsupported", "contradicted"})
WIDEST = 40


@dataclass(frozen=True)
class Outcome:
    """What a checker made of one case."""

    case: Case
    found: tuple[Found, ...]
    alarms: tuple[Found, ...]
    new: tuple[Found, ...]

    @property
    def hit(self) -> bool:
        return any(overlap(alarm, span) for alarm in self.new for span in self.case.spans)

    @property
    def hit_at_all(self) -> bool:
        return any(overlap(alarm, span) for alarm in self.alarms for span in self.case.spans)

    @property
    def unclear(self) -> tuple[Found, ...]:
        return tuple(item for item in self.found if item[2] == "unclear")

    @property
    def unclear_here(self) -> bool:
        return any(overlap(item, span) for item in self.unclear for span in self.case.spans)

    @property
    def right(self) -> bool:
        return self.hit if self.case.label == "error" else not self.new


@dataclass
class Row:
    """The counts of one class."""

    cases: int = 0
    span: int = 0
    span_new: int = 0
    flagged: int = 0
    alarms: int = 0
    unclear: int = 0
    judged: int = 0

    def add(self, outcome: Outcome) -> None:
        self.cases += 1
        self.judged += sum(item[2] != "not_a_figure" for item in outcome.found)
        if outcome.case.label == "error":
            self.span += outcome.hit_at_all
            self.span_new += outcome.hit
            self.unclear += outcome.unclear_here
        else:
            self.flagged += bool(outcome.new)
            self.alarms += len(outcome.new)
            self.unclear += len(outcome.unclear)

    def join(self, other: "Row") -> None:
        for name in vars(other):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass
class Table:
    """Rows by label and class."""

    rows: dict[tuple[str, str], Row] = field(default_factory=dict)

    def of(self, label: str) -> list[tuple[str, Row]]:
        return [(kind, row) for (kind_label, kind), row in sorted(self.rows.items()) if kind_label == label]

    def total(self, label: str, without: str = "") -> Row:
        whole = Row()
        for kind, row in self.of(label):
            if kind != without:
                whole.join(row)
        return whole

    def add(self, other: "Table") -> None:
        """Count another table into this one."""
        for place, row in other.rows.items():
            self.rows.setdefault(place, Row()).join(row)


def overlap(first: tuple[int, ...] | Found, second: Span) -> bool:
    """Tell whether two places share a character."""
    return int(first[0]) < second[1] and second[0] < int(first[1])


def is_new(alarm: Found, case: Case, known: Iterable[Found]) -> bool:
    """Tell whether the clean speech does not raise an alarm; offsets are carried over the edits."""
    known = list(known)
    for span, clean in zip(case.spans, case.ref_spans, strict=True):
        if overlap(alarm, span):
            return not any(overlap(other, clean) for other in known)
    pairs = zip(case.spans, case.ref_spans, strict=True)
    shift = sum((here[1] - here[0]) - (there[1] - there[0]) for here, there in pairs if here[1] <= alarm[0])
    return not any(overlap(other, (alarm[0] - shift, alarm[1] - shift)) for other in known)


def judge(checker: Checker, cases: list[Case]) -> list[Outcome]:
    """Run a checker over the cases of one speech, the clean one first."""
    outcomes: list[Outcome] = []
    known: list[Found] = []
    for case in cases:
        found = tuple(checker(case.text, brief_of(case.speech)))
        alarms = tuple(item for item in found if item[2] in ALARMS and (case.label == "clean" or item[1] - item[0] <= WIDEST))
        if case.kind == "identity":
            known = list(alarms)
        new = alarms if case.kind == "identity" else tuple(alarm for alarm in alarms if is_new(alarm, case, known))
        outcomes.append(Outcome(case, found, alarms, new))
    return outcomes


def tabulate(outcomes: Iterable[Outcome]) -> Table:
    """Count the outcomes by class."""
    table = Table()
    for outcome in outcomes:
        table.rows.setdefault((outcome.case.label, outcome.case.kind), Row()).add(outcome)
    return table
