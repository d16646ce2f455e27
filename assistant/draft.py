"""What drafting gives back: a draft with its proof, its versions and what it can become."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from assistant.audit.report import NumberReport
from assistant.brief import Brief
from assistant.drafting.plan import Plan
from assistant.drafting.revision.differences import Change
from assistant.drafting.state import DraftState
from assistant.findings import Finding
from assistant.history import FIRST, History, Outcome, continued, history_of, redone, undone
from assistant.outputs import Outputs
from assistant.pieces import BUILT_IN, Event, OnEvent, Section, Shelf, record_of, sections_of
from assistant.settings import Settings
from assistant.slots import SlotSpan

if TYPE_CHECKING:
    from assistant.drafting.chain.exchange import Exchange
    from assistant.drafting.chain.writer import Written
    from assistant.exemplars import Exemplar
    from assistant.export.word.reading import Returned
    from assistant.library import Library, SavedAs

__all__ = ["BUILT_IN", "Draft", "Event", "OnEvent", "Section", "Shelf"]


@dataclass(frozen=True, repr=False)
class Draft(Outputs):
    """A drafted speech with its proof.

    Attributes:
        brief: What it was drafted from.
        text: The speech.
        slots: The speech in slot form.
        spans: Where each slot stands in ``text``, and the cells behind it.
        report: The number audit.
        wording: What the wording check has to say.
        writer: Who wrote: the built-in composer or a model.
        seed: The seed it was composed with.
        state: Sections, counts and plan as plain data.
        exemplars: The exemplar passages that were looked at, with the reason for each.
        writing: What a model did, with everything it was asked and answered; ``None`` where none wrote.
        reply: What the last instruction was answered with; empty where there was none.
        outcome: ``do``: the instruction was carried out; ``ask``: something is open or impossible, the text is as it was; ``refuse``:
            it would have made a figure untrue, the text is as it was.
        changes: What this version says otherwise than the one before, by sentence.
        shelf: Where it stands in a library; a draft made from this one takes it over, so that it becomes the next version.
        history: Its versions; see :attr:`versions`.
        returned: The Word file it was read from, with what the reviewers say in it and what was not read; ``None`` otherwise.
    """

    brief: Brief
    text: str
    slots: str
    spans: tuple[SlotSpan, ...]
    report: NumberReport
    wording: tuple[Finding, ...]
    writer: str
    seed: int
    state: DraftState
    exemplars: "tuple[Exemplar, ...]" = ()
    writing: "Written | None" = None
    reply: str = field(default="", compare=False)
    outcome: Outcome = field(default="", compare=False)
    changes: tuple[Change, ...] = field(default=(), compare=False)
    shelf: Shelf = field(default_factory=Shelf, compare=False, repr=False)
    history: History | None = field(default=None, compare=False, repr=False)
    returned: "Returned | None" = field(default=None, compare=False, repr=False)

    @property
    def ok(self) -> bool:
        """True when every figure is traced and the wording check has found no error."""
        return self.report.ok and not any(finding.severity == "error" for finding in self.wording)

    @property
    def plan(self) -> Plan:
        """What each section has to say, with which cells; what was left out, and why."""
        return self.state.plan

    @property
    def unfinished(self) -> Mapping[str, str]:
        """Keys of the sections in which the model endpoint failed, with the reason; the composer's words stand there for now."""
        return self.writing.broken_off if self.writing else {}

    @property
    def exchanges(self) -> "tuple[Exchange, ...]":
        """What a model was asked and answered, with tokens and seconds; never a key."""
        return self.writing.exchanges if self.writing else ()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections in order, each with an audit of its own."""
        return sections_of(self.text, self.slots, self.state, self.brief)

    def resume(self, *, model: Any = None, on_event: OnEvent | None = None, settings: Settings | None = None) -> "Draft":
        """Let the model write the sections that an outage or a stop broke off; finished ones stay as they are.

        Args:
            model: A LangChain chat model; default: the configured one.
            on_event: Called with an :class:`Event` at each step.
            settings: As for :func:`assistant.draft_speech`.

        Returns:
            A new draft; this one where nothing was broken off.

        Raises:
            ModelError: The endpoint still fails, or no model is configured.
        """
        from assistant.api import resumed

        return resumed(self, model=model, on_event=on_event, settings=settings)

    @property
    def number(self) -> int:
        """Which of its versions this one is, counted from 1."""
        return history_of(self).at + 1

    @property
    def before(self) -> "Draft":
        """The version this one was made from; the draft itself where it was made from none."""
        history = history_of(self)
        return self if history.parent == FIRST else history.versions[history.parent].draft

    @property
    def versions(self) -> "tuple[Draft, ...]":
        """All versions of this draft, the oldest first, undone ones too; those of a library are fetched from it when asked for.

        Raises:
            LibraryError: The library cannot be read any more.
        """
        return tuple(version.draft for version in history_of(self).versions)

    def undo(self) -> "Draft":
        """Return the version before this one; this draft, with a reply, where there is none."""
        return undone(self)

    def redo(self) -> "Draft":
        """Return the version that was undone last; this draft, with a reply, where there is none."""
        return redone(self)

    def followed_by(self, draft: "Draft", *, why: str = "") -> "Draft":
        """Return another draft as the next version of this one, so that undo leads back here.

        Args:
            draft: A draft made in any way: drafted anew, or with a brief that vouches for one more number.
            why: What asked for it, in a few words; it stands with every change.
        """
        return continued(self, draft, why=why)

    def revise(self, instruction: str, *, model: Any = None, on_event: OnEvent | None = None, settings: Settings | None = None) -> "Draft":
        """Change what an instruction asks for, and nothing else: 第三部分压缩三分之一 · 把抓安全生产提到第一条 · 撤销刚才那一步.

        Common instructions are understood without a model; one is asked where words have to be found that the material does not give.
        Figures stay slots and are audited afresh.

        Args:
            instruction: What is to be changed, as one would tell a colleague.
            model: A LangChain chat model; default: the configured one; ``False``: none.
            on_event: Called with an :class:`Event` at each step.
            settings: As for :func:`assistant.draft_speech`.

        Returns:
            A new draft with ``reply``, ``outcome`` and ``changes``. Where something is open or impossible (``ask``), or a figure
            would become untrue (``refuse``), it has the same text and no version is added.

        Raises:
            ModelError: The model endpoint failed.

        Example:
            >>> from assistant import draft_speech, sample_brief
            >>> draft = draft_speech(sample_brief(), model=False)
            >>> draft.revise("称谓改为“同志们、朋友们：”。", model=False).state.salutation
            '同志们、朋友们：'
        """
        from assistant.revising import revised

        return revised(self, instruction, model=model, on_event=on_event, settings=settings)

    def with_brief(self, brief: Brief, *, why: str = "") -> "Draft":
        """Return the same speech over another brief as its next version: a number vouched for, a name added; slots are filled anew.

        Args:
            brief: The brief; every row the speech tells must be in it.
            why: What asked for it.

        Raises:
            SlotError: The speech tells something the brief does not have.
        """
        from assistant.revising import rebriefed

        return rebriefed(self, brief, why)

    def edit(self, text: str) -> "Draft":
        """Take over what a user has typed: every proven figure becomes its slot again, what was left alone keeps its own.

        Args:
            text: The whole speech. Figures the brief does not prove stand as typed and are findings of the report; an announced
                count (讲三点意见) follows the speech where it is right, and is remarked on where it is not.

        Returns:
            A new draft with this text, letter for letter but for blank lines and indentation; this one where nothing changed.

        Raises:
            DraftError: There is no text, or it cannot be one speech.

        Example:
            >>> from assistant import draft_speech, sample_brief
            >>> draft = draft_speech(sample_brief(), model=False)
            >>> draft.edit(draft.text.replace("同志们：", "同志们、朋友们：")).state.salutation
            '同志们、朋友们：'
        """
        from assistant.reworking import edited

        return edited(self, text)

    def refresh(self, new_brief: Any, *, rows: Mapping[str, str] | None = None) -> "Draft":
        """Tell the speech again with another brief: figures, periods and direction words follow, the rest stays word for word.

        Args:
            new_brief: Anything :meth:`assistant.Brief.of` takes; a table alone keeps meeting, problems and priorities as they are.
            rows: What rows that could not be told for certain are in the new table: old id to new id.

        Returns:
            The next version, on the new brief. ``changes`` says of every sentence that reads otherwise why, ``reply`` what is new and
            not said and what a person has to settle.

        Raises:
            BriefError: The brief cannot be read.
        """
        from assistant.reworking import refreshed

        return refreshed(self, new_brief, rows)

    @classmethod
    def from_text(cls, text: str, brief: Any) -> "Draft":
        """Make a draft of a finished speech, so that it can be told again with another table.

        Args:
            text: The speech, as plain text: title, date, speaker and salutation are found where they are there.
            brief: The brief its figures come from; anything :meth:`assistant.Brief.of` takes.

        Returns:
            The draft; ``draft.report`` says which figures of the speech the brief does not prove.

        Raises:
            BriefError: The brief cannot be read.
            DraftError: There is no text, or it cannot be one speech.
        """
        from assistant.reworking import draft_of_text

        return draft_of_text(text, brief)

    @classmethod
    def from_docx(cls, file: str | Path | BinaryIO, draft: "Draft") -> "Draft":
        """Take over a Word file that comes back: its tracked changes accepted, its text bound and audited as by :meth:`edit`.

        Args:
            file: The .docx file, or an open binary file.
            draft: The draft it was written from.

        Returns:
            The next version of the draft; ``changes`` says what reads otherwise, ``returned.comments`` what the reviewers say. A file
            with neither changes nor comments adds no version.

        Raises:
            DraftError: The file holds no speech.
            InputError: It is no Word file, or cannot be read.
        """
        from assistant.wordfiles import draft_of_docx

        return draft_of_docx(file, draft)

    def save(self, library: "Library | None" = None, *, owner: str = "local") -> "SavedAs":
        """Save the draft as the next version of what it was loaded from or saved as, else as a new draft.

        Args:
            library: An open library; default: the one of the settings.
            owner: Whose it is.

        Returns:
            Identifier and number of the version. What is returned is on the disk.

        Raises:
            LibraryError: It could not be saved.
        """
        from assistant.library import Library

        if library is not None:
            return library.save(self, owner=owner)
        with Library.open() as opened:
            return opened.save(self, owner=owner)

    def record(self) -> dict[str, Any]:
        """Return who wrote what, and every request and answer, as plain data for JSON."""
        return record_of(self.text, self.slots, self.writer, self.seed, self.plan, self.writing)
