"""Add speeches to the user's corpus: one line of report for each file, whatever happens to the others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from assistant.errors import CorpusError
from assistant.exemplars.corpus import OwnCorpus
from assistant.exemplars.documents import Document, read_document
from assistant.exemplars.hygiene import suspicions, without_instructions
from assistant.exemplars.likeness import Known
from assistant.exemplars.passages import passages_of
from assistant.exemplars.recognition import recognise, split_head
from assistant.exemplars.speeches import TEXTS, Speech, load_speeches, speech_of

Status = Literal["added", "duplicate", "similar", "failed"]
_SAID = {"added": "已加入", "duplicate": "重复，未加入", "similar": "近似，未加入", "failed": "未加入"}
_MOST_FILES = 10_000
_LEAST_LEFT = 0.5


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file.

    Attributes:
        file: The file, as given or as found in a folder.
        status: ``added``, ``duplicate``, ``similar`` or ``failed``.
        message: One Chinese sentence.
        id: Identifier of the speech it became, or of the one it resembles; empty when it failed.
        notes: What the user should look at, Chinese sentences.
    """

    file: str
    status: Status
    message: str
    id: str = ""
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join([f"[{_SAID[self.status]}] {self.message}", *(f"    · {note}" for note in self.notes)])


def add_files(places: Sequence[Path], corpus: OwnCorpus, *, similar: bool = False) -> list[Imported]:
    """Add files, and all readable files of folders, to a corpus.

    Args:
        places: Files and folders.
        corpus: Where they go.
        similar: Add a text too that is a version of one already there.

    Returns:
        One report for each file, in the order of the files.

    Raises:
        CorpusError: The corpus itself cannot be read or written.
    """
    with corpus.writing():
        corpus.adopt()
        known = _known(corpus)
        return [_add(path, corpus, known, similar) for path in _files(places)]


def _known(corpus: OwnCorpus) -> Known:
    known = Known()
    for speech in load_speeches():
        known.add(speech.id, speech.text)
    for record in corpus.records():
        try:
            speech = speech_of(corpus.folder, record)
        except CorpusError:  # told by the health report
            continue
        known.add(speech.id, split_head(speech.text)[1])
    return known


def _files(places: Iterable[Path]) -> Iterator[Path]:
    count = 0
    for place in places:
        inside = (
            sorted(path for path in place.rglob("*") if path.is_file() and not path.name.startswith((".", "~$")))
            if place.is_dir()
            else [place]
        )
        for path in inside:
            count += 1
            if count > _MOST_FILES:
                raise CorpusError(f"一次最多导入{_MOST_FILES:,}个文件，请分批导入")
            yield path


def _add(path: Path, corpus: OwnCorpus, known: Known, similar: bool) -> Imported:
    try:
        document = read_document(path)
        return _added(path, document, corpus, known, similar)
    except CorpusError as error:
        return Imported(str(path), "failed", str(error))


def _added(path: Path, document: Document, corpus: OwnCorpus, known: Known, similar: bool) -> Imported:
    name, body = document.name, split_head(document.text)[1]
    like = known.nearest(body)
    if like and like.same:
        return Imported(str(path), "duplicate", f"{name}：与范文 {like.id} 内容相同。", like.id)
    if like and not similar:
        message = f"{name}：与范文 {like.id} 有{like.share:.0%}的文字相同，像是同一篇的不同稿；确要加入请用 --similar。"
        return Imported(str(path), "similar", message, like.id)
    bad = list(suspicions(document.text))
    if len(without_instructions(body)) < _LEAST_LEFT * len(body):
        raise CorpusError(f"{name}：大半篇像是写给人工智能的指令（{bad[0].reason}：“{bad[0].excerpt}”），不作范文。")
    speech = speech_of(corpus.folder, corpus.put(name, document.text))
    known.add(speech.id, body)
    notes = [*document.notes, *map(str, bad), *_doubts(speech)]
    return Imported(str(path), "added", f"{name}：{describe(speech)}", speech.id, tuple(notes))


def describe(speech: Speech) -> str:
    """Return one line on what was recognised in a speech: title, meeting, level, date, speaker, headings, roles and topics."""
    text = split_head(speech.text)[1]
    pieces = passages_of(replace(speech, text=without_instructions(text)), {})
    roles = dict.fromkeys(piece.role for piece in pieces)
    topics = dict.fromkeys(topic for piece in pieces for topic in piece.topics)
    headings = len(recognise(speech.text, "").headings)
    when = speech.date or (f"{speech.year}年" if speech.year else "日期不详")
    parts = [f"《{speech.title}》", speech.occasion, f"{speech.level}级", speech.season, when, speech.speaker or "讲话人不详"]
    seen = f"{len(text)}字，{headings}个大标题，{len(pieces)}段；{'、'.join(roles)}；主题：{'、'.join(list(topics)[:6]) or '未识别'}"
    return f"编号 {speech.id}，{'，'.join(parts)}；{seen}。"


def _doubts(speech: Speech) -> Iterator[str]:
    missing = [name for name, value in (("日期", speech.date), ("讲话人", speech.speaker)) if not value]
    if missing:
        yield f"没有认出{'和'.join(missing)}，可在 speeches.yaml 里补上（{TEXTS} 文件夹旁边）。"
