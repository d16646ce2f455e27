"""A Word file that comes back: its text with every tracked change accepted, the text with all rejected, and what the reviewers say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.exemplars.documents import check_package, is_invisible
from assistant.export.word.elements import name_of
from assistant.export.word.notes import OURS
from assistant.export.word.styles import ANNEX_TEXT, ANNEX_TITLE, CHARACTERS, CORNER, LINE_END, PARAGRAPHS, TITLE

_MOST_BYTES = 20 * 1024 * 1024
# Runs in these are no text of the speech: what older programs are shown instead, boxes, the reading over a character, tables.
_ELSEWHERE = frozenset({"Fallback", "txbxContent", "rt", "tbl"})
_GONE, _COME = frozenset({"del", "moveFrom"}), frozenset({"ins", "moveTo"})


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reviewer says.

    Attributes:
        author: Who.
        text: What, paragraphs as lines.
        quoted: The words it is about, as they stand after the changes.
        when: When; ``None`` where the file does not tell.
    """

    author: str
    text: str
    quoted: str = ""
    when: datetime | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """A Word file as read.

    Attributes:
        name: Its name.
        text: Its text, all tracked changes accepted.
        before: Its text, all of them rejected.
        comments: What reviewers say; our own comments are left out.
        authors: Who made tracked changes.
        notes: What was not read, Chinese sentences.
    """

    name: str
    text: str
    before: str
    comments: tuple[Comment, ...] = ()
    authors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_returned(path: Path) -> Returned:
    """Read a Word file.

    Raises:
        InputError: It is missing, too large, or no Word file; one Chinese sentence.
    """
    try:
        _check_size(path.name, path.stat().st_size)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}：找不到这个文件；请检查路径和文件名。") from error
    except OSError as error:
        raise InputError(f"{path}：打不开这个文件（{error.strerror}）；请检查路径、权限，以及是否正被别的程序占用。") from error
    return returned_of(path.name, data)


def returned_of(name: str, data: bytes) -> Returned:
    """Read a Word file that was handed in as bytes; see :func:`read_returned`."""
    _check_size(name, len(data))
    check_package(data, name)
    try:
        from docx import Document

        document = Document(BytesIO(data))
        reader = _Reader(document)
        reader.read()
        comments = tuple(_comments(document, reader.quoted))
    except Exception as error:  # a damaged part fails inside python-docx, lxml or zlib in ways none of them documents
        raise InputError(f"{name}：Word 文档已损坏或不完整，请用 Word 或 WPS 打开后重新保存。") from error
    accepted, rejected = reader.after.text(), reader.before.text()
    return Returned(name, accepted, rejected, comments, tuple(reader.authors), tuple(_notes(reader.seen)))


def _check_size(name: str, size: int) -> None:
    if size > _MOST_BYTES:
        raise InputError(f"{name}：文件超过{_MOST_BYTES // 1024 // 1024} MB，不像一篇讲话稿；请去掉其中的图片后再用。")


