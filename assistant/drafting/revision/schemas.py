"""The tools a model may call to say what an instruction means: one for each kind of change, told in Chinese, as JSON schemas."""

from collections.abc import Mapping
from typing import Any

_SAID = "这项改动在用户原话里的依据，一字不差地照抄那几个字"
_WHERE = "改哪里：第几部分、第几条、开头、结尾、全文，或一条措施的标题"
_TEXT: Mapping[str, str] = {"type": "string"}
_NUMBER: Mapping[str, str] = {"type": "integer"}
_TEXTS: Mapping[str, Any] = {"type": "array", "items": {"type": "string"}}

_TOOLS: Mapping[str, tuple[str, Mapping[str, tuple[Mapping[str, Any], str]], tuple[str, ...]]] = {
    "resize": (
        "压缩或展开一处",
        {
            "where": (_TEXT, _WHERE),
            "part": (_TEXT, "增减多少，照原话写：三分之一、一半、两成"),
            "longer": ({"type": "boolean"}, "真：写长；假：压短"),
            "least": (_NUMBER, "最少多少字"),
            "most": (_NUMBER, "最多多少字"),
            "sentences": (_NUMBER, "只留几句"),
        },
        ("where",),
    ),
    "drop": ("删去一个部分、一条措施、开头或结尾", {"where": (_TEXT, _WHERE)}, ("where",)),
    "add_priority": (
        "加一条措施",
        {
            "title": (_TEXT, "标题，用原话里的字"),
            "lead": (_TEXT, "牵头单位，用原话里的字"),
            "before": (_TEXT, "放在哪一条前面"),
            "after": (_TEXT, "放在哪一条后面"),
        },
        ("title",),
    ),
    "add_sentence": ("在一处加一句用户给的话", {"where": (_TEXT, _WHERE), "text": (_TEXT, "这句话，用原话里的字")}, ("where", "text")),
    "move": (
        "挪动一个部分或一条措施",
        {"where": (_TEXT, _WHERE), "before": (_TEXT, "挪到谁前面"), "after": (_TEXT, "挪到谁后面")},
        ("where",),
    ),
    "retitle": ("改一个部分或一条措施的标题", {"where": (_TEXT, _WHERE), "text": (_TEXT, "新标题，用原话里的字")}, ("where", "text")),
    "replace": ("把一个词换成另一个词", {"old": (_TEXT, "原来的词"), "new": (_TEXT, "换成的词，用原话里的字")}, ("old", "new")),
    "forbid": ("不要某些词", {"words": (_TEXTS, "这些词，用原话里的字")}, ("words",)),
    "use_figure": ("在一处写上指标", {"figures": (_TEXTS, "指标名称"), "where": (_TEXT, _WHERE)}, ("figures", "where")),
    "drop_figure": ("不再讲指标", {"figures": (_TEXTS, "指标名称")}, ("figures",)),
    "move_figure": ("把指标挪到一处去讲", {"figures": (_TEXTS, "指标名称"), "where": (_TEXT, _WHERE)}, ("figures", "where")),
    "answer_problem": ("让一处回应一个问题", {"where": (_TEXT, _WHERE), "problem": (_NUMBER, "第几个问题")}, ("where", "problem")),
    "rewrite": ("换语气、换说法、改写、突出什么", {"where": (_TEXT, _WHERE)}, ("where",)),
    "ask_back": ("不清楚或做不到，问一个问题", {"question": (_TEXT, "要问用户的话")}, ("question",)),
}


def _schema(name: str) -> Mapping[str, Any]:
    purpose, parameters, required = _TOOLS[name]
    told = {key: {**kind, "description": words} for key, (kind, words) in parameters.items()}
    if name != "ask_back":
        told, required = {"said": {**_TEXT, "description": _SAID}, **told}, ("said", *required)
    fields = {"type": "object", "properties": told, "required": list(required)}
    return {"type": "function", "function": {"name": name, "description": purpose, "parameters": fields}}


TOOLS = tuple(map(_schema, _TOOLS))
"""Every tool, as the OpenAI protocol has it."""


def tools_in_words() -> str:
    """Return the tools one a line, for endpoints that know none."""
    lines = []
    for tool in TOOLS:
        function = tool["function"]
        fields = "；".join(f"{key}：{told['description']}" for key, told in function["parameters"]["properties"].items())
        lines.append(f"- {function['name']}（{function['description']}）{fields}")
    return "\n".join(lines)
