"""Instructions understood by grammar: words in, operations out; or a question, or a refusal. Nothing is guessed."""

import re
from dataclasses import dataclass, replace

from assistant.brief import Brief
from assistant.drafting.revision.grammar import adding, figuring, heading, history, manner, placing, resizing, words
from assistant.drafting.revision.grammar.keeping import chatter, only, reason, stays
from assistant.drafting.revision.grammar.lexing import lexed, with_quotes
from assistant.drafting.revision.grammar.ordering import impossible, settled
from assistant.drafting.revision.grammar.refusing import refusal
from assistant.drafting.revision.grammar.rules import Context, Result, inside_quotes, which_place
from assistant.drafting.revision.grammar.scene import Scene
from assistant.drafting.revision.grammar.tokens import CLASSES, Tokens, tidied
from assistant.drafting.revision.operations import (
    Ask,
    Drop,
    DropFigure,
    LimitFigure,
    MoveFigure,
    Operation,
    Place,
    Refuse,
    Resize,
    Rewrite,
    UseFigure,
)
from assistant.drafting.state import DraftState

_LONGEST = 5
_MOST_LETTERS = 600
_QUOTED = 40  # characters of an instruction that a reply repeats
_LINK = re.compile(
    r"^(?:但是|但|并且|并|而且|同时|另外|此外|还有|然后|再有|再就是|再者|其次|顺便|最后(?=把|将)|还要|还得|也要|另|首先|第[一二三四五]是|一是(?=把|将)|二是(?=把|将)|那么|那就|那|所以|因此|就|不过|只是|以及|再(?=把|将))，?"
)
_RULES = (
    *history.RULES,
    *adding.RULES,
    *figuring.RULES[:-3],
    *heading.RULES,
    *placing.RULES,
    *resizing.RULES,
    *words.RULES,
    *figuring.RULES[-3:],
)
_SEEN = re.compile(CLASSES["X"])


@dataclass(frozen=True, slots=True)
class Unclear(Ask):
    """The grammar does not understand the instruction; a model may."""


@dataclass
class _Reading:
    """What has been understood so far of one instruction."""

    context: Context
    operations: tuple[Operation, ...] = ()
    complaint: tuple[Place, bool] | None = None
    kept: bool = False


def understand(instruction: str, state: DraftState, brief: Brief) -> tuple[Operation, ...] | Ask | Refuse:
    """Return what an instruction asks for.

    Args:
        instruction: As the user typed it; several in one message are carried out together or not at all.
        state: The draft.
        brief: Its brief.

    Returns:
        Operations in order; a question where something is open or impossible; a refusal where a figure would be made untrue. An
        :class:`Unclear` question says that the grammar does not understand; a :class:`Rewrite` needs a model.
    """
    if len(instruction) > _MOST_LETTERS:
        return Ask(f"这条意见有{len(instruction)}字，太长了，没有动稿子。请一次说一两件事，每件一句话。")
    scene, tokens = Scene(state, brief), Tokens()
    text = lexed(tidied(with_quotes(instruction, scene), tokens), tokens, scene)
    context = Context(tokens, scene)
    refused = refusal(text, context)
    if refused is not None:
        return refused
    reading = _Reading(context)
    for sentence in filter(None, re.split(r"[。；！？]", text)):
        found = _read(sentence, reading)
        if found is not None:
            return found
    operations = reading.operations
    if reading.complaint and not any(isinstance(one, Resize | Rewrite) for one in operations):
        place, longer = reading.complaint
        operations = (*operations, Resize(place, longer=longer))
    if not operations:
        return _nothing(reading, scene)
    ready = settled(operations, scene)
    return impossible(ready, context) or ready


def _read(sentence: str, reading: _Reading) -> Ask | Refuse | None:
    """Take in one sentence, clause by clause, several of them together where one rule takes them; return what stops it."""
    clauses, at = [clause for clause in sentence.split("，") if clause], 0
    while at < len(clauses):
        taken = _taken(clauses, at, reading)
        if not isinstance(taken, int):
            return taken
        at += taken
    return None


def _taken(clauses: list[str], at: int, reading: _Reading) -> int | Ask | Refuse:
    """Return how many clauses have been understood from here, or what stops the reading."""
    if _no_more(clauses[at], reading):
        return 1
    for many in range(min(_LONGEST, len(clauses) - at), 0, -1):
        text = "，".join(clauses[at : at + many])
        result = _matched(text, reading.context)
        if isinstance(result, Ask | Refuse):
            return result
        if result is not None:
            _take_in(text, result, reading)
            return many
    return _aside(clauses[at], reading)


