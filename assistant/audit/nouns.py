"""The noun right before a figure: an indicator the brief does not have must not borrow the number of one it has."""

import re
from functools import lru_cache

from assistant.audit.identity import Weights, names_of, normal, pairs
from assistant.brief.model import Figure
from assistant.lexicon.indicators import find_indicator

_LEAD = re.compile(
    r"^(其中|此外|另外|截至|今年|去年|全年|上半年|前?[一二三四]季度|前三季度|前?\d+个?月份?|\d+[—–\-~至]\d+月|\d+年|\d+月(末|底|当月)?|当月|[月年]?[末底]"
    r"|全[国省市县区]|我[省市县区]|规上|规模以上|累计|新增|净增|有|的|以|把|将|对)+"
)
_TAIL = re.compile(
    r"(完成|实现|达到?|总数|总量|合计|累计|总共|为|是|有|约|共|的|仅|只|才|就|已|同比|近|超过?|突破|高达|则|却|也|了|到|在|余|多)+$"
)
_HEADS = "额 值 量 率 数 企业 投资 收入 利润 税收 贷款 存款 余额 存货 账款 库存 面积 项目 费用 成本 用电 时限 时间 缺口 订单 户 比重 占比"
_HEAD = re.compile(f"({'|'.join(_HEADS.split())})$")
LEAST = 4
FOREIGN = 0.34
COVERED = 0.7


def noun_before(window: str) -> str:
    """Return the noun phrase right before a figure, without period, scope and verb; empty where there is none."""
    tail = re.split(r"[，。；：、（）()\s“”]", window)[-1]
    noun = _TAIL.sub("", _LEAD.sub("", tail))
    return noun if len(noun) >= LEAST and _HEAD.search(noun) else ""


@lru_cache(maxsize=4096)
def _canonical(noun: str) -> str:
    entry = find_indicator(noun)
    return entry.name if entry is not None else ""


def names_another(noun: str, figure: Figure, weights: Weights) -> bool:
    """Tell whether a noun is the name of something else than a row: another indicator, or a name that shares too little."""
    names = names_of(figure)
    plain = normal(noun)
    if any(plain in name.text or name.text in plain for name in names):
        return False
    known = _canonical(noun)
    if known and known != figure.canonical:
        return True
    said = pairs(noun)
    own = frozenset().union(*(name.pairs for name in names))
    covered = max((weights.cover(name, said) for name in names), default=0.0)
    return covered < COVERED and len(said - own) >= FOREIGN * len(said)
