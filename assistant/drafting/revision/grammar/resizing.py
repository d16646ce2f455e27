"""Rules for shorter and longer: 压缩三分之一, 控制在300字以内, 不少于260字, 留一句话就行, 展开写写."""

import re
from fractions import Fraction

from assistant.drafting.revision.grammar.amounts import Characters, ratio_of
from assistant.drafting.revision.grammar.rules import TAKE, Build, Context, Result, listed, rule, which_place
from assistant.drafting.revision.grammar.vocabulary import any_of
from assistant.drafting.revision.operations import ALL, PRIORITIES, Ask, Place, Resize

SHORTER = any_of("resizing.shorter") + r"(?:掉|去|短|减|紧)?(?:了)?"
LONGER = any_of("resizing.longer") + r"(?:了)?"
_MORE = r"(?:增加|增写|多写|多讲|多说|加|补充|再写|再加)(?:了)?"
_WHAT = r"(?:的?(?:篇幅|内容|文字|字数|长度|部分文字))?"
_LEAD = rf"{TAKE}(?P<p>{listed('P')})?{_WHAT}~"
_END = r"(?:就行|就好|就够|就可以|即可|就够了|为宜|就成|行了|好了|够了|的样子|的篇幅)*(?:了)?"
_LITTLE = r"(?:一些|一点儿?|一下|些|点儿?|几句|写写|讲讲|说说|论述|阐述|讲|说|写|谈|来写|来讲|来说|谈谈|内容)*"
_AT_MOST = re.compile(r"超过|不多于|最多|至多|以内|之内|以下")
_BIG = 1000
_SPREAD = 20


def _share(text: str, context: Context) -> Fraction | None:
    value = context.value(text)
    return value if isinstance(value, Fraction) else ratio_of(context.tokens.plain(text))


def _by_share(sign: int) -> Build:
    def build(match: re.Match[str], context: Context) -> Result:
        share = _share(match["a"], context)
        if share is None or (sign < 0 and share >= 1):
            return None
        return _resized(match["p"], context, ratio=1 + sign * share)

    return build


def _to_share(match: re.Match[str], context: Context) -> Result:
    share = _share(match["a"], context)
    return None if share is None or share == 0 else _resized(match["p"], context, ratio=share)


def _resized(
    token: str | None, context: Context, *, ratio: Fraction | None = None, sentences: int | None = None, longer: bool | None = None
) -> Result:
    places = context.places(token)
    if not places:
        return which_place(context.scene, "要调整篇幅")
    return tuple(Resize(place, ratio=ratio, sentences=sentences, longer=longer) for place in places)


def _to_length(match: re.Match[str], context: Context) -> Result:
    amount: Characters = context.value(match["z"])
    verb, to = match["verb"] or "", match["to"] or ""
    grows = (bool(re.match(LONGER, verb)) and not re.match(SHORTER, verb)) or context.words(match["z"]).startswith("写")
    if amount.sense == "plain" and re.fullmatch(rf"{SHORTER}|{_MORE}", verb) and not to:
        return _by_characters(match["p"], amount.number if grows else -amount.number, context)
    places = context.places(match["p"]) or ([ALL] if amount.number >= _BIG else [])
    even = places == [PRIORITIES] and not verb  # 每条300字: neither more nor less
    least, most = amount.bounds("least" if to in {"满", "够", "足"} else "about" if grows or even else "most")
    if not places:
        return which_place(context.scene, f"要写成{context.words(match['z'])}")
    return tuple(Resize(place, least=least, most=most) for place in places)


def _by_characters(token: str | None, change: int, context: Context) -> Result:
    """Make a place so many characters shorter or longer than it is."""
    found = []
    for place in context.places(token):
        wanted = context.scene.length_of(place) + change
        if wanted <= _SPREAD:
            return None
        found.append(Resize(place, least=wanted - _SPREAD, most=wanted + _SPREAD))
    return tuple(found) or which_place(context.scene, "要增减字数")


def _sentences(match: re.Match[str], context: Context) -> Result:
    places, most = context.places(match["p"]), context.value(match["s"])
    if len(places) == 1 and _AT_MOST.search(context.tokens.plain(match["s"])) and 0 < len(context.scene.sentences_of(places[0])) <= most:
        have = len(context.scene.sentences_of(places[0]))
        return Ask(f"{context.told(places[0])}现在是{have}句话，已经不超过{most}句，没有改动。")
    return _resized(match["p"], context, sentences=context.value(match["s"]))


