"""What comes out of reading a table: rows of figures, what was not taken and why, and what has to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was not taken as a value, or was settled by a rule the user should know of.

    Attributes:
        text: One Chinese sentence with its place.
        file: Name of the file.
        sheet: Name of the sheet; empty for text files.
        cells: Addresses it speaks of: ``B4``, or a range ``B4:F4``.
        reason: Why, as a word of :data:`REASONS`.
        confidence: 0 to 1, how sure the reading is that the notice tells of.
    """

    text: str
    file: str = ""
    sheet: str = ""
    cells: tuple[str, ...] = ()
    reason: str = ""
    confidence: float = 1.0

    def __str__(self) -> str:
        return self.text


REASONS = frozenset(
    (
        *(
            "hidden sheet",
            "hidden row",
            "hidden column",
            "title",
            "heading",
            "remark",
            "subtotal",
            "section",
            "serial number",
            "text column",
        ),
        *("no table", "formula without value", "duplicate", "unit", "period", "indicator", "scope", "gap", "old format", "merged"),
    )
)
"""Every reason a :class:`Notice` may have."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One possible answer: ``value`` is what is remembered, ``label`` what the user reads."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt that only a person can settle.

    Attributes:
        id: Stable for tables of one shape: the same doubt has the same id next month.
        sheet: Name of the sheet.
        cells: Addresses the doubt is about: ``B4``, or a range ``B4:F4``.
        field: Key of the figure row that is in doubt: ``unit``, ``period``, ``span``, ``indicator``, ``value`` …
        text: The question in Chinese.
        alternatives: What can be answered, the likeliest first.
        suggested: Value of the likeliest alternative; empty where nothing is likelier than the rest.
        confidence: 0 to 1, how sure the suggestion is.
        reason: Why it is suggested, or why it is asked, in Chinese.
        held: True where the values are held back until it is answered; False where they are read as suggested meanwhile.
        shape: Shape of the table, under which the answer is remembered.
    """

    id: str
    sheet: str
    cells: tuple[str, ...]
    field: str
    text: str
    alternatives: tuple[Alternative, ...]
    suggested: str
    confidence: float
    reason: str
    held: bool = False
    shape: str = ""


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table as read.

    Attributes:
        rows: Mappings with the keys of a figure row; ``source`` is ``{"file", "sheet", "cells": {key: "B4"}}``. The key of a
            comparison area is ``reference:全市平均`` in ``cells``, that of anything else known ``also:净增企业``. A cell of
            another sheet than the row's own is written with its sheet: ``表二!B4``.
        questions: What has to be asked.
        notices: What was not taken as a value, or was settled by a rule.
        shape: Signature of the headings, the same for next month's table of the same make.
    """

    rows: tuple[Mapping[str, Any], ...]
    questions: tuple[Question, ...] = ()
    notices: tuple[Notice, ...] = ()
    shape: str = ""
