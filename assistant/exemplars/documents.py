"""Documents to text: .txt, .md, .docx and .pdf with a text layer. Nothing is believed of a file's name or size.

Every trouble is one Chinese sentence that names the file and says what to do.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError, TableError
from assistant.exemplars.hygiene import clean
from assistant.exemplars.portable import pdf_text
from assistant.tables.reading import MAX_BYTES, read_bytes
from assistant.tables.text import decode
from assistant.tables.uploads import safe_name

MAX_UNPACKED = 64 * 1024 * 1024
LEAST, MOST = 150, 60_000  # Chinese characters; a speech has 2,000 to 4,000
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FREQUENT = re.compile(r"[的一是在有和要大全工业发展不了中加企业]")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt", ".wpt", ".dot"), "是旧版或其他格式的文档，请用 Word 或 WPS 另存为 .docx"),
    **dict.fromkeys((".xls", ".xlsx", ".et", ".csv", ".tsv"), "是表格，不是讲话稿；数据表请写进任务单"),
    **dict.fromkeys((".ppt", ".pptx", ".dps"), "是演示文稿，请把讲话稿文字另存为 .docx 或 .txt"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif"), "是图片，没有文字可读，请先做文字识别（OCR）"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar"), "是压缩包，请先解压"),
    **dict.fromkeys((".html", ".htm", ".mht"), "是网页，请把正文另存为 .txt"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, one paragraph a line.

    Attributes:
        name: The file's name.
        text: What a reader of the file would see; no invisible characters.
        notes: What was left out or may be missing, Chinese sentences.
    """

    name: str
    text: str
    notes: tuple[str, ...] = ()


def read_document(path: Path) -> Document:
    """Read one file.

    Raises:
        CorpusError: It is no readable Chinese speech; one sentence with the file's name.
    """
    suffix, name = path.suffix.lower(), path.name
    reader = _READERS.get(suffix)
    if reader is None:
        said = _ELSEWHERE.get(suffix, f"不认识的文件类型“{suffix or '（无扩展名）'}”，请用 .txt、.md、.docx 或有文字的 .pdf")
        raise CorpusError(f"{name}：{said}。")
    raw, notes = reader(_bytes(path), name)
    text, hidden = clean(raw)
    _check_speech(text, name)
    return Document(name, text, tuple([*notes, *hidden]))


def read_speech(name: str, data: bytes) -> Document:
    """Read a speech that was handed in as bytes, to be audited: by its content, whatever its name says, and of any length.

    Args:
        name: What its owner calls it; used in messages only.
        data: A .docx, a .pdf with a text layer, or plain text.

    Raises:
        CorpusError: Too large, empty, or no text in it; one sentence with the file's name.
    """
    name = safe_name(name)
    if len(data) > MAX_BYTES:
        raise CorpusError(f"{name}：文件有{len(data) / 1024 / 1024:.1f} MB，不像一篇讲话稿；请检查是否选错了文件，或去掉其中的图片。")
    packed = data.startswith((b"PK", _OLE))
    reader = _word if packed else pdf_text if data.startswith(b"%PDF") else _markdown if name.lower().endswith(".md") else _plain
    raw, notes = reader(data, name)
    text, hidden = clean(raw)
    if not text.strip():
        raise CorpusError(f"{name}：没有文字；请检查文件是否为空，或内容是否为图片。")
    return Document(name, text, tuple([*notes, *hidden]))


def _bytes(path: Path) -> bytes:
    if path.is_file() and (size := path.stat().st_size) > MAX_BYTES:
        raise CorpusError(f"{path.name}：文件有{size / 1024 / 1024:.1f} MB，不像一篇讲话稿；请检查是否选错了文件，或去掉其中的图片。")
    try:
        return read_bytes(path)
    except TableError as error:
        raise CorpusError(str(error)) from error


def _check_speech(text: str, name: str) -> None:
    chinese = "".join(_CHINESE.findall(text))
    if len(chinese) < LEAST:
        raise CorpusError(f"{name}：只有{len(chinese)}个汉字，不像一篇讲话稿；请检查是否选错了文件，或内容是否为图片。")
    if len(chinese) > MOST:
        raise CorpusError(f"{name}：有{len(chinese):,}个汉字，不像单篇讲话稿；请拆成一篇一个文件。")
    if 2 * len(chinese) < len("".join(text.split())):
        raise CorpusError(f"{name}：一半以上不是汉字，不像中文讲话稿；请检查是否选错了文件。")
    if 25 * len(_FREQUENT.findall(chinese)) < len(chinese):
        raise CorpusError(f"{name}：读出来的字不成文，多半是编码不对或乱码；请另存为 UTF-8 的 .txt 再用。")


