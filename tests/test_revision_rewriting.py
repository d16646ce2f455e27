"""A place said in another manner by a model: figures and leads stay, what fails a check stays, and nothing else changes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Draft, Settings, draft_speech, open_index
from assistant.drafting.revision.operations import CLOSING, Place, Rewrite, part, priority
from assistant.errors import ModelError
from assistant.making import Workshop
from assistant.models.chat import chat_of
from assistant.revising import NO_MODEL, carried_out
from assistant.testing import ScriptedChatModel

pytestmark = pytest.mark.slow

BRIEF = Path(__file__).parent / "data" / "briefs" / "county_retrofit.yaml"
SENT = re.compile(r"^(\d+)｜(.*)$", re.MULTILINE)
Change = Callable[[str], str]


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_speech(BRIEF, model=False)


def answering(change: Change) -> ScriptedChatModel:
    """Return a model that answers with every sentence put through a function."""
    return ScriptedChatModel(script=lambda text: "\n".join(f"{number}｜{change(told)}" for number, told in SENT.findall(text)))


def rewritten(draft: Draft, where: Place, model: ScriptedChatModel, settings: Settings | None = None) -> Draft:
    settings = settings or Settings.from_env()
    workshop = Workshop(draft.brief, open_index(), draft.seed, settings, lambda event: None)
    return carried_out(draft, (Rewrite(where, "语气严厉些"),), "语气严厉些", workshop, chat_of(model, settings))


def sections(draft: Draft) -> dict[str, tuple[str, ...]]:
    return {section.key: (section.heading, *section.paragraphs) for section in draft.state.sections}


@pytest.mark.parametrize(
    ("where", "keys"),
    [(priority(3), {"措施/p03"}), (CLOSING, {"结尾"}), (part(2), {"目标"}), (Place("role", title="问题"), {"问题"})],
)
def test_only_the_place_changes(where: Place, keys: set[str], draft: Draft) -> None:
    model = answering(lambda told: told.replace("要", "务必要").replace("请", "务请").replace("，", "，切实", 1))
    done = rewritten(draft, where, model)
    assert done.outcome == "do", done.reply
    before, after = sections(draft), sections(done)
    assert {key for key in before if before[key] != after[key]} == keys
    assert done.ok
    assert done.undo().text == draft.text
    assert "改写" in done.writer


WRONG = [
    ("another figure", lambda told: f"今年要完成88亿元。{told}"),
    ("a figure left out", lambda told: re.sub(r"\{\{[^{}]*\}\}", "", told) if "{{" in told else f"{told}啊。"),
    ("a slot that is none", lambda told: f"{{{{f99}}}}{told}"),
    ("much too long", lambda told: told * 9),
    ("a lead left out", lambda told: told.replace("县财政局", "有关部门").replace("县金融办", "有关部门")),
]


@pytest.mark.parametrize("change", [row[1] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_fails_a_check_stays_as_it_was(change: Change, draft: Draft) -> None:
    done = rewritten(draft, priority(3), answering(change))
    assert done.report.ok
    block = "".join(sections(done)["措施/p03"])
    assert "88亿元" not in done.text
    assert "f99" not in done.slots
    assert all(lead in block for lead in ("县财政局", "县金融办"))
    assert set(re.findall(r"\{\{[^{}]*\}\}", block)) == set(re.findall(r"\{\{[^{}]*\}\}", "".join(sections(draft)["措施/p03"])))


def test_what_failed_is_asked_for_once_more(draft: Draft) -> None:
    model = answering(lambda told: f"今年要完成88亿元。{told}")
    done = rewritten(draft, CLOSING, model)
    assert (done.outcome, done.text, len(done.versions)) == ("ask", draft.text, 1)
    assert "没有通过核对" in done.reply
    assert len(model.asked) == 2
    assert "88亿元" in model.asked[1]


def test_prose_without_numbers_is_taken_sentence_by_sentence(draft: Draft) -> None:
    model = ScriptedChatModel(script=["同志们，散会以后就把底数摸清。企业在等，请大家再快一步！"] * 2)
    done = rewritten(draft, CLOSING, model)
    assert done.text.endswith("同志们，散会以后就把底数摸清。企业在等，请大家再快一步！")


def test_a_chatty_answer_changes_nothing(draft: Draft) -> None:
    done = rewritten(draft, priority(3), ScriptedChatModel(script=["好的，我来帮您修改。"] * 2))
    assert (done.outcome, done.text) == ("ask", draft.text)


def test_no_value_leaves_the_house(draft: Draft) -> None:
    model = answering(lambda told: told)
    settings = Settings.from_env({"ASSISTANT_SEND_FIGURES": "0"})
    rewritten(draft, part(1), model, settings)
    for value in ("158.3", "34.6", "10.2", "44.5"):
        assert value not in "".join(str(message.content) for request in model.requests for message in request)


def test_an_endpoint_that_fails_is_told(draft: Draft) -> None:
    with pytest.raises(ModelError):
        rewritten(draft, CLOSING, ScriptedChatModel(script=[OSError("no route")]))


def test_without_a_model_it_is_said(draft: Draft) -> None:
    done = draft.revise("结尾换成爬山的比方。", model=False)
    assert (done.outcome, done.reply, done.text) == ("ask", NO_MODEL, draft.text)


def test_a_heading_is_not_for_a_model(draft: Draft) -> None:
    done = rewritten(draft, Place("heading", of=part(1)), answering(lambda told: told))
    assert (done.outcome, done.text) == ("ask", draft.text)
