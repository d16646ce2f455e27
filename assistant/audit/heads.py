"""The head of a clause: the noun phrase a figure is told of, without period, place, adverb and verb.

There is no segmenter: what may stand before and after an indicator in a speech (全县 … 完成, 1—9月 … 同比增长) is a closed list,
and what is left of the clause is the phrase.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.audit.identity import normal
from assistant.lexicon.indicators import find_indicator

_BREAK = re.compile(r"[，。；：、！？（）()\s“”]")
# Words after which a new phrase begins: prepositions, modals, and verbs that take the indicator as their object.
_TURN = re.compile(
    r".*(?:其中|此外|另外|同时|推动|带动|拉动|促进|确保|力争|争取|帮助|组织|引导|支持|完成|实现|达到|形成|取得|发放|投放|盘活|拿下|建成|关于"
    r"|要(?![素求])|把|将|给(?!排)|让|跟|向(?!好)|由(?!于)|对(?!外)|使(?!用)|从(?!业)|在(?![建库岗校])|离|距|占(?!比)|被|的(?!确)|与|及)"
)
_MONTH = r"\d{1,2}月(?:份|末|底|当月)?"
_LEAD = re.compile(
    rf"^(?:我们|虽然|尽管|但|不过|特别是|尤其是|截至|到(?!位)|今年|去年|上年|明年|年内|年初|全年|年度|当年|[上下]半年|前?[一二三四首]季度|前三季度|前?\d+个?月份?|\d{{1,2}}月?[—–\-~～至到]{_MONTH}"
    rf"|\d+年|{_MONTH}|本月|当月|单月|当季|[月年季]?[末底]|以来|[这该此]一?项?指标|往后|后面|以后|接下来|下一步|平均|每个?月|园区|开发区|全[国省市县区州]|[我本][省市县区]|各[县市区乡镇]*|其[中余]|累计|目前|眼下|现有|现在|预计|计划|已经?"
    r"|只|仅|共(?!享)|总共|还(?!款)|也|又|再(?!生)|就(?!业)|都|和|以|[折摊算合]下来|折[成算合]|平均到|摊[到成]|也?就是|相当于|为|这|那|是|有(?![色机])|第?[一二三四五六七八九十]+[是要看])+"
)
_TAIL = re.compile(
    r"(?:完成|实现|达到?|总数|总量|合计|累计|总共|一共|为|是|有|约|共|的|仅|只|才|就|已|近|超过?|突破|高达|则|却|也|了|到|至|在|余|多|均|都|分别|保持|继续|又|再"
    r"|还|已经|竟|能|可|将|要|应|须|同比|环比|负?增长|增加?|下降|下滑|上升|上涨|提高|提升|回升|回落|攀升|减少|降低?|升|跌|加快|放缓|收窄|扩大|净增|净减|新增"
    r"|力争|确保|预计|预期|计划|的(?:增速|增幅|降幅|涨幅|总量|规模)|由负转正|由正转负|还差|尚差|只?剩下?|还要|还需|差|少|高|低|快|慢|位?列|位?居|名列|排名?|第|占|平均|[户人亩年月]均|每个?[年月]|目标|任务|年度|全年|当年|[折摊算合]下来|折[成算合]|[平摊]均?到|也?就是|相当于|接近|逼近|将近|大约|大概|不足|不到)+$"
)
_THAN = re.compile(r"(?:比(?![重例])|较|[高低快慢好]于).*$")
_MEASURE = re.compile(r"(?:增速|增幅|降幅|涨幅|占比|比重|目标|任务|总量|总数|规模|数量|金额|位次|进度|方面)+$")
_NEW = re.compile(r"^(?:新增|净增|新|规上|规模以上|全部)(?=..)")
_ALONE = (
    *("税收", "存款", "出口", "进口", "外贸", "外资", "内资", "储蓄", "债务", "保费", "支出", "工资", "就业", "旅游", "消费", "用地"),
    *("服务业", "建筑业", "农业"),
)
_HEADS = (
    "额 值 量 率 数 企业 投资 收入 利润 贷款 余额 存货 账款 库存 面积 项目 费用 成本 用电 时限 时间 缺口 订单 户 比重 占比",
    "资金 基金 融资 授信 补贴 里程 人口 产能 电量 价格 销售 投入",
)
_HEAD = re.compile(f"({'|'.join((*' '.join(_HEADS).split(), *_ALONE))})$")
_AMOUNT = re.compile(r"第?[\d.,]+\S{0,3}")
_NOBODY = re.compile(r"(局|委|办|厅|部门|公司|集团|中心|[县市区镇乡]|街道|园区)$")
_AFTER = re.compile(r"的?([^的是在了，。]{2,10})")
LEAST = 2
SURE = 4


@dataclass(frozen=True, slots=True)
class Head:
    """The noun phrase before a figure.

    Attributes:
        text: The phrase as a message tells it.
        forms: The phrase and shorter readings of it, normalised, longest first.
        known: Noun of the catalogue's entry for one of the forms, else empty.
        firm: True when the phrase surely names an indicator: the catalogue has it, or it ends as names of indicators do.
    """

    text: str
    forms: tuple[str, ...]
    known: str
    firm: bool

    @property
    def bare(self) -> str:
        """The shortest reading, without 新增 before and 增速 or 目标 after."""
        return self.forms[-1]


def heads_of(window: str, places: tuple[str, ...]) -> list[Head | None]:
    """Return the noun phrase of every clause of a window, or ``None`` where it has none, last clause first.

    Args:
        window: Text up to the figure; a colon at its end introduces the figure (税收：2.3亿元).
        places: Names of places of the brief, which lead a phrase and are no part of it.
    """
    chunks = _BREAK.split(window.rstrip("：:"))
    return [head_of(chunk, places) for chunk in reversed(chunks)]


def head_after(right: str, places: tuple[str, ...]) -> Head | None:
    """Return the noun phrase right after a figure (实现2.3亿元的税收)."""
    match = _AFTER.match(right)
    return head_of(match[1], places) if match else None


@lru_cache(maxsize=8192)
def head_of(chunk: str, places: tuple[str, ...]) -> Head | None:
    """Return the noun phrase that ends a clause, or ``None`` where there is none."""
    noun = _led(_TURN.sub("", _TAIL.sub("", _THAN.sub("", chunk)), count=1), places)
    if len(normal(noun)) < LEAST or _NOBODY.search(noun) or _AMOUNT.fullmatch(noun):
        return None
    forms = [noun, _MEASURE.sub("", noun)]
    forms += [_NEW.sub("", form) for form in forms]
    shapes = tuple(dict.fromkeys(form for form in map(normal, forms) if len(form) >= LEAST))
    known = next((entry.says for form in forms if (entry := find_indicator(form)) is not None), "")
    return Head(noun, shapes, known, bool(known) or _is_firm(noun, shapes[-1])) if shapes else None


def _is_firm(noun: str, bare: str) -> bool:
    """Tell whether a phrase the catalogue does not have ends as names of indicators do, or is announced as a topic (化肥方面)."""
    return noun.endswith("方面") or (_HEAD.search(bare) is not None and (len(noun) >= SURE or noun.endswith(_ALONE)))


def _led(noun: str, places: tuple[str, ...]) -> str:
    """Take off what leads a phrase: period, place, adverb, in any order."""
    while True:
        rest = _LEAD.sub("", noun)
        place = next((place for place in places if rest.startswith(place)), "")
        rest = rest[len(place) :]
        if rest == noun:
            return noun
        noun = rest
