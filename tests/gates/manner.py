"""Traits of manner that can be measured in any speech: headings, sentences, opening, closing."""

import re
from statistics import mean

MARGIN = 1.1
_ITEM = re.compile(r"^（[一二三四五六七八九十]{1,2}）([^。：\n]+)", re.MULTILINE)


def traits_of(text: str) -> dict[str, float]:
    """Return the mean length in characters of item headings and sentences, and the length of opening and closing.

    The opening is what stands between the salutation and the first heading, the closing the last paragraph that calls 同志们.
    """
    _, _, body = text.partition("同志们：\n")
    opening, *_ = re.split(r"^一、", body, maxsplit=1, flags=re.MULTILINE)
    sentences = [sentence for sentence in re.split(r"[。！？\n]", body) if len(sentence) > 1]
    closing = [line for line in body.split("\n") if re.search("^[^。]{0,8}同志们，", line)]
    return {
        "heading": mean(len(heading) for heading in _ITEM.findall(text)),
        "sentence": mean(map(len, sentences)),
        "opening": len(opening),
        "closing": len(closing[-1]) if closing else 0,
    }


def larger(one: dict[str, float], other: dict[str, float]) -> set[str]:
    """Return the traits that are larger by a tenth at least in ``one``."""
    return {trait for trait in one if one[trait] >= MARGIN * other[trait]}
