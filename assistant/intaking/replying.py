"""A short answer to what was asked before (是的; 亿元; 2026年; 以新的为准), made into a message of its own."""

import re
from collections.abc import Sequence

from assistant.intaking.outcome import Left
from assistant.lexicon.indicators import find_loosely
from assistant.tables.units import known_unit

_YES = re.compile(r"(?:嗯+|是的?|对的?|没错|就是|正是|可以|好的?|行|确认|按这个|是这样)+(?:，|。|！|的|啊|吧)*")
_HESITATION = re.compile(r"^(?:嗯+|哦+|啊|是的|对的?|那个)，(?=.)")
_NEW = re.compile(r"(?:以|用|按)?(?:新|后面?|这次|现在|刚才)(?:的|这个|说的)*(?:数)?(?:为准|吧|算)?[。！]?|改(?:吧|成新的)?|要改|更正")
_YEAR = re.compile(r"(?P<year>20\d\d)年?|(?P<word>今年|明年|去年)")
_NAME = re.compile(r"(?:是|叫|就是)?(?P<name>[一-鿿]{2,4})[。]?")
_NAMED = re.compile(r"(?:是|指|就是|是指|说的是)*(?P<name>[一-鿿“”（）()]{2,24}?)(?:的)?[。]?")


def completed(message: str, left: Sequence[Left]) -> str:
    """Return the message that a short answer stands for; empty where it answers nothing that was asked.

    Args:
        message: The answer.
        left: What was asked about.
    """
    said = _HESITATION.sub("", message.strip())
    if _YES.fullmatch(said):
        told = [one.template.format(one.suggestion) for one in left if one.template and (one.suggestion or one.kind == "which")]
        return "；".join(told)
    for kind, fill in (("which", _which), ("unit", _unit), ("year", _year), ("indicator", _indicator), ("name", _name)):
        asked = [one for one in left if one.kind == kind]
        filling = fill(said) if len(asked) == 1 else None
        if filling is not None:
            return asked[0].template.format(filling)
    return ""


def _which(said: str) -> str | None:
    return "" if _NEW.fullmatch(said) else None


def _unit(said: str) -> str | None:
    unit = re.sub(r"^(?:单位)?(?:是|为)?|[。]$", "", said)
    return unit if 0 < len(unit) <= 6 and known_unit(unit) else None


def _year(said: str) -> str | None:
    match = _YEAR.fullmatch(said)
    return None if match is None else f"{match['year']}年" if match["year"] else match["word"]


def _indicator(said: str) -> str | None:
    match = _NAMED.fullmatch(said)
    return match["name"] if match and find_loosely(match["name"]) else None


def _name(said: str) -> str | None:
    match = _NAME.fullmatch(said)
    return match["name"] if match else None
