"""The subject of a figure: the indicator a clause names before it, with the place it holds for."""

import re
from dataclasses import dataclass

from assistant.audit.heads import Head, head_after, heads_of
from assistant.lexicon.indicators import Indicator, find_indicator, find_loosely
from assistant.numbers import find_periods

# Heads that name no indicator: what moves, what is compared, what is done.
_NO_NAME = re.compile(
    r"([省市县区]里?(?:下|下达|定|给|要求).{0,3}|.{0,4}指标|增速|增幅|降幅|跌幅|比重|占比|占|同期|上年|去年|前移|后移|退出|退库|退规|(?:年度|年初|财政)?预算|余额|同口径|(?:按)?可比口径|可比价|同比口径|位次|排名|排在?|进度|序时进度|时间进度|目标|任务|市下|省下|县定|总量|规模|数据"
    r"|其中|增速排名?|完成率|目标任务|下达|人代会|比例|缺口|一般|今年|全部|开工|投产|投入|盘活|竣工|到位|平均水平|年初余额|情况|份额|水平|同|名|列|错"
    r"|新?认定|新?培育|新?入库|新增|(?:已|未|没|尚未|还没|新)?(?:开工|投产|竣工|办结|兑现|盘活|落地|入库|完工|复工|认定|签约|到位|办理|整改|清偿|拨付|归还|使用)(?:的|了)?)"
)
_MERE_DEED = re.compile(r"(?:其中)?(?:已|未|尚未|还没)[一-鿿]{2,4}")
_WRONG = re.compile(r"(?:(?:写|打|搞|说|报)?错了?|有误|不对|好像|可能|大概|分[一-鿿]{1,3}看)$")
_DOING = (
    r"(?:(?:今天|昨天|刚才|上午|下午|另外?)?(?:发|报|给)?的?[一这那]?[份张个]?(?:表|材料|文件)[上里中]的?|[省市县区]?里?(?:下达|安排|确定|给)的?"
    r"|完成|实现|已|全部|累计|实际|共|今年|本年|当年)"
)
_LED = re.compile(rf"^{_DOING}+(?=..)")
_VERBS = re.compile(
    r"(?:完成|实现|达到?|为|是|有|约|共|的|仅|只|已|近|超过?|突破|了|到|至|在|保持|同比|环比|同|比|负?增长|增加?|下降|上升|增速|增幅|降幅|降|累计|大约|大概"
    r"|不到|不足|(?:写|搞|说|报)?错了?|不对|有误|好像|可能|分[一-鿿]{1,3}看|目标|任务|全年|年度|排名?|位?列|位?居|名列|第)+$"
)
_RANKED = re.compile(
    r"(?:的?(?:增速|总量|增幅))?(?:排名?|位?列|位?居|名列|处于)?(?:在)?(?:全[国省市州县区][^，。；]*)?(?:排名?|位?列|位?居|第)+$"
)
_SOURCE = re.compile(r"(?:由|从)[^，。；]*$")
_SCOPE = re.compile(r"((?:全|我|本)[省市县区州国]|园区|开发区|经开区|高新区|[一-鿿]{2,8}?(?:开发区|园区|产业园|工业园|镇|乡|街道))$")
_SCOPE_ALONE = re.compile(rf"(?:其中|分地区看|分镇看)?(?:{_SCOPE.pattern[:-1]})(?:完成|实现|达到?|为|是|有|共|的)*")
_COUNTED = re.compile(r"^.*\d[\d.]*[万亿]?(?:元|户|家|个|件|项|%|吨|亩|人|位)(?!及?以[上下])")
PLACE_HEAD = re.compile(rf"{_SCOPE.pattern[:-1]}(?:情况)?：")
_WHOLE = re.compile(r"^[我本](?=[省市县区州])")
_PLACE_FIRST = re.compile(r"^([一-鿿]{1,4}?(?:镇|乡|街道))(?=..)")
_SHOP = ("乡镇", "城镇", "集镇")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is told of.

    Attributes:
        name: The indicator as the clerk wrote it, without place and verb; empty where only a place is said (其中园区197.6亿元).
        scope: 园区, 城关镇; empty where none is said, or the whole place.
        entry: The catalogue's indicator, where it knows the name.
        firm: Whether the words surely name an indicator.
    """

    name: str
    scope: str = ""
    entry: Indicator | None = None
    firm: bool = True


def subject_in(window: str, places: tuple[str, ...], *, ranked: bool = False) -> Subject | None:
    """Return the last indicator a stretch of text names, or ``None``.

    Args:
        window: Text up to the figure, back to the figure before.
        places: Names of places, which lead a name and are no part of it.
        ranked: Whether the figure is a place in a ranking, whose scope (全市9个县) is no indicator.
    """
    plain = _SOURCE.sub("", _RANKED.sub("", window)) if ranked else window
    plain = _without_periods(plain).rstrip("：:（(")
    pieces = re.split(r"[，。；：、！？（）()\s“”]", plain)
    for piece, head in zip(reversed(pieces), heads_of(plain, places), strict=False):
        name = _best(piece, head)
        if name:
            return _subject(piece, name, bool(head and head.firm), places)
        if match := _SCOPE_ALONE.fullmatch(piece):
            scope = _WHOLE.sub("全", match[1])
            return Subject("", "" if _is_home(scope, places) else scope)
    source = _SOURCE.search(plain)
    return subject_in(plain[: source.start()], places) if source and source.start() else None


def _without_periods(text: str) -> str:
    for mention in reversed(find_periods(text)):
        text = text[: mention.start] + text[mention.end :]
    return text


def _best(piece: str, head: Head | None) -> str:
    """Return the name a clause ends with: the catalogue's where it is longer than the phrase, or the phrase with a rest of a verb."""
    known, head_text = _catalogued(piece), head.text if head is not None else ""
    text = _WRONG.sub("", _LED.sub("", head.text)) if head is not None else ""
    if find_indicator(text) is None:
        text = _COUNTED.sub("", text)  # 新增17户退出: what was counted before is no part of a name
    if known and (len(known) > len(text) or (find_indicator(known) and text.startswith(known))):
        return known
    doubtful = head is not None and not head.known
    bare = doubtful and any(pattern.fullmatch(said) for pattern, said in ((_NO_NAME, head_text), (_NO_NAME, text), (_MERE_DEED, piece)))
    return "" if bare else text


