"""Shorter: what fills out goes first, then what is told elsewhere, then further figures; tasks, leads and problems stay."""

from assistant.drafting.revision.document import NONE, Address
from assistant.drafting.revision.healing import followed, without
from assistant.drafting.revision.speech import Already, NotDone, Scope, Speech
from assistant.drafting.revision.weighing import LAST, Cut, Weighing

_SLACK = 6
_OVERSHOT = 40
_MOST_CUTS = 120


def shortened(speech: Speech, scope: Scope, low: int, aim: int, high: int, name: str) -> Speech:
    """Return the speech with a place cut down to a length.

    Args:
        speech: The speech.
        scope: The place.
        low: Characters it should keep.
        aim: Characters it should come down to, where it can.
        high: Characters it may have.
        name: What a reply calls the place.

    Raises:
        NotDone: What has to be said does not fit in.
    """
    tried: set[tuple[tuple[Address, str], ...]] = set()
    for _ in range(_MOST_CUTS):
        length = speech.length(scope)
        if length <= aim:
            return speech
        found = _next(speech, scope, length, low, aim, tried)
        if not found:
            break
        for cut in (_together(found, speech, length - aim), found[0]):
            done, left = carried_out(speech, scope, cut)
            if sound(done, speech) and done.length(left) >= min(low - _SLACK, length - 1):
                speech, scope, tried = done, left, set()
                break
        else:
            tried.add(found[0].texts)
    if speech.length(scope) <= high:
        return speech
    raise NotDone(f"{name}最多压到{speech.length(scope)}字，再压就要丢掉任务、牵头单位或问题。请问压到这个字数行不行，或者说明去掉哪一条？")


def _together(found: list[Cut], speech: Speech, spare: int) -> Cut:
    """Return what can go at once: of one rank, in blocks of their own, as long as well less than what is to go."""
    chosen, size = list(found[0].texts), _size(found[0], speech)
    blocks = {at[:2] for at, _ in chosen}
    for cut in found[1:]:
        size += _size(cut, speech)
        if cut.rank == found[0].rank and size * 4 < spare * 3 and not blocks & {at[:2] for at, _ in cut.texts}:
            chosen += cut.texts
            blocks |= {at[:2] for at, _ in cut.texts}
    return Cut(found[0].rank, tuple(chosen))


def _next(speech: Speech, scope: Scope, length: int, low: int, high: int, tried: set[tuple[tuple[Address, str], ...]]) -> list[Cut]:
    """Return the cuts that can go next, the best first: of the lowest rank, in the longest paragraph; near the end what fits best."""
    cuts = [(cut, _size(cut, speech)) for cut in Weighing(speech, scope).cuts() if cut.texts not in tried]
    fitting = [(cut, size) for cut, size in cuts if size > 0 and length - size >= low - _SLACK]
    enough = [(cut, size) for cut, size in fitting if length - size <= high]
    if not fitting:
        fitting = [min(cuts, key=lambda one: one[1])] if cuts and length > high else []
    if not fitting:
        return []
    rank = min(cut.rank for cut, _ in fitting)
    lesser = [(cut, size) for cut, size in cuts if cut.rank < LAST <= rank and size > 0 and length - size >= low - _OVERSHOT]
    if lesser:  # a little too short is better than a task gone
        return [min(lesser, key=lambda one: (one[1], one[0].rank))[0]]
    if best := [one for one in enough if one[0].rank == rank]:
        return [min(best, key=lambda one: one[1])[0]]
    sizes = {at[:3]: 0 for at in scope}
    for at in scope:
        sizes[at[:3]] += len(speech.reading(at))
    among = [one for one in fitting if one[0].rank == rank]
    ranked = sorted(among, key=lambda one: (sizes[one[0].texts[0][0][:3]], one[1], one[0].texts[0][0]), reverse=True)
    return [cut for cut, _ in ranked]


def _size(cut: Cut, speech: Speech) -> int:
    """Return about how many characters a cut saves."""
    saved = 0
    for at, text in cut.texts:
        whole = speech.document.text_at(at)
        saved += len(speech.reading(at)) * (len(whole) - len(text)) // max(len(whole), 1) if text else len(speech.reading(at))
    return saved


def carried_out(speech: Speech, scope: Scope, cut: Cut) -> tuple[Speech, Scope]:
    """Return the speech after a cut, and the scope as it now stands."""
    texts = dict(cut.texts)
    gone = [at for at, text in cut.texts if not text]
    changed = speech.changed(lambda at, text: texts.get(at) or text)
    done = changed.with_document(without(changed.document, gone, speech.brief)) if gone else changed
    return done, followed(scope, gone, speech.addresses)


def sound(done: Speech, before: Speech) -> bool:
    """Tell whether the audit still proves every figure it proved before."""
    errors = (sum(finding.severity == "error" for finding in (*one.report.findings, *one.report.remarks)) for one in (done, before))
    after, had = errors
    return after <= had


def to_sentences(speech: Speech, scope: Scope, count: int, name: str) -> Speech:
    """Return the speech with a place cut down to so many sentences; an address at its beginning moves to what is left.

    Raises:
        NotDone: It has fewer, exactly as many, or several priorities.
    """
    listed = [at for at in sorted(scope) if at.sentence != NONE and not speech.reading(at).startswith("谢谢大家")]
    if len(listed) == count:
        raise Already(f"{name}本来就是{count}句话，没有改动。")
    if len(listed) < count:
        raise NotDone(f"{name}只有{len(listed)}句话，材料里没有更多可写的。要写到{count}句，请把要补的话发过来，或接上模型。")
    if sum(bool(block.owner) for at, block in speech.document.blocks() if any(one[:2] == at[:2] for one in scope)) > 1:
        raise NotDone(f"{name}有好几条措施，各有牵头单位和任务，留不下{count}句话。请问是说哪一条？")
    kept = _kept(speech, scope, listed, count)
    first = speech.document.text_at(listed[0])
    address = first.partition("，")[0] + "，" if first.startswith(("同志们", "各位")) and "，" in first else ""
    opens = min(kept)
    texts = {at: speech.document.text_at(at) if at in kept else "" for at in listed}
    if address and not texts[opens].startswith(address):
        texts[opens] = f"{address}{texts[opens]}"
    return carried_out(speech, scope, Cut(0, tuple(texts.items())))[0]


def _kept(speech: Speech, scope: Scope, listed: list[Address], count: int) -> set[Address]:
    """Return the sentences that stay: those that are needed most; of equals the last, which calls on the audience."""
    ranks = {cut.texts[0][0]: cut.rank for cut in Weighing(speech, scope).cuts() if len(cut.texts) == 1 and not cut.texts[0][1]}
    closing = listed[0].part == len(speech.document.parts) - 1

    def weight(at: Address) -> tuple[int, Address]:
        return (0 if closing else ranks.get(at, 99), at)

    return set(sorted(listed, key=weight)[-count:])
