"""A model writes over a composed speech: settings, endpoint, exemplars and wording check brought together for the chain."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.brief import Brief
from assistant.brief.model import Priority
from assistant.drafting.chain.conducting import conduct, loop
from assistant.drafting.chain.exchange import Limits
from assistant.drafting.chain.streaming import Shown
from assistant.drafting.chain.writer import Writer, Written
from assistant.drafting.plan import SectionPlan
from assistant.drafting.state import DraftState
from assistant.errors import StopDrafting
from assistant.findings import Finding
from assistant.models.chat import Chat, explain
from assistant.settings import Settings
from assistant.wording import LeakIndex, check

if TYPE_CHECKING:
    from assistant.exemplars import Exemplar, Exemplars

_EXEMPLARS = 2
_NUMBERS = re.compile(r"\d[\d.,]*%?")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened while a model writes.

    Attributes:
        section: Key of the section; empty for the whole speech.
        text: One Chinese sentence; for a section under way the text so far.
        shown: What can be shown of the section, while it is under way.
        silent: Nothing has come from the model for a second.
    """

    section: str
    text: str
    shown: Shown | None = None
    silent: bool = False


def write_with_model(
    brief: Brief,
    composed: DraftState,
    chat: Chat,
    index: "Exemplars",
    settings: Settings,
    tell: Callable[[Step], None],
    *,
    only: Sequence[str] | None = None,
    done: Mapping[str, tuple[str, ...]] | None = None,
) -> Written:
    """Let a model write a speech over the composed one.

    Args:
        brief: The brief.
        composed: The speech by the built-in composer, with its plan.
        chat: The model that writes.
        index: The exemplars, masked.
        settings: Limits, and whether figures may leave the house.
        tell: Called in this thread at each step. Where it raises :class:`StopDrafting`, requests under way are aborted and the
            finished sections are kept; any other exception ends everything.
        only: Keys of the sections to write; all by default.
        done: Bodies that a model has written before, by key.

    Raises:
        ModelError: The endpoint failed before a single section was written.
    """
    exemplars = {section.key: _exemplars(section, brief, index) for section in composed.plan.sections}
    writers: list[Writer] = []

    async def work(put: Callable[[Any], None]) -> Written:
        """Write in the loop that serves requests."""
        writer = Writer(
            brief,
            composed,
            chat.model,
            partial(_wording, brief=brief, leaks=index.leaks),
            explain,
            lambda section: exemplars[section.key],
            lambda key, shown: put(Step(key, shown.text, shown)),
            lambda key, text: put(Step(key, text)),
            Limits(seconds=settings.timeout, at_once=settings.at_once),
            settings.send_figures,
        )
        writers.append(writer)
        try:
            return await writer.write(only, done)
        finally:
            await chat.aclose()

    def told(step: Step) -> None:
        try:
            tell(step)
        except StopDrafting:
            for writer in writers:
                loop().call_soon_threadsafe(writer.stop)

    return conduct(work, told, lambda: told(Step("", "等待模型答复", silent=True)))


def _wording(text: str, *, brief: Brief, leaks: LeakIndex) -> Sequence[Finding]:
    return check(text, brief, leaks)


def _exemplars(section: SectionPlan, brief: Brief, index: "Exemplars") -> "tuple[Exemplar, ...]":
    """Return masked passages for a section: by its role, and by what its priority is about."""
    by_id = {priority.id: priority for priority in brief.priorities}
    asked = [topic_of(by_id[owner]) for owner in section.priorities if owner in by_id]
    query = asked[0] if asked else brief.meeting.type
    return index.retrieve(query, role=section.role, meeting_type=brief.meeting.type or None, k=_EXEMPLARS)


def topic_of(priority: Priority) -> str:
    """Return what a priority is about, to look exemplars up by; numbers find nothing, and an embedding endpoint need not see them."""
    return _NUMBERS.sub("", f"{priority.title}：{'；'.join(priority.points)}")
