"""Exemplar speeches: masked, cut into passages, indexed, retrieved."""

from assistant.exemplars.leaks import leaks_of
from assistant.exemplars.opening import CorpusIndex, open_index
from assistant.exemplars.passages import Passage, passages_of
from assistant.exemplars.retrieval import Exemplar, ExemplarIndex
from assistant.exemplars.speeches import Speech, load_speeches
from assistant.wording import LeakIndex

Exemplars = CorpusIndex | ExemplarIndex

__all__ = [
    "CorpusIndex",
    "Exemplar",
    "ExemplarIndex",
    "Exemplars",
    "LeakIndex",
    "Passage",
    "Speech",
    "leaks_of",
    "load_speeches",
    "open_index",
    "passages_of",
]
