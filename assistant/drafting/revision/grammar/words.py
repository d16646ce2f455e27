"""Rules for words: one for another, words to do without, a name in full at its first mention."""

import re

from assistant.drafting.revision.grammar.rules import TAKE, Context, Result, Rule, explicit, rule, shape
from assistant.drafting.revision.grammar.tokens import ANY
from assistant.drafting.revision.grammar.vocabulary import any_of
from assistant.drafting.revision.operations import ALL, Abbreviate, Ask, Forbid, Place, Replace

_BECOMES = any_of("words.becomes")
_OLD = r"(?P<old>{Q}|[^，。：]{2,24}?)"
_NEW = r"(?P<new>{Q}|[^，。]{1,30}?)"
_MANNER = re.compile(
    r"比方|比喻|口气|语气|口吻|的话$|的例子|的方式|的语言|风格|表述$|典故|古诗|排比|别的|其他|说法$|大白话|口语|写法$|更|一些$|一点$"
)
_WORD = (
    r"(?:这|那)?(?:一|两|三|几)?(?:个|些|类|样|种)?(?:的)?(?:[一二两三四五几]个?[字词]|词语|词儿|词|字眼|字|说法|提法"
    r"|套话|表述|话|字样|口号|旧说法)?"
)


def _replace(match: re.Match[str], context: Context) -> Result:
    old, new = context.words(match["old"]), context.words(match["new"])
    where = explicit(context.value(match["p"]) if match["p"] else None)
    if not re.fullmatch(ANY, match["new"]) and _MANNER.search(new):
        return None
    old = context.words(_SEEN.sub("", match["old"]))
    if not re.search("牵头|负责", old):
        new = re.sub("(?:来)?(?:牵头|负责)$", "", new)
    inside = _INSIDE.fullmatch(match["old"])
    if inside:
        old, where = context.words(inside["q"]), Place("sentence", title=context.words(inside["in"]))
    old = re.sub(r"^(?:凡是|所有的?|全部的?|文中的?|文章里的?|出现的?|提到的?|涉及的?)", "", old)
    old = re.sub(r"(?:的地方|的时候|一词|二字|这个词|这个说法|这几个字|的名称|的名字)$", "", old)
    if old == new or not old or not new:
        return Ask(f"“{old}”和要换成的词是一样的，请问要换成什么？")
    return standing(old, context) or (Replace(old, new, where),)


def standing(word: str, context: Context) -> Ask | None:
    """Ask back where a word is not the draft's own: it does not occur, or the table puts it there."""
    text, spans = context.scene.rendered.text, context.scene.rendered.spans
    places = [match.start() for match in re.finditer(re.escape(word), text)]
    if not places:
        return Ask(f"讲话稿里没有“{word}”，没有可换的。请问要换哪个词？")
    inside = [span for span in spans for at in places if span.start < at + len(word) and at < span.end]
    told = [span for span in inside if not span.slot.startswith("n:") and not span.slot.endswith(".name")]
    if not told:
        return None
    first = text[told[0].start : told[0].end]
    return Ask(f"“{word}”里有照表填写的内容（“{first}”），名称、数字、时期和升降都随表走，不能当作词来换。请改表后刷新，或说明要换哪句话。")


def _forbid(match: re.Match[str], context: Context) -> Result:
    where = explicit(context.value(match["p"]) if match["p"] else None)
    words = [str(value) for value in context.values(match["words"]) if isinstance(value, str)] or _split(match["words"])
    words = [word.strip("。，") for word in words]
    if any(len(word) < 2 for word in words) or (_OFTEN.search(match[0]) and not re.search(_AVOID, match[0])):
        told = "、".join(f"“{word}”" for word in words)
        return Ask(f"{told}是一处都不留，还是只去掉某几处？一处都不留请说“不要出现{told}”；只改某几处，请把那几句发来。")
    if not words or any(not re.search(r"[一-鿿]", word) for word in words):
        return None
    return (Forbid(tuple(dict.fromkeys(words)), where=where),)


