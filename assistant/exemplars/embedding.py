"""The built-in embedding: characters and pairs of characters, hashed. No download, no network.

Measured on the labelled passages it beats hashed triples and idf weighting; a semantic embedder beats it on paraphrases.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol
from zlib import crc32

_PLACEHOLDER = re.compile(r"〔[\u4e00-\u9fff]{1,2}〕")
_RUN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z]+")


class Embedding(Protocol):
    """What turns texts into vectors of unit length."""

    @property
    def label(self) -> str:
        """Algorithm, version and dimensions, ASCII; another label means another index."""
        ...

    @property
    def semantic(self) -> bool:
        """Whether near vectors mean near meanings, not only shared characters: retrieval then trusts their order more."""
        ...

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one vector per text."""
        ...


def character_terms(text: str) -> Iterator[str]:
    """Yield the single characters of a text and its pairs of neighbours; placeholders and punctuation part them."""
    for run in _RUN.findall(_PLACEHOLDER.sub(" ", text)):
        yield from run
        yield from (run[at : at + 2] for at in range(len(run) - 1))


class HashedCharacters:
    """Counts of characters and pairs, hashed into a fixed number of places and scaled to length 1."""

    semantic = False

    def __init__(self, dims: int = 1024) -> None:
        self.dims = dims

    @property
    def label(self) -> str:
        """Algorithm, version and dimensions."""
        return f"chars12-v1-{self.dims}"

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one vector per text; a text without any term gets an even vector, since cosine has none for zero."""
        import numpy as np

        matrix = np.zeros((len(texts), self.dims), dtype=np.float32)
        for row, text in enumerate(texts):
            for term, count in Counter(character_terms(text)).items():
                matrix[row, crc32(term.encode("utf-8")) % self.dims] += count
        matrix[~matrix.any(axis=1)] = 1.0
        matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
        vectors: list[list[float]] = matrix.tolist()
        return vectors
