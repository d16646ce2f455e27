"""The making of a draft: exemplars, the composed ground, the model over it, and the proof of what came out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from assistant.audit.check import check_numbers
from assistant.brief import Brief
from assistant.draft import BUILT_IN, Draft, Event, OnEvent
from assistant.drafting.profile import meeting_kind
from assistant.drafting.state import DraftState
from assistant.drafting.style import style_of
from assistant.errors import DraftError
from assistant.models.chat import Chat
from assistant.settings import Settings
from assistant.slots import render
from assistant.wording import check

if TYPE_CHECKING:
    from assistant.drafting.chain.writer import Written
    from assistant.exemplars import Exemplar, Exemplars

_MEETING_ROLES = ("成绩", "问题", "结尾")


@dataclass(frozen=True)
class Workshop:
    """What a draft is made with.

    Args:
        brief: The brief.
        index: The exemplars, masked.
        seed: The seed of the composer.
        settings: Limits of the model, and whether figures may leave the house.
        tell: Called with an :class:`Event` at each step.
    """

    brief: Brief
    index: "Exemplars"
    seed: int
    settings: Settings
    tell: OnEvent

    def exemplars(self) -> "tuple[Exemplar, ...]":
        """Return the passages looked at: of this meeting by role, and one for each priority."""
        from assistant.model_writing import topic_of

        meeting = self.brief.meeting.type
        found = [one for role in _MEETING_ROLES for one in self.index.retrieve(meeting, role=role, meeting_type=meeting, k=1)]
        for priority in self.brief.priorities:
            found += self.index.retrieve(topic_of(priority), role="措施", k=1)
        chosen = tuple(dict.fromkeys(found))
        self.tell(Event("exemplars", "", f"参考了{len(chosen)}段范文（已隐去其中的数字和名称）"))
        return chosen

    def composed(self, exemplars: "tuple[Exemplar, ...]") -> DraftState:
        """Return the speech by the built-in composer, in the style of the exemplars of this meeting type, of those retrieved first."""
        from assistant.drafting.composer import compose

        style = style_of(self.index.passages, meeting_kind(self.brief), (exemplar.speech for exemplar in exemplars))
        return compose(self.brief, rng=Random(self.seed), style=style)

    def written(
        self,
        composed: DraftState,
        chat: Chat,
        *,
        only: Sequence[str] | None = None,
        done: Mapping[str, tuple[str, ...]] | None = None,
    ) -> "Written":
        """Let a model write over the composed speech; see :func:`assistant.model_writing.write_with_model`."""
        from assistant.model_writing import Step, write_with_model

        def told(step: Step) -> None:
            """Tell a step of the model as an event."""
            unchecked = step.shown.unchecked if step.shown else ()
            kind = "text" if step.shown else "wait" if step.silent else "model"
            self.tell(Event(kind, step.section, step.text, unchecked))

        return write_with_model(self.brief, composed, chat, self.index, self.settings, told, only=only, done=done)

    def by_model(
        self,
        composed: DraftState,
        chat: Chat,
        exemplars: "tuple[Exemplar, ...]",
        done: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Draft:
        """Return the draft a model wrote; the sections it could not write are the composer's, and the writer's name says so."""
        written = self.written(composed, chat, done=done)
        name = f"模型 {chat.name}"
        count = len(written.state.sections) - len(written.by_model)
        writer = name if not count else f"{name}（{len(written.by_model)}节）、{BUILT_IN}（{count}节）"
        return self.proven(written.state, exemplars, writer, written)

    def proven(
        self,
        state: DraftState,
        exemplars: "tuple[Exemplar, ...]",
        writer: str = BUILT_IN,
        writing: "Written | None" = None,
    ) -> Draft:
        """Return the draft of a state, its figures audited and its wording checked."""
        slots = state.text.rstrip("\n")
        rendered = render(slots, self.brief, dict(state.counts))
        report = check_numbers(rendered.text, self.brief)
        wording = check(rendered.text, self.brief, self.index.leaks)
        return Draft(self.brief, rendered.text, slots, rendered.spans, report, wording, writer, self.seed, state, exemplars, writing)

    def told(self, draft: Draft, *, strict: bool = False) -> Draft:
        """Tell how a draft came out.

        Raises:
            DraftError: ``strict`` is set and the draft is not ok.
        """
        self.tell(Event("audit", "", draft.report.summary()))
        if strict and not draft.ok:
            wrong = "".join(finding.message for finding in draft.wording if finding.severity == "error")
            raise DraftError(f"讲话稿没有通过核对：{draft.report.summary()}{wrong}")
        length = len("".join(draft.text.split()))
        self.tell(Event("done", "", f"成稿{length}字，撰稿：{draft.writer}"))
        return draft
