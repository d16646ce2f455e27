"""Five hundred revisions drawn by chance: no figure breaks, counts are delivered, nothing outside the place changes, undo is exact."""

import re
from pathlib import Path
from random import Random

import pytest
from gates.counting import miscounts
from revision.chance import operation

from assistant import Draft, Settings, check_numbers, draft_speech, open_index
from assistant.drafting.revision.operations import Answer, Forbid, Operation, Replace, Resize, Retitle, Split, UseFigure
from assistant.drafting.revision.parsing import document_of
from assistant.drafting.revision.places import heading_at, scope_of
from assistant.drafting.revision.speech import Speech
from assistant.making import Workshop
from assistant.revising import carried_out

HERE = Path(__file__).parent
BRIEFS = [
    *(
        HERE / "data" / "briefs" / f"{name}.yaml"
        for name in ("city_quarter", "county_retrofit", "county_half_year_falling", "figures_only")
    ),
    *(HERE.parent / "examples" / f"{name}.yaml" for name in ("brief", "brief-city")),
]
ROUNDS, EACH = 20, 25
LOCAL = (Answer, Forbid, Replace, Resize, Retitle, Split, UseFigure)
ODD = re.compile(r"[，；：][。！？]|[，；]{2}|。。|，。|^[，；。]", re.MULTILINE)


@pytest.fixture(scope="module")
def drafts() -> list[Draft]:
    return [draft_speech(path, model=False) for path in BRIEFS]


def outside(draft: Draft, done: Operation) -> list[str]:
    """Return the headings and sentences outside the place of an operation, in slot form."""
    speech = Speech(document_of(draft.state, draft.brief), draft.brief, lambda brief, turn: draft.state)
    where = done.where  # type: ignore[union-attr]
    inside = {heading_at(speech, where)} if isinstance(done, Retitle) else scope_of(speech, where)
    return [speech.document.text_at(at) for at in speech.addresses if at not in inside]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_random_revisions(seed: int, drafts: list[Draft]) -> None:
    rng = Random(seed)
    first = draft = drafts[seed % len(drafts)]
    trail = [first.text]
    for _ in range(EACH):
        wanted = operation(draft.state, draft.brief, rng)
        workshop = Workshop(draft.brief, open_index(), draft.seed, Settings.from_env(), lambda event: None)
        after = carried_out(draft, (wanted,), "改", workshop)
        assert after.reply
        if after.outcome != "do":
            assert (after.text, len(after.versions)) == (draft.text, len(draft.versions)), wanted
            continue
        assert after.ok, (wanted, after.report.summary())
        assert check_numbers(after.text, after.brief).ok, wanted
        assert [one for one in miscounts(after.text) if one not in miscounts(draft.text)] == [], wanted
        assert ODD.findall(after.text) == [], wanted
        if isinstance(wanted, LOCAL):
            assert outside(after, wanted) == outside(draft, wanted), wanted
        assert after.undo().text == draft.text
        trail.append(after.text)
        draft = after
    assert [version.text for version in draft.versions] == trail
    while draft.undo().outcome == "do":
        draft = draft.undo()
    assert draft.text == first.text
