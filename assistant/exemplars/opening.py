"""Open the exemplars: the bundled speeches and the user's own, masked, cut, indexed. An open index follows its corpus."""

import platform
import threading
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from assistant.exemplars.corpus import OwnCorpus
from assistant.exemplars.embedding import Embedding
from assistant.exemplars.hygiene import without_instructions
from assistant.exemplars.index import Server
from assistant.exemplars.leaks import leaks_of
from assistant.exemplars.passages import Passage, passages_of
from assistant.exemplars.retrieval import Exemplar, ExemplarIndex
from assistant.exemplars.speeches import Speech, load_speeches
from assistant.masking import names_of
from assistant.wording import LeakIndex

CORPUS = "corpus"  # the user's own, below the state folder


class CorpusIndex:
    """The index of the bundled and the user's own speeches; when the user's corpus changes, the next answer knows it.

    Args:
        home: The state folder.
        bundled: A folder with ``speeches.yaml`` and ``speeches/`` instead of the bundled corpus.
        own: The user's corpus.
        embedding: The built-in one by default.
        server: A Chroma server instead of a directory below ``home``.

    Raises:
        CorpusError: A corpus cannot be read, the server is away, or the index can be built nowhere.
    """

    def __init__(
        self, home: Path, bundled: Path | None, own: OwnCorpus, *, embedding: Embedding | None = None, server: Server | None = None
    ) -> None:
        self._home = home
        self._bundled = bundled
        self._own = own
        self._embedding = embedding
        self._server = server
        self._turn = threading.Lock()
        self._seen = own.state()
        self._index = self._load()
        self._before: ExemplarIndex | None = None  # somebody may still be asking it

    def _load(self) -> ExemplarIndex:
        speeches = all_speeches(self._bundled, self._own)
        return ExemplarIndex(_cut(speeches), self._home, embedding=self._embedding, leaks=leaks_of(speeches), server=self._server)

    def current(self) -> ExemplarIndex:
        """Return the index of the corpus as it is now; a caller who asks several questions keeps one corpus by asking it."""
        seen = self._own.state()
        if seen != self._seen:
            with self._turn:
                if seen != self._seen:
                    index = self._load()
                    if self._before:
                        self._before.close()
                    self._before, self._index, self._seen = self._index, index, seen
        return self._index

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The masked passages."""
        return self.current().passages

    @property
    def leaks(self) -> LeakIndex:
        """Names and numbers of the speeches behind the passages."""
        return self.current().leaks

    @property
    def count(self) -> int:
        """Number of passages."""
        return self.current().count

    @property
    def place(self) -> str:
        """Where the vectors lie: a folder, or a server and a collection."""
        return self.current().place

    def retrieve(self, query: str, *, k: int = 3, characters: int | None = None, **labels: str | None) -> tuple[Exemplar, ...]:
        """Return the passages that fit best; see :meth:`ExemplarIndex.retrieve` for the labels."""
        return self.current().retrieve(query, k=k, characters=characters, **labels)

    def health(self) -> bool:
        """Say whether the vectors are complete."""
        return self.current().health()

    def rebuild(self) -> None:
        """Make the vectors anew from the passages."""
        self.current().rebuild()

    def close(self) -> None:
        """Let go of the directory, or of the connection."""
        for index in filter(None, (self._before, self._index)):
            index.close()


@lru_cache(maxsize=2)
def _cut(speeches: tuple[Speech, ...]) -> tuple[Passage, ...]:
    """Mask and cut the speeches of a corpus; kept, since every draft opens the index anew and masking takes longer than all the rest."""
    names = names_of([speech.text for speech in speeches])
    return tuple(passage for speech in speeches for passage in passages_of(speech, names))


def all_speeches(bundled: Path | None, own: OwnCorpus) -> tuple[Speech, ...]:
    """Return the bundled speeches that are in use and the user's own, without paragraphs that speak to a language model."""
    excluded = own.excluded()
    kept = [replace(speech, text=without_instructions(speech.text)) for speech in load_speeches(bundled) if speech.id not in excluded]
    return (*kept, *own.speeches()[0])


def open_index(
    home: Path | None = None,
    *,
    corpus: Path | None = None,
    own: Path | None = None,
    embedding: Embedding | None = None,
    server: Server | None = None,
) -> CorpusIndex:
    """Open the index of the exemplars; it is built when missing, damaged or out of date.

    Args:
        home: The state folder; ``~/.speech-assistant`` by default.
        corpus: A folder with ``speeches.yaml`` and ``speeches/``; the bundled one by default.
        own: The folder of the user's corpus; ``home/corpus`` by default.
        embedding: The built-in one by default.
        server: A Chroma server; an embedded directory below ``home`` by default.

    Raises:
        CorpusError: A corpus cannot be read, the server is away, or the index can be built nowhere.
    """
    home = home or Path.home() / ".speech-assistant"
    return CorpusIndex(home, corpus, OwnCorpus(own or home / CORPUS), embedding=embedding, server=server)


def server_of(url: str, token: str, own: Path) -> Server | None:
    """Return the server of a setting, on behalf of one corpus folder of this machine; ``None`` for an empty address."""
    mark = blake2b(f"{platform.node()}\n{own.absolute()}".encode(), digest_size=8).hexdigest()
    return Server(url, mark, token) if url else None