def _catalogued(piece: str) -> str:
    """Return the longest name of the catalogue, loose words included, that a clause ends with, before its verbs or with them."""
    for text in (piece, _VERBS.sub("", piece)):
        for at in range(len(text) - 1):
            if find_loosely(text[at:]) or find_indicator(f"{text[at:]}数"):
                return text[at:]
    return ""


def subject_after(right: str, places: tuple[str, ...]) -> Subject | None:
    """Return the indicator right after a figure (完成268.5亿元的产值; 12.3亿元是技改投资), or ``None``."""
    told = re.match(r"(?:的?是)?(?P<name>[^，。；]{2,16}?)(?:中)?$", right)
    if told and (entry := find_indicator(told["name"]) or find_indicator(f"{told['name']}企业")):
        return Subject(told["name"] if find_indicator(told["name"]) else entry.says, "", entry)
    head = head_after(right, places)
    named = head is not None and head.firm and not re.search(r"\d", head.text)
    return _subject("", head.text, True, places) if head is not None and named else None


def _subject(piece: str, name: str, firm: bool, places: tuple[str, ...]) -> Subject:
    name = re.sub(r"(?<=..)(?:已|共|实际|预计|计划)$", "", name)
    name = re.sub(r"^(?:目标|任务)(?:是|为)?(?=..)|(?<=..)[省市县区]里?(?:定|下达?|给)$", "", name)
    name = re.sub(r"(?<=..)(?:年度|全年)?(?:目标|任务)(?:数|值|量)?$", "", name)
    stem = re.sub(r"(?<=..)(?:同比)?(?:增速|增幅|降幅|增长)$", "", name)
    name = stem if find_indicator(name) is None or find_loosely(stem) else name
    before = piece[: piece.rfind(name)] if name in piece else ""
    match = _SCOPE.search(re.sub(rf"{_DOING}+$", "", before.rstrip("的")))
    scope = _WHOLE.sub("全", match[0]) if match else ""
    town = _PLACE_FIRST.match(name)
    if town and not scope and not town[0].endswith(_SHOP) and find_loosely(name[town.end() :]):
        scope, name = town[0], name[town.end() :]
    entry = find_indicator(name) or find_indicator(f"{name}数") or (find_loosely(name) if scope else None)
    name = entry.name if entry is not None and name in entry.loose else name
    return Subject(name, "" if _is_home(scope, places) else scope, entry, firm or entry is not None)


def _is_home(scope: str, places: tuple[str, ...]) -> bool:
    """Tell whether a scope is the whole place the brief is about; where that is not known, 全县 and 全区 are."""
    levels = {place[-1] for place in places if place} & set("县市区州旗")
    return len(scope) == 2 and scope[0] == "全" and scope[1] in (levels or {"县", "区"})
