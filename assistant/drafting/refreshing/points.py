"""What the figures of a passage were told for: a point of the review that is praised, a problem that is named.

A problem whose figure no longer shows it is dropped with all that was said of it; praise over figures that fell is taken back.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.plan import slots_of
from assistant.drafting.refreshing.banked import like, phrase_of
from assistant.drafting.refreshing.clauses import Clause, clauses_of, is_figure, sentence_from
from assistant.drafting.refreshing.moves import Moves
from assistant.drafting.refreshing.news import bad_news, balance, rows_of, source_of
from assistant.drafting.refreshing.script import Block, Script, Sentence
from assistant.drafting.refreshing.words import blames, praises
from assistant.drafting.state import DraftState
from assistant.slots import parse_slot

PROBLEM, REVIEW = "问题", "成绩"
SOLVED, GONE, CALMED = "问题已解决，删去", "数据缺失，删去", "走势有变，改写"
MARK = re.compile(r"(?:[一二三四五六七八九十]{1,2}[是看要]|第[一二三四五六七八九十]{1,2}[，是]|其[一二三四五六][，是])")
_ROUNDS_UP = re.compile(r"这些|以上|问题|上面|哪一条")
_LABEL = 14
_FALLBACKS = frozenset({"gap", "minus", "need_per_month", "need_more"})
_SAYS = {"mixed": "有升有降", "down": "有所回落", "up": "稳中有升"}
_ENTITY = re.compile(r"工业|经济|全[县市区]|产业|指标|企业|园区|产值|投资")
_TIME_ALONE = re.compile(r"\{\{[^{}]*\}\}|今年以来")
_SUBJECT = re.compile(
    r"(?P<subject>[^，。]{2,8}?)(?:迈上|有了|有|实现|保持|呈现|走得|走势|总体|持续|运行|发展|稳|更|再|不断|明显|向好|都|也在|正在|在|往|增长|逐步|稳步)"
)


_RANKED = ("down", "mixed", "up")


@dataclass(frozen=True, slots=True)
class Turn:
    """How the figures of a passage stand now (``up``, ``mixed``, ``down``), and whether that is worse than before."""

    now: str
    worse: bool

    def wrong(self, words: str) -> bool:
        """Tell whether words value the figures as they stood."""
        return praises(words) if self.worse else blames(words)


@dataclass
class Point:
    """A run of sentences about one thing."""

    sentences: list[Sentence]

    @property
    def was(self) -> str:
        """Its slot text in the last speech."""
        return "".join(one.was for one in self.sentences)


def settle_points(script: Script, moves: Moves, composed: DraftState) -> None:
    """Drop the problems that are solved and take back praise that no longer fits, in place.

    Args:
        script: The speech, its sentences already told with the next brief.
        moves: The last brief and the next one.
        composed: The speech the built-in composer makes of the next brief: it values the same figures in words that fit.
    """
    for block in script.blocks:
        if block.role == PROBLEM:
            _settle_problems(block, moves)
        if block.role == REVIEW:
            _settle_review(block, moves, composed)


def points_of(paragraph: Sequence[Sentence]) -> Iterator[Point]:
    """Yield the points of a paragraph: each begins with its number (一是, 第一，) or a short label (产业有起伏。)."""
    current: list[Sentence] = []
    for sentence in paragraph:
        if current and (MARK.match(sentence.was) or _is_label(sentence)):
            yield Point(current)
            current = []
        current.append(sentence)
    if current:
        yield Point(current)


def _is_label(sentence: Sentence) -> bool:
    return 0 < len(sentence.was) <= _LABEL and "{{" not in sentence.was and sentence.was.endswith("。")


def _settle_problems(block: Block, moves: Moves) -> None:
    named = dropped = 0
    for paragraph in block.paragraphs:
        for point in points_of(paragraph):
            shown = shortcomings(point.was, moves)
            named += bool(shown)
            if shown and not any(still for _, still in shown):
                dropped += 1
                why = SOLVED if any(known for known, _ in shown) else GONE
                for sentence in _own(point, paragraph):
                    sentence.told("", why)
    if named and named == dropped:
        for sentence in block.sentences():
            sentence.told("", SOLVED)


def _own(point: Point, paragraph: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences of a point without a last word on all of them (这些问题早一天解决…)."""
    last = point.sentences[-1]
    rounds_up = last is paragraph[-1] and len(point.sentences) > 1 and _ROUNDS_UP.search(last.was) and "{{" not in last.was
    return point.sentences[:-1] if rounds_up else point.sentences


