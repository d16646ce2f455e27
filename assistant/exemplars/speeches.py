"""The exemplar speeches: a folder with a manifest ``speeches.yaml`` and the texts in ``speeches/``."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.resources import bundled

MANIFEST, TEXTS = "speeches.yaml", "speeches"
_FIELDS = ("id", "file", "title", "occasion", "level", "season", "year")
_OPTIONAL = ("masked", "provenance", "date", "speaker")
_NO_TEXT = frozenset("/\\\0")


@dataclass(frozen=True, slots=True)
class Speech:
    """One exemplar speech, unmasked: for indexing and for the leak list only.

    Attributes:
        id: Identifier within the corpus.
        title: Title of the speech.
        occasion: Type of meeting (开门红部署会, 三季度座谈会, 市级调度会 …).
        level: 县 or 市.
        season: 开门红, 一季度, 二季度, 三季度, 四季度 or 收官.
        year: Year of the meeting; 0 where it is not known.
        masked: What is blanked in the text as supplied, in words.
        provenance: Where the text comes from.
        text: The speech as supplied.
        date: Date of the meeting, as far as it is known: ``2024-07-18`` or ``2024-07``.
        speaker: Who gave it.
    """

    id: str
    title: str
    occasion: str
    level: str
    season: str
    year: int
    masked: str
    provenance: str
    text: str
    date: str = ""
    speaker: str = ""


def load_speeches(folder: Path | None = None) -> tuple[Speech, ...]:
    """Read a corpus of exemplar speeches.

    Args:
        folder: A folder with ``speeches.yaml`` and ``speeches/``; the bundled corpus by default.

    Raises:
        CorpusError: The manifest or a speech cannot be read; the message names it.
    """
    root = folder or bundled("corpus")
    return tuple(speech_of(root, record) for record in read_manifest(root / MANIFEST))


def read_manifest(path: Path) -> list[dict[str, Any]]:
    """Return the records of a manifest.

    Raises:
        CorpusError: It is no YAML, or no list of records; the message names the line.
    """
    import yaml

    try:
        records = yaml.load(path.read_text("utf-8-sig"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"范文目录读不出来：{path.name}（{type(error).__name__}），请检查文件是否存在、是否为 UTF-8 编码") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise CorpusError(
            f"范文目录读不出来：{path.name}{f' 第{mark.line + 1}行' if mark else ''}写法有误，请改正缩进、冒号或引号"
        ) from error
    records = [] if records is None else records
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise CorpusError(f"范文目录格式不对：{path.name} 应是一个列表，每篇范文一项")
    return records


def speech_of(root: Path, record: Mapping[str, Any]) -> Speech:
    """Return the speech of a record.

    Raises:
        CorpusError: A field is missing or wrong, or the text cannot be read.
    """
    name = record.get("id", "（无编号）")
    lacking = [field for field in _FIELDS if record.get(field) is None]
    if lacking:
        raise CorpusError(f"范文目录中“{name}”缺少：{'、'.join(lacking)}")
    file = str(record["file"])
    if _NO_TEXT & set(file) or file.startswith("."):
        raise CorpusError(f"范文目录中“{name}”的 file 应只写 {TEXTS} 文件夹里的文件名，不能带路径：{file}")
    try:
        year = int(record["year"])
    except (TypeError, ValueError) as error:
        raise CorpusError(f"范文目录中“{name}”的 year 应是年份，不能是“{record['year']}”") from error
    try:
        text = (root / TEXTS / file).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"范文读不出来：{file}（{type(error).__name__}），请检查文件是否存在、是否为 UTF-8 编码") from error
    values = {field: str(record[field]) for field in _FIELDS if field not in {"file", "year"}}
    extra = {field: str(record.get(field) or "") for field in _OPTIONAL}
    return Speech(**values, **extra, year=year, text=text)
