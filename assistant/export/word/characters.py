"""What a Word file can hold: XML has no control characters and no halves of surrogate pairs."""

import re

from assistant.errors import InputError

_UNFIT = re.compile("[^\t\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check_characters(text: str) -> None:
    """Refuse a text with a character that a Word file cannot hold.

    Args:
        text: A speech; line feeds end its paragraphs.

    Raises:
        InputError: The first such character, with its place.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _UNFIT.search(line):
            before = line[max(0, found.start() - 8) : found.start()]
            where = f"第{number}行“{before}”之后" if before else f"第{number}行开头"
            raise InputError(f"{where}有一个看不见的控制字符（U+{ord(found.group()):04X}），Word 文件存不下；请删去这个字符后再导出。")


def fit(text: str) -> str:
    """Return a text of ours without the characters a Word file cannot hold."""
    return "\n".join(_UNFIT.sub("", line) for line in text.split("\n"))
