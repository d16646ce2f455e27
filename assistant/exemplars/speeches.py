"""The exemplar speeches: a folder with a manifest ``speeches.yaml`` and the texts in ``speeches/``."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.resources import bundled

MANIFEST = "speeches.yaml"
_FIELDS = ("id", "file", "title", "occasion", "level", "season", "year", "masked", "provenance")


@dataclass(frozen=True, slots=True)
class Speech:
    """One exemplar speech, unmasked: for indexing and for the leak list only.

    Attributes:
        id: Identifier within the corpus.
        title: Title of the speech.
        occasion: Type of meeting (开门红部署会, 三季度座谈会, 市级调度会 …).
        level: 县 or 市.
        season: 开门红, 一季度, 二季度, 三季度, 四季度 or 收官.
        year: Year of the meeting.
        masked: What is blanked in the text as supplied, in words.
        provenance: Where the text comes from.
        text: The speech as supplied.
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


def load_speeches(folder: Path | None = None) -> tuple[Speech, ...]:
    """Read a corpus of exemplar speeches.

    Args:
        folder: A folder with ``speeches.yaml`` and ``speeches/``; the bundled corpus by default.

    Raises:
        CorpusError: The manifest or a speech cannot be read; the message names it.
    """
    root = folder or bundled("corpus")
    return tuple(_read_speech(root, record) for record in _read_manifest(root / MANIFEST))


def _read_manifest(path: Path) -> list[dict[str, Any]]:
    import yaml

    try:
        records = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(f"范文目录读不出来：{path.name}（{type(error).__name__}）") from error
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise CorpusError(f"范文目录格式不对：{path.name} 应是一个列表，每篇范文一项")
    return records


def _read_speech(root: Path, record: dict[str, Any]) -> Speech:
    lacking = [field for field in _FIELDS if field not in record]
    if lacking:
        raise CorpusError(f"范文目录中“{record.get('id', '（无编号）')}”缺少：{'、'.join(lacking)}")
    path = root / "speeches" / str(record["file"])
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"范文读不出来：{path.name}（{type(error).__name__}）") from error
    values = {field: str(record[field]) for field in _FIELDS if field not in {"file", "year"}}
    return Speech(**values, year=int(record["year"]), text=text)
