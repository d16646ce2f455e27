"""Words around a number that change how it is read: qualifiers, rank words, money words."""

import re


def _any(words: str) -> str:
    """Return an alternation of the words, longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


_LEFT_WORDS = (
    r"不低于 不少于 不高于 不超过 不多于 不小于 不大于 超过 突破 接近 将近 大约 大概 不足 不到 至少 最多 高于 低于 多于 少于 大于 小于 倒数"
    r" (?<!期)逾 (?<![节预签合制违契特履条公大])约 (?<![最附临邻靠贴远])近 (?<!赶)超 (?<![突爆打侦])破"
)
_LEFT = re.compile(f"({_any(_LEFT_WORDS)})(?:了|为|到|达到?)?$")
_LEFT_OF_BARE = re.compile("(上|过|成|逼近|迈过|跨过|跨越)$")
_BETWEEN = re.compile("[ ]?(余|多(?![年元]化)|来(?![自源])|几(?!个))")
_RIGHT = re.compile(rf"[ ]?({_any('及以上 及以下 以上 以下 以内 之内 左右 上下 有余 出头')}|[多余强](?=[，。、；的）)]|$))")
_RANK_WORDS = (
    "倒数 全[国省市州县区球] 全镇 [县市区]） 列 居 排 排名 名次 位次 为 县区 区县 同类 并 进 入 跻身 保持 稳 省 市 获 中 从 由 到 至 升 前"
    " 增速 增幅 总量 规模"
)
_RANK = re.compile(f"(?:{_any(_RANK_WORDS)})(?:[国省市县区]?[中内]|级)?(?:均|并列|倒数|到|至|为)?$")
_AIM_WORDS = "跻身 进入 迈进 挤进 冲刺 重返 稳居 位居 列 居 排 进 入 争 保 全[国省市县区](?:所有)?[^，。；、]{0,6}"
_AIMING = re.compile(f"(?:{_any(_AIM_WORDS)})(?:全?[国省市县区球](?:县域)?)?(?:同类)?$")
_BEFORE_NOT_FRONT = "目之以此日年节当提空月会跟面眼生赛饭午"
_MONEY_WORDS = (
    "投资 产值 收入 贷款 资金 税 利润 成本 贸易 进出口 销售 融资 营收 元 补贴 奖补 增加值 GDP 总量 存款 余额 债 额 拨付 兑付 授信 减负 让利"
    " 支出 投入 金额 费用"
)
_MONEY = re.compile(_any(_MONEY_WORDS))
_PEOPLE = re.compile(_any("人口 人次 人员 群众 用户 粮 斤 产量 株 流量 点击"))
_ONE_WORDS = (
    "新增 净增 增加 减少 净减 退出 增至 减至 达 达到 仅 仅有 前移 后移 上升 下降 提升 提高 回落 降低 升 [增减多少][了加] 只有(?=[家户])"
    " 约 近 不足 超过 不到 共 冠军 再"
)
_ONE = re.compile(f"(?:{_any(_ONE_WORDS)})了?$")
_ENDING = re.compile(r"[，。；！？、,;!?）)”\n 的并且和与]|$")


def left_qualifier(masked: str, start: int, *, bare: bool = False) -> str:
    """Return the qualifier printed before a number (约, 近, 超过 …), or an empty string."""
    before = masked[max(start - 6, 0) : start]
    match = _LEFT.search(before) or (_LEFT_OF_BARE.search(before) if bare else None)
    return match[1] if match else ""


def between(masked: str, end: int) -> tuple[str, int]:
    """Return the 余, 多 or 来 between a number and its unit, and the offset after it."""
    match = _BETWEEN.match(masked, end)
    return (match[1], match.end()) if match else ("", end)


def right_qualifier(masked: str, end: int) -> str:
    """Return the qualifier printed after the unit (以上, 左右 …), or an empty string."""
    match = _RIGHT.match(masked, end)
    return match[1] if match else ""


def ranks(masked: str, start: int) -> bool:
    """Tell whether the words before an ordinal make it a rank: 位列第3, 全市第二."""
    return _RANK.search(masked[max(start - 8, 0) : start]) is not None


def aims(masked: str, start: int) -> bool:
    """Tell whether the words before 前十 claim a place among them, rather than select enterprises."""
    return _AIMING.search(masked[max(start - 12, 0) : start]) is not None


def in_front(masked: str, start: int) -> bool:
    """Tell whether the number follows a 前 of its own: 前十, not 目前 10."""
    return masked[start - 1 : start] == "前" and masked[max(start - 2, 0) : start - 1] not in tuple(_BEFORE_NOT_FRONT)


def about_money(masked: str, start: int, *, hundred_million: bool) -> bool:
    """Tell whether a number with a scale word and no unit is money: 投资1200余万; 5.6亿 is, unless the clause counts heads."""
    clause = re.split("[，。；！？\n]", masked[max(start - 16, 0) : start])[-1]
    return _PEOPLE.search(clause) is None and (hundred_million or _MONEY.search(clause) is not None)


def counts_one(masked: str, start: int) -> bool:
    """Tell whether 一 before a measure word counts: 新增一户, not 一个项目."""
    return _ONE.search(masked[max(start - 4, 0) : start]) is not None


def ends(masked: str, end: int) -> bool:
    """Tell whether a number may end its phrase here."""
    return _ENDING.match(masked, end) is not None
