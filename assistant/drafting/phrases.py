"""The phrase bank: sentences as data, chosen by role, topic and condition, never twice in one speech."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from assistant.drafting.profile import Profile
from assistant.drafting.style import Style
from assistant.drafting.ties import Ledger
from assistant.resources import bundled
from assistant.slots import SLOT, available

_VARIABLE = re.compile(r"(?<!\{)\{([a-z]+|同志们)\}(?!\})")
_OWN = frozenset(("region", "meeting", "aud", "leads", "lead", "title", "thing", "place", "first", "unit", "a", "b"))
_NAMES = frozenset(("first", "place", "aud"))
_OF_THIS_MEETING = ("导语_起", "结尾")
_FREE = 0.3  # how often a thin brief still gets a phrase without a word of its own, lest the same few come every time
_NOT_WORDS = re.compile(r"[^一-鿿]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One record of the bank.

    Attributes:
        when: Conditions: lists under ``meeting``, ``level``, ``months``, ``sign``, ``kind``, ``form``; marks under ``has``, ``lacks``.
    """

    id: str
    role: str
    topic: str
    when: Mapping[str, Any]
    text: str


@cache
def bank() -> Mapping[tuple[str, str], tuple[Phrase, ...]]:
    """Return the bank by role and topic, in file order."""
    grouped: dict[tuple[str, str], list[Phrase]] = {}
    for line in (bundled("corpus") / "phrases.jsonl").read_text("utf-8").splitlines():
        phrase = Phrase(**json.loads(line))
        grouped.setdefault((phrase.role, phrase.topic), []).append(phrase)
    return {key: tuple(phrases) for key, phrases in grouped.items()}


def filled(text: str, values: Mapping[str, str]) -> str:
    """Fill the composer's variables ({lead}, {p} …); slots stay as they are."""
    return _VARIABLE.sub(lambda match: values[match[1]], text)


def wanted(text: str) -> set[str]:
    """Return the variables a phrase asks for."""
    return set(_VARIABLE.findall(text))


def _suits(phrase: Phrase, profile: Profile, extra: Mapping[str, str]) -> bool:
    when = phrase.when
    marks = profile.has
    if not marks.issuperset(when.get("has", ())) or marks.intersection(when.get("lacks", ())):
        return False
    facts = {"meeting": profile.meeting, "level": profile.level, "sign": profile.sign, **extra}
    if any(key in when and value not in when[key] for key, value in facts.items()):
        return False
    return "months" not in when or profile.month in when["months"]


@dataclass
class Voice:
    """Chooses phrases for one speech and remembers what has been said.

    Attributes:
        values: Variables every phrase may use (region, level, organ …).
        style: Traits of the exemplars.
        judged: The judgement that opens the paragraph under way.
        angle: The view that paragraph takes.
        ledger: Which figures have been told, and how often.
    """

    profile: Profile
    brief: Any
    rng: Random
    values: dict[str, str]
    style: Style = field(default_factory=Style)
    said: set[str] = field(default_factory=set)
    turns: dict[str, int] = field(default_factory=dict)
    judged: str = ""
    angle: str = ""
    ledger: Ledger = field(init=False)

    def __post_init__(self) -> None:
        """Open the ledger of the figures told."""
        self.ledger = Ledger(self.brief)

    def choices(self, role: str, topic: str = "", **extra: str) -> list[Phrase]:
        """Return the phrases of a role and topic that suit the speech and have not been used."""
        return [
            phrase
            for phrase in bank().get((role, topic), ())
            if phrase.id not in self.said and _suits(phrase, self.profile, extra) and self._fillable(phrase.text)
        ]

    def _fillable(self, text: str) -> bool:
        return all(match[1].startswith("n:") or available(self.brief, match[0]) for match in SLOT.finditer(text))

    def say(self, role: str, topic: str = "", values: Mapping[str, str] | None = None, size: str = "", **extra: str) -> str:
        """Return a fresh phrase, filled; empty where the bank has none left that suits.

        Args:
            role: What the phrase does.
            topic: What it is about.
            values: Variables beside those of the speech.
            size: ``short`` or ``long`` takes one of the third that is shortest or longest.
            extra: Further conditions (sign, kind …).
        """
        known = {**self.values, **(values or {})}
        fit = [phrase for phrase in self.choices(role, topic, **extra) if wanted(phrase.text) <= known.keys()]
        if not fit:
            return ""
        phrase = self.rng.choice(_third(self._bound(fit), size))
        self.said.add(phrase.id)
        return filled(phrase.text, known)

    def _bound(self, fit: list[Phrase]) -> list[Phrase]:
        """Return phrases with a word of the brief where there are any and few figures tie the speech to its brief."""
        if fit[0].role in _OF_THIS_MEETING:
            return (
                [phrase for phrase in fit if wanted(phrase.text) & _NAMES]
                or [phrase for phrase in fit if wanted(phrase.text) & _OWN]
                or fit
            )
        if "rich" in self.profile.has or self.rng.random() < _FREE:
            return fit
        return [phrase for phrase in fit if wanted(phrase.text) & _OWN] or fit

    def say_again(self, role: str, topics: Iterable[str], values: Mapping[str, str]) -> str:
        """Return a frame, the least used ones first: frames come round again, since the words of the user fill them."""
        known = {**self.values, **values}
        frames = [
            phrase
            for topic in topics
            for phrase in bank().get((role, topic), ())
            if _suits(phrase, self.profile, {}) and wanted(phrase.text) <= known.keys()
        ]
        fewest = min(self.turns.get(phrase.id, 0) for phrase in frames)
        frame = self.rng.choice([phrase for phrase in frames if self.turns.get(phrase.id, 0) == fewest])
        self.turns[frame.id] = fewest + 1
        return filled(frame.text, known)

    def say_first(self, role: str, topics: Iterable[str], values: Mapping[str, str] | None = None, size: str = "", **extra: str) -> str:
        """Return a phrase of the first topic that still has one."""
        for topic in topics:
            if text := self.say(role, topic, values, size, **extra):
                return text
        return ""


def _third(fit: list[Phrase], size: str) -> list[Phrase]:
    """Return the shortest or longest third of some phrases, by length and then by id; all of them where no size is asked."""
    if not size:
        return fit
    ranked = sorted(fit, key=lambda phrase: (len(phrase.text), phrase.id), reverse=size == "long")
    return ranked[: max(1, len(ranked) // 3)]


def bare(text: str) -> str:
    """Return the words of a sentence without slots and punctuation, as sentences are compared."""
    return _NOT_WORDS.sub("", SLOT.sub("", text))
