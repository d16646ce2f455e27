"""Units: the printed forms, what they convert to, and where they may stand.

The table is ``assistant/lexicon/units.jsonl``: ``unit`` as printed, ``family``, ``base`` with ``factor`` where it converts,
``not_before`` for characters that make it part of another word (家 in 家庭), ``chinese: false`` where a Chinese numeral
before it is no figure (十分).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from assistant.lexicon import read_records
from assistant.numbers.numerals import scale_of


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit.

    Attributes:
        name: As printed, without scale.
        family: money, ratio, points, count, rank, energy, area, mass, time …
        base: The unit it converts to; itself where it does not convert.
        factor: How many of ``base`` one of it is.
        not_before: Character class that must not follow, or empty.
        chinese: Whether a Chinese numeral may stand before it.
    """

    name: str
    family: str
    base: str
    factor: Decimal
    not_before: str = ""
    chinese: bool = True


@cache
def all_units() -> dict[str, Unit]:
    """Return every unit by its printed name."""
    return {
        row["unit"]: Unit(
            row["unit"],
            row["family"],
            row.get("base", row["unit"]),
            Decimal(row.get("factor", "1")),
            row.get("not_before", ""),
            row.get("chinese", True),
        )
        for row in read_records("units")
    }


def base_unit(unit: str) -> tuple[str, Decimal]:
    """Return the base of a unit and what to multiply by: 亿元 → 元 and 1e8, 亿度 → 千瓦时 and 1e8, 万元/亩 → 元/亩 and 1e4.

    A unit that is not in the table keeps its name, without its scale word.
    """
    whole, slash, per = re.sub("[/每]", "/", unit.strip(), count=1).partition("/")
    name, factor = _simple_base(whole.strip())
    if not slash:
        return name, factor
    per_name, per_factor = _simple_base(per.strip())
    return f"{name}/{per_name}", factor / per_factor


def _simple_base(unit: str) -> tuple[str, Decimal]:
    known = all_units().get(unit)
    if known:
        return known.base, known.factor
    bare = unit.lstrip("十百千万亿")
    cut = len(unit) - len(bare)
    while cut and unit[cut - 1 :] in all_units():  # 万千瓦时: the 千 belongs to the unit
        cut -= 1
    known = all_units().get(unit[cut:])
    name, factor = (known.base, known.factor) if known else (unit[cut:], Decimal(1))
    return (name, factor * scale_of(unit[:cut])) if name else (unit, Decimal(1))


def same_unit(a: str, b: str) -> bool:
    """Tell whether two units measure in the same base unit: 万元 and 亿元, 度 and 千瓦时; not 户 and 家, not % and 个百分点."""
    return base_unit(a)[0] == base_unit(b)[0]


def family_of(unit: str) -> str:
    """Return the family of a unit: money, count, energy …; empty for one that is not in the table."""
    whole = re.split("[/每]", unit, maxsplit=1)[0].strip()
    known = all_units().get(whole) or all_units().get(_simple_base(whole)[0])
    return known.family if known else ""


@cache
def unit_pattern() -> re.Pattern[str]:
    """Return the pattern of a printed unit with what it is taken per: 元/亩 (groups ``unit`` and ``per``)."""
    names = alternatives()
    return re.compile(rf"(?P<unit>{names})(?:[ ]?(?:/|每(?!个?[月季年]度?[^，。；]))[ ]?(?P<per>[十百千万亿]?(?:{names}|月|日|年)))?")


def alternatives() -> str:
    """Return the units as an alternation, longest first."""
    units = sorted(all_units().values(), key=lambda unit: -len(unit.name))
    return "|".join(re.escape(unit.name) + (f"(?!{unit.not_before})" if unit.not_before else "") for unit in units)
