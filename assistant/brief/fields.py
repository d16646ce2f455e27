"""Reads the keys of one mapping of a brief; everything that is wrong is collected with its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from assistant.errors import Trouble
from assistant.tables import Number, read_number


@dataclass
class Fields:
    """A mapping at a place in the brief.

    Attributes:
        raw: The mapping.
        place: Where it stands: ``figures[3]（f04 工业投资）``; empty for the brief itself.
        troubles: The list shared by the whole brief.
        places: Places of single keys that have one of their own (cells of a table).
    """

    raw: Mapping[Any, Any]
    place: str
    troubles: list[Trouble]
    places: Mapping[str, str] = field(default_factory=dict)

    def where(self, key: str) -> str:
        """Return the place of a key."""
        return self.places.get(key) or (f"{self.place}.{key}" if self.place else key)

    def trouble(self, key: str, message: str) -> None:
        """Note what is wrong with a key."""
        self.troubles.append(Trouble(self.where(key), message))

    def check_keys(self, known: Sequence[str], aliases: Iterable[str] = ()) -> None:
        """Note every key that is not known, with the nearest that is."""
        for key in self.raw:
            if key not in known:
                self.troubles.append(Trouble(self.place, unknown_key(str(key), known, aliases)))

    def get(self, key: str) -> Any:
        """Return a value; blank text counts as absent."""
        value = self.raw.get(key)
        return None if isinstance(value, str) and not value.strip() else value

    def text(self, key: str) -> str:
        """Return a text."""
        value = self.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.trouble(key, f"应为文字，这里是{kind_of_value(value)}；如果确是文字，请加引号。")
            return ""
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        texts = []
        for index, item in enumerate(self.items(key)):
            if isinstance(item, str) and item.strip():
                texts.append(item.strip())
            else:
                self.trouble(f"{key}[{index}]", f"应为文字，这里是{kind_of_value(item)}。")
        return tuple(texts)

    def items(self, key: str) -> list[Any]:
        """Return a list."""
        value = self.get(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.trouble(key, f"应为列表，这里是{kind_of_value(value)}；请写成几项的列表。")
            return []
        return list(value)

    def part(self, key: str, known: Sequence[str]) -> "Fields":
        """Return the mapping under a key."""
        value = self.get(key)
        if value is not None and not isinstance(value, Mapping):
            self.trouble(key, f"应分项填写（{'、'.join(known)}），这里是{kind_of_value(value)}。")
            value = None
        fields = Fields(value or {}, self.where(key), self.troubles)
        fields.check_keys(known)
        return fields

    def number(self, key: str) -> Number | None:
        """Return a number with what stands beside it."""
        value = self.get(key)
        if value is None:
            return None
        number = read_number(value)
        if number is None:
            self.trouble(key, f"应为数字，这里是{kind_of_value(value)}；请改成数字，没有数据就不写这一项。")
        return number

    def integer(self, key: str) -> int | None:
        """Return a whole number."""
        number = self.number(key)
        if number is None:
            return None
        if number.value != number.value.to_integral_value():
            self.trouble(key, f"应为整数，这里是 {number.value}。")
            return None
        return int(number.value)

    def day(self, key: str) -> date | None:
        """Return a date in ISO form."""
        value = self.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        try:
            return date.fromisoformat(str(value).strip()[:10] if isinstance(value, datetime) else str(value).strip())
        except ValueError:
            self.trouble(key, f"“{value}”不是日期；请写成 2026-01-23 的样子。")
            return None


def unknown_key(key: str, known: Sequence[str], aliases: Iterable[str] = ()) -> str:
    """Return the message on an unknown key."""
    near = get_close_matches(key.lower(), [*known, *aliases], n=5, cutoff=0.5)
    best = max(near, key=lambda word: _likeness(word, key.lower()), default="")
    hint = f"是不是“{best}”？" if best else f"可用的有：{'、'.join(known)}。"
    return f"不认识的项“{key}”；{hint}"


def _likeness(word: str, key: str) -> tuple[float, int]:
    """Of words equally like a key, the one that begins like it is meant: 同比增长, not 同比涨幅, for 同比增涨."""
    alike = next((at for at, (one, other) in enumerate(zip(word, key, strict=False)) if one != other), min(len(word), len(key)))
    return SequenceMatcher(None, word, key).ratio(), alike


def kind_of_value(value: object) -> str:
    """Return what a value is, in Chinese, with the value itself where it is short."""
    if value is None:
        return "空值"
    if isinstance(value, bool):
        return f"真假值 {str(value).lower()}"
    if isinstance(value, str):
        return f"文字“{value.strip()[:20]}”"
    if isinstance(value, int | float | Decimal):
        return f"数字 {value}"
    if isinstance(value, Mapping):
        return "一组分项"
    if isinstance(value, list | tuple):
        return "列表"
    return f"日期 {value}" if isinstance(value, date) else f"{type(value).__name__}"
