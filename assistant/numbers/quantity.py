"""The types of the number ring: a number never travels without its unit, its text and its place."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

MentionClass = Literal[
    "figure",  # a quantity; judged by the audit
    "period",  # dates and periods
    "marker",  # list markers: 一是, （二）, 1.
    "announced",  # announced counts: 讲三点意见
    "name",  # names, policies, slogans, codes
    "idiom",  # lexical numerals: 进一步, 一批
    "document",  # document numbers, articles: 国发〔2021〕15号, 第三十二条
    "clock",  # time of day, phone, room
    "placeholder",  # XX亿元, *户, ____%
]

Form = Literal["plain", "range", "fraction", "cheng", "fan", "multiple", "rank", "threshold", "zero", "vague"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as it stands in a text.

    Attributes:
        start: Offset of ``text`` in the original string.
        end: Offset after ``text``.
        text: Number with its scale word and percent sign, without any other unit (``312.6亿`` of 312.6亿元).
        value: In the base unit: 亿 and 万 multiplied out, percent as the number before %, 成 as tens of percent.
        unit: The bare unit as printed (元, %, 个百分点, 户, 位, 倍 …), inherited in lists and ranges; may be empty.
        qualifier: 约, 近, 超, 以上, 余 … as printed, else empty.
        step: The value of one unit in the last printed place (``0.1亿`` → 10000000): what rounding is judged by.
        form: How the number was said.
        unit_end: Offset after the printed unit that belongs to this number (equals ``end`` when inherited or none).
        per: What the unit is taken per, as printed: 亩 of 18.6万元/亩, else empty.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    qualifier: str = ""
    step: Decimal = Decimal(1)
    form: Form = "plain"
    unit_end: int = 0
    per: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Any numeral seen in a text, with its class; nothing is dropped in silence."""

    start: int
    end: int
    text: str
    kind: MentionClass
    note: str = ""
