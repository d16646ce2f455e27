"""Operations in one line each, for tables of what instructions mean."""

from dataclasses import MISSING, fields
from typing import Any

from assistant.drafting.revision.operations import Ask, Place, Refuse


def told(understood: Any) -> list[str]:
    """Return what an instruction was understood as: operations with the fields that say something, or only ask, or refuse."""
    if isinstance(understood, Ask | Refuse):
        return ["refuse" if isinstance(understood, Refuse) else "ask"]
    return [_operation(one) for one in understood]


def _operation(operation: Any) -> str:
    given = []
    for field in fields(operation):
        value = getattr(operation, field.name)
        if field.default is MISSING or value != field.default:
            given.append(f"{field.name}={_value(value)}")
    return f"{type(operation).__name__} {' '.join(given)}".strip()


def _value(value: Any) -> str:
    if isinstance(value, Place):
        inner = value.title or (str(value.number) if value.number else "")
        return f"{value.kind}{f'({inner})' if inner else ''}{f'@{_value(value.of)}' if value.of else ''}"
    if isinstance(value, tuple):
        return "、".join(map(_value, value))
    return str(value)
