"""Sentences of a place said in another manner by a model: each keeps its figures, and what does not pass stays as it was."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.chain.answers import prose_of, wrong_slots
from assistant.drafting.chain.cleaning import cleaned
from assistant.drafting.chain.exchange import Correspondence
from assistant.drafting.chain.flaws import CheckWording, Flaw, flaws_of
from assistant.drafting.chain.requests import FlawedSentence, Requests
from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.leads import split_leads
from assistant.drafting.revision.document import NONE, Address
from assistant.drafting.revision.operations import Rewrite
from assistant.drafting.revision.places import described, scope_of
from assistant.drafting.revision.speech import NotDone, Speech
from assistant.slots import SLOT

_ANSWER = re.compile(r"^\s*(?:第)?(\d{1,3})\s*(?:句)?\s*[｜|：:、.．)）]\s*(.*\S)\s*$")
_NUMERAL = re.compile(r"^(?:第[一二三四五六七八九十]，|[一二三四五六七八九十][是要看]|其[一二三四五六七八九十]，)")
_LONGER, _SPARE = 3, 40
_MOST_LETTERS = 9000
_FIGURES = "这一句的槽位要一个不少、一个不多"
_LEAD = "牵头单位不能丢"
_LONG = "写得太长"

Texts = dict[Address, str]


@dataclass(frozen=True)
class Rewriting:
    """Rewrites places of a speech.

    Args:
        mail: The requests to the model.
        check_wording: The wording check, knowing brief and exemplars.
        show_figures: Whether values may leave the house.
    """

    mail: Correspondence
    check_wording: CheckWording
    show_figures: bool = True

    async def carried_out(self, speech: Speech, operation: Rewrite) -> Speech:
        """Return the speech with a place said as the instruction wants it; whatever is outside it stays letter for letter.

        Raises:
            ModelError: The endpoint failed.
            NotDone: There is no such place, or nothing the model wrote passed the checks.
        """
        scope = scope_of(speech, operation.where)
        wanted = [at for at in speech.addresses if at in scope and at.sentence != NONE and "{{n:" not in speech.document.text_at(at)]
        if operation.where.kind == "heading" or not wanted:
            raise NotDone("标题请直接说改成什么，例如：第三条的标题改成“……”。")
        texts: Texts = {}
        whys: Mapping[Address, Sequence[str]] = {}
        for _ in range(self.mail.limits.repairs):
            texts |= await self._asked(speech, operation, [at for at in wanted if not whys or at in whys], whys)
            whys = self._wrong(speech, texts)
            if not whys:
                break
        kept = {at: text for at, text in texts.items() if at not in whys and text != speech.document.text_at(at)}
        if not kept:
            told = "；".join(dict.fromkeys(why for reasons in whys.values() for why in reasons)) or "改出来的话和原来一样"
            raise NotDone(f"模型改的{described(operation.where, speech)}没有通过核对（{told}），没有采用。请换个说法再试。")
        done = speech.changed(lambda at, text: kept.get(at, text))
        left = len(whys)
        return done.noted(f"有{left}句改出来的话没有通过核对，保留了原句") if left else done

    async def _asked(self, speech: Speech, operation: Rewrite, wanted: Sequence[Address], whys: Mapping[Address, Sequence[str]]) -> Texts:
        """Ask for sentences of one place in one request; what cannot be read of the answer is left."""
        document = speech.document
        requests = Requests(speech.brief, document.plan, dict(document.announced()), self.show_figures)
        sent = [
            FlawedSentence(number, document.text_at(at), _before(speech, at), tuple(whys.get(at, ())))
            for number, at in enumerate(wanted, 1)
        ]
        messages = requests.for_rewrite(described(operation.where, speech), operation.manner, sent)
        answer = await self.mail.ask("rewrite", described(operation.where, speech), messages, most=_MOST_LETTERS)
        told = _by_number(cleaned(answer), len(wanted))
        counts = dict(document.announced())
        return {at: _closed(prose_of(told[number], speech.brief, counts)) for number, at in enumerate(wanted, 1) if number in told}

    def _wrong(self, speech: Speech, texts: Texts) -> dict[Address, list[str]]:
        """Say what is wrong with each sentence; those with other slots than before are told apart first, since they spoil the rest."""
        counts = dict(speech.document.announced())
        found: dict[Address, list[str]] = {}
        for at, text in texts.items():
            if why := _unlike(speech, at, text, bool(wrong_slots(text, speech.brief, counts))):
                found[at] = [why]
        sound = speech.changed(lambda at, text: texts.get(at, text) if at not in found else text)
        known = {(flaw.rule, flaw.why) for flaw in self._flaws(speech)}
        starts = {piece.start: piece.address for piece in sound.document.pieces()}
        sentences = sentences_of(sound.document.text)
        for flaw in self._flaws(sound):
            sentence = sentences[flaw.sentence]
            where = next((starts[one] for one in range(sentence.start, sentence.end) if one in starts), None)
            if where is not None and where in texts and (flaw.rule, flaw.why) not in known:
                found.setdefault(where, []).append(flaw.why if self.show_figures else flaw.told)
        return found

    def _flaws(self, speech: Speech) -> list[Flaw]:
        return flaws_of(speech.document.text.rstrip("\n"), speech.brief, dict(speech.document.announced()), self.check_wording)


def _by_number(answer: str, count: int) -> dict[int, str]:
    """Return the sentences of an answer by their numbers; prose without numbers counts where it has as many sentences as were sent."""
    told = {int(match[1]): match[2] for match in map(_ANSWER.match, answer.splitlines()) if match}
    if told:
        return told
    prose = [one.text.strip() for line in answer.splitlines() for one in sentences_of(line) if one.text.strip()]
    return dict(enumerate(prose, 1)) if len(prose) == count else {}


def _before(speech: Speech, at: Address) -> str:
    return speech.document.text_at(at._replace(sentence=at.sentence - 1)) if at.sentence else ""


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "！", "？", "”")) else f"{sentence}。"


def _unlike(speech: Speech, at: Address, text: str, holes: bool) -> str:
    """Say why a sentence cannot stand for the one at an address; empty where it can."""
    old = speech.document.text_at(at)
    if holes or Counter(SLOT.findall(old)) != Counter(SLOT.findall(text)):
        return _FIGURES
    if len(text) > _LONGER * len(old) + _SPARE:
        return _LONG
    owner = speech.document.block(at).owner
    lead = next((one.lead for one in speech.brief.priorities if one.id == owner), "")
    if any(one in old and one not in text for one in split_leads(lead)):
        return _LEAD
    numeral = _NUMERAL.match(old)
    return "句首的序号要照原样" if numeral and not text.startswith(numeral[0]) else ""
