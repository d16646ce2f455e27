"""From a text to its figures and mentions: the one pass that everything else here serves."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assistant.numbers.characters import NUMERAL, blank_out, fold
from assistant.numbers.grammar import Reading, read_expressions
from assistant.numbers.measures import measure
from assistant.numbers.nonfacts import Nonfact, strong_spans, weak_spans
from assistant.numbers.numerals import read_chinese
from assistant.numbers.quantity import Mention, MentionClass, Quantity
from assistant.numbers.sharing import share_units

_COUNT = re.compile("[0-9]+|[一二两三四五六七八九十]+")


def extract_quantities(text: str) -> list[Quantity]:
    """Return every figure of a text, in text order.

    Counts of things and durations are figures; list markers, names, dates, idioms and announced counts are not.

    Example:
        >>> [(q.text, str(q.value), q.unit) for q in extract_quantities("完成投资5.1亿元，增长8.6%。")]
        [('5.1亿', '510000000.0', '元'), ('8.6%', '8.6', '%')]
    """
    return list(_read(text)[0])


def read_mentions(text: str) -> list[Mention]:
    """Return every numeral of a text with its class, in text order and without overlap; nothing is dropped.

    The note of an ``announced`` mention is the count in Arabic digits where it says one (三点意见 → ``"3"``).
    """
    return list(_read(text)[1])


@lru_cache(maxsize=16)
def _read(text: str) -> tuple[tuple[Quantity, ...], tuple[Mention, ...]]:
    folded = fold(text)
    if not _may_hold_numbers(folded):
        return (), ()
    strong = strong_spans(folded)
    masked = blank_out(folded, [(span.start, span.end) for span in strong])
    readings = _readings(masked)
    weak = _winning(weak_spans(masked), readings)
    if weak:
        masked = blank_out(masked, [(span.start, span.end) for span in weak])
        readings = _readings(masked)
    figures = [reading for reading in readings if _is_figure(reading)]
    quantities = tuple(_quantity(reading, text) for reading in figures)
    spans = sorted([*strong, *weak], key=lambda span: span.start)
    return quantities, tuple(_mentions(text, folded, spans, readings))


def _may_hold_numbers(folded: str) -> bool:
    return re.search(f"{NUMERAL.pattern}|[X*_○×△□半翻①-⒛㈠-㈩]|持平|首位|榜首", folded) is not None


def _readings(masked: str) -> list[Reading]:
    readings: list[Reading] = []
    for reading in read_expressions(masked):
        if not readings or reading.start >= readings[-1].unit_end:  # else it is part of the unit: 吨标煤/万元
            measure(reading, masked)
            readings.append(reading)
    share_units(readings, masked)
    return readings


def _is_figure(reading: Reading) -> bool:
    return not reading.reject and (reading.closed or not reading.chinese)


def _winning(weak: list[Nonfact], readings: list[Reading]) -> list[Nonfact]:
    """Return the weak spans that no measure wins over; both lists are sorted and disjoint."""
    kept: list[Nonfact] = []
    index = 0
    for span in weak:
        while index < len(readings) and readings[index].reach <= span.start:
            index += 1
        probe = index
        won = False
        while probe < len(readings) and readings[probe].start < span.end:
            won = won or _wins(readings[probe], span)
            probe += 1
        if not won:
            kept.append(span)
    return kept


def _wins(reading: Reading, span: Nonfact) -> bool:
    if not _is_figure(reading) or not (reading.start - len(reading.qualifier) <= span.start and span.end <= reading.reach):
        return False
    grammatical = reading.form in ("fraction", "cheng", "fan", "threshold", "vague", "zero", "multiple")
    return grammatical or reading.qualifier != "" or reading.unit.startswith(("个", "年"))


def _quantity(reading: Reading, text: str) -> Quantity:
    return Quantity(
        reading.start,
        reading.end,
        text[reading.start : reading.end],
        reading.value,
        reading.unit,
        qualifier=reading.qualifier,
        step=reading.step,
        form=reading.form,
        unit_end=reading.unit_end,
        per=reading.per,
    )


def _mentions(text: str, folded: str, spans: Iterable[Nonfact], readings: Iterable[Reading]) -> Iterator[Mention]:
    known: list[tuple[int, int, Mention]] = []
    for span in spans:
        if span.kind in ("placeholder", "marker") or NUMERAL.search(folded, span.start, span.end):
            known.append((span.start, span.end, _masked_mention(span, text)))
    for reading in readings:
        if mention := _reading_mention(reading, text):
            known.append((reading.start, reading.unit_end if mention.kind == "figure" else reading.end, mention))
    known.sort(key=lambda item: item[0])
    position = 0
    for start, end, mention in known:
        yield from _leftover(text, folded, position, start)
        yield mention
        position = max(position, end)
    yield from _leftover(text, folded, position, len(text))


def _reading_mention(reading: Reading, text: str) -> Mention | None:
    said = text[reading.start : reading.end]
    if _is_figure(reading):
        return Mention(reading.start, reading.end, said, "figure")
    if not reading.reject:
        return None
    return Mention(reading.start, reading.end, said, "name" if reading.reject == "序数" else "idiom", reading.reject)


def _masked_mention(span: Nonfact, text: str) -> Mention:
    note = span.note
    if span.kind == "announced":
        count = _COUNT.search(text, span.start, span.end)
        note = _digits(count[0]) if count else ""
    return Mention(span.start, span.end, text[span.start : span.end], span.kind, note)


def _digits(word: str) -> str:
    readings = () if word.isdigit() else read_chinese(word)
    return str(int(readings[0].value)) if readings else word


def _leftover(text: str, folded: str, start: int, end: int) -> Iterator[Mention]:
    for match in NUMERAL.finditer(folded, start, end):
        kind: MentionClass = "name" if match[0].isascii() else "idiom"
        yield Mention(match.start(), match.end(), text[match.start() : match.end()], kind, "词语中的数字")
