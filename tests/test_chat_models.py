"""A model behind intake and questions: it says what words are, and can neither change nor drop nor see a number."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant import Intake, Settings, ask, check_numbers, intake
from assistant.audit.report import GOOD
from assistant.brief.writing import brief_mapping
from assistant.intaking.labelling import blotted
from assistant.testing import EndpointServer, Reply, ScriptedChatModel, ToolCall, answer_chat

pytestmark = pytest.mark.slow

MESSAGE = (
    "1—9月规上工业总产值268.5亿元，增长7.6%。厂房租金一年涨一次小老板们叫苦，工业投资57.3亿元，增长14.6%。"
    "上云的事往前赶一赶，争取12月见眉目。"
)
UNCLEAR = ("厂房租金一年涨一次小老板们叫苦", "上云的事往前赶一赶")
QUESTION = "年初立下的那本账眼下平不平"
BRIEF = {
    "period": "2026年1—9月",
    "figures": [
        {"id": "f01", "indicator": "工业投资", "value": "57.3", "unit": "亿元", "yoy": "14.6", "target": "72"},
        {"id": "f02", "indicator": "规上工业总产值", "value": "268.5", "unit": "亿元", "yoy": "7.6"},
    ],
}
HOSTILE = (
    "",
    "好的，没问题。",
    "[]",
    "{",
    '[{"tool": "label"}]',
    '[{"tool": "label", "number": 99, "what": "重点"}]',
    '[{"tool": "label", "number": "一", "what": "重点"}]',
    '[{"tool": "label", "number": 1, "what": "数据", "value": 999.9}]',
    '[{"tool": "set_figure", "indicator": "工业投资", "value": 999.9}]',
    json.dumps([{"tool": "label", "number": number, "what": "闲话"} for number in range(1, 30)], ensure_ascii=False),
    json.dumps([{"tool": "label", "number": number, "what": "问题"} for number in range(1, 30)], ensure_ascii=False),
    json.dumps(
        [{"tool": "label", "number": number, "what": "企业", "text": "规上工业总产值999亿元"} for number in range(1, 30)],
        ensure_ascii=False,
    ),
)
Answers = Sequence[Mapping[str, Any]]


@pytest.fixture
def server() -> Iterator[EndpointServer]:
    with EndpointServer() as running:
        yield running


def _settings(server: EndpointServer, home: Path, *, send_figures: bool = True) -> Settings:
    return Settings(home=home, model="any", base_url=server.base_url, send_figures=send_figures)


def _figures(taken: Intake) -> list[Any]:
    assert taken.brief is not None
    return brief_mapping(taken.brief)["figures"]


def _asked(server: EndpointServer) -> list[str]:
    return [str(message["content"]) for call in server.calls for message in call.body["messages"]]


def _labels(messages: Answers) -> str:
    text = str(messages[-1]["content"])
    kinds = {"租金": "问题", "上云": "重点"}
    found = [(int(number), kind) for number, line in re.findall(r"(\d+)｜(.*)", text) for word, kind in kinds.items() if word in line]
    return json.dumps([{"tool": "label", "number": number, "what": kind} for number, kind in found], ensure_ascii=False)


def test_a_model_says_what_words_are(server: EndpointServer, home: Path) -> None:
    server.handlers["/v1/chat/completions"] = answer_chat(_labels)
    taken = intake(MESSAGE, settings=_settings(server, home))
    assert taken.brief is not None
    assert [problem.text for problem in taken.brief.problems] == [UNCLEAR[0]]
    assert [priority.title for priority in taken.brief.priorities] == [UNCLEAR[1]]
    assert _figures(taken) == _figures(intake(MESSAGE, model=False))


def test_without_a_model_the_same_words_are_asked_about() -> None:
    taken = intake(MESSAGE, model=False)
    assert [one.text for one in taken.left if one.kind == "clause"] == [*UNCLEAR, "争取12月见眉目"]
    assert all(words in taken.question for words in UNCLEAR)


def test_an_endpoint_that_refuses_tools_is_asked_in_words(server: EndpointServer, home: Path) -> None:
    server.handlers["/v1/chat/completions"] = answer_chat(_labels, refuse=("tools",))
    taken = intake(MESSAGE, settings=_settings(server, home))
    assert taken.brief is not None
    assert [priority.title for priority in taken.brief.priorities] == [UNCLEAR[1]]
    assert "JSON" in _asked(server)[-1]


def test_a_model_may_call_the_tool(server: EndpointServer, home: Path) -> None:
    server.handlers["/v1/chat/completions"] = answer_chat(lambda messages: ToolCall("label", {"number": 1, "what": "问题"}))
    taken = intake(MESSAGE, settings=_settings(server, home))
    assert taken.brief is not None
    assert [problem.text for problem in taken.brief.problems] == [UNCLEAR[0]]


@pytest.mark.parametrize("answer", HOSTILE)
def test_no_answer_changes_drops_or_adds_a_number(server: EndpointServer, home: Path, answer: str) -> None:
    server.handlers["/v1/chat/completions"] = answer_chat(lambda messages: answer)
    taken, plain = intake(MESSAGE, settings=_settings(server, home)), intake(MESSAGE, model=False)
    assert _figures(taken) == _figures(plain)
    assert "999" not in taken.question
    told = " ".join((*(one.text for one in taken.understood), *(one.text for one in taken.left)))
    assert all(number in told for number in ("268.5", "7.6", "57.3", "14.6", "12月"))


def test_an_endpoint_that_fails_costs_nothing_but_its_help(server: EndpointServer, home: Path) -> None:
    server.handlers["/v1/chat/completions"] = lambda call: Reply({"error": {}}, status=401)
    taken = intake(MESSAGE, settings=_settings(server, home))
    assert "密钥" in taken.fault
    assert _figures(taken) == _figures(intake(MESSAGE, model=False))
    assert "密钥" in ask(QUESTION, BRIEF, settings=_settings(server, home)).fault


def test_a_message_that_is_understood_goes_to_no_model(server: EndpointServer, home: Path) -> None:
    intake("工业投资57.3亿元，增长14.6%，重点抓项目", settings=_settings(server, home))
    ask("工业投资完成多少？", BRIEF, settings=_settings(server, home))
    assert server.calls == []


def test_numbers_stay_in_the_house(server: EndpointServer, home: Path) -> None:
    server.handlers["/v1/chat/completions"] = answer_chat(_labels)
    message = "盘下来3246平方厂房的人眼下叫苦连天，三百二十万的窟窿没人管"
    intake(message, settings=_settings(server, home, send_figures=False))
    ask("那本57.3的账眼下平不平", BRIEF, settings=_settings(server, home, send_figures=False))
    assert len(server.calls) == 2
    assert [text for text in _asked(server) if re.search(r"3246|三百二十万|57[.]3|268[.]5", text)] == []
    assert "▢" in _asked(server)[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("把12个项目往前赶", "把▢个项目往前赶"),
        ("３２０万的窟窿", "▢的窟窿"),
        ("三百二十万的窟窿", "▢的窟窿"),
        ("进一步上台阶", "进一步上台阶"),
    ],
)
def test_numerals_are_blotted_out(text: str, said: str) -> None:
    assert blotted(text) == said


def test_a_model_says_what_a_question_asks_for(server: EndpointServer, home: Path) -> None:
    said = ToolCall("look_up", {"what": "gap", "indicators": ["工业投资"]})
    server.handlers["/v1/chat/completions"] = answer_chat(lambda messages: said)
    answer = ask(QUESTION, BRIEF, settings=_settings(server, home))
    assert (answer.kind, answer.cells) == ("gap", ("f01.target", "f01"))
    assert answer.text == "工业投资离72亿元的年度目标还差14.7亿元。"


@pytest.mark.parametrize(
    "said",
    [
        "还差999亿元。",
        '{"tool": "look_up", "what": "answer", "text": "还差999亿元"}',
        '{"tool": "look_up", "what": "gap", "indicators": ["不存在的指标"]}',
        '{"tool": "look_up", "what": "gap", "indicators": "工业投资"}',
        '{"tool": "look_up", "what": ["gap"]}',
    ],
)
def test_a_model_answers_nothing_itself(said: str) -> None:
    answer = ask(QUESTION, BRIEF, model=ScriptedChatModel(script=[said]))
    assert "999" not in answer.text
    assert all(finding.verdict in GOOD for finding in check_numbers(answer.text, BRIEF).findings)
    assert answer.outcome == "unknown"
