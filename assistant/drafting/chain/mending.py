"""From what a model wrote to what can stand: repair by the model, words from the brief, whole sections from the composer."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.brief import Brief
from assistant.drafting.chain.bodies import Body, Place, assembled, places
from assistant.drafting.chain.digits import with_digits_bound
from assistant.drafting.chain.exchange import Correspondence
from assistant.drafting.chain.flaws import CheckWording, Flaw, flaws_of
from assistant.drafting.chain.repair import Flawed, repaired, taken_out, to_send, with_names, written_anew
from assistant.drafting.chain.requests import Requests
from assistant.drafting.plan import Plan, slots_of
from assistant.drafting.state import DraftState
from assistant.errors import ModelError

_ROW = re.compile(r"f\d+")


@dataclass(frozen=True)
class Judge:
    """Finds flawed sentences.

    Args:
        brief: The brief.
        composed: The composed speech: what stands around the bodies.
        check_wording: The wording check, knowing brief and exemplars.
    """

    brief: Brief
    composed: DraftState
    check_wording: CheckWording
    _kept: dict[str, list[Flaw]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def counts(self) -> Mapping[str, int]:
        """Announced counts."""
        return dict(self.composed.counts)

    def flawed(self, bodies: Sequence[Body]) -> dict[Place, list[Flaw]]:
        """Return the sentences a model wrote that something is wrong with, judged in the whole speech."""
        speech = assembled(self.composed, bodies)
        where = places(speech, bodies)
        found: dict[Place, list[Flaw]] = {}
        for flaw in self._flaws(speech.text.rstrip("\n")):
            place = where.get(flaw.sentence)
            if place is not None and bodies[place.section].by_model:
                found.setdefault(place, []).append(flaw)
        return found

    def _flaws(self, text: str) -> list[Flaw]:
        """Return the flaws of a text; kept for the last one, which is asked for again where nothing had to be changed."""
        if text not in self._kept:
            self._kept.clear()
            self._kept[text] = flaws_of(text, self.brief, self.counts, self.check_wording)
        return self._kept[text]


class Mender:
    """Mends a speech.

    Args:
        judge: Finds what is flawed.
        ground: The composed sections, in the order of the speech.
        mail: The requests of this draft.
        requests: Makes them.
        tell: Called with section key and a Chinese sentence.

    Attributes:
        repaired: Sentences sent to the model.
        replaced: Sentences exchanged for words from the brief, or taken out.
    """

    def __init__(
        self, judge: Judge, ground: Sequence[Body], mail: Correspondence, requests: Requests, tell: Callable[[str, str], None]
    ) -> None:
        self._judge, self._ground, self._mail, self._requests, self._tell = judge, tuple(ground), mail, requests, tell
        self.repaired = self.replaced = 0

    @property
    def _plan(self) -> Plan:
        return self._requests.plan

    async def mended(self, bodies: tuple[Body, ...]) -> tuple[Body, ...]:
        """Repair within the limit; then exchange what is still flawed for words from the brief, then leave it out, then whole sections.

        Args:
            bodies: The sections in the order of the speech.
        """
        for _ in range(self._mail.limits.repairs):
            bodies = self._named(bodies)
            flawed = self._judge.flawed(bodies)
            before = bodies
            bodies = await self._repaired(bodies, flawed) if flawed else bodies
            if bodies == before:
                break
        bodies = self._named(self._told_in_full(bodies))
        flawed = self._judge.flawed(bodies)
        self.replaced += len(flawed)
        bodies = self._each(bodies, flawed, written_anew)
        bodies = self._each(bodies, self._judge.flawed(bodies), taken_out)
        return self._each(bodies, self._judge.flawed(bodies), lambda body, ground, own: ground)

    def _named(self, bodies: tuple[Body, ...]) -> tuple[Body, ...]:
        """Name the indicator in sentences that lack nothing else: its slot knows it, and the sentence that named it may be gone."""
        flawed = self._judge.flawed(bodies)
        bare = {place: flaws for place, flaws in flawed.items() if {flaw.rule for flaw in flaws} == {"unnamed"}}
        return self._each(bodies, bare, lambda body, ground, own: with_names(body, own)) if bare else bodies

    def _told_in_full(self, bodies: tuple[Body, ...]) -> tuple[Body, ...]:
        """Add the planned sentences on rows that are told nowhere in the speech any more."""
        told = {row for body in bodies for slot in slots_of(body.text) for row in (slot.partition(".")[0], *_ROW.findall(slot))}
        out = []
        for body in bodies:
            section = self._plan.section(body.section.key) if body.by_model else None
            for message in section.messages if section else ():
                if message.said and message.kind == "evidence" and message.rows and told.isdisjoint(message.rows):
                    body = body.with_added(message.text)
                    told.update(message.rows)
            out.append(body)
        return tuple(out)

    def _each(
        self, bodies: tuple[Body, ...], flawed: Mapping[Place, list[Flaw]], change: Callable[[Body, Body, Flawed], Body]
    ) -> tuple[Body, ...]:
        own = _by_section(flawed)
        return tuple(change(body, self._ground[at], own[at]) if at in own else body for at, body in enumerate(bodies))

    async def _repaired(self, bodies: tuple[Body, ...], flawed: Mapping[Place, list[Flaw]]) -> tuple[Body, ...]:
        """Send the flawed sentences of each section in one request; a section whose request fails stays as it is."""
        from langchain_core.runnables import RunnableLambda

        own = _by_section(flawed)

        async def one(at: int) -> Body:
            return await self._section_repaired(bodies[at], own[at])

        chain: Any = RunnableLambda(one)
        changed = await chain.abatch(sorted(own))
        told = dict(zip(sorted(own), changed, strict=True))
        return tuple(told.get(at, body) for at, body in enumerate(bodies))

    async def _section_repaired(self, body: Body, flawed: Flawed) -> Body:
        section = self._plan.section(body.section.key)
        if section is None:
            return body
        sent = to_send(body, flawed, show_figures=self._requests.show_figures)
        self._tell(section.key, f"{section.key}有{len(sent)}句要改")
        try:
            answer = await self._mail.ask("repair", section.key, self._requests.for_repair(section, tuple(sent.values())), most=6000)
        except ModelError as error:
            self._tell(section.key, f"{section.key}没有改成：{error}")
            return body
        self.repaired += len(sent)
        return with_digits_bound(repaired(body, sent, answer, self._judge.brief, self._judge.counts), self._judge.brief, self._judge.counts)


def _by_section(flawed: Mapping[Place, list[Flaw]]) -> dict[int, dict[Place, list[Flaw]]]:
    grouped: dict[int, dict[Place, list[Flaw]]] = {}
    for place, flaws in flawed.items():
        grouped.setdefault(place.section, {})[place] = flaws
    return grouped
