"""What stands in a cell: a number with the words around it, or nothing."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from assistant.tables.folding import narrow
from assistant.tables.units import known_unit

FLOAT_DIGITS = 12
"""Significant digits kept of a binary float: 312.59999999999997 is 312.6."""

MAX_EXPONENT = 18
"""Numbers of more digits before or after the point are no figures of an economy."""

_MISSING = frozenset(
    (
        *("", "-", "--", "—", "——", "–", "－", "―", "/", "／", "\\", "…", "……", "...", "×", "nan", "NaN", "None", "null", "NULL", "N/A"),
        *("n/a", "#N/A", "无", "无数据", "暂无", "暂无数据", "空"),
    )
)
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(
    r"(?P<before>约|近|超过|超|大约|接近)?\s*(?P<verb>同比)?(?P<down>下降|减少|降低|回落|负增长|↓|▼)?(?P<up>增长|增加|提高|上升|↑|▲)?\s*"
    rf"(?P<number>[+-]?\s*{_DIGITS})\s*(?P<unit>[一-鿿%‰/A-Za-z]*?)\s*(?P<after>以上|以下|左右|余)?"
)
_QUALIFIERS = {"大约": "约", "接近": "近", "超过": "超"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a cell holds it; ``unit`` and ``qualifier`` are empty where the cell does not say them."""

    value: Decimal
    unit: str = ""
    qualifier: str = ""


def is_missing(raw: object) -> bool:
    """Tell whether a cell says that there is no value: blank, ``-``, ``—``, NaN."""
    if raw is None:
        return True
    if isinstance(raw, str):
        return raw.strip() in _MISSING
    return isinstance(raw, float | Decimal) and raw != raw


def from_float(number: float) -> Decimal:
    """Return a float as the decimal a person meant, at 12 significant digits."""
    exact = Decimal(repr(number))
    if len(exact.as_tuple().digits) <= FLOAT_DIGITS:
        return exact
    return exact.normalize(Context(prec=FLOAT_DIGITS))


def read_number(raw: Any) -> Number | None:
    """Return the number in a value of any kind, or ``None`` where there is no number in it.

    Text may carry thousands commas, full-width digits, a unit, a percent sign, 下降 before it, or a qualifier (近50户).
    Truth values, NaN and infinity are no numbers.
    """
    if isinstance(raw, str):
        return _from_text(raw)
    if hasattr(raw, "item") and hasattr(raw, "dtype"):
        raw = raw.item()
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return None
    value = from_float(raw) if isinstance(raw, float) else Decimal(raw)
    if not value.is_finite() or abs(value.adjusted()) >= MAX_EXPONENT:
        return None
    return Number(Decimal(f"{value:f}"))


_MARK = re.compile(r"(?<=.)([*＊①-⑳¹²³]+|[\[［]\d{1,2}[\]］])$")
_FALL = re.compile(r"^\((\d[\d,]*(?:\.\d+)?%?)\)$")
_CALENDAR = frozenset("年月日号季")


def read_figure(raw: Any) -> Number | None:
    """Return the number in a cell of a table, or ``None``; stricter than :func:`read_number`: 9月 and 10亿元以上企业 are none.

    A trailing mark of a footnote (8.4*) is left out; a number in brackets is negative, as in accounts.
    """
    if not isinstance(raw, str):
        return read_number(raw)
    text = _MARK.sub("", raw.strip())
    number = read_number(_FALL.sub(r"-\1", narrow(text)))
    if number is None or (number.unit and (number.unit[0] in _CALENDAR or not known_unit(number.unit))):
        return None
    return number


def read_place(raw: Any) -> Number | None:
    """Return a rank: 4, 第4位, 4名, 第4."""
    match = re.fullmatch(r"(?:第|列)?\s*(\d+)\s*[位名]?", narrow(raw.strip())) if isinstance(raw, str) else None
    return read_number(match[1]) if match else read_figure(raw)


def _from_text(text: str) -> Number | None:
    text = narrow(text.strip())
    if text in ("持平", "同比持平"):
        return Number(Decimal(0))
    match = _NUMBER.fullmatch(text)
    if not match or (match["down"] and (match["up"] or match["number"].startswith("-"))):
        return None
    value = Decimal(re.sub(r"[,\s]", "", match["number"]))
    if value.adjusted() >= MAX_EXPONENT:
        return None
    qualifier = match["before"] or match["after"] or ""
    return Number(-value if match["down"] else value, match["unit"], _QUALIFIERS.get(qualifier, qualifier))
