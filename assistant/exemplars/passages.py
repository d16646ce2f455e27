"""A masked speech cut into passages by the genre's own signs, each with its role, its topics and its heading.

A passage begins at 一、 （一） 一要 一是 1. and at a short lead sentence 要…。: otherwise the lead sentence ends up in the
passage before. Long stretches are cut at sentence ends.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from math import hypot

from assistant.exemplars.speeches import Speech
from assistant.lexicon import read_records
from assistant.masking import Names, mask

ROLES = ("称谓", "导语", "成绩", "问题", "形势", "目标", "措施", "保障", "结尾")
_CN = "一二三四五六七八九十"
_SECTION = re.compile(rf"[{_CN}]{{1,3}}、[^\n。]{{2,60}}$")
_SALUTATION = re.compile(r"[^。\n]{0,40}(?:同志们|各位[^。\n]{0,20})[：:]$")
_CLOSING = re.compile(r"(?:各位[^，。]{1,12}、)?同志们，|谢谢|我就讲")
_START = re.compile(
    rf"(?<=[。！？])(?=[{_CN}]{{1,2}}(?:要|是)(?!点)|第[{_CN}]，|（[{_CN}]{{1,2}}）|[1-9]\d?[.．、](?!\d)"
    r"|要[^，。；：]{2,16}。|[“”\u4e00-\u9fff]{2,6}方面，)"
)
_LEAD = re.compile(rf"(?:[{_CN}]{{1,2}}(?:要|是)|（[{_CN}]{{1,2}}）|[1-9]\d?[.．、]|要)[^，。；：]{{2,24}}(?=。)")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]?”?")
_SHORT, _LONG, _AIM = 60, 300, 210


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a masked speech, the unit of retrieval.

    Attributes:
        id: Deterministic identifier: speech, place and a hash of the text.
        speech: Identifier of the speech.
        text: The masked text.
        role: 称谓 导语 成绩 问题 形势 目标 措施 保障 结尾.
        topics: Topic labels, strongest first; may be empty.
        heading: Section and item headings the passage stands under, masked, joined by “／”.
        meeting_type: Type of the meeting.
        level: 县 or 市.
        season: Season of the meeting.
    """

    id: str
    speech: str
    text: str
    role: str
    topics: tuple[str, ...] = ()
    heading: str = ""
    meeting_type: str = ""
    level: str = ""
    season: str = ""


def passages_of(speech: Speech, names: Names) -> tuple[Passage, ...]:
    """Mask a speech and cut it into labelled passages.

    Args:
        speech: The speech as supplied.
        names: The names of its whole corpus, from :func:`assistant.masking.names_of`.
    """
    return tuple(
        replace(
            piece,
            id=_identifier(speech.id, number, piece.text),
            meeting_type=speech.occasion,
            level=speech.level,
            season=speech.season,
        )
        for number, piece in enumerate(_label(speech.id, mask(speech.text, names).text))
    )


def _identifier(speech: str, number: int, text: str) -> str:
    return f"{speech}-{number:03d}-{blake2b(text.encode('utf-8'), digest_size=6).hexdigest()}"


def split_text(text: str) -> Iterator[tuple[str, str]]:
    """Yield (heading, text) of the passages of a speech, the salutation included.

    Args:
        text: The whole speech, masked.
    """
    section = ""
    for line in (line.strip() for line in text.splitlines()):
        if _SECTION.match(line):
            section = line
            continue
        if _CLOSING.match(line):
            section = ""
        item = ""
        for unit in _units(line):
            lead = _LEAD.match(unit)
            if lead and not unit.startswith("要"):
                item = lead.group()
            own = lead.group() if lead and unit.startswith("要") else ""
            yield "／".join(part for part in (section, item, own) if part), unit


