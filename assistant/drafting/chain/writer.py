"""The chain that lets a model write: plan, sections side by side, bind, audit, repair, and the composer where the model fails.

The composed speech is the ground it stands on: it gives the headings and the counts, and for every section and sentence the model
cannot be trusted with, the words. So no wrong figure can stand unmarked, and the speech is whole in any case.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from assistant.brief import Brief
from assistant.drafting.chain.answers import paragraphs_of, wrong_slots
from assistant.drafting.chain.bodies import Body, Place, assembled, bodies_of
from assistant.drafting.chain.coverage import completed, reading_length
from assistant.drafting.chain.exchange import Correspondence, Exchange, Limits
from assistant.drafting.chain.flaws import CheckWording, Flaw
from assistant.drafting.chain.repair import Flawed, flawed_places, repaired, to_send, written_anew
from assistant.drafting.chain.replanning import plan_read
from assistant.drafting.chain.requests import Requests
from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.chain.streaming import Shown, StreamRenderer
from assistant.drafting.plan import Plan, SectionPlan
from assistant.drafting.state import DraftState
from assistant.errors import ModelError
from assistant.numbers import read_mentions
from assistant.slots import canonical, render

ExemplarsFor = Callable[[SectionPlan], Sequence[Any]]
OnShown = Callable[[str, Shown], None]
_T = TypeVar("_T")
STOPPED = "已按要求停下"
_SPARE = 2.2
_LEAST = 0.4
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
        self._mended_by_model = self._replaced = 0
        self._under_way: set[asyncio.Task[Any]] = set()
        self._stopped = False

    def stop(self) -> None:
        """Abort what is under way; finished sections are kept. To be called in the loop that runs :meth:`write`."""
        self._stopped = True
        for task in self._under_way:
            task.cancel()

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
        bodies = await self._mended(bodies)
        told = {body.section.key: body.paragraphs for body in bodies if body.by_model}
        state = replace(assembled(self.composed, bodies), plan=self._plan)
        exchanges = tuple(self._mail.exchanges)
        return Written(state, headline, told, self._broken, self._given_up, self._mended_by_model, self._replaced, exchanges)

    def _placed(self, body: Body, written: Mapping[str, Body], done: Mapping[str, tuple[str, ...]]) -> Body:
        key = body.section.key
        if key in done:
            return replace(body, paragraphs=done[key], by_model=True)
        return written.get(key, body)

    async def _planned(self) -> str:
        """Ask for the one thing to say and the order of the messages; what cannot be used of the answer is left."""
        requests = Requests(self.brief, self._plan, self._counts, self.show_figures)
        answer = await self._while_wanted(self._mail.ask("plan", "", requests.for_plan(), most=4000))
        self._plan = plan_read(answer, self._plan)
        self.tell("", f"主旨：{self._plan.headline}" if self._plan.headline else "已定各节要点")
        return self._plan.headline

    async def _sections(self, wanted: Sequence[SectionPlan], headline: str) -> dict[str, Body]:
        """Write sections side by side."""
        from langchain_core.runnables import RunnableLambda

        async def one(section: SectionPlan) -> Body | None:
            try:
                return await self._while_wanted(self._section(section, headline))
            except ModelError as error:
                self._broken[section.key] = str(error)
                self.tell(section.key, f"{section.key}没有写成：{error}")
                return None

        chain: Any = RunnableLambda(one)
        bodies = await chain.abatch(list(wanted), config={"max_concurrency": self.limits.at_once})
        return {section.key: body for section, body in zip(wanted, bodies, strict=True) if body is not None}

    async def _while_wanted(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Run a step that :meth:`stop` can abort.

        Raises:
            ModelError: The writer was stopped before the step was done.
        """
        if self._stopped:
            work.close()
            raise ModelError(STOPPED)
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            if not self._stopped:
                task.cancel()
                raise
            raise ModelError(STOPPED) from None
        finally:
            self._under_way.discard(task)

    async def _section(self, section: SectionPlan, headline: str) -> Body | None:
        """Write one section; ask again where the answer cannot be used; ``None`` when it never can."""
        requests = Requests(self.brief, self._plan, self._counts, self.show_figures)
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
            body = replace(ground, paragraphs=paragraphs_of(answer, self.brief, headings), by_model=True)
            again = self._unusable(body, section)
            if not again:
                self.tell(section.key, f"已写好：{section.key}")
                return self._bound(completed(body, section, self.brief))
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
        if length < low * _LEAST - 20:
            return f"篇幅太短，应在{low}—{high}字"
        flawed = flawed_places(self.composed, (filled,), self.brief, self.check_wording)
        count = sum(len(sentences_of(paragraph)) for paragraph in body.paragraphs)
        if count > 2 and len(flawed) > count * _MOST_FLAWED:
            whys = dict.fromkeys(flaw.why if self.show_figures else flaw.told for flaws in flawed.values() for flaw in flaws)
            return "；".join(list(whys)[:3])
        return ""

    def _bound(self, body: Body) -> Body:
        """Turn typed digits that the brief proves into their slots; paragraphs without typed digits stay as they are."""
        paragraphs = []
        for paragraph in body.paragraphs:
            holes = wrong_slots(paragraph, self.brief, self._counts)
            typed = not holes and self._typed(paragraph)
            paragraphs.append(canonical(paragraph, self.brief, self._counts) if typed else paragraph)
        return replace(body, paragraphs=tuple(paragraphs))

    def _typed(self, paragraph: str) -> bool:
        rendered = render(paragraph, self.brief, self._counts)
        filled = [(span.start, span.end) for span in rendered.spans]
        figures = [mention for mention in read_mentions(rendered.text) if mention.kind == "figure"]
        return any(not any(start <= figure.start < end for start, end in filled) for figure in figures)

    async def _mended(self, bodies: tuple[Body, ...]) -> tuple[Body, ...]:
        """Repair within the limit; then exchange what is still flawed for words from the brief; then whole sections."""
        for _ in range(self.limits.repairs):
            flawed = flawed_places(self.composed, bodies, self.brief, self.check_wording)
            if not flawed:
                return bodies
            before, bodies = bodies, await self._repaired(bodies, flawed)
            if bodies == before:
                break
        flawed = flawed_places(self.composed, bodies, self.brief, self.check_wording)
        self._replaced += len(flawed)
        bodies = self._each(bodies, flawed, lambda body, ground, own: written_anew(body, ground, own))
        flawed = flawed_places(self.composed, bodies, self.brief, self.check_wording)
        return self._each(bodies, flawed, lambda body, ground, own: ground)

    def _each(
        self, bodies: tuple[Body, ...], flawed: dict[Place, list[Flaw]], change: Callable[[Body, Body, Flawed], Body]
    ) -> tuple[Body, ...]:
        by_section: dict[int, dict[Place, list[Flaw]]] = {}
        for place, flaws in flawed.items():
            by_section.setdefault(place.section, {})[place] = flaws
        return tuple(
            change(body, self._ground[number], by_section[number]) if number in by_section else body for number, body in enumerate(bodies)
        )

    async def _repaired(self, bodies: tuple[Body, ...], flawed: dict[Place, list[Flaw]]) -> tuple[Body, ...]:
        """Send the flawed sentences of each section in one request; a section whose request fails stays as it is."""
        from langchain_core.runnables import RunnableLambda

        by_section: dict[int, dict[Place, list[Flaw]]] = {}
        for place, flaws in flawed.items():
            by_section.setdefault(place.section, {})[place] = flaws
        requests = Requests(self.brief, self._plan, self._counts, self.show_figures)

        async def one(number: int) -> Body:
            body = bodies[number]
            section = self._plan.section(body.section.key)
            sent = to_send(body, by_section[number], show_figures=self.show_figures)
            if section is None:
                return body
            self.tell(section.key, f"{section.key}有{len(sent)}句要改")
            try:
                asked = self._mail.ask("repair", section.key, requests.for_repair(section, tuple(sent.values())), most=6000)
                answer = await self._while_wanted(asked)
            except ModelError as error:
                self.tell(section.key, f"{section.key}没有改成：{error}")
                return body
            self._mended_by_model += len(sent)
            return self._bound(repaired(body, sent, answer, self.brief))

        chain: Any = RunnableLambda(one)
        numbers = sorted(by_section)
        changed = await chain.abatch(numbers, config={"max_concurrency": self.limits.at_once})
        told = dict(zip(numbers, changed, strict=True))
        return tuple(told.get(number, body) for number, body in enumerate(bodies))


def _blanked(text: str, holes: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(holes):
        text = text[:start] + text[end:]
    return text
