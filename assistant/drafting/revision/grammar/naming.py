"""Figures as an instruction names them: 用电量那组数, 总产值增速, 用工缺口1260人; from words to rows and cells of the brief."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.audit.facts import Fact, table_of
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.lexicon.indicators import find_indicator
from assistant.slots.clauses import short_name

_SHORTEST = 3
_YEAR = 12
_BRACKET = re.compile(r"（[^）]*）|\([^)]*\)")
_PREFIX = re.compile(r"^(?:规模以上|规上)?(?:工业)?(?:企业)?")
_SUFFIX = re.compile(r"(?:产业产值|产业|总额|目标|增速|数|额)$")
_TOO_WIDE = frozenset(
    ["规上工业", "工业企业", "企业数", "项目数", "规上企业", "产业产值", "经济开发区", "规模以上", "中小企业", "开发区", "工业项目"]
)
QUALIFIERS = (
    ("yoy", r"(?:同比)?(?:增速|增幅|增长率|涨幅|降幅|增长速度|增长情况)"),
    ("share", r"(?:占比|比重|份额|占全[县市区园]的比重)"),
    ("rank", r"(?:全[市省])?(?:的)?(?:排名|位次|排位|名次|排第几)"),
    ("target", r"(?:的)?(?:全年|年度|年初)?目标(?:值|数)?"),
    ("progress", r"(?:的)?(?:完成)?(?:进度|完成率|完成情况)"),
    ("value", r"(?:的)?(?:总量|绝对额|绝对数|绝对值)"),
)
FILLERS = (
    r"的?(?:(?:这|那)(?:[一二两三四五几]|些)?(?:个|项|组|笔|串|块|句)?|几个|两个|有关|相关|具体)*(?:的)?(?:指标数据"
    r"|数据|数字|指标|数(?![一-鿿]?[量额])|情况)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A figure as an instruction names it.

    Attributes:
        text: The words.
        rows: Ids of the rows that they may mean; several where the words leave it open.
        cell: A cell that the words or a number beside them single out (``f18.value``); empty for the row.
        wrong: The number beside the name, where no cell of the row has it.
    """

    text: str
    rows: tuple[str, ...]
    cell: str = ""
    wrong: str = ""

    @property
    def key(self) -> str:
        """The cell, or the row where no cell is singled out."""
        return self.cell or self.rows[0]


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    row: str
    cell: str
    rank: int


@lru_cache(maxsize=8)
def names_of(brief: Brief) -> dict[str, tuple[_Name, ...]]:
    """Return every word that may name a figure, longest first, with what it may mean; of several meanings the nearest."""
    found: dict[str, list[_Name]] = {}
    for figure in brief.figures:
        for text, cell, rank in _names(figure):
            if len(text) >= 2 and text not in _TOO_WIDE:
                found.setdefault(text, []).append(_Name(text, figure.id, cell, rank))
    return {text: _nearest(found[text]) for text in sorted(found, key=lambda text: (-len(text), text))}


def _nearest(names: Iterable[_Name]) -> tuple[_Name, ...]:
    names = tuple(names)
    best = min(name.rank for name in names)
    return tuple({name.row: name for name in names if name.rank == best}.values())


def _names(figure: Figure) -> Iterator[tuple[str, str, int]]:
    """Yield words, cell and how far the words are from the name of the row.

    0 is the name as written, 1 without its scope, 2 an alias, 3 and 4 a piece of it.
    """
    whole = _BRACKET.sub("", figure.indicator)
    yield from ((name, "", 0) for name in (figure.indicator, whole, whole.removesuffix("目标")))
    yield from ((name, "", 1) for name in (figure.name, spoken_name(figure), short_name(figure)))
    entry = find_indicator(figure.name)
    if entry:
        yield from ((name, "", 2) for name in (entry.name, entry.short, entry.says, *entry.aliases, *entry.loose))
    base = _SUFFIX.sub("", _BRACKET.sub("", figure.name))
    stem = _PREFIX.sub("", base)
    yield from (
        (name, "", 3) for name in (base, stem, _PREFIX.sub("", figure.name)) if len(name) >= 2 and name not in {"产值", "投资", "企业"}
    )
    for name in (whole, base):
        yield from ((name[:end], "", 4) for end in range(_SHORTEST, len(name)))
        yield from ((name[at:], "", 4) for at in range(1, len(name) - _SHORTEST + 1))
    for also in figure.also:
        key = f"{figure.id}.also:{also.name}"
        yield from ((name, key, 1) for name in (also.name, also.name.removesuffix("数")) if len(name) >= _SHORTEST)


