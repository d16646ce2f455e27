"""Words: replace one everywhere, do without one, a name in full first and short after that; and the masthead."""

import datetime
from dataclasses import replace

from assistant.brief import Brief
from assistant.brief.model import Figure, Meeting, Priority, Problem, Project, Speaker
from assistant.drafting.revision.binding import bound
from assistant.drafting.revision.document import Address
from assistant.drafting.revision.operations import Abbreviate, Forbid, Masthead, Replace
from assistant.drafting.revision.otherwise import said_otherwise
from assistant.drafting.revision.places import described, scope_of
from assistant.drafting.revision.rewording import replaced, without_word
from assistant.drafting.revision.speech import Already, NotDone, Scope, Speech
from assistant.drafting.revision.spelling import spelled_out
from assistant.drafting.ties import Ties
from assistant.slots import SLOT


def replace_word(speech: Speech, operation: Replace) -> Speech:
    """Write one word for another; where it is the whole speech, the brief's own words follow.

    Names of places and bodies that slots write are renamed in the brief; where the name is that of an indicator, it is spelled out.

    Raises:
        NotDone: The word does not occur, or it is part of a figure, a unit or a period, which the table writes.
    """
    old, new, scope = operation.old, operation.new, scope_of(speech, operation.where)
    everywhere = operation.where.kind == "all"
    if not any(old in speech.reading(at) for at in scope):
        raise Already(f"{'全文' if everywhere else '这一处'}没有“{old}”，没有改动。")
    bound(new, speech)
    done = speech
    if everywhere:
        done = replace(done, brief=_reworded(done.brief, old, new))
        if _written(done, old, new).text == speech.text.replace(old, new):
            return _written(done, old, new)
    spelled = _written(spelled_out(speech, old, scope), old, new, scope)
    if everywhere and spelled.text != speech.text.replace(old, new):
        raise NotDone(f"“{old}”有几处是数据表里的说法，改了就和表对不上；请先改数据表，或说明只改哪一处。")
    return replace(spelled, brief=done.brief) if everywhere else spelled


def _written(speech: Speech, old: str, new: str, scope: Scope | None = None) -> Speech:
    """Write one word for another outside slots."""
    return speech.changed(lambda at, text: replaced(text, old, new) if scope is None or at in scope else text)


def _reworded(brief: Brief, old: str, new: str) -> Brief:
    """Return the brief with its own words changed, so that what is written of it later says the new one; indicators keep their names."""

    def told(text: str) -> str:
        return text.replace(old, new)

    def priority(one: Priority) -> Priority:
        return replace(one, title=told(one.title), lead=told(one.lead), points=tuple(map(told, one.points)))

    def problem(one: Problem) -> Problem:
        return replace(one, text=told(one.text))

    def figure(one: Figure) -> Figure:
        if old in one.canonical:
            return one
        scopes = tuple(map(told, one.scopes))
        return replace(one, indicator=told(one.indicator), name=told(one.name), scope=told(one.scope), scopes=scopes)

    def project(one: Project) -> Project:
        return replace(one, name=told(one.name), owner=told(one.owner))

    return replace(
        brief,
        figures=tuple(map(figure, brief.figures)),
        audience=tuple(map(told, brief.audience)),
        enterprises=tuple(map(told, brief.enterprises)),
        names=tuple(map(told, brief.names)),
        background=told(brief.background),
        priorities=tuple(map(priority, brief.priorities)),
        problems=tuple(map(problem, brief.problems)),
        projects=tuple(map(project, brief.projects)),
    )


def abbreviate(speech: Speech, operation: Abbreviate) -> Speech:
    """Write a name in full at its first mention and short after that.

    Raises:
        NotDone: Neither occurs, or it is so already.
    """
    full, short = operation.full, operation.short
    for word in (full, short):
        if any(word in speech.reading(at) for at in speech.addresses):
            break
    else:
        raise Already(f"全文没有“{short}”，也没有“{full}”，没有改动。")
    mark, seen = "\0", False

    def change(at: Address, text: str) -> str:
        nonlocal seen
        marked = replaced(replaced(text, full, mark), short, mark)
        if not seen and mark in marked:
            seen, marked = True, marked.replace(mark, full, 1)
        return marked.replace(mark, short)

    done = speech.changed(change)
    if done.document == speech.document:
        raise Already(f"“{full}”本来就只在头一回出现，没有改动。")
    # The department is still one: the brief knows both of its names.
    return replace(done, brief=replace(done.brief, names=tuple(dict.fromkeys((*done.brief.names, full)))))