_OFTEN = re.compile(r"太(?:多|频繁|滥|密)|反复|重复")


def _forbid_named(match: re.Match[str], context: Context) -> Result:
    """Forbid words that stand without quotation marks, where the draft has them."""
    words = _split(match["words"])
    if re.search("数字|数据|内容|的", match["words"]):
        return None
    if all(word in context.scene.rendered.text for word in words):
        return _forbid(match, context)
    return None


def _split(words: str) -> list[str]:
    return [word for word in re.split(r"[、，]|和|以及", re.sub(rf"{_WORD}$", "", words)) if word]


def _sentence(match: re.Match[str], context: Context) -> Result:
    """Write another sentence for one that is told by its number."""
    place: Place = context.value(match["p"])
    if place.kind != "sentence" or not place.title:
        return None
    return standing(place.title, context) or (Replace(place.title, context.words(match["new"]), place.of or ALL),)


def _nothing(match: re.Match[str], context: Context) -> Result:
    return ()


def _forbid_instead(match: re.Match[str], context: Context) -> Result:
    word, new = context.words(match["old"]), context.words(match["new"])
    if not re.fullmatch(ANY, match["new"]) and _MANNER.search(new):
        return None
    where = explicit(context.value(match["p"]) if match["p"] else None)
    return standing(word, context) or (Replace(word, new, where),)


def _abbreviate(match: re.Match[str], context: Context) -> Result:
    full, short = match["full"], context.words(match["short"])
    if not full:
        return Ask(f"“{short}”的全称怎么写？请把全称写出来，例如：头一回写全称“县{short.lstrip('县市区')}”。")
    long = context.words(full)
    if long == short:
        return Ask("全称和简称是一样的，请把全称和简称各写出来。")
    return (Abbreviate(long, short),)


def _spelled_out(match: re.Match[str], context: Context) -> Result:
    return (Abbreviate(context.words(match["full"]), context.words(match["short"])),)


_AVOID = any_of("words.avoid")
_TOO = (
    r"(?:说得|用得|写得|讲得|听着|显得|有点|有些)*(?:太|过于|偏)[^，]{1,4}(?:了)?|(?:听着|读着|看着|念着|听起来|读起来"
    r"|看起来|显得)[^，]{1,6}|(?:很|有点|有些|不太|不大)?(?:不好听?|不好|不妥当?|不雅|不准确|不恰当|不严谨|不规范|别扭)(?:了)?"
)
_SEEN = shape("{X}$")
_INSIDE = shape(r"(?P<in>[^，]{2,24}?)(?:{X}|(?:这|那)(?:一)?句)(?:话)?(?:里面?|中)?的?(?P<q>{Q})")
_LIST = r"(?P<words>(?:{Q}(?:、|和|与|及|跟|还有|以及|，)?)*{Q})"
_HERE = r"(?:(?P<p>{P})(?:里面?|中|当中|里头)?(?:的|把)?)?"
_EVERY = r"(?:都|统一|也|就|全|全部|一律|一概|统统|通通|一个|一处|再|还是|尽量|最好|要|得|应|给我|今后|以后|从此)*"
_AGAIN = (
    r"(?:，?(?:都|全|也|一律|一个)*(?:换掉|换个说法|换一个|换一换|换种说法|改掉|删掉|去掉|换成别的(?:说法|词)?"
    r"|能换就换|用别的(?:词|说法)?(?:代替)?|一个都不要|一处都不要留?|不要了?|都换|都改|都删|不用了?|别用了?))?"
)

