"""Masking: a speech without its figures, names, redaction marks and expired wording."""

from assistant.masking.masker import Names, mask, names_of
from assistant.masking.model import NAME_KINDS, Kind, Masked, MaskedSpan, placeholder

__all__ = ["NAME_KINDS", "Kind", "Masked", "MaskedSpan", "Names", "mask", "names_of", "placeholder"]
