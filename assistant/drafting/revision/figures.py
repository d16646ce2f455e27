"""Figures: state them in a place, no more, less often, elsewhere; answer a problem; put in a sentence of the user's."""

import re
from collections.abc import Collection, Iterable, Sequence

from assistant.audit.rows import spoken_name
from assistant.drafting.revision.binding import bound
from assistant.drafting.revision.document import NONE, Address
from assistant.drafting.revision.healing import followed, without
from assistant.drafting.revision.operations import AddSentence, Answer, DropFigure, LimitFigure, MoveFigure, UseFigure
from assistant.drafting.revision.places import described, scope_of
from assistant.drafting.revision.rows import rows_of
from assistant.drafting.revision.speech import Already, NotDone, Scope, Speech, Stated, among
from assistant.drafting.revision.stating import answer_of, inserted, sentence_of
from assistant.drafting.revision.trimming import without_slots
from assistant.slots import SLOT

_ROUNDS = 3


def use_figure(speech: Speech, operation: UseFigure) -> Speech:
    """State figures in a place; those that stand there already stay.

    Raises:
        NotDone: All stand there already, or they fit nowhere in it.
    """
    scope = scope_of(speech, operation.where)
    missing = [cell for cell in operation.cells if not speech.states([cell], scope)]
    if not missing:
        raise Already(f"{described(operation.where, speech)}已经写了{_names(operation.cells, speech)}，没有改动。")
    return inserted(speech, scope, sentence_of(missing, speech), _rows(missing))


def drop_figure(speech: Speech, operation: DropFigure) -> Speech:
    """State figures no more.

    Raises:
        NotDone: None of them stands there, or one cannot be cut out.
    """
    scope = scope_of(speech, operation.where)
    if not speech.states(operation.cells, scope):
        raise Already(f"{described(operation.where, speech)}没有写{_names(operation.cells, speech)}，没有改动。")
    return _dropped(speech, operation.cells, scope)


def limit_figure(speech: Speech, operation: LimitFigure) -> Speech:
    """State figures at most so many times, and where it is said in one place only.

    Raises:
        NotDone: They stand so already, or are stated nowhere.
    """
    done = speech
    for cell in operation.cells:
        if operation.keep is not None:
            keep = scope_of(done, operation.keep)
            if not done.states([cell], keep):
                done = inserted(done, keep, sentence_of([cell], done), _rows([cell]))
            done = _dropped(done, [cell], frozenset(done.addresses) - scope_of(done, operation.keep))
        told = done.states([cell])
        spare = {one.address for one in told[operation.most :]} - {one.address for one in told[: operation.most]}
        done = _dropped(done, [cell], frozenset(spare)) if spare else done
    if done.document == speech.document:
        raise Already(f"{_names(operation.cells, speech)}本来就没有多处出现，没有改动。")
    return done


def move_figure(speech: Speech, operation: MoveFigure) -> Speech:
    """State figures in a place and nowhere else; a sentence that tells nothing else moves as it is.

    Raises:
        NotDone: They stand nowhere else.
    """
    to, done = scope_of(speech, operation.to), speech
    elsewhere = speech.states(operation.cells, frozenset(speech.addresses) - to)
    there = speech.states(operation.cells, to)
    if not elsewhere and there:
        raise Already(f"{_names(operation.cells, speech)}本来就只在{described(operation.to, speech)}，没有改动。")
    if not there:
        own = _own_sentence(speech, operation.cells, elsewhere)
        sentence = speech.document.text_at(own) if own else sentence_of(operation.cells, speech)
        done = inserted(speech, to, _apart(sentence), _rows(operation.cells))
    return _dropped(done, operation.cells, frozenset(done.addresses) - scope_of(done, operation.to))


def _own_sentence(speech: Speech, cells: Sequence[str], told: Iterable[Stated]) -> Address | None:
    """Return the sentence that tells these cells and no others."""
    for one in told:
        here = [other for other in speech.stated if other.address == one.address]
        if here and all(not other.derived and among(other.cells, cells) for other in here):
            return one.address
    return None


