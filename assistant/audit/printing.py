"""How a value is printed: the same in a speech, a message and a formula.

Percentages keep at least one decimal (21.0%), as statistical communiqués do; amounts and counts drop trailing zeros (78亿元);
a round target reads without decimals (8%以上).
"""

from decimal import ROUND_HALF_UP, Decimal

from assistant.audit.facts import Fact
from assistant.audit.rows import PERCENT, POINTS

_BEFORE = ("约", "近", "超", "超过", "突破", "不足", "不少于", "不低于")


def plain(value: Decimal) -> str:
    """Return a decimal in plain notation without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def one_decimal(value: Decimal) -> str:
    """Return a decimal with at least one decimal place."""
    text = plain(value)
    return text if "." in text else f"{text}.0"


def with_unit(value: Decimal, unit: str, *, whole: bool = False) -> str:
    """Return an absolute value with its unit; ``whole`` drops the forced decimal of a percentage."""
    number = abs(value)
    if unit in {PERCENT, "％"}:
        return f"{plain(number) if whole else one_decimal(number)}%"
    if unit in {POINTS, "百分点"}:
        return f"{plain(number)}{POINTS}"
    return f"{plain(number)}{unit.split('/')[0]}"


def printed(fact: Fact) -> str:
    """Return a fact as it stands in prose, its qualifier kept."""
    if fact.field == "text":
        return fact.text[fact.start : fact.end]
    if fact.measure == "rank":
        return f"第{plain(fact.value)}位"
    whole = fact.kind in {"target", "plan"}
    text = with_unit(fact.value, fact.unit, whole=whole)
    if fact.value < 0 and (fact.measure == "ratio" or (fact.measure == "growth" and fact.field == "value")):
        text = f"-{text}"
    if not fact.qualifier:
        return text
    return f"{fact.qualifier}{text}" if fact.qualifier in _BEFORE else f"{text}{fact.qualifier}"


def signed(fact: Fact) -> str:
    """Return a fact as it stands in a formula, with its minus sign."""
    text = printed(fact)
    return f"-{text}" if fact.value < 0 and fact.measure in {"growth", "pp"} and not text.startswith("-") else text


def decimals(value: Decimal) -> int:
    """Return the number of decimal places of a value."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half up, the convention of printed statistics."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