def shortcomings(slots: str, moves: Moves) -> list[tuple[bool, bool]]:
    """Return for each figure that showed a shortcoming whether the next brief knows it, and whether it still shows it.

    What is left to a target counts only where nothing else does.

    Args:
        slots: Slot text of the last speech.
        moves: The last brief and the next one.
    """
    bodies = [body for body in slots_of(slots) if is_figure(body) and bad_news(body, moves.old)]
    main = [body for body in bodies if parse_slot(body).name not in _FALLBACKS] or bodies
    found = []
    for body in main:
        new = moves.body(body)
        known = (bool(new) and source_of(new, moves.new) is not None) or _reached(body, moves)
        found.append((known, bool(new) and bad_news(new, moves.new)))
    return found


def _reached(body: str, moves: Moves) -> bool:
    """Tell whether a gap is gone because its row is there and has no gap any more."""
    slot = parse_slot(body)
    return slot.kind == "derivation" and bool(moves.row(slot.operands[0].partition(".")[0]))


def _settle_review(block: Block, moves: Moves, composed: DraftState) -> None:
    whole = _turn("".join(one.was for one in block.sentences()), moves)
    for index, paragraph in enumerate(block.paragraphs):
        leads = _leads(paragraph)
        own = _turn("".join(one.was for one in paragraph), moves) if len(leads) < len(paragraph) else whole if index == 0 else None
        for lead in leads:
            if own is not None and lead.slots and own.wrong(lead.slots):
                phrase = phrase_of(lead.slots)
                other = like(phrase, composed) if phrase else ""
                fresh = other and all(other != one.slots for one in block.sentences())
                lead.told(other if fresh else taken_back(lead.slots, own), CALMED)


def _leads(paragraph: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences before the first figure."""
    first = next((index for index, one in enumerate(paragraph) if any(map(is_figure, slots_of(one.was)))), len(paragraph))
    return list(paragraph[:first])


def _turn(slots: str, moves: Moves) -> Turn | None:
    """Return how the rows of a passage stand now where that is another way than before; ``None`` where it is not."""
    rows = rows_of(slots, moves.old)
    was, now = balance(rows, moves.old), balance([new for row in rows if (new := moves.rows.get(row))], moves.new)
    return Turn(now, _RANKED.index(now) < _RANKED.index(was)) if was and now and was != now else None


def taken_back(lead: str, turn: Turn) -> str:
    """Return a lead sentence with its praise or blame replaced by what the figures say now; empty where nothing else stands in it.

    Args:
        lead: 三看投入，底气更足。
        turn: How its figures have turned.
    """
    says = _SAYS[turn.now]
    clauses = clauses_of(lead)
    praised = [index for index, one in enumerate(clauses) if turn.wrong(one.text)]
    if not praised:
        return lead
    first = clauses[praised[0]]
    leads = praised[0] == 0 or _TIME_ALONE.fullmatch(clauses[praised[0] - 1].text)
    subject = _SUBJECT.match(first.text)
    subject = subject if subject and (leads or _ENTITY.search(subject["subject"])) else None
    if subject is None and praised[0] == 0 and len(clauses) == len(praised):
        return ""
    told = (subject["subject"] if subject else "") + says
    kept = [Clause(told, one.mark) if index == praised[0] else one for index, one in enumerate(clauses) if index not in praised[1:]]
    return sentence_from([*kept[:-1], Clause(kept[-1].text, clauses[-1].mark)])
