"""Exemplar speeches: masked, cut into passages, indexed, retrieved."""

from assistant.exemplars.leaks import leaks_of
from assistant.exemplars.passages import Passage, passages_of
from assistant.exemplars.retrieval import Exemplar, ExemplarIndex, open_index
from assistant.exemplars.speeches import Speech, load_speeches
from assistant.wording import LeakIndex

__all__ = ["Exemplar", "ExemplarIndex", "LeakIndex", "Passage", "Speech", "leaks_of", "load_speeches", "open_index", "passages_of"]
