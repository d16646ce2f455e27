"""Numbers as a row holds them: what the audit's reader found, in the unit it was printed with."""

import re
from decimal import Decimal

from assistant.numbers import Quantity, base_unit

_POINT = re.compile(r"[.．点]")
_SCALES = (("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4))


def printed_unit(quantity: Quantity) -> str:
    """Return the unit of a row for a figure as printed: 亿元, 万千瓦时, 万元/亩, 户."""
    scale = next((word for word, _ in _SCALES if word in quantity.text), "")
    return f"{scale}{quantity.unit}" + (f"/{quantity.per}" if quantity.per and "/" not in quantity.unit else "")


def printed_value(quantity: Quantity) -> Decimal:
    """Return the value of a figure in its printed unit, with the decimals it was printed with."""
    scale = next((factor for word, factor in _SCALES if word in quantity.text), Decimal(1))
    value, step = quantity.value / scale, (quantity.step / scale).normalize()
    places = step.as_tuple().exponent
    if not isinstance(places, int) or places >= 0 or not _POINT.search(quantity.text):
        return Decimal(f"{value.normalize():f}")
    return value.quantize(Decimal(1).scaleb(places))


def in_unit(quantity: Quantity, unit: str) -> Decimal | None:
    """Return a figure in the unit of a row, ``None`` where the two measure different things."""
    own = printed_unit(quantity)
    if own == unit:
        return printed_value(quantity)
    (base, factor), (other, scale) = base_unit(own), base_unit(unit)
    if base != other:
        return None
    return Decimal(f"{(printed_value(quantity) * factor / scale).normalize():f}")
