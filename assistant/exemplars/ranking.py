"""Order candidate passages for a question: words, what both speak of, what both sound like, and nearness of meaning.

Characters and pairs in BM25 (k1 1.2, b .5) order short Chinese questions better than hashed vectors do. A lexicon of
everyday phrasings (query_cues) says what a question is about when it shares no word with any passage (找销路 → 市场开拓).
A semantic embedding, where one is set up, has a weight of its own. ``python -m benchmarks.retrieval`` measures all this.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import hypot
from typing import TYPE_CHECKING

from assistant.exemplars.embedding import character_terms
from assistant.exemplars.index import VectorIndex
from assistant.exemplars.passages import ROLES, Passage, senses_of, topic_words
from assistant.lexicon import read_records

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Where = Mapping[str, str | bool]

_TOPIC, _ROLE = 0.7, 0.4  # against 1 for the best BM25 score of the corpus; found on phrasings of our own, not on single questions
_NEAR, _NEAR_FADES = 1.0, 3.0  # what the first of a semantic list is worth, and how soon its ranks are worth half
_AGAIN, _AGAIN_MOST = 0.03, 3  # what each earlier passage of the same speech costs
_SHORT_CUE = 0.5  # a cue of one character (卖, 弦) says half as much


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in its place.

    Attributes:
        at: Number of the passage.
        score: How well it fits; comparable within one answer only.
        reasons: Why, in Chinese phrases, the weightiest first; empty when nothing is shared.
    """

    at: int
    score: float
    reasons: tuple[str, ...]


class Ranker:
    """BM25 on characters and pairs of characters over a fixed set of texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        with warnings.catch_warnings():  # in a notebook it asks for the widgets of a progress bar that is never shown
            warnings.filterwarnings("ignore", message="IProgress not found")
            import bm25s

        self._count = len(texts)
        self._model = bm25s.BM25(k1=1.2, b=0.5)
        self._model.index([list(character_terms(text)) or ["　"] for text in texts], show_progress=False)

    def scores(self, query: str) -> "NDArray[np.float32]":
        """Return one score per text, zero where nothing is shared."""
        import numpy as np

        known = [term for term in character_terms(query) if term in self._model.vocab_dict]
        found: NDArray[np.float32] = self._model.get_scores(known) if known else np.zeros(self._count, dtype=np.float32)
        return found


@cache
def _cues() -> Mapping[str, tuple[str, ...]]:
    return {record["sense"]: tuple(record["cues"].split()) for record in read_records("query_cues")}


def asked_senses(query: str) -> Mapping[str, float]:
    """Return how much a question asks for each topic and each role: by its words and by everyday phrasings.

    Topics together have length 1, and so have roles.
    """
    found: dict[str, float] = dict(senses_of(query, scaled=False))
    for sense, cues in _cues().items():
        found[sense] = found.get(sense, 0.0) + sum((1.0 if len(cue) > 1 else _SHORT_CUE) for cue in cues if cue in query)
    roles = hypot(*(weight for sense, weight in found.items() if sense in ROLES)) or 1.0
    topics = hypot(*(weight for sense, weight in found.items() if sense not in ROLES)) or 1.0
    return {sense: weight / (roles if sense in ROLES else topics) for sense, weight in found.items() if weight}


class Ranking:
    """Candidates of a set of passages and their order.

    Args:
        passages: The masked passages.
        vectors: Their vectors.
        semantic: Whether near vectors mean near meanings; the order of the vectors then counts.
    """

    def __init__(self, passages: Sequence[Passage], vectors: VectorIndex, *, semantic: bool) -> None:
        self._passages = passages
        self._vectors = vectors
        self._semantic = semantic
        self._places = {passage.id: at for at, passage in enumerate(passages)}
        self._senses: dict[int, Mapping[str, float]] = {}
        self._masks: dict[tuple[str, str | bool], NDArray[np.bool_]] = {}

    @cached_property
    def _ranker(self) -> Ranker:
        return Ranker([passage.text for passage in self._passages])

    def ranked(self, query: str, where: Where, limit: int) -> list[Ranked]:
        """Return the candidates that meet all of the metadata, best first; a speech that already gave one waits a little.

        Args:
            query: The question.
            where: Metadata that must hold.
            limit: Candidates taken from each list: nearest vectors, best by words, best by what the question is about.
        """
        words = self._ranker.scores(query)
        best = float(words.max(initial=0.0)) or 1.0
        asked = asked_senses(query)
        near = {self._places[found]: rank for rank, found in enumerate(self._vectors.nearest(query, limit, where))}
        about = self._ranker.scores(" ".join(word for sense in asked for word in topic_words(sense)))
        candidates = dict.fromkeys((*near, *self._best(words, where, limit), *self._best(about, where, limit * bool(about.any()))))
        found = [self._judge(at, float(words[at]) / best, asked, near.get(at)) for at in candidates]
        return _spread(sorted(found, key=lambda one: -one.score), self._passages)

    def _judge(self, at: int, words: float, asked: Mapping[str, float], rank: int | None) -> Ranked:
        senses = self._senses.get(at)
        if senses is None:
            senses = self._senses[at] = senses_of(self._passages[at].text)
        shared = {sense: weight * senses.get(sense, 0.0) * (_ROLE if sense in ROLES else _TOPIC) for sense, weight in asked.items()}
        nearness = _NEAR / (1 + rank / _NEAR_FADES) if self._semantic and rank is not None else 0.0
        parts = [("语义相近", nearness), ("用词相近", words), *((_said(sense), weight) for sense, weight in shared.items())]
        told = sorted((part for part in parts if part[1] >= 0.2), key=lambda part: -part[1])
        return Ranked(at, words + nearness + sum(shared.values()), tuple(phrase for phrase, _ in told[:2]))

    def _best(self, scores: "NDArray[np.float32]", where: Where, limit: int) -> Iterator[int]:
        import numpy as np

        allowed = np.flatnonzero(self._meeting(where))
        if len(allowed) > limit:
            allowed = allowed[np.argpartition(-scores[allowed], limit)[:limit]]
        yield from (int(at) for at in allowed[np.argsort(-scores[allowed], kind="stable")])

    def _meeting(self, where: Where) -> "NDArray[np.bool_]":
        """Return which passages meet all of the metadata."""
        import numpy as np

        allowed = np.ones(len(self._passages), dtype=np.bool_)
        for label in where.items():
            if label not in self._masks:
                self._masks[label] = np.array([meets(passage, *label) for passage in self._passages], dtype=np.bool_)
            allowed &= self._masks[label]
        return allowed


def meets(passage: Passage, key: str, value: str | bool) -> bool:
    """Say whether a passage has a label: ``role``, ``season`` … or ``topic:<topic>``."""
    return key[6:] in passage.topics if key.startswith("topic:") else getattr(passage, key) == value


def _said(sense: str) -> str:
    return f"同样是讲{sense}" if sense in ROLES else f"同样说到{sense}"


def _spread(found: Sequence[Ranked], passages: Sequence[Passage]) -> list[Ranked]:
    """Let other speeches come forward among near equals: each earlier passage of the same speech costs a little."""
    earlier: dict[str, int] = {}
    weighed: list[tuple[float, Ranked]] = []
    for one in found:
        speech = passages[one.at].speech
        weighed.append((one.score - _AGAIN * min(_AGAIN_MOST, earlier.get(speech, 0)), one))
        earlier[speech] = earlier.get(speech, 0) + 1
    return [one for _, one in sorted(weighed, key=lambda pair: -pair[0])]
