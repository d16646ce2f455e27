"""The chain that lets a model write: plan, sections side by side, bind, audit, repair, and the composer where the model fails.

The composed speech is the ground it stands on: it gives the headings and the counts, and for every section and sentence the model
cannot be trusted with, the words. So no wrong figure can stand unmarked, and the speech is whole in any case.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from assistant.brief import Brief
from assistant.drafting.chain.answers import paragraphs_of, wrong_slots
from assistant.drafting.chain.bodies import Body, assembled, bodies_of
from assistant.drafting.chain.coverage import completed, reading_length
from assistant.drafting.chain.digits import with_digits_bound
from assistant.drafting.chain.exchange import Correspondence, Exchange, Limits
from assistant.drafting.chain.flaws import CheckWording
from assistant.drafting.chain.mending import Judge, Mender
from assistant.drafting.chain.replanning import plan_read
from assistant.drafting.chain.requests import Requests
from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.chain.streaming import Shown, StreamRenderer
from assistant.drafting.plan import Plan, SectionPlan
from assistant.drafting.state import DraftState
from assistant.errors import ModelError

ExemplarsFor = Callable[[SectionPlan], Sequence[Any]]
OnShown = Callable[[str, Shown], None]
_T = TypeVar("_T")
STOPPED = "已按要求停下"
_SPARE = 2.2
_LEAST = 0.4
_SHORTEST = 12  # characters; a word of consent is no section
_MOST_FLAWED = 0.6


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it.

    Attributes:
        state: The speech.
        headline: The one thing it says, as the model put it; the plan's own where it put nothing usable.
        bodies: What a model wrote, by section: paragraphs in slot form without the heading.
        broken_off: Keys of the sections the endpoint failed in, with the reason; the composer's words stand there.
        given_up: Keys of the sections whose answers could not be used, with the reason; the composer's words stand there.
        repaired: How many sentences were repaired by the model.
        replaced: How many sentences were replaced from the brief or taken out.
        exchanges: Everything that was asked and answered.
    """

    state: DraftState
    headline: str
    bodies: Mapping[str, tuple[str, ...]]
    broken_off: Mapping[str, str]
    given_up: Mapping[str, str]
    repaired: int
    replaced: int
    exchanges: tuple[Exchange, ...]

    @property
    def by_model(self) -> tuple[str, ...]:
        """Keys of the sections a model wrote."""
        return tuple(self.bodies)


