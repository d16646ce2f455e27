"""Style learnt from exemplars: traits that can be measured, never words.

The speeches of the same meeting type that retrieval has chosen say how parts and items are numbered, how headings are built, how long
sentences and sections are, and how a speech opens and closes. The composer follows; with another corpus the same brief reads differently.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.drafting.profile import kind_of

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]")
_SECTION = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_ITEMS = (
    ("（", re.compile(r"^（[一二三四五六七八九十]{1,2}）")),
    ("要", re.compile(r"^[一二三四五六七八九十]{1,2}要")),
    ("是", re.compile(r"^[一二三四五六七八九十]{1,2}是")),
    ("1", re.compile(r"^\d{1,2}[.．、]")),
)
_CALLS = ("让我们", "希望", "愿")
_SHORT, _LONG = 36, 50
_LEAST_SENTENCES = 8
_OPENING, _CLOSING = (70, 160), (40, 80)


@dataclass(frozen=True, slots=True)
class Style:
    """Traits of the exemplars of one meeting type; empty or ``None`` where there are none to learn from.

    Attributes:
        light: The speech does without 一、 headings.
        items: How measures are numbered: ``（`` （一）, ``要`` 一要, ``是`` 一是, ``1`` 1.
        paired: Headings are two clauses that answer each other.
        breath: ``short`` or ``long`` sentences; empty for the middle.
        shares: Share of each role in the length of a speech.
        spoken_first: The opening begins with who has spoken.
        opening: ``short`` or ``long`` openings; empty for the middle.
        closing: The same of closings.
        call: The word with which the closing calls on the audience: 让我们, 希望, 愿.
    """

    light: bool | None = None
    items: str = ""
    paired: bool | None = None
    breath: str = ""
    shares: tuple[tuple[str, float], ...] = ()
    spoken_first: bool = False
    opening: str = ""
    closing: str = ""
    call: str = ""


def style_of(passages: Iterable[Any], meeting: str, chosen: Iterable[str] = ()) -> Style:
    """Measure the traits of the exemplars of a meeting type.

    Args:
        passages: Passages of whole speeches, in order, each with ``speech``, ``text``, ``role``, ``heading``, ``meeting_type``, ``level``.
        meeting: The meeting type of the outline table.
        chosen: Speeches that retrieval has chosen; the others of the type serve where it chose none of them.
    """
    kin = [piece for piece in passages if kind_of(piece.meeting_type, piece.level) == meeting]
    wanted = set(chosen)
    pieces = [piece for piece in kin if piece.speech in wanted] or kin
    if not pieces:
        return Style()
    parts = list(dict.fromkeys(first for piece in pieces if _SECTION.match(first := piece.heading.partition("／")[0])))
    openings = [text for speech in dict.fromkeys(piece.speech for piece in pieces) if (text := _opening(speech, pieces))]
    return Style(
        light=not parts,
        items=_items(pieces),
        paired=sum("，" in part for part in parts) * 2 > len(parts) if parts else None,
        breath=_breath(pieces),
        shares=_shares(pieces),
        spoken_first=bool(openings) and openings[0].startswith(("刚才", "会前")),
        opening=_sized("".join(openings), pieces, _OPENING),
        closing=_sized("".join(piece.text for piece in pieces if piece.role == "结尾"), pieces, _CLOSING),
        call=_call(pieces),
    )


def _opening(speech: str, pieces: Sequence[Any]) -> str:
    """Return what a speech says before its first heading; of one without headings its first paragraph."""
    own = [piece for piece in pieces if piece.speech == speech and "。" in piece.text]
    headed = next((at for at, piece in enumerate(own) if piece.heading), None)
    return "".join(piece.text for piece in own[: 1 if headed in {None, 0} else headed])


def _items(pieces: Sequence[Any]) -> str:
    """Return the numbering that most items under the parts carry; that of the measures counts double."""
    seen: Counter[str] = Counter()
    for piece in pieces:
        for mark, shape in _ITEMS:
            if shape.match(piece.text) or any(shape.match(part) for part in piece.heading.split("／")):
                seen[mark] += 2 if piece.role == "措施" else 1
                break
    return seen.most_common(1)[0][0] if seen else ""


def _breath(pieces: Sequence[Any]) -> str:
    lengths = [len(sentence) for piece in pieces for sentence in _SENTENCE.findall(piece.text)]
    if len(lengths) < _LEAST_SENTENCES:
        return ""
    mean = sum(lengths) / len(lengths)
    return "short" if mean < _SHORT else "long" if mean > _LONG else ""


def _sized(text: str, pieces: Sequence[Any], bounds: tuple[int, int]) -> str:
    """Return whether a part of the speeches is short or long, on the average of those speeches."""
    mean = len(text) / len({piece.speech for piece in pieces})
    return "" if not text else "short" if mean < bounds[0] else "long" if mean > bounds[1] else ""


def _shares(pieces: Sequence[Any]) -> tuple[tuple[str, float], ...]:
    sizes: Counter[str] = Counter()
    for piece in pieces:
        sizes["目标" if piece.role == "形势" else piece.role] += len(piece.text)
    whole = sum(sizes.values())
    return tuple((role, size / whole) for role, size in sorted(sizes.items()))


def _call(pieces: Sequence[Any]) -> str:
    closings = "".join(piece.text for piece in pieces if piece.role == "结尾")
    found = [(at, word) for word in _CALLS if (at := closings.find(word)) >= 0]
    return min(found)[1] if found else ""


def blended(weights: Mapping[str, int], style: Style) -> dict[str, int]:
    """Return the weights of the roles, drawn half way to those of the exemplars where both know a role.

    A role the exemplars lack keeps its weight: a speech handed in without its closing is no reason to leave one out.
    """
    own = dict(style.shares)
    whole = sum(weights.values())
    return {role: round((weight + own[role] * whole) / 2) if own.get(role) else weight for role, weight in weights.items()}
