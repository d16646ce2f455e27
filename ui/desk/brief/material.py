"""The page of the material."""

from collections.abc import Callable, Mapping

import streamlit as st

from assistant import Brief, Question, suggested_fields
from desk import guard, labels, places, state, terms
from desk.brief import doubts, fields, figures, handing, holding, lists, meeting, month
from desk.plain import plain, shortened

_MOST_NOTICES = 200


def show() -> None:
    """Show what there is, then the part that was chosen."""
    held = holding.held()
    _standing()
    names = {part: _name(part) for part in _PARTS}
    part = st.segmented_control(
        terms.PART,
        list(names),
        format_func=names.__getitem__,
        default="figures",
        key=state.PART,
        required=True,
        label_visibility="collapsed",
    )
    _PARTS[part or "figures"]()
    fields.redraw()
    if held.troubles and (told := _elsewhere(part or "figures")):
        st.error(plain("\n".join(told)))


def _standing() -> None:
    """Say in one line what there is and whether it can be used as it stands."""
    held = holding.held()
    brief = held.brief
    with st.container(horizontal=True, vertical_alignment="center", key="standing"):
        if held.troubles:
            st.warning(terms.wrong(len(held.troubles), kept=brief is not None), width="stretch")
        elif held.form.empty or brief is None:
            st.caption(terms.BEGIN, width="stretch")
        else:
            told = labels.material(len(brief.figures), len(brief.priorities), len(brief.problems))
            name = shortened(brief.meeting.name or brief.region, 60)
            st.markdown(f":material/check_circle: {plain(terms.kept(name, told))}", width="stretch")


def _figures() -> None:
    handing.show()
    _suggest()
    doubts.ask(holding.held().form.asked, "doubts", _take_answers)
    figures.show()
    notices = _notices()
    if notices:
        with st.expander(terms.notices(len(notices))):
            st.markdown("\n".join(f"- {plain(shortened(notice, 300))}" for notice in notices[:_MOST_NOTICES]))


def _suggest() -> None:
    """Offer region and period as the tables say them."""
    brief = _as_it_stands()
    said = suggested_fields(brief) if brief else {}
    if said:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/lightbulb: {plain(terms.suggestion(said))}", width="content")
            st.button(terms.TAKE_SUGGESTION, on_click=_take_suggestion, args=(said,))


@guard.callback
def _take_suggestion(said: dict[str, str]) -> None:
    holding.change(holding.held().form.fill(**said))


def _as_it_stands() -> Brief | None:
    """Return the brief the form makes as it is now; the one in use may still hold rows that were taken away."""
    held = holding.held()
    return None if held.troubles or held.form.empty else held.brief


def _notices() -> list[str]:
    held = holding.held()
    brief = _as_it_stands()
    told = brief.notices if brief else ()
    own = (*held.form.notices, *(notice for table in held.form.tables for notice in table.reading.notices))
    return list(dict.fromkeys(str(notice) for notice in (*own, *told)))


_PARTS: Mapping[str, Callable[[], None]] = {
    "figures": _figures,
    "meeting": meeting.show,
    "priorities": lists.priorities,
    "problems": lists.problems,
    "projects": lists.projects,
    "known": lists.known,
    "next": month.show,
}
_HOLDS = {
    "figures": ("figures",),
    "meeting": ("meeting", "speaker", "region", "level", "audience", "period", "title", "salutation", "background", "style", "length"),
    "priorities": ("priorities",),
    "problems": ("problems",),
    "projects": ("projects", "enterprises", "names"),
    "known": ("known",),
}


def _name(part: str) -> str:
    """Name a part, with how many doubts or troubles wait in it."""
    waiting = sum(len(holding.troubles(place)) for place in _HOLDS.get(part, ()))
    waiting += len(holding.held().form.asked) if part == "figures" else 0
    return terms.part(part, waiting)


def _elsewhere(part: str) -> list[str]:
    """Return the troubles that no field of the part shows: those of other parts, and of the whole."""
    here = _HOLDS.get(part, ())
    shown = {message for place in here for message in holding.troubles(place)}
    return [f"{places.place(place)}{places.in_words(message)}" for place, message in holding.held().troubles if message not in shown]


def _take_answers(given: Mapping[Question, str]) -> None:
    form = holding.held().form
    missing = [question for question in given if question in form.questions]
    holding.change(form.answer(given, answers=holding.answers()))
    if missing:
        handing.tell([terms.HAND_IN_AGAIN])
