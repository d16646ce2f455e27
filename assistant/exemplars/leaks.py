"""What must not stand in a draft: the names and the numbers of the exemplar speeches, as plain data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.exemplars.speeches import Speech
from assistant.masking import NAME_KINDS, Kind, mask, names_of
from assistant.masking.vocabulary import is_ordinary, words

_NUMBER = re.compile(r"\d[\d,.]*")
_UNIT = re.compile(r"(?:亿|万)?(?:元|千瓦时|亩|吨|平方米)?(?:个百分点|[%％倍户家个项条名人天位])?")
_TITLE_MARKS = "“”《》（）()*＊XxＸ× "


@dataclass(frozen=True, slots=True)
class LeakIndex:
    """Names and numbers of the exemplars.

    Attributes:
        names: Enterprises, projects, places, people, parks, campaigns, titles, as printed.
        numbers: Figures written with digits, with their unit as printed, for example ``25.05亿元``.
    """

    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


def leaks_of(speeches: Sequence[Speech]) -> LeakIndex:
    """Collect what a draft must not take over from the speeches.

    Names that ordinary words make up (汽车底盘生产) count from five characters on: shorter ones say nothing of their origin.
    """
    texts = [speech.text for speech in speeches]
    derived = names_of(texts)
    spans = [(text, span) for text in texts for span in mask(text, derived).spans]
    named = dict(derived) | {span.text: span.kind for _, span in spans if span.kind in NAME_KINDS}
    figures = {span.text + _unit_at(text, span.end) for text, span in spans if span.kind == "数" and _NUMBER.fullmatch(span.text)}
    return LeakIndex(
        frozenset(name for name, kind in named.items() if _telling(name, kind)),
        frozenset(figure for figure in figures if not figure[-1].isdigit()),
    )


def _unit_at(text: str, at: int) -> str:
    match = _UNIT.match(text, at)
    return match.group() if match else ""


def _telling(name: str, kind: Kind) -> bool:
    bare = name.strip(_TITLE_MARKS)
    if len(bare) < 2 or bare in words("province") or bare in words("quoted"):
        return False
    if kind in {"行动", "称号", "文件"}:
        return len(bare) > 2
    return len(bare) > 4 or not is_ordinary(bare)
