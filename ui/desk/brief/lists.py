"""Priorities, problems, projects and vouched numbers as lists that can be changed, ordered and shortened."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from desk import guard, terms
from desk.brief import fields, holding
from desk.brief.naming import cut, row_names
from desk.plain import plain


def priorities() -> None:
    """Show the priorities."""
    problems = [(f"m{place:02}", str(_main(item, "text"))) for place, item in enumerate(_items("problems"), start=1)]
    names = {identifier: f"{place}. {cut(text)}" for place, (identifier, text) in enumerate(problems, start=1)}

    def body(at: int) -> None:
        """Show the fields of one priority."""
        left, middle, right = st.columns([5, 4, 3])
        with left:
            fields.line(terms.TASK_TITLE, ("priorities", at, "title"))
        with middle:
            fields.line(terms.LEAD, ("priorities", at, "lead"), hint="县工信局、县财政局")
        with right:
            fields.line(terms.DUE, ("priorities", at, "due"), hint="9月底前")
        fields.lines(terms.POINTS, ("priorities", at, "points"), hint=terms.ONE_A_LINE, height=124)
        fields.choice(terms.ANSWERS_PROBLEM, ("priorities", at, "problem"), list(names), names.__getitem__, none=terms.NO_PROBLEM)

    _list("priorities", "title", terms.ADD_PRIORITY, terms.NO_PRIORITIES, body)


def order_priorities() -> None:
    """Show the priorities by name only, to be put in order or left out."""
    items = _items("priorities")
    for at, item in enumerate(items):
        _head("priorities", at, len(items), _main(item, "title"))


def problems() -> None:
    """Show the problems, each with the figures it points to."""
    held = holding.held()
    names = row_names(held.form, held.brief) if held.brief else {}

    def body(at: int) -> None:
        fields.text(terms.PROBLEM_TEXT, ("problems", at, "text"), hidden=True)
        fields.choices(terms.PROBLEM_FIGURES, ("problems", at, "figures"), list(names), lambda row: names.get(row, row))

    _list("problems", "text", terms.ADD_PROBLEM, terms.NO_PROBLEMS, body)


def projects() -> None:
    """Show the projects, the enterprises and further names."""

    def body(at: int) -> None:
        for column, (label, key) in zip(st.columns([4, 2, 4, 2]), terms.PROJECT_FIELDS, strict=True):
            with column:
                fields.line(label, ("projects", at, key))

    _list("projects", "name", terms.ADD_PROJECT, terms.NO_PROJECTS, body)
    left, right = st.columns(2, gap="large")
    with left:
        fields.lines(terms.ENTERPRISES, ("enterprises",), hint=terms.ONE_A_LINE)
    with right:
        fields.lines(terms.NAMES, ("names",), hint=terms.ONE_A_LINE)


def known() -> None:
    """Show the numbers that a person vouches for."""
    st.caption(terms.KNOWN_HELP)

    def body(at: int) -> None:
        for column, (label, key) in zip(st.columns([5, 5, 2]), terms.KNOWN_FIELDS, strict=True):
            with column:
                fields.line(label, ("known", at, key))

    _list("known", "text", terms.ADD_KNOWN, terms.NO_KNOWN, body)


def _items(key: str) -> list[Any]:
    return list(holding.held().form.fields.get(key) or [])


def _main(item: Any, key: str) -> str:
    return str(item.get(key) or "") if isinstance(item, dict) else str(item)


def _list(key: str, main: str, adding: str, nothing: str, body: Callable[[int], None]) -> None:
    items = _items(key)
    if not items:
        st.caption(nothing)
    for at, item in enumerate(items):
        with st.container(border=True):
            _head(key, at, len(items), _main(item, main))
            body(at)
    st.button(adding, key=f"add-{key}", icon=":material/add:", on_click=_add, args=(key, main))


def _head(key: str, at: int, count: int, name: str) -> None:
    """Show place and name of an item, and the buttons that move it and take it away; each is named for those who hear the page."""
    turn = holding.held().turn
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{at + 1}.** {plain(cut(name)) or terms.UNNAMED}", width="stretch")
        for label, icon, to, off in (
            (terms.UP, "arrow_upward", at - 1, at == 0),
            (terms.DOWN, "arrow_downward", at + 1, at == count - 1),
        ):
            st.button(
                label,
                key=f"{key}-{at}-{icon}-{turn}",
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=off,
                on_click=_move,
                args=(key, at, to),
            )
        st.button(terms.REMOVE, key=f"{key}-{at}-remove-{turn}", icon=":material/close:", type="tertiary", on_click=_remove, args=(key, at))


@guard.callback
def _add(key: str, main: str) -> None:
    holding.change(holding.held().form.fill(**{key: [*_items(key), {main: ""}]}))


@guard.callback
def _move(key: str, at: int, to: int) -> None:
    items = _items(key)
    items.insert(to, items.pop(at))
    holding.change(_pointing(key, items, {at: to, to: at}))


@guard.callback
def _remove(key: str, at: int) -> None:
    items = _items(key)
    del items[at]
    holding.change(_pointing(key, items, {at: None, **{place: place - 1 for place in range(at + 1, len(items) + 1)}}))


def _pointing(key: str, items: list[Any], moved: dict[int, int | None]) -> Any:
    """Return the form with a list changed; where problems moved, priorities go on pointing to the same ones."""
    form = holding.held().form.fill(**{key: items})
    if key != "problems":
        return form
    ids = {f"m{old + 1:02}": "" if new is None else f"m{new + 1:02}" for old, new in moved.items()}
    pointing = []
    for item in _items("priorities"):
        problem = item.get("problem", "") if isinstance(item, dict) else ""
        pointing.append({**item, "problem": ids.get(problem, problem)} if problem else item)
    return form.fill(priorities=pointing)
