"""Operations carried out on a draft, all of them or none; what cannot be done is asked back with its reason."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.brief import Brief
from assistant.drafting.revision import adding, figures, resizing, structure, words
from assistant.drafting.revision.operations import (
    Abbreviate,
    AddPart,
    AddPriority,
    AddSentence,
    Answer,
    Ask,
    Drop,
    DropFigure,
    Forbid,
    LimitFigure,
    Masthead,
    Move,
    MoveFigure,
    Operation,
    Refuse,
    Renumber,
    Replace,
    Resize,
    Retitle,
    Split,
    Swap,
    UseFigure,
)
from assistant.drafting.revision.parsing import document_of
from assistant.drafting.revision.speech import Already, Compose, NotDone, Speech
from assistant.drafting.state import DraftState
from assistant.errors import SlotError

_WAYS: Mapping[type, Callable[[Speech, Any], Speech]] = {
    Resize: resizing.resize,
    Drop: structure.drop,
    AddPriority: adding.add_priority,
    AddPart: adding.add_part,
    AddSentence: figures.add_sentence,
    Move: structure.move,
    Swap: structure.swap,
    Retitle: structure.retitle,
    Replace: words.replace_word,
    Abbreviate: words.abbreviate,
    Forbid: words.forbid,
    UseFigure: figures.use_figure,
    DropFigure: figures.drop_figure,
    LimitFigure: figures.limit_figure,
    MoveFigure: figures.move_figure,
    Answer: figures.answer,
    Masthead: words.masthead,
    Renumber: structure.renumber,
    Split: structure.split,
}


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of it.

    Attributes:
        state: The draft.
        brief: Its brief, with what the instruction adds to it.
        notes: What the reply has to tell besides.
    """

    state: DraftState
    brief: Brief
    notes: tuple[str, ...]


def apply(state: DraftState, brief: Brief, operations: tuple[Operation, ...], compose: Compose) -> Applied | Ask | Refuse:
    """Carry out operations in order.

    Args:
        state: The draft.
        brief: Its brief.
        operations: What is to be changed; what a model, or the history of versions, has to do is not for here.
        compose: Composes a speech of a brief in the manner of this one: it gives other words on the same material.

    Returns:
        The draft as it was asked for, its figures proven; or a question or a refusal, and nothing is changed.
    """
    speech = before = Speech(document_of(state, brief), brief, compose)
    if why := resizing.contradiction(operations, speech):
        return Ask(why)
    try:
        speech = _carried_out(speech, operations)
        _prove(speech, before)
    except NotDone as reply:
        return Refuse(str(reply)) if reply.refused else Ask(str(reply))
    return Applied(speech.document.state(), speech.brief, speech.notes)


async def revised_by(done: Applied, change: Callable[[Speech], Awaitable[Speech]], compose: Compose) -> Applied | Ask | Refuse:
    """Let something that takes its time change a draft, on the same terms as :func:`apply`."""
    before = Speech(document_of(done.state, done.brief), done.brief, compose, done.notes)
    try:
        speech = await change(before)
        _prove(speech, before)
    except NotDone as reply:
        return Refuse(str(reply)) if reply.refused else Ask(str(reply))
    return Applied(speech.document.state(), speech.brief, speech.notes)


def _carried_out(speech: Speech, operations: Sequence[Operation]) -> Speech:
    """Carry out operations, lengths last: what else is asked for changes them. One that is fulfilled already is told.

    Raises:
        NotDone: One cannot be carried out, or all are fulfilled already.
    """
    fulfilled: list[str] = []
    for operation in sorted(operations, key=lambda one: isinstance(one, Resize)):
        try:
            speech = _WAYS[type(operation)](speech, operation)
        except Already as so:
            fulfilled.append(str(so))
    if operations and len(fulfilled) == len(operations):
        raise NotDone("".join(fulfilled))
    return speech.noted("".join(fulfilled)) if fulfilled else speech


def _prove(after: Speech, before: Speech) -> None:
    """Make sure that the audit proves the speech as it proved it before.

    Raises:
        NotDone: It does not; the reply says what is wrong.
    """
    try:
        wrong = _wrong(after)
    except SlotError as error:
        raise NotDone(f"照这样改，文中有一处数据就没有出处了：{error}请换个说法。") from error
    known = _wrong(before)
    new = [message for message in wrong if message not in known]
    if new or (before.report.ok and not after.report.ok):
        told = "".join(new[:2]) or "改后全文没有一个数字能和数据表核对。"
        raise NotDone(f"照这样改，有的数字就和数据表对不上了：{told}请换个改法。")


def _wrong(speech: Speech) -> list[str]:
    return [one.message for one in (*speech.report.findings, *speech.report.remarks) if one.severity == "error"]
