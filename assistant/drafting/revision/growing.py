"""What more a speech can say: fuller wordings, what the plan left unsaid, facets and rows not yet told, and what other drafts say."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from random import Random

from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name
from assistant.drafting.figures import MOST_FIGURES, Clause, facets
from assistant.drafting.leads import split_leads
from assistant.drafting.length import MOST_LOOSE
from assistant.drafting.matching import answered_by, rows_of_problem, words_of
from assistant.drafting.revision.document import Address, Block, Document
from assistant.drafting.revision.rows import rows_in
from assistant.drafting.revision.speech import Speech
from assistant.drafting.revision.stating import dated, sentence_of
from assistant.drafting.ties import Ties
from assistant.drafting.topics import closeness
from assistant.slots import SLOT, available

_FULLER, _UNUSED, _FACET, _UNSAID, _AGAIN, _OTHER, _LOOSE = range(7)  # what tells a fact comes first
_BARE = re.compile(r"[，；。！？、“”（）\s]|^(?:同时|与此同时|另外|此外|其中|还要|再|第[一二三四五六七八九十])，?")
_PLAIN = re.compile(r"^(?:其中，)?\{\{(\w+)\.name\}\}[^，{}]*\{\{\1\}\}(?:，\{\{[^{}]*\}\})*。$")
_ADDABLE = re.compile(r"\{\{\w+\.(?:share|progress|also:[^{}]*)\}\}|.*\{\{d:increase")
_ADDRESSED = re.compile(r"^(?:同志们|各位|今天|这次|刚才|会前|谢谢)")
_COUNTED = re.compile(r"^(?:第[一二三四五六七八九十]，|[一二三四五六七八九十][是要看]|其[一二三四五六七八九十]，|其中|同时)")
_MEANING = 4
_SAME = 8
_ALIKE = 0.5
_WORN = 2
_MOST_OTHER = 2
_FRAMES = frozenset(("导语", "结尾"))


@dataclass(frozen=True, slots=True)
class Growth:
    """Something more that can be said.

    Attributes:
        rank: The lower, the sooner.
        at: The sentence it stands in for, or goes in front of.
        text: What it says, in slot form.
        instead: Whether it stands in for that sentence: a fuller form of it.
    """

    rank: int
    at: Address
    text: str
    instead: bool = False


def bare(text: str) -> str:
    """Return a sentence without marks and connectives, as it is compared."""
    return _BARE.sub("", text)


def move_of(text: str, names: Sequence[str]) -> str:
    """Return what a sentence does, without whom and what it names: the same move is not made twice in a speech."""
    for name in names:
        text = text.replace(name, "")
    return bare(SLOT.sub("", text))


def said_in(document: Document) -> set[str]:
    """Return the sentences of a speech as they are compared."""
    return {bare(text) for _, block in document.blocks() for paragraph in block.paragraphs for text in paragraph}


@dataclass(frozen=True)
class Sources:
    """Where more words for a speech come from.

    Args:
        speech: The speech.
        richer: The same speech composed at greater lengths.
        others: Other speeches composed of the same brief: they say the same with other frames.
    """

    speech: Speech
    richer: Sequence[Document]
    others: Sequence[Document]

    @cached_property
    def _ties(self) -> Ties:
        return Ties(self.speech.brief)

    @cached_property
    def _told(self) -> Counter[str]:
        """How often each row is told."""
        return Counter(cell.partition(".")[0] for one in self.speech.stated for cell in one.cells if not one.derived)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Leads and titles of the brief, the longest first, and what problems count."""
        brief = self.speech.brief
        named = {name for one in brief.priorities for name in (*split_leads(one.lead), one.title)} | {*brief.audience, brief.region}
        return tuple(sorted((name for name in named if name), key=len, reverse=True))

    @cached_property
    def _text(self) -> str:
        return self.speech.document.text

    def growths(self, at: Address, block: Block) -> Iterator[Growth]:
        """Yield what more a block can say; what the speech says already may be among it."""
        if not block.paragraphs:
            return
        for document in self.richer:
            if other := _same(document, block):
                yield from self._beside(at, block, other)
        plan = self.speech.document.plan.section(block.key)
        for message in plan.messages if plan else ():
            if not message.said and (message.kind != "evidence" or "{{" in message.text):
                yield from self._at_end(at, block, message.text)
        yield from self._unused(at, block)
        yield from self._facets(at, block)
        yield from self._from_others(at, block)
        yield from self._judged(at, block)

    def _judged(self, at: Address, block: Block) -> Iterator[Growth]:
        """Yield sentences of other speeches that tell the same figures with a word on what they mean."""
        mine = {
            frozenset(SLOT.findall(text)): (Address(*at[:2], p, s), text)
            for p, one in enumerate(block.paragraphs)
            for s, text in enumerate(one)
        }
        for document in self.others:
            for text in (text for paragraph in (_same(document, block) or Block("")).paragraphs for text in paragraph):
                place, own = mine.get(frozenset(SLOT.findall(text)), (None, ""))
                if place and "{{" in own and len(text) > len(own) + _MEANING and not _COUNTED.match(own + text):
                    yield Growth(_FACET, place, text, instead=True)

    def _beside(self, at: Address, block: Block, other: Block) -> Iterator[Growth]:
        """Yield sentences of a fuller wording of the block behind the ones they follow there, and fuller forms of its own."""
        here = {bare(text): Address(*at[:2], p, s) for p, paragraph in enumerate(block.paragraphs) for s, text in enumerate(paragraph)}
        behind: Address | None = None
        for text in (text for paragraph in other.paragraphs for text in paragraph):
            plain = bare(text)
            if plain in here:
                behind = here[plain]
            elif shorter := next((one for one in here if len(one) >= _SAME and plain.startswith(one)), ""):
                behind = here[shorter]
                yield Growth(_FULLER, behind, text, instead=True)
            elif behind is not None:
                place = behind._replace(sentence=behind.sentence + 1)
                yield from self._ranked(text, block, place, _UNSAID)

    def _at_end(self, at: Address, block: Block, text: str) -> Iterator[Growth]:
        place = Address(*at[:2], len(block.paragraphs) - 1, len(block.paragraphs[-1]))
        yield from self._ranked(text, block, place, _UNSAID)

    def _ranked(self, text: str, block: Block, place: Address, rank: int) -> Iterator[Growth]:
        """Yield a sentence with its rank; none that says nothing of this brief where enough such sentences stand already."""
        if self._ties.hold(text):
            yield Growth(rank, place, text)
            return
        paragraph = block.paragraphs[place.paragraph]
        beside = paragraph[max(0, place.sentence - 1) : place.sentence + 1]
        loose = sum(not self._ties.hold(sentence) for sentence in paragraph)
        if loose < MOST_LOOSE and all(self._ties.hold(one) for one in beside):
            yield Growth(_LOOSE, place, text)

    def _unused(self, at: Address, block: Block) -> Iterator[Growth]:
        """Yield sentences on rows: in the review those told nowhere, in a measure those it is about that are not worn out yet."""
        if not (block.owner or block.role == "成绩"):
            return
        speech, told = self.speech, self._told
        here = {cell.partition(".")[0] for one in speech.stated if one.address[:2] == at[:2] for cell in one.cells}
        about = self._about(block) if block.owner else {figure.id for figure in speech.brief.figures if not told[figure.id]}
        for figure in speech.brief.figures:
            if figure.id in here or figure.id not in about or told[figure.id] >= _WORN or figure.kind not in {"actual", "rank"}:
                continue
            place = Address(*at[:2], 0, 0) if block.owner else Address(*at[:2], len(block.paragraphs) - 1, len(block.paragraphs[-1]))
            rank = _AGAIN if told[figure.id] else _UNUSED
            yield Growth(rank, place, dated(sentence_of([figure.id], speech), speech, place))

    def _about(self, block: Block) -> set[str]:
        """Return the rows a priority is about: those its words name, and those of the problems it answers."""
        brief, table = self.speech.brief, table_of(self.speech.brief)
        priority = next((one for one in brief.priorities if one.id == block.owner), None)
        if priority is None:
            return set()
        words = words_of(priority)
        near = {figure.id for figure in brief.figures if closeness(spoken_name(figure), words) >= 1}
        answered = [problem for problem in brief.problems if answered_by(table, problem) == block.owner]
        return near | {row for problem in answered for row in rows_of_problem(table, problem)}

    def _facets(self, at: Address, block: Block) -> Iterator[Growth]:
        """Yield sentences on a row with one facet more of it that the speech has not told.

        Only where the sentence is figures and nothing else, and the facet is no place among others: that is one by growth.
        """
        rows = {figure.id: figure for figure in self.speech.brief.figures}
        for p, paragraph in enumerate(block.paragraphs):
            for s, text in enumerate(paragraph):
                plain = _PLAIN.match(text)
                if not plain or plain[1] not in rows or len(rows_in(text)) > 1 or len(SLOT.findall(text)) > MOST_FIGURES:
                    continue
                figure = rows[plain[1]]
                more = f"d:increase({figure.id})"
                extra = [Clause(f"比上年同期净增{{{{{more}}}}}")] if (figure.yoy or 0) > 0 and available(self.speech.brief, more) else []
                for clause in (*facets(figure, self.speech.brief, Random(0)), *extra):
                    if _ADDABLE.match(clause.text) and not set(SLOT.findall(clause.text)) & set(SLOT.findall(self._text)):
                        yield Growth(_FACET, Address(*at[:2], p, s), f"{text.removesuffix('。')}，{clause.text}。", instead=True)

    def _from_others(self, at: Address, block: Block) -> Iterator[Growth]:
        """Yield sentences without figures of other speeches on the same thing, where they say something else."""
        mine = [text for paragraph in block.paragraphs for text in paragraph]
        taken = sum(bare(text) in {one for document in self.others for one in said_in(document)} for text in mine)
        for document in self.others if taken < _MOST_OTHER else ():
            for text in (text for paragraph in (_same(document, block) or Block("")).paragraphs for text in paragraph):
                framed = block.role in _FRAMES and not _ADDRESSED.match(text)
                if "{{" in text or not (framed or self._ties.hold(text)) or any(_alike(text, one) for one in mine):
                    continue
                last = Address(*at[:2], len(block.paragraphs) - 1, len(block.paragraphs[-1]))
                ends = block.role in _FRAMES  # the count it announces, or its call, comes last
                yield Growth(_OTHER, last._replace(sentence=last.sentence - 1) if ends else last, text)


def _same(document: Document, block: Block) -> Block | None:
    return next((one for _, one in document.blocks() if one.key == block.key), None)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, bare(one), bare(other), autojunk=False).ratio() >= _ALIKE