def _no_more(clause: str, reading: _Reading) -> bool:
    """Take a clause that says where a figure just spoken of is not to be stated any more: it drops no place."""
    last = reading.operations[-1] if reading.operations else None
    if not isinstance(last, MoveFigure | LimitFigure | UseFigure) or not figuring.NO_MORE.fullmatch(_LINK.sub("", clause)):
        return False
    places = [value for value in reading.context.values(clause) if isinstance(value, Place)]
    if isinstance(last, UseFigure):
        reading.operations += tuple(DropFigure(last.cells, place) for place in places)
    return True


def _matched(text: str, context: Context) -> Result:
    for told in dict.fromkeys((text, _LINK.sub("", text))):
        for each in _RULES:
            match = each.shape.fullmatch(told)
            result = each.build(match, context) if match else None
            if result is not None:
                return result
    return None


def _take_in(text: str, result: tuple[Operation, ...], reading: _Reading) -> None:
    """Keep operations; the place they name is the one spoken of from here on."""
    reading.operations += tuple(one for one in result if one not in reading.operations)
    reading.kept = True
    places = [value for value in reading.context.values(text) if isinstance(value, Place)]
    if any(isinstance(one, Drop) for one in result):
        reading.context = replace(reading.context, last=None)
    elif places:
        reading.context = replace(reading.context, last=places[0])


def _aside(clause: str, reading: _Reading) -> int | Ask:
    """Understand a clause that no rule takes: what is to stay, a complaint, a reason, a manner; else ask back."""
    context, bare = reading.context, _LINK.sub("", clause)
    last = reading.operations[-1] if reading.operations else None
    gone = isinstance(last, Drop | DropFigure) and figuring.GONE.fullmatch(bare)
    if stays(bare) or chatter(bare) or gone:
        reading.kept = True
        return 1
    where = only(bare)
    complaint = resizing.complained_of(bare, context)
    if where or complaint:
        token = next((value for value in context.values(bare) if isinstance(value, Place)), None)
        reading.context = replace(context, last=token or context.last)
        reading.complaint = complaint or reading.complaint
        return 1
    return _mannered(bare, reading) or _unclear(bare, reading)


def _mannered(clause: str, reading: _Reading) -> int:
    """Take a clause as one about the manner of speaking; zero where it is none."""
    for each in manner.RULES:
        match = each.shape.fullmatch(clause)
        result = each.build(match, reading.context) if match else None
        if isinstance(result, tuple):
            _take_in(clause, result, reading)
            return 1
    last = reading.operations[-1] if reading.operations else None
    if isinstance(last, Rewrite) and manner.goes_with(clause):
        longer = replace(last, manner=f"{last.manner}，{reading.context.tokens.plain(clause)}")
        reading.operations = (*reading.operations[:-1], longer)
        return 1
    return 0


def _unclear(clause: str, reading: _Reading) -> int | Ask:
    if _SEEN.search(clause):
        return which_place(reading.context.scene, f"“{inside_quotes(reading.context.tokens.plain(clause))}”说")
    if reason(clause, bool(reading.operations)):
        return 1
    return Unclear(not_understood(reading.context.tokens.plain(clause)))


def _nothing(reading: _Reading, scene: Scene) -> Ask:
    if reading.context.last is not None:
        return Ask(f"{reading.context.told(reading.context.last)}要怎么改？可以压缩、展开、删去、挪动、改标题，或者加进某个数。")
    return Ask(_HOW)


_HOW = (
    "请说明改哪里、怎么改，例如：第三部分压缩三分之一；把第二条删掉；第四条提到第一条；第三条标题改成“……”；把“……”换成“……”；第二部分加上工业投资；"
    "用电量不用提了；会期改为6月26日；撤销刚才那一步。"
)


def not_understood(words: str, *, by_model: bool = False) -> str:
    """Return the reply to words that nothing understands.

    Args:
        words: The words.
        by_model: Whether a model has been asked already.
    """
    told = inside_quotes(words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…")
    return f"没有看懂“{told}”，稿子没有动。{_HOW}{'' if by_model else '要换语气、换说法、重写一段，需要接上大模型。'}"
