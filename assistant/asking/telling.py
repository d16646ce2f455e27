"""Answers in the making: lines over slots, each kept only where the audit proves every figure in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.asking.answer import Answer, Outcome
from assistant.audit.check import check_numbers
from assistant.audit.facts import table_of
from assistant.audit.report import GOOD
from assistant.brief import Brief
from assistant.errors import SlotError
from assistant.slots import render


def proven(text: str, brief: Brief) -> bool:
    """Tell whether the audit finds nothing wrong with a text; a text without figures has nothing to prove."""
    report = check_numbers(text, brief)
    return all(finding.verdict in GOOD for finding in report.findings) and not any(one.severity == "error" for one in report.remarks)


@dataclass
class Teller:
    """Collects the lines of one answer with the cells behind them."""

    brief: Brief
    lines: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)

    def tell(self, *forms: str) -> bool:
        """Add the first of several wordings that the brief can fill and the audit proves; tell whether there was one.

        Args:
            forms: Sentences with slots, the fullest first.
        """
        for form in forms:
            try:
                rendered = render(form, self.brief)
            except SlotError:
                continue
            if rendered.text and proven(rendered.text, self.brief):
                self.lines.append(rendered.text)
                self.note(key for span in rendered.spans for key in span.facts)
                return True
        return False

    def say(self, text: str, *cells: str) -> None:
        """Add words of the user's own, or a line without figures."""
        if proven(text, self.brief):
            self.lines.append(text)
            self.note(cells)

    def note(self, cells: Iterable[str]) -> None:
        """Note cells, each once."""
        self.cells += [cell for cell in dict.fromkeys(cells) if cell not in self.cells]

    def answer(self, kind: str, *, head: str = "", outcome: Outcome = "answered") -> Answer:
        """Return the answer; ``head`` stands before its lines."""
        text = "\n".join(filter(None, (head, *self.lines)))
        return Answer(text, tuple(self.cells), table_of(self.brief).places(self.cells), outcome, kind)
