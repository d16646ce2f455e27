"""Cells: everything a figure may be matched with, facts and derivations alike, with the roles their numbers can play."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from assistant.audit.claims import Claim, claims_in
from assistant.audit.cues import Role
from assistant.audit.derivations import of_row, try_derive
from assistant.audit.facts import Fact, FactTable, table_of
from assistant.audit.formulas import Derived
from assistant.audit.identity import own_words
from assistant.audit.values import dimension
from assistant.brief import Brief
from assistant.numbers import Period, extract_quantities, find_periods

ANY: frozenset[Role] = frozenset(
    ("level", "delta", "gap", "average", "growth", "ratio", "share", "progress", "versus", "change", "rank", "move")
)  # fmt: skip
_BY_MEASURE: dict[str, frozenset[Role]] = {
    "level": frozenset({"level"}),
    "growth": frozenset({"growth", "ratio"}),
    "ratio": frozenset({"ratio", "share", "progress"}),
    "share": frozenset({"share", "ratio"}),
    "progress": frozenset({"progress", "share", "ratio"}),
    "pp": frozenset({"change", "versus", "gap"}),
    "rank": frozenset({"rank"}),
    "text": ANY,
}
_BY_DERIVATION: dict[str, frozenset[Role]] = {
    "gap": frozenset({"gap", "level", "versus", "delta"}),
    "target_gap": frozenset({"gap", "versus", "delta"}),
    "over": frozenset({"delta", "versus"}),
    "progress": frozenset({"progress", "share", "ratio"}),
    "time_progress": frozenset({"progress", "ratio"}),
    "progress_gap": frozenset({"versus", "change", "gap"}),
    "need_per_month": frozenset({"average"}),
    "month_average": frozenset({"average"}),
    "need_more": frozenset({"delta"}),
    "diff": frozenset({"versus", "gap"}),
    "vs": frozenset({"versus", "gap", "delta"}),
    "sum": frozenset({"level", "share", "ratio"}),
    "minus": frozenset({"gap", "delta"}),
    "increase": frozenset({"delta"}),
    "share": frozenset({"share", "ratio"}),
    "rank_change": frozenset({"move"}),
    "point_change": frozenset({"change"}),
    "growth_change": frozenset({"change"}),
    "growth": frozenset({"growth"}),
    "since_prev": frozenset({"delta"}),
    "per_unit": frozenset({"average"}),
    "to_text": frozenset({"gap", "delta"}),
}
_CUES = {"time_progress": "时间进度", "progress_gap": "时间进度", "over": "目标", "gap": "", "vs": ""}
_SIGNED = frozenset(
    ("progress_gap", "vs", "diff", "rank_change", "point_change", "growth_change", "increase", "over", "growth", "since_prev")
)
_NO_PART = ("年初", "上年", "去年", "上期", "上月", "未", "剩", "净增", "新增", "退出", "总", "应")
_DELTA_WORDS = ("净增", "新增", "增加", "减少", "净减", "退出", "增长额", "新")


@dataclass(frozen=True)
class Cell:
    """A value a figure may be matched with.

    Attributes:
        row: Row id, or owner of the text it stands in.
        roles: What the number can be in a sentence.
        words: Words of its own beside the name of the row (净增; 时间进度).
        anchor: What it is set against, as text or row id.
        when: Its period; for what is still to be done, the months that remain.
        said: For a number inside a text of the user, what that text claims of it.
    """

    key: str
    row: str
    value: Decimal
    unit: str
    dimension: str
    roles: frozenset[Role]
    fact: Fact
    derived: Derived | None = None
    words: str = ""
    anchor: str = ""
    when: Period | None = None
    kind: str = "actual"
    basis: str = ""
    sign: int = 0
    said: Claim | None = None


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def _fact_cell(fact: Fact) -> Cell:
    roles = _BY_MEASURE[fact.measure]
    words, sign = own_words(fact), 0
    if fact.field in {"share", "progress"}:
        roles |= {"share", "progress"}
    if fact.measure == "level" and fact.field == "also":
        delta = any(words.startswith(word) or word in words for word in _DELTA_WORDS)
        roles = frozenset({"delta"}) if delta else frozenset({"level", "gap"})
        sign = _sign(fact.value) * (-1 if words.startswith(("净减", "减少")) else 1) if delta and "退出" not in words else 0
        if "差" in words:
            roles |= {"delta", "versus", "gap"}
            sign = _sign(fact.value)
    if fact.measure == "level" and fact.field != "also" and any(word in fact.name for word in ("新增", "净增", "退出", "增加")):
        roles |= {"delta"}
    if fact.measure == "level" and "缺" in fact.name + words:
        roles |= {"gap"}
    if fact.measure in {"growth", "pp"}:
        sign = _sign(fact.value)
    if fact.field == "also" and fact.unit == "位" and "移" in fact.anchor:
        roles, sign = frozenset({"move"}), 1 if "前" in fact.anchor else -1
    if fact.field == "also" and fact.measure == "ratio" and fact.anchor.endswith(("率", "比例", "比重")):
        roles |= {"share", "growth"} if "比年初" in fact.anchor else {"share"}
    return Cell(
        key=fact.key,
        row=fact.row,
        value=fact.value,
        unit=fact.unit,
        dimension=dimension(fact.unit),
        roles=roles,
        fact=fact,
        words=words,
        anchor=_set_against(fact),
        when=fact.when,
        kind=fact.kind,
        basis=fact.basis or ("比年初" if "年初" in words else ""),
        sign=sign,
    )


def _set_against(fact: Fact) -> str:
    """Return what a number of the brief is set against: a whole, an area, the other side of a difference."""
    if fact.field != "also":
        return fact.anchor
    if fact.anchor.endswith("之差"):
        return fact.anchor.removesuffix("之差").partition("与")[2]
    return fact.row if fact.anchor.endswith(("占比", "比例")) else ""


def derived_cell(table: FactTable, name: str, derived: Derived) -> Cell:
    """Return a derivation as a cell; it is told of the row of its first operand."""
    first = table.get(derived.operands[0]) or table.facts[0]
    told = table.get(derived.operands[1]) or first if name in {"gap"} and len(derived.operands) > 1 else first
    second = table.get(derived.operands[1]) if len(derived.operands) > 1 else None
    anchor = ""
    if name == "vs" and second is not None:
        anchor = second.anchor
    elif name in {"diff", "share"} and second is not None:
        anchor = second.row
    elif name == "sum" and first.measure == "share":
        anchor = first.anchor
    when = told.when
    if name in {"gap", "need_per_month", "need_more"} and told.when is not None:
        last = table.row(derived.key.partition("(")[2].rstrip(")").partition(",")[0]).when
        when = Period(told.when.year, min(12, (last.last if last else 0) + 1), 12)
    signed = name in _SIGNED
    return Cell(
        key=derived.key,
        row=told.row,
        value=derived.value,
        unit=derived.unit,
        dimension=dimension(derived.unit),
        roles=_BY_DERIVATION[name],
        fact=told,
        derived=derived,
        words=_CUES.get(name, ""),
        anchor=anchor,
        when=when,
        kind="target" if name in {"gap", "need_per_month", "need_more"} else told.kind,
        sign=_sign(derived.value) if signed else 0,
        basis="同比" if name == "increase" else "",
    )


def _remainders(table: FactTable) -> Iterator[Cell]:
    """Yield what is left of a row after one of its own parts: 签约20个 − 已开工11个."""
    for figure in table.brief.figures:
        for also in figure.also:
            if any(word in also.name for word in _NO_PART):
                continue
            derived = try_derive(table, "minus", figure.id, f"{figure.id}.also:{also.name}")
            if derived is not None:
                yield derived_cell(table, "minus", derived)


def _text_cells(table: FactTable) -> Iterator[Cell]:
    """Yield the numbers inside the user's texts, each read as a claim of its own text."""
    claims: dict[str, dict[int, Claim]] = {}
    for fact in table.facts:
        if fact.field != "text":
            continue
        if fact.text not in claims:
            claims[fact.text] = {
                claim.quantity.start: claim for claim in claims_in(fact.text, extract_quantities(fact.text), find_periods(fact.text))
            }
        claim = claims[fact.text][fact.start]
        aims = fact.row.startswith("p") or claim.role == "gap" or "计划" in claim.clause
        roles = ANY if fact.unit == "位" else ANY - {"rank", "move"}
        yield replace(_fact_cell(fact), roles=roles, said=claim, kind="known" if fact.kind == "known" else "plan" if aims else "told")


@lru_cache(maxsize=16)
def cells_of(brief: Brief) -> tuple[Cell, ...]:
    """Return all cells that need no operand from the sentence."""
    table = table_of(brief)
    cells = [_fact_cell(fact) for fact in table.facts if fact.field != "text"]
    cells += _text_cells(table)
    for figure in brief.figures:
        cells += [derived_cell(table, name, derived) for name, derived in of_row(table, figure.id)]
    return (*cells, *_remainders(table))
