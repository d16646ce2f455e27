"""Instructions that the grammar does not know, understood by a model over real HTTP: tool calls, plain text, and answers of bad will."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from revision.running import records_of

from assistant import Draft, draft_speech, sample_brief
from assistant.models.tools import Called, read_calls
from assistant.testing import EndpointServer, ScriptedChatModel, ToolCall, answer_chat
from tests.chain.model import settings

CHAT = "/v1/chat/completions"
HOSTILE = records_of(Path(__file__).parent / "data" / "revision" / "hostile.jsonl")
SAID = "管钱的那一摊子摆到头里说"
MOVE = {"said": "摆到头里说", "where": "第四条", "before": "第一条"}


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_speech(sample_brief(), model=False)


def _server(answer: Any, **options: Any) -> EndpointServer:
    def script(messages: Sequence[Mapping[str, Any]]) -> Any:
        return answer(messages) if callable(answer) else answer

    return EndpointServer({CHAT: answer_chat(script, **options)})


def _heads(draft: Draft) -> list[str]:
    return [section.owner for section in draft.state.sections if section.owner]


@pytest.mark.slow
def test_a_tool_call_is_carried_out(draft: Draft, home: Path) -> None:
    with _server(ToolCall("move", MOVE)) as server:
        revised = draft.revise(SAID, settings=settings(server, home))
        asked = server.calls[0].body
    assert (revised.outcome, _heads(revised)) == ("do", ["p04", "p01", "p02", "p03", "p05"])
    assert {tool["function"]["name"] for tool in asked["tools"]} >= {"move", "drop", "rewrite", "ask_back"}
    assert SAID in asked["messages"][-1]["content"]
    assert "帮企业算好资金账" in asked["messages"][-1]["content"]


@pytest.mark.slow
def test_an_endpoint_that_refuses_tools_is_asked_in_words(draft: Draft, home: Path) -> None:
    with _server(json.dumps([{"tool": "move", **MOVE}], ensure_ascii=False), refuse=["tools"]) as server:
        revised = draft.revise(SAID, settings=settings(server, home))
        first, second = (call.body for call in server.calls)
    assert _heads(revised)[0] == "p04"
    assert "tools" in first
    assert "tools" not in second
    assert "JSON" in second["messages"][-1]["content"]


@pytest.mark.slow
def test_a_model_that_takes_no_tools_is_asked_in_words(draft: Draft) -> None:
    model = ScriptedChatModel(script=[f"好的：\n```json\n{json.dumps({'tool': 'move', **MOVE}, ensure_ascii=False)}\n```"])
    assert _heads(draft.revise(SAID, model=model))[0] == "p04"


@pytest.mark.slow
def test_a_question_of_the_model_is_handed_on(draft: Draft, home: Path) -> None:
    with _server(ToolCall("ask_back", {"question": "您说的是第四条“帮企业算好资金账”吗？"})) as server:
        revised = draft.revise(SAID, settings=settings(server, home))
    assert (revised.outcome, revised.text) == ("ask", draft.text)
    assert "帮企业算好资金账" in revised.reply


@pytest.fixture(scope="module")
def hostile(home: Path) -> Iterator[tuple[EndpointServer, Any, list[Any]]]:
    said: list[Any] = []
    with _server(lambda messages: said[0]) as server:
        yield server, settings(server, home), said


@pytest.mark.slow
@pytest.mark.parametrize("record", HOSTILE, ids=[record["why"] for record in HOSTILE])
@pytest.mark.parametrize("as_tools", [True, False], ids=["tools", "words"])
def test_what_does_not_rest_on_the_instruction_changes_nothing(
    draft: Draft, hostile: tuple[EndpointServer, Any, list[Any]], record: Mapping[str, Any], as_tools: bool
) -> None:
    server, how, said = hostile
    calls = record["calls"]
    said[:] = [calls if isinstance(calls, str) else json.dumps(calls, ensure_ascii=False)]
    if as_tools and isinstance(calls, list):
        said[:] = [ToolCall(calls[-1]["tool"], {key: value for key, value in calls[-1].items() if key != "tool"})]
    before = len(server.calls)
    revised = draft.revise(record["instruction"], settings=how)
    assert len(server.calls) == before + 1, "the model was not asked"
    assert (revised.outcome, revised.text, len(revised.versions)) == ("ask", draft.text, len(draft.versions))
    assert not any(number in revised.reply for number in ("88.8", "18.8", "15%"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("instruction", "outcome"),
    [
        ("第四条提到第一条。", "do"),
        ("第九条删掉。", "ask"),
        ("工业投资增速改成15%。", "refuse"),
        ("数字做大一点，别那么难看。", "refuse"),
    ],
)
def test_a_model_is_not_asked_for_what_the_grammar_knows(draft: Draft, home: Path, instruction: str, outcome: str) -> None:
    with _server(ToolCall("rewrite", {"said": instruction, "where": "全文"})) as server:
        assert draft.revise(instruction, settings=settings(server, home)).outcome == outcome
        assert server.calls == []


@pytest.mark.slow
def test_figures_stay_in_the_house_where_they_are_to(draft: Draft, home: Path) -> None:
    from dataclasses import replace

    instruction = "2860万元那一摊子摆到头里说"
    with _server(ToolCall("ask_back", {"question": "哪一条？"})) as server:
        draft.revise(instruction, settings=settings(server, home))
        draft.revise(instruction, settings=replace(settings(server, home), send_figures=False))
        told, kept = (call.body["messages"][-1]["content"] for call in server.calls)
    assert "2860" in told
    assert not any(number in kept for number in ("2860", "142.8", "47.6", "860人", "940"))


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ('[{"tool": "undo", "steps": 1}]', (Called("undo", {"steps": 1}),)),
        ('先看看：{"name": "drop", "arguments": {"where": "第二条"}}。', (Called("drop", {"where": "第二条"}),)),
        ('[{"tool": "drop", "where": "第二条"}, "删掉", {"where": "第三条"}]', (Called("drop", {"where": "第二条"}),)),
        ("没有什么要改的。", ()),
        ('[{"tool": "drop"', ()),
        ('[{"tool": 3, "where": "第二条"}]', ()),
    ],
)
def test_calls_in_words_are_read(text: str, calls: tuple[Called, ...]) -> None:
    assert read_calls(text) == calls