def _shorter(match: re.Match[str], context: Context) -> Result:
    return _resized(match["p"], context, longer=False)


def _longer(match: re.Match[str], context: Context) -> Result:
    return _resized(match["p"], context, longer=True)


def complained_of(text: str, context: Context) -> tuple[Place, bool] | None:
    """Return the place that is said to be too long or too short, and whether it should be longer.

    Args:
        text: A clause: 结尾太长, 第三条单薄了点.
        context: Its context.
    """
    match = _COMPLAINT.fullmatch(text)
    place = context.place(match["p"]) if match else None
    return (place or ALL, bool(match["short"])) if match else None


_TOO = r"(?:讲得|写得|说得|显得|看着|有点儿?|有些|还是|实在|确实|感觉|太|过于|偏|略|稍|过|不免|比较|的内容|内容|篇幅)*"
_COMPLAINT = rule(
    rf"(?P<p>{{P}})?{_TOO}(?:(?P<long>长|啰嗦|罗嗦|冗长|拖沓|拖|多|繁琐|碎|散|臃肿|重)|(?P<short>短|单薄|薄|简单|空|空泛|少|略|干瘪|干|不够(?:充分|充实|具体|详细|厚实|展开|细|长)))"
    r"(?:了)?(?:些|点儿?|一点儿?|一些)?",
    lambda match, context: (),
).shape

RULES = (
    rule(
        rf"{_LEAD}(?:{SHORTER}|只|保留)(?:到|至|成|为|剩下?|只剩|留下?|保留|得只剩)(?:原来的?|现在的?|原文的?|原先的?|目前的?)?(?P<a>{{A}}|{{V}}){_WHAT}{_END}",
        _to_share,
    ),
    rule(rf"{_LEAD}(?:{SHORTER})(?:大约|大概|差不多|约|它)?(?P<a>{{A}}|{{V}})(?:左右|上下)?{_WHAT}{_END}", _by_share(-1)),
    rule(rf"{_LEAD}(?:{LONGER})(?:大约|大概|差不多|约)?(?P<a>{{A}}|{{V}})(?:左右|上下)?{_WHAT}{_END}", _by_share(1)),
    rule(
        rf"{_LEAD}(?P<verb>{SHORTER}|{LONGER}|控制|限制|保持|限定|限|掌握|收缩|卡|定)?(?P<to>到|至|在|成|够|满|足|为|于)?(?P<z>{{Z}}){_END}",
        _to_length,
    ),
    rule(
        rf"{_LEAD}(?:只|就|单)?(?:{SHORTER}(?:到|成|至|得)?(?:只剩下?|剩下?|只留下?|留下?)|留下?|保留|剩下?|压成|压缩成|压到|压缩到|缩成|缩到|精简成|精简到|并成|概括成|概括为|说|讲|用|改成|改为|写|变成|有)?(?P<s>{{S}})"
        rf"(?:{{P}}|带过|概括|收尾|收住|结束|结尾|说完|讲完|点题|足够|点到为止)?{_END}",
        _sentences,
    ),
    rule(rf"{_LEAD}(?:(?:多|再|再多)(?:写|讲|说|加)|{LONGER})(?:{{S}}|几句)(?:话)?{_END}", _longer),
    rule(rf"{_LEAD}(?:{SHORTER}){_LITTLE}{_END}", _shorter),
    rule(rf"{_LEAD}(?:{LONGER}){_LITTLE}{_END}", _longer),
    rule(
        rf"{TAKE}(?P<p>{{P}})?~(?:写|讲|说|弄|搞|改)得?~(?:再)?(?:简短|精炼|简练|简洁|精简|短|简略|紧凑)(?:一些|一点儿?|些|点儿?)?{_END}",
        _shorter,
    ),
    rule(
        rf"{TAKE}(?P<p>{{P}})?~(?:写|讲|说|弄|搞|改)得?~(?:再)?(?:详细|具体|充实|丰富|细致|细|厚实|饱满|长|充分)(?:一些|一点儿?|些|点儿?)?{_END}",
        _longer,
    ),
)
