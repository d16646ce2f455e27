"""What an instruction is about: the speech as it stands and the brief, with what the grammar asks of them."""

from dataclasses import dataclass
from functools import cached_property

from assistant.audit.facts import FactTable, table_of
from assistant.brief import Brief
from assistant.drafting.revision.document import Document
from assistant.drafting.revision.operations import MEASURES, OPENING, Place
from assistant.drafting.revision.parsing import document_of
from assistant.drafting.revision.places import scope_of
from assistant.drafting.revision.speech import NotDone, Speech
from assistant.drafting.state import DraftState
from assistant.slots import Rendered, render

_ROLES = {
    "成绩": "成绩",
    "问题": "问题",
    "短板": "问题",
    "不足": "问题",
    "目标": "目标",
    "形势": "成绩",
    "运行情况": "成绩",
    "保障": "保障",
}


@dataclass(frozen=True)
class Scene:
    """The setting of one instruction.

    Attributes:
        state: The draft.
        brief: The brief it is made from.
    """

    state: DraftState
    brief: Brief

    @cached_property
    def document(self) -> Document:
        """The draft as a tree."""
        return document_of(self.state, self.brief)

    @cached_property
    def rendered(self) -> Rendered:
        """The draft as it reads."""
        return render(self.state.text, self.brief, dict(self.state.counts))

    @cached_property
    def speech(self) -> Speech:
        """The draft as places are looked up in it; it composes nothing."""
        return Speech(self.document, self.brief, lambda brief, turn: self.state)

    @cached_property
    def table(self) -> FactTable:
        """The facts of the brief."""
        return table_of(self.brief)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Headings of the parts, without numerals."""
        return tuple(self.document.parts[number].heading for number in self.document.headed)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Titles of the priorities in speaking order: those of the brief, or the heading where the brief has none."""
        told = {priority.id: priority.title for priority in self.brief.priorities}
        blocks = (self.document.block(at) for at in self.document.priorities)
        return tuple(told.get(block.owner, block.head) for block in blocks)

    @cached_property
    def measures_number(self) -> int:
        """Which part holds the priorities, from 1; 0 where none does."""
        held = [at.part for at in self.document.priorities]
        return next((n for n, part in enumerate(self.document.headed, 1) if part in held), 0)

    def place_of_role(self, word: str) -> Place:
        """Return the place of 成绩部分, 问题那块: a part of its own, else what does this job wherever it stands."""
        role = _ROLES[word]
        parts = [n for n, at in enumerate(self.document.headed, 1) if {block.role for block in self.document.parts[at].blocks} == {role}]
        return Place("part", parts[0]) if len(parts) == 1 else Place("role", title=role)

    def heading_of(self, place: Place) -> str:
        """Return the heading of a part or priority, without numeral and end mark; empty where it has none."""
        if place.kind == "part" and 1 <= place.number <= len(self.headings):
            return self.headings[place.number - 1]
        heads = [self.document.block(at).head for at in self.document.priorities]
        found = [head for title, head in zip(self.titles, heads, strict=True) if place.title and place.title in title]
        if place.kind == "priority" and 1 <= place.number <= len(heads):
            found = [heads[place.number - 1]]
        return found[0] if place.kind == "priority" and len(found) == 1 else ""

    def number_of(self, place: Place) -> int:
        """Return which priority or part a place is, from 1; 0 where the speech has none such."""
        many = len(self.headings) if place.kind == "part" else len(self.titles)
        if place.number:
            number = place.number if place.number > 0 else many + 1 + place.number
            return number if 1 <= number <= many else 0
        return next((n for n, title in enumerate(self.titles, 1) if place.title and place.title in title), 0)

    def length_of(self, place: Place) -> int:
        """Return the number of characters of a place as it reads, white space not counted; 0 where there is none such."""
        try:
            return self.speech.length(scope_of(self.speech, place))
        except NotDone:
            return 0

    def sentence_in(self, place: Place, number: int) -> str:
        """Return a sentence of a place as it reads, by its number, -1 for the last; empty where there is none such."""
        told = self.sentences_of(place)
        wanted = number - 1 if number > 0 else len(told) + number
        return told[wanted] if 0 <= wanted < len(told) else ""

    def sentences_of(self, place: Place) -> tuple[str, ...]:
        """Return the sentences of a place as they read; none where there is no such place."""
        try:
            inside = scope_of(self.speech, place)
        except NotDone:
            return ()
        return tuple(self.speech.reading(at) for at in self.speech.addresses if at in inside and at.sentence >= 0)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the speech as they read, without their end marks."""
        speech = self.speech
        return tuple(speech.reading(at).strip().rstrip("。！？") for at in speech.addresses if at.sentence >= 0)

    def sentences_with(self, words: str) -> list[str]:
        """Return the sentences that hold some words, without their end marks."""
        return [told for told in self.sentences if words and words in told]

    def paragraph_with(self, words: str) -> int:
        """Return which paragraph of the speech begins with words, from 1; 0 where none or several do."""
        begins: dict[tuple[int, ...], str] = {}
        for at in self.speech.addresses:
            if at.paragraph >= 0:
                begins.setdefault(at[:3], self.speech.reading(at))
        found = [number for number, text in enumerate(begins.values(), 1) if text.startswith(words.rstrip("，。"))]
        return found[0] if len(found) == 1 else 0

    @property
    def has_measures(self) -> bool:
        """Whether the speech has priorities."""
        return bool(self.titles)


ROLE_WORDS = "|".join(sorted(_ROLES, key=len, reverse=True))
FIXED_PLACES: tuple[tuple[str, Place], ...] = (
    (r"(?:总|整体|全部)的?(?:字数|篇幅|长度)", Place("all")),
    (
        r"(?:全文|全篇|整篇|通篇|全稿|整个?稿子|整个讲话|整体|通稿|这篇稿子?|这个?稿子|稿子|整篇稿子|整篇讲话|讲话稿|文稿)(?:里面?|中|上|当中)?",
        Place("all"),
    ),
    (r"(?:开头|开篇|开场白?|导语|引言|帽段|起头)(?:那?一?段|部分|这?段话)?", OPENING),
    (r"(?:结尾|结束语|结语|收尾|末尾|尾巴|文末|最后(?:那|这)?一段|最后一段话|末段)(?:那?一?段|部分|这?段话)?", Place("closing")),
    (
        r"(?:措施|任务|工作安排|工作措施|工作任务|重点工作|重点任务|部署|举措|下一?步工作|下步打算)(?:这|那)?(?:个|一)?(?:部分|块|大块)",
        MEASURES,
    ),
)
