"""Leaks: names and figures of an exemplar that the brief does not have."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from assistant.audit.check import check_numbers
from assistant.audit.report import GOOD
from assistant.findings import Finding, Severity
from assistant.masking.vocabulary import is_ordinary, tokens
from assistant.numbers import Quantity, base_unit, extract_quantities
from assistant.wording.context import Context
from assistant.wording.leaks import LeakIndex

_HEAD = 2  # characters by which names are looked up: the search costs the same for ten names and ten thousand
_TELLING = 3  # significant digits from which on a figure tells where it comes from
_AROUND = 5
_WORDY = frozenset({"企业", "项目", "园区", "地名"})  # kinds whose names may consist of words any speech has (中药材加工)

Figure = tuple[Decimal, str]


@lru_cache(maxsize=4)
def _by_head(leaks: LeakIndex) -> dict[str, list[str]]:
    heads: dict[str, list[str]] = {}
    for name in sorted(leaks.names, key=lambda name: (-len(name), name)):
        if len(name) >= _HEAD:
            heads.setdefault(name[:_HEAD], []).append(name)
    return heads


@lru_cache(maxsize=4)
def _figures(leaks: LeakIndex) -> dict[Figure, str]:
    told = ((printed, extract_quantities(printed)) for printed in sorted(leaks.numbers))
    return {_figure(read[0]): printed for printed, read in told if len(read) == 1 and _telling(read[0].value)}


def _figure(quantity: Quantity) -> Figure:
    unit, factor = base_unit(quantity.unit)
    return (quantity.value * factor).normalize(), unit


def _telling(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) >= _TELLING


def check_names(text: str, context: Context, leaks: LeakIndex) -> Iterator[Finding]:
    """Yield names of the exemplars, the longest where several begin at one place."""
    heads = _by_head(leaks)
    at = 0
    while at < len(text):
        names = heads.get(text[at : at + _HEAD], ())
        name = next((name for name in names if text.startswith(name, at) and _apart(text, at, at + len(name))), "")
        if name and not context.says(name):
            kind = leaks.names[name]
            doubtful = kind in _WORDY and is_ordinary(name)
            message = f"“{name}”{'像是' if doubtful else '是'}范文里的{kind}名称，输入中没有。"
            severity: Severity = "warning" if doubtful else "error"
            yield Finding(at, at + len(name), name, "leak-name", severity, message, "删去，或换成输入中的名称")
        at += len(name) or 1


def _apart(text: str, start: int, end: int) -> bool:
    """Tell whether a short name stands by itself: no ordinary word reaches over its edges (西平 in 东西平衡)."""
    if end - start > _HEAD:
        return True
    words = [token for token in tokens(text, max(0, start - _AROUND), min(len(text), end + _AROUND)) if token.kind == "word"]
    return not any(token.start < edge < token.end for token in words for edge in (start, end))


def check_figures(text: str, context: Context, leaks: LeakIndex) -> Iterator[Finding]:
    """Yield figures of the exemplars that neither stand in the brief nor follow from it.

    A figure of one or two digits (34个, 26%) says nothing of where it comes from; the number audit judges it.
    """
    known = _figures(leaks)
    found = [quantity for quantity in extract_quantities(text) if _figure(quantity) in known]
    if not found:
        return
    traced = {(finding.start, finding.end) for finding in check_numbers(text, context.brief).findings if finding.verdict in GOOD}
    for quantity in found:
        end = max(quantity.end, quantity.unit_end)
        if not any(start <= quantity.start < stop for start, stop in traced) and not context.says(text[quantity.start : end]):
            message = f"“{text[quantity.start : end]}”是范文里的数字，输入中没有。"
            yield Finding(quantity.start, end, text[quantity.start : end], "leak-number", "error", message, "换成输入中的数字，或删去")
