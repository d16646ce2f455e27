"""Slots as models write them, made into slots that the brief can fill: other brackets, ids nearly right, words said twice.

Only what is beyond doubt is mended. A slot that the brief cannot fill stays, and is judged with the rest.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.errors import SlotError
from assistant.slots import SLOT, fillable, parse_slot, render

# {{f01}} as models also write it: one brace, full-width braces, Chinese or square brackets, as a variable or escaped.
_BRACKETED = re.compile(
    r"(?<!\{)(?:｛{1,2}|\{|【{1,2}|\[{1,2}|〔|「)\s*([A-Za-z][^{}｛｝【】\[\]〔〕「」\n]{0,60}?)\s*(?:｝{1,2}|\}|】{1,2}|\]{1,2}|〕|」)(?!\})"
)
_DOLLAR = re.compile(r"\$?(\{+[^{}$\n]{1,60}\}+)\$?")
_TRIPLE = re.compile(r"\{{3,}([^{}\n]{1,60})\}{3,}")
_ID = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][0-9][0-9A-Za-z]*(?![A-Za-z0-9])|(?<![A-Za-z0-9])r[0-9a-fA-F]{4,8}(?![A-Za-z0-9])")
_GENERATED = re.compile(r"r[0-9a-f]{7}")
_ENOUGH = 5  # first signs of a generated id that tell it from the others
_PLAIN = str.maketrans("．。：，（）＿", "..:,()_")
_UNIT = re.compile(r"[^\d.\s]{1,6}$")
_JOINED = frozenset("占列比")
_VERB = re.compile(r"(?:增长|下降|上升|回落|提高|降低|减少|增加|下滑|收窄|扩大)$")
_PORTION = re.compile(r"占比(?:为|达到?)?$")
_READ_BESIDE = re.compile(r"^[（(]([^（）()\n]{1,40})[）)]")


def slots_mended(text: str, brief: Brief) -> str:
    """Write every slot in double braces and with an id and key of the brief, where it is clear which is meant.

    Args:
        text: Text of a model.
        brief: The brief.
    """
    text = text.replace("\\{", "{").replace("\\}", "}").replace("｛｛", "{{").replace("｝｝", "}}")
    text = _DOLLAR.sub(r"\1", _TRIPLE.sub(r"{{\1}}", text))
    text = SLOT.sub(lambda match: f"{{{{{resolved(match[1], brief) or match[1].strip()}}}}}", text)

    def mended(match: re.Match[str]) -> str:
        body = resolved(match[1], brief)
        return f"{{{{{body}}}}}" if body else match[0]

    return _BRACKETED.sub(mended, text)


@lru_cache(maxsize=4096)
def resolved(body: str, brief: Brief) -> str:
    """Return the body of the slot that is meant; empty where none can be filled.

    Args:
        body: What stands between the braces, perhaps with another case, without a zero, with a full-width sign.
        brief: The brief.
    """
    tidy = re.sub(r"\s+", "", body.translate(_PLAIN))
    renamed = _ID.sub(lambda match: _row(match[0], brief), tidy)
    dotted = re.sub(r"^([A-Za-z]\w*?)_", r"\1.", renamed)
    underscored = re.sub(r"^([A-Za-z0-9]+)[_:-]([a-z])", r"\1.\2", renamed)
    return next((one for one in dict.fromkeys((body.strip(), tidy, renamed, underscored, dotted)) if fillable(one, brief)), "")


@lru_cache(maxsize=64)
def aliases(brief: Brief) -> Mapping[str, str]:
    """Return a short id for every row whose id was generated from a table, since nobody copies r6816065 without a slip.

    Returns:
        From the row's id to ``f01``, ``f02`` … in the order of the table; rows the user gave an id keep it.
    """
    ids = [figure.id for figure in brief.figures]
    free = (name for number in range(1, 2 * len(ids) + 1) if (name := f"f{number:02}") not in ids)
    return {row: next(free) for row in ids if _GENERATED.fullmatch(row)}


def shortened(text: str, brief: Brief) -> str:
    """Return a text for a model, in which rows have their short ids."""
    short = aliases(brief)
    return _GENERATED.sub(lambda match: short.get(match[0], match[0]), text) if short else text


def _row(written: str, brief: Brief) -> str:
    return _rows(brief).get(written.lower()) or _by_prefix(written.lower(), brief) or written


@lru_cache(maxsize=64)
def _rows(brief: Brief) -> Mapping[str, str]:
    """Return the ids of a brief by how they may be written."""
    ids = [fact.row for fact in table_of(brief).facts]
    bare = {re.sub(r"(?<=[a-z])0+(?=\d)", "", row): row for row in ids}
    short = {alias: row for row, alias in aliases(brief).items()}
    return {**bare, **{re.sub(r"(?<=[a-z])0+(?=\d)", "", alias): row for alias, row in short.items()}, **short, **{row: row for row in ids}}


def _by_prefix(written: str, brief: Brief) -> str:
    found = {row for row in aliases(brief) if len(written) >= _ENOUGH and row.startswith(written)}
    return found.pop() if len(found) == 1 else ""


def said_once(text: str, brief: Brief, counts: Mapping[str, int]) -> str:
    """Take out the words around a slot that the slot says itself: 同比 before it, 亿元 after it, its reading in brackets beside it.

    Args:
        text: Text in slot form.
        brief: The brief.
        counts: Announced counts.
    """
    out, at = "", 0
    for match in SLOT.finditer(text):
        out += text[at : match.start()]
        at = match.end()
        reading = _reading(match[1], brief, counts)
        if reading:
            out = _without_overlap(out, reading)
            at += _said_after(text[at : at + 60], reading)
        out += match[0]
    return out + text[at:]


def _reading(body: str, brief: Brief, counts: Mapping[str, int]) -> str:
    try:
        slot = parse_slot(body)
        return render(f"{{{{{body}}}}}", brief, counts).text if slot.kind in {"figure", "derivation"} and slot.key != "name" else ""
    except SlotError:
        return ""


def _without_overlap(before: str, reading: str) -> str:
    for size in range(min(8, len(reading)), 0, -1):
        head = reading[:size]
        if before.endswith(head) and (size > 1 or head in _JOINED) and not head[0].isdigit():
            return before[:-size]
    verb, portion = _VERB.search(before), _PORTION.search(before)
    if portion and reading.startswith("占"):
        return before[: portion.start()]
    return before[: verb.start()] if verb and reading.startswith(f"同比{verb[0]}") else before


def _said_after(after: str, reading: str) -> int:
    """Return how many characters after a slot say again what it says."""
    beside = _READ_BESIDE.match(after)
    if beside and beside[1] in reading:
        return beside.end()
    unit = _UNIT.search(reading)
    if unit is None or not after.startswith(unit[0]):
        return 0
    # A unit of one character may begin a word: 台 of 台账.
    return len(unit[0]) if len(unit[0]) > 1 or unit[0] == "%" or not re.match(r"[\u4e00-\u9fff]", after[1:2]) else 0