RULES: tuple[Rule, ...] = (
    rule(rf"{TAKE}(?P<p>{{P}}){_EVERY}{_BECOMES}(?:：)?(?P<new>{{Q}})", _sentence),
    rule(
        rf"{TAKE}(?P<short>{{Q}}|[^，]{{2,16}}?)(?:在)?(?:文中|文里|全文|稿子里)?(?:头一回|首次|第一次|初次|第一回|最先|头一次|第一处|头一处|第一遍)(?:出现|提到|讲到|说到|用到|露面)?(?:的)?(?:时候?|地方|处)?"
        rf"(?:，)?(?:要|应|都|先|得|必须|请|应当)?(?:写|用|使用|采用|说)?(?:成|出)?(?:它的)?(?:全称|全名)(?:叫|为|是|：|，)*(?P<full>{{Q}}|[^，]{{4,24}}?)?"
        r"(?:，(?:后面|以后|之后|其后|往后|再出现|下文|后文|再往后|其余|余下|后边|再提到?|第二次起)(?:的|都|再|就|均|一律|统一|才|出现|时)*(?:用|写|使用|说|称|叫|恢复)(?:回)?(?:简称)?(?:{Q})?(?:就行|即可)?)?",
        _abbreviate,
    ),
    rule(
        r"(?:头一回|首次|第一次|第一处)(?:出现|提到|讲到|说到)?(?P<short>{Q}|[^，]{2,12}?)(?:的)?(?:时候?|地方|处|时)?(?:要|应|得)?(?:写|用)(?:成)?(?:全称)?(?:为|：)?(?P<full>{Q}|(?<=全称)[^，]{4,24}?)"
        r"(?:，(?:后面|以后|之后|其后|往后|再出现|下文|后文|其余)(?:的|都|再|就)*(?:用|写|称)(?:回)?(?:简称)?(?:{Q})?)?",
        _spelled_out,
    ),
    rule(rf"{_HERE}{TAKE}{_EVERY}{_LIST}{_WORD}(?:，)?(?:{_EVERY}(?:{_TOO}|{_AVOID})(?:了)?){_AGAIN}", _forbid),
    rule(
        rf"{_HERE}(?:里面?|中)?{_EVERY}{_AVOID}(?:再)?(?:出现|用|使用|写|提|说|讲|有)?(?:像|诸如|类似)?{_LIST}(?:这样|之类|这类|这种|等)?(?:的)?(?:[^，]{{0,3}}词|{_WORD})(?:了)?{_AGAIN}",
        _forbid,
    ),
    rule(
        rf"{_HERE}(?:里面?|中)?{_EVERY}(?:不要|别|不能|不得|不许|不准|避免|禁止|不再|少|不)(?:再)?(?:出现|使用|用|有)(?P<words>[一-鿿]{{2,8}}(?:[、和][一-鿿]{{2,8}})*)(?:了)?{_AGAIN}",
        _forbid_named,
    ),
    rule(
        rf"{_HERE}{TAKE}(?P<words>[一-鿿]{{2,8}}(?:[、和][一-鿿]{{2,8}})*){_EVERY}(?:{_TOO}|别再用|别用|不要再用|不要用|不再用|不要出现|别出现|换掉|换个说法|改掉|别再出现|少用)(?:了)?{_AGAIN}",
        _forbid_named,
    ),
    rule(
        r"(?:都|全|也|一律|一个|一概|尽量|最好|统统|通通|能)*(?:换掉|换个说法|换一个|换一换|换种说法|改掉|换成别的(?:说法|词)?|能换就换|用别的(?:词|说法)?(?:代替|来说)?|一个都不要|一处都不要留?|换个词|换成平实的说法|换平实点的说法|就换)(?:了)?|(?:{P})?(?:统一|全部|都|一并|一起|跟着|要|得|也|相应)*(?:改过来|改掉|改一改|改改|要改|得改|改)(?:了)?",
        _nothing,
    ),
    rule(
        rf"{_HERE}{TAKE}(?:里面?的?|中的?)?{_OLD}(?:这(?:个|几个|两个)(?:词|字|说法|名称|单位)|的地方|的名称|的提法|的叫法)?{_EVERY}{_BECOMES}(?:了)?(?:：)?{_NEW}(?:了)?",
        _replace,
    ),
    rule(rf"{_HERE}{TAKE}(?:里面?的?|中的?)?用{_NEW}(?:来)?(?:替换|代替|取代|替代|替|换掉){_OLD}", _forbid_instead),
)
