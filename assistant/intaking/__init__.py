"""Intake by chat: a clerk's message becomes a brief to confirm, and whatever is missing or in doubt is asked in one message."""

from dataclasses import replace
from datetime import date
from typing import Any

from assistant.brief import Brief
from assistant.errors import ModelError
from assistant.intaking.labelling import labels_of
from assistant.intaking.outcome import Intake, Left, Understood
from assistant.intaking.reading import UNCLEAR, read_message
from assistant.intaking.replying import completed
from assistant.models.chat import chat_of
from assistant.settings import Settings

__all__ = ["Intake", "Left", "Understood", "intake"]


def intake(
    message: str,
    brief: Any = None,
    *,
    model: Any = None,
    settings: Settings | None = None,
    today: date | None = None,
    asked: Intake | None = None,
) -> Intake:
    """Read a clerk's message into a brief, or add it to the one given.

    Numbers are read by the reader of the audit: each lands in the field of the row its words name (value, growth with its sign, change
    in points, target, progress, share, rank …), or is asked about. Nothing is guessed.

    Args:
        message: What the clerk wrote: one line or many, pasted tables included.
        brief: What is known so far: anything :meth:`assistant.Brief.of` takes.
        model: A LangChain chat model that says what the clauses are the grammar does not understand; ``None`` for the configured one,
            ``False`` for none. It never reads a number.
        settings: Where no model is given; default: from the environment.
        today: The day it is; a meeting date without a year is the next one after it. Default: the reporting period decides.
        asked: What the message before became: a short answer to its question (是的; 亿元; 2026年) is read together with what was asked.

    Raises:
        BriefError: The brief given cannot be read.
        SettingsError: The configured model is not fully set up.

    Example:
        >>> taken = intake("三季度座谈会，1—9月规上工业总产值268.5亿元，增长7.6%，重点抓项目、抓帮扶", model=False)
        >>> [(one.label, one.value) for one in taken.understood]
        [('会议', '三季度座谈会'), ('规上工业总产值', '268.5'), ('规上工业总产值 同比', '7.6'), ('重点1', '抓项目'), ('重点2', '抓帮扶')]
        >>> taken.missing
        ('region', 'meeting.date', 'speaker')
    """
    known = None if brief is None else Brief.of(brief)
    message = (completed(message, asked.left) if asked else "") or message
    taken = read_message(message, known, today)
    unclear = [one for one in taken.left if one.kind == UNCLEAR]
    if model is False or not unclear:
        return taken
    settings = settings or Settings.from_env()
    chat = chat_of(model, settings)
    if chat is None:
        return taken
    try:
        return read_message(message, known, today, labels_of(chat, unclear, settings))
    except ModelError as error:
        return replace(taken, fault=str(error))
