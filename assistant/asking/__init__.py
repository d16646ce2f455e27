"""Questions about the material, answered from its facts and the permitted derivations, with their cells."""

from dataclasses import replace
from typing import Any

from assistant.asking.answer import Answer
from assistant.asking.answering import answer_question
from assistant.asking.routing import MessageKind, kind_of_message
from assistant.asking.understanding import understood_by
from assistant.brief import Brief
from assistant.errors import ModelError
from assistant.models.chat import chat_of
from assistant.settings import Settings

__all__ = ["Answer", "MessageKind", "ask", "kind_of_message"]


def ask(question: str, brief: Any, *, model: Any = None, settings: Settings | None = None, text: str = "") -> Answer:
    """Answer a question about the material.

    Every figure of the answer is a cell of the brief or a permitted derivation of cells, and audits clean; what the material does not
    say is said to be missing, and what must not be computed is refused with the reason.

    Args:
        question: A question in Chinese: 哪些指标在下降？离目标还差多少？谁牵头？
        brief: Anything :meth:`assistant.Brief.of` takes.
        model: A LangChain chat model that says what a question asks for that the grammar does not understand; ``None`` for the configured
            one, ``False`` for none. It sees the names of the rows, never a value, and answers nothing itself.
        settings: Where no model is given; default: from the environment.
        text: The speech, for questions about which figures it leaves unused.

    Raises:
        BriefError: The brief cannot be read.
        SettingsError: The configured model is not fully set up.

    Example:
        >>> rows = [{"id": "f01", "indicator": "工业投资", "value": "41.6", "unit": "亿元", "yoy": "-3.2", "target": "66"}]
        >>> answer = ask("工业投资离目标还差多少？", {"period": "2026年1—9月", "figures": rows}, model=False)
        >>> print(answer.text, answer.cells)
        工业投资离66亿元的年度目标还差24.4亿元。 ('f01.target', 'f01')
    """
    brief = Brief.of(brief)
    answer = answer_question(question, brief, text)
    if answer.kind or answer.cells or model is False:
        return answer
    settings = settings or Settings.from_env()
    chat = chat_of(model, settings)
    try:
        return (understood_by(chat, question, brief, settings) if chat is not None else None) or answer
    except ModelError as error:
        return replace(answer, fault=str(error))
