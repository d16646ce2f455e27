"""What a model sent, made into paragraphs in slot form: slots mended, marks of Markdown and repeated headings taken off.

Nothing that carries meaning is changed here. A slot that the brief cannot fill stays, and is judged with the rest.
"""

import re
from collections.abc import Mapping

from assistant.brief import Brief
from assistant.drafting.chain.cleaning import cleaned
from assistant.drafting.chain.slotting import said_once, slots_mended
from assistant.slots import SLOT, fillable, outside_slots, parse_slot

_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|={3,}|_{3,})\s*$")
_LINE_MARK = re.compile(r"^\s*(?:#{1,6}\s+|[-*•●▪]\s+|>\s*)")
_NOTE = re.compile(r"^[（(【\[][^）)】\]]*[）)】\]][。.]?$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_HEADING_MARK = re.compile(r"^(?:第?[一二三四五六七八九十]{1,3}[、，.．]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、])\s*")
_HEADING = re.compile(r"^[^。！？；，{}]{1,24}[：:]?$")  # prose ends with a stop; a short line without one is a heading
_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff”）}%])[,;:?!()]|[,;:?!()](?=[\u4e00-\u9fff“（{])")
_HALF_STOP = re.compile(r"(?<=[\u4e00-\u9fff”）}])\.(?=[\u4e00-\u9fff“（{\n]|$)")


def paragraphs_of(
    answer: str, brief: Brief, headings: Mapping[str, str] | tuple[str, ...] = (), counts: Mapping[str, int] | None = None
) -> tuple[str, ...]:
    """Return the paragraphs of a model's answer in slot form.

    Args:
        answer: What the model sent.
        brief: The brief whose slots it may use.
        headings: Headings that stand already and that the answer may have repeated.
        counts: Announced counts.
    """
    lines = [line for line in map(_line, cleaned(answer).split("\n")) if line and not _RULE.match(line) and not _NOTE.match(line)]
    told = [prose_of(line, brief, counts or {}) for line in lines]
    known = {bare(heading) for heading in headings}
    return tuple(line for line in told if bare(line) not in known and not _HEADING.match(line))


def prose_of(text: str, brief: Brief, counts: Mapping[str, int]) -> str:
    """Return a line or a sentence of a model with its slots mended and its punctuation full-width."""
    return punctuated(said_once(slots_mended(text, brief), brief, counts))


def bare(heading: str) -> str:
    """Return a heading without its number and its stop, as it can be compared."""
    return _HEADING_MARK.sub("", heading.strip()).rstrip("。：:").strip()


def _line(line: str) -> str:
    return _EMPHASIS.sub(r"\2", _LINE_MARK.sub("", line)).replace("`", "").strip(" \t\u3000")


def punctuated(text: str) -> str:
    """Write half-width punctuation beside Chinese characters full-width (GB/T 15834); slots stay as they are."""
    return outside_slots(_punctuated, text)


def _punctuated(part: str, before: str, after: str) -> str:
    inside = f"{'}' if before else ''}{part}{'{' if after else ''}"
    told = _HALF_STOP.sub("。", _HALF_WIDTH.sub(lambda match: match[0].translate(_FULL_WIDTH), inside))
    return told[1 if before else 0 : len(told) - (1 if after else 0)]


def wrong_slots(text: str, brief: Brief, counts: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return where a text has slots that cannot be filled, and halves of slots."""
    found = [match.span() for match in SLOT.finditer(text) if not _known(match[1], brief, counts)]
    rest = SLOT.sub(lambda match: " " * len(match[0]), text)
    return sorted([*found, *(match.span() for match in re.finditer(r"\{\{?|\}\}?", rest))])


def _known(body: str, brief: Brief, counts: Mapping[str, int]) -> bool:
    if not fillable(body, brief):
        return False
    slot = parse_slot(body)
    return slot.kind != "count" or slot.name in counts
