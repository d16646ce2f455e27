"""A model says places of a speech in another manner: settings, endpoint and wording check brought together for the rewriting."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.draft import Event
from assistant.drafting.chain.conducting import conduct
from assistant.drafting.chain.exchange import Correspondence, Exchange, Limits
from assistant.drafting.revision.applying import Applied, revised_by
from assistant.drafting.revision.operations import Ask, Refuse, Rewrite
from assistant.drafting.revision.rewriting import Rewriting
from assistant.drafting.revision.speech import Compose, Speech
from assistant.models.chat import Chat, explain
from assistant.wording import check

if TYPE_CHECKING:
    from assistant.making import Workshop


def rewritten(
    done: Applied, words: Sequence[Rewrite], workshop: "Workshop", chat: Chat, compose: Compose
) -> tuple[Applied | Ask | Refuse, tuple[Exchange, ...]]:
    """Let a model carry out rewritings on a draft, in order.

    Args:
        done: The draft as it is so far.
        words: The rewritings.
        workshop: Brief, exemplars, settings and where events go.
        chat: The model.
        compose: As for :func:`assistant.drafting.revision.applying.apply`.

    Returns:
        The draft, or a question where nothing usable came; and what was asked and answered.

    Raises:
        ModelError: The endpoint failed.
    """
    settings = workshop.settings
    mail: list[Correspondence] = []

    async def work(put: Callable[[Any], None]) -> Applied | Ask | Refuse:
        """Rewrite place by place, and prove the whole."""
        mail.append(Correspondence(chat.model, Limits(seconds=settings.timeout, at_once=settings.at_once), explain))
        wording = partial(check, brief=workshop.brief, leaks=workshop.index.leaks)
        rewriting = Rewriting(mail[0], wording, settings.send_figures)
        put("正在改写")

        async def change(speech: Speech) -> Speech:
            for operation in words:
                speech = await rewriting.carried_out(speech, operation)
            return speech

        try:
            return await revised_by(done, change, compose)
        finally:
            await chat.aclose()

    result = conduct(work, lambda text: workshop.tell(Event("model", "", text)))
    return result, tuple(mail[0].exchanges)
