"""People: surname and given name beside an office, alone on the line of the speaker, or after 老 and 小."""

import re
from collections.abc import Iterator
from itertools import chain

from assistant.masking.model import Span
from assistant.masking.vocabulary import alternatives, begins_token, clause_start, tokens

_SURNAME, _OFFICE = alternatives("surname"), alternatives("title")
_PERSON = re.compile(rf"(?P<name>(?:{_SURNAME})[\u4e00-\u9fff]{{0,2}}?)(?=(?:{_OFFICE}))")
_TITLED = re.compile(
    rf"(?:{_OFFICE})[ 　]*(?P<name>(?:{_SURNAME})[ 　]*[\u4e00-\u9fff](?:[ 　]*[\u4e00-\u9fff])??)"
    r"(?=$|[，。；：、）)\n]|同志|作|主持|讲|发言|牵头|负责|带队|挂帅|包联|先生|女士|汇报|通报|出席|参加|陪同|带队|调研|指出|强调)"
)
_SPEAKER = re.compile(rf"^[ 　]*(?P<name>(?:{_SURNAME})[ 　]*[\u4e00-\u9fff](?:[ 　]*[\u4e00-\u9fff])?)[ 　]*$", re.MULTILINE)
_ALONE = re.compile(rf"[\u4e00-\u9fff](?=(?:{_OFFICE}))")
_FAMILIAR = re.compile(rf"[老小](?P<name>{_SURNAME})(?![\u4e00-\u9fff]?(?:{_OFFICE}))")
_CHARGED = re.compile(rf"由(?P<name>(?:{_SURNAME})[\u4e00-\u9fff]{{1,2}}?)(?=同志|牵头|负责|挂帅|带队|包联|任组长)")


def find_people(text: str) -> Iterator[Span]:
    """Yield people: surname and given name before or after an office."""
    for match in _PERSON.finditer(text):
        name = match.group("name")
        if _is_person(text, match.start(), name):
            yield Span(match.start(), match.end(), "人名")
    for match in _ALONE.finditer(text):
        if begins_token(text, match.start()) and next(tokens(text, match.start(), match.end())).kind == "unknown":
            yield Span(match.start(), match.end(), "人名")
    for match in _FAMILIAR.finditer(text):
        if [token.kind for token in tokens(text, match.start(), match.end())] == ["function", "unknown"] and begins_token(
            text, match.start()
        ):
            yield Span(match.start("name"), match.end("name"), "人名")
    for match in _SPEAKER.finditer(text):
        yield Span(match.start("name"), match.end("name"), "人名")
    for match in chain(_TITLED.finditer(text), _CHARGED.finditer(text)):
        if _is_person(text, match.start("name"), match.group("name")):
            yield Span(match.start("name"), match.end("name"), "人名")


def _is_person(text: str, start: int, name: str) -> bool:
    """Say whether a surname next to an office is one: not part of an ordinary word, not 和 or 高 alone."""
    within = [token for token in tokens(text, clause_start(text, start), start + len(name)) if token.end > start]
    if len(name) == 1:
        return [token.kind for token in within] == ["unknown"]
    if within and within[0].kind == "unknown" and within[0].start == start:
        return True  # 陈立秋: what follows the surname may well be a word
    return not any(token.kind == "word" for token in within)