def _units(line: str) -> list[str]:
    """Return the passages of a paragraph: cut at the signs, long ones at sentence ends, short ones joined."""
    units: list[str] = []
    held = ""
    for part in _START.split(line):
        for chunk in _chunks(part):
            held += chunk
            if len(held) >= _SHORT:
                units.append(held)
                held = ""
    if held and units and len(units[-1]) + len(held) <= _LONG:
        units[-1] += held
    elif held:
        units.append(held)
    return units


def _chunks(part: str) -> Iterator[str]:
    if len(part) <= _LONG:
        yield part
        return
    held = ""
    for sentence in _SENTENCE.findall(part):
        if held and len(held) + len(sentence) > _AIM and held[-1] in "。！？”":
            yield held
            held = ""
        held += sentence
    yield held


def _label(speech: str, text: str) -> Iterator[Passage]:
    pieces = list(split_text(text))
    role, section = "称谓", ""
    for number, (heading, unit) in enumerate(pieces):
        parent = heading.split("／")[0] if _SECTION.match(heading.split("／")[0]) else ""
        if parent != section:
            section, role = parent, ""
        role = role_of(unit, heading, previous=role, first=number <= 1, last=number >= len(pieces) - 2)
        yield Passage("", speech, unit, role, topics_of(unit, heading), heading)


@cache
def _role_cues() -> Mapping[str, tuple[tuple[re.Pattern[str], float], ...]]:
    return {
        record["role"]: tuple((re.compile(cue), weight) for cue, weight in record["cues"].items())
        for record in read_records("passage_roles")
    }


def role_of(text: str, heading: str = "", *, previous: str = "", first: bool = False, last: bool = False) -> str:
    """Say what a passage does in the speech.

    Args:
        text: The masked passage.
        heading: The headings it stands under.
        previous: Role of the passage before it, which tends to go on.
        first: It opens the speech; 导语 is weighed only there.
        last: It closes the speech; 结尾 is weighed only there.
    """
    if _SALUTATION.match(text):
        return "称谓"
    scores = {role: _weigh(text, cues) + _weigh(heading, cues) for role, cues in _role_cues().items()}
    scores["导语"] *= first
    scores["结尾"] *= last
    if previous in scores:
        scores[previous] += 1
    return max(scores, key=lambda role: scores[role])


def _weigh(text: str, cues: tuple[tuple[re.Pattern[str], float], ...]) -> float:
    return sum(weight * min(3, len(pattern.findall(text))) for pattern, weight in cues)


@cache
def _topic_words() -> Mapping[str, tuple[str, ...]]:
    return {record["topic"]: tuple(record["words"].split()) for record in read_records("passage_topics")}


def topic_words(topic: str) -> tuple[str, ...]:
    """Return the words of the genre that tell a topic; none for what is no topic."""
    return _topic_words().get(topic, ())


def senses_of(text: str, *, scaled: bool = True) -> Mapping[str, float]:
    """Return how much a text speaks of each topic and how much it sounds like each role.

    Args:
        text: A masked passage, or a question.
        scaled: Give topics together length 1, and roles too; else plain counts and weights of cues.
    """
    topics = {topic: float(sum(word in text for word in words)) for topic, words in _topic_words().items()}
    roles = {role: max(0.0, _weigh(text, cues)) for role, cues in _role_cues().items()}
    groups = [(group, hypot(*group.values()) if scaled else 1.0) for group in (topics, roles)]
    return {sense: weight / length for group, length in groups for sense, weight in group.items() if weight}


def topics_of(text: str, heading: str = "") -> tuple[str, ...]:
    """Return at most three topics of a passage, strongest first.

    A topic needs two of its words in the passage, or one in the heading.
    """
    hits = {topic: sum((word in text) + 2 * (word in heading) for word in words) for topic, words in _topic_words().items()}
    strong = sorted((topic for topic, count in hits.items() if count >= 2), key=lambda topic: -hits[topic])
    return tuple(topic for topic in strong[:3] if hits[topic] * 2 >= hits[strong[0]])