def _plain(data: bytes, name: str) -> tuple[str, list[str]]:
    for mark, said in (
        (b"%PDF", "内容其实是 PDF，请把扩展名改为 .pdf"),
        (b"PK\x03\x04", "内容其实是 Word 文档或压缩包，请改回原来的扩展名"),
        (_OLE, "内容其实是旧版 Office 文档，请用 Word 或 WPS 另存为 .docx"),
        (b"{\\rtf", "内容其实是 RTF 文档，请用 Word 或 WPS 另存为 .docx"),
    ):
        if data.startswith(mark):
            raise CorpusError(f"{name}：{said}。")
    text = decode(data)
    if text is None:
        text = next((text for text in map(_unmarked(data), ("utf-16-le", "utf-16-be")) if text), None)
    if text is None:
        raise CorpusError(f"{name}：读不出文字，不是 UTF-8、GB18030 或 UTF-16 编码的文本；请另存为 UTF-8 再用。")
    if re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.IGNORECASE):
        raise CorpusError(f"{name}：内容其实是网页，请把正文另存为 .txt。")
    return text, []


def _unmarked(data: bytes) -> Callable[[str], str | None]:
    """Return a decoder for UTF-16 without its mark: taken only when most of it turns out Chinese."""

    def decoded(encoding: str) -> str | None:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            return None
        return text if 2 * len(_CHINESE.findall(text)) > len(text) else None

    return decoded


def _markdown(data: bytes, name: str) -> tuple[str, list[str]]:
    text, notes = _plain(data, name)
    text = re.sub(r"\A---\n.*?\n---\n", "", text.replace("\r\n", "\n"), flags=re.DOTALL)
    text = re.sub(r"^[ \t]*(?:#{1,6}|>|[-*+])[ \t]+", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[ \t]*(?:[-*_][ \t]*){3,}$|^[ \t]*```.*$", "", text, flags=re.MULTILINE)
    return re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text), notes


def _word(data: bytes, name: str) -> tuple[str, list[str]]:
    check_package(data, name)
    try:
        from docx import Document as open_docx

        body = open_docx(BytesIO(data)).element.body
    except Exception as error:  # a damaged part fails inside python-docx, lxml or zlib in ways none of them documents
        raise CorpusError(f"{name}：Word 文档已损坏或不完整，请用 Word 或 WPS 打开后重新保存。") from error
    paragraphs = [_paragraph(node) for node in body.iter(f"{_WORD}p") if not _within(node, "Fallback")]
    hidden = sum(count for _, count in paragraphs)
    notes = [f"有{hidden}处隐藏或白色的文字，没有读入。"] if hidden else []
    if sum(1 for _ in body.iter(f"{_WORD}numPr")) > 1:
        notes.append("用了 Word 自动编号，编号本身读不出来；标题前的“一、”“（一）”如有缺失，请在文中补上。")
    return "\n".join(text for text, _ in paragraphs), notes


def check_package(data: bytes, name: str) -> None:
    """Refuse what is no Word file, by the directory of the package only; nothing is unpacked.

    Raises:
        CorpusError: One sentence with the file's name.
    """
    if data.startswith(_OLE):
        locked = _ENCRYPTED in data
        raise CorpusError(f"{name}：{'文档设了打开密码，请去掉密码' if locked else '内容其实是旧版 Word 文档，请另存为 .docx'}后再用。")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        said = "Word 文档已损坏或不完整，请重新保存或重新下载" if data.startswith(b"PK") else "内容不是 Word 文档，请检查扩展名"
        raise CorpusError(f"{name}：{said}。") from error
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise CorpusError(f"{name}：解压后超过{MAX_UNPACKED // 1024 // 1024} MB，不予读取；请只保留讲话稿的文字。")
    if "word/document.xml" not in {member.filename for member in members}:
        raise CorpusError(f"{name}：压缩包里没有 Word 正文，可能是别的文件改了扩展名；请另存为 .docx。")


def _within(node: Any, tag: str) -> bool:
    return any(str(parent.tag).endswith(f"}}{tag}") for parent in node.iterancestors())


def _paragraph(node: Any) -> tuple[str, int]:
    """Return the text of a paragraph as printed, insertions in, deletions out, and the number of its invisible runs."""
    text, hidden = "", 0
    for run in node.iter(f"{_WORD}r"):
        if next(run.iterancestors(f"{_WORD}p")) is not node or _within(run, "del") or _within(run, "moveFrom"):
            continue
        written = "".join({f"{_WORD}t": part.text or "", f"{_WORD}tab": "\t", f"{_WORD}br": "\n"}.get(part.tag, "") for part in run)
        if is_invisible(run):
            hidden += bool(written.strip())
        else:
            text += written
    return text, hidden


def is_invisible(run: Any) -> bool:
    """Say whether a run of a Word file is hidden, white or too small to be read."""
    marks = run.find(f"{_WORD}rPr")
    if marks is None:
        return False
    vanish, color, size = (marks.find(f"{_WORD}{tag}") for tag in ("vanish", "color", "sz"))
    shown = vanish is None or vanish.get(f"{_WORD}val") in {"0", "false"}
    white = color is not None and str(color.get(f"{_WORD}val")).upper() == "FFFFFF"
    tiny = size is not None and str(size.get(f"{_WORD}val")).isdigit() and int(size.get(f"{_WORD}val")) <= 4
    return not shown or white or tiny


_READERS: Mapping[str, Callable[[bytes, str], tuple[str, list[str]]]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".docx": _word,
    ".pdf": pdf_text,
}
