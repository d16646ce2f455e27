"""Questions that the grammar does not understand, understood by a model: it says what to look up, and looks nothing up itself."""

from collections.abc import Callable, Mapping
from string import Template
from typing import Any

from assistant.asking.answer import Answer
from assistant.asking.answering import ROWS, answer_kind
from assistant.asking.naming import Named
from assistant.asking.places import places_in
from assistant.asking.surveys import SURVEYS
from assistant.asking.tasks import WORDS
from assistant.brief import Brief
from assistant.drafting.chain.conducting import conduct
from assistant.drafting.chain.withholding import withheld
from assistant.models.chat import Chat
from assistant.models.tools import Called, call_tools
from assistant.prompts import Message, fenced, load_prompt
from assistant.settings import Settings

KINDS = tuple(dict.fromkeys((*ROWS, *SURVEYS, *WORDS)))
_TOOL: Mapping[str, Any] = {
    "type": "function",
    "function": {
        "name": "look_up",
        "description": "说明要查什么",
        "parameters": {
            "type": "object",
            "properties": {
                "what": {"type": "string", "enum": list(KINDS)},
                "indicators": {"type": "array", "items": {"type": "string"}},
            },
            "required": ["what"],
        },
    },
}


def understood_by(chat: Chat, question: str, brief: Brief, settings: Settings) -> Answer | None:
    """Return the answer to what a model takes a question for; ``None`` where it says nothing that can be looked up.

    Args:
        chat: The model.
        question: The question.
        brief: The brief; only the names of its rows are shown.
        settings: Time limit, and whether figures may leave the house.

    Raises:
        ModelError: The endpoint failed.
    """

    async def work(put: Callable[[Any], None]) -> tuple[Called, ...]:
        try:
            in_words = Template(load_prompt("question").words["json"]).safe_substitute(kinds="、".join(KINDS))
            return await call_tools(chat, request(question, brief, settings.send_figures), [_TOOL], in_words, settings.timeout)
        finally:
            await chat.aclose()

    for call in conduct(work, lambda event: None):
        what, names = call.arguments.get("what"), call.arguments.get("indicators") or []
        if call.name == "look_up" and what in KINDS and isinstance(names, list):
            places = places_in(question, brief)
            rows = tuple(
                figure
                for figure in brief.figures
                if figure.indicator in names and (not places.inner or set(places.inner) & set(figure.scopes))
            )
            rows = () if places.unknown else rows  # no other place stands in for one the brief does not have
            if rows or not names:
                return answer_kind(str(what), question, Named(rows), brief)
    return None


def request(question: str, brief: Brief, show_figures: bool) -> tuple[Message, ...]:
    """Return what a model is asked.

    Args:
        question: The question.
        brief: The brief.
        show_figures: Whether values of the brief may leave the house; they are blotted out where not.
    """
    told = {"indicators": "、".join(dict.fromkeys(figure.indicator for figure in brief.figures)) or "没有", "question": question}
    if not show_figures:
        told = {key: withheld(text, brief) for key, text in told.items()}
    kinds = {"indicators": "指标", "question": "提问"}
    return load_prompt("question").render({key: fenced(kinds[key], text) for key, text in told.items()})
