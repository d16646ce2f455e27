"""Find exemplar passages: candidates by role and topic, ranked by BM25 on characters.

Candidates are Chroma's nearest and BM25's best under the same metadata; on short Chinese queries the order of BM25 on
characters and pairs (k1 1.2, b .5) is the better one (measured: hit@1 .79 against .71, masked). What query and
passage are about (topic words) and sound like (role cues) adds a little: enough to order near ties.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.exemplars.embedding import Embedding, HashedCharacters, character_terms
from assistant.exemplars.index import Server, VectorIndex
from assistant.exemplars.passages import ROLES, Passage, senses_of
from assistant.wording import LeakIndex

_CANDIDATES = 20
_TOPIC_WEIGHT, _ROLE_WEIGHT = 0.1, 0.2


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A masked passage offered as a model of style.

    Attributes:
        id: Identifier of the passage.
        speech: Identifier of the speech.
        text: The masked text.
        role: What it does in its speech.
        topics: Its topics, strongest first.
        heading: The headings it stands under, masked.
        score: Share of the best BM25 score of the corpus, and a little for shared topics; comparable within one answer only.
        reason: Why it was chosen, one Chinese phrase.
    """

    id: str
    speech: str
    text: str
    role: str
    topics: tuple[str, ...]
    heading: str
    score: float
    reason: str


class Ranker:
    """BM25 on characters and pairs of characters over a fixed set of texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s

        self._model = bm25s.BM25(k1=1.2, b=0.5)
        self._model.index([list(character_terms(text)) or ["　"] for text in texts], show_progress=False)

    def scores(self, query: str) -> list[float]:
        """Return one score per text, zero where nothing is shared."""
        known = [term for term in character_terms(query) if term in self._model.vocab_dict]
        values: list[float] = self._model.get_scores(known).tolist() if known else [0.0] * self._model.scores["num_docs"]
        return values


class ExemplarIndex:
    """The exemplar passages with their vectors: what the writer and the composer learn style from.

    Args:
        passages: Masked passages.
        home: The state folder in which the vectors are kept.
        embedding: The built-in one by default.
        leaks: Names and numbers of the speeches behind the passages.
        server: A Chroma server to keep the vectors instead of ``home``.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        home: Path,
        *,
        embedding: Embedding | None = None,
        leaks: LeakIndex | None = None,
        server: Server | None = None,
    ) -> None:
        self.passages = tuple(passages)
        self.leaks = leaks or LeakIndex()
        self._places = {passage.id: at for at, passage in enumerate(self.passages)}
        self._vectors = VectorIndex(self.passages, embedding or HashedCharacters(), home, server=server)

    @property
    def count(self) -> int:
        """Number of passages."""
        return len(self.passages)

    @property
    def place(self) -> str:
        """Where the vectors lie: a folder, or a server and a collection."""
        return self._vectors.place

    def health(self) -> bool:
        """Say whether the vectors are complete."""
        return self._vectors.health()

    def rebuild(self) -> None:
        """Make the vectors anew from the passages."""
        self._vectors.rebuild()

    def close(self) -> None:
        """Let go of the directory."""
        self._vectors.close()

    @cached_property
    def _ranker(self) -> Ranker:
        return Ranker([passage.text for passage in self.passages])

    @cached_property
    def _senses(self) -> list[Mapping[str, float]]:
        return [senses_of(passage.text) for passage in self.passages]

    def retrieve(
        self, query: str, *, role: str | None = None, topic: str | None = None, meeting_type: str | None = None, k: int = 3
    ) -> tuple[Exemplar, ...]:
        """Return the passages that fit best, best first; filters are given up one by one where too few passages meet them.

        Args:
            query: What the section is about, for example a priority's title; an empty one ranks by similarity alone.
            role: 成绩, 问题, 措施 …
            topic: A topic label, for example ``"要素保障"``.
            meeting_type: Type of the meeting, for example ``"三季度座谈会"``.
            k: At most so many.
        """
        if not self.passages or k < 1:
            return ()
        scores = self._scores(query)
        chosen: dict[int, Mapping[str, str | bool]] = {}
        for where in _filters(role, topic, meeting_type):
            for at in self._ranked(query, scores, where, max(k, _CANDIDATES)):
                chosen.setdefault(at, where)
            if len(chosen) >= k:
                break
        return tuple(_exemplar(self.passages[at], scores[at], where) for at, where in list(chosen.items())[:k])

    def _scores(self, query: str) -> list[float]:
        scores = self._ranker.scores(query)
        best = max(scores) or 1.0
        asked = {sense: weight * (_ROLE_WEIGHT if sense in ROLES else _TOPIC_WEIGHT) for sense, weight in senses_of(query).items()}
        return [
            score / best + sum(weight * senses.get(sense, 0.0) for sense, weight in asked.items())
            for score, senses in zip(scores, self._senses, strict=True)
        ]

    def _ranked(self, query: str, scores: Sequence[float], where: Mapping[str, str | bool], limit: int) -> list[int]:
        near = [self._places[found] for found in self._vectors.nearest(query, limit, where)]
        lexical = sorted((at for at, passage in enumerate(self.passages) if _meets(passage, where)), key=lambda at: -scores[at])
        order = {at: rank for rank, at in enumerate(dict.fromkeys([*near, *lexical[:limit]]))}
        return sorted(order, key=lambda at: (-scores[at], order[at]))


def _filters(role: str | None, topic: str | None, meeting_type: str | None) -> Iterator[dict[str, str | bool]]:
    """Yield metadata conditions from the strictest to none, each once."""
    parts: dict[str, dict[str, str | bool]] = {
        "meeting": {"meeting_type": meeting_type} if meeting_type else {},
        "topic": {f"topic:{topic}": True} if topic else {},
        "role": {"role": role} if role else {},
    }
    seen: list[dict[str, str | bool]] = []
    for names in (("role", "topic", "meeting"), ("role", "topic"), ("role",), ("topic",), ()):
        where = {key: value for name in names for key, value in parts[name].items()}
        if where not in seen:
            seen.append(where)
            yield where


def _meets(passage: Passage, where: Mapping[str, str | bool]) -> bool:
    return all(key[6:] in passage.topics if key.startswith("topic:") else getattr(passage, key) == value for key, value in where.items())


def _exemplar(passage: Passage, score: float, where: Mapping[str, Any]) -> Exemplar:
    met = [f"主题同为{key[6:]}" if key.startswith("topic:") else f"同为{value}" for key, value in where.items()]
    reason = "，".join([*met, "用词相近" if score > 0 else "结构相近"])
    return Exemplar(passage.id, passage.speech, passage.text, passage.role, passage.topics, passage.heading, score, reason)
