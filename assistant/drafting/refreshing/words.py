"""Words around figures that a new table can make wrong: verbs with an opposite, words of praise and of blame."""

import re

from assistant.drafting.refreshing.banked import sign_said

# What may stand right before a number without saying its direction itself: each with its opposite.
_OPPOSITES = {
    "负增长": "增长",
    "增长": "下降",
    "上升": "下降",
    "提高": "下降",
    "提升": "下降",
    "增加": "减少",
    "净增": "净减",
    "快于": "慢于",
    "高于": "低于",
    "高出": "低于",
    "好于": "差于",
    "多于": "少于",
    "领先": "落后",
    "前移": "后移",
    "上移": "下移",
    "加快": "放缓",
    "收窄": "扩大",
    "快": "慢",
    "高": "低",
    "多": "少",
}
_BACK = {
    **{"下降": "增长", "减少": "增加", "低于": "高于", "慢于": "快于", "落后": "领先", "后移": "前移", "回落": "提高", "放缓": "加快"},
    **{"扩大": "收窄", "慢": "快", "低": "高", "少": "多"},
}
_TURNS = {**_BACK, **_OPPOSITES}
_VERB = re.compile("|".join(sorted(_TURNS, key=len, reverse=True)))
_LAST_VERB = re.compile(rf"({_VERB.pattern})([^，。；、]{{0,14}})$")

_GOOD = (
    r"突出|提升|增长的|在增|在涨|往上|进步|成效|劲头|足$|足了|实了|新了|多了|亮眼|亮点|抢眼|向好|良好|较好|很好|不错|喜人|强劲|旺盛|活跃|平稳|稳健|稳步|稳定|稳中|新台阶|新变化|新支撑|新提升|新突破|新进展|更足|更浓|更高|更强|更优|更实|更稳|"
    r"上扬|向上|回升|回暖|加快|提速|增势|势头|领跑|领先|居前|前列|信心|底气|贡献|拉动|支撑|撑起|本钱|吻合|印证|同向|说明|实打实|看家|真实|不假|厚|成色|含金量|满意|来之不易|"
    r"超额|提前|顺利|有力|扎实|大有|活力|热度|信任|新意|步伐|好转|改善|优化|跑赢|长进|往上走|稳得住|做得|仍是|稳"
)
_BAD = (
    r"下降|下滑|回落|放缓|负增长|减少|不足|不够|偏|落后|滞后|慢|短板|短处|欠|压力|吃紧|困难|难处|承压|拖|松|起伏|分化|缺|低|少|原因|空着|停在|等单|冷|掉|悬|睡|晒太阳|冤枉|踏实不了|"
    r"跟不上|还要|还差|补|追|赶|没有着落|期盼|不强|不高|不多|不快|疲|弱|警|难|可惜|不该|说不过去"
)
_PRAISED = re.compile(
    r"(?:表现|走势|势头|增势|发展|运行|态势|增长|支撑|带动)?(?:十分|非常|较为|更加|更为|持续|继续|明显|尤其|最为|依然|仍然|都很|比较)?"
    r"(?:突出|亮眼|抢眼|良好|强劲|喜人|平稳|稳健|不错|向好|较快|较好|活跃|旺盛|领跑|领先|有力)$"
)
VALUES = re.compile(
    r"稳中有[进升]|稳中向好|总体平稳|增势|势头|好于预期|喜忧参半|走得稳|下行|回暖|企稳|成绩单|形势(?:是好|喜人|严峻)|压力不小"
)
"""Words that value the run of things as a whole."""

_LINKS = (("虽然", "但"), ("尽管", "但"), ("虽", "但"), ("不仅", "而且"), ("既", "又"))


def turned(before: str, slots: str = "") -> str:
    """Return the words before a number with the verb that governs it turned round; empty where none does.

    Args:
        before: What stands between the last mark or slot and the number: 增幅比11月回落.
        slots: The verb to use instead, where the table of opposites has several.
    """
    match = _LAST_VERB.search(before)
    if match is None:
        return ""
    return before[: match.start(1)] + (slots or _TURNS[match[1]]) + match[2]


def praises(text: str) -> bool:
    """Tell whether words speak well of something."""
    return re.search(_GOOD, text) is not None or sign_said(text) == "up"


def blames(text: str) -> bool:
    """Tell whether words speak of a shortcoming."""
    return re.search(_BAD, text) is not None or sign_said(text) == "down"


def without_praise(clause: str) -> str:
    """Return the subject of a clause that ends in praise (其中生物医药表现突出 → 其中生物医药); empty where nothing else stands in it."""
    match = _PRAISED.search(clause)
    return clause[: match.start()] if match else ""


def without_links(sentence: str) -> str:
    """Take out 虽然…但… and the like, which a turned figure has made senseless."""
    for first, second in _LINKS:
        if first in sentence and second in sentence[sentence.index(first) :]:
            head, tail = sentence.split(first, 1)
            return head + tail.replace(f"，{second}", "，", 1)
    return sentence
