"""The layout of a speech as typed or pasted: masthead, salutation, lines.

Line ends, indentation and blank lines are the house's, not the writer's: one paragraph a line, one blank line under the masthead.
Everything else is kept letter for letter.
"""

import re
from dataclasses import dataclass

from assistant.errors import DraftError
from assistant.exemplars.hygiene import clean

MOST = 60_000
"""Characters; a speech has 2,000 to 4,000."""

PART = re.compile(r"[一二三四五六七八九十]{1,3}、[^\n。]{2,60}")
"""A heading line of the top level."""

_MOST_HEAD = 6
_MOST_HEAD_LINE = 60
_SALUTATION = re.compile(r"[^。\n]{0,60}(?:同志们|各位[^。\n]{0,30}|女士们[^。\n]{0,20}|朋友们|[委县市区]长|书记|主任)[：:]")
_DATE = re.compile(
    r"[（(]?(?:(?:19|20)\d{2}|[二〇○零一九]{4})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?[）)]?"
)
_TITLE = re.compile(r"讲话|发言|致辞|报告|主持|会议?上|讲稿|要点")
_SENTENCE_END = tuple("。！？!?；：:，")


@dataclass(frozen=True, slots=True)
class Layout:
    """A speech taken apart.

    Attributes:
        title: The title; over several lines where it was printed so.
        date: The line under it with the date, with whatever stands between the two.
        speaker: What follows the date, the speaker's name as a rule.
        salutation: 同志们：
        lines: Headings and paragraphs, none empty.
    """

    title: str
    date: str
    speaker: str
    salutation: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The speech in the house's layout; of this text a draft is the exact rendering."""
        head = [part for part in (self.title, self.date, self.speaker) if part]
        return "\n".join([*head, *([""] if head else []), *([self.salutation] if self.salutation else []), *self.lines])


def layout_of(text: str, *, speaker: str = "") -> Layout:
    """Take a speech apart.

    Args:
        text: The speech, with line ends, indentation and blank lines of any kind.
        speaker: The speaker's name where it is known.

    Raises:
        DraftError: There is no text, far too much of it, or it holds braces that would be read as slots.
    """
    lines = _lines(text)
    at = next((number for number, line in enumerate(lines[: _MOST_HEAD + 1]) if _SALUTATION.fullmatch(line)), None)
    size = at if at is not None else _head_size(lines)
    title, date, name = _masthead(lines[:size], speaker)
    salutation = lines[size] if at is not None else ""
    return Layout(title, date, name, salutation, tuple(lines[size + (at is not None) :]))


def _lines(text: str) -> list[str]:
    cleaned, _ = clean(text)
    lines = [line for line in (line.strip() for line in cleaned.replace("\u2028", "\n").replace("\u2029", "\n").split("\n")) if line]
    if not lines:
        raise DraftError("稿子是空的；请输入或粘贴讲话全文后再保存。要整篇重写，请重新起草。")
    length = sum(map(len, lines))
    if length > MOST:
        raise DraftError(f"有{length:,}个字，不像单篇讲话稿（一篇三四千字）；请只粘贴讲话正文。")
    braced = next((line for line in lines if "{{" in line or "}}" in line), None)
    if braced is not None:
        where = max(braced.find("{{"), braced.find("}}"))
        shown = braced[max(0, where - 8) : where + 16]
        raise DraftError(f"“{shown}”里有双花括号，会与系统的数据占位混淆；请写成文字或数字。")
    return lines


def _head_size(lines: list[str]) -> int:
    """Return how many lines are the masthead of a speech without a salutation: a title, and what stands under it."""
    size = 0
    for line in lines[:_MOST_HEAD]:
        if len(line) > _MOST_HEAD_LINE or line.endswith(_SENTENCE_END) or PART.fullmatch(line):
            break
        size += 1
    titled = any(_TITLE.search(line) or _DATE.fullmatch(line) for line in lines[:size])
    return size if titled and size < len(lines) else 0


def _masthead(head: list[str], speaker: str) -> tuple[str, str, str]:
    """Return title, date and speaker; joined in this order with line feeds they are the masthead as it was printed."""
    dated = next((number for number, line in enumerate(head) if _DATE.fullmatch(line)), None)
    if dated is None:
        named = len(head) > 1 and _is_name(head[-1], speaker)
        title = head[:-1] if named else head
        return "\n".join(title), "", head[-1] if named else ""
    first = dated - 1 if dated > 1 and _is_name(head[dated - 1], speaker) else dated  # the name may stand above the date
    return "\n".join(head[:first]), "\n".join(head[first : dated + 1]), "\n".join(head[dated + 1 :])


def _is_name(line: str, speaker: str) -> bool:
    bare = re.sub(r"\s", "", line)
    return bool(speaker and speaker in bare) or (len(bare) <= 12 and not _TITLE.search(bare))
