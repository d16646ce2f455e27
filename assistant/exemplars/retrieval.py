"""Find exemplar passages: by labels first, then by likeness; labels are given up one by one where too few passages bear them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.exemplars.embedding import Embedding, HashedCharacters
from assistant.exemplars.index import Server, VectorIndex
from assistant.exemplars.passages import Passage
from assistant.exemplars.ranking import Ranked, Ranking, Where
from assistant.wording import LeakIndex

_CANDIDATES = 20
_LABEL = {"level": "讲话层级：", "season": "时节："}
# Meeting, season and level are given up before topic and role: a passage of another meeting still shows how a role is written.
_ORDER = (
    ("role", "topic", "level", "season", "meeting_type"),
    ("role", "topic", "level", "season"),
    ("role", "topic", "level"),
    ("role", "topic"),
    ("role", "level"),
    ("role",),
    ("topic",),
    (),
)


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
        score: Share of the best BM25 score of the corpus, and what shared topics, roles and meanings add; for comparison within one answer.
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
        embedding = embedding or HashedCharacters()
        self._vectors = VectorIndex(self.passages, embedding, home, server=server)
        # an embedding that says nothing of itself is somebody's own, hence a real one
        self._ranking = Ranking(self.passages, self._vectors, semantic=getattr(embedding, "semantic", True))

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

    def retrieve(
        self,
        query: str,
        *,
        role: str | None = None,
        topic: str | None = None,
        meeting_type: str | None = None,
        season: str | None = None,
        level: str | None = None,
        k: int = 3,
        characters: int | None = None,
    ) -> tuple[Exemplar, ...]:
        """Return the passages that fit best, best first; labels are given up one by one where too few passages bear them.

        Args:
            query: What the section is about, for example a priority's title; an empty one leaves the labels to decide.
            role: 成绩, 问题, 措施 …
            topic: A topic label, for example ``"要素保障"``.
            meeting_type: Type of the meeting, for example ``"三季度座谈会"``.
            season: Season of the meeting, for example ``"收官"``.
            level: 县 or 市.
            k: At most so many.
            characters: At most so many characters together; a passage that would not fit is passed over.
        """
        if not self.passages or k < 1:
            return ()
        chosen: dict[int, Exemplar] = {}
        room = math.inf if characters is None else characters
        asked = {"role": role, "topic": topic, "meeting_type": meeting_type, "season": season, "level": level}
        for where in _filters(asked):
            for found in self._ranking.ranked(query, where, max(k, _CANDIDATES)):
                if found.at in chosen or len(self.passages[found.at].text) > room or len(chosen) == k:
                    continue
                chosen[found.at] = _exemplar(self.passages[found.at], found, where)
                room -= len(self.passages[found.at].text)
            if len(chosen) == k:
                break
        return tuple(chosen.values())


def _filters(asked: Mapping[str, str | None]) -> Iterator[dict[str, str | bool]]:
    """Yield metadata conditions from the strictest to none, each once."""
    parts: dict[str, dict[str, str | bool]] = {
        name: {f"topic:{value}": True} if name == "topic" else {name: value} for name, value in asked.items() if value
    }
    seen: list[dict[str, str | bool]] = []
    for names in _ORDER:
        where = {key: value for name in names for key, value in parts.get(name, {}).items()}
        if where not in seen:
            seen.append(where)
            yield where


def _exemplar(passage: Passage, found: Ranked, where: Where) -> Exemplar:
    met = [f"主题同为{key[6:]}" if key.startswith("topic:") else f"同为{_LABEL.get(key, '')}{value}" for key, value in where.items()]
    reason = "，".join([*met, *found.reasons]) or "没有更相近的段落"
    return Exemplar(passage.id, passage.speech, passage.text, passage.role, passage.topics, passage.heading, found.score, reason)
