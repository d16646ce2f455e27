"""One sentence told with the next table: slots follow, verbs turn with their sign, what the table no longer has is left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.drafting.plan import slots_of
from assistant.drafting.refreshing.clauses import Clause, clauses_of, segments_of, sentence_from, without
from assistant.drafting.refreshing.moves import Moves
from assistant.drafting.refreshing.news import bad_news, rows_of, sign_of_slot
from assistant.drafting.refreshing.plain import bare_facts
from assistant.drafting.refreshing.relations import AGREE, MORE, moves_with_output, need_has_eased
from assistant.drafting.refreshing.words import blames, praises, turned, without_links, without_praise
from assistant.drafting.standing import FULL
from assistant.slots import SLOT, parse_slot

GONE, REACHED, MISSED = "数据缺失，删去", "目标已完成，改写", "目标未完成，改写"
ENOUGH = "余下月份的压力小于前期，改写"
APART = "走势不再一致，改写"
NOTHING = "本期为零，删去"
SOLVED, FELL, ROSE = "问题已解决，改写", "由升转降，改写", "由降转升，改写"
_YEAR = 12
_STANDS_ALONE = 12  # characters of demands before the figure
LOST = "〔缺〕"
"""Stands for a slot the next brief cannot fill while its clause is put in other words."""

_REACHING = re.compile(r"(?:达到|实现)(?=\{\{[A-Za-z]\w*\}\})")  # a level is reached on the way up only
_BARE = frozenset({"rate", "value", "whole", "tenth"})
_REMAINDER = frozenset({"gap", "need_per_month", "need_more"})
_STATES = re.compile(r"还差|还要|还需|还有|还缺|剩下|缺口|差额|月均|每个?月|相差|尚差")
_GOAL = re.compile(r"目标|任务|计划")
_SHARED = re.compile(r"分别(?P<verb>[增下提回上][长降高落升])(?P<slots>(?:\{\{[^{}]*\}\}[、和与]?){2,})")


@dataclass(frozen=True, slots=True)
class Followed:
    """A sentence in the slots of the next brief.

    Attributes:
        slots: The sentence; empty where nothing of it can be said.
        why: What had to be done beyond filling in other numbers.
        worse: It tells of something that was good news and is none any more.
        better: It tells of something that was a shortcoming and is none any more.
    """

    slots: str
    why: tuple[str, ...] = ()
    worse: bool = False
    better: bool = False


@dataclass
class _Clause:
    """A clause while it is retold."""

    text: str
    mark: str
    tells: bool
    lost: list[str] = field(default_factory=list)
    turned: bool = False
    unsure: bool = False
    worse: bool = False
    better: bool = False
    gone: bool = False
    plain: bool = False
    reached: bool = False


def followed(slots: str, moves: Moves, *, demanding: bool = False) -> Followed:
    """Tell a sentence with the next brief.

    Args:
        slots: The sentence in slots of the last brief.
        moves: Where its cells stand in the next one.
        demanding: It stands among the measures: a demand without a figure is worth saying.
    """
    if not slots_of(slots):
        return Followed(slots)
    clauses = [_retold(clause, moves) for clause in clauses_of(slots)]
    why: list[str] = []
    for segment in segments_of([Clause(one.text, one.mark) for one in clauses]):
        _mend(clauses, segment, moves, why, demanding=demanding)
    _drop_untrue(clauses, moves, why)
    kept = [Clause(one.text, one.mark) for one in clauses]
    kept = without(kept, [index for index, one in enumerate(clauses) if one.gone])
    text = sentence_from(kept) if any(one.gone for one in clauses) else "".join(one.text + one.mark for one in kept)
    turning = [one for one in clauses if one.turned and not one.gone]
    if turning:
        text = without_links(text)
        why += [FELL] if any(one.worse for one in turning) else [ROSE] if any(one.better for one in turning) else []
    return Followed(text, tuple(dict.fromkeys(why)), any(one.worse for one in clauses), any(one.better for one in clauses))


def _retold(clause: Clause, moves: Moves) -> _Clause:
    """Return a clause with the slots of the next brief, its verbs turned where their number changed sign."""
    told = _Clause("", clause.mark, clause.tells)
    text = _shared_verb(clause.text, moves, told)
    at = 0
    for match in SLOT.finditer(text):
        before, body = text[at : match.start()], match[1]
        at = match.end()
        new = moves.body(body)
        if not new:
            told.lost.append(body)
            told.text += f"{before}{LOST}"
            continue
        was, now = sign_of_slot(body, moves.old), sign_of_slot(new, moves.new)
        told.worse |= bad_news(new, moves.new) and not bad_news(body, moves.old)
        told.better |= bad_news(body, moves.old) and not bad_news(new, moves.new)
        if was is not None and now is not None and was != now:
            before = _turned(before, body, now, told)
        elif was is None and now == 0:
            told.unsure = told.turned = True
        told.text += f"{before}{{{{{new}}}}}"
    told.text += text[at:]
    _drop_items(told, moves)
    _close_the_year(told, moves)
    return told


def _drop_items(told: _Clause, moves: Moves) -> None:
    """Leave out of an enumeration (用地3个、环评2个) what is gone or nothing; the clause stands as long as one item does."""
    items = told.text.split("、")
    kept = [item for item in items if not (LOST in item or _is_nothing(item, moves.new))]
    if len(items) < 2 or len(kept) == len(items) or not any(map(slots_of, kept)) or not slots_of(items[0] + LOST + items[-1]):
        return
    if all("{{" in item or LOST in item for item in items):
        told.text, told.lost, told.unsure = "、".join(kept), [], False


def _is_nothing(item: str, brief: Brief) -> bool:
    return any(sign_of_slot(body, brief) == 0 for body in slots_of(item) if not parse_slot(body).key.startswith("yoy"))


def _close_the_year(told: _Clause, moves: Moves) -> None:
    """Tell what was missing for the year, once the year is over and nothing can be done about it any more."""
    gaps = [body for body in slots_of(told.text) if parse_slot(body).name == "gap"]
    if not gaps or told.lost or not _STATES.search(told.text):
        return
    row = table_of(moves.new).rows[parse_slot(gaps[0]).operands[0]]
    if row.when is not None and row.when.last == _YEAR and not _over(parse_slot(gaps[0]).operands[0], moves):
        told.text = f"距年度目标还差{{{{{gaps[0]}}}}}"


def _over(row: str, moves: Moves) -> bool:
    """Tell whether the year of a row was over in the last brief already."""
    before = next((old for old, new in moves.rows.items() if new == row), "")
    when = table_of(moves.old).rows[before].when if before else None
    return when is not None and when.last == _YEAR


def _turned(before: str, body: str, now: int, told: _Clause) -> str:
    """Turn the verb before a bare number; a number that carries its own verb needs none, and nothing says 增长0."""
    told.turned = True
    slot = parse_slot(body)
    bare = slot.form in _BARE or (slot.key in {"", "mom_pp", "prev_yoy"} and slot.form == "")
    if slot.kind == "derivation":
        bare = slot.form != "clause"
    if not bare or slot.key.startswith("progress"):
        return before
    other = turned(before)
    if not other or now == 0:
        told.unsure = True
        return before
    return other


def _shared_verb(text: str, moves: Moves, told: _Clause) -> str:
    """Write 分别增长a和b so that each number has the verb that fits it now."""
    match = _SHARED.search(text)
    if match is None:
        return text
    bodies = slots_of(match["slots"])
    pairs = [(sign_of_slot(body, moves.old), sign_of_slot(new, moves.new) if (new := moves.body(body)) else None) for body in bodies]
    if None in {sign for pair in pairs for sign in pair} or all(was == now for was, now in pairs):
        return text
    shared = "、".join(f"{match['verb']}{{{{{body}}}}}" for body in bodies)
    return f"{text[: match.start()]}分别{shared}{text[match.end() :]}"


def _mend(clauses: list[_Clause], segment: range, moves: Moves, why: list[str], *, demanding: bool) -> None:
    """Leave out of a segment what cannot be said any more, and the words that hung on it."""
    for index in segment:
        one = clauses[index]
        if one.lost:
            why.append(_without_lost(clauses, index, segment, moves))
        elif one.unsure:
            one.gone = True
            why.append(SOLVED if one.better else NOTHING)
            _drop_free(clauses, index, segment)
        elif one.worse or one.better:
            _judge_beside(clauses, index, segment)
    telling = [index for index in segment if clauses[index].tells]
    left = [index for index in telling if not clauses[index].gone]
    if telling and not left:
        stands = demanding and sum(len(clauses[at].text) for at in range(segment.start, telling[0])) >= _STANDS_ALONE
        for index in range(telling[0] if stands else segment.start, segment.stop):
            clauses[index].gone = True
    elif left and (left[0] != telling[0] or (len(left) < len(telling) and _is_setting(clauses[left[-1]].text))):
        _on_its_own(clauses, left, segment, moves.new)


def _is_setting(text: str) -> bool:
    """Tell whether a clause only sets the scene for the next: 全县112户规上工业企业，（有78户在园区）."""
    return re.search(r"\}\}[^，。{}]*(?:企业|项目|用地|事项|诉求|中)$", text) is not None


def _without_lost(clauses: list[_Clause], index: int, segment: range, moves: Moves) -> str:
    """Tell a clause without the slots the next brief cannot fill; return why."""
    one = clauses[index]
    lost = [parse_slot(body) for body in one.lost]
    rows = [moves.row(slot.operands[0].partition(".")[0]) for slot in lost if slot.kind == "derivation" and slot.name in _REMAINDER]
    if rows and all(row and _reached(row, moves.new) for row in rows):
        _tell_reached(clauses, index, segment, rows[0], moves.new)
        return REACHED
    beyond = [moves.row(slot.operands[0]) for slot in lost if slot.name == "over"]
    if beyond and beyond[0] and f"{beyond[0]}.progress" in table_of(moves.new).by_key:
        one.text = f"{{{{{beyond[0]}.progress}}}}"
        return MISSED
    plainly = {row for at in range(segment.start, index) if clauses[at].plain for row in rows_of(clauses[at].text, moves.new)}
    kept = tuple(row for row in rows_of(one.text, moves.new) if row not in plainly)
    one.text, one.gone, one.plain = bare_facts(kept, moves.new), not kept, True
    _drop_free(clauses, index, segment)
    return GONE


def _tell_reached(clauses: list[_Clause], index: int, segment: range, row: str, brief: Brief) -> None:
    """Say in the place of what was missing that the target is reached: once, and by name where the words before do not say of what."""
    one = clauses[index]
    before = "".join(clauses[at].text for at in range(segment.start, index) if not clauses[at].gone)
    one.gone = not _STATES.search(one.text) or any(other.reached for other in clauses)
    one.text = "已经完成" if row in rows_of(before, brief) else f"{{{{{row}.name}}}}全年目标已经完成"
    one.reached = not one.gone
    for at in range(segment.start, index):
        clauses[at].gone |= one.reached and "name" in one.text and not clauses[at].tells and bool(_GOAL.search(clauses[at].text))
    _drop_free(clauses, index, segment)


def _reached(row: str, brief: Brief) -> bool:
    figure = table_of(brief).rows[row]
    return (figure.progress or 0) >= FULL or (figure.target is not None and figure.value is not None and figure.value >= figure.target)


def _drop_free(clauses: list[_Clause], index: int, segment: range) -> None:
    """Leave out the clauses without a figure that follow one, up to the next that has one."""
    for at in range(index + 1, segment.stop):
        if clauses[at].tells:
            return
        clauses[at].gone = True


def _judge_beside(clauses: list[_Clause], index: int, segment: range) -> None:
    """Leave out praise of what fell and blame of what rose, where it stands beside the figure in clauses of its own."""
    wrong = praises if clauses[index].worse else blames
    after = range(index + 1, next((at for at in range(index + 1, segment.stop) if clauses[at].tells), segment.stop))
    before = [at for at in range(segment.start, index) if not clauses[at].tells and not clauses[at].gone]
    if clauses[index].worse:
        for at in range(segment.start, index + 1):
            clauses[at].text = _REACHING.sub("为", clauses[at].text)
    for at in (*before, *after):
        if wrong(clauses[at].text):
            subject = without_praise(clauses[at].text) if at in before else ""
            clauses[at].text, clauses[at].mark, clauses[at].gone = subject, "" if subject else clauses[at].mark, not subject


def _drop_untrue(clauses: list[_Clause], moves: Moves, why: list[str]) -> None:
    """Leave out words beside figures that only hold while these stand to each other as they did."""
    sentence = "".join(one.text for one in clauses)
    for index, one in enumerate(clauses):
        if one.tells or one.gone:
            continue
        told = rows_of("".join(other.text for other in clauses[:index]), moves.new)
        if AGREE.search(one.text) and told and not moves_with_output(told[-1], moves.new):
            one.gone = True
            why.append(APART)
            _drop_free(clauses, index, range(index, len(clauses)))
        elif MORE.search(one.text) and need_has_eased(sentence, moves.new):
            one.gone = True
            why.append(ENOUGH)


def _on_its_own(clauses: list[_Clause], left: Sequence[int], segment: range, brief: Brief) -> None:
    """Tell what is left of a segment by name, since the clause that named it is gone."""
    rows = rows_of("".join(clauses[index].text for index in left), brief)
    first = clauses[left[0]]
    if "name}}" in first.text and not _is_setting(first.text):
        return
    last = clauses[segment.stop - 1].mark
    for index in segment:
        clauses[index].gone = True
    first.text, first.mark, first.gone = bare_facts(rows, brief), last, False
