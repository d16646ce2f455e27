"""Questions about the material, answered from its facts and the permitted derivations, with their cells."""

from typing import Any

from assistant.asking.answer import Answer
from assistant.asking.answering import answer_question
from assistant.asking.routing import MessageKind, kind_of_message
from assistant.brief import Brief
from assistant.settings import Settings

__all__ = ["Answer", "MessageKind", "ask", "kind_of_message"]


def ask(question: str, brief: Any, *, model: Any = None, settings: Settings | None = None, text: str = "") -> Answer:
    """Answer a question about the material.

    Every figure of the answer is a cell of the brief or a permitted derivation of cells, and audits clean; what the material does not
    say is said to be missing, and what must not be computed is refused with the reason.

    Args:
        question: A question in Chinese: 哪些指标在下降？离目标还差多少？谁牵头？
        brief: Anything :meth:`assistant.Brief.of` takes.
        model: Kept for questions the grammar does not understand; ``None`` for the configured one, ``False`` for none.
        settings: Where no model is given; default: from the environment.
        text: The speech, for questions about which figures it leaves unused.

    Raises:
        BriefError: The brief cannot be read.

    Example:
        >>> rows = [{"id": "f01", "indicator": "工业投资", "value": "41.6", "unit": "亿元", "yoy": "-3.2", "target": "66"}]
        >>> answer = ask("工业投资离目标还差多少？", {"period": "2026年1—9月", "figures": rows}, model=False)
        >>> print(answer.text, answer.cells)
        工业投资离66亿元的年度目标还差24.4亿元。 ('f01.target', 'f01')
    """
    return answer_question(question, Brief.of(brief), text)
