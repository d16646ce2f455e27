"""What stands beside the speech on demand: what it covers, what it leaves out, its wording, its exemplars."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from assistant import Draft, list_speeches, severity_label
from desk import labels
from desk.versions import versions

__all__ = ["exemplars", "matrix", "missing", "versions", "wording"]


def matrix(draft: Draft) -> None:
    """Show which priorities and problems of the brief the speech takes up, and which priority answers which problem."""
    tasks, problems = draft.brief.priorities, draft.brief.problems
    sections = [(set(one.priorities), set(one.problems)) for one in draft.plan.sections]
    told = [(labels.WRITTEN, "", *(_sign(any(task.id in taken for taken, _ in sections)) for task in tasks))]
    for problem in problems:
        answered = [any(task.id in taken and problem.id in named for taken, named in sections) for task in tasks]
        named = any(problem.id in named for _, named in sections)
        told.append((problem.text, _sign(named), *(labels.YES if one else "" for one in answered)))
    _table((labels.PROBLEM, labels.NAMED_AT_ALL, *(task.title for task in tasks)), told)


def missing(draft: Draft) -> None:
    """List the figures the speech does not use, and what was left out with the reason."""
    rows = {figure.id: figure for figure in draft.brief.figures}
    why = {left.row: left.why for left in draft.plan.left_out}
    unused = list(dict.fromkeys(key.partition(".")[0] for key in draft.report.missing))
    told = [(rows[row].indicator, _printed(rows[row]), why.pop(row, "")) for row in unused if row in rows]
    told += [(rows[row].indicator, _printed(rows[row]), reason) for row, reason in why.items() if row in rows]
    if told:
        _table(labels.UNUSED, told)
    else:
        st.html(f'<div class="blank">{labels.ALL_USED}</div>')


def wording(draft: Draft) -> None:
    """List what the wording check and the remarks of the audit have to say."""
    found = sorted([*draft.wording, *draft.report.remarks], key=lambda finding: finding.start)
    if found:
        told = [(severity_label(one.severity), one.text, one.message, one.suggestion) for one in found]
        _table((labels.KIND, labels.SAYS, labels.SAID, labels.ADVISED), told)
    else:
        st.html(f'<div class="blank">{labels.NO_WORDING}</div>')


def exemplars(draft: Draft) -> None:
    """List the exemplar passages that were looked at, and why each was chosen."""
    if draft.exemplars:
        titles = {one.speech.id: one.speech.title for one in list_speeches()}
        told = [(titles.get(one.speech, one.speech), one.text, one.reason) for one in draft.exemplars]
        _table((labels.SPEECH, labels.PASSAGE, labels.REASON), told)
    else:
        st.html(f'<div class="blank">{labels.NO_EXEMPLARS}</div>')


def _sign(there: bool) -> str:
    return labels.YES if there else labels.NOT_COVERED


def _printed(figure: object) -> str:
    value = getattr(figure, "value", None)
    return "" if value is None else f"{value}{getattr(figure, 'unit', '')}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Show plain text as a table: escaped, without sorting or editing, readable to a screen reader."""
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    st.html(f'<table class="plain"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>')
