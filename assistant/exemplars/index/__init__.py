"""The vectors of the exemplar passages: a cache in a directory of ours, or in a Chroma server that several machines share."""

from assistant.exemplars.index.server import Server
from assistant.exemplars.index.vectors import VectorIndex, fingerprint

__all__ = ["Server", "VectorIndex", "fingerprint"]
