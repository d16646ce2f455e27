"""What must not stand in a draft: the names and the numbers of the exemplar speeches, as plain data."""

import re
from functools import lru_cache

from assistant.exemplars.speeches import Speech
from assistant.masking import NAME_KINDS, Kind, mask, names_of
from assistant.masking.vocabulary import is_ordinary, words
from assistant.wording import LeakIndex

_NUMBER = re.compile(r"\d[\d,.]*")
_UNIT = re.compile(r"(?:亿|万)?(?:元|千瓦时|亩|吨|平方米)?(?:个百分点|[%％倍户家个项条名人天位])?")
_TITLE_MARKS = "“”《》（）()*＊XxＸ× "


@lru_cache(maxsize=4)
def leaks_of(speeches: tuple[Speech, ...]) -> LeakIndex:
    """Collect what a draft must not take over from the speeches.

    Product and industry terms (汽车底盘生产) name a project there and anything elsewhere: enterprises and projects that ordinary words
    make up say nothing of their origin and are left out.

    Args:
        speeches: The speeches as supplied; asked again for the same ones, it answers from memory.
    """
    texts = tuple(speech.text for speech in speeches)
    derived = names_of(texts)
    spans = [(text, span) for text in texts for span in mask(text, derived).spans]
    named = dict(derived) | {span.text: span.kind for _, span in spans if span.kind in NAME_KINDS}
    figures = {span.text + _unit_at(text, span.end) for text, span in spans if span.kind == "数" and _NUMBER.fullmatch(span.text)}
    return LeakIndex(
        names={name: kind for name, kind in named.items() if _telling(name, kind)},
        numbers=frozenset(figure for figure in figures if not figure[-1].isdigit()),
        passages=texts,
    )


def _unit_at(text: str, at: int) -> str:
    match = _UNIT.match(text, at)
    return match.group() if match else ""


def _telling(name: str, kind: Kind) -> bool:
    bare = name.strip(_TITLE_MARKS)
    if len(bare) < 2 or bare in words("province") or bare in words("quoted"):
        return False
    if kind in {"行动", "称号", "文件"}:
        return len(bare) > 2 and bare not in words("widespread")
    return (kind == "园区" and len(bare) > 4) or not is_ordinary(bare)
