"""An instruction carried out on a draft: what :meth:`assistant.Draft.revise` does over the revision of plain data."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from assistant.api import open_index
from assistant.brief import Brief
from assistant.draft import Draft, Event, OnEvent
from assistant.drafting.chain.exchange import Exchange
from assistant.drafting.revision.applying import Applied, apply
from assistant.drafting.revision.differences import Change, summary
from assistant.drafting.revision.operations import Ask, Operation, Redo, Refuse, Rewrite, Undo
from assistant.drafting.revision.understanding import Unclear, understand
from assistant.drafting.state import DraftState
from assistant.history import answered, changes_between, continued, redone, restored, undone
from assistant.making import Workshop
from assistant.models.chat import Chat, chat_of
from assistant.settings import Settings, quiet_libraries

NO_MODEL = (
    "这要重新组织文字，没有接模型做不了，所以没有改动。请在设置里接上模型；不用模型时可以压缩或展开某一处，增删、调换部分和措施，"
    "改标题和题头，换词、禁用词，增减或挪动数据，撤销和恢复。"
)


def revised(draft: Draft, instruction: str, *, model: Any, on_event: OnEvent | None, settings: Settings | None) -> Draft:
    """Return a draft with an instruction carried out; see :meth:`assistant.Draft.revise`."""
    settings = settings or Settings.from_env()
    quiet_libraries(settings)
    tell = on_event or _silent
    understood = understand(instruction, draft.state, draft.brief)
    chat = chat_of(model, settings)
    if isinstance(understood, Unclear) and chat is not None:
        understood = _by_model(instruction, draft, chat, settings)
    workshop = Workshop(draft.brief, open_index(), draft.seed, settings, tell)
    return carried_out(draft, understood, instruction, workshop, chat)


def _by_model(instruction: str, draft: Draft, chat: Chat, settings: Settings) -> tuple[Operation, ...] | Ask | Refuse:
    """Let a model say which operations an instruction means."""
    from assistant.drafting.revision.tools import understand_with

    return understand_with(chat, instruction, draft.state, draft.brief, settings)


def carried_out(
    draft: Draft, understood: tuple[Operation, ...] | Ask | Refuse, instruction: str, workshop: Workshop, chat: Chat | None = None
) -> Draft:
    """Return a draft with operations carried out, all of them or none; or the same draft with a question or a refusal.

    Args:
        draft: The draft.
        understood: What is to be done.
        instruction: What was said; it stands with every change.
        workshop: What the draft is proven with.
        chat: The model that finds words where the material gives none.
    """
    if isinstance(understood, Ask | Refuse):
        return answered(draft, understood.reply, "refuse" if isinstance(understood, Refuse) else "ask")
    if any(isinstance(one, Undo | Redo) for one in understood):
        return _in_time(draft, understood)
    words = [one for one in understood if isinstance(one, Rewrite)]
    if words and chat is None:
        return answered(draft, NO_MODEL, "ask")
    plain = tuple(one for one in understood if not isinstance(one, Rewrite))
    compose = partial(_composed, draft=draft, workshop=workshop)
    done = apply(draft.state, draft.brief, plain, compose)
    exchanges: tuple[Exchange, ...] = ()
    if isinstance(done, Applied) and words and chat is not None:
        from assistant.model_rewriting import rewritten

        done, exchanges = rewritten(done, words, replace(workshop, brief=done.brief), chat, compose)
    if not isinstance(done, Applied):
        return answered(draft, done.reply, "refuse" if isinstance(done, Refuse) else "ask")
    writer = f"{draft.writer}、模型 {chat.name}（改写）" if exchanges and chat and chat.name not in draft.writer else draft.writer
    return _proven(replace(draft, writer=writer), done, instruction, workshop, exchanges)


def _in_time(draft: Draft, operations: Sequence[Operation]) -> Draft:
    only = operations[0]
    if len(operations) > 1 or not isinstance(only, Undo | Redo):
        return answered(draft, "撤销、恢复和别的改动请分开说，一次一样。请问先做哪一样？", "ask")
    if isinstance(only, Redo):
        return redone(draft, only.steps)
    return undone(draft, only.steps) if only.version is None else restored(draft, only.version)


def _composed(brief: Brief, turn: int, *, draft: Draft, workshop: Workshop) -> DraftState:
    """Compose a speech with the exemplars of the draft: with its seed, or in another wording."""
    return replace(workshop, brief=brief, seed=workshop.seed + turn).composed(draft.exemplars)


def _proven(draft: Draft, done: Applied, instruction: str, workshop: Workshop, exchanges: tuple[Exchange, ...]) -> Draft:
    """Return the next version; where the wording check finds a new error, the same version with the reason."""
    writing = replace(draft.writing, exchanges=(*draft.writing.exchanges, *exchanges)) if draft.writing else None
    proven = replace(workshop, brief=done.brief).proven(done.state, draft.exemplars, draft.writer, writing)
    known = {one.message for one in draft.wording}
    wrong = [one.message for one in proven.wording if one.severity == "error" and one.message not in known]
    if wrong:
        return answered(draft, f"照这样改，稿子里会有不能用的说法：{''.join(wrong[:2])}没有改动，请换个说法。", "ask")
    changes = changes_between(draft, proven, instruction)
    return continued(draft, proven, why=instruction, reply=_reply(changes, draft, proven, done.notes), changes=changes)


def rebriefed(draft: Draft, brief: Brief, why: str) -> Draft:
    """Return a draft over another brief; see :meth:`assistant.Draft.with_brief`."""
    settings = Settings.from_env()
    workshop = Workshop(brief, open_index(), draft.seed, settings, _silent)
    return continued(draft, workshop.proven(draft.state, draft.exemplars, draft.writer, draft.writing), why=why)


def _reply(changes: Sequence[Change], before: Draft, after: Draft, notes: Sequence[str]) -> str:
    lengths = [len("".join(one.text.split())) for one in (before, after)]
    told = f"已改好：{summary(changes)}，其余未动；全文{lengths[1]}字" + (f"（原{lengths[0]}字）" if lengths[0] != lengths[1] else "")
    if not changes:
        told = "已改好：只动了段落或序号，一句话也没有改"
    return "。".join(one.rstrip("。") for one in (told, *notes)) + "。"


def _silent(event: Event) -> None:
    """Take no notice."""
