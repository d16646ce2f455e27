"""The page of the outline: what the speech will say, to be approved or changed before anything is written."""

import re

import streamlit as st

from assistant import Brief, Outline, OutlineSection, outline_speech
from desk import drafting, guard, labels, page, state, terms
from desk.brief import fields, holding, lists
from desk.plain import plain, shortened
from desk.tables import table

_FIGURES = 12  # names of figures told of a section
_LONGEST = 40  # characters of a heading
_NUMERALS = "一二三四五六七八九十"
_PART = re.compile(f"[{_NUMERALS}]{{1,3}}、")
_QUOTES = re.compile('[“”"\n\r]')


def show() -> None:
    """Show the outline of the brief in use, and what can be changed of it."""
    if st.session_state.pop(state.APPROVED, False):
        _go_to_the_desk()
    brief = state.brief()
    if brief is None:
        st.info(terms.NO_OUTLINE_BRIEF)
        return
    if holding.held().troubles:
        st.warning(terms.wrong(len(holding.held().troubles), kept=True))
    outline = _outlined(brief)
    left, right = st.columns([3, 2], gap="large")
    with left:
        if outline.headline:
            st.markdown(f"**{terms.HEADLINE}**　{plain(outline.headline)}")
        for section in outline.sections:
            _section(section)
    with right:
        _changes(outline)
        fields.redraw()
        _left_out(outline)


def _outlined(brief: Brief) -> Outline:
    """Return the outline, made once for a brief."""
    kept: tuple[Brief, Outline] | None = st.session_state.get(state.OUTLINED)
    if kept is None or kept[0] is not brief:
        kept = (brief, outline_speech(brief))
        st.session_state[state.OUTLINED] = kept
    return kept[1]


def _section(section: OutlineSection) -> None:
    least, most = section.length
    with st.expander(plain(terms.section(section.name, least, most, len(section.figures)))):
        st.markdown("\n".join(f"- {plain(shortened(said, 200))}" for said in section.said))
        if section.figures:
            names = "、".join(section.figures[:_FIGURES]) + ("……" if len(section.figures) > _FIGURES else "")
            st.caption(plain(f"{terms.USES}{names}"))


def _changes(outline: Outline) -> None:
    """Offer what takes effect: title, length, the priorities and their order go into the brief; headings are set once it is written."""
    with st.container(border=True):
        st.markdown(f"##### {terms.CHANGE_OUTLINE}")
        st.caption(terms.CHANGE_HELP)
        fields.line(terms.SPEECH_TITLE, ("title",), hint=terms.TITLE_HINT)
        fields.lengths()
        lists.order_priorities()
        wishes = _headings(outline)
        busy = state.job() is not None
        st.button(terms.APPROVE, type="primary", icon=":material/check:", disabled=busy, on_click=_approve, args=(wishes,))
        if state.job() is not None:
            st.caption(labels.BUSY)


def _left_out(outline: Outline) -> None:
    if outline.left_out:
        with st.expander(terms.left_out(len(outline.left_out))):
            table(terms.LEFT_OUT_COLUMNS, outline.left_out)


def _headings(outline: Outline) -> list[str]:
    """Offer to choose the headings of the parts; return the instructions that set those that were chosen."""
    headings = [section.heading for section in outline.sections if _PART.match(section.heading)]
    if headings:
        st.caption(terms.HEADINGS_HELP)
    wishes = []
    for place, heading in enumerate(headings[: len(_NUMERALS)]):
        said = st.text_input(
            terms.part_heading(_NUMERALS[place]), key=f"heading-{place}-{holding.held().turn}", placeholder=heading, max_chars=_LONGEST
        )
        chosen = _QUOTES.sub("", said).strip()[:_LONGEST]
        if chosen and chosen != _PART.sub("", heading):
            wishes.append(terms.retitle(_NUMERALS[place], chosen))
    return wishes


@guard.callback
def _approve(wishes: list[str]) -> None:
    drafting.draft_now(wishes)
    st.session_state[state.APPROVED] = True


def _go_to_the_desk() -> None:
    """Show the desk, where the speech is being written."""
    st.switch_page(st.Page(page.show, url_path="desk", default=True))
