"""PDF files with a text layer: pages to paragraphs."""

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from assistant.errors import CorpusError

MAX_PAGES = 200
_LEAST_ON_A_PAGE = 20  # characters; a scanned page has none, or a stamp
_PAGE_NUMBER = re.compile(r"\s*(?:[—－-]\s*)?(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[—－-])?\s*")
_END = re.compile(r"[。！？：；…”』」]\s*$")
_START = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}(?:[．、]|\.(?!\d))|同志们|各位)|\s{2,}|\u3000"
)


def pdf_text(data: bytes, name: str) -> tuple[str, list[str]]:
    """Return the text of a PDF, one paragraph a line, and no notes.

    Raises:
        CorpusError: It is locked, scanned, damaged or too long.
    """
    if b"%PDF" not in data[:1024]:
        raise CorpusError(f"{name}：内容不是 PDF，请检查扩展名，或重新导出。")
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # its remarks on crooked files are not for our users
    try:
        pages = list(_pages(data, name))
    except CorpusError:
        raise
    except Exception as error:  # a damaged object fails in ways pypdf does not document
        raise CorpusError(f"{name}：PDF 已损坏或不完整，读不出来；请重新导出，或另存为 .docx。") from error
    if sum(len("".join(page.split())) for page in pages) < _LEAST_ON_A_PAGE * len(pages):
        raise CorpusError(f"{name}：PDF 里没有文字，多半是扫描件；请先做文字识别（OCR），或换成 .docx。")
    return "\n".join(_paragraphs(line for page in pages for line in page.splitlines())), []


def _pages(data: bytes, name: str) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not _unlocked(reader):
        raise CorpusError(f"{name}：PDF 设了打开密码，请去掉密码后再用。")
    if len(reader.pages) > MAX_PAGES:
        raise CorpusError(f"{name}：PDF 有{len(reader.pages)}页，不像一篇讲话稿；请只导出需要的几页。")
    for page in reader.pages:
        yield page.extract_text()


def _unlocked(reader: Any) -> bool:
    """Try the empty password: many files are only locked against printing."""
    try:
        return bool(reader.decrypt(""))
    except Exception:
        return False


def _paragraphs(lines: Iterator[str]) -> Iterator[str]:
    """Join the printed lines of a paragraph: one ends in a short line, or at a sentence end before the next item or indent."""
    written = [line.rstrip() for line in lines if line.strip() and not _PAGE_NUMBER.fullmatch(line)]
    full = max((len(line.strip()) for line in written), default=0)
    held = ""
    for line in written:
        if held and _END.search(held) and _START.match(line):
            yield held
            held = ""
        held += line.strip()
        if len(line.strip()) < 0.6 * full or (_END.search(line) and len(line.strip()) < 0.95 * full):
            yield held
            held = ""
    if held:
        yield held
