"""The user's own speeches, where the settings say they are: add, list, take out, bring back, look after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import CorpusError
from assistant.exemplars.corpus import OwnCorpus
from assistant.exemplars.hygiene import suspicions
from assistant.exemplars.importing import Imported, add_files, describe
from assistant.exemplars.opening import CORPUS
from assistant.exemplars.speeches import TEXTS, Speech, load_speeches, speech_of
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Listed:
    """A speech of the corpus.

    Attributes:
        speech: The speech, unmasked.
        own: Whether the user added it; the others are bundled.
        used: Whether it is in use.
    """

    speech: Speech
    own: bool
    used: bool

    def __str__(self) -> str:
        state = "自有" if self.own else "自带" if self.used else "自带，已停用"
        speech = self.speech
        parts = (speech.occasion, f"{speech.level}级", speech.season, speech.date or str(speech.year or "日期不详"), speech.speaker)
        return f"{speech.id}  [{state}] 《{speech.title}》 {'，'.join(part for part in parts if part)}"


def own_corpus(settings: Settings | None = None) -> OwnCorpus:
    """Return the user's corpus, whether or not anything has been added yet."""
    settings = settings or Settings.from_env()
    return OwnCorpus(settings.corpus or settings.home / CORPUS)


def add_speeches(places: Iterable[Path | str], *, similar: bool = False, settings: Settings | None = None) -> list[Imported]:
    """Add speeches to the user's corpus: .txt, .md, .docx, .pdf with a text layer, or folders of them.

    Args:
        places: Files and folders.
        similar: Add a text too that is a version of one already there.
        settings: Default: those of the environment.

    Returns:
        One report for each file; a file that cannot be used does not stop the others.

    Raises:
        CorpusError: The corpus itself cannot be read or written.
    """
    return add_files([Path(place) for place in places], own_corpus(settings), similar=similar)


def list_speeches(*, settings: Settings | None = None) -> list[Listed]:
    """Return the bundled speeches and the user's own.

    Raises:
        CorpusError: The manifest cannot be read.
    """
    own = own_corpus(settings)
    excluded = own.excluded()
    bundled = [Listed(speech, False, speech.id not in excluded) for speech in load_speeches()]
    return bundled + [Listed(speech, True, True) for speech in own.speeches()[0]]


def describe_speech(identifier: str, *, settings: Settings | None = None) -> str:
    """Return what was recognised in a speech, and what of it is not used.

    Raises:
        CorpusError: There is no such speech.
    """
    speech = find_speech(identifier, settings=settings)
    return "\n".join([describe(speech), *(f"    · {suspicion}" for suspicion in suspicions(speech.text))])


def find_speech(identifier: str, *, settings: Settings | None = None) -> Speech:
    """Return a speech by its identifier, in use or not.

    Raises:
        CorpusError: There is no such speech.
    """
    own = own_corpus(settings)
    record = next((record for record in own.records() if str(record.get("id")) == identifier), None)
    speech = speech_of(own.folder, record) if record else next((found for found in load_speeches() if found.id == identifier), None)
    if speech is None:
        raise _unknown([identifier])
    return speech


def remove_speeches(identifiers: Sequence[str], *, settings: Settings | None = None) -> list[str]:
    """Take speeches out of use: the user's own are moved to ``removed/``, bundled ones are only put aside.

    Returns:
        A Chinese sentence for each.

    Raises:
        CorpusError: An identifier is not known; nothing is changed then.
    """
    own = own_corpus(settings)
    with own.writing():
        records = {str(record.get("id")): str(record.get("title")) for record in own.records()}
        bundled = {speech.id: speech.title for speech in load_speeches()}
        if unknown := [name for name in identifiers if name not in records and name not in bundled]:
            raise _unknown(unknown)
        ours = [name for name in dict.fromkeys(identifiers) if name in records]
        theirs = [name for name in dict.fromkeys(identifiers) if name not in records]
        for name in ours:
            own.take_out(name)
        if theirs:
            own.exclude(own.excluded() | set(theirs))
    moved = [f"{name} 《{records[name]}》已移出；原文保存在 {own.folder / 'removed'}。" for name in ours]
    return moved + [f"{name} 《{bundled[name]}》已停用；恢复请用 python -m assistant index restore {name}。" for name in theirs]


def restore_speeches(identifiers: Sequence[str], *, settings: Settings | None = None) -> list[str]:
    """Bring bundled speeches back into use.

    Returns:
        A Chinese sentence for each.

    Raises:
        CorpusError: An identifier is not that of a bundled speech; nothing is changed then.
    """
    own = own_corpus(settings)
    with own.writing():
        bundled = {speech.id: speech.title for speech in load_speeches()}
        if unknown := [name for name in identifiers if name not in bundled]:
            raise _unknown(unknown)
        own.exclude(own.excluded() - set(identifiers))
    return [f"{name} 《{bundled[name]}》已恢复使用。" for name in dict.fromkeys(identifiers)]


def adopt_texts(*, settings: Settings | None = None) -> list[str]:
    """Take in texts that lie in the corpus folder without a record: put there by hand, or left by a process that was killed.

    Returns:
        A Chinese sentence for each.

    Raises:
        CorpusError: The corpus cannot be read or written.
    """
    own = own_corpus(settings)
    if not (own.folder / TEXTS).is_dir():
        return []
    with own.writing():
        return [f"{record['file']} 已编入目录，编号 {record['id']}。" for record in own.adopt()]


def corpus_troubles(*, settings: Settings | None = None) -> list[str]:
    """Return a Chinese sentence for each speech of the user's corpus that cannot be used as it is.

    Raises:
        CorpusError: The manifest cannot be read.
    """
    return own_corpus(settings).speeches()[1]


def _unknown(identifiers: Sequence[str]) -> CorpusError:
    return CorpusError(f"没有编号为 {'、'.join(identifiers)} 的范文；请用 python -m assistant index list 查看编号")
