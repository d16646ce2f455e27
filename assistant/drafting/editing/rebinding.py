"""Slots for a text that was edited: sentences left alone keep theirs letter for letter, the rest is bound afresh.

What a slot reads depends on what was said before it (a short name after the full one, 同比 once in a paragraph). So every
sentence has several ways to be written, and the first is taken that reads like the text where it stands now.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.brief import Brief
from assistant.drafting.chain.sentences import Sentence, sentence_at, sentences_of
from assistant.drafting.editing.announcing import count_spans
from assistant.drafting.editing.likeness import same_lines
from assistant.slots import Rendered, SlotSpan, parse_slot, render

_PERCENTAGE = re.compile(r"\d[\d.]*%$")


@dataclass(frozen=True, slots=True)
class Edited:
    """A text to be put in slot form: what :func:`assistant.slots.bind` made of it, and what it delivers of what can be announced."""

    text: str
    bound: tuple[SlotSpan, ...]
    counts: Mapping[str, int]


def slot_text(edited: Edited, brief: Brief, before: str = "", counts_before: Mapping[str, int] | None = None) -> str:
    """Return a text in slot form; it renders to the text again.

    Args:
        edited: The speech.
        brief: The brief.
        before: The slot form of the speech that was edited; empty where there was none.
        counts_before: Its announced counts.
    """
    sentences = sentences_of(edited.text)
    ways = _Ways(edited, sentences, brief, render(before, brief, counts_before), before)
    written = [ways.of(index) for index in range(len(sentences))]
    chosen = [0] * len(sentences)
    while True:
        slots = "".join(forms[way] for forms, way in zip(written, chosen, strict=True))
        rendered = render(slots, brief, edited.counts).text
        if rendered == edited.text:
            return slots
        # Up to the first difference all reads as it should: the sentence it stands in has to be written another way.
        chosen[sentence_at(sentences, _first_difference(rendered, edited.text))] += 1


def _first_difference(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


class _Ways:
    """The ways in which each sentence can be written, best first; the last is the plain text."""

    def __init__(self, edited: Edited, sentences: Sequence[Sentence], brief: Brief, old: Rendered, before: str) -> None:
        self.text, self.sentences = edited.text, sentences
        self._bound = _with(edited.bound, count_spans(edited.text, edited.counts))
        self._bare = tuple(_bare_share(span, edited.text) for span in self._bound)
        self._old, self._old_sentences = old, sentences_of(old.text)
        self._old_slots = [sentence.text for sentence in sentences_of(before)]
        self._found = same_lines([one.text for one in self._old_sentences], [one.text for one in sentences])

    def of(self, index: int) -> tuple[str, ...]:
        """Return the ways of one sentence: as before, bound with what was kept of names, bound, with shares bare, plain."""
        sentence = self.sentences[index]
        ways = [self._slotted(sentence, self._bound), self._slotted(sentence, self._bare), sentence.text]
        other = self._found.get(index)
        if other is not None:
            before = self._old_sentences[other]
            kept = self._old_slots[other] if before.text == sentence.text else self._slotted(sentence, self._kept(before, sentence))
            ways = [kept, *ways]
        return tuple(ways)

    def _slotted(self, sentence: Sentence, spans: Sequence[SlotSpan]) -> str:
        out, at = "", sentence.start
        for span in spans:
            if sentence.start <= span.start and span.end <= sentence.end:
                out += f"{self.text[at : span.start]}{{{{{span.slot}}}}}"
                at = span.end
        return out + self.text[at : sentence.end]

    def _kept(self, before: Sentence, now: Sentence) -> tuple[SlotSpan, ...]:
        """Return the bound slots, with the names and announced counts of the sentence before where its words still stand."""
        blocks = SequenceMatcher(None, before.text, now.text, autojunk=False).get_matching_blocks()
        moved = []
        for span in self._old.spans:
            if not (before.start <= span.start and span.end <= before.end) or not _of_no_figure(span.slot):
                continue
            block = next(
                (one for one in blocks if before.start + one.a <= span.start and span.end <= before.start + one.a + one.size), None
            )
            if block is not None:
                shift = now.start + block.b - before.start - block.a
                moved.append(SlotSpan(span.start + shift, span.end + shift, span.slot, ()))
        return _with(self._bound, moved)


def _bare_share(span: SlotSpan, text: str) -> SlotSpan:
    """Leave the words of a share to the text: the name of the whole in it reads full or short by what was said before."""
    number = _PERCENTAGE.search(text, span.start, span.end) if span.slot.endswith(".share") else None
    return SlotSpan(number.start(), span.end, f"{span.slot}:rate", span.facts) if number else span


def _of_no_figure(body: str) -> bool:
    slot = parse_slot(body)
    return slot.kind == "count" or slot.key == "name"


def _with(spans: Sequence[SlotSpan], more: Iterator[SlotSpan] | Sequence[SlotSpan]) -> tuple[SlotSpan, ...]:
    """Return spans in text order, those of ``more`` only where nothing else stands."""
    out = list(spans)
    for span in more:
        if all(span.end <= other.start or other.end <= span.start for other in out):
            out.append(span)
    return tuple(sorted(out, key=lambda span: span.start))
