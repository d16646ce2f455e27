"""Denials: 没有突破200户 says less than 200, 过半 says more than half."""

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.numbers import Quantity

_DENIED = re.compile(r"(?:没有?|没能|未能?|尚未|并未|还未|难以|不曾)(?:实现|完成)?(?:过|超过?|突破|达到|达|到|跨过|迈上)$")
_PASSED = re.compile(r"(?<![通经超不])过$")
REACH = 8


def read_denied(text: str, quantities: Iterable[Quantity]) -> list[Quantity]:
    """Return the quantities with what a denial or 过 makes of them in their qualifier: 不足, 过."""
    return [_read(text, quantity) for quantity in quantities]


def _read(text: str, quantity: Quantity) -> Quantity:
    before = text[max(0, quantity.start - REACH) : quantity.start]
    if _DENIED.search(before):
        return replace(quantity, qualifier="不足")
    if quantity.form in {"fraction", "cheng"} and _PASSED.search(before):
        return replace(quantity, qualifier="过")
    return quantity
