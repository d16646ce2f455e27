"""How a draft leaves the house and shows itself: the check sheet, the notebook, the terminal."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.audit.report import NumberReport
from assistant.brief import Brief
from assistant.display import show_text
from assistant.findings import Finding


class Outputs(ABC):
    """What :class:`assistant.Draft` is shown and written with; all of it reads, nothing changes the draft.

    Attributes:
        brief: What it was drafted from.
        text: The speech.
        report: The number audit.
        wording: What the wording check has to say.
    """

    brief: Brief
    text: str
    report: NumberReport
    wording: Sequence[Finding]

    @property
    @abstractmethod
    def number(self) -> int:
        """Which of its versions this one is, counted from 1."""

    def to_checksheet(self, path: str | Path, *, overwrite: bool = False, version: str = "") -> Path:
        """Write the check sheet (数据核对表): every number with the cell it comes from, ready to be printed and signed.

        Args:
            path: The XLSX file.
            overwrite: Whether a file of this name may be replaced.
            version: What the footer calls this version of the speech (送审稿); default: its number among ``versions``. Beside it
                stand the SHA-256 of text and brief, so that initials cover one text.

        Returns:
            The path.

        Raises:
            InputError: The file cannot be written there, or there is one already and ``overwrite`` is not set.
        """
        from assistant.export.checksheet import check_sheet
        from assistant.export.checksheet_book import write_check_sheet

        target, version = Path(path).expanduser(), version or f"第{self.number}版"
        write_check_sheet(check_sheet(self.text, self.report, self.brief, self.wording, version=version), target, overwrite=overwrite)
        return target

    def _repr_html_(self) -> str:
        from assistant.export.html import speech_html

        return speech_html(self.text, self.report.findings, self.wording)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        from assistant.export.terminal import report_text

        show_text(printer, f"{self.text}\n\n{report_text(self.report, self.text, self.brief)}")

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        title, length = self.text.strip().split("\n", 1)[0], len("".join(self.text.split()))
        return f"<Draft {title}：{length}字，{self.report.summary()}>"
