"""Slots turned into figures while a model still writes, also when a slot is cut across two pieces of its answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.brief import Brief
from assistant.drafting.chain.answers import wrong_slots
from assistant.drafting.chain.cleaning import thoughtless
from assistant.drafting.chain.digits import typed_figures
from assistant.drafting.chain.slotting import slots_mended
from assistant.slots import render

_LONGEST_SLOT = 80
_PLAIN = re.compile(r"[\u4e00-\u9fff，。；：、“”（）\n]*")
# What is still open at the end, or closed by one brace of perhaps two.
_BEGUN = re.compile(r"(?:\\|\$|\$?(?:\\?\{)+[^{}]*\}?|[｛【\[〔「]+[^｛｝【】\[\]〔〕「」{}]*[｝】\]]?|<[^<>]*)\Z")
_NUMERALS = re.compile(r"[零〇○一二两三四五六七八九十百千万亿半几成分倍翻]")
UNCHECKED = "〔核对中〕"


@dataclass(frozen=True, slots=True)
class Shown:
    """What can be shown of a section so far.

    Attributes:
        text: The text with its slots filled.
        unchecked: Where digits stand that no slot put there: they are shown as not yet checked.
    """

    text: str
    unchecked: tuple[tuple[int, int], ...] = ()


class StreamRenderer:
    """Renders the growing answer of a model.

    What was shown stays as it was shown: the text only grows. A piece that may be the beginning of a slot is held back until the
    slot is closed, or is longer than any slot.

    Args:
        brief: The brief the slots refer to.
        counts: Announced counts.
    """

    def __init__(self, brief: Brief, counts: Mapping[str, int]) -> None:
        self._brief, self._counts = brief, counts
        self._raw = ""
        self._seen = 0
        self._last = Shown("")

    @property
    def raw(self) -> str:
        """Everything that came in."""
        return self._raw

    def feed(self, piece: str) -> Shown:
        """Take in a piece of the answer and return what can be shown now."""
        self._raw += piece
        return self._up_to(_safe(self._raw))

    def finish(self) -> Shown:
        """Return what can be shown at the end, where nothing is held back any more."""
        return self._up_to(len(self._raw))

    def _up_to(self, safe: int) -> Shown:
        """Show the text up to a place; what came since and holds neither slot nor numeral is added without reading all again."""
        fresh = self._raw[self._seen : safe]
        plain = _PLAIN.fullmatch(fresh) and not _NUMERALS.search(fresh) and "<" not in self._raw  # a thought may be open
        self._last = replace(self._last, text=self._last.text + fresh) if plain else self._shown(self._raw[:safe])
        self._seen = safe
        return self._last

    def _shown(self, text: str) -> Shown:
        text = slots_mended(thoughtless(text), self._brief)
        for start, end in reversed(wrong_slots(text, self._brief, self._counts)):
            text = text[:start] + UNCHECKED + text[end:]
        rendered = render(text, self._brief, self._counts)
        # Shown sentences stay as they are, so only what follows them is read for digits.
        settled = self._last.text.rfind("。") + 1 if rendered.text.startswith(self._last.text) else 0
        known = [typed for typed in self._last.unchecked if typed[1] <= settled]
        return Shown(rendered.text, (*known, *typed_figures(rendered, settled)))


def _safe(raw: str) -> int:
    """Return how far a text can be shown: up to what may be the beginning of a slot or of a mark at its end."""
    begun = _BEGUN.search(raw, max(0, len(raw) - _LONGEST_SLOT))
    return begun.start() if begun else len(raw)
