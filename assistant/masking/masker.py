"""Put the rules together: derive the names of a corpus, and mask a text."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import get_args

from assistant.masking.clumps import find_clumps, find_held, find_lands, find_neighbours
from assistant.masking.dated import find_expired
from assistant.masking.figures import find_figures, find_letters, find_marks, find_periods
from assistant.masking.lists import find_listed
from assistant.masking.model import NAME_KINDS, Kind, Masked, MaskedSpan, Span, placeholder
from assistant.masking.names import FINDERS, find_national, find_towns
from assistant.masking.people import find_people
from assistant.masking.quotes import find_campaigns, find_quotes, find_titles
from assistant.masking.tails import without_tail
from assistant.masking.vocabulary import alternatives, is_ordinary, leading_clump, words

Names = Mapping[str, Kind]
_PASSES = 2  # a name found in the first pass lends its surroundings to the second: 小米 in a list, then 小米生态链基地
_RANK: dict[Kind, int] = {"文件": 0, "过时": 1, "空": 3, "时期": 4, "数": 5}
_PLACEHOLDER = re.compile("|".join(map(placeholder, get_args(Kind))))
_INNER = re.compile(r"[（(](?![一二三四五六七八九十]期)([\u4e00-\u9fff]{2,4})[）)]")


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('ent_suffix')}|有限公司|公司|集团|项目|工业区|产业园|园区|镇|乡|县|市|区)+$")


def names_of(speeches: Sequence[str]) -> Names:
    """Derive the names of a corpus from the corpus itself.

    A name found by its surroundings once (佳实纺织 before 等项目) is a name wherever it stands, and so is its short form
    (佳实) unless it is an ordinary word. What consists of ordinary words only and stands in several speeches is no name.

    Args:
        speeches: The texts of the corpus, unmasked.
    """
    sure = {name: kind for text in speeches for name, kind in _introduced(text)}
    found = dict(sure)
    for _ in range(_PASSES):
        for text in speeches:
            for span in _name_spans(text, found):
                for name, kind in _forms(text[span.start : span.end], span.kind):
                    found.setdefault(name, kind)
    spread = Counter(name for name in found for text in speeches if name in text)
    return {
        name: kind for name, kind in found.items() if not (is_ordinary(name) and (spread[name] > 1 or (len(name) < 4 and name not in sure)))
    }


def _introduced(text: str) -> Iterator[tuple[str, Kind]]:
    """Yield the names that their surroundings leave no doubt about, so that ordinary words among them (光明, 三门) are names too."""
    for span in _outside(_general(text), chain(find_listed(text), find_towns(text), find_national(text))):
        bare = without_tail(text, span)
        for name in (text[span.start : span.end], text[bare.start : bare.end]):
            if len(name) > 1 and name not in words("common"):
                yield name, span.kind


def _forms(name: str, kind: Kind) -> Iterator[tuple[str, Kind]]:
    """Yield a name, the place in its brackets or at its head, and its short form without the industry word."""
    if len(name) < 2 or re.fullmatch(r"[*＊XxＸ×\d+、]+", name):
        return
    yield name, kind
    for inner in _INNER.findall(name):
        if not is_ordinary(inner):
            yield inner, "地名"
    if kind in {"企业", "项目", "园区", "地名"} and (clump := leading_clump(name)):
        yield clump, "地名" if kind in {"项目", "园区"} else kind
    short = _suffix().sub("", _INNER.sub("", name))
    if 2 <= len(short) < len(name) and not is_ordinary(short) and re.fullmatch(r"[\u4e00-\u9fff]+", short):
        yield short, kind


def _name_spans(text: str, known: Names) -> list[Span]:
    """Return the known names and those that the rules find, set phrases apart."""
    finders = (find_titles, find_quotes, find_campaigns, find_letters, find_listed, *FINDERS, find_people, find_lands, find_clumps)
    found = chain(_known_spans(text, known), chain.from_iterable(finder(text) for finder in finders))
    named = [span for span in _outside(_general(text), found) if span.kind in NAME_KINDS]
    people = {at for span in named if span.kind == "人名" for at in range(span.start, span.end)}
    named = [span for span in named if span.kind != "名称" or people.isdisjoint(range(span.start, span.end))]
    named += list(find_neighbours(text, named))  # a list: neighbours of neighbours would never end
    return [*named, *find_held(text, named)]


def _known_spans(text: str, names: Names) -> Iterator[Span]:
    if not names:
        return
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))))
    for match in pattern.finditer(text):
        yield Span(match.start(), match.end(), names[match.group()])


def mask(text: str, names: Names | None = None, *, on: date | None = None) -> Masked:
    """Replace figures, periods, names, redaction marks and expired wording by typed placeholders.

    The words around a placeholder stay, units included, so that a sentence keeps its rhythm:
    ``完成工业投资51亿元`` becomes ``完成工业投资〔数〕亿元``.

    Args:
        text: The text of a speech or of a passage.
        names: The names of its corpus, from :func:`names_of`; derived from the text alone by default.
        on: The day on which wording must still be in use; today by default.
    """
    known = names_of([text]) if names is None else names
    spans = [
        *_name_spans(text, known),
        *find_quotes(text),
        *find_expired(text, on or date.today()),
        *find_marks(text),
        *find_periods(text),
        *find_figures(text),
    ]
    shown = [match.span() for match in _PLACEHOLDER.finditer(text)]
    return _replace(text, [without_tail(text, span) for span in _disjoint(_outside(_general(text), spans), shown)])


@cache
def _set_phrases() -> re.Pattern[str]:
    phrases = sorted((phrase for phrase in words("quoted") if len(phrase) > 2), key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(map(re.escape, phrases)))


def _general(text: str) -> list[tuple[int, int]]:
    """Return where set phrases of general policy language stand; a numeral inside one is part of the phrase."""
    return [match.span() for match in _set_phrases().finditer(text)]


def _outside(kept: Sequence[tuple[int, int]], spans: Iterable[Span]) -> Iterator[Span]:
    begins = [start for start, _ in kept]
    for span in spans:
        place = bisect_right(begins, span.start) - 1
        if place < 0 or kept[place][1] < span.end:
            yield span


def _disjoint(spans: Iterable[Span], shown: Sequence[tuple[int, int]]) -> list[Span]:
    """Return spans that do not overlap: titles before names, long names before short ones, names before figures.

    Args:
        spans: What the rules found.
        shown: Placeholders that stand in the text already; they stay.
    """
    taken: dict[int, Span] = {}
    for span in sorted(spans, key=lambda span: (_RANK.get(span.kind, 2), span.start - span.end, span.start, span.kind == "名称")):
        for at in range(span.start, span.end):
            taken.setdefault(at, span)
    for at in chain.from_iterable(range(start, end) for start, end in shown):
        taken.pop(at, None)
    pieces: list[Span] = []
    for at, span in sorted(taken.items()):
        if pieces and pieces[-1].end == at and taken[at - 1].kind == span.kind:
            pieces[-1] = Span(pieces[-1].start, at + 1, span.kind)
        else:
            pieces.append(Span(at, at + 1, span.kind))
    return _whole(pieces)


def _whole(pieces: Sequence[Span]) -> list[Span]:
    """Give the single character that one finder saw beyond the name of another to that name."""
    joined: list[Span] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        names = before and before.end == piece.start and {before.kind, piece.kind} <= NAME_KINDS
        if before and names and min(before.end - before.start, piece.end - piece.start) == 1:
            kind = before.kind if piece.end - piece.start == 1 else piece.kind
            joined[-1] = Span(before.start, piece.end, kind)
        else:
            joined.append(piece)
    return joined


def _replace(text: str, spans: Sequence[Span]) -> Masked:
    parts: list[str] = []
    masked: list[MaskedSpan] = []
    done = length = 0
    for span in spans:
        parts.append(text[done : span.start])
        length += span.start - done
        masked.append(MaskedSpan(span.start, span.end, text[span.start : span.end], span.kind, length))
        parts.append(placeholder(span.kind))
        length += len(parts[-1])
        done = span.end
    parts.append(text[done:])
    return Masked("".join(parts), tuple(masked), len(text))
