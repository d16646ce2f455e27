"""Other words for a word that is not wanted: those the instruction gives, else the house's own, else the clause goes without it."""

import re
from collections.abc import Sequence
from typing import Any

from assistant.drafting.ties import Ties
from assistant.lexicon import read_records
from assistant.slots import SLOT

_CLAUSE = re.compile(r"[^，；]+[，；]?")
_SHORTEST = 4


def replaced(text: str, old: str, new: str) -> str:
    """Write one word for another outside slots."""
    pieces, at = [], 0
    for slot in SLOT.finditer(text):
        pieces += [text[at : slot.start()].replace(old, new), slot[0]]
        at = slot.end()
    return "".join([*pieces, text[at:].replace(old, new)])


def without_word(sentence: str, word: str, banned: Sequence[str], given: dict[str, str], ties: Ties) -> str | None:
    """Return a sentence, in slot form, without a word.

    Args:
        sentence: A sentence that holds the word outside its slots.
        word: The word.
        banned: All words that are not wanted: none of them may stand in for another.
        given: Wordings that the instruction gives, by word.
        ties: Tells what of a sentence is the brief's own, and so cannot go.

    Returns:
        The sentence; ``None`` where the house knows no other wording and the clause cannot go.
    """
    if word in given:
        return replaced(sentence, word, given[word])
    for record in read_records("rewordings"):
        if record["word"] == word and (other := _reworded(sentence, record, banned)) is not None and word not in other:
            return other
    return _without_clause(sentence, word, ties)


def _reworded(sentence: str, record: dict[str, Any], banned: Sequence[str]) -> str | None:
    word = re.escape(record.get("phrase", record["word"]))
    before, after = record.get("before", ""), record.get("after", "")
    if "unless" in record and record["unless"] in sentence:
        return None
    for new in record["instead"]:
        if any(other in new for other in banned):
            continue
        shape = re.compile(f"({after}){word}(?={before})" if after else f"(){word}(?={before})")
        told = shape.sub(rf"\g<1>{new}", sentence)
        if told != sentence:
            return told.replace("要要", "要")
    return None


def _without_clause(sentence: str, word: str, ties: Ties) -> str | None:
    """Return a sentence without the clause that holds the word, where that clause is no matter of the brief and another one is left."""
    clauses = _CLAUSE.findall(sentence)
    kept = [clause for clause in clauses if word not in clause]
    if any(ties.hold(clause) for clause in clauses if word in clause):
        return None
    if not kept:
        return ""
    left = "".join(kept)
    if len(left) < _SHORTEST or word in clauses[0]:
        return None
    end = sentence[-1] if sentence[-1] in "。！？" else ""
    return left if left.endswith(("。", "！", "？")) else f"{left.rstrip('，；')}{end}"
