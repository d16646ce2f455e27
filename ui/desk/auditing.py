"""The page that audits a speech one already has, with a table beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from assistant import (
    Brief,
    BriefForm,
    Finding,
    NumberReport,
    Question,
    check_numbers,
    check_wording,
    read_speech,
    severity_label,
    verdict_label,
)
from desk import guard, sheet, state, terms
from desk.brief import doubts, handing, holding
from desk.plain import plain
from desk.tables import table

_MOST = 60_000  # characters of a speech
_TEXT, _PERIOD, _OWN = "audited-text", "audited-period", "audited-own"


@dataclass(frozen=True, slots=True)
class Audited:
    """A speech under audit.

    Attributes:
        tables: The tables beside it.
        speech: The speech as it stands in its field.
        turn: Goes up with every file, so that the field is drawn anew: what is written into a field that is there already is lost
            where something else happens before the page is drawn.
        text: The text that was audited; ``report`` and ``wording`` are what was found in it, ``notes`` what its file left out.
    """

    tables: BriefForm = field(default_factory=BriefForm)
    speech: str = ""
    turn: int = 0
    text: str = ""
    report: NumberReport | None = None
    wording: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


def show() -> None:
    """Show the speech and its table, and beneath them what was found."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        handing.files(terms.UPLOAD_SPEECH, "speech", _take_speech, several=False)
        audited = _audited()
        key = f"{_TEXT}-{audited.turn}"
        speech = st.text_area(terms.SPEECH_TEXT, audited.speech, key=key, height=260, placeholder=terms.SPEECH_HINT, max_chars=_MOST)
        if speech[:_MOST] != audited.speech:
            _keep(replace(audited, speech=speech[:_MOST]))
        for note in audited.notes:
            st.warning(plain(note))
    with right:
        _data()
    if st.button(terms.AUDIT_NOW, type="primary", icon=":material/fact_check:"):
        guard.whole(_audit)
        st.rerun()
    _found(_audited())


def _data() -> None:
    """Let the reader choose what the speech is held against: the material in use, or tables of its own."""
    brief, options = state.brief(), [terms.OWN_TABLES]
    if brief is not None and brief.figures:
        options.insert(0, terms.MATERIAL_IN_USE)
    chosen = st.radio(terms.HELD_AGAINST, options, key=_OWN, horizontal=True)
    if chosen == terms.MATERIAL_IN_USE and brief is not None:
        st.caption(plain(terms.held_against(brief.period, len(brief.figures))))
        return
    handing.files(terms.UPLOAD_BESIDE, "beside", _take_tables)
    st.text_input(terms.AUDIT_PERIOD, key=_PERIOD, placeholder="2026年1—6月", max_chars=100)
    tables = _audited().tables
    for one in tables.tables:
        st.markdown(f":material/table_view: {plain(terms.table(one.name, len(one.reading.rows)))}")
    if tables.tables:
        st.button(terms.FORGET_TABLES, type="tertiary", icon=":material/close:", on_click=_forget)
    doubts.ask(tables.asked, "audit-tables", _take_answers)


def _found(audited: Audited) -> None:
    report = audited.report
    if report is None:
        return
    sign = st.success if report.ok else st.warning
    sign(plain(f"{report.summary()}{report.empty}"))
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(key="paper"):
        sheet.show(audited.text, report.findings, audited.wording, key="audited-sheet")
    with right:
        st.markdown(f"##### {terms.FOUND}")
        rows = [
            (verdict_label(one.verdict), one.text, one.message, "、".join(one.cells)) for one in report.findings if one.severity != "note"
        ]
        rows += [(severity_label(one.severity), one.text, one.message, one.suggestion) for one in (*report.remarks, *audited.wording)]
        table(terms.FOUND_COLUMNS, rows or [("", "", terms.NOTHING_FOUND, "")])


def _audited() -> Audited:
    kept = st.session_state.get(state.AUDITED)
    return kept if isinstance(kept, Audited) else Audited()


def _keep(audited: Audited) -> None:
    st.session_state[state.AUDITED] = audited


def _take_speech(given: list[handing.File]) -> None:
    for name, data in given:
        document, audited = read_speech(name, data), _audited()
        cut = (terms.too_long(_MOST),) if len(document.text) > _MOST else ()
        notes = (*document.notes, *cut)
        _keep(replace(audited, speech=document.text[:_MOST], turn=audited.turn + 1, notes=notes, report=None))


def _take_tables(given: list[handing.File]) -> None:
    _keep(replace(_audited(), tables=handing.read(_audited().tables, given), report=None))


def _take_answers(given: Mapping[Question, str]) -> None:
    _keep(replace(_audited(), tables=_audited().tables.answer(given, answers=holding.answers()), report=None))


@guard.callback
def _forget() -> None:
    _keep(replace(_audited(), tables=BriefForm(), report=None))


def _audit() -> None:
    text = _audited().speech
    if not text.strip():
        handing.tell([terms.NO_TEXT])
        return
    brief = _brief()
    _keep(replace(_audited(), text=text, report=check_numbers(text, brief), wording=check_wording(text, brief)))


def _brief() -> Brief:
    """Return what the speech is held against."""
    brief = state.brief()
    if st.session_state.get(_OWN) == terms.MATERIAL_IN_USE and brief is not None:
        return brief
    return _audited().tables.fill(period=state.text_of(_PERIOD).strip()).brief()
