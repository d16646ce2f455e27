"""Rules for the manner of speaking, which only someone who can rewrite can change: 语气再严厉些, 换成爬山的比方, 突出技改."""

import re

from assistant.drafting.revision.grammar.rules import Context, Result, Rule, rule
from assistant.drafting.revision.grammar.vocabulary import any_of
from assistant.drafting.revision.operations import ALL, Rewrite

WORDS = any_of("manner.words")
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
