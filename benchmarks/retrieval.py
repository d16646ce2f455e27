"""How well exemplars are found: our order beside plain BM25, hashed vectors, jieba's words and a semantic embedding.

Run ``python -m benchmarks.retrieval LABELS`` with a file of labelled pieces and queries; jieba comes with the extra ``peers``.
A hit is a piece whose topics contain the query's topic; queries whose topic has no piece left are skipped.
"""

import argparse
import json
import math
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT.parent / "shared" / "retrieval" / "labels.json"
PHRASINGS = ROOT / "tests" / "data"
MASKED_AWAY = "疫情防控"

Rank = Callable[[str], list[int]]


@dataclass(frozen=True)
class Piece:
    """A masked piece of a speech and the topics it was labelled with."""

    speech: str
    text: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """A question, the topic it asks for, and whether it is worded away from the speeches."""

    text: str
    topic: str
    paraphrase: bool


def labelled(path: Path = LABELS) -> tuple[list[Piece], list[Query]]:
    """Return the pieces, masked as one corpus, and the queries that masking leaves answerable."""
    from assistant.masking import mask, names_of

    content = json.loads(path.read_text("utf-8"))
    names = names_of([piece["text"] for piece in content["pieces"]])
    pieces = [Piece(piece["speech"], mask(piece["text"], names).text, tuple(piece["topics"])) for piece in content["pieces"]]
    return pieces, [Query(**query) for query in content["queries"] if query["topic"] != MASKED_AWAY]


def phrasings(name: str) -> list[Query]:
    """Return questions of our own: ``phrasings`` written before the lexicon of cues, ``fresh`` after it, without adding a cue for them."""
    lines = (PHRASINGS / f"retrieval_{name}.jsonl").read_text("utf-8").splitlines()
    return [Query(**json.loads(line)) for line in lines]


def measure(rank: Rank, queries: Sequence[Query], pieces: Sequence[Piece]) -> tuple[float, float, float]:
    """Return hit@1, hit@3 and MRR."""
    places = [
        next(place for place, at in enumerate(rank(query.text), 1) if query.topic in pieces[at].topics)
        for query in queries
        if any(query.topic in piece.topics for piece in pieces)
    ]
    count = len(places)
    return (
        sum(place == 1 for place in places) / count,
        sum(place <= 3 for place in places) / count,
        sum(1 / place for place in places) / count,
    )


def character_terms(text: str) -> list[str]:
    """Return single characters and pairs, punctuation apart."""
    bare = "".join(char for char in text if char.isalnum())
    return [*bare, *(bare[at : at + 2] for at in range(len(bare) - 1))]


def jieba_terms(text: str) -> list[str]:
    """Return jieba's words."""
    import jieba

    jieba.setLogLevel(60)
    return [word for word in jieba.cut(text) if any(char.isalnum() for char in word)]


def bm25(texts: Sequence[str], terms: Callable[[str], list[str]] = character_terms) -> Rank:
    """Rank by BM25 (k1 1.2, b .5) and nothing else: the measure to beat."""
    documents = [Counter(terms(text)) for text in texts]
    lengths = [document.total() for document in documents]
    mean, found = sum(lengths) / len(lengths), Counter(term for document in documents for term in document)

    def rank(query: str) -> list[int]:
        scores = [0.0] * len(documents)
        for term in terms(query):
            idf = math.log(1 + (len(documents) - found[term] + 0.5) / (found[term] + 0.5))
            for at, document in enumerate(documents):
                scores[at] += idf * document[term] * 2.2 / (document[term] + 1.2 * (0.5 + 0.5 * lengths[at] / mean))
        return sorted(range(len(documents)), key=lambda at: -scores[at])

    return rank


def vectors(texts: Sequence[str]) -> Rank:
    """Rank by the built-in embedding alone."""
    from assistant.exemplars.embedding import HashedCharacters

    made = HashedCharacters().embed(texts)

    def rank(query: str) -> list[int]:
        asked = HashedCharacters().embed([query])[0]
        return sorted(range(len(made)), key=lambda at: -sum(a * b for a, b in zip(asked, made[at], strict=True)))

    return rank


class Scripted:
    """A semantic embedding played from a script: every text points to its topics, and a little to a direction of its own."""

    semantic = True

    def __init__(self, topics: dict[str, tuple[str, ...]], noise: float = 0.6) -> None:
        self._topics = topics
        self._axes = sorted({topic for found in topics.values() for topic in found})
        self._noise = noise

    @property
    def label(self) -> str:
        """Algorithm and dimensions."""
        return f"scripted-{len(self._axes)}"

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one vector of length 1 per text."""
        from zlib import crc32

        made = []
        for text in texts:
            vector = [float(axis in self._topics.get(text, ())) for axis in self._axes]
            vector[crc32(text.encode("utf-8")) % len(vector)] += self._noise
            length = math.hypot(*vector)
            made.append([value / length for value in vector])
        return made


def ours(pieces: Sequence[Piece], embedding: Any = None) -> Rank:
    """Rank as the product does, through Chroma."""
    from assistant.exemplars import ExemplarIndex, Passage

    passages = [Passage(str(at), piece.speech, piece.text, "措施") for at, piece in enumerate(pieces)]
    home = tempfile.TemporaryDirectory()  # goes with the index it holds
    index = ExemplarIndex(passages, Path(home.name), embedding=embedding)

    def rank(query: str, _home: object = home) -> list[int]:
        return [int(exemplar.id) for exemplar in index.retrieve(query, k=len(pieces))]

    return rank


def methods(pieces: Sequence[Piece], queries: Sequence[Query]) -> Iterator[tuple[str, Rank]]:
    """Yield what is compared."""
    texts = [piece.text for piece in pieces]
    script = {piece.text: piece.topics for piece in pieces} | {query.text: (query.topic,) for query in queries}
    yield "plain BM25", bm25(texts)
    yield "hashed vectors alone", vectors(texts)
    try:
        yield "jieba words, BM25", bm25(texts, jieba_terms)
    except ImportError:
        print("jieba is not installed (pip install 'speech-assistant[peers]')", file=sys.stderr)
    yield "ours", ours(pieces)
    yield "ours, scripted meaning", ours(pieces, Scripted(script))


def main() -> None:
    """Print one table: all speeches, then each speech left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", nargs="?", type=Path, default=LABELS)
    parser.add_argument("--left-out", action="store_true", help="also with each speech left out")
    chosen = parser.parse_args()
    pieces, queries = labelled(chosen.labels)
    sets = {
        "labelled": queries,
        "labelled, paraphrases": [query for query in queries if query.paraphrase],
        "own phrasings": phrasings("phrasings"),
        "fresh phrasings": phrasings("fresh"),
    }
    every = [query for found in sets.values() for query in found]
    for left_out in ["", *sorted({piece.speech for piece in pieces} if chosen.left_out else ())]:
        kept = [piece for piece in pieces if piece.speech != left_out]
        print(f"\n{'all speeches' if not left_out else f'without {left_out}'}: {len(kept)} pieces (hit@1, hit@3, MRR)")
        print("".join(f"{name:<24}" for name in ("", *sets)).rstrip())
        for name, rank in methods(kept, every):
            cells = ("{:.3f}  {:.3f}  {:.3f}".format(*measure(rank, found, kept)) for found in sets.values())
            print("".join(f"{cell:<24}" for cell in (name, *cells)).rstrip())


if __name__ == "__main__":
    main()
