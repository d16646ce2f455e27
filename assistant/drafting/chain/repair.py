"""Repair: only flawed sentences go out, only they come back; what cannot be repaired is written anew from the brief, or left out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.brief import Brief
from assistant.drafting.chain.answers import prose_of
from assistant.drafting.chain.bodies import Body, Place
from assistant.drafting.chain.cleaning import cleaned
from assistant.drafting.chain.flaws import Flaw
from assistant.drafting.chain.requests import FlawedSentence
from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.chain.withholding import WITHHELD
from assistant.drafting.plan import slots_of
from assistant.slots import outside_slots

_ANSWER = re.compile(r"^\s*(?:第)?(\d{1,3})\s*(?:句)?\s*[｜|:：、.．)）]\s*(.*\S)\s*$")
_DROP = re.compile(r"^[（(“]?删[去除]?[)）”]?[。.]?$")
_DIGITS = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")
_LONGER = 3
_BEFORE = 120  # characters of what goes before

_ROW = re.compile(r"\{\{[^{}]*?\b(f\d+)\b")
_SUBJECT = re.compile(r"我们|大家|各位|咱们|全[县市区]|你们|他们")

Flawed = Mapping[Place, Sequence[Flaw]]


def to_send(body: Body, flawed: Flawed, *, show_figures: bool) -> dict[Place, FlawedSentence]:
    """Return the flawed sentences of a section as they go out.

    Args:
        body: The section.
        flawed: Its flawed sentences.
        show_figures: Whether values may leave the house; typed digits are blotted out where not.
    """
    sent = {}
    for number, (place, flaws) in enumerate(sorted(flawed.items(), key=lambda item: (item[0].paragraph, item[0].sentence)), 1):
        sentences = sentences_of(body.paragraphs[place.paragraph])
        before = _just_before([sentence.text for sentence in sentences[: place.sentence]])
        why = tuple(dict.fromkeys(flaw.why if show_figures else flaw.told for flaw in flaws))
        told = (sentences[place.sentence].text, before)
        text, before = told if show_figures else map(_blotted, told)
        sent[place] = FlawedSentence(number, text.strip(), before.strip(), why)
    return sent


def _just_before(sentences: Sequence[str]) -> str:
    """Return whole sentences from the end, as many as help to go on from there."""
    told = ""
    for sentence in reversed(sentences):
        if told and len(sentence) + len(told) > _BEFORE:
            break
        told = sentence + told
    return told


def _blotted(text: str) -> str:
    """Blot out digits outside slots."""
    return outside_slots(lambda piece, before, behind: _DIGITS.sub(WITHHELD, piece), text)


def repaired(body: Body, sent: Mapping[Place, FlawedSentence], answer: str, brief: Brief, counts: Mapping[str, int]) -> Body:
    """Return the section with the sentences that came back; whatever else the answer holds is passed over.

    Args:
        body: The section.
        sent: What went out.
        answer: What the model answered: a line a sentence, number first.
        brief: The brief.
        counts: Announced counts.
    """
    by_number = {int(match[1]): match[2] for match in map(_ANSWER.match, cleaned(answer).splitlines()) if match}
    changed = {}
    for place, sentence in sent.items():
        new = by_number.get(sentence.number)
        if new is None:
            continue
        if _DROP.match(new):
            changed[place.paragraph, place.sentence] = ""
        elif len(new) <= _LONGER * len(sentence.text) + 40 and WITHHELD not in new:
            changed[place.paragraph, place.sentence] = _closed(prose_of(new, brief, counts))
    return body.with_sentences(changed)


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "！", "？", "”", "；")) else f"{sentence}。"


def with_names(body: Body, flawed: Flawed) -> Body:
    """Return the section with the indicator named in the clause of the first slot of each of these sentences.

    Args:
        body: The section.
        flawed: Sentences that do not say which indicator their number is of.
    """
    changed = {}
    for place in flawed:
        sentence = sentences_of(body.paragraphs[place.paragraph])[place.sentence].text
        changed[place.paragraph, place.sentence] = _with_name(sentence)
    return body.with_sentences(changed)


def _with_name(sentence: str) -> str:
    slot = _ROW.search(sentence)
    if slot is None:
        return sentence
    start = max(sentence.rfind(mark, 0, slot.start()) for mark in "，；：") + 1
    name = f"{{{{{slot[1]}.name}}}}"
    if name in sentence or _SUBJECT.match(sentence, start):  # with a subject of its own the clause has no room for one
        return sentence
    return f"{sentence[:start]}{name}{sentence[start:]}"


def written_anew(body: Body, composed: Body, flawed: Flawed) -> Body:
    """Return the section without its flawed sentences, those that tell cells exchanged for the composed sentence on the same cells.

    Args:
        body: The section as the model left it.
        composed: The same section by the built-in composer.
        flawed: Sentences of it that repair has not mended.
    """
    spare = [sentence.text for paragraph in composed.paragraphs for sentence in sentences_of(paragraph)]
    told = set(slots_of(_without(body, flawed)))
    changed = {}
    for place in flawed:
        sentence = sentences_of(body.paragraphs[place.paragraph])[place.sentence].text
        wanted = {slot.partition(".")[0] for slot in slots_of(sentence)}
        fit = next((other for other in spare if _tells(other, wanted, told)), "")
        told.update(slots_of(fit))
        changed[place.paragraph, place.sentence] = fit
    return _or_composed(body.with_sentences(changed), composed)


def taken_out(body: Body, composed: Body, flawed: Flawed) -> Body:
    """Return the section without its flawed sentences; the composed one where nothing is left."""
    return _or_composed(body.with_sentences({(place.paragraph, place.sentence): "" for place in flawed}), composed)


def _or_composed(body: Body, composed: Body) -> Body:
    return body if body.paragraphs else replace(composed, by_model=False)


def _tells(sentence: str, wanted: set[str], told: set[str]) -> bool:
    slots = slots_of(sentence)
    return bool(wanted & {slot.partition(".")[0] for slot in slots}) and told.isdisjoint(slots)


def _without(body: Body, flawed: Flawed) -> str:
    return body.with_sentences({(place.paragraph, place.sentence): "" for place in flawed}).text
