"""Next month: another table in the place of the figures, shown change by change before it is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from assistant import Brief, BriefForm, BriefUpdate, Question, change_rows, check_brief, severity_label
from desk import guard, places, state, terms
from desk.brief import doubts, handing, holding
from desk.brief.figures import without_ids
from desk.plain import plain
from desk.tables import table

_ASKED = "row:"


@dataclass(frozen=True, slots=True)
class Month:
    """What is being looked at: the tables as read, and which old row is which new one."""

    form: BriefForm
    rows: Mapping[str, str] = field(default_factory=dict)
    period: str = ""


def show() -> None:
    """Show how to hand in the new table, and then what it changes."""
    brief = holding.held().brief
    if brief is None or not brief.figures:
        st.info(terms.NO_LAST_MONTH)
        return
    st.caption(plain(terms.last_month(brief.period, len(brief.figures))))
    handing.files(terms.UPLOAD_NEXT, "next", _take_files)
    month = _month()
    if month is None:
        return
    month = replace(month, period=st.text_input(terms.NEXT_PERIOD, key="next-period", placeholder=terms.NEXT_PERIOD_HINT).strip())
    with guard.calm():
        _look_at(month, brief)
    st.button(terms.DROP_NEXT, on_click=_forget)


def _look_at(month: Month, brief: Brief) -> None:
    """Show what the new table changes, ask what is doubtful, and offer to take it."""
    update = brief.update(month.form.as_update, period=month.period or None, rows=month.rows)
    _told(update, brief)
    doubts.ask(update.questions, "next-rows", _take_rows)
    doubts.ask([question for question in month.form.asked if question not in update.questions], "next-tables", _take_answers)
    st.button(terms.ADOPT, type="primary", icon=":material/check:", on_click=_adopt, args=(update.brief,))


def _told(update: BriefUpdate, brief: Brief) -> None:
    st.markdown(f"**{plain(terms.next_month(update.brief.period, update.matched, len(update.brief.figures)))}**")
    rows = change_rows(update)
    if rows:
        with st.container(height=min(48 + 37 * len(rows), 420), border=False):
            table(terms.CHANGE_COLUMNS, [(row.kind, row.indicator, row.cell, row.old, row.new) for row in rows])
    else:
        st.caption(terms.NOTHING_CHANGED)
    for remark in update.remarks:
        st.warning(plain(f"{places.place(remark.place)}{remark.message}"))
    for finding in check_brief(update.brief, brief):
        (st.error if finding.severity == "error" else st.warning)(
            plain(f"{without_ids(update.brief, finding.message)}（{severity_label(finding.severity)}）")
        )


def _month() -> Month | None:
    kept = st.session_state.get(state.MONTH)
    return kept if isinstance(kept, Month) else None


def _take_files(given: list[handing.File]) -> None:
    month = _month() or Month(BriefForm())
    form = handing.read(month.form, given)
    if form is not month.form:
        st.session_state[state.MONTH] = Month(form)


def _take_rows(given: Mapping[Question, str]) -> None:
    month = _month()
    if month:
        rows = {question.id.removeprefix(_ASKED): value for question, value in given.items()}
        st.session_state[state.MONTH] = replace(month, rows={**month.rows, **rows})


def _take_answers(given: Mapping[Question, str]) -> None:
    month = _month()
    if month:
        st.session_state[state.MONTH] = replace(month, form=month.form.answer(given, answers=holding.answers()), rows={})


@guard.callback
def _adopt(brief: Brief) -> None:
    holding.change(BriefForm.of(brief))
    st.session_state[state.MONTH] = None
    st.session_state[state.PART] = "figures"


@guard.callback
def _forget() -> None:
    st.session_state[state.MONTH] = None
