"""How a demand says which problem it answers: by its own words, by a question, or by a clause before it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.brief.model import Problem
from assistant.drafting.phrases import Voice

_PLAIN = 0.6
_CLAUSE_END = re.compile(r"[：，。；、]|比[^：，。；、]*[低高少慢]|落后|慢于|低于|还有|还差|仅")
_LEAST_CLAUSE = 3
_TRIES = 4
_SHORT = 9  # a longer name is nearly the problem again, and not to be said as a sentence of its own
_FORMS = ("前", "问")
QUESTIONS = "问"
MOST_QUESTIONS = 2


_NOT_YET = re.compile(r"(还|尚)?(没有|没|未)(?=[开办兑投落])")


def _pairs(text: str) -> set[str]:
    bare = re.sub(r"[\d.%—]+", " ", _NOT_YET.sub("未", text))
    return {a + b for a, b in pairwise(bare) if " " not in a + b}


def speaks_of(text: str, problem: Problem) -> bool:
    """Tell whether a text speaks of a problem in so many words: it holds most of one of its clauses."""
    clauses = [_pairs(clause) for clause in _CLAUSE_END.split(problem.text) if len(clause) >= _LEAST_CLAUSE]
    said = _pairs(text)
    return any(len(pairs & said) >= _PLAIN * len(pairs) for pairs in clauses if pairs)


def answering(labels: Sequence[str], sentence: str, voice: Voice) -> str:
    """Return a sentence with the problems it answers named in front of it: as a clause or a question."""
    told = labels[0] if len(labels) == 1 else f"{'、'.join(labels[:-1])}和{labels[-1]}"
    if len(labels) > 1:
        return voice.say_again("答", ("群",), {"label": told}) + sentence
    turns = {form: voice.turns.get(f"答/{form}", 0) for form in _FORMS}
    asked = voice.turns.get(QUESTIONS, 0)
    allowed = _FORMS if asked < MOST_QUESTIONS else _FORMS[:1]
    forms = allowed if len(told) <= _SHORT else _FORMS[:1]
    form = min(forms, key=lambda one: turns[one] + voice.rng.random() * 1.5)
    voice.turns[f"答/{form}"] = turns[form] + 1
    voice.turns[QUESTIONS] = asked + (form == "问")
    for _ in range(_TRIES):
        named = voice.say_again("答", (form,), {"label": told})
        if not (form == "前" and named[0] in "对盯针" and re.search(r"(^|，)对", sentence)):
            break
    return named + sentence