@dataclass
class Writer:
    """Writes a speech with a model.

    Args:
        brief: The brief.
        composed: The speech by the built-in composer, with its plan.
        model: A LangChain chat model.
        check_wording: The wording check, knowing brief and exemplars.
        explain: Tells in Chinese what an exception of the model's client means.
        exemplars: Gives the masked passages for a section.
        show: Called with what can be shown of a section while it is written.
        tell: Called with a Chinese sentence at each step and the key of the section it is about.
        limits: What requests may take.
        show_figures: Whether values may leave the house.
    """

    brief: Brief
    composed: DraftState
    model: Any
    check_wording: CheckWording
    explain: Callable[[Exception], str]
    exemplars: ExemplarsFor
    show: OnShown
    tell: Callable[[str, str], None]
    limits: Limits = field(default_factory=Limits)
    show_figures: bool = True

    def __post_init__(self) -> None:
        self._mail = Correspondence(self.model, self.limits, self.explain)
        self._counts = dict(self.composed.counts)
        self._plan: Plan = self.composed.plan
        self._ground = bodies_of(self.composed)
        self._broken: dict[str, str] = {}
        self._given_up: dict[str, str] = {}

    @property
    def _requests(self) -> Requests:
        return Requests(self.brief, self._plan, self._counts, self.show_figures)

    def stop(self) -> None:
        """Abort what is under way; finished sections are kept. To be called in the loop that runs :meth:`write`."""
        self._mail.stop()

    async def write(self, only: Sequence[str] | None = None, done: Mapping[str, tuple[str, ...]] | None = None) -> Written:
        """Write the speech.

        Args:
            only: Keys of the sections to write; all of the plan by default. The others keep the composer's words.
            done: Bodies that a model has written before, by key: they are kept as they are.

        Raises:
            ModelError: The endpoint failed before a single section was written.
        """
        done = done or {}
        wanted = [section for section in self._plan.sections if (only is None or section.key in only) and section.key not in done]
        headline = await self._planned() if wanted and not done else self._plan.headline
        written = await self._sections(wanted, headline)
        if self._broken and not written and not done:
            raise ModelError(next(iter(self._broken.values())))
        bodies = tuple(self._placed(body, written, done) for body in self._ground)
        judge = Judge(self.brief, self.composed, self.check_wording)
        mender = Mender(judge, self._ground, self._mail, self._requests, self.tell)
        bodies = await mender.mended(bodies)
        told = {body.section.key: body.paragraphs for body in bodies if body.by_model}
        state = replace(assembled(self.composed, bodies), plan=self._plan)
        exchanges = tuple(self._mail.exchanges)
        return Written(state, headline, told, self._broken, self._given_up, mender.repaired, mender.replaced, exchanges)

    def _placed(self, body: Body, written: Mapping[str, Body], done: Mapping[str, tuple[str, ...]]) -> Body:
        key = body.section.key
        if key in done:
            return replace(body, paragraphs=done[key], by_model=True)
        return written.get(key, body)

    async def _planned(self) -> str:
        """Ask for the one thing to say and the order of the messages; what cannot be used of the answer is left."""
        answer = await self._mail.ask("plan", "", self._requests.for_plan(), most=4000)
        self._plan = plan_read(answer, self._plan)
        self.tell("", f"主旨：{self._plan.headline}" if self._plan.headline else "已定各节要点")
        return self._plan.headline

    async def _sections(self, wanted: Sequence[SectionPlan], headline: str) -> dict[str, Body]:
        """Write sections side by side."""
        from langchain_core.runnables import RunnableLambda

        requests = self._requests

        async def one(section: SectionPlan) -> Body | None:
            try:
                return await self._section(section, headline, requests)
            except ModelError as error:
                self._broken[section.key] = str(error)
                self.tell(section.key, f"{section.key}没有写成：{error}")
                return None

        chain: Any = RunnableLambda(one)
        bodies = await chain.abatch(list(wanted))
        return {section.key: body for section, body in zip(wanted, bodies, strict=True) if body is not None}

    async def _section(self, section: SectionPlan, headline: str, requests: Requests) -> Body | None:
        """Write one section; ask again where the answer cannot be used; ``None`` when it never can."""
        ground = next(body for body in self._ground if body.section.key == section.key)
        exemplars = self.exemplars(section)
        again = ""
        for _ in range(self.limits.attempts):
            renderer = StreamRenderer(self.brief, self._counts)
            messages = requests.for_section(section, headline, exemplars, heading=ground.head, again=again)

            def shown(piece: str, renderer: StreamRenderer = renderer) -> None:
                self.show(section.key, renderer.feed(piece))

            answer = await self._mail.ask("section", section.key, messages, int(section.length[1] * _SPARE * 2) + 400, shown)
            headings = (ground.head, ground.section.heading, section.heading, self.composed.salutation)
            body = replace(ground, paragraphs=paragraphs_of(answer, self.brief, headings, self._counts), by_model=True)
            again = self._unusable(body, section)
            if not again:
                self.tell(section.key, f"已写好：{section.key}")
                return with_digits_bound(completed(body, section, self.brief, self._counts), self.brief, self._counts)
        self._given_up[section.key] = again
        self.tell(section.key, f"{section.key}改由内置写作器写：{again}")
        return None

    def _unusable(self, body: Body, section: SectionPlan) -> str:
        """Say why an answer cannot be used as a whole; empty where it can."""
        if not body.text.strip():
            return "没有写出正文"
        holes = wrong_slots(body.text, self.brief, self._counts)
        filled = replace(body, paragraphs=tuple(_blanked(body.text, holes).split("\n")))
        length = reading_length(filled, self.brief, self._counts)
        low, high = section.length
        if length > high * _SPARE + 80:
            return f"篇幅太长，应在{low}—{high}字"
        if length - len(body.head) < max(_SHORTEST, low * _LEAST - 20):
            return f"篇幅太短，应在{low}—{high}字"
        flawed = Judge(self.brief, self.composed, self.check_wording).flawed((filled,))
        count = sum(len(sentences_of(paragraph)) for paragraph in body.paragraphs)
        if count > 2 and len(flawed) > count * _MOST_FLAWED:
            whys = dict.fromkeys(flaw.why if self.show_figures else flaw.told for flaws in flawed.values() for flaw in flaws)
            return "；".join(list(whys)[:3])
        return ""


def _blanked(text: str, holes: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(holes):
        text = text[:start] + text[end:]
    return text
