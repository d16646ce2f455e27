"""What is wrong with a speech a model wrote, sentence by sentence: the number audit, the wording check and what only a model does.

A flaw belongs to one sentence of one section, so that it can be repaired there and nowhere else.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.audit.check import check_numbers
from assistant.audit.report import GOOD
from assistant.brief import Brief
from assistant.drafting.chain.answers import wrong_slots
from assistant.drafting.chain.manners import slips_of
from assistant.drafting.chain.naming import invented_names
from assistant.drafting.chain.sentences import Sentence, sentence_at, sentences_of
from assistant.findings import Finding
from assistant.slots import render

CheckWording = Callable[[str], Sequence[Finding]]
GAP = "〔无此槽位〕"
_UNFINISHED = "这句话没有写完"
# Notes of the wording check, since a person may know of them; a model cannot.
_INVENTED = frozenset({"office", "commit-money", "commit-deadline", "commit-time", "commit-body", "commit-penalty"})
_STOPS = "。！？；：”’）…"


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a sentence.

    Attributes:
        sentence: Index of the sentence in the text judged.
        rule: Identifier of the rule.
        why: What is wrong, one Chinese sentence that may quote values of the brief.
        told: The same without any value, for an endpoint that must not see figures.
    """

    sentence: int
    rule: str
    why: str
    told: str


def flaws_of(slots: str, brief: Brief, counts: Mapping[str, int], check_wording: CheckWording) -> list[Flaw]:
    """Return what is wrong with a text in slot form.

    Args:
        slots: The text, one paragraph a line. Slots that cannot be filled are flaws, no errors.
        brief: The brief.
        counts: Announced counts.
        check_wording: The wording check, already knowing brief and exemplars.
    """
    sentences = sentences_of(slots)
    holes = wrong_slots(slots, brief, counts)
    found = [
        Flaw(sentence_at(sentences, start), "slot", f"没有 {slots[start:end]} 这个槽位", "用了清单里没有的槽位") for start, end in holes
    ]
    found += [
        Flaw(index, "unfinished", _UNFINISHED, _UNFINISHED) for index, sentence in enumerate(sentences) if _breaks_off(sentences, index)
    ]
    filled = without_holes(slots, holes)
    patched = sentences_of(filled)  # a gap holds no stop: as many sentences as before
    found += [Flaw(sentence_at(patched, slip.start), slip.rule, slip.why, slip.why) for slip in slips_of(filled, brief, counts)]
    text = render(filled, brief, counts).text
    told = sentences_of(text)
    found += [_flaw(told, finding, why) for finding, why in _findings(text, brief, check_wording)]
    return sorted(found, key=lambda flaw: flaw.sentence)


def _breaks_off(sentences: Sequence[Sentence], index: int) -> bool:
    """Tell whether a paragraph ends in a sentence without a stop: the answer was cut. A heading or a salutation is short."""
    text = sentences[index].text.rstrip("\n")
    last = index + 1 == len(sentences) or sentences[index].text.endswith("\n")
    begun = index > 0 and not sentences[index - 1].text.endswith("\n")
    return last and begun and bool(text.strip()) and text[-1] not in _STOPS


def without_holes(slots: str, holes: Sequence[tuple[int, int]]) -> str:
    """Return a slot text whose slots that cannot be filled read as a gap."""
    for start, end in reversed(holes):
        slots = slots[:start] + GAP + slots[end:]
    return slots


def _flaw(sentences: Sequence[Sentence], finding: Finding, told: str) -> Flaw:
    return Flaw(sentence_at(sentences, finding.start), finding.rule, finding.message, told)


def _findings(text: str, brief: Brief, check_wording: CheckWording) -> Iterator[tuple[Finding, str]]:
    report = check_numbers(text, brief)
    for finding in report.findings:
        if finding.verdict not in GOOD:
            yield finding, "数字与材料对不上，或者材料里没有这个数"
    # A superlative that nothing proves is a note to a person; a model has nobody to ask.
    wrong = (remark for remark in report.remarks if remark.severity == "error" or remark.rule == "superlative")
    yield from ((remark, "与材料或与全文别处矛盾，或者没有数字可以证明") for remark in wrong)
    yield from ((finding, finding.message) for finding in check_wording(text) if finding.severity != "note" or finding.rule in _INVENTED)
    yield from ((finding, finding.message) for finding in invented_names(text, brief))