def resolve(text: str, words: str, number: tuple[Decimal, str] | None, brief: Brief) -> Named:
    """Return what a name, the words after it and a number beside it stand for.

    Args:
        text: Everything the instruction says of the figure.
        words: The name in it, one of :func:`names_of`.
        number: Value and unit that stand beside it.
        brief: The brief.
    """
    names = _narrowed(names_of(brief)[words], text, brief)
    rows = tuple(name.row for name in names)
    cell = names[0].cell if len(names) == 1 else ""
    table = table_of(brief)
    if number is not None:
        told = [(row, fact) for row in rows for fact in table.of_row(row) if same(fact, number)]
        if not told:
            return Named(text, rows, cell, f"{number[0]}{number[1]}")
        rows = tuple(dict.fromkeys(row for row, _ in told))
        return Named(text, rows, _key(told[0][1]) if len(rows) == 1 else "")
    if not cell and len(rows) == 1:
        cell = _qualified(text.replace(words, "", 1), rows[0], brief)
    return Named(text, rows, cell)


def same(fact: Fact, number: tuple[Decimal, str]) -> bool:
    """Tell whether a number with its unit is that of a cell, its sign aside."""
    value, unit = number
    return abs(fact.value) == abs(value) and (not unit or unit in {fact.unit, fact.unit.split("/")[0]})


def _key(fact: Fact) -> str:
    return fact.key if "." in fact.key else f"{fact.key}.value"


def _qualified(rest: str, row: str, brief: Brief) -> str:
    """Return the cell that 增速, 占比, 排名 … single out; empty where the row has none such."""
    table = table_of(brief)
    for field, words in QUALIFIERS:
        if re.search(words, rest):
            facts = [fact for fact in table.of_row(row) if fact.field == field]
            growth = [fact for fact in table.of_row(row) if fact.field == "value" and fact.measure == "growth"]
            told = facts or (growth if field == "yoy" else [])
            return _key(told[0]) if told else ""
    return ""


def _narrowed(names: tuple[_Name, ...], text: str, brief: Brief) -> tuple[_Name, ...]:
    """Choose among rows of one name by what the words say of scope, target, month and period; scopes that stay open stay."""
    rows = {figure.id: figure for figure in brief.figures}
    for fits in (_of_scope, _of_region, _of_kind, _of_target, _of_span, _of_period):
        kept = tuple(name for name in names if fits(rows[name.row], text, brief))
        names = kept or names
    return names


def _of_scope(figure: Figure, text: str, brief: Brief) -> bool:
    told = {one.scope for one in brief.figures if one.scope and one.scope in text}
    return not told or figure.scope in told


def _of_region(figure: Figure, text: str, brief: Brief) -> bool:
    """Prefer the row that is written without a scope: it is the region's own, and who means a part of it says so."""
    return not figure.scope or not figure.indicator.startswith(figure.scope) or figure.scope in text


def _of_kind(figure: Figure, text: str, brief: Brief) -> bool:
    return (figure.kind in {"target", "plan"}) == ("目标" in text and figure.target is None) or figure.kind not in {"target", "actual"}


def _of_target(figure: Figure, text: str, brief: Brief) -> bool:
    return "目标" not in text or figure.kind == "target"


def _of_span(figure: Figure, text: str, brief: Brief) -> bool:
    return (figure.span == "当月") == ("当月" in text)


def _of_period(figure: Figure, text: str, brief: Brief) -> bool:
    if re.search("全年|年度", text) and figure.when is not None:
        return figure.when.months == _YEAR
    return bool(figure.period) and any(
        word in figure.period and word in text for word in ("一季度", "二季度", "三季度", "四季度", "下半年")
    )
