"""How a draft leaves the house and shows itself: Word, the check sheet, the notebook, the terminal."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from assistant.audit.report import NumberReport
from assistant.brief import Brief
from assistant.display import show_text
from assistant.drafting.state import DraftState
from assistant.findings import Finding

if TYPE_CHECKING:
    from assistant.wordfiles import WordOptions


class Outputs(ABC):
    """What :class:`assistant.Draft` is shown and written with; all of it reads, nothing changes the draft.

    Attributes:
        brief: What it was drafted from.
        text: The speech.
        state: Its sections in slot form.
        report: The number audit.
        wording: What the wording check has to say.
    """

    brief: Brief
    text: str
    state: DraftState
    report: NumberReport
    wording: Sequence[Finding]

    @property
    @abstractmethod
    def number(self) -> int:
        """Which of its versions this one is, counted from 1."""

    @property
    @abstractmethod
    def before(self) -> "Outputs":
        """The version it was made from; itself where it was made from none."""

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
        from assistant.export.files import check_target, write_bytes

        target = Path(path).expanduser()
        check_target(target, overwrite=overwrite)  # before the work: it is in vain where nothing can be written
        write_bytes(target, self.checksheet(version=version), overwrite=overwrite)
        return target

    def checksheet(self, *, version: str = "") -> bytes:
        """Return the check sheet as the bytes of an XLSX file.

        Args:
            version: As for :meth:`to_checksheet`.
        """
        from assistant.export.checksheet import check_sheet
        from assistant.export.checksheet_book import book_of

        version = version or f"第{self.number}版"
        return book_of(check_sheet(self.text, self.report, self.brief, self.wording, version=version))

    def to_docx(self, path: str | Path, layout: str = "印发稿", *, overwrite: bool = False, **options: "Unpack[WordOptions]") -> Path:
        """Write the speech as a Word file.

        Args:
            path: The .docx file.
            layout: 印发稿 (body typography of GB/T 9704-2012), 朗读稿 (large type, short lines, no number parted from its unit) or 审阅稿
                (laid out like the first; what changed as tracked changes, the checks as comments on the words).
            overwrite: Whether a file of this name may be replaced.
            **options: As for :meth:`docx`.

        Returns:
            The path.

        Raises:
            InputError: The file cannot be written there, there is one already and ``overwrite`` is not set, or as for :meth:`docx`.
            SettingsError: As for :meth:`docx`.
        """
        from assistant.export.files import write_bytes
        from assistant.wordfiles import place_of

        target = place_of(path, overwrite=overwrite)
        write_bytes(target, self.docx(layout, **options), overwrite=overwrite)
        return target

    def docx(self, layout: str = "印发稿", **options: "Unpack[WordOptions]") -> bytes:
        """Return the speech as the bytes of a Word file.

        Args:
            layout: As for :meth:`to_docx`.
            **options: ``against`` (for 审阅稿, the version it is compared with; default: the one this was made from), ``author`` (whose the
                tracked changes are), ``when`` (the time that stands in the file; default: now), ``corner`` (what stands in the upper right
                corner, 讲话稿（送审稿）), ``annex`` (whether the check sheet follows on pages of its own).

        Raises:
            InputError: There is no such layout, or the text has a character that Word cannot hold.
            SettingsError: The house settings (``word.yaml`` in the home folder) cannot be used.
        """
        from assistant.wordfiles import docx_of

        return docx_of(self, layout, **options)

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