@dataclass
class _Side:
    """The text of one side, as it grows; a line end waits for the next paragraph."""

    parts: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return the text without the end of the last paragraph."""
        return "".join(self.parts[:-1] if self.parts and self.parts[-1] == "\n" else self.parts)


@dataclass
class _Reader:
    """Goes through the body once, in document order."""

    document: Any
    after: _Side = field(default_factory=_Side)
    before: _Side = field(default_factory=_Side)
    quoted: dict[str, str] = field(default_factory=dict)
    authors: dict[str, None] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        styles = {style.style_id: style.name for style in self.document.styles}
        beside = ((CORNER, PARAGRAPHS[CORNER].id), ("附表标题", ANNEX_TITLE), ("附表文字", ANNEX_TEXT))
        self._beside = set().union(*(_ids(styles, name, own) for name, own in beside))
        self._line_end = _ids(styles, LINE_END, CHARACTERS[LINE_END].id)
        self._title = _ids(styles, PARAGRAPHS[TITLE].name, PARAGRAPHS[TITLE].id)

    def read(self) -> None:
        """Read everything."""
        wanted = {name_of(tag): tag for tag in ("p", "r", "commentRangeStart", "commentRangeEnd", "tbl", "numPr")}
        paragraph = None
        for node in self.document.element.body.iter(*wanted):
            tag = wanted[node.tag]
            if tag == "numPr":
                self._count(tag)
            elif tag == "tbl":
                self._count(tag, not self._is_beside(next(node.iter(name_of("p")), None)))
            elif tag == "commentRangeStart":
                self._open.add(str(node.get(name_of("id"))))
            elif tag == "commentRangeEnd":
                self._open.discard(str(node.get(name_of("id"))))
            elif not _ancestors(node) & _ELSEWHERE:
                if tag == "p":
                    self._end(paragraph)
                    paragraph = node
                else:
                    self._run(node, paragraph)
        self._end(paragraph)

    def _run(self, run: Any, paragraph: Any) -> None:
        if self._is_beside(paragraph):
            return
        text = "".join(self._characters(run, paragraph))
        if is_invisible(run):
            self._count("hidden", bool(text.strip()))
            return
        around = self._changes(run.iterancestors())
        if not around & _GONE:
            self.after.parts.append(text)
            for number in self._open:
                self.quoted[number] = self.quoted.get(number, "") + text
        if not around & _COME:
            self.before.parts.append(text)

    def _characters(self, run: Any, paragraph: Any) -> Iterator[str]:
        layout = _style_of(run, "rPr", "rStyle") in self._line_end or _style_of(paragraph, "pPr", "pStyle") in self._title
        for part in run:
            tag = str(part.tag).rpartition("}")[2]
            if tag in {"t", "delText"}:
                yield part.text or ""
            elif tag == "tab":
                yield "\t"
            elif tag == "noBreakHyphen":
                yield "-"
            elif tag == "cr" or (tag == "br" and part.get(name_of("type")) in {None, "textWrapping"}):
                yield "" if layout else "\n"
            elif tag in {"drawing", "pict", "object", "sym", "footnoteReference", "endnoteReference"}:
                self._count(tag)

    def _end(self, paragraph: Any) -> None:
        """End a paragraph: a mark that is deleted joins it with the next one, one that is inserted did not stand there before."""
        if paragraph is None or self._is_beside(paragraph):
            return
        mark = paragraph.find(f"{name_of('pPr')}/{name_of('rPr')}")
        changed = self._changes(mark) if mark is not None else set()
        if not changed & _GONE:
            self.after.parts.append("\n")
        if not changed & _COME:
            self.before.parts.append("\n")

    def _changes(self, nodes: Any) -> set[str]:
        found = set()
        for node in nodes:
            tag = str(node.tag).rpartition("}")[2]
            if tag in _GONE | _COME:
                found.add(tag)
                self.authors.setdefault(str(node.get(name_of("author"))))
        return found

    def _is_beside(self, paragraph: Any) -> bool:
        """Say whether a paragraph stands beside the text: in the corner, or in the annex."""
        return _style_of(paragraph, "pPr", "pStyle") in self._beside

    def _count(self, kind: str, often: int = 1) -> None:
        self.seen[kind] = self.seen.get(kind, 0) + often


def _ids(styles: dict[str, str], name: str, own: str) -> set[str]:
    """Return the identifiers a style may have: a program that saves a file anew may give it another one, its name stays."""
    return {own, *(identifier for identifier, one in styles.items() if one == name)}


def _ancestors(node: Any) -> set[str]:
    return {str(parent.tag).rpartition("}")[2] for parent in node.iterancestors()}


def _style_of(node: Any, properties: str, style: str) -> str:
    found = node.find(f"{name_of(properties)}/{name_of(style)}") if node is not None else None
    return str(found.get(name_of("val"))) if found is not None else ""


def _comments(document: Any, quoted: dict[str, str]) -> Iterator[Comment]:
    for comment in document.comments:
        if comment.author not in OURS and comment.text.strip():
            yield Comment(comment.author, comment.text.strip(), quoted.get(str(comment.comment_id), ""), comment.timestamp)


_TOLD = {
    "hidden": "有{}处隐藏或白色的文字，没有读入。",
    "tbl": "有{}个表格，没有读入。",
    "drawing": "有{}张图片，没有读入。",
    "pict": "有{}个图形，没有读入。",
    "object": "有{}个嵌入对象，没有读入。",
    "sym": "有{}个符号字体的字符读不出来，请在文中补上。",
    "footnoteReference": "有{}处脚注，没有读入。",
    "endnoteReference": "有{}处尾注，没有读入。",
    "numPr": "有{}段用了 Word 自动编号，编号本身读不出来；标题前的“一、”“（一）”如有缺失，请在文中补上。",
}


def _notes(seen: dict[str, int]) -> Iterator[str]:
    return (told.format(seen[kind]) for kind, told in _TOLD.items() if seen.get(kind))
