"""The figures as a table that can be edited, with what each row was recognised as and what is doubtful about it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from assistant import Brief, BriefForm, Recognised, check_brief, recognised_rows, severity_label
from desk import guard, places, terms
from desk.brief import holding
from desk.plain import plain, shortened

_NUMBER, _CHOSEN, _READ, _CIRCUMSTANCES, _PLACE, _DOUBT = "number", "chosen", "read", "circumstances", "place", "doubt"
_MOST = 40  # rows whose doubts are listed
_EMPTY = {"indicator": "", "value": ""}


def show() -> None:
    """Show the table, the buttons that change its rows, and what is wrong with them."""
    held = holding.held()
    if not held.form.rows:
        st.caption(terms.NO_ROWS)
        st.button(terms.ADD_ROW, icon=":material/add:", on_click=_add)
        return
    doubts = _doubts()
    key = f"figures-{held.turn}"
    st.data_editor(
        _frame(doubts),
        key=key,
        num_rows="fixed",
        hide_index=True,
        row_height=32,
        height=min(38 + 32 * len(held.form.rows), 520),
        disabled=[_NUMBER, _DOUBT, _READ, _CIRCUMSTANCES, _PLACE],
        column_order=[_NUMBER, _CHOSEN, _DOUBT, "indicator", _READ, *list(terms.FIGURE_COLUMNS)[1:], _CIRCUMSTANCES, _PLACE],
        column_config=_columns(),
        alt=terms.FIGURES,
    )
    form = with_edits(held.form, _edited(key))
    if form is not held.form:
        holding.change(form, anew=False)
        st.rerun()
    with st.container(horizontal=True):
        st.button(terms.ADD_ROW, icon=":material/add:", on_click=_add)
        chosen = _chosen(key)
        st.button(terms.drop_rows(len(chosen)), icon=":material/delete:", disabled=not chosen, on_click=_drop, args=(chosen,))
    _tell(doubts)


def _frame(doubts: Mapping[int, list[tuple[str, str]]]) -> dict[str, list[Any]]:
    """Return the columns: what may be ticked, what the user wrote, and what was made of it."""
    rows = holding.held().form.rows
    read = _recognised()
    columns: dict[str, list[Any]] = {_NUMBER: [f"{at + 1}" for at in range(len(rows))], _CHOSEN: [False] * len(rows)}
    columns[_DOUBT] = [terms.doubt_sign({severity for severity, _ in doubts.get(at, [])}) for at in range(len(rows))]
    for key in terms.FIGURE_COLUMNS:
        columns[key] = [_shown(key, row.get(key)) for row in rows]
    columns[_READ] = [terms.recognised(found.indicator, known=found.known) if found else "" for found in read]
    columns[_CIRCUMSTANCES] = [found.circumstances if found else "" for found in read]
    columns[_PLACE] = [found.place if found else "" for found in read]
    return columns


def _recognised() -> tuple[Recognised | None, ...]:
    held = holding.held()
    return recognised_rows(held.form, held.brief) if held.brief else (None,) * len(held.form.rows)


def _shown(key: str, value: Any) -> str:
    if key == "kind":
        return terms.KINDS.get(str(value or "actual"), str(value))
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value)


def _columns() -> dict[str, Any]:
    text, tick = st.column_config.TextColumn, st.column_config.CheckboxColumn
    columns: dict[str, Any] = {key: text(label, width=width) for key, (label, width) in terms.FIGURE_COLUMNS.items()}
    columns["kind"] = st.column_config.SelectboxColumn(
        terms.FIGURE_COLUMNS["kind"][0], options=list(terms.KINDS.values()), width=70, required=True
    )
    return {
        _NUMBER: text(terms.NUMBER, width=50, pinned=True),
        _CHOSEN: tick(terms.CHOSEN, width=70, pinned=True),
        _DOUBT: text(terms.DOUBT, width=60, pinned=True),
        **columns,
        _READ: text(terms.READ_AS, help=terms.READ_AS_HELP, width=150),
        _CIRCUMSTANCES: text(terms.CIRCUMSTANCES),
        _PLACE: text(terms.STANDS_AT),
    }


def _edited(key: str) -> dict[int, dict[str, Any]]:
    state: Any = st.session_state.get(key) or {}
    return {int(at): dict(cells) for at, cells in dict(state.get("edited_rows") or {}).items()}


def _chosen(key: str) -> list[int]:
    return [at for at, cells in _edited(key).items() if cells.get(_CHOSEN) and at < len(holding.held().form.rows)]


def with_edits(form: BriefForm, edits: Mapping[int, Mapping[str, Any]]) -> BriefForm:
    """Return a form with the cells taken over that differ; the editor tells all of its changes since it was first drawn.

    Args:
        form: The form.
        edits: What the editor tells: new cells by row; a cell that was emptied is ``None``.
    """
    names = {name: key for key, name in terms.KINDS.items()}
    for at, cells in edits.items():
        if at < len(form.rows):
            written = {name: str(value or "").strip() for name, value in cells.items() if name in terms.FIGURE_COLUMNS}
            new = {name: names.get(value, value) if name == "kind" else value for name, value in written.items()}
            new = {name: value for name, value in new.items() if value != _plain(name, form.rows[at])}
            form = form.edit(at, new) if new else form
    return form


def _plain(name: str, row: Mapping[str, Any]) -> str:
    return str(row.get(name) or "actual") if name == "kind" else _shown(name, row.get(name))


@guard.callback
def _add() -> None:
    holding.change(holding.held().form.add(_EMPTY))


@guard.callback
def _drop(chosen: list[int]) -> None:
    holding.change(holding.held().form.drop(chosen))


def _doubts() -> dict[int, list[tuple[str, str]]]:
    """Return severity and message of what is wrong with each row: what keeps it from being read, else what contradicts itself."""
    held = holding.held()
    told = {at: [("error", message) for message in holding.troubles(f"figures[{at}]")] for at in range(len(held.form.rows))}
    if held.brief and not held.troubles:
        rows = {found.figure: at for at, found in reversed(list(enumerate(_recognised()))) if found}
        for finding in check_brief(held.brief):
            if finding.row in rows:
                told[rows[finding.row]].append((finding.severity, without_ids(held.brief, finding.message)))
    return {at: found for at, found in told.items() if found}


def without_ids(brief: Brief, message: str) -> str:
    """Return a message without the ids of rows: on a page a row is known by its number and its name."""
    for figure in brief.figures:
        message = message.replace(f"{figure.id} ", "")
    return message


def _tell(doubts: Mapping[int, list[tuple[str, str]]]) -> None:
    """List what is wrong, row by row; a sign and a word say how bad it is."""
    rows = holding.held().form.rows
    for at, found in list(doubts.items())[:_MOST]:
        for severity, message in found:
            name = shortened(str(rows[at].get("indicator") or ""), 30)
            said = places.in_words(message).removeprefix(f"{name}：")
            told = plain(f"{terms.row(at + 1, name)}{said}（{severity_label(severity)}）")
            (st.error if severity == "error" else st.warning)(told)
    if len(doubts) > _MOST:
        st.caption(terms.more_rows(len(doubts) - _MOST))
