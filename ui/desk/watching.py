"""Show work under way, on the left as steps, on the right as the speech so far; and put its result on the page."""

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Event
from desk import guard, labels, saving, state
from desk.jobs import Job

_STEPS = 6  # lines of progress shown at once


def stop_button() -> None:
    """Offer to stop what is under way."""
    job = state.job()
    if job is not None:
        st.button(labels.STOPPING if job.stopping else labels.STOP, on_click=job.stop, disabled=job.stopping, icon=":material/stop_circle:")


def watch(steps: DeltaGenerator, speech: DeltaGenerator) -> None:
    """Show the work under way until it is over, then the page anew with its result.

    A click elsewhere starts another run, which watches on; the work itself is not touched by that.

    Args:
        steps: Where to tell the steps.
        speech: Where to show the speech as far as it is written.
    """
    job = state.job()
    if job is None:
        return
    saving.remember()  # before the work is over: a reload in the midst of it finds it again
    _show(job, steps, speech)
    for _ in job.news():
        _show(job, steps, speech)
    _finish(job)
    st.session_state[state.JOB] = None
    st.rerun()


def _finish(job: Job) -> None:
    """Take the result; an error is said in the chat, where it stays."""
    st.session_state[state.FAILURE] = ""
    try:
        job.finish()
        if job.stopping:
            saving.say("assistant", labels.STOPPED)
    except Exception as error:
        with guard.calm():
            st.session_state[state.FAILURE] = told = guard.told(error)
            saving.say("assistant", told)


def _show(job: Job, steps: DeltaGenerator, speech: DeltaGenerator) -> None:
    told = [event.text for event in job.events if event.step != "text"][-_STEPS:]
    lines = "".join(f"<div>{escape(line)}</div>" for line in told)
    steps.html(f'<div class="steps" role="status"><b>{escape(job.label)}……</b>{lines}</div>')
    sections = {event.section: event for event in job.events if event.step == "text"}
    if sections:
        speech.html(f'<div class="so-far" lang="zh-CN">{"".join(_section(event) for event in sections.values())}</div>')


def _section(event: Event) -> str:
    """Return a section under way as HTML, the digits nobody has checked yet marked and named."""
    parts, at = [], 0
    for start, end in event.unchecked:
        mark = f'<mark title="{labels.UNCHECKED}">{escape(event.text[start:end])}<sup>{labels.UNCHECKED}</sup></mark>'
        parts += [escape(event.text[at:start]), mark]
        at = end
    return f"<p>{''.join(parts)}{escape(event.text[at:])}</p>"
