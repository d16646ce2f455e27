"""Planted errors and harmless changes that a rule can make: the same for every speech, the same on every run.

Figures are chosen by a hash of the speech, the class and the place, never by chance. A changed value is planted only where it
is no number of the brief and no other figure of the speech, so that it cannot be true by accident.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from benchmarks.audit.membership import PERCENT, POINTS, PRINTED, Number, plain

COUNTS = frozenset({"户", "件", "项", "处"})
LOOSE_BEFORE = re.compile(r"(?:近|约|超过|突破|接近|不足|不到|每|第|前|产值前|不少于)$")
LOOSE_AFTER = re.compile(r"以上|以内|左右|多|里|余")
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Printed:
    """A figure of a speech that may be changed: exact, and told without an approximator."""

    start: int
    end: int
    number: str
    unit: str

    @property
    def value(self) -> Decimal:
        return Decimal(self.number)


@dataclass(frozen=True)
class Change:
    """One replacement and what was done."""

    start: int
    end: int
    new: str
    why: str


def figures(speech: str, known: frozenset[Number]) -> list[Printed]:
    """Return the figures of a speech that stand in its brief as they are printed."""
    found = []
    for match in PRINTED.finditer(speech):
        loose = LOOSE_BEFORE.search(speech, 0, match.start()) or LOOSE_AFTER.match(speech, match.end())
        if not loose and plain(Decimal(match[1]), match[2]) in known:
            found.append(Printed(match.start(), match.end(), match[1], match[2]))
    return found


def _transposed(figure: Printed) -> str | None:
    """Exchange the first two neighbouring digits that differ; else change the last one."""
    digits = figure.number
    for left in range(len(digits) - 1):
        pair = digits[left : left + 2]
        if pair.isdigit() and pair[0] != pair[1] and not (left == 0 and pair[1] == "0"):
            return digits[:left] + pair[::-1] + digits[left + 2 :] + figure.unit
    return None


def _digit(figure: Printed) -> str | None:
    last = int(figure.number[-1])
    return f"{figure.number[:-1]}{last - 1 if last > 5 else last + 1}{figure.unit}" if "." in figure.number else None


def _decimal(figure: Printed) -> str | None:
    return f"{figure.value * 10:f}".removesuffix(".0") + figure.unit if "." in figure.number and figure.value >= 1 else None


def _scaled(figure: Printed) -> str | None:
    other = {"亿元": "万元", "万元": "亿元", "亿千瓦时": "万千瓦时"}.get(figure.unit)
    return figure.number + other if other else None


def _point(figure: Printed) -> str | None:
    return figure.number + POINTS if figure.unit == PERCENT else None


def _percent(figure: Printed) -> str | None:
    return figure.number + PERCENT if figure.unit == POINTS else None


def _counted(figure: Printed) -> str | None:
    return (
        f"{figure.value + max(Decimal(1), figure.value // 12)}{figure.unit}" if figure.unit in COUNTS and "." not in figure.number else None
    )


def _finer(figure: Printed) -> str | None:
    return f"{figure.number}3{figure.unit}" if "." in figure.number else None


def _cut(figure: Printed) -> str | None:
    whole, _, rest = figure.number.partition(".")
    return whole + figure.unit if rest and int(rest[0]) >= 6 and whole != "0" else None


def _whole(value: int) -> str:
    """Read a whole number below ten thousand in Chinese."""
    parts, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            parts += ("零" if gap else "") + DIGITS[digit] + name
        gap = bool(parts) and not digit
    return parts.removeprefix("一") if parts.startswith("一十") else parts or "零"


def chinese(number: str) -> str:
    """Read a number in Chinese: 12.3 as 十二点三."""
    whole, _, rest = number.partition(".")
    return _whole(int(whole)) + ("点" + "".join(DIGITS[int(digit)] for digit in rest) if rest else "")


def _spelled(figure: Printed) -> str | None:
    if figure.value >= 10000 or figure.number == "2":
        return None
    return "百分之" + chinese(figure.number) if figure.unit == PERCENT else chinese(figure.number) + figure.unit


def _wide(figure: Printed) -> str | None:
    return (figure.number + figure.unit).translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789.%"})


def _in_other_scale(figure: Printed) -> str | None:
    if figure.unit == "亿元":
        return f"{(figure.value * 10000).normalize():f}万元"
    return f"{(figure.value / 10000).normalize():f}亿元" if figure.unit == "万元" else None


def _household(figure: Printed) -> str | None:
    return f"{figure.number}家" if figure.unit == "户" else None


def _about(figure: Printed) -> str | None:
    whole = figure.value.quantize(Decimal(1), ROUND_HALF_UP)
    return f"约{whole}{figure.unit}" if figure.unit == "亿元" and figure.value >= 20 and whole != figure.value else None


def _more_than(figure: Printed) -> str | None:
    whole = figure.value.quantize(Decimal(1), ROUND_FLOOR)
    return f"超过{whole}{figure.unit}" if figure.unit == "亿元" and figure.value >= 20 and whole != figure.value else None


RULES: tuple[tuple[str, str, int, Callable[[Printed], str | None]], ...] = (
    ("error", "value_digit", 3, _transposed),
    ("error", "value_digit", 2, _digit),
    ("error", "value_decimal", 3, _decimal),
    ("error", "unit_scale", 3, _scaled),
    ("error", "percent_vs_pp", 2, _point),
    ("error", "percent_vs_pp", 2, _percent),
    ("error", "count", 3, _counted),
    ("error", "rounding_false_precision", 3, _finer),
    ("error", "truncation", 2, _cut),
    ("clean", "chinese_numerals", 3, _spelled),
    ("clean", "fullwidth_digits", 3, _wide),
    ("clean", "unit_equivalent", 3, _in_other_scale),
    ("clean", "unit_synonym", 2, _household),
    ("clean", "rounding_ok", 2, _about),
    ("clean", "approx_true", 2, _more_than),
)


def changes(name: str, speech: str, known: frozenset[Number]) -> Iterator[tuple[str, str, Change]]:
    """Return ``(label, class, change)`` of every change the rules make to a speech."""
    taken = known | {plain(Decimal(match[1]), match[2]) for match in PRINTED.finditer(speech)}
    exact = figures(speech, known)
    for label, kind, wanted, make in RULES:
        rule = make.__name__.strip("_")
        order = sorted(exact, key=lambda figure: hashlib.sha256(f"{name} {rule} {figure.start}".encode()).digest())
        made = ((figure, new) for figure in order if (new := make(figure)) and (label == "clean" or _is_new(new, taken)))
        for (figure, new), _ in zip(made, range(wanted), strict=False):
            yield label, kind, Change(figure.start, figure.end, new, f"{figure.number}{figure.unit}: {rule}")


def _is_new(text: str, taken: frozenset[Number]) -> bool:
    match = PRINTED.fullmatch(text)
    return match is not None and plain(Decimal(match[1]), match[2]) not in taken