def _apart(sentence: str) -> str:
    return re.sub(r"^(?:其中|同时|与此同时|此外|另外)，", "", sentence)


def _dropped(speech: Speech, cells: Collection[str], scope: Scope) -> Speech:
    """Cut figures out of the sentences of a scope; a sentence that says nothing else goes."""
    for _ in range(_ROUNDS):
        told = speech.states(cells, scope)
        if not told:
            return speech
        speech, scope = _cut(speech, told, cells, scope)
    raise NotDone(f"{_names(cells, speech)}有一处和别的话连在一起，单独去不掉。请说明那一句怎么改。")


def _cut(speech: Speech, told: Sequence[Stated], cells: Collection[str], scope: Scope) -> tuple[Speech, Scope]:
    if any(not one.slot for one in told):
        raise NotDone(f"{_names(cells, speech)}有一处是手写的数字，请说明那一句怎么改。")
    gone, texts = [], {}
    for at in dict.fromkeys(one.address for one in told):
        text = speech.document.text_at(at)
        bodies = {one.slot for one in told if one.address == at} | _derived(text, cells)
        texts[at] = without_slots(text, bodies, speech.brief)
        if at.sentence == NONE and not texts[at]:
            raise NotDone(f"{_names(cells, speech)}写在标题“{speech.reading(at)}”里，请说明标题怎么改。")
        gone += [at] if not texts[at] else []
    cut = speech.changed(lambda at, text: texts.get(at) or text)
    done = cut.with_document(without(cut.document, gone, speech.brief)) if gone else cut
    return done, followed(scope, gone, speech.addresses)


def _derived(text: str, cells: Collection[str]) -> set[str]:
    """Return the slots that are derived from a row that goes as a whole, and from it alone."""
    rows = {cell for cell in cells if "." not in cell}
    bodies = [body.strip() for body in SLOT.findall(text) if body.strip().startswith("d:")]
    return {body for body in bodies if set(rows_of(body)) <= rows}


def _rows(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.partition(".")[0] for cell in cells))


def _names(cells: Collection[str], speech: Speech) -> str:
    """Return what a reply calls figures."""
    rows = {figure.id: figure for figure in speech.brief.figures}
    return "、".join(f"“{spoken_name(rows[row])}”" if row in rows else f"“{row}”" for row in _rows(cells))


def answer(speech: Speech, operation: Answer) -> Speech:
    """Let a place take up a problem of the brief.

    Raises:
        NotDone: There is no such problem, or the place names it with its figures already.
    """
    scope = scope_of(speech, operation.where)
    problem = next((one for one in speech.brief.problems if one.id == operation.problem), None)
    here = "这一条" if operation.where.kind == "priority" else "这一部分"
    sentence = answer_of(operation.problem, speech.brief, here)
    text = "".join(speech.reading(at) for at in speech.addresses if at in scope)
    slots = {body.strip() for at in scope for body in SLOT.findall(speech.document.text_at(at))}
    if problem and (problem.text.rstrip("。") in text or set(SLOT.findall(sentence)) & slots):
        raise Already(f"{described(operation.where, speech)}已经回应了“{problem.text}”，没有改动。")
    return inserted(speech, scope, sentence)


def add_sentence(speech: Speech, operation: AddSentence) -> Speech:
    """Put in a sentence of the user's, its figures bound to the brief.

    Raises:
        NotDone: It stands there already, holds a figure the brief does not prove, or the audit cannot read it there.
    """
    scope = scope_of(speech, operation.where)
    text = operation.text.strip().strip("“”")
    text = text if text.endswith(("。", "！", "？")) else f"{text.rstrip('，；,;')}。"
    if text in speech.text:
        raise Already(f"“{text}”本来就在讲话稿里，没有改动。")
    return inserted(speech, scope, bound(text, speech), at=operation.at)
