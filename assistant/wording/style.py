"""Style: empty phrases by density, repetition, and sentences that cannot be read aloud in one breath."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.findings import Finding, Severity
from assistant.lexicon import read_records
from assistant.numbers import extract_quantities
from assistant.wording.context import Context
from assistant.wording.rules import shown

LONG, TOO_LONG = 90, 150  # characters of a sentence, white space apart
FULL, TOO_FULL = 4, 10  # figures up to a pause
SHORTEST = 300  # characters below which a density says nothing
REPEATED = 12  # Chinese characters of a sentence that may not stand twice
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_PAUSE = re.compile(r"[^。；！？\n]+[。；！？]?")
_MARKS = re.compile(r"[^\u4e00-\u9fff\d]")
_N = "[一二三四五六七八九十]"
_NUMBERING = re.compile(rf"^[ \t　]*(?:{_N}{{1,3}}、|[（(]{_N}{{1,3}}[）)]|\d{{1,2}}[.．、]|{_N}{{1,2}}[是要](?=[^，。]{{2}}))")


@dataclass(frozen=True, slots=True)
class Empty:
    """A kind of empty phrase: at most ``most`` in a speech, or at most one in ``per`` characters."""

    id: str
    pattern: re.Pattern[str]
    message: str
    suggestion: str
    most: int | None
    per: int | None


@cache
def _empty() -> tuple[Empty, ...]:
    return tuple(
        Empty(record["id"], re.compile(record["pattern"]), record["message"], record["suggestion"], record.get("most"), record.get("per"))
        for record in read_records("empty_phrases")
    )


def check_empty(text: str, context: Context) -> Iterator[Finding]:
    """Yield a note where empty phrases are too many, a warning where they are twice as many; what the brief says counts not."""
    length = len("".join(text.split()))
    for kind in _empty():
        found = [match for match in kind.pattern.finditer(text) if len(match[0]) == 1 or not context.says(match[0])]
        allowed = kind.most if kind.per is None else max(length, SHORTEST) // kind.per
        if allowed is not None and len(found) > allowed:
            over = found[allowed]
            severity: Severity = "warning" if allowed and len(found) > 2 * allowed + 2 else "note"
            limit = f"全文{len(found)}处" + (f"，平均每{length // len(found)}字一处" if kind.per else "")
            message = f"{kind.message}：“{shown(over[0])}”等{limit}。"
            yield Finding(over.start(), over.end(), over[0], kind.id, severity, message, kind.suggestion)


def check_repetition(text: str, context: Context) -> Iterator[Finding]:
    """Yield sentences and clauses that stand in the text a second time; what the brief itself says may come back."""
    seen: set[str] = set()
    for match in _SENTENCE.finditer(text):
        sentence = _NUMBERING.sub("", match[0])
        bare = _MARKS.sub("", sentence)
        if len(bare) >= REPEATED and bare in seen and not context.says(sentence.rstrip("。！？")):
            start = match.end() - len(match[0].lstrip())
            message = f"“{shown(text[start : match.end()])}”前面已经说过一遍。"
            yield Finding(start, match.end(), text[start : match.end()], "repeated", "warning", message, "删去一处")
        seen.add(bare)


def check_breath(text: str) -> Iterator[Finding]:
    """Yield sentences that are too long to read aloud, and stretches up to a pause (。；) that carry too many figures."""
    starts = [quantity.start for quantity in extract_quantities(text)]
    for match in _SENTENCE.finditer(text):
        length = len("".join(match[0].split()))
        if length > LONG:
            yield _breathless(text, match, "long-sentence", f"这一句{length}字，念起来换不过气。", over=length > TOO_LONG)
    for match in _PAUSE.finditer(text):
        figures = bisect_left(starts, match.end()) - bisect_left(starts, match.start())
        if figures > FULL:
            yield _breathless(text, match, "full-sentence", f"这一句有{figures}个数字，听的人记不住。", over=figures > TOO_FULL)


def _breathless(text: str, match: re.Match[str], rule: str, message: str, *, over: bool) -> Finding:
    start = match.end() - len(match[0].lstrip())
    severity: Severity = "warning" if over else "note"
    return Finding(start, match.end(), text[start : match.end()], rule, severity, message, "拆成两句，或减去几个数字")
