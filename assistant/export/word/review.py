"""The review copy: the difference between two versions as tracked changes, what the checks found as comments on the words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise
from typing import Any

from assistant.export.word.differences import Piece, difference
from assistant.export.word.elements import element, fonts, name_of, run_properties, text_run
from assistant.export.word.lines import Line
from assistant.export.word.notes import Note
from assistant.export.word.package import Sheet, blank, in_utc
from assistant.export.word.speech import face_of, paragraph
from assistant.export.word.styles import COMMENT_MARK, COMMENT_TEXT, PARAGRAPHS

_CHANGES = {"inserted": "ins", "deleted": "del"}


def review_docx(old: Sequence[Line], new: Sequence[Line], notes: Sequence[Note], sheet: Sheet, *, author: str) -> Any:
    """Return a review copy as a Word document (``docx.document.Document``).

    All changes accepted, its text is the new version, all rejected the old one.

    Args:
        old: The paragraphs of the version before; the same as ``new`` where there is none.
        new: The paragraphs of the version that is reviewed.
        notes: Comments, their offsets into the new text.
        sheet: Layout and properties; its time is that of the changes.
        author: Who made the changes.
    """
    document = blank(sheet)
    writer = _Writer(old, new, notes, sheet, author)
    for made in writer.paragraphs():
        document.element.body.sectPr.addprevious(made)
    for note in notes:
        _comment(document, note, sheet)
    return document


@dataclass
class _Writer:
    """Writes the stream of two versions as paragraphs; it keeps count of identifiers."""

    old: Sequence[Line]
    new: Sequence[Line]
    notes: Sequence[Note]
    sheet: Sheet
    author: str
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    def paragraphs(self) -> Iterator[Any]:
        """Yield the paragraphs; each ends with a line end of the stream, whatever happened to that."""
        at, row = 0, []
        for piece in difference([line.text for line in self.old], [line.text for line in self.new]):
            if piece.text != "\n":
                row.append(piece)
                continue
            yield paragraph(self._style(piece), list(self._runs(row, at)), *self._marks(piece))
            at += sum(len(one.text) for one in row if one.kept != "deleted") + (piece.kept != "deleted")
            row = []

    def _style(self, end: Piece) -> str:
        return self.new[end.new].style if end.new >= 0 else self.old[end.old].style

    def _marks(self, end: Piece) -> tuple[Any, Any]:
        """Return what is said about the paragraph mark: that it is inserted or deleted, or that its style was another."""
        mark = element("rPr", None, self._change(end)) if end.kept != "same" else None
        if end.old < 0 or end.new < 0 or self.old[end.old].style == self.new[end.new].style:
            return mark, None
        before = element("pPr", None, element("pStyle", {"val": PARAGRAPHS[self.old[end.old].style].id}))
        return mark, element("pPrChange", self._by(), before)

    def _runs(self, row: Sequence[Piece], at: int) -> Iterator[Any]:
        """Yield the runs of a paragraph with their changes, and where comments begin and end.

        Args:
            row: Its pieces.
            at: Offset of the paragraph in the new text.
        """
        start = at
        for piece in row:
            if piece.kept == "deleted":
                yield element("del", self._by(), self._run(piece.text, piece, leading=False))
                continue
            for first, last in pairwise(self._cuts(piece, start, at)):
                yield from (element("commentRangeStart", {"id": number}) for number in self._noted("start", first))
                made = self._run(piece.text[first - at : last - at], piece, leading=first - start < self.new[piece.new].lead)
                yield element("ins", self._by(), made) if piece.kept == "inserted" else made
                yield from self._ends(last)
            at += len(piece.text)

    def _cuts(self, piece: Piece, start: int, at: int) -> list[int]:
        """Return where a piece has to be cut: at the end of an opening sentence, and where a comment begins or ends."""
        end = at + len(piece.text)
        inner = {start + self.new[piece.new].lead, *(place for note in self.notes for place in (note.start, note.end))}
        return [at, *sorted(place for place in inner if at < place < end), end]

    def _noted(self, edge: str, place: int) -> list[int]:
        return [number for number, note in enumerate(self.notes) if getattr(note, edge) == place]

    def _ends(self, place: int) -> Iterator[Any]:
        for number in self._noted("end", place):
            yield element("commentRangeEnd", {"id": number})
            face = self.sheet.layout.body
            yield element("r", None, run_properties(face, COMMENT_MARK), element("commentReference", {"id": number}))

    def _run(self, text: str, piece: Piece, *, leading: bool) -> Any:
        line = self.new[piece.new] if piece.new >= 0 else self.old[piece.old]
        face, style = face_of(line, self.sheet.layout, leading=leading)
        return text_run(text, run_properties(face, style), deleted=piece.kept == "deleted")

    def _change(self, piece: Piece) -> Any:
        return element(_CHANGES[piece.kept], self._by())

    def _by(self) -> dict[str, str | int]:
        return {"id": next(self.ids), "author": self.author, "date": f"{in_utc(self.sheet.when).isoformat()}Z"}


def _comment(document: Any, note: Note, sheet: Sheet) -> None:
    """Add a comment; the library numbers them in the order they come."""
    made = document.comments.add_comment(author=note.author, initials=note.author[:1])
    root = made.paragraphs[0]._p.getparent()
    root.set(name_of("date"), f"{in_utc(sheet.when).isoformat()}Z")
    for child in list(root):
        root.remove(child)
    for number, line in enumerate(note.text.split("\n")):
        body = sheet.layout.body
        sign = element("r", None, run_properties(body, COMMENT_MARK), element("annotationRef")) if not number else None
        said = text_run(line, element("rPr", None, fonts(body)))
        root.append(element("p", None, element("pPr", None, element("pStyle", {"val": COMMENT_TEXT})), sign, said))
