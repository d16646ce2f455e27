"""What a model makes of clauses that the grammar does not understand: their kind, never their numbers."""

import re
from collections.abc import Callable, Mapping, Sequence
from string import Template
from typing import Any

from assistant.drafting.chain.conducting import conduct
from assistant.intaking.outcome import Left
from assistant.models.chat import Chat
from assistant.models.tools import Called, call_tools
from assistant.numbers import read_mentions
from assistant.prompts import Message, fenced, load_prompt
from assistant.settings import Settings

WITHHELD = "▢"
KINDS = {
    "重点": "priorities",
    "问题": "problems",
    "背景": "background",
    "企业": "enterprises",
    "参会": "audience",
    "闲话": "chatter",
}
_RUN = re.compile(r"[\d０-９]+|[一二三四五六七八九十百千万亿两]{2,}")
_TOOL: Mapping[str, Any] = {
    "type": "function",
    "function": {
        "name": "label",
        "description": "说明一个分句是什么",
        "parameters": {
            "type": "object",
            "properties": {"number": {"type": "integer"}, "what": {"type": "string", "enum": list(KINDS)}},
            "required": ["number", "what"],
        },
    },
}


def labels_of(chat: Chat, unclear: Sequence[Left], settings: Settings) -> dict[int, str]:
    """Return what a model takes clauses for, by their offset; a clause it says nothing sensible of is left out.

    Args:
        chat: The model.
        unclear: The clauses.
        settings: Time limit, and whether figures may leave the house.

    Raises:
        ModelError: The endpoint failed.
    """

    async def work(put: Callable[[Any], None]) -> tuple[Called, ...]:
        try:
            in_words = Template(load_prompt("intake").words["json"]).safe_substitute(kinds="、".join(KINDS))
            return await call_tools(chat, request(unclear, settings.send_figures), [_TOOL], in_words, settings.timeout)
        finally:
            await chat.aclose()

    found: dict[int, str] = {}
    for call in conduct(work, lambda event: None):
        number, what = call.arguments.get("number"), call.arguments.get("what")
        known = isinstance(number, int) and 1 <= number <= len(unclear) and isinstance(what, str) and what in KINDS
        if call.name == "label" and known:
            found.setdefault(unclear[int(str(number)) - 1].start, KINDS[str(what)])
    return found


def request(unclear: Sequence[Left], show_figures: bool) -> tuple[Message, ...]:
    """Return what a model is asked.

    Args:
        unclear: The clauses.
        show_figures: Whether numbers may leave the house; they are blotted out where not.
    """
    lines = (f"{number}｜{one.text if show_figures else blotted(one.text)}" for number, one in enumerate(unclear, start=1))
    return load_prompt("intake").render({"clauses": fenced("分句", "\n".join(lines))})


def blotted(text: str) -> str:
    """Return a text with every numeral blotted out.

    Example:
        >>> blotted("把12个项目和三百万奖补往前赶")
        '把▢个项目和▢奖补往前赶'
    """
    for mention in reversed(read_mentions(text)):
        if mention.kind in {"figure", "name", "period"}:
            text = f"{text[: mention.start]}{WITHHELD}{text[mention.end :]}"
    return _RUN.sub(WITHHELD, text)
