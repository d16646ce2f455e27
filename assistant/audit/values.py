"""Whether a printed number says the same as a value: units, rounding as printed, and words such as 近 or 超过.

Rounding follows 表述惯例 (half up); half-even of GB/T 8170 is accepted and named. A number printed with more places
than the input has is false precision, unless the further places are zeros.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from assistant.audit.printing import decimals
from assistant.audit.rows import PERCENT, POINTS
from assistant.numbers import Quantity, base_unit

NEAR = ("近", "接近", "将近", "逼近", "弱")
OVER = ("过", "超", "超过", "突破", "逾", "余", "多", "以上", "超出", "大于", "高达", "不低于", "不少于", "及以上", "跨过", "迈上", "强")
UNDER = ("不足", "以下", "不到", "低于", "少于", "以内", "不超过", "小于")
ABOUT = ("约", "左右", "大约", "大致", "上下", "大概", "约为")
TENTH = Decimal("0.1")
HALF = Decimal(50)
TWENTIETH = Decimal("0.05")
COUNTED = frozenset("户家个件项条宗只支座台套份次位")
PEOPLE = frozenset("人名")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a printed number agrees with a value.

    Attributes:
        ok: True when it may be printed so.
        rule: ``exact``, ``rounded``, ``half-even``, ``loose``, ``qualified``, or what is wrong: ``false-precision``,
            ``truncated``, ``lost-qualifier``, ``differs``, ``unit-scale``.
    """

    ok: bool
    rule: str


EXACT = Agreement(True, "exact")
DIFFERS = Agreement(False, "differs")


def dimension(unit: str) -> str:
    """Return what a unit measures: %, 个百分点, 元, 千瓦时 …; 万元/亩 is 元, for prose says 亩均税收13.8万元; counted things are one."""
    if unit in {"%", "％", "‰"}:
        return PERCENT
    if unit in {"个百分点", "百分点", "个百分比"}:
        return POINTS
    base = base_unit(unit)[0].partition("/")[0]
    return "人" if base in PEOPLE and base else "个" if base and base in COUNTED else base


@lru_cache(maxsize=512)
def _scale(unit: str) -> Decimal:
    return base_unit(unit)[1]


def in_base(value: Decimal, unit: str) -> tuple[Decimal, Decimal]:
    """Return a value of the brief in its base unit, with the size of its last printed place there."""
    scale = _scale(unit.partition("/")[0])
    return abs(value) * scale, Decimal(1).scaleb(-decimals(value)) * scale


def agree(quantity: Quantity, value: Decimal, unit: str, *, qualifier: str = "", exact: Decimal | None = None) -> Agreement:
    """Judge a printed number against a value.

    Args:
        quantity: The number as printed.
        value: Value of the brief, signed, in ``unit``.
        unit: Its unit.
        qualifier: The qualifier of the input itself, which must be kept.
        exact: For a derived value, the value before it was rounded.
    """
    true, place = in_base(value, unit)
    quantity = _based(quantity)
    said = abs(quantity.value)
    word = quantity.qualifier
    if qualifier and not word:
        return Agreement(False, "lost-qualifier") if said == true else DIFFERS
    if word.endswith(NEAR) or word.startswith(NEAR):
        return _near(said, true, kept=bool(qualifier))
    if word in OVER:
        return _over(said, true, kept=bool(qualifier), half=quantity.form == "fraction" and said == HALF)
    if word in UNDER:
        return _under(said, true, kept=bool(qualifier))
    if word in ABOUT:
        return _about(quantity, said, true)
    return _printed(quantity, said, true, place, in_base(exact, unit)[0] if exact is not None else None)


def _based(quantity: Quantity) -> Quantity:
    """Return a figure in the base unit of its dimension (平方公里 in 平方米); a fraction (三成, 近一半) as a percentage, and about."""
    if quantity.form in {"fraction", "cheng"}:
        value = quantity.value * 100 if quantity.form == "fraction" and quantity.unit != "%" else quantity.value
        return replace(quantity, value=value, unit=PERCENT, step=TENTH, qualifier=quantity.qualifier or "约")
    scale = _scale(quantity.unit)
    return quantity if scale == 1 else replace(quantity, value=quantity.value * scale, step=quantity.step * scale)


def _near(said: Decimal, true: Decimal, *, kept: bool) -> Agreement:
    if said == true:
        return Agreement(True, "qualified" if kept else "loose")
    return Agreement(said * (1 - TENTH) <= true < said, "qualified")


def _over(said: Decimal, true: Decimal, *, kept: bool, half: bool) -> Agreement:
    if said == true:
        return Agreement(True, "qualified" if kept else "loose")
    if true < said:
        return DIFFERS
    leading = Decimal(1).scaleb(said.adjusted()) if said else Decimal(1)
    return Agreement(half or true <= said + leading, "qualified" if true - said <= said * TENTH else "loose")


def _under(said: Decimal, true: Decimal, *, kept: bool) -> Agreement:
    if said == true:
        return Agreement(kept, "qualified") if kept else DIFFERS
    leading = Decimal(1).scaleb(said.adjusted()) if said else Decimal(1)
    return Agreement(said - leading <= true < said, "qualified")


def _about(quantity: Quantity, said: Decimal, true: Decimal) -> Agreement:
    if true and abs(true - said) / (said or true) <= (TENTH if quantity.form == "fraction" else TWENTIETH):
        return Agreement(True, "qualified")
    rounded = (true / quantity.step).quantize(Decimal(1), ROUND_HALF_UP) * quantity.step
    return Agreement(rounded == said, "qualified")


def _printed(quantity: Quantity, said: Decimal, true: Decimal, place: Decimal, exact: Decimal | None) -> Agreement:
    if said == true:
        return EXACT
    step = quantity.step or Decimal(1)
    basis = exact if exact is not None else true
    if exact is None and step < place:
        return Agreement(False, "false-precision") if abs(said - true) < place else DIFFERS
    if (basis / step).quantize(Decimal(1), ROUND_HALF_UP) * step == said:
        return Agreement(True, "rounded")
    if (basis / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step == said:
        return Agreement(True, "half-even")
    if (basis // step) * step == said:
        return Agreement(False, "truncated")
    return DIFFERS


def same_digits(quantity: Quantity, value: Decimal, unit: str) -> bool:
    """Tell whether only the scale word or the decimal point differs: 46.1万元 for 46.1亿元, the most dangerous slip."""
    said, (true, _) = abs(_based(quantity).value), in_base(value, unit)
    return said != true and said.normalize().as_tuple().digits == true.normalize().as_tuple().digits and true != 0
