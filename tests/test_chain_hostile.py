"""A hostile model over real HTTP: whatever it answers, no wrong figure stands unmarked, and what it wrote well stays."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant import Brief, Draft, draft_speech, load_brief
from assistant.audit.report import GOOD
from assistant.drafting.chain.bodies import bodies_of
from assistant.drafting.chain.sentences import sentences_of
from assistant.settings import Settings
from assistant.slots import render
from assistant.testing import EndpointServer, answer_chat
from assistant.wording import is_clean
from tests.chain.hostile import BEHAVIOURS, TARGET, Answer, Behaviour

BRIEF = Path(__file__).parent / "chain" / "brief.yaml"
_SECTION = re.compile(r"^# 现在写：([^“\n]+)", re.MULTILINE)
_FLAWED = re.compile(r"^(\d+)｜(.*)$", re.MULTILINE)


@cache
def brief() -> Brief:
    return load_brief(BRIEF)


@cache
def good_answers() -> Mapping[str, str]:
    """What a good model answers: the composer's own sections under another seed, so that they are told apart from the fallback."""
    composed = draft_speech(brief(), model=False, seed=11)
    return {body.section.key: body.text for body in bodies_of(composed.state)}


class Model:
    """A scripted model: good answers, one behaviour, and a way to repair."""

    def __init__(self, behaviour: Behaviour | None, repair: str = "stubborn") -> None:
        self.behaviour, self.repair = behaviour, repair
        self.bad = ""

    def __call__(self, messages: Sequence[Mapping[str, Any]]) -> Answer:
        asked = str(messages[-1]["content"])
        section = _SECTION.search(asked)
        if section:
            good = good_answers().get(section[1], "")
            if self.behaviour is None or section[1] != TARGET:
                return good
            answer = self.behaviour.change(good)
            self.bad = answer if isinstance(answer, str) else ""
            return answer
        if "要改的句子" in asked:
            return self._repaired(asked)
        return "主旨：稳住总量，补上短板"

    def _repaired(self, asked: str) -> str:
        numbers = [match[1] for match in _FLAWED.finditer(asked.partition("# 可用的槽位")[0])]
        if self.repair == "stubborn":
            return "\n".join(f"{match[1]}｜{match[2]}" for match in _FLAWED.finditer(asked.partition("# 可用的槽位")[0]))
        if self.repair == "drops":
            return "\n".join(f"{number}｜删去" for number in numbers)
        return "好的，我会改。"


def settings(server: EndpointServer, home: Path) -> Settings:
    return Settings(home=home, model="scripted", base_url=server.base_url, api_key="sk-secret-key", timeout=30)


@pytest.fixture
def server() -> Iterator[EndpointServer]:
    with EndpointServer() as running:
        yield running


def drafted(server: EndpointServer, home: Path, model: Model) -> Draft:
    server.handlers["/v1/chat/completions"] = answer_chat(model, piece=9)
    return draft_speech(brief(), settings=settings(server, home))


def unmarked(draft: Draft, text: str) -> bool:
    """Tell whether a text stands in a draft and no finding touches it."""
    found = [*draft.report.findings, *draft.report.remarks, *draft.wording]
    marked = [finding for finding in found if getattr(finding, "verdict", "") not in GOOD]
    return any(
        not any(finding.start < match.end() and match.start() < finding.end for finding in marked)
        for match in re.finditer(re.escape(text), draft.text)
    )


def survived(draft: Draft, bad: str | None = None) -> float:
    """Return the share of the model's good sentences of the target section that stand in the speech, digits typed or slotted alike.

    Args:
        draft: The draft.
        bad: What the model answered: only good sentences that stand in it count; all of them by default.
    """
    counts = dict(draft.state.counts)
    good = [sentence.text for sentence in sentences_of(good_answers()[TARGET]) if bad is None or sentence.text in bad]
    told = [sentence.text.strip() for sentence in sentences_of(draft.text)]
    wanted = [sentence.text.strip() for sentence in sentences_of(render("".join(good), brief(), counts).text)]
    return sum(any(SequenceMatcher(None, one, other).ratio() > 0.9 for other in told) for one in wanted) / len(wanted)


def clean(draft: Draft) -> bool:
    return draft.report.ok and is_clean(draft.wording)


def test_a_good_model_writes_the_whole_speech(server: EndpointServer, home: Path) -> None:
    draft = drafted(server, home, Model(None))
    assert clean(draft), [finding.message for finding in (*draft.report.findings, *draft.wording)]
    assert draft.writer == "模型 scripted"
    assert draft.writing is not None
    assert not draft.writing.given_up
    assert survived(draft) == 1
    steps = [exchange.step for exchange in draft.exchanges]
    assert steps.count("section") == len(draft.state.sections)
    assert "sk-secret-key" not in str(draft.record())


@pytest.mark.slow
@pytest.mark.parametrize("repair", ["stubborn", "drops", "talks"])
def test_hostile_behaviours(server: EndpointServer, home: Path, repair: str) -> None:
    """At least nine in ten end clean, no wrong figure stands unmarked, and one bad sentence does not take its neighbours along."""
    unclean, left, lost = [], [], []
    for behaviour in BEHAVIOURS:
        model = Model(behaviour, repair)
        draft = drafted(server, home, model)
        left += [(behaviour.name, wrong) for wrong in behaviour.wrong if unmarked(draft, wrong)]
        if not clean(draft):
            unclean.append(behaviour.name)
        if behaviour.scope == "nothing" and survived(draft) < 1:
            lost.append(behaviour.name)
        if behaviour.scope == "sentence" and survived(draft, model.bad) < 0.9:
            lost.append(behaviour.name)
    assert len(BEHAVIOURS) >= 60
    assert not left
    assert len(unclean) <= len(BEHAVIOURS) // 10, unclean
    assert not lost
