"""What only a person can settle about the tables, as one list of questions with their alternatives."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from assistant import Question
from desk import guard, state, terms
from desk.plain import plain


def ask(questions: Sequence[Question], key: str, take: Callable[[Mapping[Question, str]], None]) -> None:
    """Show questions, and hand on the answers once the button is pressed.

    Args:
        questions: The questions.
        key: Key of the list; what was chosen is kept until it changes.
        take: A callback for the answers that were given.
    """
    questions = tuple({(question.shape, question.id): question for question in reversed(questions)}.values())[::-1]  # tables of one shape
    if not questions:
        return
    with st.container(border=True):
        st.markdown(f"**{terms.questions(len(questions))}**")
        for place, question in enumerate(questions, start=1):
            _question(place, question, f"{key}-{place}")
        st.button(terms.RECORD, key=f"{key}-record", type="primary", on_click=_hand_on, args=(questions, key, take))


def _question(place: int, question: Question, key: str) -> None:
    values = [option.value for option in question.alternatives]
    names = {option.value: option.label for option in question.alternatives}
    likely = {question.suggested} if question.suggested in values else set()
    where = "、".join(filter(None, (question.sheet, *question.cells)))

    def name(value: str) -> str:
        return plain(names[value] + (terms.LIKELY if value in likely else ""))

    first = values.index(question.suggested) if likely and not question.held else None
    st.radio(f"{place}. {plain(question.text)}", values, first, format_func=name, key=key, horizontal=len(values) <= 4)
    reason = question.reason.removesuffix("。")
    meanwhile = "" if terms.BEFORE in reason else terms.HELD if question.held else terms.READ_MEANWHILE
    st.caption(plain("；".join(filter(None, (terms.at(where) if where else "", reason, meanwhile)))))


@guard.callback
def _hand_on(questions: Sequence[Question], key: str, take: Callable[[Mapping[Question, str]], None]) -> None:
    chosen = {question: st.session_state.get(f"{key}-{place}") for place, question in enumerate(questions, start=1)}
    given = {question: str(value) for question, value in chosen.items() if value is not None}
    if given:
        take(given)
    else:
        st.session_state[state.FLASH] = terms.CHOOSE_FIRST
