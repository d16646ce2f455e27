"""What a model sent, made into paragraphs in slot form: slots in other brackets mended, marks of Markdown taken off.

Nothing that carries meaning is changed here. A slot that the brief cannot fill stays, and is judged with the rest.
"""

import re
from collections.abc import Iterator, Mapping

from assistant.brief import Brief
from assistant.errors import SlotError
from assistant.slots import available
from assistant.slots.grammar import SLOT, parse_slot

# {{f01}} as models also write it: one brace, full-width braces, Chinese or square brackets.
_BRACKETED = re.compile(
    r"(?<!\{)(?:｛{1,2}|\{|【{1,2}|\[{1,2}|〔|「)\s*([A-Za-z][^{}｛｝【】\[\]〔〕「」\n]{0,60}?)\s*(?:｝{1,2}|\}|】{1,2}|\]{1,2}|〕|」)(?!\})"
)
_SLOT_APART = re.compile(r"(\{\{[^{}]*\}\})")
_SPACED = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_FENCE = re.compile(r"^\s*(?:```|~~~).*$")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|={3,}|_{3,})\s*$")
_LINE_MARK = re.compile(r"^\s*(?:#{1,6}\s+|[-*•●▪]\s+|>\s*)")
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_NOTE = re.compile(r"^[（(【\[][^）)】\]]*[）)】\]][。.]?$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_HEADING_MARK = re.compile(r"^(?:第?[一二三四五六七八九十]{1,3}[、，.．]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、])\s*")
_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff”）}%])[,;:?!()]|[,;:?!()](?=[\u4e00-\u9fff“（{])")


def paragraphs_of(answer: str, brief: Brief, headings: Mapping[str, str] | tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the paragraphs of a model's answer in slot form.

    Args:
        answer: What the model sent.
        brief: The brief whose slots it may use.
        headings: Headings that stand already and that the answer may have repeated.
    """
    lines = (_line(line) for line in _unfenced(_THOUGHT.sub("", answer).replace("\r\n", "\n").replace("\r", "\n")))
    told = [punctuated(slots_mended(line, brief)) for line in lines if line and not _NOTE.match(line)]
    known = {bare(heading) for heading in headings}
    return tuple(line for line in told if bare(line) not in known)


def bare(heading: str) -> str:
    """Return a heading without its number and its stop, as it can be compared."""
    return _HEADING_MARK.sub("", heading.strip()).rstrip("。：:").strip()


def _unfenced(answer: str) -> Iterator[str]:
    for line in answer.split("\n"):
        if not _FENCE.match(line) and not _RULE.match(line):
            yield line


def _line(line: str) -> str:
    return _EMPHASIS.sub(r"\2", _LINE_MARK.sub("", line)).replace("`", "").strip(" \t\u3000")


def punctuated(text: str) -> str:
    """Write half-width punctuation beside Chinese characters full-width (GB/T 15834); slots stay as they are."""
    parts = _SLOT_APART.split(text)
    return "".join(
        part if part.startswith("{{") else _punctuated(part, parts[at - 1 : at], parts[at + 1 : at + 2]) for at, part in enumerate(parts)
    )


def _punctuated(part: str, before: list[str], after: list[str]) -> str:
    inside = f"{'}' if before else ''}{part}{'{' if after else ''}"
    told = _HALF_WIDTH.sub(lambda match: match[0].translate(_FULL_WIDTH), inside)
    return told[1 if before else 0 : len(told) - (1 if after else 0)]


def slots_mended(text: str, brief: Brief) -> str:
    """Write every slot in double braces, whatever brackets it came in, where the brief can fill it."""

    def mended(match: re.Match[str]) -> str:
        body = match[1].replace("：", ":").replace("，", ",").replace("（", "(").replace("）", ")")
        return f"{{{{{body}}}}}" if fillable(body, brief) else match[0]

    tidy = _SPACED.sub(lambda match: f"{{{{{match[1]}}}}}", text.replace("｛｛", "{{").replace("｝｝", "}}"))
    return _BRACKETED.sub(mended, tidy)


def fillable(body: str, brief: Brief) -> bool:
    """Tell whether a slot, given without its braces, can be filled; an announced count always can."""
    try:
        slot = parse_slot(body)
    except SlotError:
        return False
    return slot.kind == "count" or available(brief, body)


def wrong_slots(text: str, brief: Brief, counts: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return where a text has slots that cannot be filled, and halves of slots."""
    found = [match.span() for match in SLOT.finditer(text) if not _known(match[1], brief, counts)]
    rest = SLOT.sub(lambda match: " " * len(match[0]), text)
    return sorted([*found, *(match.span() for match in re.finditer(r"\{\{?|\}\}?", rest))])


def _known(body: str, brief: Brief, counts: Mapping[str, int]) -> bool:
    try:
        slot = parse_slot(body)
    except SlotError:
        return False
    return slot.name in counts if slot.kind == "count" else available(brief, body)
