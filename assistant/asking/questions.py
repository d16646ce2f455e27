"""What a question asks for: an ordered table of patterns (``lexicon/questions.jsonl``); the first that fits decides."""

import re
from functools import cache

from assistant.lexicon import read_records

ASKING = re.compile(
    r"[？?]|多少|哪些|哪个|哪家|哪几|什么|怎么样|如何|为什么|为何|是否|有没有|能不能|[吗呢][。！]?$|谁|几号|第几|几成|何时|啥|怎么回事|差几|哪里"
)

LEVEL_TOO = re.compile(
    r"多少[^增降涨]{0,8}(?:增长|增速|增幅|同比|下降|增|降)|(?:增长|增速|增幅|下降).*[，、,].*(?:总量|总额|绝对[数值]|完成)(?:了|是)?多少"
)
"""A question for an amount and for its growth."""
_NO_SUBJECT = re.compile(
    r"多少|哪[一几些个里家]*|什么|怎么样?|如何|为什么|为何|是否|有没有|几[个成位]?|第几|谁|情况|增速|增幅|增长|同比|下降|上升|增加|减少|完成得?|达到|实现|进度|序时|时间|年度|全年"
    r"|目标|任务|指标|数据|各项|主要|总体|整体|经济|运行|累计|当月|本月|今年|目前|现在|分别|占比|占|排名|排|位次|名次|最|快于?|慢于?|高于?|低于?|好|差|弱|强|落后|领先|拖后腿"
    r"|乡镇|镇街|街道|县市区|县区|地方|地区|园区|全[县市区省国]|平均|比|较|和|与|跟|同|的|了|吗|呢|是|有|在|都|各|个|里|中|还|离|得|点|不如|不到|超过|请问|负|为|或|百分之|个百分点|[\W\dA-Za-z_]"
)


@cache
def _table() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((str(record["kind"]), re.compile("|".join(record["patterns"]))) for record in read_records("questions"))


def kind_of_question(question: str) -> str:
    """Return what a question asks for; empty where no pattern fits."""
    return next((kind for kind, pattern in _table() if pattern.search(question)), "")


def without_question(question: str) -> str:
    """Return what a question is about, without the words that ask; empty where it names nothing.

    Example:
        >>> without_question("粮食产量增长了多少？")
        '粮食产量'
    """
    return _NO_SUBJECT.sub("", question)
