"""Rules for the manner of speaking, which only someone who can rewrite can change: 语气再严厉些, 换成爬山的比方, 突出技改."""

import re

from assistant.drafting.revision.grammar.rules import Context, Result, Rule, rule
from assistant.drafting.revision.operations import ALL, Rewrite

WORDS = (
    r"(?:语气|口气|口吻|语调|腔调|语感|口语|书面|严厉|严肃|强硬|硬气|软和|柔和|委婉|客气|缓和|亲切|温和|平和|生动|活泼|形象|有力|气势|力度|接地气|通俗|朴实|平实|朴素|文采|文气|比方|比喻|排比|对仗"
    r"|典故|古诗|诗句|金句|改写|重写|重新写|重新组织|润色|润一润|打磨|换种写法|换个写法|换个角度|突出|强调|淡化|弱化|凸显|升华|高度|站位|鼓劲|提气|煽情|感情|情感|幽默|风趣|连贯|通顺|顺口|朗朗上口"
    r"|过渡|逻辑|层次|实在|喊口号|口号|套话|空话|官话|官腔|大白话|家常话|聊天|拉家常|诚恳|恳切|坚定|紧迫|紧迫感|压力|狠|重话|批评|表扬|肯定|感谢|感人|打动|响亮|干脆|利落|老套|新意|新鲜|新颖|别致|出彩|亮眼|号召力|感染力|诗|词句|俏皮|故事|讲起|切入|事例|案例|例子|引用|名言|谚语|俗语|场景|细节|悬念|反问|设问|换个说法|换种说法|换一种说法|换个讲法|换个开头|换个结尾)"
)
_EVIDENT = re.compile(WORDS)


def _rewrite(match: re.Match[str], context: Context) -> Result:
    text = match[0]
    place = context.place(match["p"])
    return (Rewrite(place or ALL, context.tokens.plain(text)),)


RULES: tuple[Rule, ...] = (
    rule(rf"(?:把|将|对|给|让)?(?P<p>{{P}})?[^。]*?{WORDS}[^。]*", _rewrite),
    rule(
        r"(?:把|将|对|给|让)(?P<p>{P})(?:的(?:文字|语言|话|表述))?(?:再|重新|好好|要)*(?:改写|重写|改|写|润色|换)(?:一遍|一下|一改|得|一版|成)?[^。，]{0,16}",
        _rewrite,
    ),
    rule(r"(?P<p>{P})(?:的(?:文字|语言|话|表述))?(?:再|重新|好好|要|写得|讲得|改得|说得)*(?:像|更)[^。，]{1,16}", _rewrite),
)


def goes_with(clause: str) -> bool:
    """Tell whether a clause that nothing else understands goes on describing a manner: 把责任压下去, 让大家坐得住."""
    return bool(_EVIDENT.search(clause)) or bool(re.match(r"(?:把|让|要|别|不要|像|用|显得|听起来|读起来|体现|传递|拿出|给)", clause))
