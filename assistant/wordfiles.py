"""Word files of a draft, and the draft a returned Word file makes: what :class:`assistant.Draft` does over the Word files of plain data."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypedDict, Unpack

from assistant.drafting.revision.differences import summary
from assistant.errors import DraftError, InputError
from assistant.export.checksheet import check_sheet
from assistant.export.files import check_target
from assistant.export.word.annex import add_annex
from assistant.export.word.characters import check_characters
from assistant.export.word.house import load_house
from assistant.export.word.lines import lines_of
from assistant.export.word.notes import notes_of
from assistant.export.word.package import Sheet, packed
from assistant.export.word.reading import read_returned, returned_of
from assistant.export.word.review import review_docx
from assistant.export.word.speech import speech_docx
from assistant.history import changes_between, continued
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.draft import Draft
    from assistant.outputs import Outputs

RETURNED = "退回的 Word 文件"
PRINTED, SPOKEN, REVIEW = "印发稿", "朗读稿", "审阅稿"
LAYOUTS = (PRINTED, SPOKEN, REVIEW)


class WordOptions(TypedDict, total=False):
    """What can be told of a Word file; see :meth:`assistant.Draft.docx`."""

    against: "Outputs | None"
    author: str
    when: datetime | None
    corner: str
    annex: bool


def docx_of(draft: "Outputs", layout: str = PRINTED, **options: Unpack[WordOptions]) -> bytes:
    """Return the Word file of a draft; see :meth:`assistant.Draft.docx`."""
    if layout not in LAYOUTS:
        raise InputError(f"没有“{layout}”这种版式，可选：{'、'.join(LAYOUTS)}。")
    house = load_house(Settings.from_env().home)
    chosen = house.spoken if layout == SPOKEN else house.printed
    author, corner = options.get("author", "拟稿"), options.get("corner", chosen.corner)
    old = (options.get("against") or draft.before) if layout == REVIEW else draft
    for text in (draft.text, old.text, corner, author):
        check_characters(text)
    when = options.get("when") or datetime.now(UTC)
    sheet = Sheet(house, chosen, draft.state.title, draft.text, when, tracked=layout == REVIEW)
    new = lines_of(draft.text, draft.state)
    if layout == REVIEW:
        document = review_docx(lines_of(old.text, old.state), new, notes_of(draft.report, draft.wording), sheet, author=author)
    else:
        document = speech_docx(new, sheet, corner=corner)
    if options.get("annex"):
        add_annex(document, check_sheet(draft.text, draft.report, draft.brief, draft.wording, version=f"第{draft.number}版"), chosen)
    return packed(document)


def place_of(path: str | Path, *, overwrite: bool) -> Path:
    """Return where a Word file is to be written, having looked whether it can be, before any work is done.

    Raises:
        InputError: It cannot be written there, or there is one already and ``overwrite`` is not set.
    """
    target = Path(path).expanduser()
    if target.suffix.lower() != ".docx":
        raise InputError(f"“{target}”的扩展名应为 .docx，请改正文件名。")
    check_target(target, overwrite=overwrite)
    return target


def draft_of_docx(source: "str | Path | BinaryIO", draft: "Draft") -> "Draft":
    """Return the draft a returned Word file makes of the draft that was sent; see :meth:`assistant.Draft.from_docx`."""
    if isinstance(source, str | Path):
        returned = read_returned(Path(source).expanduser())
    else:
        returned = returned_of(Path(str(getattr(source, "name", ""))).name or "Word 文件", source.read())
    try:
        edited = draft.edit(returned.text)
    except DraftError as error:
        raise DraftError(f"{returned.name}：{error}") from error
    if edited is draft and not returned.comments:
        return replace(draft, returned=returned)
    changes = changes_between(draft, edited, RETURNED)
    comments = f"，批注{len(returned.comments)}条" if returned.comments else ""
    reply = f"读入“{returned.name}”：{summary(changes)}{comments}。"
    return continued(draft, replace(edited, returned=returned), why=RETURNED, reply=reply, changes=changes)
