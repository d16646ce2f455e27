"""Words: replace one everywhere, do without one, a name in full first and short after that; and the masthead."""

import datetime
from dataclasses import replace

from assistant.brief import Brief
from assistant.brief.model import Meeting, Priority, Problem, Project, Speaker
from assistant.drafting.revision.binding import bound
from assistant.drafting.revision.document import Address
from assistant.drafting.revision.operations import Abbreviate, Forbid, Masthead, Replace
from assistant.drafting.revision.places import described, scope_of
from assistant.drafting.revision.rewording import replaced, without_word
from assistant.drafting.revision.speech import Already, NotDone, Scope, Speech
from assistant.drafting.ties import Ties
from assistant.slots import SLOT


def replace_word(speech: Speech, operation: Replace) -> Speech:
    """Write one word for another; where it is the whole speech, the brief's own words follow.

    Raises:
        NotDone: The word does not occur, or it is part of a figure or of the name of an indicator, which the table writes.
    """
    old, new, scope = operation.old, operation.new, scope_of(speech, operation.where)
    _writable(old, speech, scope, operation.where.kind == "all")
    new = bound(new, speech)
    done = speech.changed(lambda at, text: replaced(text, old, new) if at in scope else text)
    return replace(done, brief=_reworded(done.brief, old, operation.new)) if operation.where.kind == "all" else done


def _writable(word: str, speech: Speech, scope: Scope, everywhere: bool) -> None:
    """Make sure that a word stands in a place, and nowhere inside what a slot writes."""
    told = sum(speech.reading(at).count(word) for at in scope)
    typed = sum(SLOT.sub("\n", speech.document.text_at(at)).count(word) for at in scope)
    if not told:
        raise Already(f"{'全文' if everywhere else '这一处'}没有“{word}”，没有改动。")
    if told != typed:
        raise NotDone(f"“{word}”有{told - typed}处是数据表里的指标名、时期或数字，改了就和表对不上；请先改数据表，或说明只改哪一处。")


def _reworded(brief: Brief, old: str, new: str) -> Brief:
    """Return the brief with its own words changed, so that what is written of it later says the new one; tables stay as they are."""

    def told(text: str) -> str:
        return text.replace(old, new)

    def priority(one: Priority) -> Priority:
        return replace(one, title=told(one.title), lead=told(one.lead), points=tuple(map(told, one.points)))

    def problem(one: Problem) -> Problem:
        return replace(one, text=told(one.text))

    def project(one: Project) -> Project:
        return replace(one, name=told(one.name), owner=told(one.owner))

    return replace(
        brief,
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
    given, scope = dict(operation.instead), scope_of(speech, operation.where)
    there = [word for word in operation.words if any(word in speech.reading(at) for at in scope)]
    if not there:
        words = "、".join(f"“{word}”" for word in operation.words)
        raise Already(f"{described(operation.where, speech)}没有{words}，没有改动。")
    ties = Ties(speech.brief)
    for word in sorted(there, key=len, reverse=True):
        _writable_or_gone(word, speech, scope)

        def change(at: Address, text: str, word: str = word, within: Scope = scope) -> str:
            if at not in within or word not in SLOT.sub("\n", text):
                return text
            other = without_word(text, word, operation.words, given, ties)
            if other is None:
                raise NotDone(f"“{word}”用在“{speech_text(text)}”里，不知道换成什么说法合适。请说明换成什么。")
            return other

        speech = speech.changed(change)
        scope = scope_of(speech, operation.where)
    missing = [word for word in operation.words if word not in there]
    return speech.noted(f"{'、'.join(f'“{word}”' for word in missing)}本来就没有") if missing else speech


def _writable_or_gone(word: str, speech: Speech, scope: Scope) -> None:
    if any(word in speech.reading(at) for at in scope):
        _writable(word, speech, scope, everywhere=True)


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