def forbid(speech: Speech, operation: Forbid) -> Speech:
    """Do without words.

    Raises:
        NotDone: None of them occurs, or the house knows no other wording for one that cannot simply go.
    """
    scope = scope_of(speech, operation.where)
    there = [word for word in operation.words if any(word in speech.reading(at) for at in scope)]
    if not there:
        words = "、".join(f"“{word}”" for word in operation.words)
        raise Already(f"{described(operation.where, speech)}没有{words}，没有改动。")
    ties = Ties(speech.brief)
    for word in sorted(there, key=len, reverse=True):
        for at in [one for one in speech.addresses if one in scope and word in speech.reading(one)]:
            speech = _without(speech, at, word, operation, ties)
        scope = scope_of(speech, operation.where)
        if any(word in speech.reading(at) for at in scope):
            raise NotDone(f"“{word}”有几处是数据表里的说法，去不掉；请说明换成什么。")
    missing = [word for word in operation.words if word not in there]
    return speech.noted(f"{'、'.join(f'“{word}”' for word in missing)}本来就没有") if missing else speech


def _without(speech: Speech, at: Address, word: str, operation: Forbid, ties: Ties) -> Speech:
    """Return the speech without a word in one sentence: another wording, the composer's other words, or none at all.

    Raises:
        NotDone: Neither is at hand.
    """
    text = speech.document.text_at(at)
    if word not in SLOT.sub("\n", text):
        raise NotDone(f"“{word}”在“{speech.reading(at)}”里是数据表里的说法，去不掉；请说明这一句怎么改。")
    other = without_word(text, word, operation.words, dict(operation.instead), ties)
    if other is None:
        other = said_otherwise(speech, at, operation.words)
    if other is None:
        raise NotDone(f"“{word}”用在“{speech_text(text)}”里，不知道换成什么说法合适。请说明换成什么。")
    return speech.changed(lambda where, old: other if where == at else old)


def speech_text(text: str) -> str:
    """Return a slot text as a reply quotes it: without its slots."""
    return SLOT.sub("…", text)


def masthead(speech: Speech, operation: Masthead) -> Speech:
    """Change title, date, speaker or salutation; the brief follows.

    Raises:
        NotDone: The date is none, or everything stands so already.
    """
    document, brief = speech.document, speech.brief
    if operation.title is not None:
        document = replace(document, title=bound(operation.title, speech))
        brief = replace(brief, title=operation.title)
    if operation.salutation is not None:
        salutation = f"{operation.salutation.rstrip('：:，,。')}："
        document, brief = replace(document, salutation=salutation), replace(brief, salutation=salutation)
    if operation.speaker is not None or operation.post is not None:
        who = _speaker(brief.speaker, operation)
        document, brief = replace(document, speaker=who.name), replace(brief, speaker=who)
    if operation.date is not None:
        brief = replace(brief, meeting=_on(brief.meeting, operation.date))
        document = replace(document, date="（{{date}}）")
    if document == speech.document and brief == speech.brief:
        raise Already("题头本来就是这样，没有改动。")
    return replace(speech, document=document, brief=brief)


def _speaker(old: Speaker, operation: Masthead) -> Speaker:
    post = operation.post if operation.post is not None else old.post if operation.speaker is None else ""
    return Speaker(old.name if operation.speaker is None else operation.speaker, post)


def _on(meeting: Meeting, day: str) -> Meeting:
    try:
        return replace(meeting, date=datetime.date.fromisoformat(day))
    except ValueError:
        raise NotDone(f"“{day}”不是一个日期，请写成“2026年1月27日”这样。") from None
