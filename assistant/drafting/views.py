"""The judgement that opens each view of the review: 一看总量，… or a sentence; numbered after it is known which views there are."""

import re
from collections.abc import Sequence

from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.headings import NUMERALS
from assistant.drafting.phrases import Voice
from assistant.drafting.standing import balance_of
from assistant.drafting.topics import angle_of
from assistant.lexicon import read_records

_FORMS = ("", "", "{n}看{noun}，{j}。", "从{noun}看，{j}。")
_FEWEST = 2
_ASIDE = {"part": "先扬", "lag": "增而慢"}
"""Views that are judged alike whatever they are about: what fell is told elsewhere; it grew, yet too slowly."""


def angle_sign(angle: str, brief: Brief) -> str:
    """Return how the rows of an angle stand, those told among the problems with them."""
    rows = [figure for figure in brief.figures if angle_of(figure) == angle]
    earned = [figure for figure in rows if re.search("收入|利润|税收", figure.name)] if angle == "效益" else []
    return balance_of(earned or rows, brief)


def judgements(groups: Sequence[tuple[str, Sequence[Figure]]], brief: Brief, voice: Voice) -> list[str]:
    """Return one judgement for each view of a review, empty where a view speaks for itself; a single view needs none.

    Args:
        groups: Each view with its rows.
        brief: The brief.
        voice: Chooses the words, and one form for all views.
    """
    if len(groups) < _FEWEST:
        return [""] * len(groups)
    form = voice.rng.choice(_FORMS)
    short = [_short(angle, figures, brief, voice) if form else "" for angle, figures in groups]
    if "{n}" in form and sum(map(bool, short)) < _FEWEST:
        form = _FORMS[-1]
    numbers = iter(NUMERALS)
    told = []
    for (angle, figures), judged in zip(groups, short, strict=True):
        if judged:
            told.append(form.format(n=next(numbers) if "{n}" in form else "", noun=_noun(angle), j=judged))
        else:
            told.append("" if form else _sentence(angle, figures, brief, voice))
    return told


def _noun(angle: str) -> str:
    return next((str(record["noun"]) for record in read_records("angles") if record["angle"] == angle), "面上")


def _sign(angle: str, figures: Sequence[Figure], brief: Brief) -> str:
    """Return the sign a view is judged by, from the rows it tells; ``part`` where what fell of it is told among the problems."""
    whole, here = angle_sign(angle, brief), balance_of(figures, brief)
    if here in {"up", "lag"} and whole in {"mixed", "down"}:
        return "part"
    return "lag" if here == "up" and whole == "lag" else here


def _short(angle: str, figures: Sequence[Figure], brief: Brief, voice: Voice) -> str:
    sign = _sign(angle, figures, brief)
    if angle == "其他" or (sign == "part" and angle == "效益"):
        return ""
    return voice.say(_ASIDE[sign]) if sign in _ASIDE else voice.say("角度", angle, sign=sign, kind=_power(figures))


def _sentence(angle: str, figures: Sequence[Figure], brief: Brief, voice: Voice) -> str:
    sign = _sign(angle, figures, brief)
    if angle == "其他" or (sign == "part" and angle == "效益"):
        return ""
    if sign in _ASIDE:
        return f"{_noun(angle)}这一头，{told}。" if (told := voice.say(_ASIDE[sign])) else ""
    if told := voice.say("判断", angle, sign=sign, kind=_power(figures)):
        return told
    judged = voice.say("角度", angle, sign=sign, kind=_power(figures))
    return f"从{_noun(angle)}看，{judged}。" if judged else ""


def _power(figures: Sequence[Figure]) -> str:
    return "电" if any(re.search("用电|用气", figure.name) for figure in figures) else "无电"
