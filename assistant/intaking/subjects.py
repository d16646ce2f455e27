"""The subject of a figure: the indicator a clause names before it, with the place it holds for."""

import re
from dataclasses import dataclass

from assistant.audit.heads import head_after, heads_of
from assistant.lexicon.indicators import Indicator, find_indicator, find_loosely

# Heads that name no indicator: what moves, what is compared, what is done.
_NO_NAME = re.compile(
    r"(增速|增幅|降幅|比重|占比|占|同期|上年|去年|前移|后移|退出|办结|余额|位次|排名|排在?|进度|序时进度|时间进度|目标|任务|市下|省下|县定|总量|规模|数据|其中"
    r"|增速排名?|完成率|目标任务|下达|人代会|比例|缺口|一般|今年|全部|开工|投产|投入|盘活|竣工|到位|平均水平|年初余额)"
)
_VERBS = re.compile(
    r"(?:完成|实现|达到?|为|是|有|约|共|的|仅|只|已|近|超过?|突破|了|到|至|在|保持|同比|环比|负?增长|增加?|下降|上升|增速|增幅|降幅|降|占|累计|大约|大概|不到|不足)+$"
)
_SCOPE = re.compile(r"((?:全|我|本)[省市县区州国]|园区|开发区|经开区|高新区|[一-鿿]{2,8}?(?:开发区|园区|产业园|工业园|镇|乡|街道))$")
_WHOLE = re.compile(r"^[我本](?=[省市县区州])")
_PLACE_FIRST = re.compile(r"^([一-鿿]{1,4}?(?:镇|乡|街道))(?=..)")
_SHOP = ("乡镇", "城镇", "集镇")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is told of.

    Attributes:
        name: The indicator as the clerk wrote it, without place and verb.
        scope: 全县, 园区, 城关镇; empty where none is said.
        entry: The catalogue's indicator, where it knows the name.
        firm: Whether the words surely name an indicator.
    """

    name: str
    scope: str = ""
    entry: Indicator | None = None
    firm: bool = True


def subject_in(window: str, places: tuple[str, ...]) -> Subject | None:
    """Return the last indicator a stretch of text names, or ``None``.

    Args:
        window: Text up to the figure, back to the figure before.
        places: Names of places, which lead a name and are no part of it.
    """
    pieces = re.split(r"[，。；：、！？（）()\s“”]", window.rstrip("：:（("))
    for piece, head in zip(reversed(pieces), heads_of(window.rstrip("（("), places), strict=False):
        name = "" if head is not None and head.known else _catalogued(piece)
        if name and (head is None or len(name) > len(head.text)):
            return _subject(piece, name, True)
        if head is not None and (head.known or not _NO_NAME.fullmatch(head.text)):
            return _subject(piece, head.text, head.firm)
    return None


def _catalogued(piece: str) -> str:
    """Return the longest name of the catalogue, loose words included, that a clause ends with before its verbs."""
    bare = _VERBS.sub("", piece)
    return next((bare[at:] for at in range(len(bare) - 1) if find_loosely(bare[at:])), "")


def subject_after(right: str, places: tuple[str, ...]) -> Subject | None:
    """Return the indicator right after a figure (完成268.5亿元的产值; 新开工26个项目), or ``None``."""
    head = head_after(right, places)
    return _subject("", head.text, head.firm) if head is not None and head.firm else None


def _subject(piece: str, name: str, firm: bool) -> Subject:
    name = re.sub(r"(?<=..)(?:已|共|实际|预计|计划)$", "", name)
    if find_indicator(name) is None:
        name = re.sub(r"(?<=..)(?:增速|增幅|降幅)$", "", name)
    before = piece[: piece.rfind(name)] if name in piece else ""
    scope = _SCOPE.search(before.rstrip("的"))
    said = _WHOLE.sub("全", scope[0]) if scope else ""
    town = _PLACE_FIRST.match(name)
    if town and not said and not town[0].endswith(_SHOP) and find_loosely(name[town.end() :]):
        said, name = town[0], name[town.end() :]
    entry = find_indicator(name) or (find_loosely(name) if said else None)
    return Subject(name, said, entry, firm or entry is not None)
