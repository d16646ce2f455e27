"""The same thing in other words: what another speech composed of the same brief says of the same figures, by the same people."""

from collections import Counter
from collections.abc import Sequence

from assistant.drafting.leads import split_leads
from assistant.drafting.revision.document import NONE, Address
from assistant.drafting.revision.parsing import document_of
from assistant.drafting.revision.speech import Speech
from assistant.drafting.revision.weighing import LAST, Weighing
from assistant.slots import SLOT

_TURNS = range(1, 6)


def said_otherwise(speech: Speech, at: Address, banned: Sequence[str]) -> str | None:
    """Return another sentence for one that holds words that are not wanted.

    Returns:
        A sentence in slot form; empty where the sentence can simply go; ``None`` where it cannot and nobody has other words.
    """
    if at.sentence == NONE:
        return None
    text, block = speech.document.text_at(at), speech.document.block(at)
    slots = Counter(SLOT.findall(text))
    leads = [lead for one in speech.brief.priorities if one.id == block.owner for lead in split_leads(one.lead) if lead in text]
    for turn in _TURNS if slots else ():
        other = document_of(speech.compose(speech.brief, turn), speech.brief)
        for _, one in other.blocks():
            for told in (told for paragraph in one.paragraphs for told in paragraph if one.key == block.key):
                fits = Counter(SLOT.findall(told)) == slots and all(lead in told for lead in leads)
                if fits and not any(word in told for word in banned):
                    return told
    cuts = Weighing(speech, frozenset([at])).cuts()
    return "" if any(cut.rank < LAST and cut.texts == ((at, ""),) for cut in cuts) else None
