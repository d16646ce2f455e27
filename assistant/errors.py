"""One error tree. The base class is fit to show a user: its text is Chinese and says what to do."""

from dataclasses import dataclass


class AssistantError(Exception):
    """An error whose text can be shown to the user as it stands."""


class InputError(AssistantError):
    """The user's input cannot be used; the command line leaves with exit code 2."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong with an input, and where.

    Attributes:
        place: File, sheet, row, column or field, as the user would look for it.
        message: What is wrong and what to do, one Chinese sentence.
    """

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}" if self.place else self.message


class BriefError(InputError):
    """A brief cannot be read; every trouble found is listed, not only the first."""

    def __init__(self, *troubles: Trouble) -> None:
        self.troubles = troubles
        super().__init__("\n".join(str(trouble) for trouble in troubles))

    def __reduce__(self) -> tuple[type["BriefError"], tuple[Trouble, ...]]:
        """Let it travel between processes with all its troubles."""
        return type(self), self.troubles


class TableError(BriefError):
    """A table of figures cannot be read."""


class SlotError(AssistantError):
    """A slot is malformed, or names a figure that the brief does not have."""


class DerivationError(AssistantError):
    """A derivation is not permitted, or an operand is missing."""


class CorpusError(InputError):
    """An exemplar speech or the exemplar index cannot be used."""


class LibraryError(InputError):
    """The library of drafts cannot be used, or does not hold what was asked for."""


class SettingsError(InputError):
    """A setting has a value that cannot be used."""


class ModelError(AssistantError):
    """A model endpoint failed, or could not be used as it is set up."""


class StopDrafting(AssistantError):
    """Raised by a caller's ``on_event`` to stop a model; what is finished is kept."""


class DraftError(AssistantError):
    """A draft asked for with ``strict=True`` did not pass its checks, or a text cannot be one speech."""


class AuditError(AssistantError):
    """A text whose numbers should all be traced has some that are not."""


class BatchError(AssistantError):
    """A batch could not be started, or one of its drafts was lost with the process that wrote it."""


class PictureError(AssistantError):
    """A chart could not be drawn on this machine."""
