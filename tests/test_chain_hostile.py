"""A hostile model over real HTTP: whatever it answers, no wrong figure stands unmarked, and what it wrote well stays."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.testing import EndpointServer
from tests.chain.hostile import BEHAVIOURS, Behaviour
from tests.chain.hostile_more import CITY, MORE
from tests.chain.model import BRIEF, Model, brief, clean, drafted, survived, unmarked


@pytest.fixture
def server() -> Iterator[EndpointServer]:
    with EndpointServer() as running:
        yield running


@pytest.mark.slow
@pytest.mark.parametrize("name", [BRIEF, CITY])
def test_a_good_model_writes_the_whole_speech(server: EndpointServer, home: Path, name: str) -> None:
    draft = drafted(server, home, Model(None, name=name))
    assert clean(draft), [finding.message for finding in (*draft.report.findings, *draft.wording)]
    assert draft.writer == "模型 scripted"
    assert draft.writing is not None
    assert not draft.writing.given_up
    assert draft.writing.replaced == 0
    assert survived(draft, Model(None, name=name)) == 1
    steps = [exchange.step for exchange in draft.exchanges]
    assert steps.count("section") == len(draft.state.sections)
    assert "sk-secret-key" not in str(draft.record())


def test_the_tables_hold_what_they_promise() -> None:
    assert len(BEHAVIOURS) >= 60
    assert len(MORE) >= 40
    names = [behaviour.name for behaviour in (*BEHAVIOURS, *MORE)]
    assert len(set(names)) == len(names)
    assert {behaviour.section.partition("/")[0] for behaviour in MORE} >= {"导语", "问题", "目标", "措施", "结尾"}
    assert brief(CITY).figures != brief().figures


@pytest.mark.slow
@pytest.mark.parametrize("repair", ["stubborn", "drops", "talks", "good", "worsens"])
@pytest.mark.parametrize("behaviours", [BEHAVIOURS, MORE], ids=["first", "second"])
def test_hostile_behaviours(server: EndpointServer, home: Path, behaviours: Sequence[Behaviour], repair: str) -> None:
    """At least nine in ten end clean, no wrong figure stands unmarked, and one bad sentence does not take its neighbours along."""
    unclean, left, lost = [], [], []
    for behaviour in behaviours:
        model = Model(behaviour, repair)
        draft = drafted(server, home, model)
        left += [(behaviour.name, wrong) for wrong in behaviour.wrong if unmarked(draft, wrong)]
        if not clean(draft):
            unclean.append(behaviour.name)
        if behaviour.scope == "nothing" and survived(draft, model) < 1:
            lost.append(behaviour.name)
        if behaviour.scope == "sentence" and survived(draft, model, in_bad=True) < 0.9:
            lost.append(behaviour.name)
    assert not left
    assert len(unclean) <= len(behaviours) // 10, unclean
    assert not lost
