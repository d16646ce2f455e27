"""What a model sends besides prose: thoughts, marks of chat templates, wrappings in JSON, YAML or HTML, signs nobody sees.

All of it is taken off before the text is read; the prose inside stays as it is.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

_UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffd]")
_THOUGHT = re.compile(r"<(think|thinking|reasoning|tool_call|function_call)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
# Served without its template, a reasoning model closes a thought that it has never opened.
_THOUGHT_END = re.compile(r"\A.*</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_TEMPLATE = re.compile(r"<[|｜][^<>\n]{1,40}[|｜]>(?:assistant|user|system)?|\[/?INST\]|</?s>|<</?SYS>>")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6])>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|span|b|i|u|em|strong|ul|ol|li|h[1-6]|section|article|body|html)(?:\s[^<>\n]{0,80})?>", re.IGNORECASE)
_FENCE = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
_YAML_KEY = re.compile(r"^\s{0,4}[A-Za-z_]{2,20}\s*[:：][ \t]*(?:[|>][-+]?|(?=[\u4e00-\u9fff]{1,12}$))?[ \t]*", re.MULTILINE)
_HALF_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05)}
)
_POINT = re.compile(r"(?<=\d)．(?=\d)")
_SHORTEST = 12  # characters of a value in JSON that can be prose


def cleaned(answer: str) -> str:
    """Return the prose of an answer.

    Args:
        answer: What the model sent.
    """
    text = _UNSEEN.sub("", answer.replace("\r\n", "\n").replace("\r", "\n"))
    text = _TEMPLATE.sub("", thoughtless(text))
    text = _POINT.sub(".", _FENCE.sub("", text).translate(_HALF_WIDTH))
    return _without_tags(_without_json(text))


def thoughtless(text: str) -> str:
    """Return a text without what the model thought before it answered, also where the thought has not ended yet."""
    return _THOUGHT_END.sub("", _THOUGHT.sub("", text)) if "<" in text else text


def _without_tags(text: str) -> str:
    return _TAG.sub("", _BREAK.sub("\n", text))


def _without_json(text: str) -> str:
    """Return the texts inside an answer that is JSON or YAML as a whole."""
    bare = text.strip()
    if bare[:1] in {"{", "["} and bare[1:2] != "{":
        try:
            return "\n".join(_strings(json.loads(bare)))
        except ValueError:
            return text
    return _YAML_KEY.sub("", text) if re.match(r"[A-Za-z_]{2,20}\s*[:：]", bare) else text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and len(value) >= _SHORTEST:
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
