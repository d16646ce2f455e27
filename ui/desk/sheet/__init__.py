"""The speech as a sheet of paper with its numbers marked: a small component that tells what was asked for on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from desk.sheet.content import content, marked

_HERE = Path(__file__).parent
_MOST = 20_000  # characters of a paragraph or a source that comes from the page
_DOABLE = frozenset({"correct", "drop", "vouch", "edit", "shorten", "expand", "reword"})
_component = st.components.v2.component(
    "speech_sheet",
    html='<div class="sheet"></div>',
    css=(_HERE / "sheet.css").read_text("utf-8"),
    js=(_HERE / "sheet.js").read_text("utf-8"),
)


@dataclass(frozen=True, slots=True)
class Act:
    """What was asked for on a sheet.

    Attributes:
        do: ``correct``, ``drop`` or ``vouch`` (about a number), ``edit``, ``shorten``, ``expand`` or ``reword`` (a paragraph).
        finding: The number it is about, or ``None``.
        line: Which line of those that are not blank, from 0; -1 where it is about a number.
        text: The source vouched with, or the new words of a paragraph.
    """

    do: str
    finding: Any = None
    line: int = -1
    text: str = ""


def show(text: str, findings: Sequence[Any], wording: Sequence[Any] = (), *, key: str, editable: bool = False) -> Act | None:
    """Show a speech with its numbers marked.

    Args:
        text: The speech.
        findings: The number audit's findings about this very text.
        wording: The wording check's findings about it.
        key: Key of the component.
        editable: Whether numbers can be corrected, dropped and vouched for, and paragraphs changed.

    Returns:
        What was asked for in this run, or ``None``.
    """
    data = content(text, findings, wording, editable=editable)
    result = _component(key=key, data=data, on_act_change=_nothing)
    return _act(result.get("act"), data, marked(text, findings, wording)) if editable else None


def _nothing() -> None:
    """Let the trigger cause a run; the run itself looks at what was asked."""


def _act(asked: object, data: Mapping[str, Any], findings: Sequence[Any]) -> Act | None:
    """Return what the page asked for, or ``None`` where it does not fit the sheet that is shown: the page is not trusted."""
    if not isinstance(asked, Mapping) or asked.get("stamp") != data["stamp"] or asked.get("do") not in _DOABLE:
        return None
    mark, line, text = asked.get("mark"), asked.get("line", -1), asked.get("text", "")
    finding = findings[mark] if isinstance(mark, int) and 0 <= mark < len(findings) else None
    about_number = asked["do"] in {"correct", "drop", "vouch"}
    fits = finding is not None if about_number else isinstance(line, int) and 0 <= line < len(data["lines"])
    return Act(str(asked["do"]), finding, -1 if about_number else int(line), str(text)[:_MOST]) if fits else None
