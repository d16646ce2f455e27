"""Start a draft: from what, by whom; and go on with one that was broken off or whose material has changed."""

from collections.abc import Callable, Sequence

import streamlit as st

from assistant import Brief, Draft, Settings, draft_speech
from desk import guard, labels, people, saving, state
from desk.jobs import Finish, Job, Tell
from desk.plain import plain


def controls() -> None:
    """Show what there is to draft from, who writes, and the button."""
    brief, busy = state.brief(), state.job() is not None
    if brief is None:
        st.caption(labels.NO_MATERIAL)
    else:
        told = labels.material(len(brief.figures), len(brief.priorities), len(brief.problems))
        st.caption(plain(f"{brief.meeting.name or brief.region}　{told}"))
    with st.container(horizontal=True, vertical_alignment="center"):
        written, ready = state.draft() is not None, brief is not None and bool(brief.figures or brief.priorities)
        label = labels.DRAFT_ANEW if written else labels.DRAFT
        st.button(label, type="secondary" if written else "primary", on_click=guard.callback(draft_now), disabled=busy or not ready)
        if brief is not None:
            st.button(labels.NEW, on_click=guard.callback(saving.begin_anew), disabled=busy)
        _writer()
    _going_on(busy)


def use_model() -> bool:
    """Return whether the configured model writes."""
    return bool(Settings.from_env().model) and st.session_state.get(state.WRITER) != labels.BUILT_IN


def draft_now(wishes: Sequence[str] = ()) -> None:
    """Begin to draft from the brief in use.

    Args:
        wishes: Instructions that are carried out on the finished draft; one that cannot be is told in the chat.
    """
    brief = state.brief()
    if brief is not None:
        undone: list[str] = []
        make = _drafting(brief, use_model(), state.draft(), wishes, undone)
        begin(labels.DRAFTING, make, lambda draft: how_it_came_out(draft) + "".join(undone))


def begin(label: str, make: Callable[[Tell], Draft], said: Callable[[Draft], str]) -> None:
    """Let a draft be made off the page; it is saved as soon as it is there, whoever still looks at the page.

    Args:
        label: What is being done.
        make: Makes the draft.
        said: What is said in the chat when it is there.
    """
    library, owner = saving.library(), people.owner()

    def work(tell: Tell) -> Finish:
        draft = make(tell)
        draft.save(library, owner=owner)
        return lambda: put(draft, said(draft))

    st.session_state[state.JOB] = Job(owner, label, work, computes=not use_model())


def put(draft: Draft, said: str) -> None:
    """Put a version on the page and say in the chat what it is."""
    saving.set_draft(draft)
    saving.say("assistant", said)
    st.session_state.pop(state.WHOLE_TEXT, None)


def how_it_came_out(draft: Draft) -> str:
    """Return what is said of a new draft."""
    return labels.drafted(len("".join(draft.text.split())), draft.writer, draft.report.summary())


def _drafting(brief: Brief, by_model: bool, before: Draft | None, wishes: Sequence[str], undone: list[str]) -> Callable[[Tell], Draft]:
    def draft(tell: Tell) -> Draft:
        made = draft_speech(brief, model=None if by_model else False, on_event=tell)
        made = made if before is None else before.followed_by(made, why=labels.DRAFT_ANEW)
        for wish in wishes:
            made = made.revise(wish, model=False, on_event=tell)
            if made.outcome != "do":
                undone.append(made.reply)
        return made

    return draft


def _writer() -> None:
    name = Settings.from_env().model
    if not name:
        st.caption(f"{labels.WRITER}：{labels.BUILT_IN}", help=labels.WRITER_HELP)
        return
    options = [labels.model(name), labels.BUILT_IN]
    st.selectbox(labels.WRITER, options, key=state.WRITER, help=labels.WRITER_HELP, label_visibility="collapsed", width=240)


def _going_on(busy: bool) -> None:
    """Offer what a draft on the page may still need."""
    draft, brief = state.draft(), state.brief()
    if draft is None:
        return
    if draft.unfinished:
        st.warning(plain(labels.UNFINISHED + "、".join(draft.unfinished)))
        st.button(labels.RESUME, on_click=_resume, disabled=busy)
    if brief is not None and brief != draft.brief:
        st.info(labels.CHANGED_BRIEF)
        st.button(labels.REFRESH, type="primary", on_click=_refresh, disabled=busy)


@guard.callback
def _resume() -> None:
    draft = state.draft()
    if draft is not None:
        begin(labels.DRAFTING, lambda tell: draft.resume(on_event=tell), how_it_came_out)


@guard.callback
def _refresh() -> None:
    draft, brief = state.draft(), state.brief()
    if draft is not None and brief is not None:
        begin(labels.UPDATING, lambda tell: draft.refresh(brief), reply_of)


def reply_of(draft: Draft) -> str:
    """Return what a version says of itself."""
    return draft.reply or how_it_came_out(draft)
