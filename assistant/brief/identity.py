"""What makes a row the same row in another month's table: its content, never its position, its wording or its value."""

from dataclasses import dataclass

from assistant.brief.model import Figure
from assistant.lexicon.indicators import normal_name, split_name
from assistant.numbers import base_unit


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What a row is about, without its time.

    Attributes:
        name: The catalogue's name of the indicator, or the user's own as it is compared.
        remark: A bracket that narrows the indicator down (不含农户).
        scopes: Every scope that agrees with the row, sorted.
    """

    name: str
    remark: str
    scopes: tuple[str, ...]
    kind: str
    basis: str
    span: str


def identity_of(figure: Figure) -> Identity:
    """Return what a row is about."""
    remark = normal_name(split_name(figure.indicator).remark)
    scopes = tuple(sorted(figure.scopes or (figure.scope,)))
    return Identity(normal_name(figure.canonical), remark, scopes, figure.kind, figure.basis, figure.span)


def dimension_of(figure: Figure) -> str:
    """Return the base unit of the value: 元 for 亿元; empty for a row without one."""
    return base_unit(figure.unit)[0] if figure.unit else ""
