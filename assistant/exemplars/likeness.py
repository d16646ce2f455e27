"""Is a speech new? The same text in another file, a revised version, or another speech."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

_SHINGLE = 6  # characters
_KEPT_OF = 8  # one shingle in eight stands for the rest
SIMILAR = 0.75  # share of the smaller text found in the other: a new year's version of last year's speech shares less


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much a speech shares with one already there.

    Attributes:
        id: Identifier of the other speech.
        share: 1 when the texts are the same but for spaces and punctuation.
    """

    id: str
    share: float

    @property
    def same(self) -> bool:
        """Whether it is the very same text."""
        return self.share == 1


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def content_hash(text: str) -> str:
    """Return a short hash of a text that spaces and punctuation do not change."""
    return blake2b(_bare(text).encode("utf-8"), digest_size=4).hexdigest()


def _shingles(bare: str) -> frozenset[int]:
    hashes = (crc32(bare[at : at + _SHINGLE].encode("utf-8")) for at in range(max(1, len(bare) - _SHINGLE + 1)))
    return frozenset(value for value in hashes if value % _KEPT_OF == 0)


class Known:
    """The speeches there are, in a form that answers quickly."""

    def __init__(self) -> None:
        self._exact: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._holders: dict[int, list[str]] = {}

    def add(self, identifier: str, text: str) -> None:
        """Take a speech in."""
        bare = _bare(text)
        shingles = _shingles(bare)
        self._exact.setdefault(bare, identifier)
        self._sizes[identifier] = len(shingles)
        for shingle in shingles:
            self._holders.setdefault(shingle, []).append(identifier)

    def nearest(self, text: str) -> Likeness | None:
        """Return the speech that shares most with a text, if it shares enough to be a version of it."""
        bare = _bare(text)
        if bare in self._exact:
            return Likeness(self._exact[bare], 1.0)
        shingles = _shingles(bare)
        shared = Counter(holder for shingle in shingles for holder in self._holders.get(shingle, ()))
        best = max(shared, key=lambda holder: self._share(shared[holder], len(shingles), holder), default=None)
        if best is None:
            return None
        share = self._share(shared[best], len(shingles), best)
        return Likeness(best, min(share, 0.99)) if share >= SIMILAR else None

    def _share(self, shared: int, size: int, holder: str) -> float:
        return shared / max(1, min(size, self._sizes[holder]))
