"""What a foreign text must not bring in: invisible characters, and instructions to a language model.

A speech is read by models later on. A paragraph that speaks to a machine is no style to learn from: it is reported at
import and left out of everything retrieval can return.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.lexicon import read_records

_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e0fff]"  # tags and variation selectors: a whole hidden text can be written in them
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[\s·.\-_*|/\\]{1,3}(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A paragraph that speaks to a language model.

    Attributes:
        paragraph: Its number in the text, from 1.
        start: Where it starts in the text.
        end: Where it ends.
        reason: What it looks like, in Chinese.
        excerpt: The words that gave it away, at most 30 characters.
    """

    paragraph: int
    start: int
    end: int
    reason: str
    excerpt: str

    def __str__(self) -> str:
        return f"第{self.paragraph}段疑似写给人工智能的指令（{self.reason}：“{self.excerpt}”），已排除，不作范文。"


def clean(text: str) -> tuple[str, list[str]]:
    """Return a text without invisible characters, and what was taken out, in Chinese.

    Line ends become ``\\n``; spaces at line ends go.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text, turned = _TURNED.subn("", text)
    text, unseen = _UNSEEN.subn("", text)
    text, control = _CONTROL.subn("", text)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n")
    notes = []
    if turned:
        notes.append(f"有{turned}个改变显示方向的控制字符，已去掉；请核对文字顺序是否正确。")
    if unseen + control:
        notes.append(f"有{unseen + control}个看不见的字符，已去掉。")
    return unicodedata.normalize("NFC", text), notes


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(record["pattern"], re.IGNORECASE | re.ASCII), record["reason"]) for record in read_records("instructions"))


def suspicions(text: str) -> Iterator[Suspicion]:
    """Yield the paragraphs that speak to a language model, in text order."""
    at = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _suspicious(line):
            yield Suspicion(number, at, at + len(line), *found)
        at += len(line) + 1


def _suspicious(line: str) -> tuple[str, str] | None:
    """Return the reason and the words, looking also behind full-width letters, invisible characters and spaced-out writing."""
    plain = _UNSEEN.sub("", _TURNED.sub("", line))
    for form in dict.fromkeys((plain, unicodedata.normalize("NFKC", plain), _SPACED.sub("", plain))):
        for pattern, reason in _rules():
            if match := pattern.search(form):
                return reason, match.group()[:30]
    return None


def without_instructions(text: str) -> str:
    """Return a text without the paragraphs that speak to a language model."""
    return "\n".join(line for line in text.split("\n") if not _suspicious(line))
